import { join } from 'node:path';
import { part } from '../../platform/house.ts';
import type { EventMessage, Module, Subscriber } from '../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../platform/request/context.ts';
import type { OpenClocks } from '../calendar/contract.ts';
import { operations, permissions, refusals } from './contract.ts';
import { handlers } from './handlers.ts';
import { open311Routes } from './open311-routes.ts';
import { photoRoutes, routes } from './routes.ts';
import { concernsFollowers, mailConfirmation, mailFollowers } from './service/follow.ts';
import { figuresPort } from './service/figures.ts';
import { answerHop, endsAHop, takeInHop } from './service/hops.ts';
import { learn } from './service/learn.ts';
import { talkToNation } from './service/national.ts';
import { actOnTime, openClocks, recompute, unitClosed } from './service/on-time.ts';
import { catchUp, moveIn } from './service/secrecy/move-keys.ts';
import { sendToProvince } from './service/secrecy/province.ts';
import { dropForgottenBlobs, dropPlainBlobs } from './service/secrecy/sealed-files.ts';
import { readMailboxes } from './service/read-mailboxes.ts';
import { concernsSomebody, tellActed, tellEscalated, tellSubmitted } from './service/tell.ts';
import { answerMail, concernsWriter, mailReporter } from './service/write-back.ts';
import { reportsDone } from './service/work-done.ts';
import type { WorkDoneSources } from '../organization/contract.ts';

/** Many small messages share one job; each is told once however often the job comes. */
const each = (run: Subscriber['run']) => async (ctx: Context, messages: readonly EventMessage[]) => {
  for (const message of messages) await run(ctx, message);
};
/** The same in one transaction, where nothing leaves the house. */
const together = (run: Subscriber['run']) => (ctx: Context, messages: readonly EventMessage[]) => inTenant(ctx, (t) => each(run)(t, messages));

export const complaints: Module = {
  name: 'complaints',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes: async (app, house) => {
    await app.register(async (scope) => routes(scope, house));
    await app.register(async (scope) => photoRoutes(scope, house));
    await app.register(async (scope) => open311Routes(scope, house));
  },
  subscribers: [
    { event: 'complaints.forwarded', name: 'take-in', run: takeInHop },
    { event: 'complaints.acted', name: 'answer-hop', wants: endsAHop, run: answerHop, runMany: each(answerHop) },
    { event: 'complaints.submitted', name: 'notify', wants: ({ account }) => account !== null, run: tellSubmitted, runMany: together(tellSubmitted) },
    { event: 'complaints.acted', name: 'notify', wants: concernsSomebody, run: tellActed, runMany: together(tellActed) },
    { event: 'complaints.escalated', name: 'notify', run: tellEscalated, runMany: together(tellEscalated) },
    { event: 'complaints.for-province', name: 'send', run: sendToProvince },
    { event: 'complaints.files-sealed', name: 'drop-plain-files', run: dropPlainBlobs },
    { event: 'complaints.key-made', name: 'move-keys', run: moveIn },
    { event: 'complaints.followed', name: 'mail', run: mailConfirmation },
    { event: 'complaints.acted', name: 'mail-followers', wants: concernsFollowers, run: mailFollowers, runMany: each(mailFollowers) },
    { event: 'complaints.mail-taken', name: 'answer', run: answerMail },
    { event: 'complaints.acted', name: 'mail-reporter', wants: concernsWriter, run: mailReporter, runMany: each(mailReporter) },
    { event: 'calendar.published', name: 'recompute-complaints', run: recompute },
    { event: 'calendar.assigned', name: 'recompute-complaints', run: recompute },
    { event: 'organization.unit-closed', name: 'move-complaints', run: unitClosed },
  ],
  schedules: [
    { name: 'complaints-act-on-time', cron: '*/10 * * * *', run: actOnTime },
    { name: 'complaints-national', cron: '* * * * *', run: talkToNation },
    {
      name: 'complaints-secrecy', cron: '*/10 * * * *',
      run: async (house) => {
        await catchUp(house);
        await dropForgottenBlobs(house);
      },
    },
    { name: 'complaints-read-mail', cron: '* * * * *', run: readMailboxes },
    { name: 'complaints-learn', cron: '*/5 * * * *', run: learn },
  ],
  start: (house) => {
    part<WorkDoneSources<TenantContext>>(house, 'work-done').complaints = reportsDone;
    part<OpenClocks<TenantContext>[]>(house, 'open-clocks').push(openClocks);
    house.parts.set('complaints.figures', figuresPort);
  },
};
