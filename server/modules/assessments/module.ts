import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { routes } from './routes.ts';
import * as drafts from './service/drafts.ts';
import * as imports from './service/import.ts';
import { inForcePort } from './service/in-force-port.ts';
import * as instruments from './service/instruments.ts';
import { instrumentsPort } from './service/instruments-port.ts';
import * as view from './service/national.ts';
import { resultsPort } from './service/working-set.ts';

const handlers: Handlers<typeof operations> = {
  national: (ctx, input) => view.national(ctx, input),
  institution: (ctx, input) => view.institution(ctx, input),
  compare: (ctx, input) => view.compare(ctx, input),
  listInstruments: (ctx) => instruments.listInstruments(ctx),
  getInstrument: (ctx, { id }) => instruments.getInstrument(ctx, id),
  getInstrumentDraft: (ctx, { id }) => drafts.getInstrumentDraft(ctx, id),
  getIndicatorDraft: (ctx, input) => drafts.getIndicatorDraft(ctx, input),
  fillIndicator: (ctx, input) => drafts.fillIndicator(ctx, input),
  getFormIndexDraft: (ctx, { id }) => drafts.getFormIndexDraft(ctx, id),
  fillFormIndex: (ctx, input) => drafts.fillFormIndex(ctx, input),
  clearFormIndex: (ctx, input) => drafts.clearFormIndex(ctx, input),
  publishInstrumentDraft: (ctx, input) => drafts.publishInstrumentDraft(ctx, input),
  dropInstrumentDraft: (ctx, { id }) => drafts.dropInstrumentDraft(ctx, id),
  listImports: (ctx) => imports.listImports(ctx),
  startImport: (ctx, input) => imports.startImport(ctx, input),
  previewImport: (ctx, input) => imports.previewImport(ctx, input),
  takeImport: (ctx, input) => imports.takeImport(ctx, input),
};

export const assessments: Module = {
  name: 'assessments',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  start: (house) => {
    house.parts.set('assessments.results', resultsPort);
    house.parts.set('assessments.instruments', instrumentsPort);
    house.parts.set('assessments.in-force', inForcePort);
  },
};
