import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttendancePort, NewPunch } from '../../modules/attendance/contract.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { main } from '../main.ts';
import type { AttendanceReport } from './attendance-verify.ts';

const t = await createTestHouse();
const outside: Record<string, string | undefined> = {};
const urlOf = ({ options: { user, password, database, host, port } }: pg.Pool): string => `postgres://${user}:${encodeURIComponent(String(password))}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
const made: NewPunch[] = Array.from({ length: 5 }, () => ({ id: uuidv7(), person: uuidv7(), holding: null, at: t.clock.now(), direction: 'in', source: 'terminal', trust: 90, class: 'A', latitude: -7.87165, longitude: 111.46371, accuracy: 8.25, note: 'Absen, "kutip" dan é' }));

beforeAll(async () => {
  for (const [name, pool] of Object.entries({ DATABASE_URL: t.house.db.appPool, DATABASE_ADMIN_URL: t.house.db.ownerPool, DATABASE_INGEST_URL: t.house.db.ingestPool })) {
    outside[name] = process.env[name];
    process.env[name] = urlOf(pool);
  }
  const record = (instansi: string, punches: NewPunch[]) => inTenant(t.context(null, instansi), (i) => part<AttendancePort<TenantContext>>(t.house, 'attendance').record(i, punches));
  await record(t.instansi, made);
  await record(t.other, made.slice(0, 1));
  t.clock.advance(86_400_000);
  await record(t.instansi, [{ ...made[0]!, id: uuidv7() }]);
});
afterAll(() => {
  for (const [name, value] of Object.entries(outside)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

async function verify(...words: string[]) {
  const [out, said]: string[][] = [[], []];
  const code = await main(['attendance', 'verify', ...words], { out: (text) => out!.push(text), say: (text) => said!.push(text), now: () => t.clock.now() });
  return { code, report: (out!.length ? JSON.parse(out!.join('')) : undefined) as AttendanceReport, said: said!.join('\n') };
}
const owner = (statement: ReturnType<typeof sql>) => t.house.db.asOwner((tx) => tx.run(statement));
const faults = ({ report }: Awaited<ReturnType<typeof verify>>) => report.institutions.flatMap((one) => one.faults.map(({ kind, vouched, found }) => [one.name, kind, vouched, found]));
const today = () => new Date(t.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

describe('pendopo attendance verify', () => {
  it('finds every batch as its entry vouches for, of one day or of all', async () => {
    const all = await verify();
    expect(all.code).toBe(0);
    expect(all.report).toMatchObject({ intact: true, day: null, institutions: [{ name: 'Kabupaten Ponorogo', batches: 2, checkIns: 6, faults: [] }, { name: 'Kabupaten Sumenep', batches: 1, checkIns: 1, faults: [] }] });
    expect((await verify('--day', today())).report.institutions.map((one) => one.checkIns)).toEqual([1, 0]);
    expect(await verify('--day', '2026-02-31')).toMatchObject({ code: 2, said: expect.stringContaining('tanggal yang ada') });
  });

  it('notices one altered row, and by day only on its day', async () => {
    await owner(sql`update attendance.check_in set at = at - interval '1 millisecond' where instansi = ${t.instansi} and id = ${made[3]!.id}`);
    const seen = await verify();
    expect([seen.code, faults(seen)]).toEqual([2, [['Kabupaten Ponorogo', 'altered', 5, 5]]]);
    expect(seen.said).toContain('berubah sesudah disimpan');
    expect((await verify('--day', today())).code).toBe(0);
    await owner(sql`update attendance.check_in set at = at + interval '1 millisecond' where instansi = ${t.instansi} and id = ${made[3]!.id}`);
    expect((await verify()).code).toBe(0);
  });

  it('notices one removed, one inserted, one without an entry, and an entry that was changed', async () => {
    const [first] = await t.house.db.asOwner((tx) => tx.many<{ batch: string }>(sql`select batch from attendance.check_in where instansi = ${t.instansi} and id = ${made[0]!.id}`));
    const copy = (id: string, batch: string) => owner(sql`insert into attendance.check_in select (jsonb_populate_record(c, jsonb_build_object('id', ${id}::text, 'batch', ${batch}::text))).* from attendance.check_in c where instansi = ${t.instansi} and id = ${made[1]!.id}`);
    const [added, alone] = [uuidv7(), uuidv7()];
    await copy(added, first!.batch);
    await copy(alone, uuidv7());
    expect(faults(await verify()).map(([, kind]) => kind).sort()).toEqual(['added', 'no-entry']);
    await owner(sql`delete from attendance.check_in where instansi = ${t.instansi} and id = any(${[added, alone, made[4]!.id]}::uuid[])`);
    expect(faults(await verify())).toEqual([['Kabupaten Ponorogo', 'missing', 5, 4]]);
    await owner(sql`update audit.entry set detail = detail || '{"count": 4}' where instansi = ${t.instansi} and object_id = ${first!.batch}`);
    expect(faults(await verify())).toEqual([['Kabupaten Ponorogo', 'entry-altered', 4, 4]]);
  });
});
