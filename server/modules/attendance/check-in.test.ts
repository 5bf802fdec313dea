import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { testCluster } from '../../testing/cluster.ts';
import { createIdentityHouse } from '../identity/people.testing.ts';
import type { CheckInAnswer } from './contract.ts';

// Chapters: a check-in · once · who may not · what the writer may · what is revoked

const t = await createIdentityHouse();
const OFFICE = { latitude: -7.8717, longitude: 111.4637 };
const here = { ...OFFICE, accuracy: 12 };
let unit = '';
let budi: Awaited<ReturnType<typeof t.officer>>;
let token = '';
const place = uuidv7();

type Said = Partial<CheckInAnswer> & { code?: string; detail?: string; retryAfter?: number };
async function absen(body: object, as: string | undefined = token): Promise<{ status: number; body: Said }> {
  const answer = await t.ask('POST', '/kehadiran/absen', { body: { id: uuidv7(), direction: 'in', ...body }, token: as });
  return answer as unknown as { status: number; body: Said };
}
const rows = <Row>(statement: ReturnType<typeof sql>) => t.house.db.asOwner((tx) => tx.many<Row>(statement));
async function heard(): Promise<void> {
  await expect.poll(() => t.house.db.forgetting.isHeard()).toBe(true);
}

beforeAll(async () => {
  unit = await t.unit('Dinas Kominfo');
  budi = await t.officer({ unit, duties: [] });
  token = await t.signInAs(budi.nip);
  await t.house.db.inTenant(t.instansi, (tx) => tx.run(sql`insert into attendance.place (instansi, id, unit, name, kind, latitude, longitude, radius, from_at, made_at)
    values (${t.instansi}, ${place}, ${unit}, 'Dinas Kominfo', 'office', ${OFFICE.latitude}, ${OFFICE.longitude}, 100, '2020-01-01', '2020-01-01')`));
});

describe('a check-in', () => {
  it('inside the fence is accepted at once, stored under the session\'s institution and person, whatever the body says', async () => {
    const id = uuidv7();
    const answer = await absen({ id, ...here, instansi: t.other, person: uuidv7() });
    expect(answer).toMatchObject({ status: 200, body: { id, verdict: 'accepted', class: 'A', trust: 100, reasons: [], place: { id: place, name: 'Dinas Kominfo', kind: 'office' }, at: t.clock.now().toISOString(), selfie: false } });
    expect(await rows(sql`select instansi, person, holding, source, direction, verdict from attendance.check_in where id = ${id}`)).toEqual([{ instansi: t.instansi, person: budi.person, holding: budi.holding, source: 'phone', direction: 'in', verdict: 'accepted' }]);
  });

  it('outside is refused with the distance; with a reason it is taken and marked', async () => {
    const far = { latitude: -7.8867, longitude: 111.4637, accuracy: 10 };
    expect(await absen(far)).toMatchObject({ status: 422, body: { code: 'attendance.outside-fence', detail: expect.stringMatching(/1\.668 m dari Dinas Kominfo/) } });
    t.clock.advance(3_600_000);
    expect(await absen({ ...far, note: 'Rapat di "Bappeda" \\ lantai {2}, lama' })).toMatchObject({ status: 200, body: { verdict: 'marked', class: 'C', selfie: true, reasons: [{ code: 'outside-fence' }] } });
    expect(await rows(sql`select note from attendance.check_in where instansi = ${t.instansi} and note is not null`)).toEqual([{ note: 'Rapat di "Bappeda" \\ lantai {2}, lama' }]);
  });

  it.each([
    [{ latitude: 0, longitude: 0, accuracy: 5 }, 422, 'attendance.no-position'], [{}, 422, 'attendance.no-position'], [{ latitude: 91, longitude: 0 }, 422, 'request.invalid'], [{ ...here, accuracy: -1 }, 422, 'request.invalid'], [{ ...here, accuracy: null }, 422, 'request.invalid'],
    [{ ...here, id: 'satu' }, 422, 'request.invalid'], [{ ...here, direction: 'naik' }, 422, 'request.invalid'], [{ ...here, note: 'a\u0000b' }, 422, 'request.invalid'], [{ ...here, note: 'x'.repeat(301) }, 422, 'request.invalid'], [{ ...here, door: '12-000000' }, 422, 'attendance.door-code-wrong'],
  ])('of bad input gets a sentence: %j', async (body, status, code) => {
    const answer = await absen(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.detail).toMatch(/[a-z]/);
  });

  let clock = 60;
  it.each([['1970-01-01T00:00:00Z', 'clock-absurd'], ['2099-12-31T23:59:59Z', 'clock-absurd'], ['bukan waktu', 'clock-absurd'], ['2026-03-02T02:00:00Z', 'clock-off']])('with a clock of %s counts by the server and is marked %s', async (at, code) => {
    t.clock.advance(86_400_000);
    token = await t.signInAs(budi.nip);
    expect(await absen({ ...here, accuracy: clock++, at })).toMatchObject({ status: 200, body: { at: t.clock.now().toISOString(), verdict: 'marked', reasons: [{ code }] } });
  });
});

describe('once', () => {
  it('the same id with the same body gets the same answer, with another body 409, and there is one row', async () => {
    const id = uuidv7();
    const body = { id, ...here, accuracy: 7.25 };
    const first = await absen(body);
    t.clock.advance(120_000);
    expect(await absen(body)).toEqual(first);
    expect(await absen({ ...body, direction: 'out' })).toMatchObject({ status: 409, body: { code: 'attendance.id-reused' } });
    const other = await t.officer({ unit, duties: [] });
    expect(await absen(body, await t.signInAs(other.nip))).toMatchObject({ status: 409, body: { code: 'attendance.id-reused' } });
    expect(await rows(sql`select count(*)::int as count from attendance.check_in where id = ${id}`)).toEqual([{ count: 1 }]);
  });

  it('also when a program writes its ids in capital letters', async () => {
    const id = uuidv7();
    const first = await absen({ id: id.toUpperCase(), ...here, accuracy: 6.5 });
    expect(first).toMatchObject({ status: 200, body: { id } });
    expect(await absen({ id: id.toUpperCase(), ...here, accuracy: 6.5 })).toEqual(first);
    expect(await absen({ id: id.toUpperCase(), ...here, accuracy: 6.5, direction: 'out' })).toMatchObject({ status: 409, body: { code: 'attendance.id-reused' } });
  });

  it('an accuracy finer than a number of the database is kept as nothing, and holds up no batch', async () => {
    const id = uuidv7();
    expect((await absen({ id, ...here, accuracy: 1e-50 })).status).toBe(200);
    expect(await rows(sql`select accuracy from attendance.check_in where id = ${id}`)).toEqual([{ accuracy: 0 }]);
  });

  it('also when it is sent many times at the same moment', async () => {
    const body = { id: uuidv7(), ...here, accuracy: 6 };
    const answers = await Promise.all([...Array.from({ length: 8 }, () => absen(body)), absen({ ...body, direction: 'out' })]);
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 8 }, () => 200), 409]);
    expect(new Set(answers.slice(0, 8).map(({ body: said }) => JSON.stringify(said))).size).toBe(1);
  });

  it('many people of two institutions share a batch; each institution has one audit entry that vouches for its own', async () => {
    const neighbourUnit = await t.unit('Dinas Sumenep', { instansi: t.other });
    const people = await Promise.all([...[1, 2, 3].map(() => t.officer({ unit, duties: [] })), t.officer({ unit: neighbourUnit, duties: [], instansi: t.other })]);
    const tokens = await Promise.all(people.map(({ nip }) => t.signInAs(nip)));
    const ids = tokens.map(() => uuidv7());
    // Who asks is known already, so that they meet in one batch.
    await Promise.all(tokens.map((as) => absen({ ...here, note: 'pertama' }, as)));
    t.clock.advance(1000);
    const answers = await Promise.all(tokens.map((as, i) => absen({ id: ids[i], ...here, accuracy: 20 + i, note: 'kedua' }, as)));
    expect(answers.map(({ status, body }) => [status, body.verdict])).toEqual([[200, 'accepted'], [200, 'accepted'], [200, 'accepted'], [200, 'marked']]);
    const found = await rows<{ instansi: string; batch: string; id: string }>(sql`select instansi, batch, id from attendance.check_in where id = any(${ids}::uuid[])`);
    expect(new Set(found.map((row) => row.batch)).size).toBeLessThan(4);
    for (const [batch, of] of Map.groupBy(found, (row) => row.batch)) {
      const entries = await rows<{ instansi: string; detail: { count: number; digest: string }; fits: boolean }>(sql`select e.instansi, e.detail, e.detail ->> 'digest' = encode(d.digest, 'hex') as fits
        from audit.entry e cross join lateral attendance.batch_digest(e.instansi, ${batch}, ${ids}::uuid[]) d where e.action = 'attendance.checked-in' and e.object_id = ${batch}`);
      expect(entries.map((entry) => [entry.instansi, entry.detail.count, entry.fits]).sort()).toEqual([...Map.groupBy(of, (row) => row.instansi)].map(([instansi, list]) => [instansi, list.length, true]).sort());
    }
  });
});

describe('who may not', () => {
  it('nobody without a session, without a post, or with a key of an integrator', async () => {
    expect(await absen(here, '')).toMatchObject({ status: 401, body: { code: 'request.not-signed-in' } });
    const citizen = await t.register();
    expect(await absen(here, citizen.token)).toMatchObject({ status: 403, body: { code: 'request.not-allowed' } });
  });

  it('sends more than sixty in a minute; the others of the office behind the same address go on', async () => {
    const [eager, calm] = [await t.officer({ unit, duties: [] }), await t.officer({ unit, duties: [] })];
    const [first, second] = [await t.signInAs(eager.nip), await t.signInAs(calm.nip)];
    await heard();
    const statuses: number[] = [];
    for (let i = 0; i < 62; i++) statuses.push((await absen({ ...here, accuracy: 30 + i }, first)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.at(-1)).toBe(429);
    expect((await absen(here, second)).status).toBe(200);
  });
});

describe('what the writer may', () => {
  it('is to add check-ins: it reads none, changes none, and sees no other table', async () => {
    const writer = new pg.Client(t.house.db.ingestPool.options as pg.ClientConfig);
    await writer.connect();
    try {
      for (const statement of ['select 1 from attendance.check_in', 'update attendance.check_in set trust = 100', 'delete from attendance.check_in', 'truncate attendance.check_in', 'select 1 from attendance.place', 'select 1 from audit.entry', 'insert into audit.entry default values', 'select 1 from identity.session', 'create table attendance.x (a int)', `select * from attendance.batch_digest('${t.instansi}', '${place}', '{}')`]) {
        await expect(writer.query(statement), statement).rejects.toThrow(/permission denied/);
      }
      const { rows: granted } = await writer.query(`select table_schema || '.' || table_name as name, privilege_type from information_schema.role_table_grants where grantee = 'pendopo_ingest'`);
      expect(granted).toEqual([{ name: 'attendance.check_in', privilege_type: 'INSERT' }]);
    } finally {
      await writer.end();
    }
  });
});

describe('what is revoked', () => {
  const fresh = async () => {
    const one = await t.officer({ unit, duties: [] });
    const as = await t.signInAs(one.nip);
    await heard();
    // From memory from the second on: a statement that counts would be the only other witness.
    expect((await absen({ ...here, accuracy: 40 }, as)).status).toBe(200);
    expect((await absen({ ...here, accuracy: 41 }, as)).status).toBe(200);
    return { ...one, as };
  };
  const within5s = { timeout: 5000, interval: 100 };
  let tries = 50;
  const status = async (as: string) => (await absen({ ...here, accuracy: tries++ }, as)).status;

  it('by another process is refused within five seconds: session, account, hat and holder', async () => {
    const [session, account, holder] = [await fresh(), await fresh(), await fresh()];
    // Another process is another connection that knows nothing of this house's memory.
    const away = new pg.Client(t.house.db.ownerPool.options as pg.ClientConfig);
    await away.connect();
    try {
      await away.query(`begin; delete from identity.session where account = '${session.account}'; select pg_notify('pendopo_forget', 'account ${session.account}'); commit`);
      await expect.poll(() => status(session.as), within5s).toBe(401);
      await away.query(`begin; update identity.account set status = 'closed' where id = '${account.account}'; select pg_notify('pendopo_forget', 'account ${account.account}'); commit`);
      await expect.poll(() => status(account.as), within5s).toBe(401);
      await away.query(`begin; update organization.holding set to_day = '2026-01-01' where id = '${holder.holding}'; select pg_notify('pendopo_forget', 'hats ${t.instansi}'); commit`);
      await expect.poll(() => status(holder.as), within5s).toBe(403);
    } finally {
      await away.end();
    }
  });

  it('by the verbs of the house too: signing out, taking the hat off', async () => {
    const [out, off] = [await fresh(), await fresh()];
    expect((await t.ask('DELETE', '/sesi/ini', { token: out.as })).status).toBeLessThan(300);
    await expect.poll(() => status(out.as), within5s).toBe(401);
    expect((await t.ask('PUT', '/sesi/ini/jabatan', { token: off.as, body: { holdingId: null } })).status).toBe(200);
    await expect.poll(() => status(off.as), within5s).toBe(403);
  });

  it('by time: the end of the session, and of the order at midnight', async () => {
    const [ends, order] = [await fresh(), await fresh()];
    await t.house.db.asOwner((tx) => tx.run(sql`update organization.holding set to_day = ${t.clock.now().toISOString().slice(0, 10)} where id = ${order.holding}`));
    t.clock.advance(13 * 3_600_000);
    expect(await status(ends.as)).toBe(401);
    expect(await status(order.as)).toBe(401);
  });

  it('where nothing can be heard nothing is believed: each request asks the database', async () => {
    const one = await fresh();
    const superuser = new pg.Client({ ...testCluster().superuser, database: t.house.db.ownerPool.options.database! });
    await superuser.connect();
    const { rows: ended } = await superuser.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'pendopo-forgetting'`);
    await superuser.end();
    expect(ended.length).toBeGreaterThan(0);
    await t.house.db.asOwner((tx) => tx.run(sql`delete from identity.session where account = ${one.account}`));
    await expect.poll(() => status(one.as), within5s).toBe(401);
  });
});
