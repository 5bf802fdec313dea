import { createHash } from 'node:crypto';
import { checkFinishedPdf } from '../../../engines/documents/finished/check-finished-pdf.ts';
import { checkPlaces, type FinishedBody } from '../../../engines/documents/finished/finished-body.ts';
import { prepareFinished } from '../../../engines/documents/finished/prepare-finished.ts';
import { letterheadFor } from '../../../engines/documents/letter/letterhead-follows-the-signing-unit.ts';
import type { LetterData, Letterhead, Paper } from '../../../engines/documents/letter/letter-data.ts';
import type { LetterDefinition } from '../../../engines/documents/letter/letter-definition.ts';
import { prepareLetter } from '../../../engines/documents/letter/prepare-letter.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { part } from '../../../platform/house.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { UnitFacts, UnitLetterhead } from '../../organization/contract.ts';
import type { WilayahPort } from '../../wilayah/contract.ts';
import type { LetterOrder } from '../contract.ts';
import { paperOfLetter } from '../rules/paper-of-a-letter.ts';
import { placeOfLetter } from '../rules/place-of-a-letter.ts';
import { signerOf, type SignerSnapshot } from '../rules/signer-snapshot.ts';
import { findProvider } from '../storage/authority.ts';
import { institutionOf, organizationOf, workshopOf } from './workshop.ts';

// Chapters: a letter · its letterhead · sealed and opened again · what an initial approves

/** Everything of a letter but number, code and the moment it is made. */
export type LetterWords = Omit<LetterData, 'number' | 'verification' | 'metadata' | 'draft'> & { metadata: { title: string; author: string }; finished?: FinishedBody };

export interface ComposedLetter {
  words: LetterWords;
  paper: Paper;
  signer: SignerSnapshot;
  unit: UnitFacts;
}

/**
 * Puts a letter together and checks it whole, so that nothing is found missing after a number was used.
 * @throws Refused `documents.*`, `issuance.no-provider`, `issuance.unknown-document` for an unknown unit
 */
export async function composeLetter(t: TenantContext, order: LetterOrder): Promise<ComposedLetter> {
  const definition = orRefuse(workshopOf(t.house).typesetter.letters.find(order.template));
  const { block, snapshot } = orRefuse(signerOf(order));
  const organization = organizationOf(t.house);
  const unit = (await organization.unitFacts(t, [order.unitId])).get(order.unitId);
  if (!unit) throw new Refused({ code: 'issuance.unknown-document' });
  const institution = await institutionOf(t);
  const head = letterheadOf(await organization.letterheadOf(t, order.unitId, order.letterDate), snapshot);
  const way = order.holding.signMode;
  const certificateIssuer = way === 'tersertifikasi' ? await issuerOf(t) : undefined;
  const words: LetterWords = {
    fields: order.finished ? {} : JSON.parse(plainJson(order.fields)) as Record<string, unknown>,
    ...(order.finished ? { finished: order.finished } : {}),
    date: order.letterDate,
    place: order.place ?? placeOfLetter(unit, institution.kind === 'ministry' ? await seatOf(t, institution.region) : institution.name),
    letterhead: head,
    signer: block,
    way,
    ...(certificateIssuer ? { certificateIssuer } : {}),
    ...(order.copies?.length ? { copies: order.copies } : {}),
    ...(order.layout ? { layout: order.layout } : {}),
    demo: order.demo,
    metadata: { title: order.title, author: unit.name },
  };
  const paper = paperOfLetter(definition.paper, institution.paper, order.paper);
  if (order.finished) await mustBePrintable(t, words, order.finished);
  else mustBeWhole(definition, words, paper);
  return { words, paper, signer: snapshot, unit };
}

/** The check that the typesetter will make, with a number and a code that stand in for those to come. */
function mustBeWhole(definition: LetterDefinition, words: LetterWords, paper: Paper): void {
  orRefuse(prepareLetter(definition, finalLetter(words, { number: '0', code: '0', url: '-', at: new Date(0) }), { paper }));
}

/** As much for a file that is the letter: it is there, may be opened, and has places for what makes it one. */
async function mustBePrintable(t: TenantContext, words: LetterWords, { sha256, places }: FinishedBody): Promise<void> {
  orRefuse(checkPlaces(places));
  orRefuse(prepareFinished(finalLetter(words, { number: '0', code: '0', url: '-', at: new Date(0) }), places));
  orRefuse(checkFinishedPdf(await finishedFile(t, sha256)));
}

/** The PDF that a letter is. Only files of the institution itself can be named by their hash. */
export async function finishedFile({ house, instansi }: Pick<TenantContext, 'house' | 'instansi'>, sha256: string): Promise<Buffer> {
  return house.files.read(instansi, sha256);
}

export const finalLetter = (words: LetterWords, made: { number: string; code: string; url: string; at: Date }): LetterData => ({
  ...words,
  number: made.number,
  verification: { url: made.url, code: made.code },
  // Code and number stand in the file's metadata too: a changed copy still names the document it was made from.
  metadata: { ...words.metadata, keywords: [`kode ${made.code}`, `nomor ${made.number}`], createdAt: made.at },
});

/** The letterhead of the signing unit; the head of region in person has that of the post. */
export function letterheadOf(head: UnitLetterhead, signer?: { isHeadOfRegion: boolean; title: string }): Letterhead {
  const { kind, government, parents, name, address, contact } = head;
  const lines = { ...(address ? { address } : {}), ...(contact ? { contact } : {}) };
  if (kind === 'kepala-daerah') return { kind, name, ...lines };
  return letterheadFor({ isHeadOfRegion: signer?.isHeadOfRegion ?? false, postTitle: signer?.title ?? name }, { kind, government, parents, name, ...lines }, lines);
}

/** A ministry is named for its task; its letters are dated where it sits. */
const seatOf = async (t: TenantContext, region: string): Promise<string> => (await part<WilayahPort<Context>>(t.house, 'wilayah').regions([region], t)).get(region)?.name ?? '';

async function issuerOf(t: TenantContext): Promise<string> {
  const provider = await findProvider(t.tx, t.instansi);
  if (!provider) throw new Refused({ code: 'issuance.no-provider' });
  return provider.issuer;
}

const SEAL = 'issuance/letter';

export const sealWords = (t: TenantContext, words: LetterWords): Buffer => t.house.secrets.seal(SEAL, plainJson(words));
export const openWords = (t: Pick<TenantContext, 'house'>, sealed: Uint8Array): LetterWords => JSON.parse(t.house.secrets.open(SEAL, sealed)) as LetterWords;

/** Exact numbers of computed fields may be bigint; templates print them from text. */
const plainJson = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one));

/** SHA-256 over the letter's words with sorted keys; an absent value and null are the same. */
export function contentHash(letter: Pick<LetterOrder, 'template' | 'title' | 'unitId' | 'fields' | 'validUntil' | 'copies' | 'finished'>): string {
  const { template, title, unitId, fields, validUntil, copies, finished } = letter;
  return createHash('sha256').update(canonical({ template, title, unitId, fields, validUntil, copies: copies?.length ? copies : undefined, finished })).digest('hex');
}

function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return JSON.stringify(value.toString());
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined && one !== null).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
