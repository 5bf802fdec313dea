import { hash } from 'node:crypto';
import { part, type House } from '../../platform/house.ts';
import { dayNumberIn, ZONES } from '../../platform/kernel/calendar-day.ts';
import type { Institutions } from '../../platform/request/authenticator.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { findViewers, touchSession, type ViewerRow } from './storage/sessions.ts';

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
const MOST_AT_ONCE = 250;
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
  let waiting = new Map<string, { token: string; done: ((viewer: Viewer | null) => void)[]; failed: ((error: unknown) => void)[] }>();

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

  async function ask(): Promise<void> {
    const batch = waiting;
    waiting = new Map();
    const mine = { forgotten: new Set<string>() };
    asking.add(mine);
    try {
      const now = house.clock.now();
      const isHeard = house.db.forgetting.isHeard();
      const keyOf = new Map<string, string>();
      const hashes = [...batch].map(([key, { token }]) => {
        const tokenHash = house.secrets.hash('session', token);
        keyOf.set(tokenHash.toString('base64'), key);
        return tokenHash;
      });
      const rows = await findViewers(house.db, hashes, now);
      const found = new Map<string, Viewer>();
      for (const row of rows) {
        const key = keyOf.get(row.token_hash.toString('base64'))!;
        const viewer = viewerFrom(row);
        found.set(key, viewer);
        if (now.getTime() - row.seen_at.getTime() > MINUTE) touchSession(house.db, row.session_id, row.token_hash, now).catch(() => {});
        const until = await untilWhen(row, now);
        const isStale = mine.forgotten.has('all') || mine.forgotten.has(viewer.accountId) || (row.hat_instansi !== null && mine.forgotten.has(row.hat_instansi));
        if (isHeard && house.db.forgetting.isHeard() && !isStale) keep(key, { viewer, until });
      }
      for (const [key, { done }] of batch) for (const one of done) one(found.get(key) ?? null);
    } catch (error) {
      for (const { failed } of batch.values()) for (const one of failed) one(error);
    } finally {
      asking.delete(mine);
    }
  }

  async function untilWhen(row: Awaited<ReturnType<typeof findViewers>>[number], now: Date): Promise<number> {
    const longest = Math.min(now.getTime() + (row.shared_computer ? SHARED_MS : LONGEST_MS), row.expires_at.getTime());
    if (row.hat_instansi === null) return longest;
    const { zone } = await part<Institutions>(house, 'institutions').byId(house, row.hat_instansi);
    const midnight = (dayNumberIn(now, zone) + 1) * 86_400_000 - ZONES[zone] * MINUTE;
    return Math.min(longest, midnight);
  }

  return {
    viewerOf: (token) => {
      const key = hash('sha256', token, 'base64');
      const known = memory.get(key);
      if (known) {
        if (house.db.forgetting.isHeard() && house.clock.now().getTime() < known.until) return Promise.resolve(known.viewer);
        drop(key, known);
      }
      return new Promise((done, failed) => {
        const same = waiting.get(key);
        if (same) {
          same.done.push(done);
          same.failed.push(failed);
          return;
        }
        if (waiting.size === 0) setImmediate(() => void ask());
        waiting.set(key, { token, done: [done], failed: [failed] });
        if (waiting.size >= MOST_AT_ONCE) void ask();
      });
    },
  };
}
