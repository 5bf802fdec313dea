import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { ObjectionCopy } from '../../self-assessment/contract.ts';
import type { Participant } from '../storage/participants.ts';

/**
 * Objections of a participant as they stand at home, whenever it tells of new ones: keeps those that are not here yet.
 * `home` is the institution's context, for the bytes of their files; `t` the organiser's open transaction.
 */
export async function takeObjections(_home: Context, _t: TenantContext, _participant: Participant, _objections: readonly ObjectionCopy[]): Promise<void> {}
