import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { operations, permissions, refusals, type NoticePort } from './contract.ts';
import { schedules, subscribers } from './jobs.ts';
import { handlers } from './routes.ts';
import { tellOne } from './service/tell.ts';

const port: NoticePort<TenantContext> = { tell: (t, account, { source, at, ...notice }) => tellOne(t, { source, at }, account, notice) };

export const notifications: Module = {
  name: 'notifications',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  subscribers,
  schedules,
  start: (house) => {
    house.parts.set('notifications.tell', port);
  },
};
