import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { TEMPLATES } from '../catalogue-files.ts';
import type { LetterType, LetterTypesPort, TypeBody } from '../contract.ts';
import { theLetterFillsItsTemplate } from '../rules/the-letter-fills-its-template.ts';
import { versionOn } from '../rules/type-in-force.ts';
import * as storage from '../storage.ts';
import { foundNational } from './found-national.ts';
import { findKind, listKinds, mustKnow, type Kind } from './kinds.ts';

// Chapters: kinds as they are in force · the port

/** Before any version of an institution: since ever. */
const SINCE_EVER = '1945-08-17' as CalendarDay;

export function typeOf(kind: Kind, body: TypeBody, row?: Pick<storage.VersionRow, 'id' | 'version' | 'validFrom'>): LetterType {
  const template = orRefuse(TEMPLATES.find(kind.template));
  return {
    id: kind.id, family: kind.family, ...(kind.sub ? { sub: kind.sub } : {}), usualSigner: kind.signer, template: kind.template, headOfRegion: kind.headOfRegion, written: kind.written,
    needsAddressee: kind.needsAddressee, fixed: kind.fixed, legalBasis: kind.legalBasis, ...(kind.source ? { source: kind.source } : {}), verified: kind.verified,
    ...body, versionId: row?.id ?? null, version: row?.version ?? 0, validFrom: row?.validFrom ?? null, fields: template.fields,
  };
}

export function inForceOf(kind: Kind, versions: readonly storage.VersionRow[], day: CalendarDay): LetterType | undefined {
  const version = versionOn(versions, day);
  if (version === 'ended') return undefined;
  if (version) return typeOf(kind, version.body, version);
  return kind.start && typeOf(kind, kind.start);
}

async function listInForce(t: TenantContext, day: CalendarDay): Promise<LetterType[]> {
  const byType = Map.groupBy(await storage.listVersions(t.tx, t.instansi), (row) => row.type);
  return (await listKinds(t)).map((kind) => inForceOf(kind, byType.get(kind.id) ?? [], day)).filter((type) => type !== undefined);
}

async function typeInForce(t: TenantContext, id: string, day: CalendarDay): Promise<LetterType | undefined> {
  const kind = await findKind(t, id);
  return kind && inForceOf(kind, await storage.versionsOf(t.tx, t.instansi, id), day);
}

/** What a letter begins with stays: the catalogue of a later release must not reach it. */
async function use(t: TenantContext, id: string, day: CalendarDay): Promise<LetterType & { versionId: string }> {
  const kind = await mustKnow(t, id);
  // Read once: who begins at the same moment takes the same number below, and one of both waits and looks again.
  const versions = await storage.versionsOf(t.tx, t.instansi, id);
  const type = inForceOf(kind, versions, day);
  if (!type) throw notInForce(kind, versions, day);
  const at = t.house.clock.now();
  if (type.versionId !== null) {
    await storage.markUsed(t.tx, t.instansi, type.versionId, at);
    return { ...type, versionId: type.versionId };
  }
  const row: storage.VersionRow = {
    id: uuidv7(), type: id, version: (versions[0]?.version ?? 0) + 1, validFrom: SINCE_EVER, validTo: null, body: kind.start!, note: 'Bawaan', publishedBy: null, publishedByName: 'Bawaan', publishedAt: at, usedAt: at,
  };
  if (await storage.insertVersion(t.tx, t.instansi, row)) return { ...typeOf(kind, row.body, row), versionId: row.id };
  return use(t, id, day);
}

/** One of the institution that was never published has no name yet but its code. */
export const notInForce = (kind: Kind, versions: readonly storage.VersionRow[], day: CalendarDay): Refused =>
  new Refused({ code: 'letter-types.not-in-force', data: { title: versions[0]?.body.title ?? kind.start?.title ?? kind.id, day } });

async function typeOfVersion(t: TenantContext, versionId: string): Promise<LetterType | undefined> {
  const row = await storage.findVersion(t.tx, t.instansi, versionId);
  const kind = row && (await findKind(t, row.type));
  return row && kind && typeOf(kind, row.body, row);
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
