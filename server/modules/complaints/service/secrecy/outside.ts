import type { Context } from '../../../../platform/request/context.ts';

/** The same request without the transaction that is open. */
export const outside = ({ tx: _, ...ctx }: Context): Context => ctx;
