import type { TenantContext } from '../../../platform/request/context.ts';

/** The place at whose door a code was shown at that moment. */
export async function doorOf(_t: TenantContext, _text: string, _at: Date): Promise<string | undefined> {
  return undefined;
}
