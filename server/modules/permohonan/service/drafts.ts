import { checkAnswers } from '../../../engines/forms/check-answers.ts';
import type { CompiledForm } from '../../../engines/forms/compiled-form.ts';
import type { Answers } from '../../../engines/forms/form-definition.ts';
import { prefillAnswers, runForm } from '../../../engines/forms/run-form.ts';
import { parseNik } from '../../../engines/identifiers/nik.ts';
import { identifierRefusals } from '../../../engines/identifiers/refusals.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { openAnswers } from '../rules/answers-name-the-applicant.ts';
import { momentWords } from '../rules/words-for-people.ts';
import { deleteDraft, findDraft, findOpenCorrection, insertDraft, listDrafts, markSent, updateDraft, type DraftExtra, type DraftRow } from '../draft-storage.ts';
import { findReceipt } from '../storage.ts';
import { resubmit } from './correct.ts';
import { loadForCorrection } from './counter.ts';
import { gatherFacts, regionText } from './form-facts.ts';
import { accountsOf, institutionOf, layananOf } from './ports.ts';
import { submit, type Receipt } from './submit.ts';
import { loadForApplicant } from './visibility.ts';
import { filesOf } from './files-of.ts';

/** Facts of the person that a form may be prefilled with (`akun.nama`, …). */
async function accountFacts(t: TenantContext, extra: DraftExtra): Promise<Record<string, unknown>> {
  if (extra.onBehalf) return { akun: { nama: extra.onBehalf.name, nik: extra.onBehalf.nik, telepon: extra.onBehalf.phone } };
  const viewer = mustViewer(t);
  const own = await accountsOf(t).prefillOf(t, viewer.accountId);
  return { akun: own };
}

export async function startDraft(ctx: Context, input: { layanan: string; renewOf?: string } & DraftExtra): Promise<{ id: string }> {
  const viewer = mustViewer(ctx);
  const extra: DraftExtra = {};
  if (input.onBehalf || input.lateEntry) {
    if (!viewer.hat?.permissions.has('permohonan.counter')) throw new Refused({ code: 'request.not-allowed' });
    if (input.onBehalf) {
      const today = dayIn(ctx.house.clock.now(), (await institutionOf(ctx)).zone);
      const parsed = parseNik(input.onBehalf.nik, { today });
      if (!parsed.ok) throw new Refused({ code: 'request.invalid', fields: [{ path: 'onBehalf.nik', message: sentenceOf(parsed.refusal, identifierRefusals) }] });
      const { nik } = parsed.value;
      extra.onBehalf = { ...input.onBehalf, nik: ctx.house.secrets.seal('answers', nik).toString('base64') };
    }
    if (input.lateEntry) extra.lateEntry = checkLateEntry(ctx, input.lateEntry);
  }
  return inTenant(ctx, async (t) => {
    const { version, compiled } = await layananOf(t).current(t, input.layanan);
    const now = t.house.clock.now();
    const opened = openExtra(t, extra);
    let answers = prefillAnswers(compiled.form.run, { ...(await accountFacts(t, opened)), hari_ini: dayIn(now, (await institutionOf(t)).zone) });
    if (input.renewOf) {
      const before = await loadForApplicant(t, input.renewOf);
      if (before.layanan !== input.layanan || !layananOf(t).isRenewable(compiled, before.answers)) throw new Refused({ code: 'permohonan.unknown' });
      answers = { ...openAnswers(before.answers, before.sealed, (text) => openText(t, text)), ...pick(answers, []) };
      extra.renewOf = input.renewOf;
    }
    const id = uuidv7();
    await insertDraft(t.tx, t.instansi, { id, account: viewer.accountId, kind: 'new', request: null, layanan: input.layanan, version, answers, extra, saved_at: now, sent_at: null });
    return { id };
  });
}

const pick = (from: Answers, keys: string[]): Answers => Object.fromEntries(keys.filter((k) => k in from).map((k) => [k, from[k]]));
const openText = (t: Context, sealed: string) => t.house.secrets.open('answers', Buffer.from(sealed, 'base64'));
const openExtra = (t: Context, extra: DraftExtra): DraftExtra => (extra.onBehalf ? { ...extra, onBehalf: { ...extra.onBehalf, nik: openText(t, extra.onBehalf.nik) } } : extra);

function checkLateEntry(ctx: Context, late: NonNullable<DraftExtra['lateEntry']>): NonNullable<DraftExtra['lateEntry']> {
  const at = new Date(late.receivedAt);
  const now = ctx.house.clock.now();
  if (Number.isNaN(at.getTime())) throw new Refused({ code: 'request.invalid', fields: [{ path: 'lateEntry.receivedAt', message: 'Tulis tanggal dan jam berkas diterima.' }] });
  if (at > now) throw new Refused({ code: 'request.invalid', fields: [{ path: 'lateEntry.receivedAt', message: 'Waktu diterima belum terjadi. Periksa tanggal dan jamnya.' }] });
  return { ...late, receivedAt: at.toISOString() };
}

/** A returned request is opened for its applicant, or at the counter for them; opening it twice gives the same draft. */
export async function startCorrection(ctx: Context, requestId: string): Promise<{ id: string }> {
  const viewer = mustViewer(ctx);
  return inTenant(ctx, async (t) => {
    const { request } = await loadForCorrection(t, requestId);
    if (request.folded.status !== 'returned') throw new Refused({ code: 'workflow.not-now' });
    const open = await findOpenCorrection(t.tx, t.instansi, viewer.accountId, requestId);
    if (open) return { id: open.id };
    const id = uuidv7();
    await insertDraft(t.tx, t.instansi, {
      id, account: viewer.accountId, kind: 'correction', request: requestId, layanan: request.layanan, version: request.version,
      answers: openAnswers(request.answers, request.sealed, (text) => openText(t, text)), extra: {}, saved_at: t.house.clock.now(), sent_at: null,
    });
    return { id };
  });
}

async function mustDraft(t: TenantContext, id: string): Promise<DraftRow> {
  const draft = await findDraft(t.tx, t.instansi, mustViewer(t).accountId, id);
  if (!draft) throw new Refused({ code: 'permohonan.draft-unknown' });
  if (draft.sent_at) throw new Refused({ code: 'permohonan.already-sent' });
  return draft;
}

/** A new request carries the files of who fills it in; a correction also those that the request has, whoever brought them. */
const whoseFiles = (draft: DraftRow): { account?: string } => (draft.kind === 'correction' ? {} : { account: draft.account });

export function getDraft(ctx: Context, id: string) {
  return inTenant(ctx, async (t) => {
    const draft = await mustDraft(t, id);
    const compiled = await layananOf(t).version(t, draft.layanan, draft.version);
    const { form } = compiled;
    const gathered = await gatherFacts(t, form, draft.answers, whoseFiles(draft));
    const checked = checkAnswers(form, draft.answers, gathered.facts);
    const state = runForm(form.run, checked.value, { ...gathered.facts.values, hari_ini: gathered.facts.today });
    const remarks = draft.request ? (await loadForCorrection(t, draft.request)).request.folded.returned : undefined;
    const faulty = new Set(checked.errors.map((e) => e.path.split('.')[0]));
    return {
      id, layanan: draft.layanan, layananName: compiled.definition.name, version: draft.version, kind: draft.kind, ...(draft.request ? { requestId: draft.request } : {}),
      form: form.definition, run: form.run,
      // What was typed stays as it was typed; only what is computed is filled in.
      answers: { ...computedOf(form, checked.value), ...draft.answers },
      shown: [...state.shown], required: [...state.required],
      uploads: filesOf(form, draft.answers, gathered.uploads, (upload) => `/api/unggahan/${upload}/isi`),
      regions: Object.fromEntries([...gathered.regions].map(([code, region]) => [code, regionText(region)!])),
      problems: checked.errors, remarks: remarks?.remarks ?? [], ...(remarks?.general ? { general: remarks.general } : {}),
      pages: form.definition.pages.map((page) => {
        const asked = page.fields.filter((f) => state.shown.has(f.id));
        return { id: page.id, title: page.title, shown: asked.length > 0, complete: asked.length > 0 && !asked.some((f) => faulty.has(f.id)) };
      }),
      savedAt: draft.saved_at.toISOString(), ...(draft.extra.onBehalf ? { onBehalf: draft.extra.onBehalf.name } : {}),
    };
  });
}

const computedOf = (form: CompiledForm, values: Answers): Answers =>
  Object.fromEntries(form.definition.pages.flatMap((p) => p.fields).filter((f) => f.type === 'computed' && f.id in values).map((f) => [f.id, values[f.id]]));

export function listMyDrafts(ctx: Context) {
  return inTenant(ctx, async (t) => {
    const names = await layananOf(t).names(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    return {
      items: (await listDrafts(t.tx, t.instansi, mustViewer(t).accountId)).map((d) => ({
        id: d.id, layanan: d.layanan, layananName: names.get(d.layanan) ?? d.layanan, savedAt: d.saved_at.toISOString(), savedText: momentWords(d.saved_at, zone, now), kind: d.kind,
      })),
    };
  });
}

/** At most this much JSON in one draft: a form of 1,200 fields full of text, not a store. */
export const MAX_DRAFT_CHARACTERS = 500_000;

/** Keeps everything typed, also what is not right yet, and says what is not. */
export function saveDraft(ctx: Context, id: string, answers: Answers, page: string | undefined) {
  if (JSON.stringify(answers).length > MAX_DRAFT_CHARACTERS) throw new Refused({ code: 'request.too-large', data: { megabytes: 0.5 } });
  return inTenant(ctx, async (t) => {
    const draft = await mustDraft(t, id);
    const compiled = await layananOf(t).version(t, draft.layanan, draft.version);
    const kept = knownOnly(compiled.form, { ...draft.answers, ...answers });
    const now = t.house.clock.now();
    await updateDraft(t.tx, t.instansi, id, kept, now);
    const gathered = await gatherFacts(t, compiled.form, kept, whoseFiles(draft));
    const checked = checkAnswers(compiled.form, kept, gathered.facts, page === undefined ? { partial: true } : { page });
    return { savedAt: now.toISOString(), problems: checked.errors };
  });
}

/** Only fields of the form; null clears an answer. */
const knownOnly = (form: CompiledForm, answers: Answers): Answers => {
  const known = new Set(form.definition.pages.flatMap((p) => p.fields.map((f) => f.id)));
  return Object.fromEntries(Object.entries(answers).filter(([key, value]) => known.has(key) && value !== null && value !== undefined));
};

export function discardDraft(ctx: Context, id: string) {
  return inTenant(ctx, async (t) => {
    if ((await deleteDraft(t.tx, t.instansi, mustViewer(t).accountId, id)) === 0) throw new Refused({ code: 'permohonan.draft-unknown' });
    return {};
  });
}

/** Sends a draft: the request gets the draft's id, so sending twice finds the first. */
export function submitDraft(ctx: Context, id: string): Promise<Receipt> {
  return inTenant(ctx, async (t) => {
    const viewer = mustViewer(t);
    const draft = await findDraft(t.tx, t.instansi, viewer.accountId, id, { lock: true });
    if (!draft) throw new Refused({ code: 'permohonan.draft-unknown' });
    if (draft.kind === 'correction') {
      if (draft.sent_at) throw new Refused({ code: 'permohonan.already-sent' });
      const receipt = await resubmit(t, draft.request!, draft.answers);
      await markSent(t.tx, t.instansi, id, draft.request!, t.house.clock.now());
      return receipt;
    }
    if (draft.sent_at) {
      const sent = await findReceipt(t.tx, t.instansi, id);
      if (!sent) throw new Refused({ code: 'permohonan.draft-unknown' });
    }
    const extra = openExtra(t, draft.extra);
    const receipt = await submit(t, {
      id, layanan: draft.layanan, version: draft.version, answers: draft.answers, account: extra.onBehalf ? null : viewer.accountId,
      channel: extra.onBehalf ? 'counter' : 'self', applicant: extra.onBehalf, lateEntry: extra.lateEntry, renews: extra.renewOf,
    });
    if (!draft.sent_at) await markSent(t.tx, t.instansi, id, id, t.house.clock.now());
    return receipt;
  });
}

