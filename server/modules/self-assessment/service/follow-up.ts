import { writeCsv } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { isUuid, uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { FollowUpRow } from '../contract/follow-up-operations.ts';
import { followUpNames, followUpStepNames, type FollowUpState } from '../contract/follow-up-words.ts';
import { doneNeedsEvidence, dueForUnit, stateOf } from '../rules/follow-up-has-a-state.ts';
import * as storage from '../storage/follow-up.ts';
import { organizationOf } from './ports.ts';

// Chapters: reading · the table of the leader · writing · steps · files

const SEE_ALL = 'self-assessment.see-follow-up';
const unknown = () => new Refused({ code: 'self-assessment.unknown-follow-up' });
const seesAll = (ctx: Context): boolean => ctx.viewer?.hat?.permissions.has(SEE_ALL) ?? false;

interface Surroundings {
  today: CalendarDay;
  names: Map<string, { name: string }>;
}
async function around(t: TenantContext, rows: readonly { unit: string | null }[]): Promise<Surroundings> {
  const organization = organizationOf(t);
  const units = [...new Set(rows.flatMap(({ unit }) => unit ?? []))];
  return { today: await organization.today(t), names: await organization.unitFacts(t, units) };
}

function view(row: storage.RecommendationRow, { today, names }: Surroundings): FollowUpRow {
  const state = stateOf({ isDone: row.done, hasProgress: row.has_progress, due: row.unit_due ?? row.due }, today);
  return {
    id: row.id, source: row.source, year: row.year, number: row.number, text: row.text, addressee: row.addressee, due: row.due, unit: row.unit, unitName: (row.unit && names.get(row.unit)?.name) || null, unitDue: row.unit_due,
    state, stateText: followUpNames[state], lastStep: row.last_kind && followUpStepNames[row.last_kind], lastAt: row.last_at?.toISOString() ?? null, seq: row.seq,
  };
}

const countStates = (rows: readonly { state: FollowUpState }[]) => {
  const of = (state: FollowUpState) => rows.filter((one) => one.state === state).length;
  return { open: of('open'), running: of('running'), done: of('done'), late: of('late') };
};

async function allRows(t: TenantContext): Promise<FollowUpRow[]> {
  const rows = await storage.listRecommendations(t.tx, t.instansi);
  const known = await around(t, rows);
  return rows.map((row) => view(row, known));
}

export interface FollowUpFilter {
  state?: FollowUpState | undefined;
  unit?: string | undefined;
  year?: number | undefined;
}
const fits = (f: FollowUpFilter) => (row: FollowUpRow): boolean => (!f.state || row.state === f.state) && (!f.unit || row.unit === f.unit) && (!f.year || row.year === f.year);

/** Counts are of everything but the state asked for, so that the other states stay in sight. */
export const listFollowUp = (ctx: Context, { after, limit, ...filter }: FollowUpFilter & { after: number; limit: number }) =>
  readTenant(ctx, async (t) => {
    const all = await allRows(t);
    const here = all.filter(fits({ ...filter, state: undefined }));
    const matching = here.filter(fits(filter));
    const units = [...Map.groupBy(all.filter((row) => row.unit !== null), (row) => row.unit!)].map(([id, rows]) => ({ id, name: rows[0]!.unitName ?? '', counts: countStates(rows) }));
    return {
      rows: matching.slice(after, after + limit), counts: countStates(here), matching: matching.length, next: after + limit < matching.length ? after + limit : null,
      years: [...new Set(all.map(({ year }) => year))].toSorted((a, b) => b - a), units: units.toSorted((a, b) => b.counts.late - a.counts.late || (a.name < b.name ? -1 : 1)),
      mayAssign: ctx.viewer?.hat?.permissions.has('self-assessment.follow-up') ?? false,
    };
  });

export const unitFollowUp = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const rows = await storage.listOfUnit(t.tx, t.instansi, hat.unitId);
    const known = await around(t, rows);
    return { rows: rows.map((row) => view(row, known)), unitName: hat.unitName };
  });

/** What may not be seen looks like what is not there. */
async function mustSee(t: TenantContext, id: string): Promise<storage.RecommendationRow> {
  const row = isUuid(id) ? await storage.findRecommendation(t.tx, t.instansi, id) : undefined;
  const hat = mustHat(t);
  if (!row || !(seesAll(t) || row.unit === hat.unitId)) throw unknown();
  return row;
}

export const getFollowUp = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const row = await mustSee(t, id);
    const hat = mustHat(t);
    const steps = await storage.listSteps(t.tx, t.instansi, id);
    const files = await storage.listStepFiles(t.tx, t.instansi, id);
    const known = await around(t, [row, ...steps]);
    const assigns = hat.permissions.has('self-assessment.follow-up');
    return {
      ...view(row, known), campaign: row.campaign,
      steps: steps.map((step) => ({
        id: step.id, kind: step.kind, kindText: followUpStepNames[step.kind], text: step.text, unitName: (step.unit && known.names.get(step.unit)?.name) || null, due: step.due, link: step.link, by: step.by_name, at: step.at.toISOString(),
        files: files.filter((file) => file.step === step.id).map((file) => ({ id: file.id, name: file.name, url: `/api/tindak-lanjut/${id}/berkas/${file.id}` })),
      })),
      may: [...(assigns && !row.done ? ['assign' as const] : []), ...(row.unit === hat.unitId && !row.done ? ['report' as const] : []), ...(assigns && row.done ? ['return' as const] : [])],
      units: assigns && !row.done ? await agencies(t) : [],
    };
  });

/** Villages answer to their district; they are not given recommendations to the institution. */
const agencies = async (t: TenantContext): Promise<{ id: string; name: string }[]> => (await organizationOf(t).unitsInForce(t)).filter(({ kind }) => kind !== 'desa').map(({ id, name }) => ({ id, name })).toSorted((a, b) => (a.name < b.name ? -1 : 1));

const HEADINGS = ['Sumber', 'Tahun', 'Indikator', 'Rekomendasi', 'Ditujukan kepada', 'Batas penyelenggara', 'Unit pelaksana', 'Batas unit', 'Keadaan', 'Langkah terakhir', 'Pada'];

/** The same rows as on the page, as CSV bytes. */
export const followUpCsv = (ctx: Context, filter: FollowUpFilter): Promise<Buffer> =>
  readTenant(ctx, async (t) => {
    const rows = (await allRows(t)).filter(fits(filter));
    const cells = rows.map((r) => [r.source, String(r.year), r.number ?? '', r.text, r.addressee, r.due ?? '', r.unitName ?? '', r.unitDue ?? '', r.stateText, r.lastStep ?? '', r.lastAt?.slice(0, 10) ?? '']);
    return Buffer.from(writeCsv(HEADINGS.map((heading) => ({ heading })), cells), 'base64');
  });

export const writeFollowUp = (ctx: Context, input: { source: string; year: number; number: string; text: string; due?: string | undefined }) =>
  inTenant(ctx, async (t) => {
    const id = uuidv7();
    const at = t.house.clock.now();
    await storage.insertRecommendation(t.tx, t.instansi, { id, campaign: null, addressee: '', ...input, number: input.number || null, due: input.due ?? null, at });
    await audit(t, { action: 'self-assessment.recommendation-written', object: 'recommendation', objectId: id, detail: { source: input.source, year: input.year } });
    return { id };
  });

/** One step of a recommendation: row, history, audit and event together; refused where somebody was quicker. */
async function step(t: TenantContext, row: storage.RecommendationRow, seq: number, kind: 'assigned' | 'progress' | 'done' | 'returned', words: { text: string; unit?: string; due?: string; link?: string }): Promise<string> {
  const at = t.house.clock.now();
  const changed = await storage.changeRecommendation(t.tx, t.instansi, row.id, seq, {
    at, ...(kind === 'assigned' ? { unit: words.unit!, unitDue: words.due! } : kind === 'progress' ? { hasProgress: true } : { done: kind === 'done', hasProgress: true }),
  });
  if (changed === 0) throw new Refused({ code: 'self-assessment.follow-up-changed' });
  const id = uuidv7();
  await storage.insertStep(t.tx, t.instansi, { id, recommendation: row.id, seq: seq + 1, kind, ...words, byName: mustViewer(t).name, byAccount: mustViewer(t).accountId, at });
  await audit(t, { action: `self-assessment.recommendation-${kind}`, object: 'recommendation', objectId: row.id, detail: { seq: seq + 1, ...(words.unit ? { unit: words.unit } : {}) } });
  await emit(t, 'self-assessment.followed-up', { recommendation: row.id, kind, unit: words.unit ?? row.unit });
  return id;
}

const shown = async (t: TenantContext, id: string): Promise<FollowUpRow> => {
  const row = (await storage.findRecommendation(t.tx, t.instansi, id))!;
  return view(row, await around(t, [row]));
};

export const assignFollowUp = (ctx: Context, { id, seq, unit, due, text }: { id: string; seq: number; unit: string; due: string; text: string }) =>
  inTenant(ctx, async (t) => {
    const row = await mustSee(t, id);
    if (row.done) throw new Refused({ code: 'self-assessment.follow-up-done' });
    const organization = organizationOf(t);
    const facts = (await organization.unitFacts(t, [unit])).get(unit);
    const today = await organization.today(t);
    if (!facts || (facts.lastDay !== null && facts.lastDay < today)) throw new Refused({ code: 'self-assessment.follow-up-unit', fields: [{ path: 'unit', message: 'Pilih unit lain.' }] });
    const day = dueForUnit(due, row.due, today);
    if (!day.ok) throw new Refused({ ...day.refusal, fields: [{ path: 'due', message: String(day.refusal.data?.['sentence']) }] });
    await step(t, row, seq, 'assigned', { text, unit, due: day.value });
    return shown(t, id);
  });

/** By people of the unit that was given it; the uploads must be their own. */
export const reportFollowUp = (ctx: Context, { id, seq, text, done, link, uploads }: { id: string; seq: number; text: string; done: boolean; link: string; uploads: string[] }) =>
  inTenant(ctx, async (t) => {
    const row = await mustSee(t, id);
    if (row.unit === null) throw new Refused({ code: 'self-assessment.follow-up-unassigned' });
    if (row.unit !== mustHat(t).unitId) throw unknown();
    if (row.done) throw new Refused({ code: 'self-assessment.follow-up-done' });
    orRefuse(doneNeedsEvidence(done, uploads.length, link));
    const files = await ownUploads(t, uploads);
    const stepId = await step(t, row, seq, done ? 'done' : 'progress', { text, link });
    for (const file of files) await storage.insertStepFile(t.tx, t.instansi, { id: uuidv7(), step: stepId, ...file });
    return shown(t, id);
  });

export async function ownUploads(t: TenantContext, ids: readonly string[]): Promise<{ sha256: string; type: string; name: string }[]> {
  const rows = ids.length > 0 ? await findUploads(t.tx, t.instansi, [...ids]) : [];
  const account = mustViewer(t).accountId;
  return [...new Set(ids)].map((id) => {
    const row = rows.find((one) => one.id === id);
    if (!row?.sha256 || !row.type || row.account !== account) throw new Refused({ code: 'files.unknown' });
    return { sha256: row.sha256, type: row.type, name: row.name };
  });
}

export const returnFollowUp = (ctx: Context, { id, seq, text }: { id: string; seq: number; text: string }) =>
  inTenant(ctx, async (t) => {
    const row = await mustSee(t, id);
    if (!row.done) throw new Refused({ code: 'self-assessment.follow-up-not-done' });
    await step(t, row, seq, 'returned', { text });
    return shown(t, id);
  });

export const followUpFile = (ctx: Context, id: string, file: string) =>
  readTenant(ctx, async (t) => {
    await mustSee(t, id);
    const found = (await storage.listStepFiles(t.tx, t.instansi, id)).find((one) => one.id === file);
    if (!found) throw unknown();
    return found;
  });
