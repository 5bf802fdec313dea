import { join } from 'node:path';
import * as z from 'zod';
import { part } from '../../platform/house.ts';
import type { Handlers, Module } from '../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../platform/request/context.ts';
import type { CommandHandlers } from '../sync/contract.ts';
import { checkInBody, operations, permissions, refusals } from './contract.ts';
import { checkInHandlers } from './handlers-check-in.ts';
import { officeHandlers } from './handlers-office.ts';
import { peopleHandlers } from './handlers-people.ts';
import { terminalHandlers } from './handlers-terminals.ts';
import { iclockRoutes } from './iclock-routes.ts';
import { checkInFromQueue } from './service/check-in.ts';
import { dropOldPhotos } from './service/office/devices.ts';
import { attendancePort } from './service/port.ts';
import { dropOldSelfies } from './service/photographs.ts';
import { isStatement, STATEMENT_CASE, statementAccess, statementFinished } from './service/statements.ts';
import { paperRoutes } from './paper-routes.ts';
import { forgetStandings } from './service/standing.ts';

const handlers: Handlers<typeof operations> = {
  ...checkInHandlers,
  ...terminalHandlers,
  ...officeHandlers,
  ...peopleHandlers,
};

const queued = checkInBody.extend({ id: z.uuid().optional() });

export const attendance: Module = {
  name: 'attendance',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  schedules: [{ name: 'attendance-drop-office-photos', cron: '17 19 * * *', run: dropOldPhotos }, { name: 'attendance-drop-selfies', cron: '40 18 * * *', run: dropOldSelfies }],
  routes: async (app, house) => {
    await app.register(async (scope) => iclockRoutes(scope, house));
    paperRoutes(app, house);
  },
  // A letter that sends somebody away, or takes that back, changes where that person may check in.
  subscribers: [
    ...['travel.ordered', 'travel.cancelled'].map((event) => ({ event, name: 'attendance-forget-who-is-away', run: (ctx: Context) => inTenant(ctx, forgetStandings) })),
    { event: 'issuance.finished', name: 'attendance-statement', wants: isStatement, run: statementFinished },
  ],
  start: (house) => {
    house.parts.set('attendance', attendancePort);
    house.parts.set(`issuance.access.${STATEMENT_CASE}`, statementAccess);
    part<CommandHandlers<TenantContext>>(house, 'sync.handlers').set('attendance.check-in', {
      body: queued,
      run: (t, body, facts) => checkInFromQueue(t, queued.parse(body), facts),
    });
  },
};
