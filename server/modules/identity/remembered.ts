import { hash } from 'node:crypto';
import { gather } from '../../platform/gather.ts';
import { part, type House } from '../../platform/house.ts';
import { dayNumberIn, ZONES } from '../../platform/kernel/calendar-day.ts';
import type { Institutions } from '../../platform/request/authenticator.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { findViewers, touchSessions, type ViewerRow } from './storage/sessions.ts';

// Chapters: looking · asking for those that are not there, many at once · forgetting

interface Remembered {
  viewer: Viewer;
  /** By the house's clock: end of the session, midnight of its institution (orders end then), or the longest that anything is kept. */
  until: number;
}

/** About 1 KB each. */
const MOST = 50_000;
const LONGEST_MS = 5 * 60_000;
/** On a shared computer silence ends the session, so it is asked about often. */
const SHARED_MS = 60_000;
/** Those who are not in memory are asked for together, with one statement in so many milliseconds. */
const PAUSE_MS = 20;
const MINUTE = 60_000;

/**
 * Who is behind a token, from memory. Only while other processes can be heard: revoking, another hat, a closed account and every change
 * of posts and holders are said with their commit (topics `account`, `hats`), so that nobody acts longer than five seconds on what was taken away.
 */
export function rememberViewers(house: House, viewerFrom: (row: ViewerRow) => Viewer): { viewerOf(token: string): Promise<Viewer | null> } {
  const memory = new Map<string, Remembered>();
  const byAccount = new Map<string, Set<string>>();
  // What is asked for now, so that an answer from before a revocation is not remembered after it.
  const asking = new Set<{ forgotten: Set<string> }>();

  function drop(key: string, entry: Remembered): void {
    memory.delete(key);
    const keys = byAccount.get(entry.viewer.accountId);
    keys?.delete(key);
    if (keys?.size === 0) byAccount.delete(entry.viewer.accountId);
  }

  function keep(key: string, entry: Remembered): void {
    if (memory.size >= MOST) {
      const [oldest] = memory;
      drop(oldest![0], oldest![1]);
    }
    memory.set(key, entry);
    const keys = byAccount.get(entry.viewer.accountId);
    if (keys) keys.add(key);
    else byAccount.set(entry.viewer.accountId, new Set([key]));
  }

  house.db.forgetting.on('account', (account) => {
    for (const one of asking) one.forgotten.add(account ?? 'all');
    if (account === undefined) {
      memory.clear();
      byAccount.clear();
      return;
    }
    for (const key of byAccount.get(account) ?? []) memory.delete(key);
    byAccount.delete(account);
  });
  house.db.forgetting.on('hats', (instansi) => {
    if (instansi === undefined) return; // everything was forgotten as accounts
    for (const one of asking) one.forgotten.add(instansi);
    for (const [key, entry] of memory) if (entry.viewer.hat?.instansi === instansi) drop(key, entry);
  });

  async function ask(tokens: readonly string[]): Promise<Map<string, Viewer>> {
    const mine = { forgotten: new Set<string>() };
    asking.add(mine);
    try {
      const now = house.clock.now();
      const isHeard = house.db.forgetting.isHeard();
      const tokenOf = new Map<string, string>();
      const hashes = tokens.map((token) => {
        const tokenHash = house.secrets.hash('session', token);
        tokenOf.set(tokenHash.toString('base64'), token);
        return tokenHash;
      });
      const rows = await findViewers(house.db, hashes, now);
      const unseen = rows.filter((row) => now.getTime() - row.seen_at.getTime() > MINUTE);
      if (unseen.length > 0) touchSessions(house.db, unseen.map((row) => row.token_hash), now).catch(() => {});
      const found = new Map<string, Viewer>();
      for (const row of rows) {
        const token = tokenOf.get(row.token_hash.toString('base64'))!;
        const viewer = viewerFrom(row);
        found.set(token, viewer);
        const until = await untilWhen(row, now);
        const isStale = mine.forgotten.has('all') || mine.forgotten.has(viewer.accountId) || (row.hat_instansi !== null && mine.forgotten.has(row.hat_instansi));
        if (isHeard && house.db.forgetting.isHeard() && !isStale) keep(keyOf(token), { viewer, until });
      }
      return found;
    } finally {
      asking.delete(mine);
    }
  }
  const askFor = gather(ask, PAUSE_MS);

  async function untilWhen(row: Awaited<ReturnType<typeof findViewers>>[number], now: Date): Promise<number> {
    const longest = Math.min(now.getTime() + (row.shared_computer ? SHARED_MS : LONGEST_MS), row.expires_at.getTime());
    if (row.hat_instansi === null) return longest;
    const { zone } = await part<Institutions>(house, 'institutions').byId(house, row.hat_instansi);
    const midnight = (dayNumberIn(now, zone) + 1) * 86_400_000 - ZONES[zone] * MINUTE;
    return Math.min(longest, midnight);
  }

  return {
    viewerOf: async (token) => {
      const key = keyOf(token);
      const known = memory.get(key);
      if (known) {
        if (house.db.forgetting.isHeard() && house.clock.now().getTime() < known.until) return known.viewer;
        drop(key, known);
      }
      return (await askFor(token)) ?? null;
    },
  };
}

const keyOf = (token: string): string => hash('sha256', token, 'base64');
