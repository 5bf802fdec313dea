import { join } from 'node:path';
import { findTextTools } from '../../engines/intake/read-text.ts';
import { part } from '../../platform/house.ts';
import type { Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { operations, permissions, refusals, type ArchiveSources } from './contract.ts';
import type { CommandHandlers } from '../sync/contract.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { archiveSource } from './service/archive-source.ts';
import { takeIn, takeReceipt } from './service/dispatch.ts';
import { lettersPort } from './service/port.ts';
import { disposeLater, reportLater } from './service/queued.ts';
import { closingTold, handOn } from './service/hand-on.ts';
import { dropPlain } from './service/secret.ts';
import { concernsSomebody, tellActed, tellRegistered } from './service/tell.ts';
import { letterSearch } from './service/search.ts';
import { readTexts } from './service/texts.ts';
import { search } from './storage/search.ts';
import { lettersDone } from './service/work-done.ts';
import type { WorkDoneSources } from '../organization/contract.ts';

export const letters: Module = {
  name: 'letters',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [
    { event: 'letters.registered', name: 'read-texts', run: readTexts },
    { event: 'letters.registered', name: 'notify', run: tellRegistered },
    { event: 'letters.acted', name: 'read-texts', wants: ({ files }) => Number(files) > 0, run: readTexts },
    { event: 'letters.acted', name: 'notify', wants: concernsSomebody, run: tellActed },
    { event: 'organization.unit-closed', name: 'letters-of-the-unit', run: closingTold },
    { event: 'organization.post-closed', name: 'letters-of-the-post', run: closingTold },
    { event: 'letters.place-closed', name: 'hand-on', run: handOn },
    { event: 'letters.sealed', name: 'drop-plain', run: dropPlain },
    { event: 'letters.dispatched', name: 'take-in', run: takeIn },
    { event: 'letters.received', name: 'take-receipt', run: takeReceipt },
  ],
  schedules: [{ name: 'letters-learn', cron: '*/5 * * * *', run: search.learn }],
  start: (house) => {
    part<WorkDoneSources<TenantContext>>(house, 'work-done').letters = lettersDone;
    house.parts.set('letters.text-tools', findTextTools());
    house.parts.set('letters', lettersPort);
    house.parts.set('letters.search', letterSearch);
    house.parts.set('letters.found', {});
    house.parts.set('archive.sources', { ...(house.parts.get('archive.sources') as ArchiveSources<TenantContext> | undefined), in: archiveSource });
    part<CommandHandlers<TenantContext>>(house, 'sync.handlers').set('letters.dispose', disposeLater).set('letters.report', reportLater);
  },
};
