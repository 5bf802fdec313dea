import { join } from 'node:path';
import type { EventMessage, Module, Subscriber } from '../../platform/module.ts';
import type { Context, TenantContext } from '../../platform/request/context.ts';
import type { ArchiveSources } from '../letters/contract.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { archiveSource } from './service/archive-source.ts';
import { deliver, send } from './service/deliver.ts';
import { documentAccess } from './service/files.ts';
import { foundOut, keepFindable } from './service/find.ts';
import { isOurs, letterFinished } from './service/issue.ts';
import { foundByKind } from './service/ports.ts';
import { sealActed, sealNightly, sealsFiles } from './service/seal-files.ts';
import { signAsked } from './service/sign.ts';
import { concernsSomebody, tellActed } from './service/tell.ts';
import { naskahDone } from './service/work-done.ts';
import { part } from '../../platform/house.ts';
import type { WorkDoneSources } from '../organization/contract.ts';

/** Many small messages share one job; each is done once however often the job comes. */
const each = (run: Subscriber['run']) => async (ctx: Context, messages: readonly EventMessage[]) => {
  for (const message of messages) await run(ctx, message);
};

export const outgoing: Module = {
  name: 'outgoing',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [
    { event: 'outgoing.acted', name: 'notify', wants: concernsSomebody, run: tellActed, runMany: each(tellActed) },
    { event: 'outgoing.acted', name: 'search', wants: ({ kind }) => kind !== 'begin', run: keepFindable, runMany: each(keepFindable) },
    { event: 'outgoing.acted', name: 'seal', wants: sealsFiles, run: sealActed, runMany: each(sealActed) },
    { event: 'outgoing.sign-asked', name: 'sign', run: signAsked },
    { event: 'outgoing.signed', name: 'send', run: send, runMany: each(send) },
    { event: 'outgoing.deliver', name: 'deliver', run: deliver, runMany: each(deliver) },
    { event: 'issuance.finished', name: 'outgoing-record', wants: isOurs, run: letterFinished, runMany: each(letterFinished) },
  ],
  schedules: [{ name: 'outgoing-seal', cron: '40 18 * * *', run: sealNightly }],
  start: (house) => {
    part<WorkDoneSources<TenantContext>>(house, 'work-done').outgoing = naskahDone;
    house.parts.set('issuance.access.naskah', documentAccess);
    foundByKind(house).out = foundOut;
    house.parts.set('archive.sources', { ...(house.parts.get('archive.sources') as ArchiveSources<TenantContext> | undefined), out: archiveSource });
  },
};
