import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { caseAccess } from './service/case-access.ts';
import { issueLetter, letterFinished } from './service/signing.ts';

export const permohonan: Module = {
  name: 'permohonan',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [
    { event: 'permohonan.sign-requested', name: 'issue-letter', run: issueLetter },
    { event: 'issuance.finished', name: 'record-outcome', run: letterFinished },
  ],
  start: (house) => {
    house.parts.set('permohonan.access', caseAccess);
  },
};
