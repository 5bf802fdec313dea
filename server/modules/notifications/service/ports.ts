import { part } from '../../../platform/house.ts';
import type { Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { Accounts } from '../../identity/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import type { Channel, Mailer, Messenger, MessengerRegistry, RequestFactsPort } from '../contract.ts';

/** Neighbours and outside systems; those that may be absent are undefined then. */
export const accountsOf = (ctx: Context) => part<Accounts<TenantContext>>(ctx.house, 'identity.accounts');
export const organizationOf = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
export const institutionOf = (ctx: Context) => part<Institutions>(ctx.house, 'institutions').byId(ctx.house, ctx.instansi);
export const mailerOf = (ctx: Context) => ctx.house.parts.get('mail') as Mailer | undefined;
export const messengerOf = (ctx: Context, channel: Messenger['channel']) => (ctx.house.parts.get('messengers') as MessengerRegistry | undefined)?.find(channel);
export const requestFactsOf = (ctx: Context) => ctx.house.parts.get('permohonan.facts') as RequestFactsPort<TenantContext> | undefined;

export const isConnected = (ctx: Context, channel: Channel): boolean =>
  channel === 'in-app' || (channel === 'email' ? mailerOf(ctx) !== undefined : messengerOf(ctx, channel) !== undefined);
