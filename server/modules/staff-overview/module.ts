import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { staffPredicates } from './service/predicates.ts';
import { staffToday } from './service/today.ts';
import { countAllWeeks, staffWeeks } from './service/weeks.ts';

const handlers: Handlers<typeof operations> = { staffToday, staffWeeks, staffPredicates };

export const staffOverview: Module = {
  name: 'staff-overview',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  // After midnight in all three zones, before anybody comes.
  schedules: [{ name: 'staff-overview-count-weeks', cron: '40 17 * * *', run: countAllWeeks }],
};
