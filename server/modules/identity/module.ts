import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import { authenticator } from './authenticator.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './routes.ts';
import { accountsPart } from './service/accounts.ts';
import { accessBook } from './service/privacy.ts';
import { sweep } from './storage/sweep.ts';

export const identity: Module = {
  name: 'identity',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  schedules: [{ name: 'identity-sweep', cron: '17 * * * *', run: (house) => sweep(house.db, house.clock.now()) }],
  start: (house) => {
    house.parts.set('authenticator', authenticator);
    house.parts.set('identity.access', accessBook);
    house.parts.set('identity.accounts', accountsPart(house));
  },
};
