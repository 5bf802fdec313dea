import { beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../../engines/sync/envelope.ts';
import { doorCode, doorStep, readDoorSecret } from '../../engines/attendance/door-code.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createIdentityHouse } from '../identity/people.testing.ts';
import { JPEG } from './attendance.testing.ts';
import { dropOldSelfies } from './service/photographs.ts';

// Chapters: places · doors · phones · reviews · photographs · the own day

const t = await createIdentityHouse();
interface Body {
  [name: string]: unknown;
  id: string;
  ids: string[];
  number: number;
  secret: string;
  state: string;
  verdict: string;
  place: unknown;
  mayRevoke: boolean;
  items: { id: string; state: string; person: string; note: string }[];
  punches: { id: string; review: string; words: string }[];
}
type Officer = Awaited<ReturnType<typeof t.officer>>;
const OFFICE = { latitude: -7.8717, longitude: 111.4637 };
const FAR = { latitude: -7.8867, longitude: 111.4637, accuracy: 9 };
let unit = '';
let other = '';
let place = '';
const tokens: Record<string, string> = {};
const who: Record<string, Officer> = {};

const ask = async (method: 'GET' | 'POST' | 'PUT', path: string, as: string, body?: object) => (await t.ask(method, path, { ...(body ? { body } : {}), token: tokens[as]! })) as unknown as { status: number; body: Body };
const absen = (as: string, body: object) => ask('POST', '/kehadiran/absen', as, { id: uuidv7(), direction: 'in', ...body });
const office = (over: object = {}) => ({ name: 'Kantor Dinas', kind: 'office', unit, ...OFFICE, radius: 100, ...over });

async function enrol(as: string): Promise<{ device: string; state: string }> {
  const { x, y } = await crypto.subtle.exportKey('jwk', (await makeKey()).publicKey);
  const device = uuidv7();
  expect((await ask('POST', '/sinkron/perangkat', as, { id: device, name: 'HP Android', key: { kty: 'EC', crv: 'P-256', x, y } })).status).toBe(201);
  const { status, body } = await ask('POST', '/kehadiran/hp', as, { device });
  expect(status).toBe(200);
  return { device, state: body.state };
}

beforeAll(async () => {
  [unit, other] = [await t.unit('Dinas Kominfo'), await t.unit('Dinas Sosial')];
  who['head'] = await t.officer({ unit, duties: [] });
  who['clerk'] = await t.officer({ unit, duties: ['personnel-officer'] });
  who['agency'] = await t.officer({ unit: other, duties: ['personnel-agency'] });
  who['budi'] = await t.officer({ unit, duties: [] });
  who['ani'] = await t.officer({ unit: other, duties: [] });
  await t.house.db.asOwner((tx) => tx.run(sql`update organization.post set is_head = true where instansi = ${t.instansi} and id = (select post from organization.holding where instansi = ${t.instansi} and id = ${who['head']!.holding})`));
  for (const [name, officer] of Object.entries(who)) tokens[name] = await t.signInAs(officer.nip);
});

describe('places', () => {
  it('of the own unit are made by its personnel officer, of others and of everybody by the agency only', async () => {
    const made = await ask('POST', '/kehadiran/tempat', 'clerk', office());
    expect(made.status).toBe(201);
    place = made.body.id;
    expect(await ask('POST', '/kehadiran/tempat', 'clerk', office({ unit: other }))).toMatchObject({ status: 403, body: { code: 'attendance.not-your-unit' } });
    expect(await ask('POST', '/kehadiran/tempat', 'clerk', office({ unit: null }))).toMatchObject({ status: 403 });
    expect(await ask('POST', '/kehadiran/tempat', 'budi', office())).toMatchObject({ status: 403 });
    expect((await absen('budi', { ...OFFICE, accuracy: 12 })).body).toMatchObject({ verdict: 'accepted', place: { id: place } });
  });
  it.each([
    ['a roll call without end', { kind: 'roll-call' }, 'attendance.roll-call-ends'], ['an end before the beginning', { from: '2027-01-02T00:00:00Z', to: '2027-01-01T00:00:00Z' }, 'attendance.place-times'], ['the sea off Africa', { latitude: 0, longitude: 0 }, 'request.invalid'], ['a circle of 3 metres', { radius: 3 }, 'request.invalid'],
  ])('with %s is refused', async (_, over, code) => expect((await ask('POST', '/kehadiran/tempat', 'agency', office(over))).body).toMatchObject({ code }));
  it('of a roll call hold for the units that it names, and for no other', async () => {
    const now = t.clock.now().getTime();
    const square = { latitude: -7.9, longitude: 111.5 };
    const made = await ask('POST', '/kehadiran/tempat', 'agency', { ...office({ name: 'Alun-alun', kind: 'roll-call', unit: null, units: [unit] }), ...square, from: new Date(now - 60_000).toISOString(), to: new Date(now + 3_600_000).toISOString() });
    expect(made.status).toBe(201);
    t.clock.advance(61_000);
    expect((await absen('budi', { ...square, accuracy: 8 })).body).toMatchObject({ place: { name: 'Alun-alun', kind: 'roll-call' } });
    const stranger = await absen('ani', { ...square, accuracy: 8 });
    expect(stranger.body.place ?? null).toBeNull();
  });
  it('keep the units that the agency added when the unit that owns them saves its form', async () => {
    const { body } = await ask('POST', '/kehadiran/tempat', 'agency', office({ name: 'Mal Pelayanan', units: [other] }));
    expect((await ask('PUT', `/kehadiran/tempat/${body.id}`, 'clerk', { ...office({ name: 'Mal Pelayanan Publik', units: [] }), version: 1 })).status).toBe(200);
    expect((await ask('GET', `/kehadiran/tempat/${body.id}`, 'agency')).body.place).toMatchObject({ name: 'Mal Pelayanan Publik', units: [{ id: other }] });
    expect((await ask('PUT', `/kehadiran/tempat/${body.id}`, 'agency', { ...office({ units: [] }), version: 2, to: new Date(t.clock.now().getTime() + 1000).toISOString() })).status).toBe(200);
    expect((await ask('GET', `/kehadiran/tempat/${body.id}`, 'agency')).body.place).toMatchObject({ units: [] });
    t.clock.advance(2000);
  });
  it('somebody else changed meanwhile are not overwritten', async () => {
    expect((await ask('PUT', `/kehadiran/tempat/${place}`, 'clerk', { ...office({ radius: 120 }), version: 1 })).status).toBe(200);
    expect((await ask('PUT', `/kehadiran/tempat/${place}`, 'clerk', { ...office({ radius: 90 }), version: 1 })).status).toBe(409);
  });
  it('elsewhere are approved before the day, by whom the unit is kept, and end', async () => {
    const day = (away: number) => new Date(t.clock.now().getTime() + (away * 24 + 7) * 3_600_000).toISOString().slice(0, 10);
    const allow = (over: object, as = 'clerk') => ask('POST', '/kehadiran/tempat-lain', as, { people: [who['budi']!.person], kind: 'anywhere', from: day(0), to: day(0), legalBasis: 'SP 800/1', ...over });
    expect((await allow({ from: day(-1) })).body).toMatchObject({ code: 'attendance.elsewhere-past' });
    expect((await allow({ to: day(-1), from: day(0) })).body).toMatchObject({ code: 'attendance.elsewhere-days' });
    expect((await allow({ people: [who['ani']!.person] })).body).toMatchObject({ code: 'attendance.not-on-unit' });
    expect((await allow({ kind: 'home' })).body).toMatchObject({ code: 'attendance.home-needs-point' });
    const allowed = await allow({});
    expect(allowed.status).toBe(201);
    t.clock.advance(61_000);
    expect((await absen('budi', { ...FAR })).body).toMatchObject({ reasons: expect.arrayContaining([expect.objectContaining({ code: 'approved-elsewhere' })]) });
    const [id] = allowed.body.ids;
    expect((await ask('POST', `/kehadiran/tempat-lain/${id}/akhiri`, 'clerk', {})).status).toBe(200);
    expect((await ask('POST', `/kehadiran/tempat-lain/${id}/akhiri`, 'clerk', {})).body).toMatchObject({ code: 'attendance.elsewhere-unknown' });
    expect((await absen('budi', FAR)).body).toMatchObject({ code: 'attendance.outside-fence' });
  });
  it('at home are nobody else\'s to look at, by whatever id', async () => {
    const day = new Date(t.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
    expect((await ask('POST', '/kehadiran/tempat-lain', 'agency', { people: [who['ani']!.person], kind: 'home', latitude: -7.9, longitude: 111.5, from: day, to: day, legalBasis: 'SP 800/2' })).status).toBe(201);
    const [home] = await t.house.db.asOwner((tx) => tx.many<{ id: string }>(sql`select id from attendance.place where instansi = ${t.instansi} and kind = 'home'`));
    expect((await ask('GET', `/kehadiran/tempat/${home!.id}`, 'clerk')).body).toMatchObject({ code: 'attendance.place-unknown' });
    expect((await ask('POST', '/kehadiran/tempat-lain', 'clerk', { people: [who['budi']!.person], kind: 'place', place: home!.id, from: day, legalBasis: 'SP 800/3' })).body).toMatchObject({ code: 'attendance.place-unknown' });
    expect((await ask('GET', '/kehadiran/tempat-lain', 'clerk')).body.items).toEqual([]);
  });
  it('of a unit are found behind a thousand newer ones of others', async () => {
    const day = new Date(t.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
    expect((await ask('POST', '/kehadiran/tempat-lain', 'clerk', { people: [who['budi']!.person], kind: 'anywhere', from: day, to: day, legalBasis: 'SP 800/4' })).status).toBe(201);
    await t.house.db.asOwner((tx) => tx.run(sql`insert into attendance.person_place (instansi, id, person, place, from_day, to_day, made_at)
      select ${t.instansi}::uuid, gen_random_uuid(), ${who['ani']!.person}::uuid, (select id from attendance.place where instansi = ${t.instansi} and kind = 'anywhere'), ${day}::date + 30, ${day}::date + 30, now() from generate_series(1, 1001)`));
    expect((await ask('GET', '/kehadiran/tempat-lain', 'clerk')).body.items).toMatchObject([{ person: who['budi']!.person }]);
    await t.house.db.asOwner((tx) => tx.run(sql`delete from attendance.person_place where instansi = ${t.instansi}`));
  });
});

describe('a door', () => {
  it('proves the place by the code of the moment; the key of before, another door and a closed one prove nothing', async () => {
    const { body: made } = await ask('POST', `/kehadiran/tempat/${place}/pintu`, 'clerk', { name: 'Lobi' });
    expect((await ask('POST', `/kehadiran/pintu/${made.id}/layar`, 'budi', {})).status).toBe(403);
    const first = (await ask('POST', `/kehadiran/pintu/${made.id}/layar`, 'clerk', {})).body;
    t.clock.advance(61_000);
    const code = async (secret: string) => `${made.number}-${await doorCode(await readDoorSecret(secret), doorStep(t.clock.now().getTime()))}`;
    const taken = await absen('budi', { door: await code(first.secret) });
    expect(taken.body).toMatchObject({ verdict: 'accepted', place: { id: place }, reasons: [{ code: 'door-code' }] });
    const second = (await ask('POST', `/kehadiran/pintu/${made.id}/layar`, 'clerk', {})).body;
    expect(second.secret).not.toBe(first.secret);
    t.clock.advance(61_000);
    expect((await absen('budi', { door: await code(first.secret) })).body).toMatchObject({ code: 'attendance.door-code-wrong' });
    expect((await absen('budi', { door: await code(second.secret) })).body).toMatchObject({ verdict: 'accepted' });
    expect((await ask('POST', `/kehadiran/pintu/${made.id}/tutup`, 'clerk', {})).status).toBe(200);
    t.clock.advance(61_000);
    expect((await absen('budi', { door: await code(second.secret) })).body).toMatchObject({ code: 'attendance.door-code-wrong' });
    expect((await absen('budi', { door: '9999-123456' })).body).toMatchObject({ code: 'attendance.door-code-wrong' });
  });
});

it('what two do at the same moment is done, or told to look again; it never breaks', async () => {
  const doors = await Promise.all(Array.from({ length: 8 }, (_, n) => ask('POST', `/kehadiran/tempat/${place}/pintu`, 'clerk', { name: `Pintu ${n}` })));
  expect(doors.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  expect(doors.filter(({ status, body }) => status !== 201 && body['code'] !== 'request.changed-meanwhile')).toEqual([]);
  expect(new Set(doors.flatMap(({ status, body }) => (status === 201 ? [body.number] : []))).size).toBe(doors.filter(({ status }) => status === 201).length);
});

describe('phones', () => {
  it('the first is taken as it comes; another waits for the superior, and what it sends is marked', async () => {
    const old = await enrol('budi');
    expect(old.state).toBe('active');
    const next = await enrol('budi');
    expect(next.state).toBe('asked');
    const list = await ask('GET', '/kehadiran/hp', 'head');
    const asked = list.body.items.find((one) => one.state === 'asked')!;
    expect(asked.person).toBe(who['budi']!.person);
    expect(list.body.mayRevoke).toBe(false);
    expect((await ask('POST', `/kehadiran/hp/${asked.id}/setujui`, 'budi', {})).body).toMatchObject({ code: 'attendance.phone-own' });
    expect((await ask('POST', `/kehadiran/hp/${asked.id}/setujui`, 'ani', {})).body).toMatchObject({ code: 'attendance.phone-unknown' });
    expect((await ask('POST', `/kehadiran/hp/${asked.id}/setujui`, 'head', {})).status).toBe(200);
    t.clock.advance(61_000);
    expect((await absen('budi', { ...OFFICE, accuracy: 13, device: next.device })).body).toMatchObject({ verdict: 'accepted' });
    expect((await absen('budi', { ...OFFICE, accuracy: 14, device: old.device })).body).toMatchObject({ verdict: 'marked', reasons: [{ code: 'phone-unapproved' }] });
    expect((await absen('ani', { ...OFFICE, accuracy: 15, device: next.device })).body).toMatchObject({ verdict: 'marked', reasons: expect.arrayContaining([expect.objectContaining({ code: 'device-shared' })]) });
    // A colleague with the password on another phone names none, or writes the right one in other letters.
    expect((await absen('budi', { ...OFFICE, accuracy: 16 })).body).toMatchObject({ verdict: 'marked', reasons: [{ code: 'phone-unapproved' }] });
    expect((await absen('ani', { ...OFFICE, accuracy: 17, device: next.device.toUpperCase() })).body).toMatchObject({ reasons: expect.arrayContaining([expect.objectContaining({ code: 'device-shared' })]) });
  });
  it('two first ones at the same moment: one is taken, the other asks, and each is told so', async () => {
    const one = await t.officer({ unit, duties: [] });
    tokens['twice'] = await t.signInAs(one.nip);
    const states = (await Promise.all([enrol('twice'), enrol('twice'), enrol('twice')])).map(({ state }) => state);
    expect(states.sort()).toEqual(['active', 'asked', 'asked']);
  });
  it('a lost one is revoked by who keeps the matters: what it sends is refused', async () => {
    const list = await ask('GET', '/kehadiran/hp', 'clerk');
    const lost = list.body.items.find((one) => one.state === 'active' && one.person === who['budi']!.person)!;
    expect((await ask('POST', `/kehadiran/hp/${lost.id}/cabut`, 'head', {})).body).toMatchObject({ code: 'attendance.phone-revoke-duty' });
    expect((await ask('POST', `/kehadiran/hp/${lost.id}/cabut`, 'clerk', {})).status).toBe(200);
    const [device] = await t.house.db.asOwner((tx) => tx.many<{ device: string }>(sql`select device from attendance.phone where instansi = ${t.instansi} and id = ${lost.id}`));
    expect((await ask('POST', '/sinkron', 'budi', { device: device!.device, commands: [] })).body).toMatchObject({ code: 'sync.device-revoked' });
    t.clock.advance(61_000);
    // Its session may still be open: what it does online is taken and shown to the superior.
    expect((await absen('budi', { ...OFFICE, accuracy: 18, device: device!.device })).body).toMatchObject({ verdict: 'marked', reasons: [{ code: 'phone-unapproved' }] });
    expect((await enrol('budi')).state).toBe('asked');
  });
});

describe('a review', () => {
  it('is the superior\'s: once, with a sentence where it rejects', async () => {
    t.clock.advance(3_600_000);
    const punch = (await absen('budi', { ...FAR, note: 'Rapat di Bappeda' })).body;
    expect(punch.verdict).toBe('marked');
    const list = async (as: string) => (await ask('GET', '/kehadiran/tinjauan', as)).body.items;
    expect((await list('head')).find((one) => one.id === punch.id)).toMatchObject({ note: 'Rapat di Bappeda' });
    expect((await list('clerk')).map((one) => one.id)).not.toContain(punch.id);
    const review = (as: string, body: object) => ask('POST', '/kehadiran/tinjauan', as, { ids: [punch.id], ...body });
    expect((await review('clerk', { decision: 'upheld' })).body).toMatchObject({ code: 'attendance.not-your-staff' });
    expect((await review('budi', { decision: 'upheld' })).body).toMatchObject({ code: 'attendance.not-your-staff' });
    expect((await review('head', { decision: 'rejected' })).body).toMatchObject({ code: 'attendance.rejection-says-why' });
    expect((await review('head', { decision: 'rejected', words: 'Tidak ada rapat hari itu.' })).body).toMatchObject({ decided: 1, skipped: 0 });
    expect((await review('head', { decision: 'upheld' })).body).toMatchObject({ decided: 0, skipped: 1 });
    const day = await ask('GET', '/kehadiran/absen', 'budi');
    expect(day.status, JSON.stringify(day.body)).toBe(200);
    const own = day.body.punches;
    expect(own.find((one) => one.id === punch.id)).toMatchObject({ review: 'rejected', words: 'Tidak ada rapat hari itu.' });
  });
});

describe('a photograph', () => {
  it('comes after the check-in, of its owner only; too large or no picture gets a sentence; it goes when its time is over', async () => {
    const { body: punch } = await absen('budi', { ...OFFICE, accuracy: 21 });
    const attach = (as: string, bytes: string) => ask('POST', `/kehadiran/absen/${punch.id}/swafoto`, as, { bytes });
    expect((await attach('ani', JPEG.toString('base64'))).body).toMatchObject({ code: 'attendance.check-in-unknown' });
    expect((await attach('budi', Buffer.alloc(250_000, 1).toString('base64'))).body).toMatchObject({ code: 'attendance.selfie-too-large' });
    expect((await attach('budi', Buffer.alloc(30_000_000, 1).toString('base64'))).status).toBe(413);
    expect((await attach('budi', Buffer.from('%PDF-1.7').toString('base64'))).body).toMatchObject({ code: 'attendance.selfie-broken' });
    expect((await attach('budi', JPEG.toString('base64'))).status).toBe(201);
    const see = (as: string) => t.app.inject({ url: `/api/kehadiran/absen/${punch.id}/swafoto`, headers: { host: 'ponorogo.test', authorization: `Bearer ${tokens[as]}` } }).then((answer) => answer.statusCode);
    // The owner, the superior, and the personnel officer of the unit; no colleague.
    expect([await see('budi'), await see('head'), await see('ani'), await see('clerk')]).toEqual([200, 200, 404, 200]);
    const photographs = async (as: string) => (await ask('GET', '/kehadiran/foto', as)).body.items?.map((one) => one.id) ?? [];
    expect([await photographs('head'), await photographs('ani')]).toEqual([[punch.id], []]);
    const looks = await t.house.db.asOwner((tx) => tx.many<{ detail: { person: string } }>(sql`select detail from audit.entry where action = 'attendance.photograph-seen' and object_id = ${punch.id}`));
    expect(looks.length, 'the looks of others are in the trail, that of the owner is not').toBe(2);
    // What was told when it was taken holds: a longer time set afterwards keeps nothing longer.
    const dropped = async () => (await t.house.db.asOwner((tx) => tx.many<{ dropped: boolean }>(sql`select dropped_at is not null as dropped from attendance.selfie where check_in = ${punch.id}`)))[0]!.dropped;
    t.clock.advance(59 * 86_400_000);
    await dropOldSelfies(t.house);
    expect(await dropped()).toBe(false);
    t.clock.advance(2 * 86_400_000);
    await dropOldSelfies(t.house);
    const [row] = await t.house.db.asOwner((tx) => tx.many<{ sha256: string; dropped: boolean }>(sql`select sha256, dropped_at is not null as dropped from attendance.selfie where instansi = ${t.instansi} and check_in = ${punch.id}`));
    expect(row!.dropped).toBe(true);
    expect(await t.house.files.has(t.instansi, row!.sha256)).toBe(false);
  });
  it('lies sealed; dropping it takes along no file of the same picture', async () => {
    tokens['budi'] = await t.signInAs(who['budi']!.nip);
    const evidence = await t.house.files.put(t.instansi, JPEG);
    const { body: punch } = await absen('budi', { ...OFFICE, accuracy: 22 });
    for (const _ of [1, 2]) expect((await ask('POST', `/kehadiran/absen/${punch.id}/swafoto`, 'budi', { bytes: JPEG.toString('base64') })).status).toBe(201);
    const [row] = await t.house.db.asOwner((tx) => tx.many<{ sha256: string }>(sql`select sha256 from attendance.selfie where check_in = ${punch.id}`));
    expect((await t.house.files.read(t.instansi, row!.sha256)).includes(JPEG.subarray(0, 20))).toBe(false);
    const seen = await t.app.inject({ url: `/api/kehadiran/absen/${punch.id}/swafoto`, headers: { host: 'ponorogo.test', authorization: `Bearer ${tokens['budi']}` } });
    expect([seen.statusCode, seen.headers['content-type'], seen.rawPayload.subarray(0, 3)]).toEqual([200, 'image/jpeg', JPEG.subarray(0, 3)]);
    t.clock.advance(61 * 86_400_000);
    await dropOldSelfies(t.house);
    expect(await t.house.files.has(t.instansi, row!.sha256)).toBe(false);
    expect(await t.house.files.has(t.instansi, evidence)).toBe(true);
  });
});
