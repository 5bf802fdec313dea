import { PATTERNS } from '../modules/work-schedules/catalogue-files.ts';
import { insertAssignment, insertPattern, insertVersion } from '../modules/work-schedules/storage/patterns.ts';
import { claimRoster, saveDays, type RosterDayRow } from '../modules/work-schedules/storage/rosters.ts';
import { addDays, type CalendarDay } from '../platform/kernel/calendar-day.ts';
import { inTenant } from '../platform/request/context.ts';
import type { Seeding } from './seeding.ts';

/** Who works otherwise than an office, by the pattern of the catalogue. */
const PATTERN_OF: Record<string, string> = { 'PUSKESMAS-SIMAN': 'puskesmas', 'PUSKESMAS-PUDAK': 'puskesmas', 'SDN-SIMAN': 'sekolah', 'RSUD-IGD': 'rumah-sakit' };
const BY = 'Arif Rachmanto, S.Sos., M.AP.';

/** The first day that the demonstration tells attendance of: a whole month before the present one. */
export const firstDayOf = (day: CalendarDay): CalendarDay => `${addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7)}-01`;

/** Patterns for a puskesmas, a school and a ward, and the ward's rosters from last month to the end of this one. */
export async function seedSchedules({ plan, dice, anchor, context }: Seeding): Promise<void> {
  const at = anchor.at(anchor.workingDay(-60), '09:10');
  const ctx = context(at);
  const from = plan.units[0]!.fromDay;
  await inTenant(ctx, async ({ tx, instansi }) => {
    for (const pattern of PATTERNS) {
      if (!Object.values(PATTERN_OF).includes(pattern.id)) continue;
      const id = dice.id(`pattern/${pattern.id}`);
      await insertPattern(tx, instansi, { id, code: pattern.id, name: pattern.name });
      await insertVersion(tx, instansi, { pattern: id, number: 1, validFrom: pattern.from, body: pattern.body, legalBasis: pattern.legalBasis.title, source: pattern.legalBasis.source, verified: pattern.legalBasis.verified, note: '', at, by: BY });
    }
    for (const [code, pattern] of Object.entries(PATTERN_OF)) {
      const unit = plan.units.find((one) => one.code === code)!;
      await insertAssignment(tx, instansi, { id: dice.id(`assignment/${code}`), unit: unit.id, person: null, pattern: dice.id(`pattern/${pattern}`), fromDay: from, toDay: null, openOnJointLeave: code !== 'SDN-SIMAN', legalBasis: 'Peraturan Bupati tentang hari dan jam kerja (contoh)', at, by: BY });
    }
    const ward = plan.units.find((one) => one.code === 'RSUD-IGD')!;
    const rotation = PATTERNS.find((one) => one.id === 'rumah-sakit')!.body;
    const turns = rotation.kind === 'shift' ? (rotation.rotation ?? []) : [];
    const posts = new Set(plan.posts.filter((post) => post.unit === ward.id).map((post) => post.id));
    const nurses = plan.holdings.filter((one) => posts.has(one.post)).map((one) => one.person);
    const months = [firstDayOf(anchor.day).slice(0, 7), anchor.day.slice(0, 7)];
    for (const month of months) {
      const rows: RosterDayRow[] = [];
      for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) {
        const n = Math.round(Date.parse(day) / 86_400_000);
        nurses.forEach((person, nth) => rows.push({ person, day, code: turns[(n + nth) % turns.length]! }));
      }
      await claimRoster(tx, instansi, { unit: ward.id, month, before: 0, at, by: BY });
      await saveDays(tx, instansi, ward.id, rows);
    }
  });
}
