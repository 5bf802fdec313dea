import type { TenantContext } from '../../../platform/request/context.ts';
import type { ObjectionCopy } from '../contract.ts';

/** Objections sent so far; none while no provisional outcome can be objected to. */
export async function objectionsOf(_t: TenantContext, _campaign: string): Promise<ObjectionCopy[]> {
  return [];
}
