import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { CalendarPort } from '../../calendar/contract.ts';
import type { AccessBook, Accounts } from '../../identity/contract.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { LayananPort } from '../../layanan/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { WilayahPort } from '../../wilayah/contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const layananOf = (ctx: Context) => part<LayananPort<TenantContext>>(ctx.house, 'layanan');
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const wilayahOf = (ctx: Context) => part<WilayahPort<Context>>(ctx.house, 'wilayah');
export const accessOf = (ctx: Context) => part<AccessBook<TenantContext>>(ctx.house, 'identity.access');
export const accountsOf = (ctx: Context) => part<Accounts<TenantContext>>(ctx.house, 'identity.accounts');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const calendarOf = (ctx: Context) => part<CalendarPort<TenantContext>>(ctx.house, 'calendar');
export const institutionOf = (ctx: Context): Promise<Institution> => part<Institutions>(ctx.house, 'institutions').byId(ctx.house, ctx.instansi, ctx.tx);
