import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { createTestHouse } from '../../testing/house.ts';
import { main } from '../main.ts';

const t = await createTestHouse();
const outside: Record<string, string | undefined> = {};
const urlOf = (pool: pg.Pool): string => {
  const { user, password, database, host, port } = pool.options;
  return `postgres://${user}:${encodeURIComponent(String(password))}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
};
const empty = mkdtempSync(join(tmpdir(), 'pendopo-setup-'));

beforeAll(() => {
  // The same folder as the house: the code is hashed with its secret.
  const set = { DATABASE_URL: urlOf(t.house.db.appPool), DATABASE_ADMIN_URL: urlOf(t.house.db.ownerPool), DATABASE_INGEST_URL: urlOf(t.house.db.ingestPool), PENDOPO_VAR: t.house.settings.variable };
  for (const [name, value] of Object.entries(set)) {
    outside[name] = process.env[name];
    process.env[name] = value;
  }
});
afterAll(() => {
  for (const [name, value] of Object.entries(outside)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(empty, { recursive: true, force: true });
});

async function setup(...words: string[]): Promise<{ code: number; out: string; said: string }> {
  const out: string[] = [];
  const said: string[] = [];
  const code = await main(['setup', ...words], { out: (text) => out.push(text), say: (text) => said.push(text), now: () => t.clock.now() });
  return { code, out: out.join(''), said: said.join('\n') };
}
const administrator = ['--admin-name', 'Rina Wulandari, S.Kom.', '--admin-user', 'Admin.MGT'];
const count = async () => (await t.house.db.lookUp<{ count: number }>(sql`select count(*) as count from organization.instansi`))[0]!.count;

describe('pendopo setup', () => {
  it('makes an institution whose first administrator signs in with the printed code and must enrol a second factor', async () => {
    const { code, out, said } = await setup('--region', '35.20', '--code', 'mgt', '--host', 'magetan.test', ...administrator);
    expect(said).toContain('/aktivasi');
    expect(code).toBe(0);
    const made = JSON.parse(out) as { instansi: string; administrator: { activationCode: string } };
    expect(made).toMatchObject({ name: 'Kabupaten Magetan', kind: 'regency', zone: 'WIB', code: 'MGT', administrator: { userName: 'admin.mgt', name: 'Rina Wulandari, S.Kom.' } });
    const answer = await t.app.inject({ method: 'POST', url: '/api/akun/kode', headers: { host: 'magetan.test' }, payload: { code: made.administrator.activationCode, password: 'kopi tubruk pagi' } });
    expect(answer.json()).toMatchObject({ name: 'Rina Wulandari, S.Kom.', needs: 'enrol-second-factor', hats: [{ instansi: made.instansi, title: 'Administrator Sistem', unitName: 'Dinas Komunikasi dan Informatika' }] });
    const trail = await t.house.db.inTenant(made.instansi, (tx) => tx.many<{ action: string }>(sql`select action from audit.entry`));
    expect(trail.map((one) => one.action)).toEqual(expect.arrayContaining(['organization.founded', 'organization.unit-created', 'account.created']));
  });

  it('knows cities, provinces and their zones', async () => {
    const { out } = await setup('--region', '64.71', '--code', 'BPP', '--admin-name', 'Budi', '--admin-user', 'admin.bpp');
    expect(JSON.parse(out)).toMatchObject({ kind: 'city', zone: 'WITA' });
    const province = await setup('--region', '91', '--code', 'PAPUA', '--admin-name', 'Budi', '--admin-user', 'admin.papua');
    expect(JSON.parse(province.out)).toMatchObject({ kind: 'province', zone: 'WIT' });
  });

  it.each([
    [['--code', 'XX', ...administrator], '--region'],
    [['--region', '99.99', '--code', 'XX', ...administrator], '99.99'],
    [['--region', '35.02.01', '--code', 'XX', ...administrator], '35.02.01'],
    [['--region', '35.21', ...administrator], '--code'],
    [['--region', '35.21', '--code', 'X!', ...administrator], '--code'],
    [['--region', '35.21', '--code', 'PNG', ...administrator], 'sudah ada'],
    [['--region', '35.02', '--code', 'LAIN', ...administrator], 'sudah ada'],
    [['--region', '35.21', '--code', 'NGW', '--host', 'ponorogo.test', ...administrator], 'sudah dipakai instansi lain'],
    [['--region', '35.21', '--code', 'NGW', '--host', 'https://x', ...administrator], '--host'],
    [['--region', '35.21', '--code', 'NGW', '--zone', 'GMT', ...administrator], '--zone'],
    [['--region', '35.21', '--code', 'NGW', '--admin-name', 'Budi'], '--admin-user'],
    [['--region', '35.21', '--code', 'NGW', '--admin-name', 'Budi', '--admin-user', '0812'], 'Nama pengguna'],
    [['--region', '35.21', '--code', 'NGW', '--admin-name', 'Budi', '--admin-user', 'admin.mgt'], 'sudah dipakai'],
    [['--apa', 'x'], '--apa'],
  ])('refuses %j and leaves nothing behind', async (words, sentence) => {
    const before = await count();
    const { code, out, said } = await setup(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(said).toContain(sentence);
    expect(await count()).toBe(before);
  });

  it('says how to begin when there is no database yet', async () => {
    const kept = { ...process.env };
    delete process.env['DATABASE_URL'];
    delete process.env['DATABASE_ADMIN_URL'];
    delete process.env['DATABASE_INGEST_URL'];
    process.env['PENDOPO_VAR'] = empty;
    try {
      expect(await setup('--region', '35.21', '--code', 'NGW', ...administrator)).toMatchObject({ code: 2, said: expect.stringContaining('npm start -- --empty') });
    } finally {
      Object.assign(process.env, kept);
    }
  });
});
