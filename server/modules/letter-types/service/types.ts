import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { LEGAL_BASIS, TEMPLATES, TYPES, type CatalogueType } from '../catalogue-files.ts';
import type { LetterType, LetterTypesPort, TypeBody } from '../contract.ts';
import { theLetterFillsItsTemplate } from '../rules/the-letter-fills-its-template.ts';
import { versionOn } from '../rules/type-in-force.ts';
import * as storage from '../storage.ts';
import { foundNational } from './found-national.ts';

// Chapters: kinds as they are in force · the port

/** Before any version of an institution: since ever. */
const SINCE_EVER = '1945-08-17' as CalendarDay;

/** As the catalogue has it. */
export const startingBody = (known: CatalogueType): TypeBody => ({
  title: known.title, series: known.series, pattern: known.pattern, classification: known.classification, secrecy: known.secrecy, ...(known.paper ? { paper: known.paper } : {}),
  layout: {}, copies: [], initials: known.initials, issuedIn: 'pendopo', skeleton: known.skeleton,
});

export function typeOf(known: CatalogueType, body: TypeBody, row?: Pick<storage.VersionRow, 'id' | 'version' | 'validFrom'>): LetterType {
  const template = orRefuse(TEMPLATES.find(known.template));
  return {
    id: known.id, family: known.family, ...(known.sub ? { sub: known.sub } : {}), usualSigner: known.signer, template: known.template, headOfRegion: known.headOfRegion, written: known.written,
    needsAddressee: known.needsAddressee, fixed: known.fixed, legalBasis: LEGAL_BASIS, ...(known.source ? { source: known.source } : {}), verified: known.verified,
    ...body, versionId: row?.id ?? null, version: row?.version ?? 0, validFrom: row?.validFrom ?? null, fields: template.fields,
  };
}

/** @throws Refused `letter-types.unknown` */
export function mustKnow(id: string): CatalogueType {
  const known = TYPES.get(id);
  if (!known) throw new Refused({ code: 'letter-types.unknown' });
  return known;
}

export function inForceOf(known: CatalogueType, versions: readonly storage.VersionRow[], day: CalendarDay): LetterType | undefined {
  const version = versionOn(versions, day);
  if (version === 'ended') return undefined;
  return version ? typeOf(known, version.body, version) : typeOf(known, startingBody(known));
}

async function listInForce(t: TenantContext, day: CalendarDay): Promise<LetterType[]> {
  const byType = Map.groupBy(await storage.listVersions(t.tx, t.instansi), (row) => row.type);
  return [...TYPES.values()].map((known) => inForceOf(known, byType.get(known.id) ?? [], day)).filter((type) => type !== undefined);
}

async function typeInForce(t: TenantContext, id: string, day: CalendarDay): Promise<LetterType | undefined> {
  const known = TYPES.get(id);
  return known && inForceOf(known, await storage.versionsOf(t.tx, t.instansi, id), day);
}

/** What a letter begins with stays: the catalogue of a later release must not reach it. */
async function use(t: TenantContext, id: string, day: CalendarDay): Promise<LetterType & { versionId: string }> {
  const known = mustKnow(id);
  // Read once: who begins at the same moment takes the same number below, and one of both waits and looks again.
  const versions = await storage.versionsOf(t.tx, t.instansi, id);
  const type = inForceOf(known, versions, day);
  if (!type) throw new Refused({ code: 'letter-types.not-in-force', data: { title: known.title, day } });
  const at = t.house.clock.now();
  if (type.versionId !== null) {
    await storage.markUsed(t.tx, t.instansi, type.versionId, at);
    return { ...type, versionId: type.versionId };
  }
  const row: storage.VersionRow = {
    id: uuidv7(), type: id, version: (versions[0]?.version ?? 0) + 1, validFrom: SINCE_EVER, validTo: null, body: startingBody(known), note: 'Bawaan', publishedBy: null, publishedByName: 'Bawaan', publishedAt: at, usedAt: at,
  };
  if (await storage.insertVersion(t.tx, t.instansi, row)) return { ...typeOf(known, row.body, row), versionId: row.id };
  return use(t, id, day);
}

async function typeOfVersion(t: TenantContext, versionId: string): Promise<LetterType | undefined> {
  const row = await storage.findVersion(t.tx, t.instansi, versionId);
  const known = row && TYPES.get(row.type);
  return row && known && typeOf(known, row.body, row);
}

/** What later modules get as house part `letter-types`. */
export const createLetterTypesPort = (): LetterTypesPort<TenantContext> => ({
  listInForce, typeInForce, use, typeOfVersion,
  seriesOf: (type, words = {}) => ({
    id: type.series, classification: words.classification ?? type.classification, pattern: type.pattern,
    ...(words.jabatan ? { jabatan: words.jabatan } : {}), ...(words.derajat ? { derajat: words.derajat } : {}), ...(words.jenis ? { jenis: words.jenis } : {}),
  }),
  fieldsOf: theLetterFillsItsTemplate, foundNational,
});
