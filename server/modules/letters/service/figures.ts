import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { formatDate, formatDay } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { addDays, dayIn, dayNumberIn, momentAt, ZONES, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { LetterFigures } from '../contract.ts';
import * as storage from '../storage/figures.ts';
import { councilUnits, secretariatsOf, unitsServed } from '../../organization/contract.ts';
import { organizationOf } from './ports.ts';
import { postRefs } from './posts.ts';
import { readerOf, type Reader } from './reader.ts';
import { agoWords } from './views.ts';

// Chapters: whose letters · the figures · as XLSX

/** Own unit and all below, with whom a secretariat serves or who serves DPRD; the head of region and the secretariat direct every agency, not DPRD. */
async function unitsOf(t: TenantContext, { hat }: Reader): Promise<string[]> {
  const organization = organizationOf(t);
  const units = await organization.unitsInForce(t);
  const council = councilUnits(units);
  const office = council.has(hat.unitId) ? secretariatsOf('dprd', units).map((unit) => unit.id) : [];
  if (hat.unitKind !== 'head-of-region' && hat.unitKind !== 'setda') return [...new Set([...(await organization.unitsBelow(t, hat.unitId)), ...unitsServed(hat.unitKind, units), ...office])];
  return units.map((unit) => unit.id).filter((unit) => !council.has(unit));
}
const monday = (day: CalendarDay): CalendarDay => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
const MOST_WAITING = 10;

async function figuresFor(t: TenantContext, weeks: number): Promise<LetterFigures> {
  const reader = await readerOf(t);
  const units = await unitsOf(t, reader);
  const from = addDays(monday(reader.day), -7 * (weeks - 1));
  const since = momentAt(from, 0, reader.zone);
  const now = t.house.clock.now();
  const asked = { instansi: t.instansi, units, since };
  const [byWeek, medians, load, waiting, facts] = await Promise.all([
    storage.countByWeek(t.tx, asked, ZONES[reader.zone]), storage.medians(t.tx, asked), storage.loadByUnit(t.tx, t.instansi, units, now), storage.longestUnread(t.tx, t.instansi, units, MOST_WAITING), organizationOf(t).unitFacts(t, units),
  ]);
  const posts = await postRefs(t, waiting.map((row) => row.post), reader.day);
  const counted = new Map(byWeek.map((row) => [row.week, row.count]));
  const sum = (pick: (row: storage.UnitLoad) => number) => load.reduce((total, row) => total + pick(row), 0);
  const nameOf = (unit: string): string => facts.get(unit)?.name ?? '';
  return {
    scope: nameOf(reader.hat.unitId) || reader.hat.unitName, from, to: reader.day, received: byWeek.reduce((total, row) => total + row.count, 0), open: sum((row) => row.open), late: sum((row) => row.late), unread: sum((row) => row.unread),
    weeks: Array.from({ length: weeks }, (_, nth) => addDays(from, 7 * nth)).map((day) => ({ day, title: formatDay(day, reader.day), count: counted.get(day) ?? 0 })),
    ...(medians.to_disposition === null ? {} : { toDisposition: { minutes: Math.round(medians.to_disposition), text: lasting(medians.to_disposition), of: medians.disposed } }), ...(medians.to_finish === null ? {} : { toFinish: { minutes: Math.round(medians.to_finish), text: lasting(medians.to_finish), of: medians.finished } }),
    units: load.map((row) => ({ id: row.unit, name: nameOf(row.unit), open: row.open, late: row.late, unread: row.unread, ...(row.oldest ? { oldest: formatDate(dayIn(row.oldest, reader.zone)) } : {}) })),
    waiting: waiting.map((row) => ({ letter: row.letter, agenda: `${row.agenda}/${row.year}`, unit: nameOf(row.unit), post: posts.get(row.post)?.title ?? '', days: dayNumberIn(now, reader.zone) - dayNumberIn(row.arrived_at, reader.zone), sinceText: agoWords(row.arrived_at, now, reader.zone), lead: row.role !== 'support' })),
  };
}
/** "40 menit", "5 jam", "2 hari 3 jam" */
function lasting(minutes: number): string {
  if (minutes < 60) return `${Math.max(1, Math.round(minutes))} menit`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} jam`;
  return `${Math.floor(hours / 24)} hari${hours % 24 ? ` ${hours % 24} jam` : ''}`;
}

export const figures = (ctx: Context, { weeks }: { weeks: number }): Promise<LetterFigures> => readTenant(ctx, (t) => figuresFor(t, weeks));

export async function downloadFigures(ctx: Context, { weeks }: { weeks: number }): Promise<{ fileName: string; type: string; content: string }> {
  const told = await inTenant(ctx, async (t) => {
    const found = await figuresFor(t, weeks);
    await audit(t, { action: 'letters.figures-downloaded', object: 'letters', detail: { from: found.from, to: found.to } });
    return found;
  });
  const content = await writeXlsx(
    'Unit', [{ heading: 'Unit', width: 50 }, { heading: 'Belum selesai', width: 14 }, { heading: 'Lewat batas', width: 14 }, { heading: 'Belum dibaca', width: 14 }, { heading: 'Paling lama lewat sejak', width: 24 }], told.units.map((unit) => [unit.name, String(unit.open), String(unit.late), String(unit.unread), unit.oldest ?? '']),
    { title: 'Per minggu', columns: [{ heading: 'Minggu mulai', width: 16 }, { heading: 'Surat masuk', width: 14 }], rows: told.weeks.map((week) => [week.day, String(week.count)]) },
    { title: 'Ringkasan', columns: [{ heading: 'Ukuran', width: 44 }, { heading: 'Nilai', width: 24 }], rows: [['Unit', told.scope], ['Dari', told.from], ['Sampai', told.to], ['Surat masuk', String(told.received)], ['Belum selesai', String(told.open)], ['Lewat batas', String(told.late)], ['Median sampai disposisi (menit)', String(told.toDisposition?.minutes ?? '')], ['Median sampai selesai (menit)', String(told.toFinish?.minutes ?? '')]] },
  );
  return { fileName: `kinerja-surat-${told.to}.xlsx`, type: XLSX, content };
}
