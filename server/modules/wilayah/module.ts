import { join } from 'node:path';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Handlers, Module } from '../../platform/module.ts';
import { part } from '../../platform/house.ts';
import type { Context } from '../../platform/request/context.ts';
import { operations, refusals, type WilayahPort } from './contract.ts';
import { createWilayahPort } from './known-regions.ts';
import { loadRegions } from './load-regions.ts';
import { findRegion, listChildren, listRegionsByCodes, searchRegions } from './storage.ts';
import { nearestVillages } from './centres.ts';
import { viewOfRegion } from './place-service.ts';
import { routes } from './routes.ts';

const handlers: Handlers<typeof operations> = {
  searchRegions: async (ctx, input) => ({ items: await searchRegions(ctx.house.db.lookUp, input) }),
  nearestVillages: async (ctx, { lat, lng, limit }) => {
    const near = await nearestVillages({ lat, lng }, limit);
    const regions = new Map((await ctx.house.db.outsideTenant((tx) => listRegionsByCodes(tx, near.map((one) => one.code)))).map((region) => [region.code, region]));
    return { items: near.flatMap(({ code, metres }) => (regions.has(code) ? [{ ...regions.get(code)!, metres }] : [])) };
  },
  locate: (ctx, at) => part<WilayahPort<Context>>(ctx.house, 'wilayah').locate(at),
  getMapView: (ctx, { region, width, height }) => viewOfRegion(ctx.house, region, { width, height }),
  listRegions: async (ctx, { parent }) => ({ items: await ctx.house.db.outsideTenant((tx) => listChildren(tx, parent)) }),
  getRegion: async (ctx, { code }) => {
    const found = await ctx.house.db.outsideTenant((tx) => findRegion(tx, code));
    if (!found) throw new Refused({ code: 'wilayah.unknown', data: { code } });
    return found;
  },
};

export const wilayah: Module = {
  name: 'wilayah',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  refusals,
  routes,
  start: async (house) => {
    await loadRegions(house.db);
    house.parts.set('wilayah', createWilayahPort(house));
  },
};
