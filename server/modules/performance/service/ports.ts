import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { CalendarPort } from '../../calendar/contract.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { LeavePort } from '../../leave/contract.ts';
import type { ListPort } from '../../lists/contract.ts';
import type { NoticePort } from '../../notifications/contract.ts';
import type { OrganizationPort, WorkDoneSources } from '../../organization/contract.ts';
import type { WorkSchedulesPort } from '../../work-schedules/contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const calendarOf = (ctx: Context) => part<CalendarPort<TenantContext>>(ctx.house, 'calendar');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const listsOf = (ctx: Context) => part<ListPort<TenantContext, Context>>(ctx.house, 'lists');
export const noticesOf = (ctx: Context) => part<NoticePort<TenantContext>>(ctx.house, 'notifications.tell');
export const schedulesOf = (ctx: Context) => part<WorkSchedulesPort<TenantContext>>(ctx.house, 'work-schedules');
/** Absent where no leave is kept here. */
export const leaveOf = (ctx: Context) => ctx.house.parts.get('leave') as LeavePort<TenantContext> | undefined;
export const workDoneOf = (ctx: Context) => part<WorkDoneSources<TenantContext>>(ctx.house, 'work-done');
export const institutionOf = (ctx: Context): Promise<Institution> => part<Institutions>(ctx.house, 'institutions').byId(ctx.house, ctx.instansi, ctx.tx);
