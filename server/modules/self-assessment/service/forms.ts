import { reportForm, share, type FormReport } from '../../../engines/scoring/completeness.ts';
import { scoreForm } from '../../../engines/scoring/form-index.ts';
import type { FormInstrument } from '../../../engines/scoring/instrument.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { lostBy, readAnswers } from '../rules/form-answers.ts';
import { formPages, knownAnswers, levelOfRegion, optionWords, type FormPage } from '../rules/form-pages.ts';
import { findForm, insertForm, listForms as listRows, lockForm, updateForm, type FormRow } from '../storage/forms.ts';
import { inForceOf, institutionOf, instrumentsOf, organizationOf } from './ports.ts';

// Chapters: a form with its instrument · lists · one form and one page · filling in · draft → proses → selesai · a newer version

interface Loaded {
  row: FormRow;
  instrument: FormInstrument;
  pages: FormPage[];
  report: FormReport;
}

async function formBody(t: TenantContext, id: string, version: number): Promise<FormInstrument> {
  const body = await instrumentsOf(t).body(t, id, version);
  if (body.method !== 'completeness') throw new Refused({ code: 'self-assessment.not-a-form' });
  return body;
}

export async function loadForm(t: TenantContext, id: string, how: 'read' | 'lock' = 'read'): Promise<Loaded> {
  const row = await (how === 'lock' ? lockForm : findForm)(t.tx, t.instansi, id);
  if (!row) throw new Refused({ code: 'self-assessment.form-unknown' });
  const instrument = await formBody(t, row.instrument, row.version);
  return { row, instrument, pages: formPages(instrument, row.level), report: reportForm(instrument, row.level, row.answers) };
}

const holds = (t: TenantContext, permission: 'form-fill' | 'form-finish'): boolean => mustHat(t).permissions.has(`self-assessment.${permission}`);
/** While it is checked only who checks may still mend it. */
const mayOf = (t: TenantContext, { state }: FormRow) => ({
  fill: holds(t, 'form-fill') && (state === 'draft' || (state === 'process' && holds(t, 'form-finish'))),
  send: holds(t, 'form-fill') && state === 'draft', return: holds(t, 'form-finish') && state === 'process', finish: holds(t, 'form-finish') && state === 'process', reopen: holds(t, 'form-finish') && state === 'done',
});

const shareOf = ({ count, of, percent }: { count: number; of: number; percent: string }) => ({ count, of, percent });
const headOf = ({ row, report }: Pick<Loaded, 'row' | 'report'>) => ({
  id: row.id, instrument: row.instrument, name: row.name, version: row.version, year: row.year, semester: row.semester, state: row.state, seq: row.seq, simulated: row.simulated, complete: shareOf(report.complete), changedAt: row.changedAt.toISOString(),
});

// lists

export const listForms = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const rows = await listRows(t.tx, t.instansi);
    const today = await organizationOf(t).today(t);
    const items = [];
    for (const row of rows) items.push(headOf({ row, report: reportForm(await formBody(t, row.instrument, row.version), row.level, row.answers) }));
    const open = holds(t, 'form-fill');
    return {
      items, may: { open }, thisYear: Number(today.slice(0, 4)), thisSemester: today.slice(5) < '07-01' ? 1 : 2,
      offered: open ? instrumentsOf(t).offered().filter(({ method }) => method === 'completeness').map(({ id, name, title }) => ({ id, name, title })) : [],
    };
  });

export const openForm = (ctx: Context, asked: Input<'openForm'>): Promise<{ id: string }> => beginForm(ctx, { ...asked, simulated: false });

/** `simulated`: figures that were invented for showing. */
export const beginForm = (ctx: Context, asked: Input<'openForm'> & { simulated: boolean }): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const { version } = await instrumentsOf(t).use(t, asked.instrument);
    const instrument = await formBody(t, asked.instrument, version);
    const { name, region } = await institutionOf(t);
    const at = t.house.clock.now();
    const level = levelOfRegion(region);
    const known = knownOf(instrument, level, { name, region, ...asked });
    const id = uuidv7();
    const isNew = await insertForm(t.tx, t.instansi, { id, instrument: asked.instrument, version, name: instrument.name, year: asked.year, semester: asked.semester, level, state: 'draft', answers: known, simulated: asked.simulated, openedAt: at, changedAt: at, changedBy: t.viewer?.accountId ?? null });
    if (!isNew) throw new Refused({ code: 'self-assessment.form-exists', data: { year: asked.year, semester: asked.semester } });
    await audit(t, { action: 'self-assessment.form-opened', object: 'form', objectId: id, detail: { instrument: asked.instrument, version, year: asked.year, semester: asked.semester } });
    return { id };
  });

/** What the house knows itself, as far as the form asks for it. */
function knownOf(instrument: FormInstrument, level: FormRow['level'], facts: Parameters<typeof knownAnswers>[0]): Record<string, string | string[]> {
  const known = knownAnswers(facts);
  return readAnswers(formPages(instrument, level).flatMap(({ fields }) => fields).filter(({ id }) => id in known), known, instrument.channels.none).answers;
}

// one form and one page

export const getForm = (ctx: Context, { id }: Input<'getForm'>) =>
  readTenant(ctx, async (t) => {
    const loaded = await loadForm(t, id);
    const { row, instrument, pages, report } = loaded;
    const people = await organizationOf(t).namesOf(t, { accounts: [row.changedBy, row.finishedBy].filter((one) => one !== null), posts: [] });
    const score = scoreForm(instrument, row.level, row.answers);
    const missing = new Set(report.missing);
    const faults = faultsOf(loaded);
    const latest = await inForceOf(t).latest(t, 'spbe');
    return {
      ...headOf(loaded), title: instrument.title, level: row.level, returned: row.returned, finishedAt: row.finishedAt?.toISOString() ?? null,
      finishedBy: row.finishedBy ? (people.accounts.get(row.finishedBy) ?? null) : null, changedBy: row.changedBy ? (people.accounts.get(row.changedBy) ?? null) : null,
      may: mayOf(t, row), newer: row.state !== 'done' && (await inForceOf(t).version(t, row.instrument)) !== row.version,
      pages: pages.map(({ key, title, fields }) => ({ key, title, complete: countOf(fields.filter((field) => !missing.has(field.id)).length, fields.length), faults: faults.filter(({ page }) => page === key).length })),
      missing: pages.flatMap(({ key, fields }) => fields.filter((field) => missing.has(field.id)).map((field) => ({ field: field.id, label: field.label, page: key }))),
      faults,
      coverage: { collected: report.coverage.collected, notCollected: report.coverage.notCollected, classes: report.coverage.classes.map((one) => ({ id: one.id, title: one.title, share: shareOf(one.share) })) },
      obstacles: [row.answers['kendala_pelaksanaan_etpd'] ?? []].flat().map(optionWords),
      score: {
        kind: score.kind, index: 'index' in score ? score.index : null, exact: 'exact' in score ? score.exact : null, stage: 'stage' in score ? score.stage : null, variables: 'variables' in score ? score.variables : [],
        legalBasis: instrument.index?.legalBasis ?? null, verified: instrument.index?.verified ?? false,
      },
      beside: latest,
    };
  });

const countOf = (count: number, of: number) => shareOf(share(count, of));

const faultsOf = ({ pages, report }: Loaded) =>
  report.faults.map(({ field, sentence }) => {
    const page = pages.find(({ fields }) => fields.some(({ id }) => id === field));
    return { field, label: page?.fields.find(({ id }) => id === field)?.label ?? field, page: page?.key ?? null, sentence };
  });

function pageOf({ pages }: Loaded, key: string): { page: FormPage; at: number } {
  const at = pages.findIndex((page) => page.key === key);
  if (at < 0) throw new Refused({ code: 'self-assessment.form-page' });
  return { page: pages[at]!, at };
}

export const getFormPage = (ctx: Context, { id, page: key }: Input<'getFormPage'>) =>
  readTenant(ctx, async (t) => {
    const loaded = await loadForm(t, id);
    const { page, at } = pageOf(loaded, key);
    const { row, pages } = loaded;
    const known = new Set(Object.keys(knownAnswers({ name: '', region: '', year: row.year, semester: row.semester })));
    return {
      id, name: row.name, year: row.year, semester: row.semester, state: row.state, seq: row.seq, may: mayOf(t, row), key, title: page.title, at: at + 1, of: pages.length, before: pages[at - 1]?.key ?? null, after: pages[at + 1]?.key ?? null,
      fields: page.fields.map((field) => ({
        id: field.id, label: field.label, group: field.group, answer: field.options || field.answer !== 'choice' ? field.answer : ('text' as const), options: (field.options ?? []).map((option) => ({ id: option, label: optionWords(option) })),
        known: known.has(field.id), values: [row.answers[field.id] ?? []].flat(),
      })),
      faults: faultsOf(loaded).filter((fault) => fault.page === key),
    };
  });

// filling in

/** The form held for a change, in the version that was read. */
async function held(t: TenantContext, id: string, seq: number): Promise<Loaded> {
  const loaded = await loadForm(t, id, 'lock');
  if (loaded.row.seq !== seq) throw new Refused({ code: 'self-assessment.form-moved' });
  return loaded;
}

async function keep(t: TenantContext, row: FormRow, action: string, detail: Record<string, unknown> = {}): Promise<{ seq: number; state: FormRow['state'] }> {
  await updateForm(t.tx, t.instansi, { ...row, changedAt: t.house.clock.now(), changedBy: t.viewer?.accountId ?? null });
  await audit(t, { action: `self-assessment.form-${action}`, object: 'form', objectId: row.id, detail });
  return { seq: row.seq + 1, state: row.state };
}

export const saveFormPage = (ctx: Context, { id, page: key, seq, answers }: Input<'saveFormPage'>) =>
  inTenant(ctx, async (t) => {
    const loaded = await held(t, id, seq);
    const { row, instrument } = loaded;
    if (!mayOf(t, row).fill) throw new Refused({ code: 'self-assessment.form-shut', data: { state: row.state } });
    const { fields } = pageOf(loaded, key).page;
    const foreign = Object.keys(answers).find((field) => !fields.some((one) => one.id === field));
    if (foreign !== undefined) throw new Refused({ code: 'self-assessment.form-page' });
    const { name, region } = await institutionOf(t);
    const known = knownOf(instrument, row.level, { name, region, year: row.year, semester: row.semester });
    const typed = Object.fromEntries(fields.map((field) => [field.id, known[field.id] ?? answers[field.id] ?? '']));
    const read = readAnswers(fields, typed, instrument.channels.none);
    if (read.faults.length > 0) throw new Refused({ code: 'request.invalid', fields: read.faults });
    const others = Object.fromEntries(Object.entries(row.answers).filter(([field]) => !fields.some((one) => one.id === field)));
    return keep(t, { ...row, answers: { ...others, ...read.answers } }, 'saved', { page: key, answered: Object.keys(read.answers).length });
  });

// draft → proses → selesai

function mustFit({ report, pages }: Loaded): void {
  const [first] = report.faults;
  if (first) throw new Refused({ code: 'self-assessment.form-faulty', data: { count: report.faults.length, first: first.sentence }, fields: report.faults.map(({ field, sentence }) => ({ path: pages.some((page) => page.fields.some(({ id }) => id === field)) ? field : '', message: sentence })) });
}
const mustBe = ({ row }: Loaded, state: FormRow['state']): void => {
  if (row.state !== state) throw new Refused({ code: 'self-assessment.form-step' });
};

export const sendForm = (ctx: Context, { id, seq }: Input<'sendForm'>) =>
  inTenant(ctx, async (t) => {
    const loaded = await held(t, id, seq);
    mustBe(loaded, 'draft');
    mustFit(loaded);
    return keep(t, { ...loaded.row, state: 'process', returned: '' }, 'sent', { answered: loaded.report.complete.count });
  });

export const returnForm = (ctx: Context, { id, seq, reason }: Input<'returnForm'>) =>
  inTenant(ctx, async (t) => {
    const loaded = await held(t, id, seq);
    mustBe(loaded, 'process');
    return keep(t, { ...loaded.row, state: 'draft', returned: reason }, 'returned', { reason });
  });

export const finishForm = (ctx: Context, { id, seq, acceptMissing }: Input<'finishForm'>) =>
  inTenant(ctx, async (t) => {
    const loaded = await held(t, id, seq);
    mustBe(loaded, 'process');
    mustFit(loaded);
    const missing = loaded.report.missing.length;
    if (missing > 0 && !acceptMissing) throw new Refused({ code: 'self-assessment.form-missing', data: { count: missing } });
    return keep(t, { ...loaded.row, state: 'done', finishedAt: t.house.clock.now(), finishedBy: t.viewer?.accountId ?? null }, 'finished', { missing });
  });

export const reopenForm = (ctx: Context, { id, seq, reason }: Input<'reopenForm'>) =>
  inTenant(ctx, async (t) => {
    const loaded = await held(t, id, seq);
    mustBe(loaded, 'done');
    return keep(t, { ...loaded.row, state: 'draft', returned: reason, finishedAt: null, finishedBy: null }, 'reopened', { reason });
  });

// a newer version

export const renewForm = (ctx: Context, { id, seq }: Input<'renewForm'>) =>
  inTenant(ctx, async (t) => {
    const { row } = await held(t, id, seq);
    if (!mayOf(t, row).fill) throw new Refused({ code: 'self-assessment.form-shut', data: { state: row.state } });
    const { version } = await instrumentsOf(t).use(t, row.instrument);
    if (version === row.version) throw new Refused({ code: 'self-assessment.form-step' });
    const instrument = await formBody(t, row.instrument, version);
    const fields = formPages(instrument, row.level).flatMap((page) => page.fields);
    const lost = lostBy(fields, row.answers);
    if (lost.length > 0) throw new Refused({ code: 'self-assessment.form-lost', data: { fields: lost.slice(0, 5).join(', ') } });
    return keep(t, { ...row, version, name: instrument.name }, 'renewed', { from: row.version, to: version });
  });
