import { part } from '../../../platform/house.ts';
import type { Context } from '../../../platform/request/context.ts';
import type { WilayahPort } from '../../wilayah/contract.ts';

export const wilayah = (ctx: Context) => part<WilayahPort<Context>>(ctx.house, 'wilayah');
