import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import type { Context, TenantContext } from '../../platform/request/context.ts';
import type { ListPort } from './contract.ts';
import * as service from './service.ts';

const port: ListPort<TenantContext, Context> = { start: service.startSheet, list: service.listSheets, map: service.mapSheet, preview: service.previewSheet, take: service.takeSheet, rest: service.restOfSheet };

export const lists: Module = {
  name: 'lists',
  migrations: join(import.meta.dirname, 'migrations'),
  start: (house) => {
    house.parts.set('lists', port);
  },
};
