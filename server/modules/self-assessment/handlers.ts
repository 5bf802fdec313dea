import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import { carryHandlers } from './carry-handlers.ts';
import { formHandlers } from './form-handlers.ts';
import * as answers from './service/answer.ts';
import { assign } from './service/assign.ts';
import { getBoard, getPath } from './service/board.ts';
import { listCampaigns, openCampaign } from './service/campaigns.ts';
import * as evidence from './service/evidence.ts';
import * as followUp from './service/follow-up.ts';
import { getIndicator } from './service/indicator.ts';
import { objectTo } from './service/objections.ts';
import { getOutcome } from './service/outcome.ts';
import { getPapers, signPapers } from './service/papers.ts';
import { comment, reply } from './service/remarks.ts';
import { submit } from './service/submit.ts';

export const handlers: Handlers<typeof operations> = {
  ...formHandlers,
  ...carryHandlers,
  listCampaigns: (ctx) => listCampaigns(ctx),
  openCampaign,
  getBoard,
  getPath,
  assign,
  submit,
  getIndicator,
  answer: answers.answer,
  markReady: answers.markReady,
  approve: answers.approve,
  sendBack: answers.sendBack,
  comment,
  reply,
  attachEvidence: evidence.attachEvidence,
  dropEvidence: evidence.dropEvidence,
  searchRecords: evidence.searchRecords,
  getPapers,
  signPapers,
  getOutcome,
  objectTo,
  listFollowUp: followUp.listFollowUp,
  unitFollowUp: (ctx) => followUp.unitFollowUp(ctx),
  getFollowUp: (ctx, { id }) => followUp.getFollowUp(ctx, id),
  writeFollowUp: followUp.writeFollowUp,
  assignFollowUp: followUp.assignFollowUp,
  reportFollowUp: followUp.reportFollowUp,
  returnFollowUp: followUp.returnFollowUp,
};
