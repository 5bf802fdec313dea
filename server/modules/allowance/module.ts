import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { routes } from './routes.ts';
import { blankClassSheet, downloadClassRest, listClassImports, mapClassImport, previewClassImport, startClassImport, takeClassImport } from './service/class-list.ts';
import { computeRuns } from './service/compute.ts';
import { findDifferences, listCorrections, makeCorrections, onTimesheetCorrected } from './service/corrections.ts';
import { addSanction, listClasses, listSanctions, setClasses, withdrawSanction } from './service/people.ts';
import { draftRules, dropRules, getRules, listRules, publishRules, saveRules } from './service/rules.ts';
import { approveRun, checkRun, exportRun, getRun, listPaidMonths, listRuns, returnRun } from './service/runs.ts';
import { simulate } from './service/simulate.ts';
import { getOwnSlip, getSlip, listOwnSlips } from './service/slips.ts';

const handlers: Handlers<typeof operations> = {
  listOwnSlips: (ctx) => listOwnSlips(ctx),
  getOwnSlip: (ctx, input) => getOwnSlip(ctx, input),
  listRuns: (ctx, input) => listRuns(ctx, input),
  listPaidMonths: (ctx) => listPaidMonths(ctx),
  computeRuns: (ctx, input) => computeRuns(ctx, input),
  getRun: (ctx, input) => getRun(ctx, input),
  checkRun: (ctx, input) => checkRun(ctx, input),
  approveRun: (ctx, input) => approveRun(ctx, input),
  returnRun: (ctx, input) => returnRun(ctx, input),
  exportRun: (ctx, input) => exportRun(ctx, input),
  getSlip: (ctx, input) => getSlip(ctx, input),
  listCorrections: (ctx, input) => listCorrections(ctx, input),
  findDifferences: (ctx, input) => findDifferences(ctx, input),
  makeCorrections: (ctx, input) => makeCorrections(ctx, input),
  listRules: (ctx) => listRules(ctx),
  getRules: (ctx, { id }) => getRules(ctx, id),
  draftRules: (ctx, input) => draftRules(ctx, input),
  saveRules: (ctx, input) => saveRules(ctx, input),
  publishRules: (ctx, input) => publishRules(ctx, input),
  dropRules: (ctx, input) => dropRules(ctx, input),
  listClasses: (ctx, input) => listClasses(ctx, input),
  setClasses: (ctx, input) => setClasses(ctx, input),
  blankClassSheet: (ctx) => blankClassSheet(ctx),
  startClassImport: (ctx, input) => startClassImport(ctx, input),
  listClassImports: (ctx) => listClassImports(ctx),
  mapClassImport: (ctx, input) => mapClassImport(ctx, input),
  previewClassImport: (ctx, input) => previewClassImport(ctx, input),
  takeClassImport: (ctx, input) => takeClassImport(ctx, input),
  downloadClassRest: (ctx, input) => downloadClassRest(ctx, input),
  listSanctions: (ctx) => listSanctions(ctx),
  addSanction: (ctx, input) => addSanction(ctx, input),
  withdrawSanction: (ctx, input) => withdrawSanction(ctx, input),
  simulate: (ctx, input) => simulate(ctx, input),
};

export const allowance: Module = {
  name: 'allowance',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [{ event: 'timesheets.corrected', name: 'allowance.correct-payment', run: onTimesheetCorrected }],
};
