import { checkAnswers } from '../../../engines/forms/check-answers.ts';
import { describeAnswers } from '../../../engines/forms/describe-answers.ts';
import type { Answers } from '../../../engines/forms/form-definition.ts';
import { prefillAnswers, runForm } from '../../../engines/forms/run-form.ts';
import { computeFee } from '../../../engines/fees/compute-fee.ts';
import { formatDate, formatMoment } from '../../../engines/working-time/words.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { actingUnit, type Step } from '../../../engines/workflow/workflow-definition.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import { conditionsOf, documentsAsked, promiseWords, turnOf } from '../rules/what-a-try-out-tells.ts';
import { walkSteps, type WalkedSteps } from '../rules/walk-the-steps.ts';
import { filesOf } from './files-of.ts';
import { regionText } from './form-facts.ts';
import { accountsOf, calendarOf, institutionOf, issuanceOf, layananOf, organizationOf } from './ports.ts';
import type { ActingUnits } from './submit.ts';
import { factsFor, prepare, sourcesOf, unitsOrWhy, type Trial, type TrialInput } from './trial.ts';

// Chapters: the form · the outcome · the letter

/** One page further: the same checks and conditions as a draft has, over answers that live only in the caller's form. */
export function tryOutForm(ctx: Context, input: TrialInput & { page?: string; prefill?: boolean }) {
  return inTenant(ctx, async (t) => {
    const compiled = await layananOf(t).examine(t, input.id, input.version);
    const { form } = compiled;
    const typed = input.prefill ? { ...(await prefilled(t, compiled)), ...input.answers } : input.answers;
    const gathered = await factsFor(t, compiled, typed);
    const checked = checkAnswers(form, typed, gathered.facts);
    const state = runForm(form.run, checked.value, { ...gathered.facts.values, hari_ini: gathered.facts.today });
    const faulty = new Set(checked.errors.map((error) => error.path.split('.')[0]));
    const computed = form.definition.pages.flatMap((page) => page.fields).filter((field) => field.type === 'computed' && field.id in checked.value);
    return {
      id: input.id, layananName: compiled.definition.name, version: input.version, form: form.definition, run: form.run,
      answers: { ...Object.fromEntries(computed.map((field) => [field.id, checked.value[field.id]])), ...typed },
      shown: [...state.shown], required: [...state.required],
      uploads: filesOf(form, typed, gathered.uploads, (upload) => `/api/unggahan/${upload}/isi`),
      regions: Object.fromEntries([...gathered.regions].map(([code, region]) => [code, regionText(region)!])),
      problems: input.page === undefined ? checked.errors : checkAnswers(form, typed, gathered.facts, { page: input.page }).errors,
      pages: form.definition.pages.map((page) => {
        const asked = page.fields.filter((field) => state.shown.has(field.id));
        return { id: page.id, title: page.title, shown: asked.length > 0, complete: asked.length > 0 && !asked.some((field) => faulty.has(field.id)) };
      }),
    };
  });
}

async function prefilled(t: TenantContext, compiled: CompiledLayanan): Promise<Answers> {
  const { zone } = await institutionOf(t);
  return prefillAnswers(compiled.form.run, { akun: await accountsOf(t).prefillOf(t, mustViewer(t).accountId), hari_ini: dayIn(t.house.clock.now(), zone) });
}

/** Everything that would follow if these answers were sent at that moment. Reads only. */
export function tryOut(ctx: Context, input: TrialInput) {
  return inTenant(ctx, async (t) => {
    const trial = await prepare(t, input);
    const { compiled, gathered, answers, at, zone } = trial;
    const { definition } = compiled;
    const { units, noUnit } = await unitsOrWhy(t, compiled, answers);
    const walked = await walk(t, trial, units);
    const countsFrom = units ? await calendarOf(t).receivedAt(t, units.owner.id, at) : at;
    const names = await organizationOf(t).namesByCode(t);
    const moment = (when: Date, provisional = false) => ({ at: when.toISOString(), text: formatMoment(when, zone), provisional });
    const lookups = { regionName: (code: string) => regionText(gathered.regions.get(code)), uploads: gathered.facts.uploads };
    const fee = computeFee(compiled.fee, { ...gathered.facts.values, hari_ini: gathered.facts.today, ...answers });
    return {
      id: input.id, layananName: definition.name, version: input.version,
      submittedAt: moment(at), countsFrom: moment(countsFrom),
      subject: layananOf(t).subjectOf(compiled, answers, { lookups }),
      answers: describeAnswers(compiled.form, answers, { ...lookups, personal: 'shown' }).map((row) => ({ page: row.page.title, label: row.section ? `${row.section}: ${row.label}` : row.label, value: row.value })),
      problems: trial.errors,
      documents: documentsAsked(compiled.form, answers, trial.asked),
      fee: { total: fee.total, lines: fee.lines },
      steps: await Promise.all(walked.steps.map(async (one) => ({
        id: one.step.id, title: one.step.title, kind: one.step.kind, turn: one.turn, ...(one.step.when === undefined ? {} : { when: one.step.when }),
        ...(await whoActs(t, one.step, units, names)),
        promise: promiseWords(one.step.promise), ...(one.turn === 'skipped' ? {} : { ends: moment(one.ends, one.provisional) }),
        asks: [...one.step.form.map((field) => field.label), ...one.step.checklist.map((check) => check.label)],
      }))),
      promise: { text: promiseWords(definition.workflow.promise), ...(walked.promise ? { ends: moment(walked.promise.ends, walked.promise.provisional) } : {}) },
      conditions: conditionsOf(compiled, answers, { ...gathered.facts.values, hari_ini: gathered.facts.today }),
      output: await outputOf(t, trial, units),
      ...(noUnit ? { noUnit } : {}),
    };
  });
}

async function walk(t: TenantContext, { compiled, answers, at }: Trial, units: ActingUnits | undefined): Promise<WalkedSteps> {
  const { workflow } = compiled.definition;
  const port = calendarOf(t);
  const { calendarOf: byKey, defaultKey } = await port.snapshot(t);
  const calendars = new Map(await Promise.all(workflow.steps.map(async (step) => [step.id, units ? await port.calendarOf(t, units.unitOf(actingUnit(step))) : byKey(defaultKey)] as const)));
  return walkSteps({
    workflow, countsFrom: units ? await port.receivedAt(t, units.owner.id, at) : at,
    turnOf: (step) => turnOf(compiled, step, answers), calendarOf: (step) => calendars.get(step.id)!,
    ownCalendar: units ? await port.calendarOf(t, units.owner.id) : byKey(defaultKey),
  });
}

async function whoActs(t: TenantContext, step: Step, units: ActingUnits | undefined, names: ReadonlyMap<string, string>) {
  const unit = units?.all.get(actingUnit(step));
  if (!unit) return { unit: step.actor.unit.startsWith('unit:') ? (names.get(step.actor.unit.slice(5)) ?? step.actor.unit.slice(5)) : 'Belum dapat ditentukan dari isian ini', people: [] };
  const organization = organizationOf(t);
  const holders = await organization.holdersWithDuty(t, [unit.id], step.actor.duty, await organization.today(t));
  return { unit: unit.name, people: holders.map((holder) => `${holder.title}, ${holder.name}`) };
}

async function outputOf(t: TenantContext, trial: Trial, units: ActingUnits | undefined) {
  const { output } = trial.compiled.definition;
  const sources = sourcesOf(trial);
  const { stoodIn, missing } = layananOf(t).letterOfTryOut(trial.compiled, sources);
  const validUntil = layananOf(t).lastValidDay(trial.compiled, sources);
  const signer = units && (await signerOf(t, trial, units));
  const problem = missing.length > 0
    ? `Surat belum dapat dicetak: isian ${missing.join(', ')} masih kosong. Lengkapi isian formulir, atau ubah ungkapannya pada bagian surat hasil.`
    : units && !signer ? 'Belum ada pejabat yang dapat menandatangani surat ini. Tetapkan pemangku jabatannya di halaman Organisasi.' : undefined;
  return { title: output.title, template: output.template, stoodIn, ...(validUntil ? { validUntil: formatDate(validUntil) } : {}), ...(problem ? { problem } : {}) };
}

const signatureOf = ({ compiled }: Trial) => compiled.definition.workflow.steps.find((step) => step.kind === 'signature');

async function signerOf(t: TenantContext, trial: Trial, units: ActingUnits) {
  const signature = signatureOf(trial);
  return organizationOf(t).holderForSigning(t, signature ? units.unitOf(actingUnit(signature)) : units.owner.id, trial.gathered.facts.today);
}

/** @throws Refused `documents.letter-incomplete` naming what the answers left empty, `permohonan.no-unit` */
export async function tryOutLetter(ctx: Context, input: TrialInput): Promise<{ name: string; pdf: string }> {
  const order = await inTenant(ctx, async (t) => {
    const trial = await prepare(t, input);
    const { units, noUnit } = await unitsOrWhy(t, trial.compiled, trial.answers);
    const holding = units && (await signerOf(t, trial, units));
    if (!units || !holding) throw new Refused({ code: 'permohonan.no-unit', data: { what: noUnit ? 'wilayah pada isian ini' : 'tanda tangan surat ini' } });
    const { output } = trial.compiled.definition;
    const sources = sourcesOf(trial);
    const validUntil = layananOf(t).lastValidDay(trial.compiled, sources);
    return {
      template: output.template, title: output.title, unitId: holding.unitId, holding, letterDate: sources.date, series: output.series,
      ...(validUntil ? { validUntil } : {}), fields: layananOf(t).letterOfTryOut(trial.compiled, sources).fields, demo: (await institutionOf(t)).demo,
    };
  });
  const pdf = await issuanceOf(ctx).preview(ctx, { ...order, mark: 'UJI COBA' });
  return { name: `uji-coba-${input.id}.pdf`, pdf: pdf.toString('base64') };
}
