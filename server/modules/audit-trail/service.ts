import type * as z from 'zod';
import { audit } from '../../platform/audit/audit.ts';
import { verifyAudit } from '../../platform/audit/verify.ts';
import { part } from '../../platform/house.ts';
import { addDays, momentAt } from '../../platform/kernel/calendar-day.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../platform/request/context.ts';
import type { OrganizationPort } from '../organization/contract.ts';
import type { ChainState, operations, TrailEntry } from './contract.ts';
import { ACTION_WORDS, wordsOfAction } from './action-words.ts';
import * as storage from './storage.ts';

type Input<K extends keyof typeof operations> = z.output<(typeof operations)[K]['input']>;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** Looking into the trail leaves a trace too: once per search, not per page. */
export const searchTrail = (ctx: Context, input: Input<'searchTrail'>): Promise<{ items: TrailEntry[]; next?: string; from: string; to: string }> =>
  inTenant(ctx, async (t) => {
    const organization = part<OrganizationPort<TenantContext>>(t.house, 'organization');
    const to = input.to ?? (await organization.today(t));
    const from = input.from ?? addDays(to, 1 - USUAL_DAYS);
    if (from > to || addDays(from, MOST_DAYS) < to) throw new Refused({ code: 'audit.range-too-long' });
    const zone = await organization.zone(t);
    const rows = await storage.searchEntries(t.tx, t.instansi, {
      action: input.action, object: input.object, objectId: input.objectId, accounts: input.person ? await organization.accountsByName(t, input.person) : null,
      from: momentAt(from, 0, zone), to: momentAt(addDays(to, 1), 0, zone), after: cursorOf(input.cursor), limit: input.limit + 1,
    });
    const shown = rows.slice(0, input.limit);
    const names = await organization.namesOf(t, { accounts: known(shown.map((row) => row.account)), posts: known(shown.map((row) => row.post)) });
    const last = shown.at(-1);
    if (!input.cursor) {
      const asked = { action: input.action, person: input.person, object: input.object, objectId: input.objectId ?? null, from, to };
      await audit(t, { action: 'audit.searched', object: 'audit', detail: asked });
    }
    return {
      items: shown.map(({ account, post, at, ...row }) => ({
        ...row, actionText: wordsOfAction(row.action), at: at.toISOString(), account, who: account === null ? 'Sistem' : (names.accounts.get(account) ?? (post === null ? 'Pemohon' : 'Pegawai')), post: post === null ? null : (names.posts.get(post) ?? null),
      })),
      ...(rows.length > input.limit && last ? { next: `${last.at.toISOString()}_${last.id}` } : {}),
      from, to,
    };
  });

const known = (ids: (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

function cursorOf(text: string | undefined): { at: Date; id: string } | null {
  if (!text) return null;
  const [at = '', id = ''] = text.split('_');
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(at) || Number.isNaN(Date.parse(at)) || !isUuid(id)) throw new Refused({ code: 'audit.bad-cursor' });
  return { at: new Date(at), id };
}

export const describeTrail = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const state = await storage.stateOfChain(t.tx, t.instansi);
    return { ...state, lastSealedAt: state.lastSealedAt?.toISOString() ?? null, lastHash: state.lastHash?.toString('hex') ?? null, groups: GROUPS };
  });
const GROUPS = Object.entries(ACTION_WORDS).map(([part, { title }]) => ({ action: `${part}.`, title })).sort((a, b) => a.title.localeCompare(b.title, 'id'));

/** A check of so many entries takes about a second. */
export const MOST_CHECKED = 50_000;
export async function chainState(t: TenantContext): Promise<ChainState> {
  const { lastHash, ...state } = await storage.stateOfChain(t.tx, t.instansi);
  const isChecked = state.entries <= MOST_CHECKED;
  return { ...state, lastHash: lastHash?.toString('hex') ?? null, check: !isChecked ? null : (await verifyAudit(t.house.db, t.instansi)).intact ? 'intact' : 'broken' };
}
