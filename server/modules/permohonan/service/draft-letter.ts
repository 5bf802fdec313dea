import { inTenant, type Context } from '../../../platform/request/context.ts';
import { issuanceOf } from './ports.ts';
import { numberOrder } from './signing.ts';
import { loadForOfficer } from './visibility.ts';

/** The letter as it would look if it were signed now, marked KONSEP. @returns PDF */
export async function draftLetter(ctx: Context, id: string): Promise<Buffer> {
  const order = await inTenant(ctx, async (t) => {
    const { request, compiled, unitOf } = await loadForOfficer(t, id);
    return numberOrder(t, request, compiled, unitOf);
  });
  return issuanceOf(ctx).preview(ctx, order);
}
