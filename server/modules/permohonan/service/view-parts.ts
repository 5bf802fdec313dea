import type { WorkflowDefinition } from '../../../engines/workflow/workflow-definition.ts';
import type { RequestState } from '../../../engines/workflow/request-state.ts';
import { describeAnswers, type AnswerRow } from '../../../engines/forms/describe-answers.ts';
import type { Action } from '../../../engines/workflow/action-types.ts';
import { findUploads, type UploadRow } from '../../../platform/files/uploads.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import type { Institution } from '../../../platform/request/authenticator.ts';
import { allRegionCodes, uploadPaths } from '../rules/answers-name-the-applicant.ts';
import { dayWords, dueWords, momentWords, STATUS_WORDS, timelineWords } from '../rules/words-for-people.ts';
import { listActions, type LoadedRequest, type MessageRow } from '../storage.ts';
import { filesOf } from './files-of.ts';
import { regionText } from './form-facts.ts';
import { issuanceOf, wilayahOf } from './ports.ts';

/** Where the request stands among its steps; what the answers make unnecessary is left out. */
export function stepsOf(workflow: WorkflowDefinition, state: RequestState) {
  const done = new Set(state.doneSteps.map((d) => d.step));
  const open = new Set(state.openTasks.map((t) => t.step));
  const skipped = new Set(state.skippedSteps);
  const rows = workflow.steps.filter((s) => !skipped.has(s.id)).map((s) => ({ id: s.id, title: s.title, state: done.has(s.id) ? ('done' as const) : open.has(s.id) ? ('now' as const) : ('todo' as const) }));
  return [{ id: 'diajukan', title: 'Diajukan', state: 'done' as const }, ...rows];
}

export function rowOf(r: LoadedRequest, layananName: string, zone: Institution['zone'], now: Date) {
  const due = dueWords(r.state.due_at, now, zone, { provisional: r.state.due_provisional, finishedAt: r.state.finished_at });
  return {
    id: r.id, number: r.number, title: r.title, layanan: layananName, status: r.state.status, statusText: STATUS_WORDS[r.state.status], step: r.folded.currentStepTitle,
    ...(due ? { due } : {}), receivedAt: r.received_at.toISOString(), receivedText: momentWords(r.received_at, zone, now),
  };
}

export async function timelineOf(t: TenantContext, r: LoadedRequest & { actions?: Action[] }, workflow: WorkflowDefinition, audience: 'applicant' | 'officer', zone: Institution['zone']) {
  const now = t.house.clock.now();
  const actions = r.actions ?? (await listActions(t.tx, t.instansi, r.id));
  return actions.flatMap((action, i) => {
    const words = timelineWords(action, workflow, audience);
    if (!words) return [];
    const at = new Date(action.at);
    const by = action.by.kind === 'system' ? 'Sistem' : action.by.kind === 'applicant' ? (action.by.name ?? r.applicant_name) : audience === 'officer' ? (action.by.name ?? 'Petugas') : 'Petugas';
    return [{ id: String(i + 1), title: words.title, by, at: action.at, atText: momentWords(at, zone, now), ...(words.text ? { text: words.text } : {}), kind: action.kind }];
  }).toReversed();
}

export const messageOf = (m: MessageRow, zone: Institution['zone'], now: Date) => ({ id: m.id, from: m.sender, name: m.name, text: m.text, at: m.at.toISOString(), atText: momentWords(m.at, zone, now) });

/** Answers as people read them, with files and map points. `personal`: the applicant sees their own data whole. */
export async function answersOf(t: TenantContext, r: LoadedRequest & { uploads?: UploadRow[] }, compiled: CompiledLayanan, personal: 'masked' | 'shown', answers = r.answers) {
  const regions = await wilayahOf(t).regions(allRegionCodes(compiled.form, answers), t);
  const ids = uploadPaths(compiled.form, answers).map((u) => u.upload);
  const uploads = r.uploads ?? (ids.length > 0 ? await findUploads(t.tx, t.instansi, ids) : []);
  const rows = describeAnswers(compiled.form, answers, { personal, regionName: (code) => regionText(regions.get(code)), uploads: uploads.map((u) => ({ id: u.id, type: u.type ?? '', bytes: u.size, name: u.name })) });
  const label = (row: AnswerRow) => (row.section ? `${row.section}: ${row.label}` : row.label);
  return {
    rows: rows.filter((row) => row.kind !== 'file').map((row) => ({ page: row.page.title, path: row.path, label: label(row), value: row.value, kind: row.kind, ...(r.sealed[row.path] ? { sealed: true } : {}) })),
    files: filesOf(compiled.form, answers, uploads, (upload) => `/api/permohonan/${r.id}/berkas/${upload}`),
    points: rows.filter((row) => row.point).map((row) => ({ path: row.path, label: label(row), ...row.point! })),
  };
}

export function paymentOf(state: RequestState) {
  if (!state.assessment) return undefined;
  const { amount, paymentCode, dueOn, skpdNumber } = state.assessment;
  return { amount, code: paymentCode, dueOn, skpdNumber, paid: state.payment !== undefined };
}

export function visitOf(state: RequestState, zone: Institution['zone']) {
  const plan = state.openTasks.find((task) => task.plan)?.plan;
  return plan && { at: plan.visitAt, text: `${dayWords(new Date(plan.visitAt), zone)} pukul ${momentWords(new Date(plan.visitAt), zone, new Date(plan.visitAt)).slice(-5)}`, team: plan.team.map((m) => m.name ?? 'Petugas') };
}

export async function documentsOf(t: TenantContext, r: { id: string }) {
  return (await issuanceOf(t).documentsOf(t, 'permohonan', r.id)).map((d) => ({
    id: d.id, title: d.title, number: d.number, state: d.status, stateText: d.statusText, signer: d.signerName, verifyUrl: `/v/${d.code}`,
    ...(d.signedAt ? { signedAt: d.signedAt } : {}), ...(d.url ? { url: d.url } : {}), ...(d.failure ? { failure: d.failure } : {}),
  }));
}
