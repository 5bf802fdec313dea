import { join } from 'node:path';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, refusals } from './contract.ts';
import { createWilayahPort } from './known-regions.ts';
import { loadRegions } from './load-regions.ts';
import { findRegion, listChildren, searchRegions } from './storage.ts';

const handlers: Handlers<typeof operations> = {
  searchRegions: async (ctx, input) => ({ items: await searchRegions(ctx.house.db.lookUp, input) }),
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
  start: async (house) => {
    await loadRegions(house.db);
    house.parts.set('wilayah', createWilayahPort(house));
  },
};
