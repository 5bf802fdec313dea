import type { Handlers } from '../../platform/module.ts';
import type { operations } from './contract.ts';
import { listWarnings, settleWarning } from './service/discipline.ts';
import { getMyMonth, getPersonMonth } from './service/months.ts';
import { askPetition, decidePetition, listPetitions, withdrawPetition } from './service/petitions.ts';
import { exportRecap, signRecap } from './service/recap-papers.ts';
import { addCorrection, getRecap, listRecaps, lockRecap, returnRecap, verifyRecap } from './service/recaps.ts';
import { dropPolicy, getPolicy, listPolicies, previewPolicy, publishPolicy, savePolicy } from './service/rules.ts';
import { downloadRest, importTemplate, listImports, mapImport, previewImport, startImport, takeImport } from './service/sheets.ts';
import { addStatus, declareOutage, endStatus, listStatuses, withdrawOutage } from './service/statuses.ts';
import { getUnitDay, listChanges } from './service/unit.ts';

export const handlers: Handlers<typeof operations> = {
  getMyMonth: (ctx, input) => getMyMonth(ctx, input),
  getPersonMonth: (ctx, input) => getPersonMonth(ctx, input),
  askPetition: (ctx, input) => askPetition(ctx, input),
  withdrawPetition: (ctx, input) => withdrawPetition(ctx, input),
  listPetitions: (ctx) => listPetitions(ctx),
  decidePetition: (ctx, input) => decidePetition(ctx, input),
  getUnitDay: (ctx, input) => getUnitDay(ctx, input),
  listRecaps: (ctx, input) => listRecaps(ctx, input),
  getRecap: (ctx, input) => getRecap(ctx, input),
  verifyRecap: (ctx, input) => verifyRecap(ctx, input),
  returnRecap: (ctx, input) => returnRecap(ctx, input),
  lockRecap: (ctx, input) => lockRecap(ctx, input),
  signRecap: (ctx, input) => signRecap(ctx, input),
  exportRecap: (ctx, input) => exportRecap(ctx, input),
  addCorrection: (ctx, input) => addCorrection(ctx, input),
  listPolicies: (ctx) => listPolicies(ctx),
  getPolicy: (ctx, input) => getPolicy(ctx, input),
  savePolicy: (ctx, input) => savePolicy(ctx, input),
  previewPolicy: (ctx, input) => previewPolicy(ctx, input),
  publishPolicy: (ctx, input) => publishPolicy(ctx, input),
  dropPolicy: (ctx, input) => dropPolicy(ctx, input),
  listStatuses: (ctx) => listStatuses(ctx),
  addStatus: (ctx, input) => addStatus(ctx, input),
  endStatus: (ctx, input) => endStatus(ctx, input),
  declareOutage: (ctx, input) => declareOutage(ctx, input),
  withdrawOutage: (ctx, input) => withdrawOutage(ctx, input),
  listWarnings: (ctx, input) => listWarnings(ctx, input),
  settleWarning: (ctx, input) => settleWarning(ctx, input),
  importTemplate: (ctx, input) => importTemplate(ctx, input),
  startImport: (ctx, input) => startImport(ctx, input),
  listImports: (ctx, input) => listImports(ctx, input),
  mapImport: (ctx, input) => mapImport(ctx, input),
  previewImport: (ctx, input) => previewImport(ctx, input),
  takeImport: (ctx, input) => takeImport(ctx, input),
  downloadRest: (ctx, input) => downloadRest(ctx, input),
  listChanges: (ctx) => listChanges(ctx),
};
