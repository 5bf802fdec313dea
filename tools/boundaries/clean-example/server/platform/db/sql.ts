import type { CalendarDay } from '../kernel/calendar-day.ts';

export const sql = (text: TemplateStringsArray, day: CalendarDay): string => text.join(day);
