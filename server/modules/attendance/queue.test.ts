import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createIdentityHouse } from '../identity/people.testing.ts';
import type { Answer, Command } from '../sync/contract.ts';
import { command, newPhone, somebody, type Phone } from '../sync/sync.testing.ts';
import type { CheckInAnswer } from './contract.ts';

// Chapters: what was done without network · once through either door · late

const t = await createIdentityHouse();
const OFFICE = { latitude: -7.8717, longitude: 111.4637 };
let unit = '';
let n = 0;
/** Another accuracy each time: the same fix twice would be noted. */
const here = () => ({ direction: 'in', ...OFFICE, accuracy: 10 + n++ });

interface Carried {
  person: string;
  token: string;
  phone: Phone;
  make(body: object, change?: Partial<Command>): Promise<Command>;
  send(commands: Command[]): Promise<Answer[]>;
}
/** Somebody with a phone that has just greeted the server. */
async function carried(): Promise<Carried> {
  const officer = await t.officer({ unit, duties: [] });
  const token = await t.signInAs(officer.nip);
  const phone = await newPhone();
  const greet = async () => {
    const { body } = await t.ask('POST', '/sinkron', { token, body: { device: phone.id } });
    const { contact } = body as unknown as { contact: { at: string; proof: string } };
    phone.contact = { ...contact, deviceTime: contact.at };
  };
  expect((await t.ask('POST', '/sinkron/perangkat', { token, body: { id: phone.id, name: 'HP', key: phone.publicKey } })).status).toBe(201);
  await greet();
  const viewer = somebody(t.instansi);
  viewer.hat!.holdingId = officer.holding;
  return {
    person: officer.person, token, phone,
    make: (body, change = {}) => command(phone, viewer, body, { kind: 'attendance.check-in', ...change }),
    send: async (commands) => ((await t.ask('POST', '/sinkron', { token, body: { device: phone.id, commands } })).body as unknown as { answers: Answer[] }).answers,
  };
}
const rowsOf = (person: string) =>
  t.house.db.asOwner((tx) => tx.many<{ id: string; at: Date; source: string; class: string; verdict: string; reasons: string[] }>(sql`select id, at, source, class, verdict, reasons from attendance.check_in where person = ${person} order by at, id`));

beforeAll(async () => {
  unit = await t.unit('Kecamatan Pudak');
  await t.house.db.inTenant(t.instansi, (tx) => tx.run(sql`insert into attendance.place (instansi, id, unit, name, kind, latitude, longitude, radius, from_at, made_at)
    values (${t.instansi}, ${uuidv7()}, ${unit}, 'Kantor Camat Pudak', 'office', ${OFFICE.latitude}, ${OFFICE.longitude}, 100, '2020-01-01', '2020-01-01')`));
});

describe('what was done without network', () => {
  it('counts by its corrected time, class B, and is the command\'s own id', async () => {
    const one = await carried();
    const made = await one.make(here());
    const doneAt = new Date(t.clock.now().getTime() + 60_000);
    t.clock.advance(5 * 3_600_000);
    expect(await one.send([made])).toMatchObject([{ id: made.id, state: 'accepted', marks: [], result: { id: made.id, verdict: 'accepted', class: 'B', at: doneAt.toISOString() } }]);
    expect(await rowsOf(one.person)).toEqual([{ id: made.id, at: doneAt, source: 'queue', class: 'B', verdict: 'accepted', reasons: [] }]);
  });

  it('with a clock that was moved, or without a contact, is taken, marked and class C', async () => {
    const one = await carried();
    const at = Date.parse(one.phone.contact.at);
    const moved = await one.make(here(), { deviceTime: new Date(at - 7_200_000).toISOString() });
    const alone = await one.make(here(), { contact: { at: '', proof: '', deviceTime: '' }, deviceTime: '1970-01-01T00:00:00.000Z' });
    t.clock.advance(3_600_000);
    const answers = await one.send([moved, alone]);
    expect(answers.map(({ state }) => state)).toEqual(['marked', 'marked']);
    expect((await rowsOf(one.person)).map((row) => [row.class, row.reasons])).toEqual([['C', ['chain-marked']], ['C', ['chain-marked']]]);
  });

  it('outside the fence, without position and with a code that no door showed is kept: nobody can do it again', async () => {
    const one = await carried();
    const made = [await one.make({ direction: 'in', latitude: -7.9, longitude: 111.5, accuracy: 8 }), await one.make({ direction: 'out' }), await one.make({ ...here(), door: '12-123456' })];
    t.clock.advance(3_600_000);
    expect((await one.send(made)).map(({ state, marks }) => [state, marks.map(({ code }) => code).filter((code) => code !== 'too-fast')])).toEqual([['marked', ['outside-fence']], ['marked', ['no-position']], ['marked', ['door-code-wrong']]]);
  });

  it.each([[{ direction: 'naik' }], [{ ...OFFICE, latitude: 91 }], [{ note: 'a\u0000' }], ['bukan benda']])('that nobody can read is refused with a sentence: %j', async (body) => {
    const one = await carried();
    expect(await one.send([await one.make(body as object)])).toMatchObject([{ state: 'refused', code: 'sync.unreadable', sentence: expect.stringMatching(/tidak terbaca/) }]);
    expect(await rowsOf(one.person)).toEqual([]);
  });
});

describe('of another hour or day', () => {
  it('is judged by the roll call that stood then, and by the place that was allowed on that day', async () => {
    const one = await carried();
    const now = t.clock.now();
    const [square, home] = [uuidv7(), uuidv7()];
    const day = now.toISOString().slice(0, 10);
    await t.house.db.inTenant(t.instansi, async (tx) => {
      await tx.run(sql`insert into attendance.place (instansi, id, unit, name, kind, latitude, longitude, radius, from_at, to_at, made_at) values
        (${t.instansi}, ${square}, null, 'Alun-alun', 'roll-call', -7.8, 111.4, 100, ${new Date(now.getTime() - 3_600_000)}, ${new Date(now.getTime() + 3_600_000)}, ${now}),
        (${t.instansi}, ${home}, ${unit}, 'Rumah', 'home', -7.95, 111.6, 100, '2020-01-01', null, ${now})`);
      await tx.run(sql`insert into attendance.person_place (instansi, id, person, place, from_day, to_day, made_at) values (${t.instansi}, ${uuidv7()}, ${one.person}, ${home}, ${day}, ${day}, ${now})`);
      await tx.run(sql`select pg_notify('pendopo_forget', ${`standings ${t.instansi}`})`);
    });
    const made = [await one.make({ direction: 'in', latitude: -7.8, longitude: 111.4, accuracy: 7 })];
    t.clock.advance(10 * 60_000 + 24 * 3_600_000 - 7_200_000);
    await t.house.db.asOwner((tx) => tx.run(sql`update identity.session set expires_at = ${new Date(t.clock.now().getTime() + 3_600_000)}`));
    const other = await one.make({ direction: 'out', latitude: -7.95, longitude: 111.6, accuracy: 8 }, { monotonicMs: 3 * 3_600_000, deviceTime: new Date(now.getTime() + 3 * 3_600_000).toISOString() });
    const answers = await one.send([...made, other]);
    expect(answers.map(({ result }) => (result as CheckInAnswer).place?.name)).toEqual(['Alun-alun', 'Rumah']);
    expect(answers.map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  });
});

describe('once, through either door', () => {
  it('an answer that was lost online is the answer of the queue, and the other way round', async () => {
    const one = await carried();
    const body = here();
    const id = uuidv7();
    const online = await t.ask('POST', '/kehadiran/absen', { token: one.token, body: { id, ...body, device: one.phone.id } });
    expect(online).toMatchObject({ status: 200 });
    t.clock.advance(60_000);
    const replayed = await one.make(body, { id });
    expect(await one.send([replayed])).toMatchObject([{ state: 'accepted', result: online.body }]);
    const first = await one.make(here());
    const [answer] = await one.send([first]);
    expect((await t.ask('POST', '/kehadiran/absen', { token: one.token, body: { id: first.id, ...(first.body as object), device: one.phone.id } })).body).toEqual(answer!.result as CheckInAnswer);
    expect((await rowsOf(one.person)).map((row) => [row.id, row.source])).toEqual([[id, 'phone'], [first.id, 'queue']]);
  });

  it('the same id with another body is refused in either, and stays what it was', async () => {
    const one = await carried();
    const made = await one.make(here());
    expect(await one.send([made])).toMatchObject([{ state: 'accepted' }]);
    expect(await t.ask('POST', '/kehadiran/absen', { token: one.token, body: { id: made.id, ...here(), device: one.phone.id } })).toMatchObject({ status: 409, body: { code: 'attendance.id-reused' } });
    const taken = uuidv7();
    expect((await t.ask('POST', '/kehadiran/absen', { token: one.token, body: { id: taken, ...here() } })).status).toBe(200);
    expect(await one.send([await one.make(here(), { id: taken })])).toMatchObject([{ state: 'refused', code: 'attendance.id-reused' }]);
    expect(await rowsOf(one.person)).toHaveLength(2);
  });
});

describe('late', () => {
  it('beyond 72 hours it is taken for the unit head to vouch for', async () => {
    const one = await carried();
    const made = [await one.make(here()), await one.make(here(), { monotonicMs: 3_600_000, deviceTime: new Date(Date.parse(one.phone.contact.at) + 3_600_000).toISOString() })];
    t.clock.advance(72 * 3_600_000 + 120_000);
    const { token } = one;
    // The session of that day has ended; whoever signs in again sends what waited.
    expect((await t.ask('POST', '/sinkron', { token, body: { device: one.phone.id, commands: made } })).status).toBe(401);
    await t.house.db.asOwner((tx) => tx.run(sql`update identity.session set expires_at = ${new Date(t.clock.now().getTime() + 3_600_000)}`));
    expect((await one.send(made)).map(({ marks }) => marks.map(({ code }) => code))).toEqual([['sent-late'], []]);
    expect((await rowsOf(one.person)).map((row) => [row.class, row.reasons])).toEqual([['C', ['sent-late']], ['B', []]]);
  });
});
