import { dayIn, isCalendarDay, momentAt, type Zone } from '../../platform/kernel/calendar-day.ts';
import { orRefuse } from '../../platform/kernel/refusal.ts';
import { builtInCalendar, builtInHolidays } from '../../engines/working-time/built-in-calendar.ts';
import { nextOpening } from '../../engines/working-time/counter-hours.ts';
import { isBeyond, parseHolidayList } from '../../engines/working-time/holiday-list.ts';
import { dueAfter, type LimitUnit, type TimeLimit } from '../../engines/working-time/limits.ts';
import { workingTimeRefusals } from '../../engines/working-time/refusals.ts';
import { isoInZone } from '../../engines/working-time/words.ts';
import type { HolidayRow, Interval, WorkCalendar } from '../../engines/working-time/work-calendar.ts';
import { DONE, printJson, Usage, type Command, type Given } from '../command.ts';
import { readTextFile } from '../read-text.ts';

const LIMITS: Record<string, { unit: LimitUnit; most: number }> = {
  'working-days': { unit: 'working-days', most: 3650 },
  'working-hours': { unit: 'working-hours', most: 10_000 },
  'calendar-days': { unit: 'calendar-days', most: 3650 },
};

/** `pendopo calendar due`: when a limit ends. Needs no database; `--holidays` replaces the built-in list. */
export const calendarDue: Command = {
  usage:
    '--from TTTT-BB-HHTjj:mm (--working-days N | --working-hours N | --calendar-days N) [--week 5|6] [--zone WIB|WITA|WIT]' +
    ' [--holidays BERKAS.csv] [--local-holidays BERKAS.csv] [--counter jj:mm-jj:mm] [--joint-leave off|work]',
  options: {
    from: 'value', 'working-days': 'value', 'working-hours': 'value', 'calendar-days': 'value', week: 'value', zone: 'value',
    holidays: 'value', 'local-holidays': 'value', counter: 'value', 'joint-leave': 'value',
  },
  refusals: workingTimeRefusals,
  run(given, io) {
    const zone = choice(given, 'zone', ['WIB', 'WITA', 'WIT'], 'WIB') as Zone;
    const limit = limitOf(given);
    const handedIn = momentOf(required(given, 'from'), zone);
    const calendar = calendarOf(given, zone);
    const counter = given.value('counter');
    const received = counter === undefined ? handedIn : nextOpening(counterOf(counter, calendar), calendar, handedIn);
    const end = dueAfter(calendar, received, limit);
    printJson(io, {
      from: isoInZone(handedIn, zone),
      received: isoInZone(received, zone),
      limit,
      zone,
      week: calendar.week,
      due: end.due,
      dueAt: isoInZone(end.dueAt, zone),
      provisional: end.provisional,
    });
    if (end.provisional) {
      const years = [...calendar.yearsPublished].sort((a, b) => a - b).join(', ') || 'tidak ada';
      io.say(`Sementara: hitungan ini melewati tahun yang daftar hari liburnya belum dimuat (yang dimuat: ${years}). Tanggal dapat bergeser.`);
    }
    return DONE;
  },
};

/** `pendopo calendar check`: reads a list as publishing it would, and says what is in it. */
export const calendarCheck: Command = {
  usage: 'BERKAS.csv',
  options: {},
  words: [1, 1],
  refusals: workingTimeRefusals,
  run(given, io) {
    const rows = listIn(given.words[0]!);
    const years = [...new Set(rows.map((row) => Number(row.date.slice(0, 4))))].sort((a, b) => a - b);
    const count = (kind: string) => rows.filter((row) => row.kind === kind).length;
    printJson(io, {
      rows: rows.length,
      years,
      libur_nasional: count('libur_nasional'),
      cuti_bersama: count('cuti_bersama'),
      libur_daerah: count('libur_daerah'),
    });
    return DONE;
  },
};

function calendarOf(given: Given, zone: Zone): WorkCalendar {
  const week = choice(given, 'week', ['5', '6'], '5') === '6' ? 6 : 5;
  const jointLeaveIsHoliday = choice(given, 'joint-leave', ['off', 'work'], 'off') === 'off';
  const file = given.value('holidays');
  const localFile = given.value('local-holidays');
  const national = file === undefined ? builtInHolidays() : listIn(file);
  const local = localFile === undefined ? [] : listIn(localFile).map((row) => ({ ...row, kind: 'libur_daerah' as const }));
  return builtInCalendar({ zone, week, jointLeaveIsHoliday, holidays: [...national, ...local] });
}

const listIn = (path: string): HolidayRow[] => orRefuse(parseHolidayList(readTextFile(path)));

function limitOf(given: Given): TimeLimit {
  const names = Object.keys(LIMITS).filter((name) => given.value(name) !== undefined);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new Usage('Sebutkan satu lama waktu: --working-days, --working-hours atau --calendar-days.');
  }
  const { unit, most } = LIMITS[name]!;
  const text = given.value(name)!;
  const fractions = unit === 'working-hours';
  const amount = Number(text.replace(',', '.'));
  if (!(fractions ? /^\d{1,9}([.,]\d{1,2})?$/ : /^\d{1,9}$/).test(text)) {
    throw new Usage(`Nilai --${name} harus bilangan${fractions ? '' : ' bulat'} 0 sampai ${most}.`);
  }
  if (amount > most) throw new Usage(`Nilai --${name} terlalu besar. Paling banyak ${most}.`);
  // Counted in whole minutes: a third of an hour has no end in decimals.
  return fractions && !Number.isInteger(amount) ? { amount: Math.round(amount * 60), unit: 'working-minutes' } : { amount, unit };
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

const YEARS = 'Tahun pada --from harus 1945 sampai 2199.';

/** Without an offset the clock of the zone is meant; without an hour the day begins. */
function momentOf(text: string, zone: Zone): Date {
  const [, day, hour = '00', minute = '00', second = '00', offset] = MOMENT.exec(text) ?? [];
  if (day && isBeyond(day)) throw new Usage(YEARS);
  if (!isCalendarDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new Usage(`Nilai --from "${text.slice(0, 40)}" bukan tanggal yang ada. Tulis misalnya 2025-01-02T10:00.`);
  }
  const moment = offset
    ? new Date(`${day}T${hour}:${minute}:${second}${offset}`)
    : new Date(momentAt(day, Number(hour) * 60 + Number(minute), zone).getTime() + Number(second) * 1000);
  if (Number.isNaN(moment.getTime())) throw new Usage(`Selisih waktu pada --from "${text.slice(0, 40)}" tidak ada. Tulis misalnya +07:00.`);
  if (isBeyond(dayIn(moment, zone))) throw new Usage(YEARS);
  return moment;
}

/** One opening for all days of the office week. */
function counterOf(text: string, calendar: WorkCalendar): { hours: Record<number, Interval[]> } {
  const [, fromHour, fromMinute, toHour, toMinute] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  const opens = Number(fromHour) * 60 + Number(fromMinute);
  const closes = Number(toHour) * 60 + Number(toMinute);
  if (!(opens < closes)) throw new Usage('Nilai --counter harus jam buka dan tutup, misalnya 08:00-15:00.');
  return { hours: Object.fromEntries(Array.from({ length: calendar.week }, (_, index) => [index + 1, [[opens, closes]]])) };
}

function required(given: Given, name: string): string {
  const value = given.value(name);
  if (value === undefined) throw new Usage(`Sebutkan --${name}.`);
  return value;
}

function choice(given: Given, name: string, values: string[], standard: string): string {
  const value = given.value(name) ?? standard;
  if (!values.includes(value)) throw new Usage(`Nilai --${name} harus ${values.join(' atau ')}.`);
  return value;
}
