import type { Tx } from '../db/database.ts';
import { Refused } from '../kernel/refusal.ts';
import type { House } from '../house.ts';

/** The hat an officer wears: a post held for a period. Rights follow the post. */
export interface Hat {
  instansi: string;
  holdingId: string;
  postId: string;
  title: string;
  /** `definitive`, `plt`, `plh`, `pj` */
  capacity: string;
  unitId: string;
  unitName: string;
  unitKind: string;
  duties: string[];
  permissions: ReadonlySet<string>;
}

export interface Viewer {
  accountId: string;
  sessionId: string;
  name: string;
  kind: 'citizen' | 'officer' | 'integrator';
  /** Identity checked by an officer at a desk? */
  level: 'unverified' | 'verified';
  /** Moment of the second factor in this session, if given. */
  secondFactorAt?: Date;
  hat?: Hat;
}

/** What every service function gets first. */
export interface Context {
  house: House;
  requestId: string;
  /** The institution of this request; for staff that of the hat. */
  instansi: string;
  viewer: Viewer | null;
  ip: string;
  /** Present inside a transaction. */
  tx?: Tx;
}
export type TenantContext = Context & { tx: Tx };

/** Institution number zero: the installation itself (accounts, log-ins) in audit and outbox. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000';

/** Runs `work` in the tenant's transaction; joins the one that is open. Commits before the answer starts. */
export async function inTenant<T>(ctx: Context, work: (t: TenantContext) => Promise<T>): Promise<T> {
  if (ctx.tx) return join(ctx as TenantContext, work);
  const result = await ctx.house.db.inTenant(ctx.instansi, (tx) => work({ ...ctx, tx }));
  ctx.house.events.wake();
  return result;
}

class TakenBack extends Error {
  readonly found: unknown;
  constructor(found: unknown) {
    super('taken back');
    this.found = found;
  }
}
/** What `work` finds after it changed something, in a transaction that is always taken back: for "what would happen if". Events and audit go with it. */
export async function tryInTenant<T>(ctx: Context, work: (t: TenantContext) => Promise<T>): Promise<T> {
  try {
    return await ctx.house.db.inTenant<never>(ctx.instansi, async (tx) => {
      throw new TakenBack(await work({ ...ctx, tx }));
    });
  } catch (thrown) {
    if (thrown instanceof TakenBack) return thrown.found as T;
    throw thrown;
  }
}

/** The same for work that only reads, which is cheaper: see `Database.readTenant`. A write fails. */
export async function readTenant<T>(ctx: Context, work: (t: TenantContext) => Promise<T>): Promise<T> {
  if (ctx.tx) return join(ctx as TenantContext, work);
  return ctx.house.db.readTenant(ctx.instansi, (tx) => work({ ...ctx, tx }));
}

async function join<T>(t: TenantContext, work: (t: TenantContext) => Promise<T>): Promise<T> {
  t.tx.inner += 1;
  try {
    return await work(t);
  } finally {
    t.tx.inner -= 1;
  }
}

/** The same for installation tables (accounts, sessions); audited in the installation's own chain. */
export async function inInstallation<T>(ctx: Context, work: (t: TenantContext) => Promise<T>): Promise<T> {
  const result = await ctx.house.db.inTenant(INSTALLATION, (tx) => work({ ...ctx, instansi: INSTALLATION, tx }));
  ctx.house.events.wake();
  return result;
}

export function mustHat(ctx: Context): Hat {
  if (!ctx.viewer?.hat) throw new Refused({ code: 'request.not-allowed' });
  return ctx.viewer.hat;
}

export function mustViewer(ctx: Context): Viewer {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  return ctx.viewer;
}
