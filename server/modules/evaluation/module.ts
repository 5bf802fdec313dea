import { join } from 'node:path';
import type { EventMessage, Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { decideRoutes } from './decide-routes.ts';
import { routes } from './desk-routes.ts';
import { atIndicator } from './service/at-indicator.ts';
import { acceptTogether } from './service/accept-together.ts';
import * as assessors from './service/assessors.ts';
import * as assignments from './service/assignments.ts';
import { board } from './service/board.ts';
import * as campaigns from './service/campaigns.ts';
import { getConclusion, saveConclusion } from './service/conclude.ts';
import { decide, isReport, reportFinished, signReport } from './service/decide.ts';
import { desk } from './service/desk.ts';
import { enterLevels } from './service/enter-levels.ts';
import { finishStage, giveVerdict, settleValue } from './service/give-verdict.ts';
import { answerObjection } from './service/objections.ts';
import * as participants from './service/participants.ts';
import { correct, publish, recordConsent, results } from './service/publish.ts';
import { assigned, remind, remindAssessors, reminded } from './service/remind.ts';
import { askInstitution } from './service/questions.ts';
import { markReview } from './service/review.ts';
import { sheet } from './service/sheet.ts';
import { calibrate, disputes } from './service/side-by-side.ts';
import { takeReplies, takeSubmission } from './service/take-submission.ts';
import { organiser } from './service/tell-participants.ts';

const handlers: Handlers<typeof operations> = {
  listCampaigns: (ctx) => campaigns.listCampaigns(ctx),
  getCampaign: (ctx, { id }) => campaigns.getCampaign(ctx, id),
  createCampaign: (ctx, input) => campaigns.createCampaign(ctx, input),
  changeCampaign: (ctx, input) => campaigns.changeCampaign(ctx, input),
  openCampaign: (ctx, input) => campaigns.openCampaign(ctx, input),
  closeCampaign: (ctx, input) => campaigns.closeCampaign(ctx, input),
  addParticipants: (ctx, input) => participants.addParticipants(ctx, input),
  removeParticipant: (ctx, input) => participants.removeParticipant(ctx, input),
  board: (ctx, input) => board(ctx, input),
  remind: (ctx, input) => remind(ctx, input),
  enterLevels: (ctx, input) => enterLevels(ctx, input),
  listAssessors: (ctx) => assessors.listAssessors(ctx),
  declareInterestsOf: (ctx, input) => assessors.declareInterestsOf(ctx, input),
  declareInterests: (ctx, input) => assessors.declareInterests(ctx, input),
  myInterests: (ctx) => assessors.myInterests(ctx),
  assignments: (ctx, input) => assignments.assignments(ctx, input),
  assign: (ctx, input) => assignments.assign(ctx, input),
  assignEvenly: (ctx, input) => assignments.assignEvenly(ctx, input),
  desk: (ctx) => desk(ctx),
  calibrate: (ctx, input) => calibrate(ctx, input),
  disputes: (ctx, input) => disputes(ctx, input),
  sheet: (ctx, input) => sheet(ctx, input),
  atIndicator: (ctx, input) => atIndicator(ctx, input),
  giveVerdict: (ctx, input) => giveVerdict(ctx, input),
  acceptTogether: (ctx, input) => acceptTogether(ctx, input),
  settleValue: (ctx, input) => settleValue(ctx, input),
  askInstitution: (ctx, input) => askInstitution(ctx, input),
  finishStage: (ctx, input) => finishStage(ctx, input),
  markReview: (ctx, input) => markReview(ctx, input),
  getConclusion: (ctx, { participant }) => getConclusion(ctx, participant),
  saveConclusion: (ctx, input) => saveConclusion(ctx, input),
  results: (ctx, input) => results(ctx, input),
  decide: (ctx, input) => decide(ctx, input),
  signReport: (ctx, input) => signReport(ctx, input),
  answerObjection: (ctx, input) => answerObjection(ctx, input),
  recordConsent: (ctx, input) => recordConsent(ctx, input),
  publish: (ctx, input) => publish(ctx, input),
  correct: (ctx, input) => correct(ctx, input),
};

/** An assessment that an institution holds by itself has no organiser. */
const goesSomewhere = ({ to }: EventMessage['payload']): boolean => typeof to === 'string';

export const evaluation: Module = {
  name: 'evaluation',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes: async (app, house) => {
    routes(app, house);
    decideRoutes(app, house);
  },
  subscribers: [
    { event: 'self-assessment.submitted', name: 'take-submission', wants: goesSomewhere, run: takeSubmission },
    { event: 'self-assessment.replied', name: 'take-replies', wants: goesSomewhere, run: takeReplies },
    { event: 'evaluation.reminded', name: 'notify', run: reminded },
    { event: 'evaluation.assigned', name: 'notify', run: assigned },
    { event: 'issuance.finished', name: 'evaluation-report', wants: isReport, run: reportFinished },
  ],
  // Half past seven in the west.
  schedules: [{ name: 'evaluation-remind', cron: '30 0 * * *', run: remindAssessors }],
  start: (house) => {
    house.parts.set('assessment-organiser', organiser);
  },
};
