import { part } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { CalendarPort } from '../../calendar/contract.ts';
import type { Accounts } from '../../identity/contract.ts';
import type { ListPort } from '../../lists/contract.ts';
import type { Mailer, NoticePort } from '../../notifications/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { WilayahPort } from '../../wilayah/contract.ts';
import type { MailboxReader } from '../contract.ts';

/** The neighbours of this module, by the names under which they registered. */
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const wilayahOf = (ctx: Context) => part<WilayahPort<Context>>(ctx.house, 'wilayah');
export const calendarOf = (ctx: Context) => part<CalendarPort<TenantContext>>(ctx.house, 'calendar');
export const accountsOf = (ctx: Context) => part<Accounts<TenantContext>>(ctx.house, 'identity.accounts');
export const noticesOf = (ctx: Context) => part<NoticePort<TenantContext>>(ctx.house, 'notifications.tell');
/** Absent where no mail server is set. */
export const mailerOf = (ctx: Context) => ctx.house.parts.get('mail') as Mailer | undefined;
/** Absent in a house that reads no mail. */
export const mailboxReaderOf = (ctx: Pick<Context, 'house'>) => ctx.house.parts.get('mailbox') as MailboxReader | undefined;
export const listsOf = (ctx: Context) => part<ListPort<TenantContext, Context>>(ctx.house, 'lists');
export const institutionsOf = (ctx: Context) => part<Institutions>(ctx.house, 'institutions');
export const institutionOf = (ctx: Context): Promise<Institution> => institutionsOf(ctx).byId(ctx.house, ctx.instansi, ctx.tx);
