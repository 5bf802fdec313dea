import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { CalendarPort } from '../../calendar/contract.ts';
import type { IssuancePort } from '../../issuance/contract.ts';
import type { ListPort } from '../../lists/contract.ts';
import type { NoticePort } from '../../notifications/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { ClassificationPort, FoundByKind } from '../contract.ts';
import type { TextTools } from '../../../engines/intake/read-text.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const calendarOf = (ctx: Context) => part<CalendarPort<TenantContext>>(ctx.house, 'calendar');
export const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');
export const noticesOf = (ctx: Context) => part<NoticePort<TenantContext>>(ctx.house, 'notifications.tell');
export const listsOf = (ctx: Context) => part<ListPort<TenantContext, Context>>(ctx.house, 'lists');
export const institutionsOf = (ctx: Context) => part<Institutions>(ctx.house, 'institutions');
export const institutionOf = (ctx: Context): Promise<Institution> => institutionsOf(ctx).byId(ctx.house, ctx.instansi, ctx.tx);
/** Programs that read text, as they were found at the start; a test puts its own. */
export const textToolsOf = (ctx: Context) => part<TextTools>(ctx.house, 'letters.text-tools');
/** What modules below bring to searches. */
export const foundOf = (ctx: Context) => part<FoundByKind<TenantContext>>(ctx.house, 'letters.found');
/** Codes of the institution; the archive brings them. */
export const codesOf = (ctx: Context) => part<ClassificationPort<TenantContext>>(ctx.house, 'classification');
