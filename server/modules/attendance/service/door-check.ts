import type { TenantContext } from '../../../platform/request/context.ts';
import { verifyDoorCode } from './doors.ts';

/** The place at whose door a code was shown at that moment. */
export const doorOf = async (t: TenantContext, text: string, at: Date): Promise<string | undefined> => (await verifyDoorCode(t, text, at))?.place;
