import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { InForcePort, InstrumentsPort, ResultsPort } from '../../assessments/contract.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { NoticePort } from '../../notifications/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { Organiser, RecordSource } from '../contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const noticesOf = (ctx: Context) => part<NoticePort<TenantContext>>(ctx.house, 'notifications.tell');
export const instrumentsOf = (ctx: Context) => part<InstrumentsPort<TenantContext>>(ctx.house, 'assessments.instruments');
export const resultsOf = (ctx: Context) => part<ResultsPort<Context>>(ctx.house, 'assessments.results');
export const inForceOf = (ctx: Context) => part<InForcePort<TenantContext>>(ctx.house, 'assessments.in-force');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const institutionsOf = (ctx: Context) => part<Institutions>(ctx.house, 'institutions');
export const institutionOf = (ctx: Context): Promise<Institution> => institutionsOf(ctx).byId(ctx.house, ctx.instansi, ctx.tx);
export const organiserOf = (ctx: Context) => part<Organiser<Context>>(ctx.house, 'assessment-organiser');
export const recordSourcesOf = (ctx: Context) => part<RecordSource<TenantContext>[]>(ctx.house, 'assessment-records');
