import type * as z from 'zod';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { MAIL_OUTCOMES, MAIL_REASONS, type MailboxAddress, type MailboxTrial, type operations } from '../contract.ts';
import { momentWords } from '../rules/words-for-people.ts';
import * as storage from '../storage/mail.ts';
import { institutionOf, mailboxReaderOf, mailerOf } from './ports.ts';

// Chapters: settings · trying them · what arrived

type Input<K extends keyof typeof operations> = z.output<(typeof operations)[K]['input']>;
const PASSWORD = 'complaints/mailbox';
const LETTER = 'complaints/mail';

const NEW = { enabled: false, address: '', host: '', port: 993, security: 'tls' as const, user: '', hasPassword: false, folder: 'INBOX', doneFolder: '', version: 0 };

export const getMailbox = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const box = await storage.findMailbox(t.tx, t.instansi);
    const mayAnswer = mailerOf(t) !== undefined;
    if (!box) return { ...NEW, mayAnswer };
    const { zone } = await institutionOf(t);
    return {
      enabled: box.enabled, address: box.address, host: box.host, port: box.port, security: box.security, user: box.login, hasPassword: true, folder: box.folder, doneFolder: box.done_folder, version: box.version, mayAnswer,
      ...(box.looked_at ? { looked: { atText: momentWords(box.looked_at, zone, t.house.clock.now()), ok: box.looked_ok ?? false, sentence: box.looked_said ?? '' } } : {}),
    };
  });

export const saveMailbox = (ctx: Context, input: Input<'saveMailbox'>) =>
  inTenant(ctx, async (t) => {
    const before = await storage.findMailbox(t.tx, t.instansi);
    const password = passwordOf(t, input, before);
    const anew = !before || (input.enabled && !before.enabled) || !isSamePlace(input, before) || input.folder !== before.folder;
    const saved = await storage.saveMailbox(t.tx, t.instansi, {
      enabled: input.enabled, address: input.address.toLowerCase(), host: input.host, port: input.port, security: input.security, login: input.user, password_sealed: t.house.secrets.seal(PASSWORD, password), folder: input.folder || 'INBOX', done_folder: input.doneFolder,
    }, input.version, anew, t.house.clock.now());
    if (saved === 0) throw new Refused({ code: 'complaints.mailbox-changed' });
    await audit(t, { action: 'complaints.mailbox-saved', object: 'complaint-configuration', detail: { enabled: input.enabled, host: input.host, user: input.user, folder: input.folder } });
    return { version: input.version + 1 };
  });

const isSamePlace = (a: Pick<MailboxAddress, 'host' | 'port' | 'user'>, b: storage.MailboxRow): boolean => a.host === b.host && a.port === b.port && a.user === b.login;

/** A stored password goes nowhere but where it was given for: another host or user needs it typed again. */
function passwordOf(t: TenantContext, input: Pick<MailboxAddress, 'host' | 'port' | 'user' | 'security' | 'password'>, before: storage.MailboxRow | undefined): string {
  if (input.password) return input.password;
  const weaker = before !== undefined && input.security === 'none' && before.security !== 'none';
  if (!before || !isSamePlace(input, before) || weaker) throw new Refused({ code: 'complaints.mailbox-password', fields: [{ path: 'password', message: 'Isi kata sandinya.' }] });
  return t.house.secrets.open(PASSWORD, before.password_sealed);
}

export async function tryMailbox(ctx: Context, input: Input<'tryMailbox'>) {
  const reader = mailboxReaderOf(ctx);
  if (!reader) throw new Refused({ code: 'complaints.mailbox-absent' });
  const password = await inTenant(ctx, async (t) => passwordOf(t, input, await storage.findMailbox(t.tx, t.instansi)));
  const trial = await reader.tryOut({ ...input, folder: input.folder || 'INBOX', password });
  await inTenant(ctx, (t) => audit(t, { action: 'complaints.mailbox-tried', object: 'complaint-configuration', detail: { host: input.host, user: input.user, ok: trial.ok } }));
  return trial.ok ? { ok: true, sentence: `Tersambung. Di folder ini ada ${trial.messages} surel.`, messages: trial.messages } : { ok: false, sentence: trialWords(trial) };
}

const TRIALS: Record<Extract<MailboxTrial, { ok: false }>['reason'], string> = {
  host: 'Peladen surel tidak menjawab. Periksa nama peladen dan portanya.', tls: 'Sambungan aman gagal. Periksa pengamanan (993 biasanya TLS, 143 biasanya STARTTLS) dan sertifikat peladennya.', login: 'Nama pengguna atau kata sandi ditolak peladen surel.',
  folder: 'Folder yang dibaca tidak ada. Biasanya namanya INBOX.', 'done-folder': 'Folder untuk surel yang sudah diambil tidak ada. Buat dahulu di kotak suratnya, atau kosongkan.', other: 'Peladen surel menolak.',
};
const trialWords = ({ reason, detail }: Extract<MailboxTrial, { ok: false }>): string => (reason === 'other' && detail ? `${TRIALS.other} Jawabannya: ${detail}` : TRIALS[reason]);

/** With its password; for the job that reads. */
export const addressOf = (ctx: Pick<Context, 'house'>, box: storage.MailboxRow): MailboxAddress => ({
  host: box.host, port: box.port, security: box.security, user: box.login, password: ctx.house.secrets.open(PASSWORD, box.password_sealed), folder: box.folder, doneFolder: box.done_folder,
});

/** What is kept of a letter beside the report that it became. */
export interface Letter {
  from: { name: string; address: string };
  subject: string;
  messageId: string;
  /** May and shall be written back to. */
  answer: boolean;
  leftOut: string[];
}
export const sealLetter = (ctx: Pick<Context, 'house'>, letter: Letter): Buffer => ctx.house.secrets.seal(LETTER, JSON.stringify(letter));
export const openLetter = (ctx: Pick<Context, 'house'>, sealed: Uint8Array): Letter => JSON.parse(ctx.house.secrets.open(LETTER, sealed)) as Letter;

/** Of a report that became secret the letters forget who wrote them; that they were taken in is still known, or they would come again. */
export const forgetWriter = (t: TenantContext, report: string): Promise<number> =>
  storage.resealMails(t.tx, t.instansi, report, sealLetter(t, { from: { name: '', address: '' }, subject: '', messageId: '', answer: false, leftOut: [] }));

const PAGE = 50;
export const listMails = (ctx: Context, { filter, cursor }: Input<'listMails'>) =>
  inTenant(ctx, async (t) => {
    const rows = await storage.listMails(t.tx, t.instansi, { look: filter === 'look', before: cursor, limit: PAGE + 1 });
    const { zone } = await institutionOf(t);
    const items = rows.slice(0, PAGE).map((row) => {
      const { from, subject, leftOut } = openLetter(t, row.sealed);
      return {
        id: row.id, from: from.name ? `${from.name} <${from.address}>` : from.address || 'tanpa pengirim', subject: subject || '(tanpa judul)', at: row.at.toISOString(), atText: momentWords(row.at, zone, t.house.clock.now()), outcome: row.outcome, outcomeText: MAIL_OUTCOMES[row.outcome],
        ...(row.reason ? { reason: row.reason, reasonText: MAIL_REASONS[row.reason] } : {}), ...(row.report && row.number ? { report: { id: row.report, number: row.number } } : {}), leftOut,
      };
    });
    return { items, ...(rows.length > PAGE ? { nextCursor: items.at(-1)!.id } : {}) };
  });
