import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { operations, permissions, refusals, type WorkDoneSources } from './contract.ts';
import { handlers } from './routes.ts';
import { createOrganizationPort } from './service/port.ts';
import { createInstitutions } from './storage/institutions.ts';

export const organization: Module = {
  name: 'organization',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  start: (house) => {
    house.parts.set('institutions', createInstitutions());
    house.parts.set('organization', createOrganizationPort());
    // Filled by the modules in which people work; read by performance for the daily log.
    house.parts.set('work-done', {} satisfies WorkDoneSources<TenantContext>);
  },
};
