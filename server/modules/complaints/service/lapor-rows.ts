import { publicCode, randomDigits, uuidv7 } from '../../../platform/kernel/ids.ts';
import { mustViewer, type TenantContext } from '../../../platform/request/context.ts';
import { fold } from '../rules/fold.ts';
import { beginsWith, type Action } from '../rules/report-state.ts';
import type { Made } from '../../lists/contract.ts';
import type { LaporRow } from '../rules/read-a-lapor-row.ts';
import { cellOf } from '../rules/reports-nearby-are-similar.ts';
import { stateBecomesColumns } from '../rules/state-becomes-columns.ts';
import { limitsFor } from '../rules/the-nearest-limit-holds.ts';
import { ticketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import type { BulkRows } from '../storage/bulk.ts';
import type { insertNotes, insertToldRungs, KnownTicket, NewTicket } from '../storage/national.ts';
import { configurationOf, type Configuration } from './configuration.ts';
import { calendarOf, institutionOf } from './ports.ts';
import { hashOf, searchWords } from './submit.ts';
import { sealReporter } from './vault.ts';

/** A line with what it means here. */
export interface LaporFact extends LaporRow {
  region: string | null;
  categoryCode: string | null;
  /** A report that bears its number already. */
  known?: KnownTicket;
}

export interface LaporBulk {
  rows: BulkRows;
  tickets: NewTicket[];
  rungs: Parameters<typeof insertToldRungs>[2][number][];
  notes: Parameters<typeof insertNotes>[2][number][];
  made: Made;
}

const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

/**
 * Many reports as rows, folded by the same rules as one. The first action bears the moment at which the reporter sent it to
 * LAPOR!: age and clocks count from there, as a list of running files counts from the counter. What was received here and
 * when, the audit trail and `received_at` say.
 */
export async function laporRows(t: TenantContext, lines: readonly { line: number; fact: LaporFact }[]): Promise<LaporBulk> {
  const institution = await institutionOf(t);
  const configuration = await configurationOf(t);
  const calendars = await calendarOf(t).snapshot(t);
  const calendar = calendars.calendarOf(calendars.defaultKey);
  const now = t.house.clock.now();
  const { instansi } = t;
  const { accountId } = mustViewer(t);
  const rows: BulkRows = { report: [], reporter: [], action: [], state: [], folded: [], supporting: [], moderation: [], published: [], joiner: [], attachment: [], upload: [], search: [] };
  const bulk: LaporBulk = { rows, tickets: [], rungs: [], notes: [], made: {} };
  for (const { line, fact: f } of lines) {
    const id = uuidv7(now.getTime());
    const number = ticketNumber(institution.code, publicCode(8));
    const secret = randomDigits(6);
    const actions = storyOf(f, configuration, now);
    const folded = fold(actions);
    const columns = stateBecomesColumns(folded, calendar, configuration.settings.ladder, now);
    rows.report.push({
      instansi, id, number, client_key: null, secret_hash: hex(t.house.secrets.hash('tracking', `${number}/${secret}`)), secret_sealed: hex(t.house.secrets.seal('tracking', secret)), account: null, title: f.title, body: f.body, sealed: null,
      event_date: f.eventDate ?? null, region: f.region, place: f.place, lat: f.position?.lat ?? null, lng: f.position?.lng ?? null, answers: {}, name_public: f.namePublic, name_to_agency: f.reporter.name !== '', report_public: f.isPublic, origin: 'SP4N-LAPOR!',
      external_number: f.number, from_instansi: null, text_hash: hashOf(f.body), submitted_at: f.at,
    });
    const reporter = sealReporter(t, { ...f.reporter, handle: '' });
    if (reporter) rows.reporter.push({ instansi, report: id, sealed: hex(reporter) });
    actions.forEach(({ words, ...payload }, i) => rows.action.push({ instansi, report: id, seq: i + 1, kind: payload.kind, at: payload.at, account: accountId, payload, words: words ?? null, sealed: null }));
    rows.state.push({
      instansi, report: id, ...columns, district: f.region && f.region.length >= 8 ? f.region.slice(0, 8) : null, cell: f.position ? cellOf(f.position) : null, channel: 'lapor', submitted_at: f.at, received_at: now, held: false, shown: false, joined: 0,
    });
    rows.folded.push({ instansi, report: id, seq: folded.seq, body: folded });
    rows.search.push({ instansi, item: id, words: searchWords([number, number.replaceAll('-', ''), f.title, f.body, f.place, f.village, f.district, f.category, f.number]) });
    // What is closed here is closed there: nothing to be told.
    bulk.tickets.push({ report: id, status: f.status, answerSeq: f.means === 'open' ? 0 : folded.seq, postedSeq: f.means === 'open' ? 0 : folded.seq });
    for (let rung = 0; rung < columns.rungs; rung++) bulk.rungs.push({ report: id, clock: columns.due_clock!, dueAt: columns.due_at!, rung: rung + 1, told: configuration.settings.ladder[rung]!.to });
    if (f.means === 'open' && f.answer) bulk.notes.push({ id: uuidv7(now.getTime()), report: id, account: accountId, name: 'SP4N-LAPOR!', body: `Tindak lanjut di LAPOR! sebelum diimpor: ${f.answer}` });
    bulk.made[line] = { did: 'added', report: id, number };
  }
  return bulk;
}

/** Sent by its reporter; and where LAPOR! says so, closed as it was closed there. */
function storyOf(f: LaporFact, { limits }: Configuration, now: Date): Action[] {
  const at = f.at.toISOString();
  const submitted: Action = beginsWith({ at, by: { kind: 'reporter' }, channel: 'lapor', as: f.kind, category: f.categoryCode, submittedAt: at, limits: limitsFor(limits, f.kind, f.categoryCode, 'submit'), hops: undefined });
  const closed = { at: (f.closedAt ?? now).toISOString(), by: { kind: 'system' as const } };
  if (f.means === 'resolved') return [submitted, { kind: 'publish-answer', outcome: 'resolved', ...closed, limits: limitsFor(limits, f.kind, f.categoryCode, 'publish-answer'), words: { text: f.answer || 'Selesai di SP4N-LAPOR! sebelum dicatat di sini.' } }];
  if (f.means === 'archived') return [submitted, { kind: 'archive', reason: 'elsewhere', ...closed, words: { text: f.answer || 'Diarsipkan di SP4N-LAPOR! sebelum dicatat di sini.' } }];
  return [submitted];
}
