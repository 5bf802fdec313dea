import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import type { Context } from '../../platform/request/context.ts';
import type { CaseAccess } from '../issuance/contract.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './handlers.ts';
import { schedules, subscribers } from './jobs.ts';
import { routes } from './routes.ts';
import { dayEffects } from './service/effect.ts';
import { timesheetsPort } from './service/port.ts';
import { mayReadRecapPaper } from './service/recap-papers.ts';
import { RECAP_CASE } from './service/recaps.ts';

export const timesheets: Module = {
  name: 'timesheets',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers,
  schedules,
  start: (house) => {
    house.parts.set('timesheets', timesheetsPort);
    house.parts.set('day-effects', dayEffects);
    house.parts.set(`issuance.access.${RECAP_CASE}`, { mayReadDocument: (ctx, _, caseId) => mayReadRecapPaper(ctx, caseId) } satisfies CaseAccess<Context>);
  },
};
