import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import { formHandlers } from './form-handlers.ts';
import * as answers from './service/answer.ts';
import { assign } from './service/assign.ts';
import { getBoard, getPath } from './service/board.ts';
import { listCampaigns, openCampaign } from './service/campaigns.ts';
import * as evidence from './service/evidence.ts';
import { getIndicator } from './service/indicator.ts';
import { comment, reply } from './service/remarks.ts';
import { submit } from './service/submit.ts';

export const handlers: Handlers<typeof operations> = {
  ...formHandlers,
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
};
