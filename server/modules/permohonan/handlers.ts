import { Refused } from '../../platform/kernel/refusal.ts';
import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import * as applicant from './service/applicant.ts';
import { act } from './service/act.ts';
import { askHandOver } from './service/ask-hand-over.ts';
import * as caseView from './service/case-view.ts';
import * as drafts from './service/drafts.ts';
import * as figures from './service/figures.ts';
import * as leader from './service/leader.ts';
import * as queue from './service/queue.ts';
import * as running from './service/running-files.ts';
import * as trial from './service/try-out.ts';
import { signMany } from './service/sign-many.ts';
import { submitDirectly } from './service/submit.ts';

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
  performance: (ctx) => figures.performance(ctx),
  queue: (ctx, input) => queue.listMyQueue(ctx, input),
  queueCounts: (ctx) => queue.queueCounts(ctx),
  search: (ctx, { query, limit }) => queue.searchCases(ctx, query, limit),
  getCase: (ctx, { id }) => caseView.getCase(ctx, id),
  act: (ctx, input) => act(ctx, input),
  claimMany: (ctx, { ids }) => queue.claimMany(ctx, ids),
  askHandOver: (ctx, { id, step }) => askHandOver(ctx, id, step),
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
  signMany: async (ctx, input) => {
    const { signed, refused } = await signMany(ctx, input);
    const [only] = refused;
    if (signed.length === 0 && refused.length === 1 && only && !only.asked) throw new Refused({ code: only.code, data: only.data });
    return { signed, refused: refused.map(({ id, message }) => ({ id, message })) };
  },
  overdue: (ctx) => leader.overdue(ctx),
  remind: (ctx, { unitId, ids }) => leader.remind(ctx, unitId, ids),
  dashboard: (ctx, { weeks }) => figures.dashboard(ctx, weeks),
  tryOutForm: (ctx, input) => trial.tryOutForm(ctx, input),
  tryOut: (ctx, input) => trial.tryOut(ctx, input),
  tryOutLetter: (ctx, input) => trial.tryOutLetter(ctx, input),
};
