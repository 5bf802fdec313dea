import { checkAnswers } from '../../../engines/forms/check-answers.ts';
import type { FormState } from '../../../engines/forms/compiled-form.ts';
import type { Answers } from '../../../engines/forms/form-definition.ts';
import { runForm } from '../../../engines/forms/run-form.ts';
import { apply } from '../../../engines/workflow/fold.ts';
import { dayIn, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { orRefuse, Refused, type FieldRefusal } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type TenantContext } from '../../../platform/request/context.ts';
import type { CompiledLayanan, LetterSources } from '../../layanan/contract.ts';
import { refusals } from '../contract.ts';
import { MAX_DRAFT_CHARACTERS } from './drafts.ts';
import { gatherFacts, regionText, type GatheredFacts } from './form-facts.ts';
import { institutionOf, layananOf } from './ports.ts';
import { unitsOf, type ActingUnits } from './submit.ts';

/** What a definition is tried out with; `answers` live only in the caller's form. */
export interface TrialInput {
  id: string;
  version: number;
  answers: Answers;
  /** Moment of the submission that is tried, ISO 8601. */
  at?: string;
}

export interface Trial {
  compiled: CompiledLayanan;
  gathered: GatheredFacts;
  /** Clean answers of what is asked; faulty ones left out and told in `errors`. */
  answers: Answers;
  errors: FieldRefusal[];
  asked: FormState;
  at: Date;
  zone: Zone;
}

/** @throws Refused `layanan.unknown`, `layanan.invalid`, `request.invalid` for a moment that is none */
export async function prepare(t: TenantContext, input: TrialInput): Promise<Trial> {
  const compiled = await layananOf(t).examine(t, input.id, input.version);
  const at = momentOf(t, input.at);
  const { zone } = await institutionOf(t);
  const gathered = await factsFor(t, compiled, input.answers);
  const facts = { ...gathered.facts, today: dayIn(at, zone) };
  const checked = checkAnswers(compiled.form, input.answers, facts);
  const asked = runForm(compiled.form.run, checked.value, { ...facts.values, hari_ini: facts.today });
  return { compiled, gathered: { ...gathered, facts }, answers: checked.value, errors: checked.errors, asked, at, zone };
}

function momentOf(t: TenantContext, text: string | undefined): Date {
  if (!text) return t.house.clock.now();
  const at = new Date(text);
  if (at.getUTCFullYear() >= 2000 && at.getUTCFullYear() <= 2100) return at;
  throw new Refused({ code: 'request.invalid', fields: [{ path: 'at', message: 'Tulis tanggal dan jam pengajuan yang dicoba, antara tahun 2000 dan 2100.' }] });
}

export async function factsFor(t: TenantContext, compiled: CompiledLayanan, answers: Answers): Promise<GatheredFacts> {
  if (JSON.stringify(answers).length > MAX_DRAFT_CHARACTERS) throw new Refused({ code: 'request.too-large', data: { megabytes: 0.5 } });
  return gatherFacts(t, compiled.form, answers, { account: mustViewer(t).accountId });
}

/** The units that would act, or the sentence that an applicant would read. */
export async function unitsOrWhy(t: TenantContext, compiled: CompiledLayanan, answers: Answers): Promise<{ units?: ActingUnits; noUnit?: string }> {
  try {
    return { units: await inTenant(t, (same) => unitsOf(same, compiled, answers)) };
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'permohonan.no-unit') throw error;
    const { sentence } = refusals['permohonan.no-unit']!;
    return { noUnit: typeof sentence === 'string' ? sentence : sentence(error.refusal.data ?? {}) };
  }
}

/** What the letter is filled from: a request that was received and that nobody has worked on. */
export function sourcesOf({ compiled, gathered, answers, at, zone }: Trial): LetterSources {
  const submitted = { kind: 'submit' as const, answersVersion: 1, channel: 'self' as const, at: at.toISOString(), by: { kind: 'applicant' as const } };
  const day = dayIn(at, zone);
  return {
    answers, date: day,
    state: orRefuse(apply(compiled.definition.workflow, undefined, submitted, { evaluateWhen: () => true })),
    request: { number: 'UJI-COBA', receivedOn: day },
    lookups: { regionName: (code) => regionText(gathered.regions.get(code)), ...(gathered.facts.uploads ? { uploads: gathered.facts.uploads } : {}) },
    ...(gathered.facts.values ? { facts: gathered.facts.values } : {}),
  };
}
