import type { Answers } from '../../../engines/forms/form-definition.ts';
import { checkAnswers } from '../../../engines/forms/check-answers.ts';
import type { Sheet } from '../../../engines/sheets/headings-are-recognised.ts';
import { fieldRows, sameText, type FieldRow } from '../../../engines/sheets/judged-rows.ts';
import type { Action } from '../../../engines/workflow/action-types.ts';
import { apply } from '../../../engines/workflow/fold.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { part } from '../../../platform/house.ts';
import { Refused, sentenceOf, type RefusalTable } from '../../../platform/kernel/refusal.ts';
import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import type { Region } from '../../wilayah/contract.ts';
import * as storage from '../import-storage.ts';
import { answersFromCells, faultsBesidesPaper } from '../rules/answers-from-cells.ts';
import type { RunningColumns } from '../rules/columns-of-a-running-file.ts';
import { readRunningFile, type RunningFile } from '../rules/read-a-running-file.ts';
import { stateBecomesRows } from '../rules/state-becomes-rows.ts';
import { dueWords, momentWords } from '../rules/words-for-people.ts';
import { gatherFacts } from './form-facts.ts';
import { calendarOf, institutionOf, layananOf, organizationOf, wilayahOf } from './ports.ts';
import { unitsOf } from './submit.ts';

export interface JudgedFile extends FieldRow {
  verdict: 'new' | 'unchanged' | 'refused';
  reasons: string[];
  notes: string[];
  /** In words, for the preview. */
  step?: string;
  received?: string;
  due?: string;
  file?: RunningFile;
  answers?: Answers;
  /** The request that this number of the old register has become. */
  known?: storage.KnownRunningFile;
}

/** What an office imports: its own files and those of the units below; an administrator all. Undefined = all. */
async function reachOf(t: TenantContext): Promise<Set<string> | undefined> {
  const hat = mustHat(t);
  return hat.duties.includes('administrator') ? undefined : new Set(await organizationOf(t).unitsBelow(t, hat.unitId));
}

/** Judges every line as taking it would, and writes nothing. */
export async function judgeRunningFiles(t: TenantContext, list: { row: storage.ImportRow; sheet: Sheet; compiled: CompiledLayanan; columns: RunningColumns }): Promise<JudgedFile[]> {
  const { compiled, columns } = list;
  const institution = await institutionOf(t);
  const now = t.house.clock.now();
  const around = { now, zone: institution.zone, workflow: compiled.definition.workflow };
  const rows = fieldRows(list.sheet.rows, list.row.mapping);
  const read = rows.map((row) => ({ row, read: readRunningFile(row, around) }));
  const registers = read.flatMap((one) => ('file' in one.read ? [one.read.file.registerKey] : []));
  const known = Map.groupBy(await storage.knownRunningFiles(t.tx, t.instansi, list.row.layanan, [...new Set(registers)]), (one) => one.register);
  const levels = new Set(columns.answers.flatMap(({ of }) => (of.type === 'region' ? [of.level] : [])));
  const regions: Region[] = [];
  for (const level of levels) if (institution.region) regions.push(...(await wilayahOf(t).below(institution.region, level, t)));
  const reach = await reachOf(t);
  const seen = new Map<string, number>();
  const judged: JudgedFile[] = [];
  for (const { row, read: one } of read) judged.push(await judgeOne(t, list, { row, one, regions, reach, known, seen, zone: institution.zone, now }));
  return judged;
}

interface Line {
  row: FieldRow;
  one: ReturnType<typeof readRunningFile>;
  regions: readonly Region[];
  reach: Set<string> | undefined;
  known: Map<string, storage.KnownRunningFile[]>;
  /** Line of each number of the old register met so far. */
  seen: Map<string, number>;
  zone: Parameters<typeof dayIn>[1];
  now: Date;
}

async function judgeOne(t: TenantContext, { compiled, columns }: { compiled: CompiledLayanan; columns: RunningColumns }, l: Line): Promise<JudgedFile> {
  const refused = (reasons: string[]): JudgedFile => ({ ...l.row, verdict: 'refused', reasons, notes: [] });
  const cells = answersFromCells(columns, l.row.values, l.regions);
  const own = 'reasons' in l.one ? l.one.reasons : [];
  if ('reasons' in l.one) return refused([...own, ...cells.reasons]);
  const { file } = l.one;
  const { applicant } = columns;
  const raw: Answers = { ...cells.answers };
  if (applicant.name) raw[applicant.name] = file.name;
  if (applicant.nik && file.nik) raw[applicant.nik] = file.nik;
  if (applicant.phone && file.phone) raw[applicant.phone] = file.phone;
  // As on the day of the receipt: a day that lay ahead then may have passed.
  const { facts } = await gatherFacts(t, compiled.form, raw);
  const checked = checkAnswers(compiled.form, raw, { ...facts, today: dayIn(file.receivedAt, l.zone) });
  const faults = faultsBesidesPaper(compiled.form, raw, checked.errors);
  const reasons = [...cells.reasons, ...faults.map((fault) => `${labelOf(columns, fault.path)}${fault.message}`)];
  if (reasons.length > 0) return refused([...new Set(reasons)]);
  try {
    return await place(t, compiled, l, file, checked.value, raw);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refused([sentenceOf(error.refusal, part<RefusalTable>(t.house, 'refusals'))]);
  }
}

/** A fault says what to do; the column tells where. */
const labelOf = (columns: RunningColumns, path: string): string => {
  const [id, , inner] = path.split('.');
  const column = columns.answers.find((one) => one.field === `isian.${inner === undefined ? id : `${id}.${inner}`}`);
  return column ? `${column.label}: ` : '';
};

/** The unit whose file it is, the step at which it enters, and when it is promised. */
async function place(t: TenantContext, compiled: CompiledLayanan, l: Line, file: RunningFile, answers: Answers, raw: Answers): Promise<JudgedFile> {
  const { workflow } = compiled.definition;
  const { owner, unitOf } = await unitsOf(t, compiled, answers);
  if (l.reach && !l.reach.has(owner.id)) throw new Refused({ code: 'permohonan.outside-your-unit', data: { unit: owner.name } });
  const key = `${owner.id} ${file.registerKey}`;
  const earlier = l.seen.get(key);
  if (earlier !== undefined) return { ...l.row, verdict: 'refused', reasons: [`Nomor register ini sudah ada di baris ${earlier}.`], notes: [] };
  l.seen.set(key, l.row.line);
  const before = l.known.get(file.registerKey)?.find((one) => one.unit === owner.id);
  if (before && sameText(before.name) !== sameText(file.name)) return { ...l.row, verdict: 'refused', reasons: [`Nomor register ini sudah tercatat sebagai ${before.number} atas nama lain. Periksa nomornya.`], notes: [] };
  const step = workflow.steps.find((one) => one.id === file.step)!;
  const words = { step: step.title, received: file.hourKnown ? momentWords(file.receivedAt, l.zone, l.now) : momentWords(file.receivedAt, l.zone, l.now).replace(/ \S+$/, '') };
  if (before) return { ...l.row, ...words, verdict: 'unchanged', reasons: [], notes: ['Sudah ada.'], known: before };

  const countsFrom = await calendarOf(t).receivedAt(t, owner.id, file.receivedAt);
  const action: Action = {
    kind: 'submit', answersVersion: 1, channel: 'import', at: l.now.toISOString(), by: { kind: 'officer', post: mustHat(t).postId }, lateEntry: { receivedAt: file.receivedAt.toISOString(), reason: 'Berkas berjalan', scans: [], typist: '' },
    running: { register: file.register, step: file.step }, ...(countsFrom > file.receivedAt ? { countsFrom: countsFrom.toISOString() } : {}),
  };
  const next = apply(workflow, undefined, action, layananOf(t).workflowFacts(compiled, () => answers));
  if (!next.ok) throw new Refused(next.refusal);
  if (!next.value.openTasks.some((task) => task.step === file.step)) throw new Refused({ code: 'permohonan.step-does-not-apply', data: { title: step.title } });
  const { state } = stateBecomesRows(workflow, next.value, await calendarOf(t).calendarOf(t, owner.id), unitOf);
  const due = dueWords(state.due_at, l.now, l.zone, { provisional: state.due_provisional });
  const beside = next.value.openTasks.filter((task) => task.step !== file.step).map((task) => `"${task.title}"`);
  const late = state.due_at !== null && state.due_at < l.now;
  return {
    ...l.row, ...words, verdict: 'new', reasons: [], file, answers: raw, ...(due ? { due: due.text } : {}),
    notes: [
      ...(file.hourKnown ? [] : ['Tanpa jam: dihitung sejak loket buka.']),
      ...(beside.length > 0 ? [`Langkah yang sejajar juga menunggu: ${beside.join(', ')}.`] : []),
      ...(next.value.doneSteps.some((done) => done.kind === 'opinion') ? ['Syarat dari pertimbangan di kertas tidak ikut ke surat; bila ada, masukkan berkas pada langkah pertimbangannya.'] : []),
      ...(late && workflow.deemedApproval?.allowed && next.value.clocks.promise.length > 0 ? ['Janji waktunya sudah lewat: menurut aturan layanan ini permohonan dianggap dikabulkan begitu diambil.'] : []),
    ],
  };
}
