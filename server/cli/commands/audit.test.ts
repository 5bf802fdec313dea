import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../platform/audit/audit.ts';
import { sql } from '../../platform/db/sql.ts';
import { inInstallation, inTenant } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { main } from '../main.ts';
import type { AuditReport } from './audit.ts';

const t = await createTestHouse();
const folder = mkdtempSync(join(tmpdir(), 'pendopo-cli-'));
const outside: Record<string, string | undefined> = {};
const urlOf = (pool: pg.Pool): string => {
  const { user, password, database, host, port } = pool.options;
  return `postgres://${user}:${encodeURIComponent(String(password))}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
};

beforeAll(async () => {
  const set = { DATABASE_URL: urlOf(t.house.db.appPool), DATABASE_ADMIN_URL: urlOf(t.house.db.ownerPool), DATABASE_INGEST_URL: urlOf(t.house.db.ingestPool), PENDOPO_VAR: folder };
  for (const [name, value] of Object.entries(set)) {
    outside[name] = process.env[name];
    process.env[name] = value;
  }
  for (let n = 0; n < 5; n++) await inTenant(t.context(), (tenant) => audit(tenant, { action: 'trial.happened', object: 'trial', detail: { n } }));
  await inInstallation(t.context(), (tenant) => audit(tenant, { action: 'trial.signed-in', object: 'account' }));
});
afterAll(() => {
  for (const [name, value] of Object.entries(outside)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function verify(): Promise<{ code: number; report: AuditReport; said: string }> {
  const out: string[] = [];
  const said: string[] = [];
  const code = await main(['audit', 'verify'], { out: (text) => out.push(text), say: (text) => said.push(text), now: () => t.clock.now() });
  return { code, report: JSON.parse(out.join('')) as AuditReport, said: said.join('\n') };
}

describe('pendopo audit verify', () => {
  it('seals first and finds every chain intact, the installation included', async () => {
    const { code, report } = await verify();
    expect(code).toBe(0);
    expect(report).toMatchObject({ intact: true, chains: [{ name: 'instalasi', intact: true, blocks: 1 }, { name: 'Kabupaten Ponorogo', intact: true, unsealed: 0 }, { name: 'Kabupaten Sumenep', blocks: 0 }] });
    expect(report.sealed).toBeGreaterThanOrEqual(6);
    expect((await verify()).report).toMatchObject({ sealed: 0, headsCompared: true, intact: true });
  });

  it('tells the first altered entry and ends with 2', async () => {
    const { id } = await t.house.db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from audit.entry where instansi = ${t.instansi} and action = 'trial.happened' order by xid limit 1`));
    await t.house.db.asOwner((tx) => tx.run(sql`update audit.entry set detail = '{"n": 99}' where id = ${id}`));
    const { code, report, said } = await verify();
    expect(code).toBe(2);
    expect(report.intact).toBe(false);
    expect(report.chains.find((chain) => !chain.intact)).toMatchObject({ name: 'Kabupaten Ponorogo', first: { kind: 'altered', entry: id } });
    expect(said).toContain('entri diubah');
  });

  it('finds a chain removed as a whole, institution and all, by the heads outside the database', async () => {
    await t.house.db.asOwner(async (tx) => {
      await tx.run(sql`delete from audit.block where instansi = ${t.instansi}`);
      await tx.run(sql`delete from audit.entry where instansi = ${t.instansi}`);
      await tx.run(sql`delete from organization.host where instansi = ${t.instansi}`);
      await tx.run(sql`delete from organization.instansi where id = ${t.instansi}`);
    });
    const { code, report } = await verify();
    expect(code).toBe(2);
    expect(report.chains.find((chain) => !chain.intact)).toMatchObject({ name: 'instansi tidak terdaftar', first: { kind: 'block-missing', block: 1 } });
  });

  it('says what to do when there is no data', async () => {
    const kept = { url: process.env['DATABASE_URL'], admin: process.env['DATABASE_ADMIN_URL'], ingest: process.env['DATABASE_INGEST_URL'] };
    delete process.env['DATABASE_URL'];
    delete process.env['DATABASE_ADMIN_URL'];
    delete process.env['DATABASE_INGEST_URL'];
    const said: string[] = [];
    const code = await main(['audit', 'verify'], { out: () => {}, say: (text) => said.push(text), now: () => t.clock.now() });
    Object.assign(process.env, { DATABASE_URL: kept.url, DATABASE_ADMIN_URL: kept.admin, DATABASE_INGEST_URL: kept.ingest });
    expect(code).toBe(2);
    expect(said.join()).toContain('Belum ada data Pendopo');
  });
});
