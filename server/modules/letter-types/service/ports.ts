import { part } from '../../../platform/house.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { ClassificationPort, LetterSearchPort, LettersPort } from '../../letters/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const lettersOf = (ctx: Context) => part<LettersPort<Context, TenantContext>>(ctx.house, 'letters');
/** Codes of the institution, by their days; the archive brings them. */
export const codesOf = (ctx: Context) => part<ClassificationPort<TenantContext>>(ctx.house, 'classification');
export const searchOfLetters = (ctx: Context) => part<LetterSearchPort<TenantContext>>(ctx.house, 'letters.search');
