import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import { acceptRating, answerObjection, objectToRating, rate, reportResults, saveRealisations } from './service/evaluations.ts';
import { listMyPlans, listStaff } from './service/lists.ts';
import { attachToLog } from './service/log-files.ts';
import { changeLog, decideLogs, dropLog, listLogs, listStaffLogs, pocketLogs, takeWork, writeLog } from './service/logs.ts';
import { getOrganisation, justifyDistribution, listOrganisations, setOrganisation } from './service/organisation.ts';
import { approvePlan, changePlan, dropRow, endPlan, returnPlan, saveAttachments, saveRow, startPlan, submitPlan, withdrawPlan } from './service/plans.ts';
import { exportLogs, exportRecap } from './service/recap-sheets.ts';
import { listRecap } from './service/recap.ts';
import { getPerformanceSettings, savePerformanceSettings } from './service/settings.ts';
import { blankSheet, downloadRest, listImports, mapImport, previewImport, startImport, takeImport } from './service/sheets.ts';
import { signEvaluation } from './service/sign.ts';
import { answerReview, changeDialogue, closeReviews, confirmDialogue, getReview, giveFeedback, nominateReviewers, writeDialogue } from './service/talk.ts';
import { getPlan, getVersion } from './service/view-plan.ts';

export const handlers: Handlers<typeof operations> = {
  listMyPlans: (ctx) => listMyPlans(ctx),
  listStaff: (ctx, input) => listStaff(ctx, input),
  startPlan: (ctx, input) => startPlan(ctx, input),
  getPlan: (ctx, { id }) => getPlan(ctx, id),
  getVersion: (ctx, input) => getVersion(ctx, input),
  saveRow: (ctx, input) => saveRow(ctx, input),
  dropRow: (ctx, input) => dropRow(ctx, input),
  saveAttachments: (ctx, input) => saveAttachments(ctx, input),
  submitPlan: (ctx, input) => submitPlan(ctx, input),
  withdrawPlan: (ctx, input) => withdrawPlan(ctx, input),
  approvePlan: (ctx, input) => approvePlan(ctx, input),
  returnPlan: (ctx, input) => returnPlan(ctx, input),
  changePlan: (ctx, input) => changePlan(ctx, input),
  endPlan: (ctx, input) => endPlan(ctx, input),
  saveRealisations: (ctx, input) => saveRealisations(ctx, input),
  reportResults: (ctx, input) => reportResults(ctx, input),
  rate: (ctx, input) => rate(ctx, input),
  acceptRating: (ctx, input) => acceptRating(ctx, input),
  objectToRating: (ctx, input) => objectToRating(ctx, input),
  answerObjection: (ctx, input) => answerObjection(ctx, input),
  signEvaluation: (ctx, input) => signEvaluation(ctx, input),
  writeDialogue: (ctx, input) => writeDialogue(ctx, input),
  confirmDialogue: (ctx, input) => confirmDialogue(ctx, input),
  changeDialogue: (ctx, input) => changeDialogue(ctx, input),
  giveFeedback: (ctx, input) => giveFeedback(ctx, input),
  nominateReviewers: (ctx, input) => nominateReviewers(ctx, input),
  closeReviews: (ctx, input) => closeReviews(ctx, input),
  getReview: (ctx, { id }) => getReview(ctx, id),
  answerReview: (ctx, input) => answerReview(ctx, input),
  listLogs: (ctx, input) => listLogs(ctx, input),
  writeLog: (ctx, input) => writeLog(ctx, input),
  takeWork: (ctx, input) => takeWork(ctx, input),
  changeLog: (ctx, input) => changeLog(ctx, input),
  dropLog: (ctx, input) => dropLog(ctx, input),
  attachToLog: (ctx, input) => attachToLog(ctx, input),
  listStaffLogs: (ctx, input) => listStaffLogs(ctx, input),
  exportLogs: (ctx, input) => exportLogs(ctx, input),
  decideLogs: (ctx, input) => decideLogs(ctx, input),
  pocketLogs: (ctx) => pocketLogs(ctx),
  getPerformanceSettings: (ctx) => getPerformanceSettings(ctx),
  savePerformanceSettings: (ctx, input) => savePerformanceSettings(ctx, input),
  listOrganisations: (ctx, input) => listOrganisations(ctx, input),
  getOrganisation: (ctx, input) => getOrganisation(ctx, input),
  setOrganisation: (ctx, input) => setOrganisation(ctx, input),
  justifyDistribution: (ctx, input) => justifyDistribution(ctx, input),
  listRecap: (ctx, input) => listRecap(ctx, input),
  exportRecap: (ctx, input) => exportRecap(ctx, input),
  blankPerformanceSheet: (ctx, { kind }) => blankSheet(ctx, kind),
  startPerformanceImport: (ctx, input) => startImport(ctx, input),
  listPerformanceImports: (ctx, input) => listImports(ctx, input),
  mapPerformanceImport: (ctx, input) => mapImport(ctx, input),
  previewPerformanceImport: (ctx, input) => previewImport(ctx, input),
  takePerformanceImport: (ctx, input) => takeImport(ctx, input),
  downloadPerformanceRest: (ctx, input) => downloadRest(ctx, input),
};
