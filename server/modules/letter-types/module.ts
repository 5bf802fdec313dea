import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { routes } from './routes.ts';
import { handOnNational } from './service/hand-on-national.ts';
import * as manage from './service/manage.ts';
import * as own from './service/make-own.ts';
import * as national from './service/national.ts';
import { createLetterTypesPort } from './service/types.ts';

const handlers: Handlers<typeof operations> = {
  listTypes: (ctx) => manage.listTypes(ctx),
  getType: (ctx, { id }) => manage.getType(ctx, id),
  listManaged: (ctx) => manage.listManaged(ctx),
  getManaged: (ctx, { id }) => manage.getManaged(ctx, id),
  exampleNumber: (ctx, input) => manage.exampleNumber(ctx, input),
  saveDraft: (ctx, input) => manage.saveDraft(ctx, input),
  discardDraft: (ctx, input) => manage.discardDraft(ctx, input),
  publishType: (ctx, input) => manage.publishType(ctx, input),
  endType: (ctx, input) => manage.endType(ctx, input),
  previewType: (ctx, input) => manage.previewType(ctx, input),
  listStarts: (ctx) => own.listStarts(ctx),
  createType: (ctx, input) => own.createType(ctx, input),
  recordNational: (ctx, input) => national.recordNational(ctx, input),
  listNational: (ctx, input) => national.listNational(ctx, input),
  getNational: (ctx, { id }) => national.getNational(ctx, id),
  handOnNational: (ctx, input) => handOnNational(ctx, input),
};

export const letterTypes: Module = {
  name: 'letter-types',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  start: (house) => {
    house.parts.set('letter-types', createLetterTypesPort());
  },
};
