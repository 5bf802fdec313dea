import { createHash } from 'node:crypto';
import { sql } from '../db/sql.ts';
import { isClash } from '../db/what-broke.ts';
import { Refused, type RefusalTable } from '../kernel/refusal.ts';
import type { Module } from '../module.ts';
import type { Operation } from '../operation.ts';
import { inTenant, type Context } from '../request/context.ts';
import { invalid, problemOf, ProblemError, refusalOf, type Problem } from './problem.ts';
import { platformRefusals } from './refusals.ts';

// Chapters: the table of operations · calling one · idempotency

export interface Mounted {
  module: string;
  name: string;
  operation: Operation;
  handler: (ctx: Context, input: unknown) => Promise<unknown>;
}

/** All operations of the house and the sentences for their refusals. */
export interface ApiTable {
  operations: Mounted[];
  refusals: RefusalTable;
  /** Runs one operation: permission, input, service. Throws `Refused` or what the service let fly. */
  call(mounted: Mounted, ctx: Context, input: unknown, idempotencyKey?: string): Promise<unknown>;
  /** The object that pages use: `api.module.operation(input)`; refusals arrive as `ProblemError`, and `refused` hears of each. */
  forPages(ctx: Context, refused?: (problem: Problem) => void): Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
}

/** @throws Error when two modules claim one refusal code or one URL, or a handler is missing: a mistake of composition */
export function buildApi(modules: Module[]): ApiTable {
  const refusals: RefusalTable = { ...platformRefusals };
  const operations: Mounted[] = [];
  const urls = new Set<string>();
  for (const module of modules) {
    for (const [code, entry] of Object.entries(module.refusals ?? {})) {
      if (refusals[code]) throw new Error(`refusal ${code} is told twice`);
      refusals[code] = entry;
    }
    for (const [name, operation] of Object.entries(module.operations ?? {})) {
      const url = `${operation.method} ${operation.path}`;
      if (urls.has(url)) throw new Error(`${url} is mounted twice`);
      urls.add(url);
      const handler = module.handlers?.[name] as Mounted['handler'] | undefined;
      if (!handler) throw new Error(`${module.name}.${name} has no handler`);
      operations.push({ module: module.name, name, operation, handler });
    }
  }

  async function call(mounted: Mounted, ctx: Context, input: unknown, idempotencyKey?: string): Promise<unknown> {
    mustBeAllowed(mounted.operation.permission, ctx);
    const parsed = mounted.operation.input.safeParse(input ?? {}, { reportInput: true });
    if (!parsed.success) throw new Refused(invalid(parsed.error));
    const answer = mounted.operation.idempotent && idempotencyKey ? once(mounted, ctx, parsed.data, idempotencyKey) : mounted.handler(ctx, parsed.data);
    return answer.catch((error: unknown) => {
      if (!isClash(error)) throw error;
      // Who looks again finds what the other did. Written down: one that comes again and again is a fault of ours.
      ctx.house.log.warn({ requestId: ctx.requestId, operation: `${mounted.module}.${mounted.name}`, error: String(error) }, 'two at once');
      throw new Refused({ code: 'request.changed-meanwhile' });
    });
  }

  const byModule = Map.groupBy(operations, (m) => m.module);
  return {
    operations,
    refusals,
    call,
    forPages: (ctx, refused) => {
      // Made when asked for: a page uses one or two of some hundred operations.
      const modulesOf = new Map<string, Record<string, (input: unknown) => Promise<unknown>>>();
      return new Proxy({} as Record<string, Record<string, (input: unknown) => Promise<unknown>>>, {
        get: (_, module) => {
          if (typeof module !== 'string' || !byModule.has(module)) return undefined;
          let made = modulesOf.get(module);
          if (!made) {
            made = {};
            for (const mounted of byModule.get(module)!) {
              made[mounted.name] = async (input) => {
                try {
                  return await call(mounted, ctx, input);
                } catch (error) {
                  const refusal = refusalOf(error);
                  if (!refusal) throw error;
                  const problem = problemOf(refusal, refusals, ctx.requestId);
                  refused?.(problem);
                  throw new ProblemError(problem);
                }
              };
            }
            modulesOf.set(module, made);
          }
          return made;
        },
      });
    },
  };
}

function mustBeAllowed(permission: string, ctx: Context): void {
  if (permission === 'public') return;
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (permission === 'signed-in') return;
  if (!ctx.viewer.hat?.permissions.has(permission)) throw new Refused({ code: 'request.not-allowed' });
}

/**
 * The key is taken first in its own short transaction: of two equal requests at once the second finds the first's
 * row. An answer that never came (crash) leaves a row without answer, which the next try takes over.
 */
async function once(mounted: Mounted, ctx: Context, input: unknown, key: string): Promise<unknown> {
  const actor = ctx.viewer?.accountId ?? `ip:${ctx.ip}`;
  const operation = `${mounted.module}.${mounted.name}`;
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('base64url');
  const known = await inTenant(ctx, async (t) => {
    await t.tx.run(sql`insert into platform.idempotency (instansi, actor, key, operation, digest, at)
      values (${ctx.instansi}, ${actor}, ${key}, ${operation}, ${digest}, ${ctx.house.clock.now()}) on conflict do nothing`);
    return t.tx.one<{ operation: string; digest: string; answer: unknown }>(
      sql`select operation, digest, answer from platform.idempotency where instansi = ${ctx.instansi} and actor = ${actor} and key = ${key}`,
    );
  });
  if (known.operation !== operation || known.digest !== digest) throw new Refused({ code: 'request.key-reused' });
  if (known.answer !== null) return known.answer;
  if (mounted.operation.idempotent === 'in-steps') return onceInSteps(mounted, ctx, input, { actor, key });
  return inTenant(ctx, async (t) => {
    // The row lock makes a twin wait until the first has answered or failed.
    const row = await t.tx.one<{ answer: unknown }>(
      sql`select answer from platform.idempotency where instansi = ${ctx.instansi} and actor = ${actor} and key = ${key} for update`,
    );
    if (row.answer !== null) return row.answer;
    const answer = await mounted.handler(t, input);
    await t.tx.run(sql`update platform.idempotency set answer = ${JSON.stringify(answer)}
      where instansi = ${ctx.instansi} and actor = ${actor} and key = ${key}`);
    return answer;
  });
}

/** What began so long ago and never answered ended with its process. */
const STEPS_MINUTES = 10;

/** No transaction is open while it works; a twin is told to ask again. */
async function onceInSteps(mounted: Mounted, ctx: Context, input: unknown, { actor, key }: { actor: string; key: string }): Promise<unknown> {
  const mine = sql`instansi = ${ctx.instansi} and actor = ${actor} and key = ${key}`;
  const now = ctx.house.clock.now();
  const begun = await inTenant(ctx, async ({ tx }) => {
    if ((await tx.run(sql`update platform.idempotency set begun_at = ${now} where ${mine} and answer is null and (begun_at is null or begun_at < ${new Date(now.getTime() - STEPS_MINUTES * 60_000)})`)) > 0) return undefined;
    return tx.one<{ answer: unknown }>(sql`select answer from platform.idempotency where ${mine}`);
  });
  if (begun) {
    if (begun.answer === null) throw new Refused({ code: 'request.still-running' });
    return begun.answer;
  }
  try {
    const answer = await mounted.handler(ctx, input);
    await inTenant(ctx, ({ tx }) => tx.run(sql`update platform.idempotency set answer = ${JSON.stringify(answer)} where ${mine}`));
    return answer;
  } catch (error) {
    await inTenant(ctx, ({ tx }) => tx.run(sql`update platform.idempotency set begun_at = null where ${mine} and answer is null`));
    throw error;
  }
}
