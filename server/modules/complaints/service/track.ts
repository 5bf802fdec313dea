import { timingSafeEqual } from 'node:crypto';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { networkOfIp, takeTry } from '../../../platform/request/rate-limit.ts';
import { KINDS, type ReporterView } from '../contract.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { readCode } from '../rules/the-reporters-code.ts';
import { readTicketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import { readClock } from '../rules/when-it-is-due.ts';
import { dayWords } from '../rules/words-for-people.ts';
import { listMine } from '../storage/lists.ts';
import { findReport, findSecret, findWhole, type LoadedReport, type WholeReport } from '../storage/reports.ts';
import { configurationOf } from './configuration.ts';
import { deciding, perform, type Bare } from './perform.ts';
import { heldWords } from './submit.ts';
import { dataKeyForReporter } from './secrecy/data-key.ts';
import { elsewhereOf } from './secrecy/elsewhere.ts';
import { ticketFor } from './secrecy/keys-in-memory.ts';
import { ownerTag } from './secrecy/sealed-content.ts';
import { nameFiles } from './secrecy/sealed-files.ts';
import { findDataKey } from '../storage/sealed.ts';
import { isSecret } from './vault.ts';
import { listedOf, namesFor, rowOf, standing, timelineOf, trackedFileUrl } from './views.ts';
import { contentOf } from './words-of.ts';

// Chapters: the two keys to a report · what its reporter sees · what its reporter does

export interface Access {
  number: string;
  secret?: string | undefined;
}

/** A six-digit secret is guessed in a million tries; ten an hour for one number make that eleven years. */
const PER_NUMBER = { tries: 10, minutes: 60 };
const PER_ADDRESS = { tries: 120, minutes: 60 };

async function guard(ctx: Context, number: string): Promise<void> {
  for (const [key, limit] of [[`complaints/number/${ctx.instansi}/${number}`, PER_NUMBER], [`complaints/network/${networkOfIp(ctx.ip)}`, PER_ADDRESS]] as const) {
    const minutes = await takeTry(ctx.house.db, ctx.house.clock.now(), ctx.house.secrets.hash('rate', key), limit);
    if (minutes > 0) throw new Refused({ code: 'request.too-many', data: { minutes } });
  }
}

/** A report that was found, and the code with which: without one only who sent it is known. */
interface Opened {
  id: string;
  code?: string;
}

/**
 * The id of the report that number and secret open, or that is the signed-in reporter's own.
 * @throws Refused `complaints.number-mistyped`, `.track-unknown`, `request.too-many`
 */
async function open(ctx: Context, access: Access): Promise<Opened> {
  const number = readTicketNumber(access.number);
  if (!number) throw new Refused({ code: 'complaints.number-mistyped', fields: [{ path: 'number', message: 'Periksa lagi nomornya.' }] });
  const own = ctx.viewer && !access.secret;
  if (!own) await guard(ctx, number);
  const known = await inTenant(ctx, (t) => findSecret(t.tx, t.instansi, number));
  if (own) {
    const { accountId } = ctx.viewer!;
    if (!known || !(known.account === accountId || known.owner_tag?.equals(ownerTag(ctx, accountId)))) throw new Refused({ code: 'complaints.track-unknown' });
    return { id: known.id };
  }
  const code = readCode(access.secret ?? '');
  const given = ctx.house.secrets.hash('tracking', `${number}/${code}`);
  if (!known || !timingSafeEqual(given, known.secret_hash)) throw new Refused({ code: 'complaints.track-unknown' });
  return { id: known.id, code };
}

export async function track(ctx: Context, access: Access): Promise<ReporterView> {
  const opened = await open(ctx, access);
  return inTenant(ctx, (t) => reporterView(t, opened));
}

const TICKET_HOURS = 12;
/** Lets a browser fetch the files of a tracked report for some hours, without the secret in an address. */
const fileTicket = (ctx: Context, report: string): string => {
  const until = Math.floor(ctx.house.clock.now().getTime() / 3_600_000) + TICKET_HOURS;
  return `${until}.${ctx.house.secrets.hash('complaints/files', `${report}/${until}`).toString('base64url')}`;
};
export function ticketOpens(ctx: Context, report: string, ticket: string): boolean {
  const [until, proof] = ticket.split('.');
  const expected = ctx.house.secrets.hash('complaints/files', `${report}/${until}`);
  const given = Buffer.from(proof ?? '', 'base64url');
  return Number(until) * 3_600_000 > ctx.house.clock.now().getTime() && given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * The report with what its reporter's code opens. Known by the account alone, a report of misconduct says number, dates and state:
 * its words are taken out before anything looks at them.
 */
async function forReporter<T extends LoadedReport>(t: TenantContext, { code }: Opened, report: T): Promise<T & { locked: boolean }> {
  if (!isSecret(report.state.kind)) return { ...report, locked: false };
  if (code !== undefined) return { ...report, dataKey: await dataKeyForReporter(t, report, code), locked: false };
  if (!(await findDataKey(t.tx, t.instansi, report.id))) return { ...report, locked: false };
  return { ...report, sealed: null, title: KINDS[report.state.kind].title, locked: true };
}

async function reporterView(t: TenantContext, opened: Opened): Promise<ReporterView> {
  const { id } = opened;
  const report = await forReporter(t, opened, (await findWhole(t.tx, t.instansi, { id }))!);
  if (report.locked) report.actions = report.actions.map((a) => ({ ...a, words: null, sealed: null, files: null }));
  await nameFiles(t, report);
  const elsewhere = await elsewhereOf(t, report);
  const configuration = await configurationOf(t);
  const content = contentOf(t, report);
  const names = await namesFor(t, configuration, { units: [report.state.unit], regions: [content.region ?? null] });
  const ticket = report.dataKey ? ticketFor(t, id, report.dataKey) : fileTicket(t, id);
  const url = (upload: string) => trackedFileUrl(report.number, upload, ticket);
  const { clocks: _, question, replyBy, ...around } = await standing(t, report, names, url);
  const s = report.folded;
  const held = report.moderation && !report.moderation.decided_at ? { reason: report.moderation.reason, text: heldWords(report.moderation.reason) } : undefined;
  const photos = (report.actions[0]?.files ?? []).map((f) => ({ id: f.id, name: f.name, type: f.type, bytes: f.size, url: url(f.id) }));
  return {
    ...rowOf(listedOf(report, content.title, content.place), names, 'public'), kindText: KINDS[s.kind].title, body: content.body, ...(content.region ? { region: content.region } : {}),
    ...(report.lat !== null && report.lng !== null ? { point: { lat: report.lat, lng: report.lng } } : {}), reporter: report.name_public ? 'Nama Anda tampil' : 'Anonim', photos,
    timeline: await timelineOf(t, report, 'reporter', names, url), ...around, ...(s.rating ? { rating: { stars: s.rating.stars, solved: s.rating.solved } } : {}),
    ...(s.duplicateOf ? { duplicateOf: (await findReport(t.tx, t.instansi, s.duplicateOf))?.number ?? '' } : {}), ...(s.resolvedAt ? { resolvedAt: s.resolvedAt, resolvedText: dayWords(new Date(s.resolvedAt), names.zone, names.now) } : {}),
    ...(held ? { held } : {}), ...(question ? { question } : {}), ...(replyBy ? { replyBy } : {}), isPublic: report.state.shown, secret: !report.report_public || s.kind === 'misconduct', namePublic: report.name_public, nameToAgency: report.name_to_agency, actions: report.locked || elsewhere ? [] : await reporterActions(t, report), ...(report.locked ? { locked: true } : {}), ...(elsewhere ? { elsewhere } : {}),
  };
}

async function reporterActions(t: TenantContext, report: WholeReport): Promise<ReporterView['actions']> {
  const may = (kind: Bare['kind']) => mayAct(report.folded, ['reporter'], kind, { needsApproval: true }).ok;
  const inTime = await mayStillReopen(t, report);
  return [...(may('supply') ? (['supply'] as const) : may('reply') ? (['reply'] as const) : []), ...(may('rate') && inTime ? (['rate'] as const) : []), ...(may('request-reopen') && inTime ? (['reopen'] as const) : []), ...(may('withdraw') ? (['withdraw'] as const) : [])];
}

export async function mayStillReopen(t: TenantContext, report: Pick<WholeReport, 'folded'>): Promise<boolean> {
  const window = report.folded.clocks['reopen-window'];
  const due = window && readClock(window, await deciding(t, report.folded)).dueAt;
  return !due || due >= t.house.clock.now();
}

/** One action of the reporter, then the report as it stands. */
async function does(ctx: Context, access: Access, make: (state: string) => Bare): Promise<ReporterView> {
  const opened = await open(ctx, access);
  return inTenant(ctx, async (t) => {
    const report = await forReporter(t, opened, (await findReport(t.tx, t.instansi, opened.id))!);
    if (report.locked) throw new Refused({ code: 'complaints.code-needed' });
    if (await elsewhereOf(t, report)) throw new Refused({ code: 'complaints.at-province' });
    const action = make(report.state.state);
    if ((action.kind === 'rate' || action.kind === 'request-reopen') && report.state.state === 'resolved' && !(await mayStillReopen(t, report))) {
      const limit = report.folded.clocks['reopen-window']?.[0];
      throw new Refused({ code: 'complaints.too-late-to-reopen', data: limit && 'limit' in limit ? { limit: `${limit.limit.n} hari` } : {} });
    }
    await perform(t, { report, roles: ['reporter'], by: { kind: 'reporter' }, action, expectedSeq: report.state.seq });
    return reporterView(t, opened);
  });
}

export const reply = (ctx: Context, { text, photos, ...access }: Access & { text: string; photos: string[] }) =>
  does(ctx, access, (state) => ({ kind: state === 'held' ? 'supply' : 'reply', words: { text }, files: photos }));
export const rate = (ctx: Context, { stars, solved, comment, ...access }: Access & { stars: number; solved: boolean; comment: string }) =>
  does(ctx, access, () => ({ kind: 'rate', stars, solved, ...(comment ? { words: { comment } } : {}) }));
export const requestReopen = (ctx: Context, { reason, ...access }: Access & { reason: string }) => does(ctx, access, () => ({ kind: 'request-reopen', words: { reason } }));
export const withdraw = (ctx: Context, { reason, ...access }: Access & { reason: string }) => does(ctx, access, () => ({ kind: 'withdraw', words: { reason } }));

export const listMyReports = (ctx: Context, { cursor, limit }: { cursor?: string | undefined; limit: number }) =>
  inTenant(ctx, async (t) => {
    const rows = await listMine(t.tx, t.instansi, mustViewer(t).accountId, ownerTag(t, mustViewer(t).accountId), uuidOrNone(cursor), limit + 1);
    const page = rows.slice(0, limit);
    const names = await namesFor(t, await configurationOf(t), { units: page.map((r) => r.unit), regions: page.map((r) => r.region) });
    return { items: page.map((r) => ({ id: r.id, ...rowOf(isSecret(r.kind) ? { ...r, title: KINDS[r.kind].title, place: '' } : r, names, 'public') })), ...(rows.length > limit ? { nextCursor: page.at(-1)!.id } : {}) };
  });

export function uuidOrNone(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) throw new Refused({ code: 'request.invalid', fields: [{ path: 'cursor', message: 'Penanda halaman tidak benar. Mulai lagi dari halaman pertama.' }] });
  return cursor;
}
