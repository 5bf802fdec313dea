import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { operations, permissions, refusals, type CommandHandlers, type DevicesPort } from './contract.ts';
import { handlers } from './routes.ts';
import { findDevices, revokeForOwner } from './service/devices.ts';
import { forget } from './service/retention.ts';

export const sync: Module = {
  name: 'sync',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  schedules: [{ name: 'sync-forget', cron: '50 19 * * *', run: forget }],
  start: (house) => {
    // Later modules put theirs in when they start.
    house.parts.set('sync.handlers', new Map() satisfies CommandHandlers<TenantContext>);
    house.parts.set('sync.devices', { find: findDevices, revoke: revokeForOwner } satisfies DevicesPort<TenantContext>);
  },
};
