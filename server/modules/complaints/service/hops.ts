import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Institution } from '../../../platform/request/authenticator.ts';
import { storeUpload } from '../../../platform/files/uploads.ts';
import { findByNumber, findFile, findWhole, type WholeReport } from '../storage/reports.ts';
import { insertHopMessage } from '../storage/hops.ts';
import { perform } from './perform.ts';
import { institutionOf, institutionsOf } from './ports.ts';
import { submit } from './submit.ts';
import { openReporter } from './vault.ts';
import { contentOf, readable } from './words-of.ts';

// Chapters: where to · sending · taking in · answering

/** @throws Refused `complaints.no-such-institution`, also for the own one */
export async function targetOf(t: TenantContext, host: string): Promise<Institution> {
  const target = await institutionsOf(t).ofHost(t.house, host.trim().toLowerCase());
  if (!target || target.id === t.instansi) throw new Refused({ code: 'complaints.no-such-institution', fields: [{ path: 'host', message: 'Pilih instansi dari daftar.' }] });
  return target;
}

/** The message carries no text: who delivers it reads the report where it is and writes a copy where it goes. */
export async function sendHop(t: TenantContext, report: string, host: string): Promise<void> {
  const target = await targetOf(t, host);
  await emit(t, 'complaints.forwarded', { report, to: target.id });
}

/** Stores the receiver's own copy, once for each message: one number, its own clock, the reporter's first date. */
export async function takeInHop(ctx: Context, message: EventMessage): Promise<void> {
  const { report: id, to } = message.payload as { report: string; to: string };
  const origin = await institutionOf(ctx);
  const sent = await inTenant(ctx, async (t) => {
    const report = await findWhole(t.tx, t.instansi, { id });
    return report && { report, content: contentOf(t, report), files: await filesOf(t, report) };
  });
  if (!sent) return;
  const { report, content, files } = sent;
  const target: Context = { ...ctx, instansi: to };
  if (await inTenant(target, async (t) => (await findByNumber(t.tx, t.instansi, report.number)) !== undefined)) return;
  const photos: string[] = [];
  for (const file of files) photos.push((await storeUpload(target, file.name, await ctx.house.files.read(ctx.instansi, file.sha256), null)).id);
  const reporter = report.reporter && report.name_to_agency ? openReporter(ctx, report.reporter) : { name: '', phone: '', email: '', handle: '' };
  const receipt = await submit(target, {
    id: message.id, kind: report.state.kind, title: content.title, body: content.body, place: content.place, answers: {}, photos, namePublic: report.name_public, nameToAgency: report.name_to_agency, reportPublic: report.report_public,
    origin: report.origin, reporter, channel: 'hop', account: null, trusted: true, ...(report.event_date ? { eventDate: report.event_date } : {}),
    from: { instansi: ctx.instansi, number: report.number, submittedAt: report.submitted_at, hops: [{ to: origin.name, inside: ctx.instansi, at: report.state.received_at.toISOString(), answeredAt: report.folded.hops.at(-1)?.at ?? report.state.received_at.toISOString() }] },
  });
  await inTenant(target, (t) => insertHopMessage(t.tx, t.instansi, { id: message.id, report: receipt.id, from: ctx.instansi, at: t.house.clock.now() }));
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
    return { report, text: (last && readable(t, last).words?.text) || 'Laporan ditutup oleh instansi penerima.' };
  });
  if (!answered) return;
  const { zone: _, ...receiver } = await institutionOf(ctx);
  await inTenant({ ...ctx, instansi: answered.report.from_instansi! }, async (t) => {
    const home = await findByNumber(t.tx, t.instansi, answered.report.number);
    const hop = home?.folded.hops.at(-1);
    if (!home || home.state.state !== 'not-ours' || hop?.inside !== ctx.instansi || hop.answeredAt) return;
    await perform(t, { report: home, roles: ['institution'], by: { kind: 'institution', instansi: receiver.id }, action: { kind: 'hop-answered', outcome, words: { text: answered.text } }, expectedSeq: home.state.seq });
  });
}
