import type { Handlers, Module } from '../../platform/module.ts';
import { operations as contract, permissions, refusals } from './contract.ts';
import * as service from './service.ts';

const handlers: Handlers<typeof contract> = {
  listJobs: service.listJobs,
  retryJob: service.retryJob,
  retryAllJobs: (ctx) => service.retryAllJobs(ctx),
};

/** What runs behind the pages, for administrators. Owns no table: jobs are the worker's, the outbox is the platform's. */
export const operations: Module = { name: 'operations', operations: contract, handlers, permissions, refusals };
