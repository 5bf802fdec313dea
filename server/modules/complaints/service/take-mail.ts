import { timingSafeEqual } from 'node:crypto';
import { emit } from '../../../platform/events/events.ts';
import { storeUpload } from '../../../platform/files/uploads.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { INSTALLATION, inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { takeTry } from '../../../platform/request/rate-limit.ts';
import type { IncomingMail, MailOutcome, MailReason, ModerationReason } from '../contract.ts';
import { isMarkedSpam, isPassedOn, mayBeAnswered, splitHistory, textOf, titleFromSubject, whereItBelongs, whyNotTaken, type Belongs } from '../rules/a-letter-becomes-a-report.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { findByNumber, findReporter, insertNote, type LoadedReport } from '../storage/reports.ts';
import * as storage from '../storage/mail.ts';
import { sealLetter, type Letter } from './mailbox.ts';
import { perform } from './perform.ts';
import { cleaned } from './photos.ts';
import { submit, type Submission } from './submit.ts';
import { isSecret, openReporter } from './vault.ts';

// Chapters: one letter · a new report · an answer to an old one · its files

interface Taken {
  outcome: MailOutcome;
  reason?: MailReason;
  report?: string;
  leftOut?: string[];
  /** Shall its sender hear from us? */
  answer?: true;
}

/**
 * One letter, once: what it became, its files and the news of it are one transaction with the position in the mailbox.
 * Nothing is dropped: what is no report and no answer is listed with its reason.
 * @returns `flag` for what a person should look at in the mailbox itself
 */
export function takeMail(ctx: Context, box: storage.MailboxRow, mail: IncomingMail, validity: string): Promise<'done' | 'flag'> {
  return record(ctx, mail, validity, async (t) => {
    const automatic = whyNotTaken(mail, [box.address, senderOf(ctx)]);
    if (automatic) return { outcome: 'ignored', reason: automatic };
    // Only after the server numbered everything anew do old letters come by again.
    if (box.uid_validity !== validity && mail.receivedAt < box.enabled_at) return { outcome: 'ignored', reason: 'before' };
    const belongs = whereItBelongs(mail);
    const known = belongs && (await provenReport(t, belongs, mail.from.address));
    return known ? addReply(t, known, mail) : makeReport(t, mail, belongs);
  });
}

/** A letter that nothing could be made of; it stays in the mailbox, flagged. */
export const putAside = (ctx: Context, mail: IncomingMail, validity: string): Promise<'done' | 'flag'> => record(ctx, mail, validity, async () => ({ outcome: 'refused', reason: 'unreadable' }));

function record(ctx: Context, mail: IncomingMail, validity: string, decide: (t: TenantContext) => Promise<Taken>): Promise<'done' | 'flag'> {
  // A source of its own for the count of a flood: the sender, not this machine.
  return inTenant({ ...ctx, ip: mail.from.address || 'surel' }, async (t) => {
    const letter: Letter = { from: { name: plain(mail.from.name, 120), address: mail.from.address.slice(0, 120) }, subject: plain(mail.subject, 300), messageId: mail.messageId, answer: false, leftOut: [] };
    const id = uuidv7(t.house.clock.now().getTime());
    const isNew = await storage.insertMail(t.tx, t.instansi, { id, key: keyOf(ctx, mail), sealed: sealLetter(t, letter), at: t.house.clock.now() });
    await storage.advance(t.tx, t.instansi, { validity, uid: mail.uid });
    if (!isNew) return 'done';
    const taken = await decide(t);
    const answer = taken.answer === true && mayBeAnswered(mail);
    await storage.settleMail(t.tx, t.instansi, id, { outcome: taken.outcome, reason: taken.reason ?? null, report: taken.report ?? null, sealed: sealLetter(t, { ...letter, answer, leftOut: taken.leftOut ?? [] }) });
    if (answer) await emit(t, 'complaints.mail-taken', { mail: id });
    return taken.outcome === 'refused' || taken.reason === 'too-large' || taken.reason === 'unreadable' || taken.reason === 'files' ? 'flag' : 'done';
  });
}

const plain = (text: string, most: number): string => text.replace(/\p{Cc}|\p{Cf}/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, most);
const senderOf = (ctx: Context): string => (/<([^>]+)>/.exec(ctx.house.settings.mailFrom)?.[1] ?? ctx.house.settings.mailFrom).trim().toLowerCase();
/** Message-IDs alone are repeated by broken programs, and two reports would become one. */
const keyOf = (ctx: Context, m: IncomingMail): Buffer => ctx.house.secrets.hash('complaints/mail', JSON.stringify([m.messageId, m.from.address, m.subject, m.headers['date'] ?? '', m.text || m.html]));

const MOST_BODY = 4000;
const MOST_REST = 50_000;
const MOST_FILES = 10;

async function makeReport(t: TenantContext, mail: IncomingMail, belongs: Belongs | undefined): Promise<Taken> {
  const whole = textOf(mail);
  const { own, history } = isPassedOn(mail.subject) ? { own: whole, history: '' } : splitHistory(whole);
  const title = titleFromSubject(mail.subject);
  const body = own || title || '(surel tanpa isi)';
  const { ids, leftOut, point } = await storeFiles(t, mail);
  const problem: MailReason | undefined = mail.broken ?? (leftOut.length > 0 ? 'files' : undefined);
  const doubt: ModerationReason | undefined = isMarkedSpam(mail.headers) ? 'spam' : belongs ? 'number' : problem ? 'media' : undefined;
  const submission: Submission = {
    kind: 'complaint', ...(title ? { title } : {}), body: body.slice(0, MOST_BODY), place: '', answers: {}, photos: ids, namePublic: false, nameToAgency: true, reportPublic: true, origin: '',
    reporter: { name: plain(mail.from.name, 120), phone: '', email: mail.from.address.slice(0, 120), handle: '' }, channel: 'email', account: null, trusted: false, ...(doubt ? { doubt } : {}), saidAt: earlier(mail.receivedAt, t.house.clock.now()),
  };
  // The camera's position helps where it is ours; a photo from elsewhere is no reason to turn the letter away.
  const receipt = await submit(t, point ? { ...submission, ...point } : submission).catch((error: unknown) => {
    if (point && error instanceof Refused && error.refusal.code === 'complaints.outside-region') return submit(t, submission);
    throw error;
  });
  const rest = [
    ...(body.length > MOST_BODY ? [`Lanjutan isi surel:\n${body.slice(MOST_BODY, MOST_REST)}`] : []), ...(history ? [`Riwayat surel di bawahnya:\n${history.slice(0, MOST_REST)}`] : []), ...notesAbout(mail, leftOut),
    ...(belongs ? [`Surel ini menyebut laporan ${belongs.number}, tetapi tidak membalas surel kami dan bukan dari alamat pelapornya. Periksa sebelum dihubungkan.`] : []),
  ];
  for (const text of rest) await note(t, receipt.id, text);
  const reason = doubt === 'number' || doubt === 'spam' ? doubt : problem;
  return { outcome: 'report', report: receipt.id, leftOut, answer: true, ...(reason ? { reason } : {}) };
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
const notesAbout = (mail: IncomingMail, leftOut: readonly string[]): string[] => [
  ...(mail.broken === 'too-large' ? [`Surel ini ${Math.round(mail.size / 1024 / 1024)} MB, terlalu besar: lampirannya tidak diambil dan ada di kotak surat (ditandai).`] : []),
  ...(mail.broken === 'unreadable' ? ['Susunan surel ini rusak dan tidak terbaca utuh; aslinya ada di kotak surat (ditandai).'] : []),
  ...(leftOut.length > 0 ? [`Lampiran yang tidak disimpan, masih ada di kotak surat (ditandai):\n${leftOut.join('\n')}`] : []),
];

async function note(t: TenantContext, report: string, text: string): Promise<void> {
  const at = t.house.clock.now();
  await insertNote(t.tx, t.instansi, { id: uuidv7(at.getTime()), report, account: INSTALLATION, name: 'Surel masuk', body: text, sealed: null, at });
}

/** Proven by the mark that stands only in our letters to its reporter, or by the reporter's own address. A number alone proves nothing. */
async function provenReport(t: TenantContext, belongs: Belongs, address: string): Promise<LoadedReport | undefined> {
  const report = await findByNumber(t.tx, t.instansi, belongs.number);
  if (!report) return undefined;
  const proof = Buffer.from(proofOf(t, report.id));
  if (belongs.proofs.some((given) => given.length === proof.length && timingSafeEqual(Buffer.from(given), proof))) return report;
  // Who reported misconduct is not opened by the house.
  const sealed = isSecret(report.state.kind) ? undefined : await findReporter(t.tx, t.instansi, report.id);
  return sealed && address !== '' && openReporter(t, report, sealed).email.trim().toLowerCase() === address ? report : undefined;
}
/** 22 signs of a keyed hash: known to who received a letter about this report. */
export const proofOf = (ctx: Pick<Context, 'house'>, report: string): string => ctx.house.secrets.hash('complaints/mail-proof', report).toString('base64url').slice(0, 22);

const REPLIES = { tries: 30, minutes: 60 };

async function addReply(t: TenantContext, report: LoadedReport, mail: IncomingMail): Promise<Taken> {
  const minutes = await takeTry(t.house.db, t.house.clock.now(), t.house.secrets.hash('rate', `complaints/mail-reply/${report.id}`), REPLIES);
  if (minutes > 0) return { outcome: 'refused', reason: 'flood', report: report.id };
  // A letter lies open in the mailbox and opens no data key: of misconduct the reporter answers with the code, on the page.
  if (isSecret(report.state.kind)) return { outcome: 'refused', reason: 'cannot-reply', report: report.id, answer: true };
  const text = splitHistory(textOf(mail)).own || plain(mail.subject, 300) || '(surel tanpa isi)';
  const kind = report.state.state === 'held' ? 'supply' : 'reply';
  if (!mayAct(report.folded, ['reporter'], kind, { needsApproval: true }).ok) {
    await note(t, report.id, `Tanggapan lewat surel, datang saat laporan tidak lagi menerima tanggapan:\n${text.slice(0, MOST_REST)}`);
    return { outcome: 'note', reason: 'cannot-reply', report: report.id, answer: true };
  }
  const { ids, leftOut } = await storeFiles(t, mail);
  await perform(t, { report, roles: ['reporter'], by: { kind: 'reporter' }, action: { kind, words: { text: text.slice(0, MOST_BODY) }, files: ids }, expectedSeq: report.state.seq });
  for (const one of [...(text.length > MOST_BODY ? [`Lanjutan tanggapan lewat surel:\n${text.slice(MOST_BODY, MOST_REST)}`] : []), ...notesAbout(mail, leftOut)]) await note(t, report.id, one);
  const reason: MailReason | undefined = mail.broken ?? (leftOut.length > 0 ? 'files' : undefined);
  return { outcome: 'reply', report: report.id, leftOut, ...(reason ? { reason } : {}) };
}

/** Logos of a signature are smaller than any photo of a road. */
const LOGO_PIXELS = 150;

/** Each file goes the way of every upload: looked at, its place read and taken out. What may not be kept is named. */
async function storeFiles(t: TenantContext, mail: IncomingMail): Promise<{ ids: string[]; leftOut: string[]; point?: { lat: number; lng: number } }> {
  const ids: string[] = [];
  const leftOut: string[] = [];
  let point: { lat: number; lng: number } | undefined;
  for (const { name, bytes, inline } of mail.files) {
    const called = plain(name, 120) || 'lampiran';
    if (ids.length >= MOST_FILES) {
      leftOut.push(`${called} (lebih dari ${MOST_FILES} lampiran)`);
      continue;
    }
    try {
      const { kept, photo } = cleaned(bytes);
      if (inline && photo && Math.max(photo.width, photo.height) < LOGO_PIXELS) continue;
      ids.push((await storeUpload(t, called, kept, null)).id);
      point ??= photo?.point;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      leftOut.push(`${called} (${WHY_LEFT[error.refusal.code] ?? 'tidak dapat disimpan'})`);
    }
  }
  return { ids, leftOut: leftOut.length > MOST_NAMED ? [...leftOut.slice(0, MOST_NAMED), `dan ${leftOut.length - MOST_NAMED} lampiran lain`] : leftOut, ...(point ? { point } : {}) };
}
const MOST_NAMED = 20;
const WHY_LEFT: Record<string, string> = {
  'files.wrong-type': 'bukan foto atau PDF', 'complaints.photo-heic': 'foto HEIC', 'complaints.photo-broken': 'foto rusak', 'complaints.photo-too-big': 'foto terlalu besar untuk dibuka', 'files.too-large': 'berkas terlalu besar', 'files.empty': 'berkas kosong',
};
