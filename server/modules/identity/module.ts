import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import { authenticator } from './authenticator.ts';
import { operations, permissions, refusals } from './contract.ts';

export const identity: Module = {
  name: 'identity',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers: {},
  permissions,
  refusals,
  start: (house) => {
    house.parts.set('authenticator', authenticator);
  },
};
