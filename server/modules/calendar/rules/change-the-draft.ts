import { hoursFromText } from '../../../engines/working-time/hours-as-text.ts';
import { parseHolidayList } from '../../../engines/working-time/holiday-list.ts';
import type { CalendarData, HolidayRow, SpecialPeriod, WeekHours } from '../../../engines/working-time/work-calendar.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { CalendarChange } from '../contract.ts';

/** What is stored of a calendar; the version is added when it is read. */
export type CalendarBody = Omit<CalendarData, 'version'>;

const byDate = (rows: readonly HolidayRow[]): HolidayRow[] => rows.toSorted((a, b) => (a.date === b.date ? a.name.localeCompare(b.name) : a.date < b.date ? -1 : 1));

/**
 * One change to a draft. An imported list replaces the national rows of the years that occur in it and adds its local
 * rows; local holidays that were there stay (a new SKB says nothing about them).
 */
export function changeDraft(body: CalendarBody, change: Exclude<CalendarChange, { do: 'discard' }>, ramadanHours: WeekHours): Result<CalendarBody> {
  switch (change.do) {
    case 'hours': {
      const hours = hoursFromText(change.hours);
      return hours.ok ? ok({ ...body, week: change.week, hours: hours.value, jointLeaveIsHoliday: change.jointLeaveIsHoliday }) : hours;
    }
    case 'add-period': {
      const hours = change.hours ? hoursFromText(change.hours) : ok(ramadanHours);
      if (!hours.ok) return hours;
      const period: SpecialPeriod = { name: change.name, from: change.from, to: change.to, hours: hours.value, ...(change.legalBasis ? { legalBasis: change.legalBasis } : {}) };
      return ok({ ...body, special: [...(body.special ?? []), period].toSorted((a, b) => (a.from < b.from ? -1 : 1)) });
    }
    case 'remove-period': {
      const special = (body.special ?? []).filter((period) => period.from !== change.from);
      return special.length === (body.special ?? []).length ? refuse('calendar.no-such-row') : ok({ ...body, special });
    }
    case 'add-holiday':
      if (body.holidays.some((row) => row.date === change.row.date && row.name === change.row.name)) return refuse('calendar.twice');
      return ok(withYears({ ...body, holidays: byDate([...body.holidays, change.row]) }, []));
    case 'remove-holiday': {
      const holidays = body.holidays.filter((row) => row.date !== change.date || row.name !== change.name);
      return holidays.length === body.holidays.length ? refuse('calendar.no-such-row') : ok({ ...body, holidays });
    }
    case 'import-list': {
      const list = parseHolidayList(change.csv);
      if (!list.ok) return { ok: false, refusal: { ...list.refusal, data: { ...list.refusal.data, fields: list.refusal.fields } } };
      const national = list.value.filter((row) => row.kind !== 'libur_daerah');
      const years = new Set(national.map((row) => row.date.slice(0, 4)));
      const fresh = new Set(list.value.map((row) => `${row.date} ${row.name}`));
      const kept = body.holidays.filter((row) => (row.kind === 'libur_daerah' ? !fresh.has(`${row.date} ${row.name}`) : !years.has(row.date.slice(0, 4))));
      return ok(withYears({ ...body, holidays: byDate([...kept, ...list.value]) }, [...years].map(Number)));
    }
  }
}

/** A year counts as published once a whole list of it was loaded; a single row added by hand does not make it so. */
const withYears = (body: CalendarBody, added: number[]): CalendarBody => ({ ...body, yearsPublished: [...new Set([...(body.yearsPublished ?? []), ...added])].sort((a, b) => a - b) });
