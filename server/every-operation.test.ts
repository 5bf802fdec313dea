import * as z from 'zod';
import { beforeAll, describe, expect, it } from 'vitest';
import { holderOf } from './modules/letters/letters.testing.ts';
import { castOf, type Cast } from './modules/permohonan/permohonan.testing.ts';
import type { CommandHandlers } from './modules/sync/contract.ts';
import { sql } from './platform/db/sql.ts';
import { problemOf, refusalOf } from './platform/http/problem.ts';
import { uuidv7 } from './platform/kernel/ids.ts';
import { part } from './platform/house.ts';
import { inTenant, type TenantContext, type Viewer } from './platform/request/context.ts';
import { createTestHouse } from './testing/house.ts';

/** Bad input gets a sentence, never a 500: every operation of the house, whoever calls it with whatever. */

const t = await createTestHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(t);
  real = (await t.house.db.asOwner((tx) => tx.many<{ id: string }>(sql`select id from organization.unit where instansi = ${t.instansi} union all select id from organization.person where instansi = ${t.instansi} union all select id from organization.post where instansi = ${t.instansi} union all select id from organization.holding where instansi = ${t.instansi}`))).map((row) => row.id);
});

// A small generator with a fixed seed: the same inputs on every machine.
let seed = 20_261_121;
const random = () => ((seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const NASTY: unknown[] = [
  null, true, -1, 1.5, 1e308, '', ' ', 'a'.repeat(10_000), '<script>alert(1)</script>', "'; drop table x; --", '🙂'.repeat(50), '\u0000', '\u202eabc', '../../etc/passwd', '%',
  '2026-02-30', '9999-99-99T99:99:99Z', '00000000-0000-0000-0000-000000000000', [], {}, [[[]]], { __proto__: null, constructor: 1 }, ['a', 1, null], { a: { b: { c: 'd' } } },
];

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema | boolean;
}

/** Something of the right shape: it reaches the service, where it names what does not exist. */
const CANDIDATES = ['2026-03', '2025-12', '2026-03-02', '07:30', '16:00', '12', '0,5', '-4', '0.5', 'CT', 'A', '123456', '35.02', '800.1.11', 'utama', 'skema:A', 'TL1', 'leave.kind', '1234567890abcdef'];
const DAYS = ['2026-03-02', '2025-01-31', '2026-12-31', '1970-01-01', '9999-12-31', '0001-01-01', '2026-02-28'];
let real: string[] = [];
/** What answers named: the drafts, requests and lists that earlier rounds made, so that later ones go on with them. */
const told: string[] = [];
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g;
function remember(answer: unknown): void {
  for (const id of new Set((JSON.stringify(answer) ?? '').slice(0, 20_000).match(UUID) ?? [])) if (!told.includes(id)) told.push(id);
  told.splice(0, told.length - 300);
}
function plausible(schema: Schema, depth = 0, key = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return plausible(pick(options), depth + 1, key);
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return told.length > 0 && random() < 0.5 ? pick(random() < 0.5 ? told.slice(-25) : told) : real.length > 0 && random() < 0.7 ? pick(real) : uuidv7();
      if (schema.format === 'date') return '2026-03-02';
      if (schema.format === 'date-time') return '2026-03-02T02:00:00Z';
      if (schema.pattern) {
        const fits = CANDIDATES.filter((one) => new RegExp(schema.pattern!, 'u').test(one));
        if (fits.length > 0) return pick(fits);
      }
      if (/day|from|^to$|until/i.test(key) && random() < 0.7) return pick(DAYS);
      if (/time|^in$|^out$/i.test(key) && random() < 0.7) return '07:30';
      return pick(['izin-reklame', 'surat-keterangan-usaha', 'Ponorogo', '123456', 'a'.repeat(Math.max(schema.minLength ?? 1, 5)), '%_\\', "O'Brien & Sons"]);
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return random() < 0.5;
    case 'array':
      return depth > 4 ? [] : Array.from({ length: Math.floor(random() * 3) }, () => plausible(schema.items ?? {}, depth + 1, key));
    case 'object': {
      const made: Record<string, unknown> = {};
      for (const [key, inner] of Object.entries(schema.properties ?? {})) if (schema.required?.includes(key) || random() < 0.6) made[key] = plausible(inner, depth + 1, key);
      return made;
    }
    default:
      return pick(NASTY);
  }
}

const nasty = (schema: Schema): unknown => Object.fromEntries(Object.keys(schema.properties ?? {}).map((key) => [key, pick(NASTY)]));

const everything: Viewer['hat'] extends infer H ? (viewer: Viewer) => H : never = (viewer) => ({ ...viewer.hat!, permissions: new Set(t.api.operations.map((m) => m.operation.permission)) });

/** As the first app wrote them, word for word; a phone may hold one for weeks while the server is renewed. Never edited, only added to. */
const WAITING: Record<string, object[]> = {
  'attendance.check-in': [
    { direction: 'in', latitude: -7.8717, longitude: 111.4637, accuracy: 11, note: 'Mengantar berkas ke desa', door: '12-483920' }, { direction: 'out' },
  ],
  'letters.dispose': [
    { letter: '019a0000-0000-7000-8000-000000000001', branch: '019a0000-0000-7000-8000-000000000002', seq: 4, recipients: [{ post: '019a0000-0000-7000-8000-000000000003', role: 'lead' }, { post: '019a0000-0000-7000-8000-000000000004', role: 'support' }], instructions: ['tindak-lanjuti'], words: '', deadline: '2026-11-20' },
  ],
  'letters.report': [{ letter: '019a0000-0000-7000-8000-000000000001', branch: '019a0000-0000-7000-8000-000000000002', seq: 4, words: 'Sudah dirapatkan.', done: true }],
  'performance.log': [
    { day: '2026-11-18', activity: 'Menyusun laporan', minutes: 60, quantity: '', evidence: '' }, { day: '2026-11-18', activity: 'Menyusun laporan', minutes: 60, quantity: '3 berkas', evidence: '', plan: '019a0000-0000-7000-8000-000000000005', result: '019a0000-0000-7000-8000-000000000006' },
  ],
};
it('what waits on a phone from an earlier app is read, every kind of it', () => {
  const handlers = part<CommandHandlers<TenantContext>>(t.house, 'sync.handlers');
  expect([...handlers.keys()].toSorted()).toEqual(Object.keys(WAITING));
  for (const [kind, bodies] of Object.entries(WAITING)) for (const body of bodies) expect(handlers.get(kind)!.body.safeParse(body).error?.message, kind).toBeUndefined();
});

describe('every operation', () => {
  const operations = t.api.operations;
  it('is known to this test', () => expect(operations.length).toBeGreaterThan(100));

  it.each(operations.map((m) => [`${m.module}.${m.name}`, m] as const))('%s refuses in words', async (name, mounted) => {
    const schema = z.toJSONSchema(mounted.operation.input, { io: 'input', unrepresentable: 'any' }) as Schema;
    const viewers: (Viewer | null)[] = [null, cast.citizen, cast.verifier, { ...cast.signer, hat: everything(cast.signer)! }];
    for (const viewer of viewers) {
      for (let round = 0; round < 6; round++) {
        const input = round % 2 ? nasty(schema) : plausible(schema);
        try {
          remember(await t.api.call(mounted, t.context(viewer), input));
        } catch (error) {
          const refusal = refusalOf(error);
          expect(refusal, `${name} as ${viewer?.name ?? 'nobody'} with ${JSON.stringify(input).slice(0, 600)}: ${(error as Error).stack}`).toBeDefined();
          const problem = problemOf(refusal!, t.api.refusals, 'x');
          expect(problem.status, problem.code).toBeLessThan(500);
          expect(problem.detail.length).toBeGreaterThan(10);
          expect(problem.detail).not.toMatch(/undefined|\[object|NaN/);
        }
      }
    }
  });

  it.each(operations.filter((m) => m.operation.permission !== 'public').map((m) => [`${m.module}.${m.name}`, m] as const))('%s is closed to who may not', async (_, mounted) => {
    const refused = async (viewer: Viewer | null) => t.api.call(mounted, t.context(viewer), {}).then(() => 'allowed', (error: unknown) => refusalOf(error)?.code ?? 'unexpected');
    expect(await refused(null)).toBe('request.not-signed-in');
    if (mounted.operation.permission !== 'signed-in') {
      expect(await refused(cast.citizen)).toBe('request.not-allowed');
      expect(await refused({ ...cast.outsider, hat: { ...cast.outsider.hat!, permissions: new Set() } })).toBe('request.not-allowed');
    }
  });

  let institutions = 0;
  /** Calendars and the like begin when they are first asked for: also by who only reads. */
  it.each(operations.filter((m) => m.operation.method === 'GET').map((m) => [`${m.module}.${m.name}`, m] as const))('%s may be the first that a new institution asks', async (name, mounted) => {
    const [id, unit, post] = [uuidv7(), uuidv7(), uuidv7()];
    await t.house.db.asOwner((tx) => tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at) values (${id}, ${name}, 'regency', ${`35.${++institutions}`}, 'WIB', ${`N${institutions}`}, true, ${t.clock.now()})`));
    await inTenant(t.context(null, id), async ({ tx }) => {
      await tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${id}, ${unit}, 'dinas', 'DINAS', 'Dinas', '2020-01-01')`);
      await tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${id}, ${post}, ${unit}, 'Kepala Dinas', true, '{leader}', '2020-01-01')`);
    });
    const head = await holderOf(t, { instansi: id, post, unit, kind: 'dinas', title: 'Kepala Dinas', duties: ['leader', 'personnel-agency'], person: 'Kepala Dinas', capacity: 'definitive', from: '2020-01-01' });
    const schema = z.toJSONSchema(mounted.operation.input, { io: 'input', unrepresentable: 'any' }) as Schema;
    for (const input of [{}, plausible(schema)]) await t.api.call(mounted, t.context({ ...head, hat: everything(head)! }), input).catch((error: unknown) => expect(refusalOf(error), `${name} with ${JSON.stringify(input).slice(0, 300)}: ${(error as Error).stack}`).toBeDefined());
  });
});
