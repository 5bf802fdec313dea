import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { InstrumentsPort } from '../../assessments/contract.ts';
import type { NoticePort } from '../../notifications/contract.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { Participant } from '../../self-assessment/contract.ts';
import type { WilayahPort } from '../../wilayah/contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const wilayahOf = (ctx: Context) => part<WilayahPort<Context>>(ctx.house, 'wilayah');
export const noticesOf = (ctx: Context) => part<NoticePort<TenantContext>>(ctx.house, 'notifications.tell');
export const instrumentsOf = (ctx: Context) => part<InstrumentsPort<TenantContext>>(ctx.house, 'assessments.instruments');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const participantPart = (ctx: Context) => part<Participant<Context>>(ctx.house, 'self-assessment');
export const institutionsOf = (ctx: Context) => part<Institutions>(ctx.house, 'institutions');
export const institutionOf = (ctx: Context): Promise<Institution> => institutionsOf(ctx).byId(ctx.house, ctx.instansi, ctx.tx);
