import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext } from '../../platform/request/context.ts';
import type { Api } from '../../api.ts';
import { createTestHouse } from '../../testing/house.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import { anyUnit, officer } from '../permohonan/permohonan.testing.ts';
import type { AttendancePort, Punch } from './contract.ts';

// Chapters: the cast · quarantine · punches · the clock · PINs · commands · the door · lists

const t = await createTestHouse();
const port = part<AttendancePort<TenantContext>>(t.house, 'attendance');
const keeper = viewerWith(t, ['personnel-agency']);
const api = (t.api.forPages(t.context(keeper)) as unknown as Pick<Api, 'attendance'>).attendance;
const unit = await anyUnit(t.context(), 'DLH', 'Dinas Lingkungan Hidup');
async function staff(name: string, nip: string | null = null): Promise<string> {
  const viewer = await officer(t, t.context(), unit, `Staf ${name}`, name, []);
  const { id } = await t.house.db.asOwner((tx) => tx.one<{ id: string }>(sql`update organization.person set nip = ${nip} where instansi = ${t.instansi} and account = ${viewer.accountId} returning id`));
  return id;
}
const sri = await staff('Sri Wahyuni', '199001012015032901');
const budi = await staff('Budi Santoso', '198001012005031902');

interface Sent { body?: string; method?: 'GET' | 'POST'; host?: string; headers?: Record<string, string>; ip?: string }
async function say(address: string, { body, method = body === undefined ? 'GET' : 'POST', host = 'ponorogo.test', headers = {}, ip = '10.20.0.9' }: Sent = {}) {
  const answer = await t.app.inject({ method, url: `/iclock/${address}`, headers: { host, ...(body === undefined ? {} : { 'content-type': 'text/plain' }), ...headers }, remoteAddress: ip, ...(body === undefined ? {} : { payload: body }) });
  return { status: answer.statusCode, text: answer.body, headers: answer.headers };
}
const push = (serial: string, lines: readonly string[], sent: Sent = {}) => say(`cdata?SN=${serial}&table=ATTLOG&Stamp=9999`, { body: lines.join('\n'), ...sent });
const line = (pin: string, time: string, status = 255, verify = 1): string => `${pin}\t${time}\t${status}\t${verify}\t0\t0`;
const punchesOf = (person: string, from = '2026-01-01', to = '2026-12-31'): Promise<Punch[]> => inTenant(t.context(), async (i) => (await port.punches(i, [person], new Date(from), new Date(to))).get(person) ?? []);
const times = async (person: string): Promise<string[]> => (await punchesOf(person)).map((one) => one.at.toISOString());
const terminal = async (serial: string) => (await api.listTerminals({})).items.find((one) => one.serial === serial)!;
async function adopt(serial: string, over: object = {}): Promise<string> {
  const { id } = await terminal(serial);
  const { version } = await api.getTerminal({ id });
  await api.adoptTerminal({ id, version, name: `Pintu ${serial}`, pinGroup: 'utama', ...over });
  return id;
}
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));

describe('a terminal that nobody knows', () => {
  it('is greeted, keeps what it sends in quarantine, and loses nothing when it is adopted', async () => {
    const hello = await say('cdata?SN=AAA111&options=all&pushver=2.4.1&language=73');
    expect(hello.status).toBe(200);
    expect(hello.text).toMatch(/^GET OPTION FROM: AAA111\nATTLOGStamp=None\n/);
    expect(hello.text).toContain('\nTimeZone=7\n');
    expect(hello.headers['content-length']).toBe(String(Buffer.byteLength(hello.text)));
    expect(hello.headers['transfer-encoding']).toBeUndefined();
    await api.assignTerminalPin({ group: 'utama', pin: '12', person: sri, fromDay: '2026-01-01' });
    expect((await push('AAA111', [line('12', '2026-03-02 07:21:09'), line('77', '2026-03-02 07:25:00'), 'rusak'])).text).toBe('OK: 3');
    expect(await times(sri)).toEqual([]);
    expect(await terminal('AAA111')).toMatchObject({ state: 'waiting', open: { waiting: 2, unreadable: 1 }, contactState: 'now' });
    await adopt('AAA111');
    expect(await times(sri)).toEqual(['2026-03-02T00:21:09.000Z']);
    expect((await punchesOf(sri))[0]).toMatchObject({ direction: 'any', source: 'terminal', verdict: 'accepted' });
    expect(await terminal('AAA111')).toMatchObject({ state: 'active', open: { waiting: 0, noPerson: 1 } });
  });

  it('that is refused is told so, and what it sends is kept nowhere', async () => {
    await push('BAD001', [line('12', '2026-03-02 07:00:00')]);
    const { id } = await terminal('BAD001');
    await api.refuseTerminal({ id, version: 1 });
    expect(await push('BAD001', [line('12', '2026-03-02 08:00:00')])).toMatchObject({ status: 403, text: expect.stringMatching(/^ERROR: /) });
    expect((await api.getTerminal({ id })).lines.length).toBe(1);
  });

  it('leaves some thousand names with us, not a million', async () => {
    const names = (from: number) => Array.from({ length: 3000 }, (_, i) => `USER PIN=${from + i}\tName=Orang ${i}`).join('\n');
    for (const from of [1, 3001, 6001]) expect((await say('cdata?SN=FULL01&table=OPERLOG&Stamp=1', { body: names(from) })).text).toBe('OK: 3000');
    const { n } = await t.house.db.asOwner((tx) => tx.one<{ n: number }>(sql`select count(*)::int as n from attendance.terminal_person p join attendance.terminal t on t.id = p.terminal where t.serial = 'FULL01'`));
    expect(n).toBe(3000);
    await t.house.db.asOwner((tx) => tx.run(sql`delete from attendance.terminal_person where name like 'Orang %'`));
  });

  it('is not greeted in the fifty-first place', async () => {
    await t.house.db.asOwner((tx) => tx.run(sql`insert into attendance.terminal (instansi, id, serial, state, zone_minutes, first_contact_at, last_contact_at) select ${t.other}::uuid, gen_random_uuid(), 'X' || n, 'waiting', 420, now(), now() from generate_series(1, 50) n`));
    expect(await say('cdata?SN=STRANGER51&options=all', { host: 'sumenep.test' })).toMatchObject({ status: 503 });
  });
});

describe('punches', () => {
  it('count once, whatever is sent again, in whatever order, and with whatever status', async () => {
    await adopt('AAA111').catch(() => {});
    const day = [line('12', '2026-02-27 16:03:11', 0), line('12', '2026-02-27 07:19:30', 1), line('12', '2026-02-27 07:19:30', 255)];
    for (const body of [day, day.toReversed(), [day[1]!]]) await push('AAA111', body);
    const of27 = (await times(sri)).filter((at) => at.startsWith('2026-02-27'));
    expect(of27).toEqual(['2026-02-27T00:19:30.000Z', '2026-02-27T09:03:11.000Z']);
    expect((await punchesOf(sri)).every((one) => one.direction === 'any')).toBe(true);
  });

  it('that waited on the terminal are class B; a card can be lent', async () => {
    const found = await punchesOf(sri, '2026-02-27', '2026-02-28');
    expect(found.map((one) => one.class)).toEqual(['B', 'B']);
    await push('AAA111', [line('12', '2026-03-02 08:58:00', 0, 4), line('00012', '1772416800', 0, 15)]);
    const today = (await punchesOf(sri)).slice(-2);
    expect(today.map((one) => [one.at.toISOString(), one.class, one.trust])).toEqual([['2026-03-02T01:58:00.000Z', 'A', 70], ['2026-03-02T02:00:00.000Z', 'A', 95]]);
  });

  it('of 5,000 lines in one body are all there, and again none', async () => {
    const body = Array.from({ length: 5000 }, (_, i) => line(String(3000 + (i % 500)), `2026-02-${String(10 + Math.floor(i / 500)).padStart(2, '0')} 07:${String(i % 60).padStart(2, '0')}:${String(Math.floor(i / 60) % 60).padStart(2, '0')}`));
    expect((await push('AAA111', body)).text).toBe('OK: 5000');
    const kept = () => t.house.db.asOwner((tx) => tx.one<{ n: number }>(sql`select count(*) as n from attendance.terminal_line where instansi = ${t.instansi}`));
    const { n } = await kept();
    expect((await push('AAA111', body.toReversed())).text).toBe('OK: 5000');
    expect(await kept()).toEqual({ n });
  });

  it('of push v3 count too, and everything else is acknowledged and not kept', async () => {
    expect((await say('cdata?SN=AAA111&table=rtlog', { body: 'time=2026-03-02 08:41:00\tpin=12\tcardno=0\tevent=0\tinoutstatus=0\tverifytype=15\tindex=1' })).text).toBe('OK');
    expect(await times(sri)).toContain('2026-03-02T01:41:00.000Z');
    const finger = 'FP PIN=12\tFID=0\tSize=8\tValid=1\tTMP=ZmluZ2VycHJpbnQ=';
    for (const table of ['OPERLOG', 'BIODATA', 'BIOPHOTO', 'ATTPHOTO', 'options', 'ERRORLOG', 'baru']) expect((await say(`cdata?SN=AAA111&table=${table}&Stamp=1`, { body: `${finger}\nUSER PIN=77\tName=Budi San\tPri=0\tPasswd=4711\tCard=\n` })).text).toMatch(/^OK/);
    expect((await say('cdata?SN=AAA111&table=tabledata&tablename=user&count=2', { body: 'user uid=1\tpin=77\tname=Budi San\nuser uid=2\tpin=78\tname=' })).text).toBe('user=2');
    expect((await say('registry?SN=AAA111', { body: 'DeviceType=acc,~DeviceName=SpeedFace-V5L' })).text).toMatch(/^RegistryCode=[0-9a-f]{32}$/);
    expect((await say('push?SN=AAA111')).text).toMatch(/^ServerVersion=3/);
    for (const ping of ['ping?SN=AAA111', 'cdata.aspx?SN=AAA111&options=all']) expect((await say(ping)).status).toBe(200);
    const rows = await t.house.db.asOwner((tx) => tx.many(sql`select * from attendance.terminal_person union all select instansi, id, clock_text, serial, last_contact_at from attendance.terminal join lateral (select facts::text as clock_text) f on true`));
    expect(JSON.stringify(rows)).toContain('Budi San');
    expect(JSON.stringify(rows)).toContain('SpeedFace-V5L');
    expect(JSON.stringify(rows)).not.toMatch(/4711|ZmluZ2Vy/);
  });
});

describe('a clock that is wrong', () => {
  it('makes no punch from the future or from 1970; they wait, and an officer puts the clock right', async () => {
    await say('cdata?SN=CLK001&options=all');
    const id = await adopt('CLK001', { pinGroup: 'jam' });
    await api.assignTerminalPin({ group: 'jam', pin: '1', person: budi, fromDay: '2026-01-01' });
    // Set to WITA: the terminal shows 10:00 when it is nine.
    await push('CLK001', [line('1', '2026-03-02 09:59:58')]);
    await push('CLK001', [line('1', '1970-01-01 00:00:10'), line('1', '2099-12-31 00:00:00')]);
    expect(await times(budi)).toEqual([]);
    const held = await terminal('CLK001');
    expect(held.open.clock).toBe(3);
    await push('CLK001', [line('1', '2026-03-02 10:00:01')]);
    const shown = await terminal('CLK001');
    expect(shown.clock).toMatchObject({ state: 'ahead', proposed: -3600, text: '60 menit lebih cepat' });
    const { version } = await api.getTerminal({ id });
    expect(await api.correctClock({ id, version, minutes: -60 })).toEqual({ counted: 2 });
    expect(await times(budi)).toEqual(['2026-03-02T01:59:58.000Z', '2026-03-02T02:00:01.000Z']);
    expect((await terminal('CLK001')).open.clock).toBe(2);
    // From now on it is corrected by itself, until somebody sets the clock right.
    t.clock.advance(60_000);
    await push('CLK001', [line('1', '2026-03-02 10:00:58')]);
    expect((await times(budi)).at(-1)).toBe('2026-03-02T02:00:58.000Z');
    expect((await terminal('CLK001')).clock.state).toBe('right');
    const again = await api.getTerminal({ id });
    expect(await api.setAsideLines({ id, version: again.version })).toEqual({ lines: 2 });
  });

  it('that is behind is noticed, marks what follows, and what was counted wrongly is taken back', async () => {
    await say('cdata?SN=CLK002&options=all');
    const id = await adopt('CLK002', { pinGroup: 'utc' });
    const ani = await staff('Ani Lestari');
    await api.assignTerminalPin({ group: 'utc', pin: '5', person: ani, fromDay: '2026-01-01' });
    for (let i = 0; i < 6; i++) {
      t.clock.advance(600_000);
      await push('CLK002', [line('5', new Date(t.clock.now().getTime() - 4000).toISOString().slice(0, 19).replace('T', ' '))]);
    }
    const wrong = await punchesOf(ani);
    expect(wrong.length).toBe(6);
    expect(wrong.at(-1)).toMatchObject({ verdict: 'marked', class: 'C', reasons: ['terminal-clock'] });
    const found = await api.getTerminal({ id });
    expect(found.clock).toMatchObject({ state: 'behind', proposed: 25_200, text: '7 jam lebih lambat' });
    const before = t.clock.now();
    expect(await api.correctClock({ id, version: found.version, minutes: 420, also: 'since-detected' })).toEqual({ counted: 6 });
    expect((await times(ani)).at(-1)).toBe(new Date(t.clock.now().getTime() - 4000).toISOString());
    expect(await times(ani)).toHaveLength(6);
    // Whoever recounts is told of what was taken back and of what is new.
    const arrived = await inTenant(t.context(), (i) => port.arrivedSince(i, before));
    expect(arrived.filter((one) => one.person === ani)).toHaveLength(13);
  });

  it('is believed where the terminal says it: a header Date', async () => {
    await say('cdata?SN=CLK003&options=all');
    await adopt('CLK003', { pinGroup: 'jam' });
    await push('CLK003', [line('1', '2026-02-20 07:00:00')], { headers: { date: new Date(t.clock.now().getTime() - 86_400_000).toUTCString() } });
    expect(await terminal('CLK003')).toMatchObject({ open: { clock: 1 }, clock: { state: 'behind' } });
  });
  it('is none where one record of 2099 lies among those of today', async () => {
    await say('cdata?SN=CLK004&options=all');
    await adopt('CLK004', { pinGroup: 'jam' });
    await push('CLK004', [line('7', new Date(t.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')), line('7', '2099-12-31 07:00:00')]);
    expect(await terminal('CLK004')).toMatchObject({ open: { clock: 1 }, clock: { state: 'right' } });
  });

  it('whose time zone the firmware reads in minutes is told minutes', async () => {
    const { id } = await terminal('CLK003');
    const { version } = await api.getTerminal({ id });
    await api.changeTerminal({ id, version, name: 'Pintu', pinGroup: 'jam', zoneMinutes: 540, zoneForm: 'minutes' });
    expect((await say('cdata?SN=CLK003&options=all')).text).toContain('\nTimeZone=540\n');
  });
});

describe('a PIN', () => {
  it('without a person waits, is shown with the name that the terminal has, and counts from the day it is given', async () => {
    const { unmapped } = await api.listTerminalPins({});
    const unknown = unmapped.find((one) => one.pin === '77' && one.pinGroup === 'utama')!;
    expect(unknown).toMatchObject({ lines: 1, name: 'Budi San', suggestions: [{ person: budi }] });
    const before = (await times(budi)).length;
    expect(await api.assignTerminalPin({ group: 'utama', pin: '077', nip: '198001012005031902', fromDay: unknown.firstDay })).toMatchObject({ counted: 1, name: 'Budi Santoso' });
    expect(await times(budi)).toHaveLength(before + 1);
    expect((await api.listTerminalPins({})).unmapped.some((one) => one.pin === '77')).toBe(false);
  });

  it('is handed on by day, and what it punched goes to who owned it then', async () => {
    const citra = await staff('Citra Dewi');
    await push('AAA111', [line('12', '2026-03-02 08:10:00'), line('12', '2026-02-26 08:10:00')]);
    await api.assignTerminalPin({ group: 'utama', pin: '12', person: citra, fromDay: '2026-03-01' });
    expect((await times(citra)).length).toBeGreaterThan(3);
    expect((await times(citra)).every((at) => at >= '2026-02-28T17')).toBe(true);
    expect((await times(sri)).every((at) => at < '2026-02-28T17')).toBe(true);
    const { items } = await api.listTerminalPins({ query: 'Citra Dewi' });
    expect(items.map((one) => [one.pin, one.fromDay])).toEqual([['12', '2026-03-01']]);
    // Given back: the check-ins of the wrong owner are withdrawn, those of the right one count again.
    const wrong = await times(citra);
    await api.endTerminalPin({ id: items[0]!.id, lastDay: '2026-02-28' });
    expect(await times(citra)).toEqual([]);
    await api.assignTerminalPin({ group: 'utama', pin: '12', person: citra, fromDay: '2026-03-01' });
    expect(await times(citra)).toEqual(wrong);
  });

  it('of somebody else on these days is refused; unknown people and unclear names are too', async () => {
    expect(await codeOf(api.assignTerminalPin({ group: 'utama', pin: '77', person: sri, fromDay: '2025-01-01' }))).toBe('attendance.pin-taken');
    // Neither by two officers at once, nor by making the days of one who had it before longer again.
    const both = await Promise.all([sri, budi].map((person) => codeOf(api.assignTerminalPin({ group: 'utama', pin: '88', person, fromDay: '2026-02-01' }))));
    expect(both.sort()).toEqual(['attendance.pin-taken', 'done']);
    const earlier = await api.assignTerminalPin({ group: 'utama', pin: '89', person: sri, fromDay: '2026-01-01', toDay: '2026-01-31' });
    await api.assignTerminalPin({ group: 'utama', pin: '89', person: budi, fromDay: '2026-02-01' });
    expect(await codeOf(api.endTerminalPin({ id: earlier.id, lastDay: '2026-03-01' }))).toBe('attendance.pin-taken');
    expect(await codeOf(api.assignTerminalPin({ group: 'utama', pin: '90', nip: 'Tidak Ada Orangnya', fromDay: '2026-01-01' }))).toBe('attendance.no-such-person');
    expect(await codeOf(api.assignTerminalPin({ group: 'utama', pin: '0', person: sri, fromDay: '2026-01-01' }))).toBe('request.invalid');
  });
});

describe('commands', () => {
  it('are handed out in order, answered in a batch, and repeated when no answer comes', async () => {
    const { id } = await terminal('AAA111');
    expect((await say('getrequest?SN=AAA111')).text).toBe('OK');
    for (const one of [{ kind: 'info' as const }, { kind: 'put-person' as const, pin: '77' }, { kind: 'drop-person' as const, pin: '3001' }]) await api.commandTerminal({ id, ...one });
    const asked = (await say('getrequest?SN=AAA111&INFO=Ver%208.0.4,3,2,320')).text.split('\n');
    expect(asked.slice(0, 3)).toEqual(['C:1:INFO', 'C:2:DATA UPDATE USERINFO PIN=77\tName=Budi Santoso\tPrivilege=0\tCard=', 'C:3:DATA DELETE USERINFO PIN=3001']);
    expect((await say('getrequest?SN=AAA111')).text).toBe('OK');
    t.clock.advance(6 * 60_000);
    expect((await say('getrequest?SN=AAA111')).text.split('\n')).toHaveLength(4);
    expect((await say('devicecmd?SN=AAA111', { body: 'ID=2&Return=0&CMD=DATA\nID=3&Return=-1004&CMD=DATA\nID=1&Return=0&CMD=INFO\n~DeviceName=X100-C\nFWVersion=Ver 8.0.4.3\n' })).text).toBe('OK');
    const shown = await api.getTerminal({ id });
    expect(shown.commands.map((one) => one.state)).toEqual(['failed', 'done', 'done']);
    expect(shown.facts).toContainEqual({ label: 'Model', value: 'X100-C' });
    expect(await codeOf(api.commandTerminal({ id, kind: 'Shell' as 'info' }))).toBe('request.invalid');
    expect(await codeOf(api.commandTerminal({ id, kind: 'drop-person', pin: 'abc' }))).toBe('attendance.pin-unreadable');
    await api.resendFromTerminal({ id });
    expect((await say('cdata?SN=AAA111&options=all')).text).toContain('ATTLOGStamp=None');
  });
});

describe('the door', () => {
  it('takes the institution from the secret or the serial number, never from the host name', async () => {
    const { token } = await api.createTerminalSite({ name: 'Kecamatan Pudak', networks: '10.30.0.0/16' });
    expect(await say(`${token}/cdata?SN=PDK001&options=all`, { host: 'sumenep.test', ip: '10.30.4.4' })).toMatchObject({ status: 200 });
    expect(await terminal('PDK001')).toMatchObject({ state: 'waiting', site: 'Kecamatan Pudak' });
    expect(await say(`${token}/cdata?SN=PDK001&options=all`, { ip: '10.31.4.4' })).toMatchObject({ status: 403 });
    expect(await say('tebakan/cdata?SN=PDK001&options=all')).toMatchObject({ status: 404 });
    // One that hangs behind a secret is nobody who knows its serial number.
    expect(await push('PDK001', [line('12', '2026-03-02 08:00:00')])).toMatchObject({ status: 403, text: expect.stringContaining('alamat rahasia') });
    await adopt('PDK001');
    expect((await push('PDK001', [line('12', '2026-03-02 08:00:00')])).status).toBe(403);
    expect((await say(`${token}/cdata?SN=PDK001&table=ATTLOG&Stamp=1`, { body: line('9', '2026-03-02 08:00:00'), ip: '10.30.4.4' })).text).toBe('OK: 1');
    // A registered one stays ours also when it calls by another name.
    await push('AAA111', [line('77', '2026-03-02 08:59:00')], { host: 'sumenep.test' });
    expect(await times(budi)).toContain('2026-03-02T01:59:00.000Z');
    const site = (await api.listTerminals({})).sites.find((one) => one.name === 'Kecamatan Pudak')!;
    await api.revokeTerminalSite({ id: site.id });
    expect(await say(`${token}/cdata?SN=PDK001&options=all`, { ip: '10.30.4.4' })).toMatchObject({ status: 404 });
    expect((await say('ping?SN=PDK001')).status).toBe(200);
  });

  it('can be closed to who comes without a secret, or from elsewhere', async () => {
    await api.saveTerminalSettings({ plain: true, networks: '10.20.0.0/24', version: 0 });
    expect((await say('ping?SN=AAA111', { ip: '10.20.1.1' })).status).toBe(403);
    expect((await say('ping?SN=AAA111', { ip: '::ffff:10.20.0.7' })).status).toBe(200);
    await api.saveTerminalSettings({ plain: false, networks: '', version: 1 });
    expect((await push('AAA111', [line('77', '2026-03-02 09:00:00')])).status).toBe(403);
    await api.saveTerminalSettings({ plain: true, networks: '', version: 2 });
    expect(await codeOf(api.saveTerminalSettings({ plain: true, networks: '10.20.0.0/99', version: 3 }))).toBe('attendance.network-unreadable');
  });

  it('answers nonsense in its own language, and is not knocked on too often', async () => {
    for (const address of ['cdata', 'cdata?SN=', `cdata?SN=${'x'.repeat(60)}`, "cdata?SN=';drop", 'cdata?SN=%00%01']) expect(await say(address)).toMatchObject({ status: 400, text: expect.stringMatching(/^ERROR: /) });
    expect((await say('unbekannt?SN=AAA111')).text).toBe('OK');
    // Lines that firmware fills up with NUL: kept, not sent again for ever.
    for (const address of ['cdata?SN=AAA111&options=all&pushver=%00', 'getrequest?SN=AAA111&INFO=%00Ver,1,%00']) expect((await say(address)).status).toBe(200);
    expect((await say('cdata?SN=AAA111&table=ATTLOG&Stamp=%0077', { body: `${line('12', '2026-03-02 08:20:00')}\0\nrusak\0` })).text).toBe('OK: 2');
    expect((await say('devicecmd?SN=AAA111', { body: 'ID=1&Return=0&CMD=INFO\nX\0=1' })).text).toBe('OK');
    expect((await say('cdata?SN=AAA111&table=ATTLOG', { body: 'x'.repeat(9 * 1024 * 1024) }))).toMatchObject({ status: 413, text: 'ERROR: Kiriman terlalu besar.' });
    const answers = await Promise.all(Array.from({ length: 70 }, () => say('ping?SN=NOISE1')));
    expect(answers.filter((one) => one.status === 429).length).toBe(10);
    expect(answers.find((one) => one.status === 429)!.headers['retry-after']).toBe('60');
  });

  it('shows its pages to nobody else', async () => {
    const clerk = viewerWith(t, ['personnel-officer']);
    const theirs = (t.api.forPages(t.context(clerk)) as unknown as { attendance: typeof api }).attendance;
    const { id } = await terminal('AAA111');
    for (const work of [theirs.listTerminals({}), theirs.getTerminal({ id }), theirs.commandTerminal({ id, kind: 'info' }), theirs.assignTerminalPin({ group: 'utama', pin: '4', person: sri, fromDay: '2026-01-01' })]) expect(await codeOf(work)).toBe('request.not-allowed');
    const neighbour = (t.api.forPages(t.context(viewerWith(t, ['personnel-agency'], { id: uuidv7() }, t.other))) as unknown as { attendance: typeof api }).attendance;
    expect(await codeOf(neighbour.getTerminal({ id }))).toBe('request.not-found');
  });
});

describe('lists', () => {
  const upload = (text: string) => ({ fileName: 'daftar.csv', content: Buffer.from(text).toString('base64') });
  it('of PINs are previewed, and what waited for them counts', async () => {
    await push('AAA111', [line('41', '2026-03-02 07:10:00')]);
    const dewi = await staff('Dewi Anggraini', '199101012016032903');
    const { id } = await api.startPinImport({ group: 'utama', ...upload('PIN;NIP;Mulai\n41;199101012016032903;01/02/2026\n77;Sri Wahyuni;2025-01-01\n0;Dewi Anggraini;\n42;Tidak Dikenal;\n41;Budi Santoso;') });
    const preview = await api.previewPinImport({ id });
    expect(preview.rows.map((row) => row.verdict)).toEqual(['new', 'refused', 'refused', 'refused', 'refused']);
    expect(await api.takePinImport({ id, version: preview.version })).toMatchObject({ added: 1, refused: 4 });
    expect(await times(dewi)).toEqual(['2026-03-02T00:10:00.000Z']);
  });
  it('of punches of other brands come in three shapes, and twice they are one', async () => {
    const eko = await staff('Eko Prasetyo', '199201012017031904');
    await api.assignTerminalPin({ group: 'utama', pin: '51', person: eko, fromDay: '2026-01-01' });
    const csv = 'PIN,Tanggal,Jam,Masuk,Pulang\n51,25/02/2026,,07:29:59,16.05\n51,24-02-2026,07:30:00 16:00:30,,\n199201012017031904,2026-02-23 07:15,,,\n51,25/02/2030,07:00,,\n999,24/02/2026,07:00,,\n51,24/02/2026,25:10,,';
    for (let round = 0; round < 2; round++) {
      const { id } = await api.startPunchImport({ group: 'utama', ...upload(csv) });
      const preview = await api.previewPunchImport({ id });
      expect(preview.rows.map((row) => row.verdict)).toEqual(['new', 'new', 'new', 'refused', 'refused', 'refused']);
      await api.takePunchImport({ id, version: preview.version });
    }
    const found = await punchesOf(eko);
    expect(found.map((one) => [one.at.toISOString(), one.direction, one.class])).toEqual([
      ['2026-02-23T00:15:00.000Z', 'any', 'C'], ['2026-02-24T00:30:00.000Z', 'any', 'C'], ['2026-02-24T09:00:30.000Z', 'any', 'C'], ['2026-02-25T00:29:59.000Z', 'in', 'C'], ['2026-02-25T09:05:00.000Z', 'out', 'C'],
    ]);
  });
});
