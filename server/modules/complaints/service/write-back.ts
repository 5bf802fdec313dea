import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { takeTry } from '../../../platform/request/rate-limit.ts';
import type { MailMessage } from '../../notifications/contract.ts';
import { mayBeAnswered, threadMark } from '../rules/a-letter-becomes-a-report.ts';
import { dueWords, lineOf } from '../rules/words-for-people.ts';
import { findAction, findReport, findReporter, type LoadedReport } from '../storage/reports.ts';
import * as storage from '../storage/mail.ts';
import { openLetter, type Letter } from './mailbox.ts';
import { institutionOf, mailerOf, organizationOf } from './ports.ts';
import { heldWords, trackUrl } from './submit.ts';
import { proofOf } from './take-mail.ts';
import { isSecret, openReporter } from './vault.ts';
import { readable } from './words-of.ts';

// Chapters: the receipt · what the office does · the letter itself

/** One sender, however many letters: nobody fills somebody else's mailbox through us. */
const RECEIPTS = { tries: 10, minutes: 60 };

/** To who wrote: number and secret code of the new report, or why an answer was too late. */
export async function answerMail(ctx: Context, message: EventMessage): Promise<void> {
  const written = await inTenant(ctx, async (t) => {
    const row = await storage.findMail(t.tx, t.instansi, String(message.payload.mail));
    const report = row?.report ? await findReport(t.tx, t.instansi, row.report) : undefined;
    if (!row || !report) return undefined;
    const letter = openLetter(t, row.sealed);
    const minutes = await takeTry(t.house.db, t.house.clock.now(), t.house.secrets.hash('rate', `complaints/mail-receipt/${letter.from.address}`), RECEIPTS);
    if (minutes > 0) return undefined;
    return letterAbout(t, message.id, report, letter, row.outcome === 'note' || row.outcome === 'refused' ? await tooLate(t, report) : await receiptOf(t, report, letter));
  });
  await post(ctx, written);
}

async function receiptOf(t: TenantContext, report: LoadedReport, { leftOut }: Letter): Promise<string[]> {
  const { zone } = await institutionOf(t);
  const due = dueWords(report.state.due_at, t.house.clock.now(), zone, { provisional: report.state.due_provisional });
  const sealed = await storage.findSealedCode(t.tx, t.instansi, report.id);
  const held = await storage.findWaiting(t.tx, t.instansi, report.id);
  return [
    'Laporan Anda sudah kami terima.', `Nomor laporan: ${report.number}\nKode rahasia: ${t.house.secrets.open('tracking', sealed)}`, ...(held ? [heldWords(held)] : due ? [`Diperiksa paling lambat ${due.long}.`] : []),
    ...(leftOut.length > 0 ? [`Lampiran ini tidak dapat kami simpan:\n${leftOut.join('\n')}\nKirim foto JPEG, PNG, WebP, atau PDF dengan membalas surel ini.`] : []),
    `Ikuti laporan Anda di ${trackUrl(t, report.number)}\nBalas surel ini untuk menambah keterangan.`,
  ];
}

async function tooLate(t: TenantContext, report: LoadedReport): Promise<string[]> {
  if (isSecret(report.state.kind)) return ['Balasan Anda tidak kami ambil: laporan ini hanya ditanggapi dengan kode rahasianya, supaya isinya tetap tertutup.', `Tanggapi di ${trackUrl(t, report.number)}`];
  return [`Laporan ${report.number} sudah ditutup, jadi balasan Anda kami simpan dan tidak diproses lagi.`, `Bila belum beres, minta dibuka kembali di ${trackUrl(t, report.number)}, atau kirim surel baru sebagai laporan baru.`];
}

/** Written down with the action, so that no job is made for reports that came another way. */
export const concernsWriter = (p: EventMessage['payload']): boolean => p.byMail === true && p.secret !== true && TOLD.has(String(p.kind));

/** What the office did, to the reporter who wrote by mail, in the same thread. Of a report that became secret nothing leaves the house any more. */
export async function mailReporter(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { report: string; seq: number; secret: boolean };
  if (p.secret || !mailerOf(ctx)) return;
  const written = await inTenant(ctx, async (t) => {
    const row = await storage.findLastMail(t.tx, t.instansi, p.report);
    if (!row) return undefined;
    const { from: _, ...thread } = openLetter(t, row.sealed);
    const report = (await findReport(t.tx, t.instansi, p.report))!;
    const stored = await findAction(t.tx, t.instansi, p.report, p.seq);
    const reporter = await reporterOf(t, report);
    if (!reporter || !stored || stored.payload.by.kind === 'reporter') return undefined;
    // Who holds one of our letters may add to the report; what the office says goes to its reporter alone.
    const letter: Letter = { ...thread, from: reporter };
    const action = readable(t, stored, report);
    const units = action.kind === 'dispose' ? await organizationOf(t).unitFacts(t, [action.lead, ...action.supporting]) : undefined;
    const line = lineOf(action, 'reporter', (unit) => units?.get(unit)?.name ?? 'unit yang menangani');
    if (!line || !TOLD.has(action.kind)) return undefined;
    const said = [`${line.title}.`, ...(line.text ? [line.text] : [])];
    return letterAbout(t, message.id, report, letter, [...said, action.kind === 'publish-answer' && action.outcome === 'ask' ? 'Jawab dengan membalas surel ini. Tanpa jawaban sampai batas waktunya, laporan ditutup.' : `Selengkapnya di ${trackUrl(t, report.number)}`]);
  });
  await post(ctx, written);
}
/** The address of who wrote first; a contact form has nobody to be answered. */
async function reporterOf(t: TenantContext, report: LoadedReport): Promise<{ name: string; address: string } | undefined> {
  const sealed = report.state.channel === 'email' && !isSecret(report.state.kind) ? await findReporter(t.tx, t.instansi, report.id) : undefined;
  const { name, email } = sealed ? openReporter(t, report, sealed) : { name: '', email: '' };
  return mayBeAnswered({ headers: {}, from: { name, address: email } }) ? { name, address: email } : undefined;
}

const TOLD = new Set(['verify', 'hold', 'archive', 'dispose', 'publish-answer', 'schedule', 'unschedule', 'forward', 'hop-answered', 'merge', 'extend', 'time-out', 'reopen', 'refuse-reopen']);

async function letterAbout(t: TenantContext, id: string, report: LoadedReport, letter: Letter, lines: readonly string[]): Promise<MailMessage> {
  const { name } = await institutionOf(t);
  const box = await storage.findMailbox(t.tx, t.instansi);
  const mark = threadMark(report.number, proofOf(t, report.id));
  const all = [...lines, name, `Ref: ${mark}`];
  const escape = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\n/g, '<br>');
  return {
    id: `${mark}.${id}`, to: letter.from.address, toName: letter.from.name, subject: `Re: ${(report.state.kind === 'misconduct' ? undefined : report.title) || 'Laporan Anda'} [${report.number}]`, text: all.join('\n\n'), html: all.map((line) => `<p>${escape(line)}</p>`).join(''),
    ...(box ? { replyTo: box.address } : {}), ...(letter.messageId ? { answers: [letter.messageId] } : {}),
  };
}

async function post(ctx: Context, message: MailMessage | undefined): Promise<void> {
  const outcome = message && (await mailerOf(ctx)?.send(message));
  // Thrown so that the job comes again; what will never go through is left.
  if (outcome?.outcome === 'later') throw new Error('mail server is busy');
}
