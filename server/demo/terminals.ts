import { dayIn } from '../platform/kernel/calendar-day.ts';
import { part } from '../platform/house.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../platform/request/context.ts';
import { storeUpload } from '../platform/files/uploads.ts';
import type { AttendancePort } from '../modules/attendance/contract.ts';
import { createOfficeDevice, pairOfficeDevice } from '../modules/attendance/service/office/devices.ts';
import { giveStaffPin } from '../modules/attendance/service/office/pins.ts';
import { submitSheet } from '../modules/attendance/service/office/sheets.ts';
import { answerTerminal } from '../modules/attendance/service/terminals/answer.ts';
import { adoptTerminal, commandTerminal, createSite } from '../modules/attendance/service/terminals/manage.ts';
import { assignTerminalPin } from '../modules/attendance/service/terminals/pins.ts';
import { listTerminals } from '../modules/attendance/service/terminals/show.ts';
import { writePdf } from './drawing.ts';
import { viewersOf } from './letters.ts';
import type { Seeding } from './seeding.ts';

const SERIAL = 'CQQC234160917';

/** A terminal at one office with a day of its own lines, one PIN that nobody has yet; another whose clock is an hour fast; one in quarantine; a shared tablet; a sheet of paper. */
export async function seedTerminals(seeding: Seeding): Promise<void> {
  const { anchor, plan } = seeding;
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: people(userName) });
  const soon = (minutes: number): Date => new Date(anchor.now.getTime() - minutes * 60_000);
  const agency = 'kepegawaian';
  const office = people('admin.dpmptsp').hat!.unitId;
  const staff = plan.holdings.filter((one) => plan.posts.some((post) => post.id === one.post && post.unit === office) && one.toDay === null).map((one) => one.person).slice(0, 12);

  const { token } = await createSite(as(agency, anchor.at(anchor.workingDay(-20), '09:00')), { name: 'Kantor DPMPTSP', unit: office, networks: '' });
  const say = (serial: string, at: Date, query: string, body = '', way: { token?: string; method?: 'GET' | 'POST' } = {}) => {
    const [verb, rest] = query.split('?') as [string, string];
    return answerTerminal(seeding.context(at).house, { serial, token: way.token ?? token, hostname: 'localhost', address: '10.20.7.14', requestId: uuidv7(), method: way.method ?? (body === '' ? 'GET' : 'POST'), verb, query: new URLSearchParams(`SN=${serial}&${rest}`), body: Buffer.from(body) });
  };
  const begins = anchor.at(anchor.workingDay(-20), '09:30');
  await say(SERIAL, begins, 'cdata?options=all&pushver=2.4.1');
  const adopt = async (serial: string, name: string, pinGroup: string, at: Date) => {
    const { items } = await listTerminals(as(agency, at));
    await adoptTerminal(as(agency, at), { id: items.find((one) => one.serial === serial)!.id, version: 1, name, unit: office, pinGroup, zoneMinutes: 420, zoneForm: 'hours' });
    return items.find((one) => one.serial === serial)!.id;
  };
  const lobby = await adopt(SERIAL, 'Lobi DPMPTSP', 'utama', begins);
  for (const [at, person] of staff.entries()) await assignTerminalPin(as(agency, begins), { group: 'utama', pin: String(at + 1), person, fromDay: `${anchor.day.slice(0, 4)}-01-01` });

  // What they punched at the moment on which the demonstration hangs, as the terminal tells it; and somebody whom nobody has given to it yet.
  const known = await inTenant(seeding.context(anchor.now), (t) => part<AttendancePort<TenantContext>>(t.house, 'attendance').punches(t, staff, anchor.at(anchor.workingDay(-1), '00:00'), anchor.now));
  const local = (at: Date): string => new Date(at.getTime() + 420 * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  const lines = [...known].flatMap(([person, punches]) => punches.map((one) => ({ at: one.at, pin: String(staff.indexOf(person) + 1) }))).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const stranger = [anchor.at(anchor.workingDay(-1), '07:18'), anchor.at(anchor.workingDay(-1), '16:04')].map((at) => ({ at, pin: '27' }));
  for (const day of Map.groupBy([...lines, ...stranger].toSorted((a, b) => a.at.getTime() - b.at.getTime()), (one) => dayIn(one.at, 'WIB')).values()) {
    await say(SERIAL, new Date(Math.min(day.at(-1)!.at.getTime() + 4000, anchor.now.getTime())), 'cdata?table=ATTLOG&Stamp=9999', day.map((one) => `${one.pin}\t${local(one.at)}\t255\t1\t0\t0`).join('\n'));
  }
  await say(SERIAL, soon(3), 'cdata?table=OPERLOG&Stamp=9999', `USER PIN=27\tName=${plan.people.find((one) => one.id === staff.at(-1))?.name.split(' ')[0] ?? 'Baru'}\tPri=0\tPasswd=\tCard=\tGrp=1`);
  await commandTerminal(as(agency, soon(12)), { id: lobby, kind: 'info' });
  await say(SERIAL, soon(11), 'getrequest?INFO=Ver%208.0.4.3-20151229,13,26,412');
  await say(SERIAL, soon(11), 'devicecmd?', 'ID=1&Return=0&CMD=INFO\n~DeviceName=X100-C\nFWVersion=Ver 8.0.4.3-20151229\n');
  await say(SERIAL, soon(0), 'getrequest?', '');

  // Set to WITA by mistake: its punches wait for an officer.
  await say('CLQ4223800051', soon(90), 'cdata?options=all&pushver=2.4.1');
  await adopt('CLQ4223800051', 'Ruang arsip DPMPTSP', 'arsip', soon(90));
  for (const minutes of [40, 22]) await say('CLQ4223800051', soon(minutes), 'cdata?table=ATTLOG&Stamp=9999', `4\t${local(new Date(soon(minutes).getTime() + 3_595_000))}\t0\t1\t0\t0`);
  // Nobody has said yet whose this is.
  await say('OGT7030056021700', soon(65), 'cdata?options=all&pushver=2.4.1');
  await say('OGT7030056021700', soon(64), 'cdata?table=ATTLOG&Stamp=9999', [3, 9, 14, 15, 21].map((pin, at) => `${pin}\t${local(soon(70 - at))}\t255\t15\t0\t0`).join('\n'));

  const clerk = (at: Date) => as('admin.dpmptsp', at);
  const { code } = await createOfficeDevice(clerk(soon(600)), { name: 'Meja depan', unit: office });
  await pairOfficeDevice(seeding.context(soon(590)), { code });
  await giveStaffPin(clerk(soon(580)), { person: staff.at(-1)! });
  const day = anchor.workingDay(-6);
  const typed = anchor.at(anchor.workingDay(-5), '08:40');
  const scan = await storeUpload(clerk(typed), 'daftar-hadir.pdf', writePdf('Daftar hadir DPMPTSP', [`Hari: ${day}`, 'Listrik padam pukul 07.00 sampai 15.30', '', 'Ditandatangani Sekretaris Dinas (simulasi).']), people('admin.dpmptsp').accountId);
  await submitSheet(clerk(typed), { id: uuidv7(typed.getTime()), unit: office, day, reason: 'Listrik padam pukul 07.00 sampai 15.30', scan: scan.id, lines: staff.slice(0, 3).map((person, at) => ({ person, in: `07:${20 + at * 3}`, out: '16:02', note: '' })) });
}
