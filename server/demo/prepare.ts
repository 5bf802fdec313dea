import { compose } from '../compose.ts';
import { formatDayLong } from '../engines/working-time/words.ts';
import { openDatabase, type Database, type DatabaseUrls } from '../platform/db/database.ts';
import { sql } from '../platform/db/sql.ts';
import { dayIn } from '../platform/kernel/calendar-day.ts';
import { manualClock, shiftedClock, systemClock, type Clock } from '../platform/kernel/clock.ts';
import type { Settings } from '../platform/settings/settings.ts';
import { seedDemo } from './seed.ts';
import { clearInstallation, readInstitutions, type DemoRecord } from './write-organisation.ts';

export interface PreparedDemo {
  /** For the house that is about to be composed: with `--at` a demonstration runs as if it were that day. */
  clock: Clock;
  /** Present when this installation is a demonstration. */
  record?: DemoRecord;
}

/**
 * Seeds an empty installation once, unless it was started with `--empty`. A seeding that was interrupted begins anew; a
 * real institution is never touched.
 */
export async function prepareDemo(settings: Settings, urls: DatabaseUrls, say: (sentence: string) => void): Promise<PreparedDemo> {
  const db = openDatabase(urls, { app: 1, owner: 1 });
  try {
    const found = await readInstitutions(db);
    if (settings.empty || found.some((one) => !one.demo)) return { clock: systemClock };
    const done = found.find((one) => one.record)?.record;
    const clock = settings.at ? shiftedClock(startOf(settings.at, done ? await lastMoment(db) : undefined, say)) : systemClock;
    if (done) return { clock, record: done };
    if (found.length > 0) {
      say('Penyemaian data contoh sebelumnya terputus; dimulai lagi.');
      await clearInstallation(db);
    }
    return { clock, record: await seedOnce(settings, urls, clock.now(), say) };
  } finally {
    await db.close();
  }
}

/** A house of its own whose clock is moved by hand, without worker; what it writes need not survive a crash one by one. */
async function seedOnce(settings: Settings, urls: DatabaseUrls, now: Date, say: (sentence: string) => void): Promise<DemoRecord> {
  const relaxed = { options: '-c synchronous_commit=off' };
  const composed = await compose(settings, { ...urls, app: { ...urls.app, ...relaxed }, owner: { ...urls.owner, ...relaxed } }, { clock: manualClock(now), background: false, say });
  try {
    const started = performance.now();
    const record = await seedDemo(composed, { now, seed: settings.seed, say });
    say(`Data contoh siap (${((performance.now() - started) / 1000).toFixed(1)} detik).`);
    return record;
  } finally {
    await composed.stop();
  }
}

/**
 * 10.15 WIB of the day given: in the middle of a morning, with something due in the afternoon. Started again, the house
 * goes on where it stopped: its clock never runs back behind what it has written down.
 */
export function startOf(day: string, last: Date | undefined, say: (sentence: string) => void): Date {
  const morning = new Date(`${day}T10:15:00+07:00`);
  if (last === undefined || last <= morning) return morning;
  const on = dayIn(last, 'WIB');
  const clock = last.toLocaleTimeString('id-ID', { timeZone: 'Asia/Jakarta', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  say(`Jam dilanjutkan dari catatan terakhir: ${formatDayLong(on)} pukul ${clock} WIB${on === day ? '' : `, bukan ${formatDayLong(day)}`}.`);
  return new Date(last.getTime() + 1000);
}

/** The newest entry of the audit trail: everything that happens leaves one. */
async function lastMoment(db: Database): Promise<Date | undefined> {
  return (await db.asOwner((tx) => tx.one<{ at: Date | null }>(sql`select max(at) as at from audit.entry`))).at ?? undefined;
}
