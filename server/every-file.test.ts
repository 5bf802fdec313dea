import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createIdentityHouse } from './modules/identity/people.testing.ts';
import { compulsoryDuties } from './modules/identity/contract.ts';
import { duties } from './modules/organization/contract.ts';
import { uuidv7 } from './platform/kernel/ids.ts';

/** What has no operation: files, papers and pictures with an address of their own. Closed to strangers, and bad input gets a sentence, never a 500. */

const modules = join(import.meta.dirname, 'modules');
const addresses = [...new Set(readdirSync(modules, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .flatMap((name) => [...readFileSync(join(modules, name), 'utf8').matchAll(/app\.get(?:<[^(]*>)?\('(\/api\/[^']+)'/g)].map((found) => found[1]!)))].sort();

/** Everybody may: what is published, and what carries its own secret in the address. */
const OPEN = [/^\/api\/indeks\//, /^\/api\/wilayah\//, /^\/api\/pengaduan\/(publik|data-terbuka|lacak)/, /^\/api\/lacak\//, /^\/api\/verifikasi\//, /^\/api\/undangan\//];
const isOpen = (address: string): boolean => OPEN.some((one) => one.test(address));

const t = await createIdentityHouse();
let known: string[] = [];
const tokens: Record<string, string | undefined> = { nobody: undefined };
beforeAll(async () => {
  const unit = await t.unit('Dinas Pekerjaan Umum');
  // Every duty that is worn without a second factor.
  const all = await t.officer({ unit, duties: duties.filter((duty) => !(compulsoryDuties as readonly string[]).includes(duty)), title: 'Serba bisa' });
  const plain = await t.officer({ unit, duties: [], title: 'Pelaksana' });
  known = [unit, all.person, all.holding, all.account, plain.person];
  for (const [name, one] of Object.entries({ all, plain })) tokens[name] = await t.signInAs(one.nip);
});

const values = (): string[] => [uuidv7(), ...known.slice(0, 2), 'x', '%00', '..%2f..%2fetc', '%F0%9F%99%82', '2026-03', 'a'.repeat(300)];
const urlsOf = (address: string): string[] => values().map((value) => address.replace(/:[a-z]+/gi, value));

describe('every address of a file', () => {
  it('is known to this test', () => expect(addresses.length).toBeGreaterThan(45));

  it.each(addresses.filter((one) => !isOpen(one)))('%s is closed to who is not signed in', async (address) => {
    for (const url of urlsOf(address)) {
      const answer = await t.app.inject({ url, headers: { host: 'ponorogo.test' } });
      expect([401, 403, 404, 414], `${url}: ${answer.statusCode} ${answer.body.slice(0, 200)}`).toContain(answer.statusCode);
    }
  });

  it.each(addresses)('%s refuses in words', async (address) => {
    const urls = urlsOf(address);
    for (const who of ['nobody', 'plain', 'all']) for (const url of [...urls, `${urls[0]}?bulan=2026-13&unit=x&unduh=1&bagian=-1&kertas=A9&ke=%00&tahun=9999`]) {
      const answer = await t.app.inject({ url, headers: { host: 'ponorogo.test', ...(tokens[who] ? { authorization: `Bearer ${tokens[who]}` } : {}) } });
      const seen = `${who} ${url}: ${answer.statusCode} ${answer.body.slice(0, 300)}`;
      expect(answer.statusCode, seen).toBeLessThan(500);
      if (answer.statusCode < 400) continue;
      const problem = answer.json() as { code: string; detail: string };
      expect(problem.code, seen).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+$/);
      expect(problem.detail.length, seen).toBeGreaterThan(10);
      expect(problem.detail, seen).not.toMatch(/undefined|\[object|NaN/);
    }
  });
});
