import * as z from 'zod';
import { beforeAll, describe, expect, it } from 'vitest';
import { castOf, type Cast } from './modules/permohonan/permohonan.testing.ts';
import { problemOf, refusalOf } from './platform/http/problem.ts';
import { uuidv7 } from './platform/kernel/ids.ts';
import type { Viewer } from './platform/request/context.ts';
import { createTestHouse } from './testing/house.ts';

/** Bad input gets a sentence, never a 500: every operation of the house, whoever calls it with whatever. */

const t = await createTestHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(t);
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
function plausible(schema: Schema, depth = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return plausible(pick(options), depth + 1);
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return uuidv7();
      if (schema.format === 'date') return '2026-03-02';
      if (schema.format === 'date-time') return '2026-03-02T02:00:00Z';
      if (schema.pattern?.includes('\\d{2}')) return '35.02';
      return pick(['izin-reklame', 'surat-keterangan-usaha', 'Ponorogo', '123456', 'a'.repeat(Math.max(schema.minLength ?? 1, 5)), '%_\\', "O'Brien & Sons"]);
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return random() < 0.5;
    case 'array':
      return depth > 4 ? [] : Array.from({ length: Math.floor(random() * 3) }, () => plausible(schema.items ?? {}, depth + 1));
    case 'object': {
      const made: Record<string, unknown> = {};
      for (const [key, inner] of Object.entries(schema.properties ?? {})) if (schema.required?.includes(key) || random() < 0.6) made[key] = plausible(inner, depth + 1);
      return made;
    }
    default:
      return pick(NASTY);
  }
}

const nasty = (schema: Schema): unknown => Object.fromEntries(Object.keys(schema.properties ?? {}).map((key) => [key, pick(NASTY)]));

const everything: Viewer['hat'] extends infer H ? (viewer: Viewer) => H : never = (viewer) => ({ ...viewer.hat!, permissions: new Set(t.api.operations.map((m) => m.operation.permission)) });

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
          await t.api.call(mounted, t.context(viewer), input);
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
});
