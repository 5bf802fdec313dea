import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { subscribers } from './jobs.ts';
import { handlers } from './routes.ts';

export const notifications: Module = {
  name: 'notifications',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  subscribers,
};
