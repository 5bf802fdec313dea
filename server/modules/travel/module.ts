import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { operations, permissions, refusals, type AbsenceSources, type TravelPort } from './contract.ts';
import { routes } from './routes.ts';
import { acting, journeys } from './service/absences.ts';
import { cancelTrip, orderTrip, paperAccess } from './service/order.ts';
import { changeTrip, checkAbsences, getTrip, listPeople, listTrips, ORDER_CASE, prepareTrip, SPD_CASE } from './service/trips.ts';
import { awayBetween, findTrip, travellersOf } from './storage.ts';

const handlers: Handlers<typeof operations> = {
  listTrips: (ctx, input) => listTrips(ctx, input),
  getTrip: (ctx, { id }) => getTrip(ctx, id),
  listPeople: (ctx) => listPeople(ctx),
  checkAbsences: (ctx, input) => checkAbsences(ctx, input),
  prepareTrip: (ctx, input) => prepareTrip(ctx, input),
  changeTrip: (ctx, input) => changeTrip(ctx, input),
  orderTrip: (ctx, input) => orderTrip(ctx, input),
  cancelTrip: (ctx, input) => cancelTrip(ctx, input),
};

export const travel: Module = {
  name: 'travel',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  routes,
  start: (house) => {
    for (const kind of [ORDER_CASE, SPD_CASE]) house.parts.set(`issuance.access.${kind}`, paperAccess);
    // Filled by later modules: leave, sickness.
    house.parts.set('absences', { travel: journeys, acting } satisfies AbsenceSources<TenantContext>);
    house.parts.set('travel', {
      awayOn: async (t, people, day) => new Map((await awayBetween(t.tx, t.instansi, people, day, day)).filter((row) => row.state === 'terbit').map(({ person, trip, number, destination }) => [person, { trip, number: number ?? '', destination }])),
      between: async (t, people, fromDay, toDay) =>
        Map.groupBy((await awayBetween(t.tx, t.instansi, people, fromDay, toDay)).filter((row) => row.state === 'terbit').map(({ state: _, number, ...row }) => ({ ...row, number: number ?? '' })), (row) => row.person),
      travellersOf: async (t, id) => {
        const trip = await findTrip(t.tx, t.instansi, id);
        return trip && { people: (await travellersOf(t.tx, t.instansi, [id])).map((one) => one.person).filter((one) => one !== null), fromDay: trip.fromDay, toDay: trip.toDay };
      },
    } satisfies TravelPort<TenantContext>);
  },
};
