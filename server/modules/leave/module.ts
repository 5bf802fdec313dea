import { join } from 'node:path';
import { part } from '../../platform/house.ts';
import type { Handlers, Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import type { AbsenceSources } from '../travel/contract.ts';
import { operations, permissions, refusals } from './contract.ts';
import { routes } from './routes.ts';
import { changeLeave, requestLeave, tryLeave } from './service/ask.ts';
import { CASE } from './service/case.ts';
import { callBack, cancelLeave, considerLeave, grantLeave, isOurs, letterFinished, scheduleChanged } from './service/decide.ts';
import { getLeave, letterAccess, listWaiting, myLeave } from './service/look.ts';
import { openingsFlow, openingTemplate } from './service/openings.ts';
import { leaveAbsences, leavePort } from './service/port.ts';
import { listsOf } from './service/ports.ts';
import * as registers from './service/registers.ts';
import * as rules from './service/rules-kept.ts';

const handlers: Handlers<typeof operations> = {
  myLeave: (ctx, input) => myLeave(ctx, input),
  tryLeave: (ctx, input) => tryLeave(ctx, input),
  requestLeave: (ctx, input) => requestLeave(ctx, input),
  changeLeave: (ctx, input) => changeLeave(ctx, input),
  getLeave: (ctx, { id }) => getLeave(ctx, id),
  cancelLeave: (ctx, input) => cancelLeave(ctx, input),
  listWaiting: (ctx) => listWaiting(ctx),
  considerLeave: (ctx, input) => considerLeave(ctx, input),
  grantLeave: (ctx, input) => grantLeave(ctx, input),
  callBack: (ctx, input) => callBack(ctx, input),
  listRegister: (ctx, input) => registers.listRegister(ctx, input),
  exportRegister: (ctx, input) => registers.exportRegister(ctx, input),
  listBalances: (ctx, input) => registers.listBalances(ctx, input),
  getBalance: (ctx, input) => registers.getBalance(ctx, input),
  setOpening: (ctx, input) => registers.setOpening(ctx, input),
  openingTemplate: (ctx) => openingTemplate(ctx),
  startOpenings: (ctx, { year, ...file }) => listsOf(ctx).start(ctx, openingsFlow, file, String(year)),
  listOpenings: (ctx) => listsOf(ctx).list(ctx, openingsFlow),
  mapOpenings: (ctx, input) => listsOf(ctx).map(ctx, openingsFlow, input),
  previewOpenings: (ctx, input) => listsOf(ctx).preview(ctx, openingsFlow, input),
  takeOpenings: (ctx, input) => listsOf(ctx).take(ctx, openingsFlow, input),
  restOfOpenings: (ctx, input) => listsOf(ctx).rest(ctx, openingsFlow, input),
  listJointLeave: (ctx, input) => registers.listJointLeave(ctx, input),
  creditJointLeave: (ctx, input) => registers.creditJointLeave(ctx, input),
  getPolicy: (ctx) => rules.getPolicy(ctx),
  saveKind: (ctx, input) => rules.saveKind(ctx, input),
  saveAnnual: (ctx, input) => rules.saveAnnual(ctx, input),
  saveGranting: (ctx, input) => rules.saveGranting(ctx, input),
};

export const leave: Module = {
  name: 'leave',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  subscribers: [
    { event: 'issuance.finished', name: 'leave', wants: isOurs, run: letterFinished },
    { event: 'work-schedules.changed', name: 'leave', run: scheduleChanged },
  ],
  start: (house) => {
    house.parts.set('leave', leavePort);
    house.parts.set(`issuance.access.${CASE}`, letterAccess);
    part<AbsenceSources<TenantContext>>(house, 'absences').leave = leaveAbsences;
  },
};
