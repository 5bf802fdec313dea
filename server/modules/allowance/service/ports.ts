import { part } from '../../../platform/house.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { ListPort } from '../../lists/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { PerformancePort } from '../../performance/contract.ts';
import type { TimesheetsPort } from '../../timesheets/contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const timesheetsOf = (ctx: Context) => part<TimesheetsPort<TenantContext>>(ctx.house, 'timesheets');
export const performanceOf = (ctx: Context) => part<PerformancePort<TenantContext>>(ctx.house, 'performance');
export const listsOf = (ctx: Context) => part<ListPort<TenantContext, Context>>(ctx.house, 'lists');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
