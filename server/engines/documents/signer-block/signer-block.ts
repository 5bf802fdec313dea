import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

/**
 * In which capacity the post is held on the day of signing (Permendagri 1/2023 regulates Plt., Plh., Pj., Pjs.).
 * `plt` post vacant · `plh` holder absent for some days · `pj` appointed interim · `pjs` interim during election leave.
 */
const CAPACITIES = ['definitif', 'plt', 'plh', 'pj', 'pjs'] as const;
export type Capacity = (typeof CAPACITIES)[number];

const PREFIX: Record<Capacity, string> = { definitif: '', plt: 'Plt. ', plh: 'Plh. ', pj: 'Pj. ', pjs: 'Pjs. ' };

/** `none` by own power · `an` atas nama, by written delegation · `ub` untuk beliau, the delegate passes it one level down. */
export type SigningMode = 'none' | 'an' | 'ub';

export interface SignerFacts {
  mode: SigningMode;
  capacity: Capacity;
  /** First and last day of the appointment or order. A Plh. needs both. */
  validFrom?: CalendarDay;
  validUntil?: CalendarDay;
  signingDate: CalendarDay;
  /** "Kepala Dinas Komunikasi dan Informatika". */
  postTitle: string;
  /** The post whose authority is used, for `an` and `ub`: "Bupati Ponorogo". */
  onBehalfOf?: string;
  /** The posts between, for `ub`: ["Sekretaris Daerah"]. */
  through?: string[];
  person: { name: string; rank?: string; nip?: string };
  /** Head or deputy head of region: the name carries neither pangkat nor NIP. */
  isHeadOfRegion?: boolean;
}

/** What is printed: lines above the signature, then name, pangkat and NIP below it. */
export interface SignerBlock {
  lines: string[];
  name: string;
  /** "Plt. Kepala Dinas X", for letters that name the signer at their beginning too. Absent in blocks stored before it was kept. */
  title?: string;
  rank?: string;
  nip?: string;
}

export interface SignerRules {
  /** How many levels below the first official a letter may be signed. Local rule; commonly 2, not verified. */
  levelsBelow: number;
}

/**
 * Builds the block. Refuses: `documents.signer-ub-without-an`, `documents.signer-mode`, `documents.signer-too-low`,
 * `documents.signer-capacity-undated`, `documents.signer-not-in-office`, `documents.signer-nameless`.
 *
 * Example: `{ mode: 'an', capacity: 'definitif', postTitle: 'Sekretaris Daerah', onBehalfOf: 'Bupati Ponorogo', … }`
 * gives the lines `a.n. BUPATI PONOROGO` and `SEKRETARIS DAERAH,`.
 */
export function buildSignerBlock(facts: SignerFacts, rules: SignerRules = { levelsBelow: 2 }): Result<SignerBlock> {
  const name = facts.person.name.trim();
  const post = facts.postTitle.trim();
  if (name === '' || post === '') return refuse('documents.signer-nameless');

  const mode = checkMode(facts, rules);
  if (!mode.ok) return mode;
  const office = checkOffice(facts);
  if (!office.ok) return office;

  const own = `${PREFIX[facts.capacity]}${capitals(post)},`;
  const first = `a.n. ${capitals(facts.onBehalfOf ?? '')}`;
  const lines =
    facts.mode === 'none' ? [own]
    : facts.mode === 'an' ? [first, own]
    : [first, ...(facts.through ?? []).map(capitals).flatMap((title) => [title, 'u.b.']), own];
  const title = `${PREFIX[facts.capacity]}${post}`;
  if (facts.isHeadOfRegion) return ok({ lines, name, title });
  const { rank, nip } = facts.person;
  return ok({ lines, name, title, ...(rank?.trim() ? { rank: rank.trim() } : {}), ...(nip?.trim() ? { nip: nip.trim() } : {}) });
}

function checkMode(facts: SignerFacts, rules: SignerRules): Result<void> {
  const superior = facts.onBehalfOf?.trim() ?? '';
  const through = (facts.through ?? []).filter((title) => title.trim() !== '');
  if (facts.mode === 'ub' && (superior === '' || through.length === 0)) return refuse('documents.signer-ub-without-an');
  if (facts.mode === 'an' && superior === '') return refuse('documents.signer-mode', { reason: 'an-without-superior' });
  if (facts.mode === 'none' && superior !== '') return refuse('documents.signer-mode', { reason: 'superior-without-an' });
  if (facts.mode !== 'ub' && through.length > 0) return refuse('documents.signer-ub-without-an');
  const chain = [superior, ...through, facts.postTitle].map(capitals);
  if (facts.mode !== 'none' && new Set(chain).size !== chain.length) {
    return refuse('documents.signer-mode', { reason: 'on-behalf-of-oneself' });
  }
  if (facts.mode !== 'none' && through.length + 1 > rules.levelsBelow) {
    return refuse('documents.signer-too-low', { levels: through.length + 1, limit: rules.levelsBelow });
  }
  return ok(undefined);
}

/** The capacity must hold on the day of signing, both ends included. */
function checkOffice(facts: SignerFacts): Result<void> {
  const { validFrom, validUntil, signingDate, capacity } = facts;
  const dated = capacity === 'definitif' || (validFrom !== undefined && (capacity !== 'plh' || validUntil !== undefined));
  if (!dated) return refuse('documents.signer-capacity-undated', { capacity: PREFIX[capacity].trim() });
  const before = validFrom !== undefined && signingDate < validFrom;
  const after = validUntil !== undefined && signingDate > validUntil;
  return before || after
    ? refuse('documents.signer-not-in-office', { post: facts.postTitle, from: validFrom, until: validUntil, day: signingDate })
    : ok(undefined);
}

const capitals = (text: string): string => text.trim().toLocaleUpperCase('id-ID');
