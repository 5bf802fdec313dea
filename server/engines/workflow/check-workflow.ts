import { graphOf, writtenAfter } from './graph.ts';
import { DUTIES_OF_KIND, type Step, type TimePromise, type WorkflowDefinition } from './workflow-definition.ts';

/** Something wrong in a definition, told to the person who writes it. */
export interface DefinitionProblem {
  /** Path inside the checked part: `['steps', 2, 'after']`. */
  path: (string | number)[];
  /** Indonesian: what is wrong. */
  message: string;
  /** Indonesian: what to do. */
  remedy: string;
}

export interface WorkflowCheckOptions {
  /** Working hours in a working day, to compare hours with days. Default 7.5 (37.5 hours a week, Perpres 21/2023). */
  hoursPerWorkingDay?: number;
  /** A service that issues nothing has no signature step. Default true: it issues a document. */
  issuesDocument?: boolean;
}

/** All problems of a workflow at once; empty = every step can be reached, and every way leads to the signature. */
export function checkWorkflow(workflow: WorkflowDefinition, options: WorkflowCheckOptions = {}): DefinitionProblem[] {
  const names = checkNames(workflow);
  // With unknown names or a cycle, what follows would only repeat the same mistake in other words.
  const graph = names.length > 0 ? names : checkCycle(workflow);
  if (graph.length > 0) return [...graph, ...workflow.steps.flatMap(checkStep)];
  return [
    ...checkEnd(workflow, options.issuesDocument ?? true),
    ...workflow.steps.flatMap((step, index) => [...checkStep(step, index), ...checkJoin(workflow, index)]),
    ...checkClockStart(workflow),
    ...checkPromises(workflow, options.hoursPerWorkingDay ?? 7.5),
    ...checkDeemed(workflow),
  ];
}

const problem = (path: (string | number)[], message: string, remedy: string): DefinitionProblem => ({ path, message, remedy });
const list = (ids: readonly string[]): string => ids.map((id) => `"${id}"`).join(', ');

function checkNames(workflow: WorkflowDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const known = new Set(workflow.steps.map((step) => step.id));
  const seen = new Set<string>();
  workflow.steps.forEach((step, index) => {
    if (seen.has(step.id)) {
      problems.push(problem(['steps', index, 'id'], `id langkah "${step.id}" dipakai dua kali`, 'Beri setiap langkah id sendiri.'));
    }
    seen.add(step.id);
    (step.after ?? []).forEach((id, position) => {
      if (known.has(id)) return;
      problems.push(problem(
        ['steps', index, 'after', position],
        `langkah "${step.id}" menunggu "${id}", yang tidak ada`,
        `Pakai salah satu id langkah: ${list([...known])}.`,
      ));
    });
    (step.actor.otherThan ?? []).forEach((id, position) => {
      if (known.has(id) && id !== step.id) return;
      problems.push(problem(
        ['steps', index, 'actor', 'otherThan', position],
        `"${id}" pada otherThan bukan langkah lain dari layanan ini`, `Pakai salah satu id langkah: ${list([...known])}.`,
      ));
    });
  });
  return problems;
}

function checkCycle(workflow: WorkflowDefinition): DefinitionProblem[] {
  const { cycle } = graphOf(workflow);
  if (!cycle) return [];
  const index = workflow.steps.findIndex((step) => step.id === cycle[0]);
  return [problem(
    ['steps', index, 'after'],
    `langkah-langkah saling menunggu dan tidak pernah dapat dimulai: ${cycle.join(' → ')}`,
    'Hapus salah satu nama dari "after" pada langkah-langkah itu.',
  )];
}

function checkStep(step: Step, index: number): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const duties = DUTIES_OF_KIND[step.kind];
  if (!duties.includes(step.actor.duty)) {
    problems.push(problem(
      ['steps', index, 'actor', 'duty'],
      `langkah "${step.id}" berjenis ${step.kind}, tetapi ditugaskan kepada "${step.actor.duty}"`,
      `Pakai tugas ${list(duties)}.`,
    ));
  }
  for (const [key, nodes] of [['form', step.form], ['checklist', step.checklist]] as const) {
    const ids = nodes.map((node) => node.id);
    ids.forEach((id, position) => {
      if (ids.indexOf(id) === position) return;
      problems.push(problem(['steps', index, key, position, 'id'], `id "${id}" dipakai dua kali pada langkah "${step.id}"`, 'Beri id lain.'));
    });
  }
  if (step.mayReject && step.kind === 'payment') {
    problems.push(problem(
      ['steps', index, 'mayReject'], 'langkah pembayaran tidak dapat menolak permohonan',
      'Hapus mayReject; yang tidak dibayar gugur sendiri.',
    ));
  }
  return problems;
}

function checkEnd(workflow: WorkflowDefinition, issuesDocument: boolean): DefinitionProblem[] {
  const graph = graphOf(workflow);
  const problems: DefinitionProblem[] = [];
  const at = (step: Step): number => workflow.steps.indexOf(step);
  const signatures = workflow.steps.filter((step) => step.kind === 'signature');
  if (!issuesDocument) {
    return signatures.map((step) =>
      problem(['steps', at(step), 'kind'], 'layanan tanpa dokumen hasil tidak memerlukan langkah tanda tangan', 'Hapus langkah ini.'));
  }
  const [signature, ...more] = signatures;
  if (!signature) {
    return [problem(['steps'], 'tidak ada langkah tanda tangan', 'Tambahkan satu langkah berjenis signature sebagai langkah terakhir.')];
  }
  for (const step of more) {
    problems.push(problem(['steps', at(step), 'kind'], 'ada lebih dari satu langkah tanda tangan', 'Pakai langkah berjenis initial (paraf) untuk persetujuan sebelum tanda tangan.'));
  }
  if (signature.when) {
    problems.push(problem(['steps', at(signature), 'when'], 'tanda tangan tidak boleh bersyarat', 'Hapus "when" pada langkah tanda tangan.'));
  }
  for (const step of workflow.steps) {
    if (step === signature || step.kind === 'signature') continue;
    if (graph.ancestors.get(signature.id)!.has(step.id)) continue;
    const isAfter = graph.ancestors.get(step.id)!.has(signature.id);
    problems.push(problem(
      ['steps', at(step)],
      isAfter ? `langkah "${step.id}" berada sesudah tanda tangan` : `langkah "${step.id}" tidak ditunggu siapa pun sebelum tanda tangan`,
      isAfter ? 'Pindahkan ke sebelum tanda tangan.' : `Sebut "${step.id}" pada "after" langkah yang harus menunggunya.`,
    ));
  }
  return problems;
}

function checkJoin(workflow: WorkflowDefinition, index: number): DefinitionProblem[] {
  const step = workflow.steps[index]!;
  const { ancestors } = graphOf(workflow);
  const written = writtenAfter(workflow, index);
  const problems: DefinitionProblem[] = [];
  written.forEach((id, position) => {
    const path = ['steps', index, 'after', position];
    if (written.indexOf(id) !== position) {
      problems.push(problem(path, `"${id}" ditulis dua kali pada "after"`, 'Tulis sekali saja.'));
      return;
    }
    const through = written.find((other) => other !== id && ancestors.get(other)!.has(id));
    if (through) {
      problems.push(problem(path, `"${step.id}" menunggu "${id}" dua kali: langsung dan lewat "${through}"`, `Hapus "${id}" dari "after".`));
    }
  });
  (step.actor.otherThan ?? []).forEach((id, position) => {
    if (ancestors.get(step.id)!.has(id)) return;
    problems.push(problem(
      ['steps', index, 'actor', 'otherThan', position], `"${id}" tidak selalu selesai sebelum "${step.id}"`,
      'Sebut hanya langkah yang mendahului langkah ini.',
    ));
  });
  return problems;
}

function checkClockStart(workflow: WorkflowDefinition): DefinitionProblem[] {
  if (workflow.clockStarts !== 'complete') return [];
  if (workflow.steps.some((step) => step.kind === 'verification' && !step.when)) return [];
  return [problem(
    ['clockStarts'], 'janji waktu mulai saat berkas lengkap, tetapi tidak ada langkah verifikasi yang selalu dijalani',
    'Tambahkan langkah verification tanpa "when", atau pakai clockStarts: submitted.',
  )];
}

/**
 * The longest way, in hours of work. Paying does not count (the clock stands still), and with `clockStarts: complete`
 * neither do the first verification and what comes before it.
 */
function checkPromises(workflow: WorkflowDefinition, hoursPerDay: number): DefinitionProblem[] {
  const graph = graphOf(workflow);
  const first = workflow.clockStarts === 'complete' ? graph.order.find((s) => s.kind === 'verification' && !s.when) : undefined;
  const free = new Set(first ? [first.id, ...graph.ancestors.get(first.id)!] : []);
  const longest = new Map<string, { hours: number; way: string[] }>();
  for (const step of graph.order) {
    const own = step.kind === 'payment' || free.has(step.id) ? 0 : hoursOf(step.promise, hoursPerDay);
    const before = graph.after.get(step.id)!.map((id) => longest.get(id)!);
    const worst = before.reduce((a, b) => (b.hours > a.hours ? b : a), { hours: 0, way: [] as string[] });
    longest.set(step.id, { hours: worst.hours + own, way: own > 0 ? [...worst.way, step.id] : worst.way });
  }
  const worst = [...longest.values()].reduce((a, b) => (b.hours > a.hours ? b : a), { hours: 0, way: [] });
  if (worst.hours <= hoursOf(workflow.promise, hoursPerDay)) return [];
  const days = (hours: number): string => `${Math.round((hours / hoursPerDay) * 10) / 10} hari kerja`.replace('.', ',');
  return [problem(
    ['promise'],
    `janji seluruhnya ${days(hoursOf(workflow.promise, hoursPerDay))}, tetapi jalur terpanjang ${days(worst.hours)}: ${worst.way.join(' → ')}`,
    'Perpanjang janji seluruhnya atau perpendek janji langkah-langkah itu.',
  )];
}

function hoursOf(promise: TimePromise, hoursPerDay: number): number {
  switch (promise.unit) {
    case 'working-hours':
      return promise.amount;
    case 'working-days':
      return promise.amount * hoursPerDay;
    case 'calendar-days':
      return (promise.amount * hoursPerDay * 5) / 7;
  }
}

function checkDeemed(workflow: WorkflowDefinition): DefinitionProblem[] {
  if (!workflow.deemedApproval?.allowed || workflow.deemedApproval.legalBasis.trim()) return [];
  return [problem(
    ['deemedApproval', 'legalBasis'], 'fiktif positif diizinkan tanpa dasar hukum', 'Sebut peraturan dan pasalnya, atau tulis allowed: false.',
  )];
}
