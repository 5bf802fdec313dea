import { describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import { anyUnit, officer, photo } from '../permohonan/permohonan.testing.ts';
import { JPEG } from './attendance.testing.ts';
import type { AttendancePort, Punch } from './contract.ts';
import { isWeakPin } from './rules/a-pin-is-hard-to-guess.ts';
import { timesOfSheet } from './rules/times-of-a-sheet.ts';
import { dropOldPhotos } from './service/office/devices.ts';
import { seePhotograph } from './service/photographs.ts';

const t = await createTestHouse();
const port = part<AttendancePort<TenantContext>>(t.house, 'attendance');
const unit = await anyUnit(t.context(), 'KECPUDAK', 'Kecamatan Pudak');
const elsewhere = await anyUnit(t.context(), 'DLH', 'Dinas Lingkungan Hidup');
const apiOf = (viewer: Viewer | null, instansi = t.instansi) => (t.api.forPages(t.context(viewer, instansi)) as unknown as Pick<Api, 'attendance'>).attendance;
const clerkViewer = await officer(t, t.context(), unit, 'Kasubbag Umum dan Kepegawaian', 'Retno Palupi', ['personnel-officer']);
const clerk = apiOf(clerkViewer);
const stranger = apiOf(null);
async function staff(name: string, nip: string | null, of = unit): Promise<{ person: string; viewer: Viewer }> {
  const viewer = await officer(t, t.context(), of, `Staf ${name}`, name, []);
  const { id } = await t.house.db.asOwner((tx) => tx.one<{ id: string }>(sql`update organization.person set nip = ${nip}, employment = ${nip ? 'pns' : 'contract'} where instansi = ${t.instansi} and account = ${viewer.accountId} returning id`));
  return { person: id, viewer };
}
const sri = await staff('Sri Wahyuni', '199001012015032901');
const joko = await staff('Joko Honorer', null);
const far = await staff('Jauh Sekali', '198001012005031902', elsewhere);
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const punchesOf = (person: string): Promise<Punch[]> => inTenant(t.context(), async (i) => (await port.punches(i, [person], new Date('2026-01-01'), new Date('2026-12-31'))).get(person) ?? []);
const FACE = JPEG.toString('base64');

describe('the device of the office', () => {
  let token = '';
  const checkIn = (over: object = {}) => stranger.checkInAtOffice({ token, id: uuidv7(), number: '199001012015032901', pin: '', direction: 'in', photo: FACE, ...over });

  it('is paired once with a code that ends', async () => {
    const { id, code } = await clerk.createOfficeDevice({ name: 'Pendopo kecamatan', unit });
    expect(await codeOf(stranger.pairOfficeDevice({ code: 'SALAH234' }))).toBe('attendance.pairing-code');
    t.clock.advance(31 * 60_000);
    expect(await codeOf(stranger.pairOfficeDevice({ code }))).toBe('attendance.pairing-code');
    const renewed = await clerk.renewPairingCode({ id });
    token = (await stranger.pairOfficeDevice({ code: renewed.code.toLowerCase() })).token;
    expect(await codeOf(stranger.pairOfficeDevice({ code: renewed.code }))).toBe('attendance.pairing-code');
    expect(await stranger.getOfficeDevice({ token })).toMatchObject({ name: 'Pendopo kecamatan', unitName: 'Kecamatan Pudak', institution: 'Kabupaten Ponorogo' });
    // The institution comes from the device, not from the address it calls.
    expect(await apiOf(null, t.other).getOfficeDevice({ token })).toMatchObject({ institution: 'Kabupaten Ponorogo' });
  });

  it('takes number, PIN and photo, once however often it is pressed', async () => {
    const given = await clerk.giveStaffPin({ person: sri.person });
    const id = uuidv7();
    const first = await checkIn({ id, pin: given.pin, number: '19900101 201503 2 901' });
    expect(first).toMatchObject({ name: 'Sri Wahyuni', verdict: 'accepted', askNewPin: true });
    t.clock.advance(5000);
    expect((await checkIn({ id, pin: given.pin })).atText).toBe(first.atText);
    expect(await punchesOf(sri.person)).toMatchObject([{ source: 'office-device', direction: 'in', class: 'A', trust: 90 }]);
    // The same id of somebody else is not answered with hers.
    const other = await clerk.giveStaffPin({ person: joko.person });
    expect(await codeOf(checkIn({ id, number: other.number, pin: other.pin }))).toBe('request.key-reused');
  });

  it('takes nothing from whose post has ended, with the right PIN too', async () => {
    const former = await staff('Purna Bakti', '196501011990031901');
    const { pin } = await clerk.giveStaffPin({ person: former.person });
    await t.house.db.asOwner((tx) => tx.run(sql`update organization.holding set to_day = from_day where instansi = ${t.instansi} and person = ${former.person}`));
    expect(await codeOf(checkIn({ number: '196501011990031901', pin }))).toBe('attendance.office-no-post');
    expect(await codeOf(checkIn({ number: '196501011990031901', pin: '482915' }))).toBe('attendance.office-pin-wrong');
    expect(await punchesOf(former.person)).toEqual([]);
  });

  it('serves who has no NIP by a number of the house, and who has no camera with a mark', async () => {
    const { number, pin } = await clerk.giveStaffPin({ person: joko.person });
    expect(number).toMatch(/^\d{6}$/);
    expect((await clerk.giveStaffPin({ person: joko.person })).number).toBe(number);
    const again = await clerk.giveStaffPin({ person: joko.person });
    expect(await codeOf(checkIn({ number, pin }))).toBe('attendance.office-pin-wrong');
    expect(await checkIn({ number, pin: again.pin, photo: '' })).toMatchObject({ verdict: 'marked', reasons: [expect.stringMatching(/Foto tidak ikut/)] });
    expect(await codeOf(checkIn({ number, pin: again.pin, photo: Buffer.from('bukan foto').toString('base64') }))).toBe('attendance.photo-unreadable');
  });

  it('opens by a NIP the PIN of whoever really has it', async () => {
    // Wrongly entered with one, put right, and entered with the other.
    const [wrong, right] = [await staff('Salah Ketik', '199003032015032903'), await staff('Yang Benar', '199004042015032904')];
    const { pin } = await clerk.giveStaffPin({ person: wrong.person });
    await t.house.db.asOwner((tx) => tx.run(sql`update organization.person set nip = case id when ${wrong.person}::uuid then '199005052015032905' else '199003032015032903' end where instansi = ${t.instansi} and id in (${wrong.person}, ${right.person})`));
    const given = await clerk.giveStaffPin({ person: right.person });
    expect(given.number).toBe('199003032015032903');
    expect(await codeOf(checkIn({ number: given.number, pin }))).toBe('attendance.office-pin-wrong');
    expect(await checkIn({ number: given.number, pin: given.pin })).toMatchObject({ name: 'Yang Benar' });
  });

  it('says the same of a wrong PIN and of a number that nobody has, and stops who guesses', async () => {
    const { person } = await staff('Tebak Terus', '199002022015032902');
    const { pin } = await clerk.giveStaffPin({ person });
    const wrong = pin === '135790' ? '135791' : '135790';
    expect(await codeOf(checkIn({ number: '123456', pin: '135790' }))).toBe('attendance.office-pin-wrong');
    for (let i = 0; i < 5; i++) expect(await codeOf(checkIn({ number: '199002022015032902', pin: wrong }))).toBe('attendance.office-pin-wrong');
    expect(await codeOf(checkIn({ number: '199002022015032902', pin }))).toBe('attendance.office-pin-locked');
    t.clock.advance(16 * 60_000);
    expect(await checkIn({ number: '199002022015032902', pin })).toMatchObject({ name: 'Tebak Terus' });
  });

  it('knows no PIN in the clear, and drops photos that are old', async () => {
    const mine = apiOf(sri.viewer);
    expect(await codeOf(mine.setMyOfficePin({ pin: '123456', again: '123456' }))).toBe('attendance.pin-weak');
    expect(await codeOf(mine.setMyOfficePin({ pin: '284613', again: '284614' }))).toBe('attendance.pin-differs');
    await mine.setMyOfficePin({ pin: '284613', again: '284613' });
    expect(await mine.getMyOfficePin({})).toMatchObject({ number: '199001012015032901', pin: 'own' });
    expect(await checkIn({ pin: '284613', direction: 'out' })).toMatchObject({ askNewPin: false });
    const rows = await t.house.db.asOwner((tx) => tx.many<{ text: string }>(sql`select (select json_agg(p)::text from attendance.staff_pin p) || (select json_agg(e)::text from audit.entry e) as text`));
    expect(rows[0]!.text).not.toContain('284613');
    const photos = () => t.house.db.asOwner((tx) => tx.many<{ sha256: string }>(sql`select sha256 from attendance.office_photo`));
    const [one] = await photos();
    expect(await t.house.files.has(t.instansi, one!.sha256)).toBe(true);
    // Whoever is shown on it may look, as whoever reviews may; its bytes are no other file's.
    const [punch] = (await punchesOf(sri.person)).filter((each) => each.source === 'office-device');
    expect((await seePhotograph(t.context(sri.viewer), punch!.id)).type).toBe('image/jpeg');
    // Who keeps the personnel matters of the unit finds it by day, and every look is in the trail; another unit's officer finds nothing.
    const others = apiOf(await officer(t, t.context(), elsewhere, 'Kasubbag', 'Lain Foto', ['personnel-officer']));
    const [hers] = (await clerk.listPhotographs({})).items.filter((each) => each.name === 'Sri Wahyuni');
    expect(hers).toMatchObject({ source: 'office-device', here: true, device: expect.any(String) });
    expect((await others.listPhotographs({})).items).toEqual([]);
    expect((await seePhotograph(t.context(clerkViewer), hers!.id)).sha256).toBe(one!.sha256);
    expect(await codeOf(clerk.listPhotographs({ day: '2026-02-31' }))).toBe('request.invalid');
    expect(await t.house.db.asOwner((tx) => tx.many(sql`select from audit.entry where action = 'attendance.photograph-seen' and object_id = ${hers!.id}`))).toHaveLength(1);
    expect(await codeOf(seePhotograph(t.context(joko.viewer), punch!.id))).toContain('attendance.check-in-unknown');
    const evidence = await t.house.files.put(t.instansi, Buffer.from(FACE, 'base64'));
    t.clock.advance(46 * 86_400_000);
    await dropOldPhotos(t.house);
    expect(await photos()).toEqual([]);
    expect([await t.house.files.has(t.instansi, one!.sha256), await t.house.files.has(t.instansi, evidence)]).toEqual([false, true]);
    t.clock.advance(-46 * 86_400_000);
  });

  it('ends when it is revoked; the clerk of another unit neither sees nor ends it', async () => {
    const { items } = await clerk.listOfficeDevices({});
    const others = apiOf(await officer(t, t.context(), elsewhere, 'Kasubbag', 'Lain Unit', ['personnel-officer']));
    expect((await others.listOfficeDevices({})).items).toEqual([]);
    expect(await codeOf(others.revokeOfficeDevice({ id: items[0]!.id }))).toBe('attendance.unit-not-yours');
    expect(await codeOf(clerk.giveStaffPin({ person: far.person }))).toBe('attendance.unit-not-yours');
    expect(await codeOf(apiOf(sri.viewer).listStaffPins({}))).toBe('request.not-allowed');
    const all = apiOf(viewerWith(t, ['personnel-agency']));
    expect((await all.listOfficeDevices({})).items).toHaveLength(1);
    await clerk.revokeOfficeDevice({ id: items[0]!.id });
    expect(await codeOf(stranger.getOfficeDevice({ token }))).toBe('attendance.office-device-unknown');
    expect(await codeOf(checkIn({ pin: '284613' }))).toBe('attendance.office-device-unknown');
  });

  it.each([['123456', true], ['654321', true], ['111222', true], ['121212', true], ['199001', true], ['010190', true], ['284613', false]])('PIN %s is weak: %s', (pin, weak) => expect(isWeakPin(pin, ['199001012015032901', null])).toBe(weak));
});

describe("the day's sheet", () => {
  const scan = async (who = clerkViewer) => (await storeUpload(t.context(who), 'daftar-hadir.jpg', photo(), who.accountId)).id;
  const day = '2026-02-27';
  const lines = [{ person: sri.person, in: '07.25', out: '16:05' }, { person: joko.person, in: '07:40', out: '' }];

  it('is taken for many at once with its scan, class D, non-ASN too', async () => {
    const prepared = await clerk.prepareSheet({ unit, day });
    expect(prepared.people.map((one) => one.name)).toContain('Joko Honorer');
    const base = { id: prepared.newId, unit, day, reason: 'Listrik padam seharian', lines };
    expect(await codeOf(clerk.submitSheet(base))).toBe('attendance.sheet-without-scan');
    expect(await codeOf(clerk.submitSheet({ ...base, scan: await scan(sri.viewer) }))).toBe('attendance.sheet-without-scan');
    const sent = { ...base, scan: await scan() };
    expect(await clerk.submitSheet(sent)).toEqual({ id: prepared.newId, people: 2 });
    expect(await clerk.submitSheet(sent)).toEqual({ id: prepared.newId, people: 2 });
    const found = (await punchesOf(sri.person)).filter((one) => one.source === 'sheet');
    expect(found.map((one) => [one.at.toISOString(), one.direction, one.class, one.verdict])).toEqual([['2026-02-27T00:25:00.000Z', 'in', 'D', 'accepted'], ['2026-02-27T09:05:00.000Z', 'out', 'D', 'accepted']]);
  });

  it('is never changed: a later one takes its place, and only what it says counts', async () => {
    const { replaces, newId, people } = await clerk.prepareSheet({ unit, day });
    expect(people.find((one) => one.person === sri.person)).toMatchObject({ in: '07:25', out: '16:05' });
    const better = { id: newId, unit, day, reason: 'Salah ketik jam masuk', lines: [{ person: sri.person, in: '07:15', out: '16:05' }] };
    expect(await codeOf(clerk.submitSheet({ ...better, scan: await scan() }))).toBe('attendance.sheet-exists');
    await clerk.submitSheet({ ...better, scan: await scan(), replaces: replaces!.id });
    expect((await punchesOf(sri.person)).filter((one) => one.source === 'sheet').map((one) => one.at.toISOString())).toEqual(['2026-02-27T00:15:00.000Z', '2026-02-27T09:05:00.000Z']);
    expect((await punchesOf(joko.person)).filter((one) => one.source === 'sheet')).toEqual([]);
    expect(await codeOf(clerk.submitSheet({ ...better, id: uuidv7(), scan: await scan(), replaces: replaces!.id }))).toBe('attendance.sheet-exists');
    const { items } = await clerk.listSheets({});
    expect(items.map((one) => one.state).toSorted()).toEqual(['in-force', 'replaced']);
    expect(await clerk.getSheet({ id: replaces!.id })).toMatchObject({ replacedBy: newId, lines: [{ name: 'Joko Honorer' }, { name: 'Sri Wahyuni', in: '07:25' }] });
    expect((await clerk.getSheetScan({ id: newId })).type).toBe('image/jpeg');
  });

  it.each([
    ['tomorrow', { day: '2026-12-30' }, 'attendance.sheet-day'], ['long ago', { day: '2025-11-01' }, 'attendance.sheet-day'], ['nobody', { lines: [] }, 'attendance.sheet-empty'], ['somebody of another unit', { lines: [{ person: far.person, in: '07:00', out: '' }] }, 'attendance.no-such-person'],
    ['left before coming', { lines: [{ person: sri.person, in: '10:00', out: '09:00' }] }, 'attendance.sheet-time'], ['twice the same', { lines: [lines[0]!, lines[0]!] }, 'attendance.no-such-person'], ['another unit', { unit: elsewhere }, 'attendance.unit-not-yours'], ['25 o\'clock', { lines: [{ person: sri.person, in: '25:00', out: '' }] }, 'request.invalid'],
  ])('of %s is refused', async (_, over, code) => expect(await codeOf(clerk.submitSheet({ id: uuidv7(), unit, day: '2026-02-26', reason: 'Listrik padam', scan: await scan(), lines, ...over }))).toBe(code));

  it('of a night duty ends on the next morning', () => {
    const now = new Date('2026-03-02T02:00:00Z');
    const at = (begin: string, end: string) => timesOfSheet('2026-02-27', { in: begin, out: end }, 'WIB', now)?.outAt?.toISOString();
    expect([at('20:45', '07:10'), at('07:00', '16:00'), at('10:00', '10:00'), timesOfSheet('2026-03-02', { in: '08:00', out: '16:00' }, 'WIB', now)]).toEqual(['2026-02-28T00:10:00.000Z', '2026-02-27T09:00:00.000Z', undefined, undefined]);
  });
});
