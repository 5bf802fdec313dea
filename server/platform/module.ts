import type { FastifyInstance } from 'fastify';
import type { Context } from './request/context.ts';
import type { House } from './house.ts';
import type { RefusalTable } from './kernel/refusal.ts';
import type { Operations, PermissionTable } from './operation.ts';
import type * as z from 'zod';

/** A handler per operation of the contract, all required: an operation without a handler does not compile. */
export type Handlers<T extends Operations> = {
  [K in keyof T]: (ctx: Context, input: z.output<T[K]['input']>) => Promise<z.input<T[K]['output']>>;
};

/** What one module registers with the house. */
export interface Module {
  name: string;
  /** Absolute path of the folder with numbered `.sql` files. */
  migrations?: string;
  operations?: Operations;
  handlers?: Record<string, (ctx: Context, input: never) => Promise<unknown>>;
  refusals?: RefusalTable;
  permissions?: PermissionTable;
  /** Handlers of events, run as jobs: at least once, so idempotent. Keyed by event, each with a name of its own. */
  subscribers?: Subscriber[];
  /** Work at a rhythm, run as the owner role's job. */
  schedules?: Schedule[];
  /** Doors that are not operations: downloads, uploads, foreign protocols. */
  routes?: (app: FastifyInstance, house: House) => Promise<void> | void;
  /** After migrations, before listening: fill reference data, register ports. */
  start?: (house: House) => Promise<void> | void;
  stop?: (house: House) => Promise<void> | void;
}

export interface EventMessage {
  instansi: string;
  id: string;
  event: string;
  payload: Record<string, unknown>;
  /** When it happened, ISO 8601; a job may run much later. */
  at?: string;
}
export interface Subscriber {
  event: string;
  name: string;
  /** Whether a message is any of its business; the others cost no job. */
  wants?: (payload: EventMessage['payload']) => boolean;
  run: (ctx: Context, message: EventMessage) => Promise<void>;
  /** Many messages of one institution at once, all or none; without it each message is a job of its own. */
  runMany?: (ctx: Context, messages: readonly EventMessage[]) => Promise<void>;
}
export interface Schedule {
  name: string;
  /** Five-field crontab in UTC. */
  cron: string;
  run: (house: House) => Promise<void>;
}
