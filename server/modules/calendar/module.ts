import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import * as service from './service/calendars.ts';
import { createCalendarPort } from './service/in-force.ts';

const handlers: Handlers<typeof operations> = {
  listCalendars: service.listCalendars,
  getCalendar: service.getCalendar,
  createCalendar: service.createCalendar,
  editCalendar: service.editCalendar,
  previewPublish: service.previewPublish,
  publishCalendar: service.publishCalendar,
  getUnitHours: service.getUnitHours,
  assignCalendar: service.assignCalendar,
  setCounterHours: service.setCounterHours,
};

export const calendar: Module = {
  name: 'calendar',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  start: (house) => {
    house.parts.set('calendar', createCalendarPort());
    // Filled by later modules that keep clocks.
    house.parts.set('open-clocks', []);
  },
};
