import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { LEGAL_BASIS, TYPES, type CatalogueType } from '../catalogue-files.ts';
import { familyNames, type TypeBody } from '../contract/shapes.ts';
import * as storage from '../storage-own.ts';

/** What never changes of a kind of letter, whether the catalogue brings it or the institution made it. */
export interface Kind extends Pick<CatalogueType, 'id' | 'family' | 'sub' | 'signer' | 'template' | 'headOfRegion' | 'written' | 'needsAddressee' | 'fixed' | 'source' | 'verified'> {
  legalBasis: string;
  /** How it begins before any version. Absent: of the institution itself, in force only by a version. */
  start?: TypeBody;
}

/** As the catalogue has it. */
export const startingBody = (known: CatalogueType): TypeBody => ({
  title: known.title, series: known.series, pattern: known.pattern, classification: known.classification, secrecy: known.secrecy, ...(known.paper ? { paper: known.paper } : {}),
  layout: {}, copies: [], initials: known.initials, issuedIn: 'pendopo', skeleton: known.skeleton,
});
const ofCatalogue = (known: CatalogueType): Kind => ({ ...known, legalBasis: LEGAL_BASIS, start: startingBody(known) });
const ofInstitution = (row: storage.OwnTypeRow): Kind => ({
  id: row.type, family: row.family, signer: row.usualSigner, template: row.template, headOfRegion: row.headOfRegion, written: true, needsAddressee: row.needsAddressee, fixed: row.fixed, legalBasis: row.legalBasis, verified: true,
});
const CATALOGUE: ReadonlyMap<string, Kind> = new Map([...TYPES].map(([id, known]) => [id, ofCatalogue(known)]));

/** In the order of the families, those of the catalogue first. A code of the institution stays its own, also when a later catalogue brings the same. */
export async function listKinds(t: TenantContext): Promise<Kind[]> {
  const own = (await storage.listOwn(t.tx, t.instansi)).map(ofInstitution);
  const taken = new Set(own.map(({ id }) => id));
  return [...[...CATALOGUE.values()].filter(({ id }) => !taken.has(id)), ...own].sort((a, b) => familyNames.indexOf(a.family) - familyNames.indexOf(b.family));
}
export async function findKind(t: TenantContext, id: string): Promise<Kind | undefined> {
  const own = await storage.findOwn(t.tx, t.instansi, id);
  return own ? ofInstitution(own) : CATALOGUE.get(id);
}
/** @throws Refused `letter-types.unknown` */
export async function mustKnow(t: TenantContext, id: string): Promise<Kind> {
  const kind = await findKind(t, id);
  if (!kind) throw new Refused({ code: 'letter-types.unknown' });
  return kind;
}
