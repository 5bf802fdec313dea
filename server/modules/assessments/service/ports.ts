import { part } from '../../../platform/house.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { WilayahPort } from '../../wilayah/contract.ts';
import type { OrganizationPort } from '../../organization/contract.ts';

export const wilayah = (ctx: Context) => part<WilayahPort<Context>>(ctx.house, 'wilayah');
export const organization = (ctx: Context) => part<OrganizationPort<TenantContext>>(ctx.house, 'organization');
