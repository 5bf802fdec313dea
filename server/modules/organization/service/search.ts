import { inTenant, type Context } from '../../../platform/request/context.ts';
import type { SearchHit } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { bareName } from '../rules/names-are-compared-bare.ts';
import * as storage from '../storage/search.ts';
import { MANAGE, today } from './shared.ts';

/** People are found by those who manage them; everybody signed in finds units and posts. */
export const searchOrganization = (ctx: Context, { query, limit }: Input<'searchOrganization'>): Promise<{ items: SearchHit[] }> =>
  inTenant(ctx, async (t) => {
    if (query === '') return { items: [] };
    const people = ctx.viewer?.hat?.permissions.has(MANAGE) ?? false;
    return { items: await storage.searchOrganization(t.tx, t.instansi, { query, bare: bareName(query), nip: query.replace(/[^\d]/g, '').slice(0, 18), limit, day: await today(t), people }) };
  });
