import { join } from 'node:path';
import type { Handlers, Module } from '../../platform/module.ts';
import { operations, permissions, refusals } from './contract.ts';
import { calendarAssigned, calendarPublished } from './service/changed.ts';
import { workSchedulesPort } from './service/days.ts';
import * as patterns from './service/patterns.ts';
import { listsOf } from './service/ports.ts';
import { rosterFlow, rosterTemplate, startRosterImport } from './service/roster-sheet.ts';
import * as rosters from './service/rosters.ts';
import { getUnitSchedule, mySchedule } from './service/schedules.ts';

const handlers: Handlers<typeof operations> = {
  mySchedule: (ctx, input) => mySchedule(ctx, input),
  listPatterns: (ctx) => patterns.listPatterns(ctx),
  getPattern: (ctx, { id }) => patterns.getPattern(ctx, id),
  createPattern: (ctx, input) => patterns.createPattern(ctx, input),
  previewAssignment: (ctx, input) => patterns.previewAssignment(ctx, input),
  previewVersion: (ctx, input) => patterns.previewVersion(ctx, input),
  tryPattern: (ctx, input) => patterns.tryPattern(ctx, input),
  endPattern: (ctx, input) => patterns.endPattern(ctx, input),
  publishPattern: (ctx, input) => patterns.publishPattern(ctx, input),
  listAssignments: (ctx) => patterns.listAssignments(ctx),
  getUnitSchedule: (ctx, input) => getUnitSchedule(ctx, input),
  assignPattern: (ctx, input) => patterns.assignPattern(ctx, input),
  endAssignment: (ctx, input) => patterns.endAssignment(ctx, input),
  listRosters: (ctx, input) => rosters.listRosters(ctx, input),
  getRoster: (ctx, input) => rosters.getRoster(ctx, input),
  saveRoster: (ctx, input) => rosters.saveRoster(ctx, input),
  fillRoster: (ctx, input) => rosters.fillRoster(ctx, input),
  rosterTemplate: (ctx, input) => rosterTemplate(ctx, input),
  startRosterImport: (ctx, input) => startRosterImport(ctx, input),
  listRosterImports: (ctx) => listsOf(ctx).list(ctx, rosterFlow),
  mapRosterImport: (ctx, input) => listsOf(ctx).map(ctx, rosterFlow, input),
  previewRosterImport: (ctx, input) => listsOf(ctx).preview(ctx, rosterFlow, input),
  takeRosterImport: (ctx, input) => listsOf(ctx).take(ctx, rosterFlow, input),
  restOfRosterImport: (ctx, input) => listsOf(ctx).rest(ctx, rosterFlow, input),
};

export const workSchedules: Module = {
  name: 'work-schedules',
  migrations: join(import.meta.dirname, 'migrations'),
  operations,
  handlers,
  permissions,
  refusals,
  subscribers: [
    { event: 'calendar.published', name: 'work-schedules', run: calendarPublished },
    { event: 'calendar.assigned', name: 'work-schedules', run: calendarAssigned },
  ],
  start: (house) => {
    house.parts.set('work-schedules', workSchedulesPort);
  },
};
