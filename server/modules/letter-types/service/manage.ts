import type { LetterData } from '../../../engines/documents/letter/letter-data.ts';
import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { FAMILIES, TEMPLATES } from '../catalogue-files.ts';
import type { TypeBody, TypeRow } from '../contract.ts';
import { aTypeIsSound } from '../rules/a-type-is-sound.ts';
import { numberToSee } from '../rules/number-to-see.ts';
import { fillSample } from '../rules/sample-of-a-type.ts';
import { versionOn } from '../rules/type-in-force.ts';
import * as storage from '../storage.ts';
import * as ownKinds from '../storage-own.ts';
import { listKinds, mustKnow, type Kind } from './kinds.ts';
import { codesOf, issuanceOf, organizationOf } from './ports.ts';
import { kindsWithSameNumbers, mustBeMeant } from './same-numbers.ts';
import { createLetterTypesPort, inForceOf, notInForce, typeOf } from './types.ts';

// Chapters: choosing · looking · changing · preview

export const listTypes = (ctx: Context) => readTenant(ctx, async (t) => ({ families: FAMILIES, items: await createLetterTypesPort().listInForce(t, await organizationOf(t).today(t)) }));

export const getType = (ctx: Context, id: string) => readTenant(ctx, async (t) => {
  const day = await organizationOf(t).today(t);
  const kind = await mustKnow(t, id);
  const versions = await storage.versionsOf(t.tx, t.instansi, id);
  const type = inForceOf(kind, versions, day);
  if (!type) throw notInForce(kind, versions, day);
  return type;
});

export const listManaged = (ctx: Context) => readTenant(ctx, async (t) => {
  const [day, unit, versions, drafts] = [await organizationOf(t).today(t), await unitCode(t), await storage.listVersions(t.tx, t.instansi), await storage.listDrafts(t.tx, t.instansi)];
  const byType = Map.groupBy(versions, (row) => row.type);
  const drafted = new Map(drafts.map((draft) => [draft.type, draft]));
  const items = (await listKinds(t)).map((kind): TypeRow => {
    const own = byType.get(kind.id) ?? [];
    const inForce = inForceOf(kind, own, day);
    const body = inForce ?? bodyToShow(kind, own, drafted.get(kind.id), day);
    const starts = own.filter((one) => one.validFrom > day).at(-1)?.validFrom;
    return {
      id: kind.id, family: kind.family, ...(kind.sub ? { sub: kind.sub } : {}), title: body.title, usualSigner: kind.signer, series: body.series, pattern: body.pattern, example: exampleOf(body, unit, day),
      secrecy: body.secrecy, issuedIn: body.issuedIn, version: inForce?.version ?? 0, inForce: inForce !== undefined, published: own.length > 0 || kind.start !== undefined, hasDraft: drafted.has(kind.id), ...(starts ? { startsDay: starts } : {}), verified: kind.verified, own: kind.start === undefined,
    };
  });
  return { families: FAMILIES, items };
});

const latestBegun = (versions: readonly storage.VersionRow[], day: CalendarDay) => versions.find((one) => one.validFrom <= day);
/** Of a kind that does not count today: the one before, else how it begins, else what is planned. */
function bodyToShow(kind: Kind, versions: readonly storage.VersionRow[], draft: storage.DraftRow | undefined, day: CalendarDay): TypeBody {
  const body = latestBegun(versions, day)?.body ?? kind.start ?? versions.at(-1)?.body ?? draft?.body;
  if (!body) throw new Error(`kind of letter without a body: ${kind.id}`);
  return body;
}
const unitCode = async (t: TenantContext): Promise<string> => {
  const unit = mustHat(t).unitId;
  return (await organizationOf(t).unitFacts(t, [unit])).get(unit)?.code ?? 'UNIT';
};
const exampleOf = (body: Pick<TypeBody, 'pattern' | 'classification'>, unit: string, day: CalendarDay): string => {
  const number = numberToSee(body.pattern, body.classification, unit, day);
  return number.ok ? number.value : '';
};

export const exampleNumber = (ctx: Context, { pattern, classification }: { pattern: string; classification: string }) =>
  readTenant(ctx, async (t) => ({ example: orRefuse(numberToSee(pattern, classification, await unitCode(t), await organizationOf(t).today(t))) }));

export const getManaged = (ctx: Context, id: string) => readTenant(ctx, async (t) => {
  const kind = await mustKnow(t, id);
  const day = await organizationOf(t).today(t);
  const versions = await storage.versionsOf(t.tx, t.instansi, id);
  const draft = await storage.findDraft(t.tx, t.instansi, id);
  const inForce = inForceOf(kind, versions, day);
  const current = inForce ?? typeOf(kind, bodyToShow(kind, versions, draft, day), latestBegun(versions, day));
  const template = orRefuse(TEMPLATES.find(kind.template));
  const others = (await createLetterTypesPort().listInForce(t, day)).filter((one) => one.id !== id && one.series === current.series);
  const counts = versionOn(versions, day);
  return {
    current, inForce: inForce !== undefined, own: kind.start === undefined,
    ...(draft ? { draft: { body: draft.body, version: draft.version, by: draft.savedByName, at: draft.savedAt.toISOString() } } : {}),
    versions: versions.map((one) => ({
      version: one.version, validFrom: one.validFrom, validTo: one.validTo, note: one.note, by: one.publishedByName, at: one.publishedAt.toISOString(), used: one.usedAt !== null,
      state: one.validFrom > day ? 'coming' as const : counts !== 'ended' && counts?.id === one.id ? 'in-force' as const : 'past' as const,
    })),
    papers: template.paper.allowed, templateTitle: template.title, example: exampleOf(current, await unitCode(t), day), today: day,
    sharesSeries: others.map((one) => ({ id: one.id, title: one.title, pattern: one.pattern })), sameNumbers: await kindsWithSameNumbers(t, kind, draft?.body ?? current, day),
  };
});

/** With a code of the list in force on the day from which it counts. @throws Refused `letter-types.invalid` */
export async function mustBeSound(t: TenantContext, { template }: Pick<Kind, 'template'>, body: TypeBody, day: CalendarDay): Promise<void> {
  const isKnown = (await codesOf(t).titleOn(t, body.classification, day)) !== undefined;
  orRefuse(aTypeIsSound(body, { template: orRefuse(TEMPLATES.find(template)), knowsCode: () => isKnown }));
}

export async function saveDraft(ctx: Context, { id, version, ...body }: TypeBody & { id: string; version: number }) {
  return inTenant(ctx, async (t) => {
    await mustBeSound(t, await mustKnow(t, id), body, await organizationOf(t).today(t));
    const by = mustViewer(t);
    if (!(await storage.saveDraft(t.tx, t.instansi, { type: id, before: version, body, by: by.accountId, byName: by.name, at: t.house.clock.now() }))) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'letter-types.drafted', object: 'letter-type', detail: { type: id, pattern: body.pattern, issuedIn: body.issuedIn } });
    return { version: version + 1 };
  });
}

/** Of a kind that the institution made and never published nothing is left: its code is free again. */
export const discardDraft = (ctx: Context, { id, version }: { id: string; version: number }) => inTenant(ctx, async (t) => {
  const kind = await mustKnow(t, id);
  if (!(await storage.deleteDraft(t.tx, t.instansi, id, version))) throw new Refused({ code: 'request.changed-meanwhile' });
  const gone = kind.start === undefined && (await storage.versionsOf(t.tx, t.instansi, id)).length === 0;
  if (gone) await ownKinds.deleteOwn(t.tx, t.instansi, id);
  await audit(t, { action: gone ? 'letter-types.unmade' : 'letter-types.discarded', object: 'letter-type', detail: { type: id } });
  return { ok: true as const, gone };
});

export const publishType = (ctx: Context, { id, version, from, note, evenSo }: { id: string; version: number; from: CalendarDay; note: string; evenSo: boolean }) => inTenant(ctx, async (t) => {
  const kind = await mustKnow(t, id);
  if (from < (await organizationOf(t).today(t))) throw new Refused({ code: 'letter-types.from-past' });
  const draft = await storage.lockDraft(t.tx, t.instansi, id);
  if (!draft) throw new Refused({ code: 'letter-types.no-draft' });
  if (draft.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
  // Templates and codes may have changed since it was saved.
  await mustBeSound(t, kind, draft.body, from);
  if (!evenSo) await mustBeMeant(t, kind, draft.body, from);
  const next = await store(t, { type: id, validFrom: from, validTo: null, body: draft.body, note });
  await storage.deleteDraft(t.tx, t.instansi, id, version);
  await audit(t, { action: 'letter-types.published', object: 'letter-type', detail: { type: id, version: next, from, note, pattern: draft.body.pattern, issuedIn: draft.body.issuedIn, evenSo } });
  return { version: next };
});

export const endType = (ctx: Context, { id, lastDay, note }: { id: string; lastDay: CalendarDay; note: string }) => inTenant(ctx, async (t) => {
  const kind = await mustKnow(t, id);
  const day = await organizationOf(t).today(t);
  if (lastDay < day) throw new Refused({ code: 'letter-types.from-past' });
  const versions = await storage.versionsOf(t.tx, t.instansi, id);
  const current = inForceOf(kind, versions, day);
  if (!current) throw notInForce(kind, versions, day);
  const { title, series, pattern, classification, secrecy, paper, layout, copies, initials, issuedIn, skeleton } = current;
  const body: TypeBody = { title, series, pattern, classification, secrecy, ...(paper ? { paper } : {}), layout, copies, initials, issuedIn, skeleton };
  const next = await store(t, { type: id, validFrom: day, validTo: lastDay, body, note });
  await audit(t, { action: 'letter-types.ended', object: 'letter-type', detail: { type: id, version: next, lastDay, note } });
  return { version: next };
});

async function store(t: TenantContext, made: Pick<storage.VersionRow, 'type' | 'validFrom' | 'validTo' | 'body' | 'note'>): Promise<number> {
  const by = mustViewer(t);
  const version = ((await storage.versionsOf(t.tx, t.instansi, made.type))[0]?.version ?? 0) + 1;
  const row = { ...made, id: uuidv7(), version, publishedBy: by.accountId, publishedByName: by.name, publishedAt: t.house.clock.now(), usedAt: null };
  if (!(await storage.insertVersion(t.tx, t.instansi, row))) throw new Refused({ code: 'request.changed-meanwhile' });
  return version;
}

/** The kind as it would print, with the words of an invented letter. @returns PDF as base64 */
export async function previewType(ctx: Context, { id, which, paper }: { id: string; which: 'draft' | 'current'; paper?: string | undefined }) {
  const { kind, body, unit, day } = await readTenant(ctx, async (t) => {
    const [found, today] = [await mustKnow(t, id), await organizationOf(t).today(t)];
    const versions = await storage.versionsOf(t.tx, t.instansi, id);
    const draft = await storage.findDraft(t.tx, t.instansi, id);
    return { kind: found, body: (which === 'draft' && draft?.body) || bodyToShow(found, versions, draft, today), unit: await unitCode(t), day: today };
  });
  const template = orRefuse(TEMPLATES.find(kind.template));
  const sheet = template.paper.allowed.find((one) => one === (paper ?? body.paper));
  const look: Pick<LetterData, 'fields' | 'copies' | 'layout'> = { fields: fillSample(typeOf(kind, body), day), copies: body.copies, layout: body.layout };
  const pdf = await issuanceOf(ctx).sample(ctx, kind.template, { ...look, title: body.title, number: orRefuse(numberToSee(body.pattern, body.classification, unit, day)), ...(sheet ? { paper: sheet } : {}) });
  return { fileName: `contoh-${id}.pdf`, content: pdf.toString('base64') };
}
