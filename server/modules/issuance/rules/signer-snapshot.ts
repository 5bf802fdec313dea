import type { WayOfSigning } from '../../../engines/documents/letter/letter-data.ts';
import { buildSignerBlock, type Capacity, type SignerBlock } from '../../../engines/documents/signer-block/signer-block.ts';
import { ok, type Result } from '../../../platform/kernel/refusal.ts';
import type { Holder } from '../../organization/contract.ts';
import type { LetterOrder } from '../contract.ts';

export type Way = WayOfSigning;

/** Who signed, as it stands in the register: later changes of the post do not reach it. */
export interface SignerSnapshot {
  holdingId: string;
  personId: string;
  accountId: string | null;
  postId: string;
  name: string;
  nip: string | null;
  rank: string | null;
  title: string;
  capacity: Capacity;
  isHeadOfRegion: boolean;
  /** Above the signature, as printed. */
  lines: string[];
}

const CAPACITY: Record<Holder['capacity'], Capacity> = { definitive: 'definitif', plt: 'plt', plh: 'plh', pj: 'pj', pjs: 'pjs' };
const PREFIX: Record<Capacity, string> = { definitif: '', plt: 'Plt. ', plh: 'Plh. ', pj: 'Pj. ', pjs: 'Pjs. ' };

/** "Plt. Kepala Dinas Y" */
export const titleWithCapacity = (signer: Pick<SignerSnapshot, 'title' | 'capacity'>): string => `${PREFIX[signer.capacity]}${signer.title}`;

/** The block by capacity and its record; refuses what the engine refuses (reference letters §5). */
export function signerOf({ holding, onBehalf, letterDate }: Pick<LetterOrder, 'holding' | 'onBehalf' | 'letterDate'>): Result<{ block: SignerBlock; snapshot: SignerSnapshot }> {
  const capacity = CAPACITY[holding.capacity];
  const block = buildSignerBlock({
    mode: onBehalf?.mode ?? 'none',
    ...(onBehalf ? { onBehalfOf: onBehalf.onBehalfOf } : {}),
    ...(onBehalf?.through ? { through: onBehalf.through } : {}),
    capacity,
    validFrom: holding.fromDay,
    ...(holding.toDay ? { validUntil: holding.toDay } : {}),
    signingDate: letterDate,
    postTitle: holding.title,
    person: { name: holding.name, ...(holding.rank ? { rank: holding.rank } : {}), ...(holding.nip ? { nip: holding.nip } : {}) },
    isHeadOfRegion: holding.isHeadOfRegion,
  });
  if (!block.ok) return block;
  const { holdingId, personId, accountId, postId, name, nip, rank, title, isHeadOfRegion } = holding;
  return ok({ block: block.value, snapshot: { holdingId, personId, accountId, postId, name, nip, rank, title, capacity, isHeadOfRegion, lines: block.value.lines } });
}
