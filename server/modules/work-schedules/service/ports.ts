import { part } from '../../../platform/house.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { CalendarPort } from '../../calendar/contract.ts';
import type { ListPort } from '../../lists/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const calendarOf = (ctx: Context) => part<CalendarPort<TenantContext>>(ctx.house, 'calendar');
export const listsOf = (ctx: Context) => part<ListPort<TenantContext, Context>>(ctx.house, 'lists');
