import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { terminalHandlers } from './handlers-terminals.ts';
import { iclockRoutes } from './iclock-routes.ts';
import { attendancePort } from './service/port.ts';

const handlers: Handlers<typeof operations> = { ...terminalHandlers };

export const attendance: Module = {
  name: 'attendance',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes: async (app, house) => {
    await app.register(async (scope) => iclockRoutes(scope, house));
  },
  start: (house) => {
    house.parts.set('attendance', attendancePort);
  },
};
