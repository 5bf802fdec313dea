import type { WorkDay } from '../contract/port.ts';
import type { PatternBody, ScheduleDay } from '../contract/shapes.ts';
import { minutesAsWords, minutesOfWeek, type ReadPattern } from './a-pattern-is-sound.ts';

/** 27000 → "07.30"; the next day's 07.00 as "07.00". */
const clock = (seconds: number): string => `${String(Math.floor(seconds / 3600) % 24).padStart(2, '0')}.${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}`;
export const hoursText = ({ start, end, overnight }: { start: number; end: number; overnight: boolean }): string => `${clock(start)}–${clock(end)}${overnight ? ' esok hari' : ''}`;

export const shownDay = ({ day, kind, name, shift, pattern }: WorkDay): ScheduleDay => ({ day, kind, ...(name ? { name } : {}), code: shift?.code ?? '', hours: shift ? hoursText(shift) : '', pattern });

/** Minutes of work on these days, breaks excluded. */
export const workedMinutes = (days: readonly WorkDay[]): number => days.reduce((sum, { shift }) => sum + (shift ? (shift.end - shift.start) / 60 - shift.breakMinutes : 0), 0);

export const patternWords = (body: PatternBody, read: ReadPattern): string =>
  read.kind === 'week' ? `${minutesAsWords(minutesOfWeek(read.hours))} sepekan${read.ramadan ? `, Ramadan ${minutesAsWords(minutesOfWeek(read.ramadan))}` : ''}` : body.kind === 'shift' ? body.shifts.map((one) => `${one.code} ${one.hours.replaceAll(':', '.')}`).join(', ') : '';
