import type { TextTools } from '../../../engines/intake/read-text.ts';
import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { Accounts } from '../../identity/contract.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { LetterTypesPort } from '../../letter-types/contract.ts';
import type { ClassificationPort, FoundByKind, LetterSearchPort, LettersPort } from '../../letters/contract.ts';
import type { Mailer, NoticePort } from '../../notifications/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const lettersOf = (ctx: Context) => part<LettersPort<Context, TenantContext>>(ctx.house, 'letters');
export const searchOfLetters = (ctx: Context) => part<LetterSearchPort<TenantContext>>(ctx.house, 'letters.search');
export const foundByKind = (house: Context['house']) => part<FoundByKind<TenantContext>>(house, 'letters.found');
export const typesOf = (ctx: Context) => part<LetterTypesPort<TenantContext>>(ctx.house, 'letter-types');
export const noticesOf = (ctx: Context) => part<NoticePort<TenantContext>>(ctx.house, 'notifications.tell');
export const accountsOf = (ctx: Context) => part<Accounts<TenantContext>>(ctx.house, 'identity.accounts');
/** Programs that read text, as they were found at the start. */
export const textToolsOf = (ctx: Context) => part<TextTools>(ctx.house, 'letters.text-tools');
/** Codes of the institution, by their days; the archive brings them. */
export const codesOf = (ctx: Context) => part<ClassificationPort<TenantContext>>(ctx.house, 'classification');
/** Absent where no SMTP server is set. */
export const mailerOf = (ctx: Context) => ctx.house.parts.get('mail') as Mailer | undefined;
export const institutionsOf = (ctx: Context) => part<Institutions>(ctx.house, 'institutions');
export const institutionOf = (ctx: Context): Promise<Institution> => institutionsOf(ctx).byId(ctx.house, ctx.instansi, ctx.tx);
