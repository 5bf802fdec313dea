import { one } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import type { PatternBody } from '../../../../../../../server/modules/work-schedules/contract.ts';

const DAYS = ['1', '2', '3', '4', '5', '6', '7'];
/** As many shifts as a pattern may have. */
const SHIFT_LINES = 12;
/** Lines that the form shows: those that are filled in and some more. */
export const linesOf = (values: Values): number[] => {
  const filled = Array.from({ length: SHIFT_LINES }, (_, at) => at).filter((at) => one(values, `code.${at}`).trim() !== '').length;
  return Array.from({ length: Math.min(SHIFT_LINES, Math.max(4, filled + 2)) }, (_, at) => at);
};

/** What a pattern's form posts: hours by weekday, or shifts by line. */
export function bodyFrom(values: Values): PatternBody {
  const around = { flexMinutes: Number(one(values, 'flexMinutes')) || 0, before: Number(one(values, 'before')) || 120, after: Number(one(values, 'after')) || 240 };
  if (one(values, 'kind') === 'shift') {
    const shifts = Array.from({ length: SHIFT_LINES }, (_, at) => at).flatMap((at) => {
      const code = one(values, `code.${at}`).trim().toUpperCase();
      return code === '' ? [] : [{ code, name: one(values, `name.${at}`), hours: one(values, `hours.${at}`), overnight: one(values, `overnight.${at}`) === 'ya', breakMinutes: Number(one(values, `break.${at}`)) || 0 }];
    });
    return { kind: 'shift', shifts, rotation: one(values, 'rotation').toUpperCase().split(/[\s,]+/).filter(Boolean), leastRest: Number(one(values, 'leastRest')) || 0, mostDays: Number(one(values, 'mostDays')) || 6, ...around };
  }
  const week = (name: string) => Object.fromEntries(DAYS.flatMap((day) => (one(values, `${name}.${day}`).trim() === '' ? [] : [[day, one(values, `${name}.${day}`)]])));
  const ramadan = week('ramadan');
  return { kind: 'week', hours: week('week'), ...(Object.keys(ramadan).length > 0 ? { ramadan } : {}), ...around };
}

/** The form's inputs of a pattern that there is. */
export function valuesOf(body: PatternBody): Values {
  const common = { kind: body.kind, flexMinutes: String(body.flexMinutes), before: String(body.before), after: String(body.after) };
  if (body.kind === 'week') return { ...common, ...Object.fromEntries([...Object.entries(body.hours).map(([day, text]) => [`week.${day}`, text]), ...Object.entries(body.ramadan ?? {}).map(([day, text]) => [`ramadan.${day}`, text])]) };
  return { ...common, rotation: body.rotation.join(' '), leastRest: String(body.leastRest), mostDays: String(body.mostDays), ...Object.fromEntries(body.shifts.flatMap((shift, at) => [[`code.${at}`, shift.code], [`name.${at}`, shift.name], [`hours.${at}`, shift.hours], [`overnight.${at}`, shift.overnight ? 'ya' : ''], [`break.${at}`, String(shift.breakMinutes)]])) };
}
