import { expect, it } from 'vitest';
import { isCalendarDay } from './calendar-day.ts';

it.each(['1899-12-31', '2024-02-29', '2026-03-02', '2999-12-31'])('%s is a day', (day) => expect(isCalendarDay(day)).toBe(true));
// Whoever walks from the first to the last day of a month of 9999 compares five digits with four, and never arrives.
it.each(['9999-12-31', '3000-01-01', '0001-01-01', '2025-02-29', '2026-3-2', '+010000-01-01', '', null, 20260302])('%s is none', (day) => expect(isCalendarDay(day)).toBe(false));
