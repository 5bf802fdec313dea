import { join } from 'node:path';
import type { Module } from '../../platform/module.ts';
import { refusals } from './contract.ts';
import { calendarAssigned, calendarPublished } from './service/changed.ts';
import { workSchedulesPort } from './service/days.ts';

export const workSchedules: Module = {
  name: 'work-schedules',
  migrations: join(import.meta.dirname, 'migrations'),
  refusals,
  subscribers: [
    { event: 'calendar.published', name: 'work-schedules', run: calendarPublished },
    { event: 'calendar.assigned', name: 'work-schedules', run: calendarAssigned },
  ],
  start: (house) => {
    house.parts.set('work-schedules', workSchedulesPort);
  },
};
