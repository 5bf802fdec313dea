import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { createOffers } from './offers.ts';
import * as edit from './edit-service.ts';
import * as service from './service.ts';

const handlers: Handlers<typeof operations> = {
  listCatalogue: (ctx, input) => service.listCatalogue(ctx, input),
  getLayanan: (ctx, { id }) => service.getLayanan(ctx, id),
  getForm: (ctx, { id }) => service.getForm(ctx, id),
  listVersions: (ctx, { id }) => service.listAllVersions(ctx, id),
  getSource: (ctx, { id, version }) => service.getSource(ctx, id, version),
  checkDefinition: (ctx, { source }) => service.checkSource(ctx, source),
  saveDraft: (ctx, { source }) => service.saveDraft(ctx, source),
  getDefinition: (ctx, { id, version }) => edit.getDefinition(ctx, id, version),
  editDefinition: (ctx, input) => edit.editDefinition(ctx, input),
  publish: (ctx, { id, version }) => service.publish(ctx, id, version),
  withdraw: (ctx, { id, reason }) => service.withdraw(ctx, id, reason),
};

export const layanan: Module = {
  name: 'layanan',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  start: (house) => {
    house.parts.set('layanan', createOffers());
  },
};
