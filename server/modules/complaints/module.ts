import { join } from 'node:path';
import type { Operations } from '../../platform/operation.ts';
import type { Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { answerHop, takeInHop } from './service/hops.ts';
import { learn } from './service/learn.ts';

const mounted: Operations = Object.fromEntries(Object.entries(operations).filter(([name]) => name in handlers));

export const complaints: Module = {
  name: 'complaints',
  migrations: join(import.meta.dirname, 'migrations'),
  operations: mounted,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [
    { event: 'complaints.forwarded', name: 'take-in', run: takeInHop },
    { event: 'complaints.acted', name: 'answer-hop', run: answerHop },
  ],
  schedules: [{ name: 'complaints-learn', cron: '*/5 * * * *', run: learn }],
};
