import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { compose, type Composed } from '../compose.ts';
import { parseNik } from '../engines/identifiers/nik.ts';
import { compareNipWithNik, parseNip } from '../engines/identifiers/nip.ts';
import { sql } from '../platform/db/sql.ts';
import { manualClock } from '../platform/kernel/clock.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import { readSettings } from '../platform/settings/settings.ts';
import { createTestDatabase, dropTestDatabase } from '../testing/cluster.ts';
import { seedDemo } from './seed.ts';
import type { DemoRecord } from './write-organisation.ts';

const NOW = '2026-11-20T03:15:00Z'; // Friday 10.15 WIB
const closers: (() => Promise<void>)[] = [];

async function seeded(): Promise<{ composed: Composed; record: DemoRecord }> {
  const cluster = inject('cluster');
  const name = `demo_${uuidv7().replaceAll('-', '')}`;
  const urls = await createTestDatabase(cluster, name);
  const folder = mkdtempSync(join(tmpdir(), 'pendopo-demo-'));
  const composed = await compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), urls, { clock: manualClock(NOW), background: false });
  closers.push(async () => {
    await composed.stop();
    await dropTestDatabase(cluster, name);
    rmSync(folder, { recursive: true, force: true });
  });
  const started = performance.now();
  const record = await seedDemo(composed, { now: new Date(NOW), seed: 35020 });
  process.stderr.write(`seed: ${Math.round(performance.now() - started)} ms\n`);
  return { composed, record };
}
afterAll(async () => {
  for (const close of closers) await close();
});

describe('the demonstration', () => {
  let one: { composed: Composed; record: DemoRecord };
  beforeAll(async () => {
    one = await seeded();
  }, 120_000);

  it('has the whole regency: agencies, 21 districts, 307 villages', async () => {
    const rows = await one.composed.house.db.asOwner((tx) => tx.many<{ kind: string; count: number }>(sql`select kind, count(*) as count from organization.unit group by kind`));
    const count = Object.fromEntries(rows.map((row) => [row.kind, row.count]));
    expect(count).toMatchObject({ kecamatan: 21, kelurahan: 26, desa: 281, 'head-of-region': 1, setda: 1, inspektorat: 1, setwan: 1 });
    expect(count['dinas']! + count['badan']!).toBeGreaterThanOrEqual(20);
  });

  it('gives everybody a NIK and a NIP that pass their rules and tell that they are invented', async () => {
    const { house } = one.composed;
    const rows = await house.db.asOwner((tx) => tx.many<{ name: string; nip: string | null; nik: Buffer; phone: string }>(sql`select name, nip, nik_sealed as nik, phone from organization.person`));
    expect(rows.length).toBeGreaterThan(600);
    for (const row of rows) {
      const nik = parseNik(house.secrets.open('nik', row.nik), { today: '2026-11-20' });
      expect(nik.ok && Number(nik.value.serial), row.name).toBeGreaterThanOrEqual(9001);
      expect(row.phone).toMatch(/^\+62800000\d{4}$/);
      if (row.nip === null) continue;
      const nip = parseNip(row.nip, { today: '2026-11-20' });
      expect(nip.ok && Number(nip.value.serial), row.name).toBeGreaterThanOrEqual(901);
      expect(nip.ok && nip.value.warnings).toEqual([]);
      expect(nip.ok && nik.ok && compareNipWithNik(nip.value, nik.value)).toEqual([]);
    }
  });

  it('lets every desa and kelurahan check and sign', async () => {
    const rows = await one.composed.house.db.asOwner((tx) => tx.many<{ name: string }>(sql`select u.name from organization.unit u where u.kind in ('desa', 'kelurahan') and exists (
      select from unnest(array['verifier', 'signer']) duty where not exists (
        select from organization.post p join organization.holding h on h.instansi = p.instansi and h.post = p.id
         where p.instansi = u.instansi and p.unit = u.id and duty = any(p.duties)))`));
    expect(rows).toEqual([]);
  });

  it('is the same again from the same seed', async () => {
    const again = await seeded();
    const people = (c: Composed) => c.house.db.asOwner((tx) => tx.many(sql`select id, account, name, nip, phone from organization.person order by id`));
    expect(again.record).toEqual(one.record);
    expect(await people(again.composed)).toEqual(await people(one.composed));
  }, 120_000);
});
