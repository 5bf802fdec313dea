import type { Answers } from '../../../engines/forms/form-definition.ts';
import { checkAnswers } from '../../../engines/forms/check-answers.ts';
import type { Action } from '../../../engines/workflow/action-types.ts';
import { actingUnit } from '../../../engines/workflow/workflow-definition.ts';
import { apply } from '../../../engines/workflow/fold.ts';
import { auditInsert } from '../../../platform/audit/audit.ts';
import { eventInsert } from '../../../platform/events/events.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { publicCode, randomDigits, uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { wordsOf } from '../../../platform/kernel/search-words.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import type { UnitFacts } from '../../organization/contract.ts';
import { elementValue, regionCodes, sealAnswers, uploadPaths } from '../rules/answers-name-the-applicant.ts';
import { photosToJoin } from '../rules/photos-become-one-file.ts';
import { dueWords } from '../rules/words-for-people.ts';
import { stateBecomesRows } from '../rules/state-becomes-rows.ts';
import { noteInsert, runningFileInsert } from '../import-storage.ts';
import { faultsBesidesPaper } from '../rules/answers-from-cells.ts';
import { findReceipt, insertRequest, type RequestRow } from '../storage.ts';
import { gatherFacts, regionText } from './form-facts.ts';
import { accessOf, calendarOf, institutionOf, layananOf, organizationOf } from './ports.ts';
import { maskNik } from '../../../engines/identifiers/nik.ts';

export interface Submission {
  /** Made by the sender: the same submission sent twice is one request. */
  id: string;
  layanan: string;
  answers: Answers;
  /** The id was made a moment ago by ourselves: nothing can be known under it. */
  isNew?: boolean;
  /** The account that the request belongs to; none for somebody at the counter without one. */
  account: string | null;
  channel: RequestRow['channel'];
  version?: number;
  /** For what an officer typed for somebody else. */
  applicant?: { name: string; nik: string; phone?: string };
  lateEntry?: { receivedAt: string; reason: string; scans: string[] };
  renews?: string;
  /** A running file from an old register; always a late entry too. Its uploads and declarations lie in the paper file. */
  running?: RunningSubmission;
}

export interface RunningSubmission {
  register: string;
  /** The same for every spelling of one number. */
  registerKey: string;
  /** Where it enters; what comes before was done on paper. */
  step: string;
  note: string;
  import: string;
}

export interface Receipt {
  id: string;
  number: string;
  secret?: string;
  layanan: string;
  due?: ReturnType<typeof dueWords>;
  trackUrl: string;
  receiptUrl: string;
}

export interface ActingUnits {
  owner: UnitFacts;
  unitOf: (reference: string) => string;
  all: Map<string, UnitFacts>;
}

/** Units change a few times a year and are asked for with every request, so what was found is kept for two seconds. */
const KEEP_UNITS_MS = 2000;
const MOST_KEPT = 2000;
const keptUnits = new WeakMap<CompiledLayanan, Map<string, { at: number; units: ActingUnits }>>();

/** The units that the definition's steps mean for these answers; one of them missing is told before anything is stored. */
export async function unitsOf(t: TenantContext, compiled: CompiledLayanan, answers: Answers): Promise<ActingUnits> {
  const asked: AskedUnits = { codes: regionCodes(compiled.form, answers), chosen: layananOf(t).chosenUnits(compiled, answers) };
  let kept = keptUnits.get(compiled);
  if (!kept) keptUnits.set(compiled, (kept = new Map()));
  const key = `${t.instansi}${JSON.stringify(asked)}`;
  const known = kept.get(key);
  if (known && Date.now() - known.at < KEEP_UNITS_MS) return known.units;
  const units = await findUnits(t, compiled, asked);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, { at: Date.now(), units });
  return units;
}

interface AskedUnits {
  codes: Record<string, string>;
  chosen: Record<string, string>;
}

async function findUnits(t: TenantContext, compiled: CompiledLayanan, { codes, chosen }: AskedUnits): Promise<ActingUnits> {
  const { definition } = compiled;
  // What a step is called, and the unit that it means for these answers.
  const meant = new Map(definition.workflow.steps.map((step) => [actingUnit(step), step.actor.instead ? chosen[step.id]! : step.actor.unit]));
  const references = [...new Set([definition.owner, ...meant.values()].filter((r) => r !== 'owner' && r !== 'parent'))];
  const organization = organizationOf(t);
  const found = await organization.resolveUnits(t, references, { regionCodes: codes });
  const owner = found.get(definition.owner);
  if (!owner) throw new Refused({ code: 'permohonan.no-unit', data: { what: 'wilayah atau layanan ini' } });
  if ([...meant.values()].includes('parent')) {
    const parent = await organization.resolveUnit(t, 'parent', { ownerUnitId: owner.id, regionCodes: codes });
    if (parent) found.set('parent', parent);
  }
  found.set('owner', owner);
  const missing = [...meant.values()].find((r) => !found.has(r));
  if (missing) throw new Refused({ code: 'permohonan.no-unit', data: { what: missing.startsWith('unit:') ? missing.slice(5) : 'wilayah ini' } });
  const all = new Map([...found, ...[...meant].map(([name, reference]) => [name, found.get(reference)!] as const)]);
  return { owner, unitOf: (reference) => all.get(reference)!.id, all };
}

/**
 * Takes a complete request: checks every answer, numbers it, opens its first steps and starts its clock, all in one
 * transaction and one statement.
 * @throws Refused `permohonan.incomplete` with the fields, `layanan.closed`, `permohonan.no-unit`
 */
export async function submit(ctx: Context, s: Submission): Promise<Receipt> {
  const institution = await institutionOf(ctx);
  const secret = randomDigits(6);
  const number = `${institution.code}-${group(publicCode(8))}`;
  return inTenant(ctx, async (t) => {
    const known = s.isNew ? undefined : await findReceipt(t.tx, t.instansi, s.id);
    if (known) {
      if (known.account !== s.account) throw new Refused({ code: 'permohonan.unknown' });
      return receiptOf(t, known);
    }
    const layanan = layananOf(t);
    const current = s.version === undefined ? await layanan.current(t, s.layanan) : { version: s.version, compiled: await layanan.version(t, s.layanan, s.version) };
    const { compiled, version } = current;
    const calendar = calendarOf(t);
    // Asked side by side: one way to the database.
    const [gathered] = await Promise.all([gatherFacts(t, compiled.form, s.answers, { account: t.viewer?.accountId }), calendar.snapshot(t)]);
    // A running file was complete on the day of its receipt; a day that lay ahead then may have passed.
    const facts = s.running && s.lateEntry ? { ...gathered.facts, today: dayIn(new Date(s.lateEntry.receivedAt), institution.zone) } : gathered.facts;
    const checked = checkAnswers(compiled.form, s.answers, facts);
    const faults = s.running ? faultsBesidesPaper(compiled.form, s.answers, checked.errors) : checked.errors;
    if (faults.length > 0) throw new Refused({ code: 'permohonan.incomplete', fields: faults });
    const answers = checked.value;
    const codes = regionCodes(compiled.form, answers);
    const { owner, unitOf } = await unitsOf(t, compiled, answers);
    const now = t.house.clock.now();
    const arrived = s.lateEntry ? new Date(s.lateEntry.receivedAt) : now;
    const countsFrom = await calendar.receivedAt(t, owner.id, arrived);
    const by = (s.channel === 'counter' || s.running) && t.viewer?.hat ? { kind: 'officer' as const, post: t.viewer.hat.postId, name: t.viewer.name } : { kind: 'applicant' as const, name: t.viewer?.name ?? s.applicant?.name };
    const action: Action = {
      kind: 'submit', answersVersion: 1, channel: s.channel === 'api' ? 'self' : s.channel, at: now.toISOString(), by,
      ...(s.lateEntry ? { lateEntry: { ...s.lateEntry, typist: t.viewer?.hat?.postId ?? '' } } : {}),
      ...(s.running ? { running: { register: s.running.register, step: s.running.step } } : {}),
      ...(countsFrom > arrived ? { countsFrom: countsFrom.toISOString() } : {}),
    };
    const state = orRefuse(apply(compiled.definition.workflow, undefined, action, layanan.workflowFacts(compiled, () => answers)));
    const rows = stateBecomesRows(compiled.definition.workflow, state, await calendar.calendarOf(t, owner.id), unitOf);
    const lookups = { regionName: (code: string) => regionText(gathered.regions.get(code)) };
    const subject = layanan.subjectOf(compiled, answers, { lookups }) || compiled.definition.name;
    const { answers: stored, sealed } = sealAnswers(compiled.form, answers, (text) => t.house.secrets.seal('answers', text).toString('base64'));
    const nik = elementValue(compiled.form, answers, 'nik') ?? s.applicant?.nik;
    const name = elementValue(compiled.form, answers, 'nama_lengkap') ?? s.applicant?.name ?? t.viewer?.name ?? 'Pemohon';
    const place = Object.values(codes).map((code) => gathered.regions.get(code)).find((r) => r !== undefined);
    const request: RequestRow & { secret_hash: Buffer; secret_sealed: Buffer } = {
      id: s.id, number, secret_hash: t.house.secrets.hash('tracking', `${number}/${secret}`), secret_sealed: t.house.secrets.seal('tracking', secret), layanan: s.layanan, version, account: s.account, channel: s.channel,
      applicant_name: name, applicant_nik: nik ? t.house.secrets.seal('answers', nik) : null, applicant_nik_masked: nik ? maskNik(nik) : '',
      applicant_phone: elementValue(compiled.form, answers, 'nomor_ponsel') ?? s.applicant?.phone ?? '', applicant_level: !s.running && (t.viewer?.level === 'verified' || s.channel === 'counter') ? 'verified' : 'unverified',
      title: `${compiled.definition.name}, ${subject}`, region: place?.code ?? null, place: place ? place.name : '', owner_unit: owner.id, renews: s.renews ?? null,
      submitted_at: now, received_at: arrived,
    };
    const extra = [
      auditInsert(t, { action: 'permohonan.submitted', object: 'permohonan', objectId: s.id, detail: { number, layanan: s.layanan, version, channel: s.channel, unit: owner.code, ...(s.running ? { register: s.running.register, step: s.running.step, import: s.running.import } : {}) } }),
      eventInsert(t, 'permohonan.submitted', { request: s.id, number, layanan: s.layanan, layananName: compiled.definition.name, unit: owner.id, account: s.account, due: rows.state.due_at?.toISOString() ?? null }),
      ...(photosToJoin(compiled.form, answers, gathered.uploads).length > 0 ? [eventInsert(t, 'permohonan.photos-sent', { request: s.id })] : []),
      ...(s.running ? runningRows(t, s.id, { ...s.running, layanan: s.layanan, unit: owner.id }, now) : []),
    ];
    const receipt = await receiptOf(t, { id: s.id, number, layanan: compiled.definition.name, due_at: rows.state.due_at, due_provisional: rows.state.due_provisional }, secret);
    const listed = s.account ? accessOf(t).linkCase(t, { account: s.account, caseId: s.id, kind: 'permohonan', number, title: request.title, at: now }) : undefined;
    const written = insertRequest(t.tx, {
      instansi: t.instansi, request, answers: stored, sealed, action, actionAccount: t.viewer?.accountId ?? null, state: rows.state, folded: state, tasks: rows.tasks,
      attachments: uploadPaths(compiled.form, answers), words: searchWords(request, stored, s.running?.register), now,
    }, extra);
    await Promise.all([listed, written]);
    return receipt;
  });
}

/** What a running file adds: its number in the old register, and the list's note. */
const runningRows = (t: TenantContext, request: string, r: RunningSubmission & { layanan: string; unit: string }, at: Date) => [
  runningFileInsert(t.instansi, { unit: r.unit, layanan: r.layanan, register: r.registerKey, asWritten: r.register, request, import: r.import }),
  ...(r.note ? [noteInsert(t.instansi, { id: uuidv7(), request, account: t.viewer?.accountId ?? null, name: t.viewer?.name ?? 'Petugas', text: r.note, at })] : []),
];

const group = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`;

/** What is found by text search: number, names, place and every readable answer (sealed ones are masked already). */
export function searchWords(request: Pick<RequestRow, 'number' | 'applicant_name' | 'title' | 'place'>, answers: Answers, register = ''): string {
  const texts: string[] = [request.number, request.number.replaceAll('-', ''), register, request.applicant_name, request.title, request.place];
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value.length <= 500 && !/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value) && !value.includes('•')) texts.push(value);
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(answers);
  return wordsOf(texts.join(' ')).slice(0, 4000);
}

async function receiptOf(t: TenantContext, r: { id: string; number: string; layanan: string; due_at: Date | null; due_provisional: boolean }, secret?: string): Promise<Receipt> {
  const { zone } = await institutionOf(t);
  const due = dueWords(r.due_at, t.house.clock.now(), zone, { provisional: r.due_provisional });
  return {
    id: r.id, number: r.number, ...(secret ? { secret } : {}), layanan: r.layanan, ...(due ? { due } : {}),
    trackUrl: `${t.house.settings.publicUrl}/lacak?nomor=${encodeURIComponent(r.number)}`, receiptUrl: `/tanda-terima/${r.id}`,
  };
}

/** One whole submission over the API, for the signed-in account itself. */
export function submitDirectly(ctx: Context, input: { id?: string; layanan: string; answers: Answers }): Promise<Receipt> {
  const viewer = mustViewer(ctx);
  return submit(ctx, { id: input.id ?? uuidv7(), isNew: input.id === undefined, layanan: input.layanan, answers: input.answers, account: viewer.accountId, channel: 'api' });
}
