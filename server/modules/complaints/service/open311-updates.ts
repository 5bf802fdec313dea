import { isoInZone } from '../../../engines/working-time/words.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { TimelineItem } from '../contract.ts';
import { given, readUpdate, type Arguments, type AskedUpdate } from '../rules/open311-arguments.ts';
import type { Document, Row } from '../rules/open311-format.ts';
import { spanOf } from '../rules/open311-questions.ts';
import { findReport, insertNote } from '../storage/reports.ts';
import * as storage from '../storage/open311.ts';
import { mustRequest, pageOf, storyOf } from './open311.ts';
import { perform, type Bare } from './perform.ts';
import { institutionOf } from './ports.ts';
import { mayStillReopen } from './track.ts';

// Chapters: what happened (FixMyStreet's extension of GeoReport) · what a partner says

/** Of each line of the story; what is not named is IN_PROGRESS. */
const LINE_STATUS: Partial<Record<string, string>> = {
  verify: 'INVESTIGATING', unarchive: 'INVESTIGATING', hold: 'INVESTIGATING', supply: 'INVESTIGATING', archive: 'NO_FURTHER_ACTION', 'time-out': 'NO_FURTHER_ACTION', 'refuse-reopen': 'NO_FURTHER_ACTION', withdraw: 'CANCELLED', schedule: 'ACTION_SCHEDULED', merge: 'DUPLICATE',
  forward: 'NOT_COUNCILS_RESPONSIBILITY', 'request-reopen': 'REOPEN',
};
const ENDINGS = new Set(['publish-answer', 'hop-answered', 'rate']);
const statusOf = (line: TimelineItem): string => (ENDINGS.has(line.kind) && line.tone === 'ok' ? 'FIXED' : (LINE_STATUS[line.kind] ?? 'IN_PROGRESS'));

const MOST_REPORTS = 200;

/** What was said publicly about one report; without one, about all at which something happened in the span. */
export const updates = (ctx: Context, args: Arguments): Promise<Document> =>
  inTenant(ctx, async (t) => {
    const id = given(args, 'service_request_id');
    const asked = given(args, 'start_date') !== undefined || given(args, 'end_date') !== undefined;
    const span = orRefuse(spanOf(given(args, 'start_date'), given(args, 'end_date'), t.house.clock.now()));
    const rows = id ? [await mustRequest(t, id)] : await storage.listChanged(t.tx, t.instansi, { ...span, ...pageOf(args, MOST_REPORTS) });
    const { zone } = await institutionOf(t);
    const all: { at: string; row: Row }[] = [];
    for (const row of rows) {
      for (const line of await storyOf(t, row)) {
        const at = new Date(line.at);
        if ((!id || asked) && (at < span.from || at > span.to)) continue;
        all.push({ at: line.at, row: { update_id: `${row.number}/${line.id}`, service_request_id: row.number, status: statusOf(line), updated_datetime: isoInZone(at, zone), description: [line.title, line.text].filter(Boolean).join('. '), media_url: line.photos?.[0]?.url ?? '' } });
      }
    }
    return { root: 'service_requests_updates', each: 'request_update', rows: all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ row }) => row) };
  });

/**
 * What a partner says. About a report that its citizens sent: their reply, their wish to reopen, their withdrawal. About
 * another one: an observation that officers read. What only an officer decides is refused.
 * @throws Refused with what is wrong; `complaints.open311-request`; what the table of allowed actions refuses
 */
export const postUpdate = (ctx: Context, args: Arguments): Promise<Document> =>
  inTenant(ctx, async (t) => {
    const { asked, wrong } = readUpdate(args);
    const id = given(args, 'service_request_id');
    if (!id) wrong.unshift({ path: 'service_request_id', message: 'wajib diisi.' });
    if (wrong.length > 0 || !id) throw new Refused({ code: 'complaints.open311-argument', fields: wrong });
    const row = await mustRequest(t, id);
    const account = mustViewer(t).accountId;
    const { foreignId } = asked;
    const known = foreignId && (await storage.findPartnerUpdate(t.tx, t.instansi, { report: row.id, account, foreignId }));
    const given_ = known || (row.channel === 'open311' ? await asReporter(t, row, asked) : await asObservation(t, row, asked));
    if (foreignId && !known) await storage.insertPartnerUpdate(t.tx, t.instansi, { report: row.id, account, foreignId, given: given_, at: t.house.clock.now() });
    return { root: 'service_request_updates', each: 'request_update', rows: [{ update_id: given_ }] };
  });

const FIXED = 'Pelapor menyatakan sudah beres.';

async function asReporter(t: TenantContext, row: storage.Open311Row, asked: AskedUpdate): Promise<string> {
  const report = (await findReport(t.tx, t.instansi, row.id))!;
  const text = [asked.status === 'FIXED' ? FIXED : '', asked.description, asked.media ?? ''].filter(Boolean).join('\n');
  const reopening = asked.status === 'REOPEN';
  if (reopening && report.state.state === 'resolved' && !(await mayStillReopen(t, report))) throw new Refused({ code: 'complaints.too-late-to-reopen' });
  const action: Bare = reopening ? { kind: 'request-reopen', words: { reason: text } } : asked.status === 'CANCELLED' ? { kind: 'withdraw', words: { reason: text } } : { kind: report.state.state === 'held' ? 'supply' : 'reply', words: { text } };
  const { folded } = await perform(t, { report, roles: ['reporter'], by: { kind: 'reporter' }, action, expectedSeq: report.state.seq });
  return `${row.number}/${folded.seq}`;
}

async function asObservation(t: TenantContext, row: storage.Open311Row, asked: AskedUpdate): Promise<string> {
  if (asked.status !== 'OPEN' && asked.status !== 'FIXED') throw new Refused({ code: 'complaints.open311-argument', fields: [{ path: 'status', message: `${asked.status} hanya untuk laporan yang dikirim lewat Open311.` }] });
  const at = t.house.clock.now();
  const { name, accountId } = mustViewer(t);
  const note = { id: uuidv7(at.getTime()), report: row.id, account: accountId, name: `${name} (Open311)`.slice(0, 120), body: [asked.status === 'FIXED' ? 'Dinyatakan sudah beres.' : '', asked.description, asked.media ?? ''].filter(Boolean).join('\n'), sealed: null, at };
  await insertNote(t.tx, t.instansi, note);
  return `${row.number}/${note.id}`;
}
