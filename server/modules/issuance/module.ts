import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers, routes } from './routes.ts';
import { createIssuancePort } from './service/port.ts';
import { closeExpired } from './service/reserve.ts';
import { closeWorkshop, openWorkshop } from './service/workshop.ts';

export const issuance: Module = {
  name: 'issuance',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  schedules: [{ name: 'issuance-close-reserved', cron: '11 * * * *', run: closeExpired }],
  start: (house) => {
    openWorkshop(house);
    house.parts.set('issuance', createIssuancePort());
  },
  stop: closeWorkshop,
};
