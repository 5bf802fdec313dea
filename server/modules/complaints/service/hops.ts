import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Institution } from '../../../platform/request/authenticator.ts';
import { storeUpload } from '../../../platform/files/uploads.ts';
import type { Hop } from '../rules/report-state.ts';
import { findByNumber, findFile, findWhole, listActions, type LoadedReport, type WholeReport } from '../storage/reports.ts';
import { insertHopMessage } from '../storage/hops.ts';
import { perform } from './perform.ts';
import { institutionOf, institutionsOf } from './ports.ts';
import { emptyAfter, endsAtHome, sealedParts, sendKey } from './secrecy/sealed-hops.ts';
import { submit, type Submission } from './submit.ts';
import { isSecret, openReporter } from './vault.ts';
import { readable } from './words-of.ts';

// Chapters: where to · sending · taking in · answering

/** @throws Refused `complaints.no-such-institution`, also for the own one and for who serves no citizens (a ministry, a team of assessors) */
export async function targetOf(t: TenantContext, host: string): Promise<Institution> {
  const target = await institutionsOf(t).ofHost(t.house, host.trim().toLowerCase());
  if (!target || target.id === t.instansi || target.kind === 'ministry') throw new Refused({ code: 'complaints.no-such-institution', fields: [{ path: 'host', message: 'Pilih instansi dari daftar.' }] });
  return target;
}

/** The message carries no text: who delivers it reads the report where it is and writes a copy where it goes. */
export async function sendHop(t: TenantContext, report: LoadedReport, host: string): Promise<void> {
  const target = await targetOf(t, host);
  if ((await cameThrough(t, report)).has(target.id)) throw new Refused({ code: 'complaints.came-from-there', data: { institution: target.name }, fields: [{ path: 'host', message: `Laporan ini datang lewat ${target.name}.` }] });
  // Of misconduct the key travels too, wrapped to the readers there; here it is open now, later it is not.
  if (isSecret(report.state.kind)) await sendKey(t, report, target.id);
  await emit(t, 'complaints.forwarded', { report: report.id, to: target.id });
}

/** Institutions that had the report before it came here: who sends it back to them archives it, and they hear why. */
const cameThrough = async (t: TenantContext, report: LoadedReport): Promise<Set<string | undefined>> => new Set((await hopsBefore(t, report)).map((hop) => hop.inside));
async function hopsBefore(t: TenantContext, report: LoadedReport): Promise<Hop[]> {
  const [submitted] = await listActions(t.tx, t.instansi, report.id);
  return submitted?.kind === 'submit' ? (submitted.hops ?? []) : [];
}

/** Stores the receiver's own copy, once for each message: one number, its own clock, the reporter's first date. */
export async function takeInHop(ctx: Context, message: EventMessage): Promise<void> {
  const { report: id, to } = message.payload as { report: string; to: string };
  const origin = await institutionOf(ctx);
  const report = await inTenant(ctx, (t) => findWhole(t.tx, t.instansi, { id }));
  if (!report) return;
  const target: Context = { ...ctx, instansi: to };
  const copy = await inTenant(target, (t) => findByNumber(t.tx, t.instansi, report.number));
  if (copy) return isSecret(report.state.kind) ? emptyAfter(ctx, report, to) : openAgain(target, copy, report, ctx.instansi, message.id);
  const before = await inTenant(ctx, (t) => hopsBefore(t, report));
  const received = await submit(target, {
    ...(isSecret(report.state.kind) ? await sealedParts(ctx, target, report, to) : await openParts(ctx, target, report)),
    id: message.id, kind: report.state.kind, namePublic: report.name_public, nameToAgency: report.name_to_agency, reportPublic: report.report_public, channel: 'hop', account: null, trusted: true,
    from: { instansi: ctx.instansi, number: report.number, submittedAt: report.submitted_at, hops: [...before, { to: origin.name, inside: ctx.instansi, at: report.state.received_at.toISOString(), answeredAt: report.folded.hops.at(-1)?.at ?? report.state.received_at.toISOString() }] },
  });
  await inTenant(target, (t) => insertHopMessage(t.tx, t.instansi, { id: message.id, report: received.id, from: ctx.instansi, at: t.house.clock.now() }));
  if (isSecret(report.state.kind)) await emptyAfter(ctx, report, to);
}

/** Of a report that went back and now comes once more: its copy is taken out of the archive, or asked to be opened again. */
async function openAgain(target: Context, copy: LoadedReport, sent: WholeReport, from: string, message: string): Promise<void> {
  const last = sent.actions.findLast((a) => a.payload.kind === 'forward');
  await inTenant(target, async (t) => {
    const isFirst = (await insertHopMessage(t.tx, t.instansi, { id: message, report: copy.id, from, at: t.house.clock.now() })) > 0;
    const kind = copy.state.state === 'archived' ? 'unarchive' : copy.state.state === 'resolved' ? 'request-reopen' : undefined;
    if (!isFirst || !kind || copy.from_instansi !== from) return;
    await perform(t, { report: copy, roles: ['institution'], by: { kind: 'institution', instansi: from }, action: { kind, words: { reason: (last && readable(t, last, sent).words?.reason) || 'Diteruskan lagi.' } }, expectedSeq: copy.state.seq });
  });
}

type Parts = Pick<Submission, 'title' | 'body' | 'place' | 'answers' | 'photos' | 'origin' | 'reporter' | 'eventDate' | 'copy'>;

async function openParts(ctx: Context, target: Context, report: WholeReport): Promise<Parts> {
  const photos: string[] = [];
  for (const file of await inTenant(ctx, (t) => filesOf(t, report))) {
    // A photo that is gone does not keep the report from going.
    const bytes = await ctx.house.files.find(ctx.instansi, file.sha256);
    if (bytes) photos.push((await storeUpload(target, file.name, bytes, null)).id);
  }
  const reporter = report.reporter && report.name_to_agency ? openReporter(ctx, report, report.reporter) : { name: '', phone: '', email: '', handle: '' };
  return { title: report.title, body: report.body, place: report.place, answers: {}, photos, origin: report.origin, reporter, ...(report.event_date ? { eventDate: report.event_date } : {}) };
}

async function filesOf(t: TenantContext, report: WholeReport) {
  const ids = report.actions.filter((a) => a.payload.kind === 'submit' || a.payload.kind === 'reply' || a.payload.kind === 'supply').flatMap((a) => a.files ?? []);
  const found = await Promise.all(ids.map((file) => findFile(t.tx, t.instansi, report.id, file.id)));
  return found.filter((file) => file !== undefined);
}

const ENDS: Record<string, 'resolved' | 'returned'> = { resolved: 'resolved', archived: 'returned' };

/** Of a report that came from elsewhere, and only what ends its stay here. */
export const endsAHop = (payload: EventMessage['payload']): boolean => payload.from !== undefined && String(payload.state) in ENDS;

/** What the receiver decided goes back to where the report came from, and is told to its reporter there. */
export async function answerHop(ctx: Context, message: EventMessage): Promise<void> {
  const outcome = ENDS[String(message.payload.state)];
  if (!outcome) return;
  const answered = await inTenant(ctx, async (t) => {
    const report = await findWhole(t.tx, t.instansi, { id: String(message.payload.report) });
    if (!report?.from_instansi) return undefined;
    const last = report.actions.find((a) => a.seq === message.payload.seq);
    // What was sealed goes home as it is: the key is the same one, and nobody is here to open it.
    if (last?.sealed) return { report, sealed: Buffer.from(last.sealed, 'base64') };
    return { report, text: (last && readable(t, last, report).words?.text) || 'Laporan ditutup oleh instansi penerima.' };
  });
  if (!answered) return;
  const { zone: _, ...receiver } = await institutionOf(ctx);
  await inTenant({ ...ctx, instansi: answered.report.from_instansi! }, async (t) => {
    const home = await findByNumber(t.tx, t.instansi, answered.report.number);
    const hop = home?.folded.hops.at(-1);
    if (!home || home.state.state !== 'not-ours' || hop?.inside !== ctx.instansi || hop.answeredAt) return;
    await perform(t, { report: home, roles: ['institution'], by: { kind: 'institution', instansi: receiver.id }, action: { kind: 'hop-answered', outcome: await endsAtHome(t, home, outcome), ...(answered.sealed ? {} : { words: { text: answered.text ?? '' } }) }, expectedSeq: home.state.seq, ...(answered.sealed ? { sealedWords: answered.sealed } : {}) });
  });
}
