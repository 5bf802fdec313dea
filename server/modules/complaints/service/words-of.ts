import type { TenantContext } from '../../../platform/request/context.ts';
import type { Action } from '../rules/report-state.ts';
import { findAction, type LoadedReport, type StoredAction, type WholeReport } from '../storage/reports.ts';
import type { SealedContent } from './secrecy/sealed-content.ts';
import { openPart, type Keyed } from './vault.ts';

/** The action with its free text, opened where it was sealed. @throws Refused `complaints.key-locked` */
export function readable(t: Pick<TenantContext, 'house'>, stored: Pick<StoredAction, 'payload' | 'words' | 'sealed'>, report: Keyed): Action {
  const words = stored.sealed ? openPart<Record<string, string>>(t, report, 'words', stored.sealed) : stored.words;
  return words ? { ...stored.payload, words } : stored.payload;
}

/** What the draft says; the answer repeats it, so that what is read is what was approved. Files move along to the answer. */
export async function draftOf(t: TenantContext, report: LoadedReport): Promise<{ draft: number; words: Record<string, string> }> {
  const stored = await findAction(t.tx, t.instansi, report.id, report.folded.draft!.seq);
  return { draft: report.folded.draft!.seq, words: { text: readable(t, stored!, report).words?.text ?? '' } };
}

/** What was reported, opened for who may read it. @throws Refused `complaints.key-locked` */
export function contentOf(t: Pick<TenantContext, 'house'>, report: LoadedReport | WholeReport): SealedContent {
  if (!report.sealed) return { title: report.title, body: report.body, place: report.place, answers: report.answers, region: report.region, eventDate: report.event_date };
  return openPart(t, report, 'report', report.sealed);
}
