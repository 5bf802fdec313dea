import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Month } from '../contract/port.ts';

export const firstOf = (month: Month): CalendarDay => `${month}-01`;
export const nextMonth = (month: Month): Month => addDays(`${month}-01`, 31).slice(0, 7);
export const monthBefore = (month: Month): Month => addDays(`${month}-01`, -1).slice(0, 7);
export const lastOf = (month: Month): CalendarDay => addDays(`${nextMonth(month)}-01`, -1);
