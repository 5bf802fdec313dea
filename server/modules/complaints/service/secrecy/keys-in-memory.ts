import { randomToken } from '../../../../platform/kernel/ids.ts';
import type { Context } from '../../../../platform/request/context.ts';

// Chapters: holders who opened the key · reporters who opened their report

/** Counted from the last use; a working day at most. Neither cookie nor database ever holds what stands here; a restart closes all. */
const OPEN_MINUTES = 30;
const MOST_HOURS = 8;

export interface OpenKey {
  instansi: string;
  account: string;
  holder: string;
  /** Private keys of the group by generation. */
  group: Map<number, Buffer>;
  since: number;
  until: number;
}
interface Memory {
  /** By session. */
  holders: Map<string, OpenKey>;
  /** By ticket. */
  readers: Map<string, { report: string; dataKey: Buffer; until: number }>;
}
const kept = new WeakMap<object, Memory>();
function memoryOf(ctx: Context): Memory {
  let memory = kept.get(ctx.house.db);
  if (!memory) kept.set(ctx.house.db, (memory = { holders: new Map(), readers: new Map() }));
  return memory;
}
const nowOf = (ctx: Context): number => ctx.house.clock.now().getTime();

export function rememberKey(ctx: Context, session: string, key: Omit<OpenKey, 'since' | 'until'>): void {
  const { holders } = memoryOf(ctx);
  const now = nowOf(ctx);
  for (const [known, one] of holders) if (one.until <= now) forget(holders, known);
  holders.set(session, { ...key, since: now, until: now + OPEN_MINUTES * 60_000 });
}

/** The key that this session opened, if it is still open; using it keeps it open. */
export function openKeyOf(ctx: Context): OpenKey | undefined {
  const session = ctx.viewer?.sessionId;
  const { holders } = memoryOf(ctx);
  const known = session ? holders.get(session) : undefined;
  if (!known || known.account !== ctx.viewer!.accountId || known.instansi !== ctx.instansi) return undefined;
  const now = nowOf(ctx);
  if (known.until <= now) {
    forget(holders, session!);
    return undefined;
  }
  known.until = Math.min(now + OPEN_MINUTES * 60_000, known.since + MOST_HOURS * 3_600_000);
  return known;
}

export const forgetKey = (ctx: Context, session: string): void => forget(memoryOf(ctx).holders, session);
/** Everywhere: who is no holder any more reads nothing more, whatever is still open. */
export function forgetHolder(ctx: Context, holder: string): void {
  const { holders } = memoryOf(ctx);
  for (const [session, one] of holders) if (one.instansi === ctx.instansi && one.holder === holder) forget(holders, session);
}
/** After a new group key: whoever has opened the old one can go on. */
export function addGroupKey(ctx: Context, holder: string, generation: number, privateKey: Buffer): void {
  for (const one of memoryOf(ctx).holders.values()) if (one.instansi === ctx.instansi && one.holder === holder) one.group.set(generation, Buffer.from(privateKey));
}

function forget(holders: Map<string, OpenKey>, session: string): void {
  for (const key of holders.get(session)?.group.values() ?? []) key.fill(0);
  holders.delete(session);
}

const TICKET_MINUTES = 60;
const MOST_TICKETS = 10_000;
/** Lets a browser fetch the files of a report that its reporter opened, without the code in an address. */
export function ticketFor(ctx: Context, report: string, dataKey: Buffer): string {
  const { readers } = memoryOf(ctx);
  const now = nowOf(ctx);
  for (const [ticket, one] of readers) if (one.until <= now) readers.delete(ticket);
  if (readers.size >= MOST_TICKETS) readers.delete(readers.keys().next().value!);
  const ticket = randomToken(24);
  readers.set(ticket, { report, dataKey, until: now + TICKET_MINUTES * 60_000 });
  return ticket;
}
export function keyOfTicket(ctx: Context, report: string, ticket: string): Buffer | undefined {
  const known = memoryOf(ctx).readers.get(ticket);
  return known && known.report === report && known.until > nowOf(ctx) ? known.dataKey : undefined;
}
