import { sql } from '../../server/platform/db/sql.ts';
import { randomToken, uuidv7 } from '../../server/platform/kernel/ids.ts';
import type { Bench } from './house.ts';
import { inChild } from './load.ts';

// Chapters: staff who are signed in · the phones

export interface StaffMember {
  token: string;
  latitude: number;
  longitude: number;
}
export interface CheckInLoad {
  url: string;
  staff: readonly StaffMember[];
  connections: number;
  seconds: number;
  /** Part of every id, so that runs do not meet. */
  run: number;
  /** Connections may break and the server may say wait: the database is killed. */
  mayBreak?: boolean;
  /** Goes on until so many were sent, whatever the time. */
  atLeast?: number;
  /** Tell which ids were acknowledged. */
  names?: boolean;
  /** Any 200 counts: the bare line judges nothing. */
  anyAnswer?: boolean;
}
export interface CheckInTold {
  accepted: number;
  /** Times that somebody had to wait and send again. */
  waits: number;
  bad: number;
  firstBad: string;
  seconds: number;
  /** Milliseconds from the first sending of a check-in until its good answer. */
  p50: number;
  p99: number;
  slowest: number;
  acknowledged?: string[];
}
export const phones = (asked: CheckInLoad): Promise<CheckInTold> => inChild('check-in-child.ts', asked);

export interface Morning {
  url: string;
  staff: readonly StaffMember[];
  /** All of them within so many seconds, most of them early. */
  withinSeconds: number;
  /** Share of those who lose patience and send again, on another connection, while the first is still on its way or just answered. */
  impatient: number;
  run: number;
}
export interface MorningTold {
  answered: number;
  sent: number;
  waits: number;
  bad: number;
  firstBad: string;
  p50: number;
  p99: number;
  slowest: number;
  seconds: number;
}
export const morning = (asked: Morning): Promise<MorningTold> => inChild('morning-child.ts', asked);

const INSTITUTIONS = 4;
const UNITS = 25;

let made: Promise<StaffMember[]> | undefined;
/** So many people of four institutions, each with a post, an account and an open session; a hundred offices with a fence. Made once for all parts. */
export const signedInStaff = (bench: Bench, count: number): Promise<StaffMember[]> => (made ??= makeStaff(bench, count));

async function makeStaff(bench: Bench, count: number): Promise<StaffMember[]> {
  bench.say(`  menyiapkan ${count.toLocaleString('id-ID')} pegawai yang sudah masuk …`);
  const { house } = bench.composed;
  const now = house.clock.now();
  const institutions = Array.from({ length: INSTITUTIONS }, (_, n) => ({ id: uuidv7(), n }));
  const units = institutions.flatMap(({ id: instansi, n }) => Array.from({ length: UNITS }, (_, u) => ({ instansi, id: uuidv7(), place: uuidv7(), code: `U${u}`, latitude: -7.5 - n * 0.1, longitude: 111 + u * 0.02 })));
  const people = Array.from({ length: count }, (_, n) => {
    const unit = units[n % units.length]!;
    const token = randomToken();
    return { unit, token, hash: house.secrets.hash('session', token), account: uuidv7(), session: uuidv7(), person: uuidv7(), post: uuidv7(), holding: uuidv7() };
  });
  const column = <T>(pick: (one: (typeof people)[number]) => T): T[] => people.map(pick);
  await house.db.asOwner(async (tx) => {
    await tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at)
      select i, 'Kabupaten Uji ' || n, 'regency', '35.0' || n, 'WIB', 'UJ' || n, true, ${now} from unnest(${institutions.map((one) => one.id)}::uuid[], ${institutions.map((one) => one.n)}::int[]) x (i, n)`);
    await tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) select i, u, 'dinas', c, 'Dinas ' || c, '2020-01-01'
      from unnest(${units.map((u) => u.instansi)}::uuid[], ${units.map((u) => u.id)}::uuid[], ${units.map((u) => u.code)}::text[]) x (i, u, c)`);
    await tx.run(sql`insert into attendance.place (instansi, id, unit, name, kind, latitude, longitude, radius, from_at, made_at) select i, p, u, 'Kantor', 'office', la, lo, 150, '2020-01-01', '2020-01-01'
      from unnest(${units.map((u) => u.instansi)}::uuid[], ${units.map((u) => u.place)}::uuid[], ${units.map((u) => u.id)}::uuid[], ${units.map((u) => u.latitude)}::float8[], ${units.map((u) => u.longitude)}::float8[]) x (i, p, u, la, lo)`);
    await tx.run(sql`insert into identity.account (id, name, level, created_at) select a, 'Pegawai', 'verified', ${now} from unnest(${column((p) => p.account)}::uuid[]) x (a)`);
    await tx.run(sql`insert into organization.post (instansi, id, unit, title, duties, from_day) select i, p, u, 'Pelaksana', '{}', '2020-01-01' from unnest(${column((p) => p.unit.instansi)}::uuid[], ${column((p) => p.post)}::uuid[], ${column((p) => p.unit.id)}::uuid[]) x (i, p, u)`);
    await tx.run(sql`insert into organization.person (instansi, id, account, name, employment) select i, w, a, 'Pegawai', 'pns' from unnest(${column((p) => p.unit.instansi)}::uuid[], ${column((p) => p.person)}::uuid[], ${column((p) => p.account)}::uuid[]) x (i, w, a)`);
    await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, from_day) select i, h, p, w, 'definitive', '2020-01-01'
      from unnest(${column((p) => p.unit.instansi)}::uuid[], ${column((p) => p.holding)}::uuid[], ${column((p) => p.post)}::uuid[], ${column((p) => p.person)}::uuid[]) x (i, h, p, w)`);
    await tx.run(sql`insert into identity.session (token_hash, id, account, hat_instansi, hat_holding, created_at, seen_at, expires_at) select t, s, a, i, h, ${now}, ${now}, ${new Date(now.getTime() + 12 * 3_600_000)}
      from unnest(${column((p) => p.hash)}::bytea[], ${column((p) => p.session)}::uuid[], ${column((p) => p.account)}::uuid[], ${column((p) => p.unit.instansi)}::uuid[], ${column((p) => p.holding)}::uuid[]) x (t, s, a, i, h)`);
  });
  await bench.settle();
  return people.map(({ token, unit }) => ({ token, latitude: unit.latitude, longitude: unit.longitude }));
}
