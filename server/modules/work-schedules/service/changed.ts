import { emit } from '../../../platform/events/events.ts';
import { addDays } from '../../../platform/kernel/calendar-day.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { ScheduleChanged } from '../contract/port.ts';
import { organizationOf } from './ports.ts';

/** States whose days are to be counted again; the listener keeps to periods that are open. */
export const tellChanged = (t: TenantContext, changed: ScheduleChanged): Promise<void> => emit(t, 'work-schedules.changed', { ...changed });

/** A list that is amended may name days long past; which of them still count, the listener knows. */
const backOneYear = async (t: TenantContext) => `${addDays(await organizationOf(t).today(t), -365).slice(0, 4)}-01-01`;

export const calendarPublished = (ctx: Context): Promise<void> => inTenant(ctx, async (t) => tellChanged(t, { from: await backOneYear(t), everybody: true }));

export const calendarAssigned = (ctx: Context, { payload }: EventMessage): Promise<void> =>
  inTenant(ctx, async (t) => tellChanged(t, { from: await backOneYear(t), units: [String(payload['unit'])] }));
