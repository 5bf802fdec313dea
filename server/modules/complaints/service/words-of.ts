import type { TenantContext } from '../../../platform/request/context.ts';
import type { Action } from '../rules/report-state.ts';
import { findAction, type LoadedReport, type StoredAction, type WholeReport } from '../storage/reports.ts';
import { openSealed } from './vault.ts';

/** The action with its free text, opened where it was sealed. */
export function readable(t: Pick<TenantContext, 'house'>, stored: Pick<StoredAction, 'payload' | 'words' | 'sealed'>): Action {
  const words = stored.sealed ? openSealed<Record<string, string>>(t, stored.sealed) : stored.words;
  return words ? { ...stored.payload, words } : stored.payload;
}

/** What the draft says; the answer repeats it, so that what is read is what was approved. Files move along to the answer. */
export async function draftOf(t: TenantContext, report: LoadedReport): Promise<{ draft: number; words: Record<string, string> }> {
  const stored = await findAction(t.tx, t.instansi, report.id, report.folded.draft!.seq);
  return { draft: report.folded.draft!.seq, words: { text: readable(t, stored!).words?.text ?? '' } };
}

/** Title and body, opened for who may read them. */
export function contentOf(t: Pick<TenantContext, 'house'>, report: LoadedReport | WholeReport): { title: string; body: string; place: string; answers: Record<string, string | string[]> } {
  if (!report.sealed) return { title: report.title, body: report.body, place: report.place, answers: report.answers };
  return openSealed(t, report.sealed);
}
