import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestDatabase, dropTestDatabase, testCluster } from '../testing/cluster.ts';
import { readSettings, SettingsProblem } from '../platform/settings/settings.ts';
import { DatabaseProblem, openDatabaseServer } from './database.ts';
import { AlreadyRunning, takeInstanceLock } from './instance-lock.ts';
import { LanProblem, openLan } from './lan.ts';

const folder = mkdtempSync(join(tmpdir(), 'pendopo-launch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('settings', () => {
  it('names every wrong one in Indonesian', () => {
    expect(() => readSettings({ PORT: 'abc', DATABASE_URL: 'mysql://x' })).toThrow(/PORT harus angka[\s\S]*DATABASE_URL harus berbentuk postgres/);
    expect(() => readSettings({}, ['--kosong'])).toThrow(/--kosong/);
    expect(() => readSettings({ DATABASE_URL: 'postgres://a@b/c' })).toThrow(SettingsProblem);
  });
  it('takes words behind npm start', () => {
    expect(readSettings({}, ['--empty', '--at', '2026-11-20', '--port', '9000'])).toMatchObject({ empty: true, at: '2026-11-20', port: 9000 });
  });
});

describe('one Pendopo per folder', () => {
  it('refuses a second one and says where the first runs', () => {
    const release = takeInstanceLock(join(folder, 'a'), 'http://localhost:8080');
    expect(() => takeInstanceLock(join(folder, 'a'), 'x')).toThrow(AlreadyRunning);
    expect(() => takeInstanceLock(join(folder, 'a'), 'x')).toThrow(/http:\/\/localhost:8080/);
    release();
    takeInstanceLock(join(folder, 'a'), 'x')();
  });
  it('takes over the lock of a process that is gone, and of a number that another program got', async () => {
    const child = spawn('true');
    await new Promise((done) => child.on('exit', done));
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'b', 'pendopo.pid'), `${child.pid}\n12345\nhttp://x\n`);
    takeInstanceLock(join(folder, 'b'), 'x')();
    writeFileSync(join(folder, 'b', 'pendopo.pid'), `${process.pid}\n1\nhttp://x\n`);
    takeInstanceLock(join(folder, 'b'), 'x')();
  });
});

describe('an outside PostgreSQL', () => {
  it('is used by its three addresses, and refused when the application could pass the wall or the writer of check-ins may do more', async () => {
    const cluster = testCluster();
    const urls = await createTestDatabase(cluster, 't_outside');
    const address = (c: { user?: string; password?: unknown; database?: string; host?: string }) => `postgres://${c.user}:${String(c.password)}@/${c.database}?host=${encodeURIComponent(c.host!)}`;
    const environment = { PENDOPO_VAR: join(folder, 'c'), DATABASE_URL: address(urls.app), DATABASE_ADMIN_URL: address(urls.owner), DATABASE_INGEST_URL: address(urls.ingest) };
    const opened = await openDatabaseServer(readSettings(environment), () => {});
    await opened.stop();
    for (const wrong of [address(urls.owner), address({ ...cluster.superuser, database: 't_outside' })]) {
      await expect(openDatabaseServer(readSettings({ ...environment, DATABASE_URL: wrong }), () => {})).rejects.toThrow(/dinding antarinstansi/);
    }
    await expect(openDatabaseServer(readSettings({ ...environment, DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }), () => {})).rejects.toThrow(DatabaseProblem);
    for (const wrong of [address(urls.owner), address(urls.app), address({ ...cluster.superuser, database: 't_outside' })]) {
      await expect(openDatabaseServer(readSettings({ ...environment, DATABASE_INGEST_URL: wrong }), () => {})).rejects.toThrow(/DATABASE_INGEST_URL (terlalu berkuasa|boleh lebih)/);
    }
    const superuser = new pg.Client({ ...cluster.superuser, database: 't_outside' });
    await superuser.connect();
    for (const [give, take] of [['grant select (id) on attendance.check_in to pendopo_ingest', 'revoke select (id) on attendance.check_in from pendopo_ingest'], ['grant insert on attendance.place to pendopo_ingest', 'revoke insert on attendance.place from pendopo_ingest']]) {
      await superuser.query(give!);
      await expect(openDatabaseServer(readSettings(environment), () => {})).rejects.toThrow(/boleh lebih daripada menambah absen \(attendance\./);
      await superuser.query(take!);
    }
    await superuser.end();
    await (await openDatabaseServer(readSettings(environment), () => {})).stop();
    await dropTestDatabase(cluster, 't_outside');
  });
});

describe('the local network', () => {
  it('serves HTTPS under an authority that a phone can trust, with its address in links', async () => {
    const settings = readSettings({ PENDOPO_VAR: join(folder, 'lan'), PORT: '8443' });
    const lan = await openLan(settings, ['127.0.0.1']);
    expect(settings).toMatchObject({ host: '0.0.0.0', publicUrl: 'https://127.0.0.1:8443' });
    expect(lan.explanation).toContain('/sertifikat.pem');
    const again = await openLan(readSettings({ PENDOPO_VAR: join(folder, 'lan') }), ['127.0.0.1']);
    expect(new X509Certificate(again.authorityPem).fingerprint256).toBe(new X509Certificate(lan.authorityPem).fingerprint256);
    const server = createServer(lan.https, (_, response) => response.end('ya'));
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const answer = await new Promise<string>((done, fail) => {
      request({ host: '127.0.0.1', port, ca: lan.authorityPem }, (response) => response.on('data', (d: Buffer) => done(d.toString()))).on('error', fail).end();
    });
    expect(answer).toBe('ya');
    server.close();
  });
  it('says what to do without a network', async () => {
    await expect(openLan(readSettings({ PENDOPO_VAR: folder }), [])).rejects.toThrow(LanProblem);
  });
});
