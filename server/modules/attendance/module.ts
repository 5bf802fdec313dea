import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { attendancePort } from './service/port.ts';

const handlers: Handlers<typeof operations> = {};

export const attendance: Module = {
  name: 'attendance',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  start: (house) => {
    house.parts.set('attendance', attendancePort);
  },
};
