import { Refused } from '../../platform/kernel/refusal.ts';
import type { Handlers } from '../../platform/module.ts';
import { refusals, type operations } from './contract.ts';
import * as applicant from './service/applicant.ts';
import { act } from './service/act.ts';
import * as caseView from './service/case-view.ts';
import * as drafts from './service/drafts.ts';
import * as leader from './service/leader.ts';
import * as queue from './service/queue.ts';
import * as running from './service/running-files.ts';
import * as trial from './service/try-out.ts';
import { submitDirectly } from './service/submit.ts';

/** In a list of results each refused one carries its sentence. */
const told = (r: { id: string; code: string; data?: Record<string, unknown> }) => {
  const entry = refusals[r.code];
  return { id: r.id, message: entry ? (typeof entry.sentence === 'string' ? entry.sentence : entry.sentence(r.data ?? {})) : 'Tidak dapat ditandatangani sekarang.' };
};

export const handlers: Handlers<typeof operations> = {
  startDraft: (ctx, input) => drafts.startDraft(ctx, input),
  startCorrection: (ctx, { id }) => drafts.startCorrection(ctx, id),
  getDraft: (ctx, { id }) => drafts.getDraft(ctx, id),
  listDrafts: (ctx) => drafts.listMyDrafts(ctx),
  saveDraft: (ctx, { id, answers, page }) => drafts.saveDraft(ctx, id, answers, page),
  discardDraft: (ctx, { id }) => drafts.discardDraft(ctx, id),
  submitDraft: (ctx, { id }) => drafts.submitDraft(ctx, id),
  submit: (ctx, input) => submitDirectly(ctx, input),
  listMine: (ctx, page) => applicant.listMyRequests(ctx, page),
  getMine: (ctx, { id }) => applicant.getMyRequest(ctx, id),
  withdraw: (ctx, { id, reason }) => applicant.withdrawRequest(ctx, id, reason),
  sendMessage: (ctx, { id, text }) => applicant.sendMessage(ctx, id, text),
  track: (ctx, { number, secret }) => applicant.track(ctx, number, secret),
  performance: (ctx) => leader.performance(ctx),
  queue: (ctx, input) => queue.listMyQueue(ctx, input),
  queueCounts: (ctx) => queue.queueCounts(ctx),
  search: (ctx, { query, limit }) => queue.searchCases(ctx, query, limit),
  getCase: (ctx, { id }) => caseView.getCase(ctx, id),
  act: (ctx, input) => act(ctx, input),
  claimMany: (ctx, { ids }) => queue.claimMany(ctx, ids),
  addNote: (ctx, { id, text }) => applicant.addNote(ctx, id, text),
  reveal: (ctx, { id, path, purpose }) => caseView.reveal(ctx, id, path, purpose),
  whatsapp: (ctx, { id, about }) => caseView.whatsappLink(ctx, id, about),
  listRunningImports: (ctx) => running.listRunningImports(ctx),
  runningTemplate: (ctx, input) => running.runningTemplate(ctx, input),
  startRunningImport: (ctx, input) => running.startRunningImport(ctx, input),
  previewRunningImport: (ctx, input) => running.previewRunningImport(ctx, input),
  mapRunningImport: (ctx, input) => running.mapRunningImport(ctx, input),
  takeRunningImport: (ctx, input) => running.takeRunningImport(ctx, input),
  downloadRefusedRunning: (ctx, input) => running.downloadRefusedRunning(ctx, input),
  signingList: (ctx) => leader.signingList(ctx),
  preselect: (ctx, { items }) => leader.preselect(ctx, items),
  signMany: async (ctx, { items }) => {
    const { signed, refused } = await leader.signMany(ctx, items);
    if (signed.length === 0 && refused.length === 1) throw new Refused({ code: refused[0]!.code, data: refused[0]!.data });
    return { signed, refused: refused.map(told) };
  },
  overdue: (ctx) => leader.overdue(ctx),
  remind: (ctx, { unitId, ids }) => leader.remind(ctx, unitId, ids),
  dashboard: (ctx, { weeks }) => leader.dashboard(ctx, weeks),
  tryOutForm: (ctx, input) => trial.tryOutForm(ctx, input),
  tryOut: (ctx, input) => trial.tryOut(ctx, input),
  tryOutLetter: (ctx, input) => trial.tryOutLetter(ctx, input),
};
