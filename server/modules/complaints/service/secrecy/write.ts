import type { TenantContext } from '../../../../platform/request/context.ts';
import type { Action, By } from '../../rules/report-state.ts';
import { findDataKey } from '../../storage/sealed.ts';
import { mustKey, sealPart, type Keyed } from '../vault.ts';
import { adopt } from './adopt.ts';
import { openRow } from './data-key.ts';
import { sealUploads } from './sealed-files.ts';

/**
 * The report with the key under which the next words go. One that has no key yet (from before, or an open report that turns out
 * to be misconduct) gets it now, with everything that was said so far.
 * @throws Refused `complaints.key-locked` while the key is closed
 */
export async function keyToWrite<T extends Keyed & { id: string }>(t: TenantContext, report: T): Promise<T & { dataKey: Buffer }> {
  if (report.dataKey) return { ...report, dataKey: report.dataKey };
  const row = await findDataKey(t.tx, t.instansi, report.id);
  const dataKey = row ? openRow(t, report.number, row) : await adopt(t, report.id);
  return { ...report, dataKey: mustKey({ number: report.number, dataKey }) };
}

/** Words and files of an action on misconduct. What the house itself says when time runs out is no secret and needs no key. */
export async function sealAction(t: TenantContext, report: Keyed & { id: string }, action: Action, turnsSecret: boolean): Promise<Buffer | null> {
  if (action.by.kind === 'system' || (!turnsSecret && !action.words && !action.files?.length)) return null;
  const keyed = await keyToWrite(t, report);
  await sealUploads(t, keyed, action.files ?? []);
  return action.words ? sealPart(keyed, 'words', action.words) : null;
}

/** Trail and action of a reporter of misconduct name no account. */
export const asWritten = (t: TenantContext, by: By, secret: boolean): TenantContext => (secret && by.kind === 'reporter' ? { ...t, viewer: null } : t);
