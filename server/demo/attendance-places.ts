import { makeKey } from '../engines/sync/envelope.ts';
import { createDoor } from '../modules/attendance/service/doors.ts';
import { checkInFromQueue } from '../modules/attendance/service/check-in.ts';
import { enrolPhone } from '../modules/attendance/service/phones.ts';
import { allowElsewhere, createPlace } from '../modules/attendance/service/places.ts';
import { insertPlaces } from '../modules/attendance/storage/places.ts';
import { registerDevice } from '../modules/sync/service/devices.ts';
import { centresBelow } from '../modules/wilayah/centres.ts';
import { addDays } from '../platform/kernel/calendar-day.ts';
import { inTenant, type Context, type Viewer } from '../platform/request/context.ts';
import { viewersOf } from './letters.ts';
import type { Seeding } from './seeding.ts';

/** Alun-alun Ponorogo; offices of the example lie around it at invented distances, those of districts and villages at their middle. */
const SQUARE = { latitude: -7.8693, longitude: 111.4624 };

/** Where people check in, a roll call of many offices, a screen at a door, phones, and this morning's check-ins that a superior looks at. */
export async function seedAttendancePlaces(seeding: Seeding): Promise<void> {
  const { anchor, dice, plan, instansi } = seeding;
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: people(userName) });
  const begins = anchor.at(anchor.workingDay(-60), '08:00');
  const unitOf = (code: string) => plan.units.find((unit) => unit.code === code)!;

  const offices = await Promise.all(plan.units.filter(({ kind }) => kind !== 'bidang' && kind !== 'bagian').map(async (unit) => {
    const middle = unit.region && unit.region.length > 5 ? (await centresBelow(unit.region))[0] : undefined;
    const draw = dice.of(`place/${unit.code}`);
    const near = (from: number, spread: number) => Math.round((from + (draw.next() - 0.5) * spread) * 1e6) / 1e6;
    return {
      id: dice.id(`place/${unit.code}`), unit: unit.id, name: unit.kind === 'desa' || unit.kind === 'kelurahan' || unit.kind === 'kecamatan' || unit.kind === 'rsud' || unit.kind === 'uptd' ? unit.name : `Kantor ${unit.code}`,
      latitude: middle?.lat ?? near(SQUARE.latitude, 0.03), longitude: middle?.lng ?? near(SQUARE.longitude, 0.03), radius: unit.kind === 'rsud' ? 250 : middle ? 150 : 100,
    };
  }));
  const keeper = as('kepegawaian', begins);
  await inTenant(keeper, (t) => insertPlaces(t.tx, instansi, offices, { by: keeper.viewer.accountId, at: begins, legalBasis: 'Peraturan Bupati tentang Disiplin Kerja (contoh)' }));

  const now = as('kepegawaian', anchor.at(anchor.workingDay(-1), '13:20'));
  const next = anchor.workingDay(1);
  await createPlace(now, {
    name: 'Alun-alun Ponorogo, apel Korpri', kind: 'roll-call', unit: null, units: plan.units.filter(({ kind }) => kind === 'dinas' || kind === 'badan').map(({ id }) => id), ...SQUARE, radius: 200,
    from: anchor.at(next, '06:00').toISOString(), to: anchor.at(next, '09:00').toISOString(), legalBasis: 'Undangan Sekretaris Daerah 000.1.5/1187 (contoh)',
  });
  const officer = as('admin.dpmptsp', anchor.at(anchor.workingDay(-1), '14:05'));
  await createDoor(officer, { place: dice.id('place/DPMPTSP'), name: 'Lobi pelayanan' });
  const personOf = (userName: string) => plan.people.find((one) => one.account?.userName === userName)!.id;
  await allowElsewhere(officer, { people: [personOf('anggun')], kind: 'anywhere', radius: 150, from: addDays(anchor.day, 1), to: addDays(anchor.day, 60), weekdays: [5], legalBasis: 'Surat perintah 800/1190/DPMPTSP (contoh)' });

  await phones(['siti', 'joko'], 'HP Android', anchor.at(anchor.workingDay(-40), '07:05'));
  await phones(['joko'], 'iPhone atau iPad', new Date(anchor.now.getTime() - 35 * 60_000));
  async function phones(who: string[], name: string, at: Date): Promise<void> {
    for (const userName of who) {
      const { x, y } = await crypto.subtle.exportKey('jwk', (await makeKey()).publicKey);
      const id = dice.id(`phone/${userName}/${name}`);
      await registerDevice(as(userName, at), { id, name, key: { kty: 'EC', crv: 'P-256', x: x!, y: y! } });
      await enrolPhone(as(userName, at), id);
    }
  }

  // Sent late from phones without network, as Saku does, on the working day before: each with something for the superior.
  const office = offices.find((one) => one.unit === unitOf('DPMPTSP').id)!;
  const morning = anchor.workingDay(-1);
  const marked: [string, string, { latitude?: number; longitude?: number; accuracy?: number; note?: string }, { daysAgo: number; heardAfterHours: number }?][] = [
    ['siti', '07:21', { latitude: office.latitude + 0.00088, longitude: office.longitude, accuracy: 35 }],
    ['joko', '07:28', { latitude: office.latitude + 0.021, longitude: office.longitude + 0.013, accuracy: 14, note: 'Pemeriksaan lapangan di Siman, langsung dari rumah' }],
    ['ratna', '07:33', { note: 'GPS HP rusak, sedang diperbaiki' }],
    // After the window: its superior settles it by a statement.
    ['staf.pudak', '07:22', { note: 'Tiang jaringan roboh, HP baru tersambung hari ini' }, { daysAgo: 6, heardAfterHours: 97 }],
  ];
  for (const [userName, time, body, late] of marked) {
    const at = anchor.at(late ? anchor.workingDay(-late.daysAgo) : morning, time);
    const receivedAt = new Date(at.getTime() + (late ? late.heardAfterHours * 60 : 50) * 60_000);
    await inTenant(as(userName, receivedAt), (t) => checkInFromQueue(t, { direction: 'in', ...body }, {
      command: dice.id(`absen/${userName}`), device: { id: dice.id(`phone/${userName}/HP Android`), name: 'HP Android', registeredAt: begins }, at, receivedAt, trust: 'sound', marks: [], clock: { at, source: 'anchored', driftMs: 0, offsetMs: 0, sinceContactMs: 3_600_000, marks: [] },
    }));
  }
}
