import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { AttendancePort } from '../../attendance/contract.ts';
import type { CalendarPort } from '../../calendar/contract.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { LeavePort } from '../../leave/contract.ts';
import type { ListPort } from '../../lists/contract.ts';
import type { NoticePort } from '../../notifications/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { TravelPort } from '../../travel/contract.ts';
import type { WorkSchedulesPort } from '../../work-schedules/contract.ts';
import type { ActivityLogs } from '../contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const calendarOf = (ctx: Context) => part<CalendarPort<TenantContext>>(ctx.house, 'calendar');
export const schedulesOf = (ctx: Context) => part<WorkSchedulesPort<TenantContext>>(ctx.house, 'work-schedules');
export const leaveOf = (ctx: Context) => part<LeavePort<TenantContext>>(ctx.house, 'leave');
export const travelOf = (ctx: Context) => part<TravelPort<TenantContext>>(ctx.house, 'travel');
export const attendanceOf = (ctx: Context) => part<AttendancePort<TenantContext>>(ctx.house, 'attendance');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const listsOf = (ctx: Context) => part<ListPort<TenantContext, Context>>(ctx.house, 'lists');
export const noticesOf = (ctx: Context) => part<NoticePort<TenantContext>>(ctx.house, 'notifications.tell');
export const institutionOf = (ctx: Context): Promise<Institution> => part<Institutions>(ctx.house, 'institutions').byId(ctx.house, ctx.instansi, ctx.tx);
/** Brought by performance; where it is absent nobody is asked for logs. */
export const logsOf = (ctx: Context) => ctx.house.parts.get('activity-logs') as ActivityLogs<TenantContext> | undefined;
