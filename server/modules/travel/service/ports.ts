import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { LetterTypesPort } from '../../letter-types/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { AbsenceSources } from '../contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const letterTypesOf = (ctx: Context) => part<LetterTypesPort<TenantContext>>(ctx.house, 'letter-types');
export const absencesOf = (ctx: Context) => part<AbsenceSources<TenantContext>>(ctx.house, 'absences');
export const institutionOf = (ctx: Context): Promise<Institution> => part<Institutions>(ctx.house, 'institutions').byId(ctx.house, ctx.instansi, ctx.tx);
