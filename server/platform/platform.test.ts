import { gunzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestHouse } from '../testing/house.ts';
import { audit } from './audit/audit.ts';
import { seal } from './audit/sealer.ts';
import { verifyAudit } from './audit/verify.ts';
import { sql } from './db/sql.ts';
import { inTenant } from './request/context.ts';

const t = await createTestHouse();
const db = t.house.db;
const headsFile = join(t.house.settings.variable, 'heads.log');
const write = (n: number, instansi = t.instansi) =>
  inTenant(t.context(null, instansi), (tx) => audit(tx, { action: 'test.happened', object: 'test', detail: { n } }));

describe('the tenant wall', () => {
  it('hides rows of another institution although the statement names it', async () => {
    await write(1);
    const seen = await db.inTenant(t.other, (tx) => tx.many(sql`select id from audit.entry where instansi = ${t.instansi}`));
    expect(seen).toEqual([]);
    const own = await db.inTenant(t.instansi, (tx) => tx.many(sql`select id from audit.entry`));
    expect(own.length).toBeGreaterThan(0);
  });

  it('refuses to write into another institution', async () => {
    await expect(
      db.inTenant(t.other, (tx) => tx.run(sql`insert into platform.outbox (instansi, id, event, payload, at) values (${t.instansi}, gen_random_uuid(), 'x', '{}', now())`)),
    ).rejects.toThrow(/row-level security/);
  });

  it('sees nothing at all without a tenant', async () => {
    expect(await db.lookUp(sql`select id from audit.entry`)).toEqual([]);
  });
});

describe('the audit chain', () => {
  it('seals, verifies, and reports the tail that is not sealed yet', async () => {
    for (let i = 0; i < 5; i++) await write(i);
    expect(await seal(db, t.clock.now(), headsFile)).toBeGreaterThanOrEqual(5);
    await write(99);
    const verdict = await verifyAudit(db, t.instansi, headsFile);
    expect(verdict).toMatchObject({ intact: true, unsealed: 1 });
    expect((await readFile(headsFile, 'utf8')).trim().split('\n').length).toBeGreaterThan(0);
  });

  it('lets the application neither change nor delete', async () => {
    await expect(db.inTenant(t.instansi, (tx) => tx.run(sql`update audit.entry set action = 'x'`))).rejects.toThrow(/permission denied/);
    await expect(db.inTenant(t.instansi, (tx) => tx.run(sql`delete from audit.entry`))).rejects.toThrow(/permission denied/);
  });

  async function tampered(change: ReturnType<typeof sql>): Promise<Awaited<ReturnType<typeof verifyAudit>>> {
    let verdict: Awaited<ReturnType<typeof verifyAudit>> | undefined;
    await seal(db, t.clock.now(), headsFile);
    await db.asOwner((tx) => tx.run(sql`create table audit.backup as select * from audit.entry`));
    await db.asOwner((tx) => tx.run(sql`create table audit.backup_block as select * from audit.block`));
    try {
      await db.asOwner((tx) => tx.run(change));
      verdict = await verifyAudit(db, t.instansi, headsFile);
    } finally {
      await db.asOwner(async (tx) => {
        await tx.run(sql`delete from audit.entry`);
        await tx.run(sql`insert into audit.entry select * from audit.backup`);
        await tx.run(sql`delete from audit.block`);
        await tx.run(sql`insert into audit.block select * from audit.backup_block`);
        await tx.run(sql`drop table audit.backup, audit.backup_block`);
      });
    }
    expect(await verifyAudit(db, t.instansi, headsFile)).toMatchObject({ intact: true });
    return verdict;
  }

  it('finds the first altered entry', async () => {
    const { id } = await db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from audit.entry where instansi = ${t.instansi} order by xid limit 1 offset 2`));
    const verdict = await tampered(sql`update audit.entry set detail = '{"n": 1000}' where id = ${id}`);
    expect(verdict).toMatchObject({ intact: false, first: { kind: 'altered', entry: id } });
  });

  it('finds an entry altered together with its digest', async () => {
    const { id } = await db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from audit.entry where instansi = ${t.instansi} order by xid limit 1`));
    const verdict = await tampered(sql`update audit.entry set action = 'forged', digest = audit.digest(instansi, id, at, account, post, 'forged', object, object_id, detail, request_id) where id = ${id}`);
    expect(verdict.first).toMatchObject({ kind: 'altered', entry: id });
  });

  it('finds a deleted entry', async () => {
    const { id } = await db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from audit.entry where instansi = ${t.instansi} order by xid desc limit 1`));
    expect((await tampered(sql`delete from audit.entry where id = ${id}`)).first).toMatchObject({ kind: 'deleted', entry: id });
  });

  it('finds an entry inserted behind the sealer', async () => {
    const verdict = await tampered(sql`insert into audit.entry select instansi, gen_random_uuid(), at, account, post, 'forged', object, object_id, detail, request_id, digest, xid from audit.entry where instansi = ${t.instansi} order by xid limit 1`);
    expect(verdict.first).toMatchObject({ kind: 'inserted' });
  });

  it('finds a block that was altered, and a chain rebuilt as a whole by the kept heads', async () => {
    expect((await tampered(sql`update audit.block set count = count, digests = digests[1:0] where instansi = ${t.instansi}`)).first?.kind).toBe('block-altered');
    expect((await tampered(sql`delete from audit.block where instansi = ${t.instansi}`)).first?.kind).toBe('block-missing');
  });
});

describe('operations over HTTP', () => {
  it('answers a region search and refuses an unknown code with a sentence', async () => {
    const found = await t.app.inject({ url: '/api/wilayah/cari?query=ronowijayan&within=35.02', headers: { host: 'ponorogo.test' } });
    expect(found.json().items[0]).toMatchObject({ name: 'Ronowijayan' });
    const missing = await t.app.inject({ url: '/api/wilayah/99', headers: { host: 'ponorogo.test' } });
    expect(missing.statusCode).toBe(404);
    expect(missing.headers['content-type']).toContain('application/problem+json');
    expect(missing.json().detail).toContain('99');
  });

  it('translates invalid input', async () => {
    const bad = await t.app.inject({ url: '/api/wilayah/cari?limit=1000&within=abc', headers: { host: 'ponorogo.test' } });
    expect(bad.statusCode).toBe(422);
    expect(bad.json().fields).toEqual([
      { path: 'within', message: 'Kode wilayah berbentuk 35.02.01.2001.' },
      { path: 'limit', message: 'Paling besar 50.' },
    ]);
  });

  it('documents itself', async () => {
    const document = (await t.app.inject({ url: '/api/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/wilayah/cari'].get.parameters.map((p: { name: string }) => p.name)).toContain('query');
    const plain = await t.app.inject({ url: '/api/docs' });
    expect(plain.body).toContain('wilayah.searchRegions');
    const packed = await t.app.inject({ url: '/api/docs', headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
  });
});
