import { join } from 'node:path';
import { part } from '../../platform/house.ts';
import type { Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import type { CommandHandlers } from '../sync/contract.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { logLater } from './service/logs.ts';
import { actOnTime } from './service/on-time.ts';
import { activityLogs, performancePort } from './service/productivity.ts';
import { paperAccess } from './service/sign.ts';
import { STEPS, tellStep } from './service/tell.ts';
import { followHolders } from './service/transfers.ts';
import { EVALUATION_CASE } from './service/view-plan.ts';

export const performance: Module = {
  name: 'performance',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [...STEPS.map((event) => ({ event, name: 'performance-tell', run: tellStep })), ...['organization.holder-changed', 'organization.imported'].map((event) => ({ event, name: 'performance-transfers', run: followHolders }))],
  schedules: [{ name: 'performance-act-on-time', cron: '17 * * * *', run: actOnTime }],
  start: (house) => {
    house.parts.set('performance', performancePort);
    house.parts.set('activity-logs', activityLogs);
    house.parts.set(`issuance.access.${EVALUATION_CASE}`, paperAccess);
    part<CommandHandlers<TenantContext>>(house, 'sync.handlers').set('performance.log', logLater);
  },
};
