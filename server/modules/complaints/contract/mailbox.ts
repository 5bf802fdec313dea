import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { id, text } from './shapes.ts';
import { MAIL_OUTCOMES, MAIL_REASONS, type MailOutcome, type MailReason } from './words.ts';

// Chapters: the port of a mailbox · what an administrator sets · what arrived

/** Where letters of people arrive: one folder of an IMAP server (RFC 9051). */
export interface MailboxAddress {
  host: string;
  port: number;
  /** `none` only inside a network of one's own. */
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
  folder: string;
  /** Where a letter goes after it was taken in; empty: it stays, marked as read. */
  doneFolder: string;
}

export interface IncomingMail {
  /** Within this folder, as long as its UIDVALIDITY stays. */
  uid: number;
  /** Bytes of the whole letter. */
  size: number;
  receivedAt: Date;
  messageId: string;
  from: { name: string; address: string };
  subject: string;
  /** Empty where there is none of that kind. */
  text: string;
  html: string;
  /** Names in small letters; of a repeated one the first. */
  headers: Readonly<Record<string, string>>;
  /** Message-IDs of In-Reply-To and References. */
  references: readonly string[];
  files: readonly { name: string; bytes: Uint8Array; inline: boolean }[];
  /** `too-large`: only its beginning was fetched; `unreadable`: only its head could be read. */
  broken?: 'too-large' | 'unreadable';
}

/** How far a folder has been read. */
export interface MailboxPosition {
  /** UIDVALIDITY: with another one all UIDs are new (RFC 9051, 2.3.1.1). */
  validity: string;
  uid: number;
}

export type MailboxTrial = { ok: true; messages: number } | { ok: false; reason: 'host' | 'tls' | 'login' | 'folder' | 'done-folder' | 'other'; detail: string };

/** House part `mailbox`: reads letters; an adapter keeps the protocol. */
export interface MailboxReader {
  /** Connects, signs in and looks into both folders; changes nothing. */
  tryOut(address: MailboxAddress): Promise<MailboxTrial>;
  /**
   * Each letter behind `after`, oldest first, at most `limits.messages`. Without `after` nothing is read and the end of the
   * folder is told: what lay there before is not taken. Under another UIDVALIDITY everything is read once more.
   * `take` runs before the letter is marked or moved; when it throws, reading ends there.
   * @returns where the folder stands; `more` when letters wait beyond the limit
   * @throws Error when the server cannot be reached or refuses
   */
  read(address: MailboxAddress, after: MailboxPosition | undefined, limits: { bytes: number; messages: number }, take: (mail: IncomingMail, validity: string) => Promise<'done' | 'flag'>): Promise<MailboxPosition & { more: boolean }>;
}

const host = z.string().trim().max(200, 'Paling banyak 200 huruf.').regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/, 'Tulis nama peladen surel, misalnya surel.ponorogo.go.id.');
const folder = z.string().trim().max(200, 'Paling banyak 200 huruf.');
const connection = {
  host,
  port: z.coerce.number({ error: 'Isi angka, biasanya 993.' }).int('Isi angka, biasanya 993.').min(1, 'Isi angka, biasanya 993.').max(65_535, 'Isi angka, biasanya 993.'),
  security: z.enum(['tls', 'starttls', 'none'], 'Pilih pengamanan sambungannya.'),
  user: text(1, 200, 'Tulis nama pengguna kotak suratnya.'),
  password: z.string().max(500).default('').describe('Kosong: kata sandi yang tersimpan tetap dipakai'),
  folder: folder.default('INBOX'),
  doneFolder: folder.default('').describe('Folder bagi surel yang sudah diambil; kosong: ditandai terbaca'),
};
const letter = z.object({
  id, from: z.string(), subject: z.string(), at: z.string(), atText: z.string(), outcome: z.enum(Object.keys(MAIL_OUTCOMES) as [MailOutcome, ...MailOutcome[]]), outcomeText: z.string(),
  reason: z.enum(Object.keys(MAIL_REASONS) as [MailReason, ...MailReason[]]).optional(), reasonText: z.string().optional(), report: z.object({ id, number: z.string() }).optional(), leftOut: z.array(z.string()).describe('Lampiran yang tidak disimpan'),
});

export const mailboxOperations = {
  getMailbox: operation({
    method: 'GET', path: '/pengaduan/kotak-surat', permission: 'complaints.configure', summary: 'Kotak surat pengaduan; kata sandinya tidak pernah dikirim kembali', input: z.object({}),
    output: z.object({
      enabled: z.boolean(), address: z.string(), host: z.string(), port: z.number(), security: z.enum(['tls', 'starttls', 'none']), user: z.string(), hasPassword: z.boolean(), folder: z.string(), doneFolder: z.string(), version: z.number(),
      mayAnswer: z.boolean().describe('Surel keluar sudah diatur'), looked: z.object({ atText: z.string(), ok: z.boolean(), sentence: z.string() }).optional(),
    }),
  }),
  saveMailbox: operation({
    method: 'PUT', path: '/pengaduan/kotak-surat', permission: 'complaints.configure', summary: 'Menyimpan kotak surat; yang dibaca hanya surel yang datang sesudah dinyalakan',
    input: z.object({ ...connection, enabled: z.boolean(), address: z.email('Tulis alamat surel pengaduan yang benar, misalnya pengaduan@contoh.id.').max(120), version: z.coerce.number().int().min(0) }), output: z.object({ version: z.number() }),
  }),
  tryMailbox: operation({ method: 'POST', path: '/pengaduan/kotak-surat/coba', permission: 'complaints.configure', summary: 'Mencoba sambungan ke kotak surat tanpa mengubah apa pun', input: z.object(connection), output: z.object({ ok: z.boolean(), sentence: z.string(), messages: z.number().optional() }) }),
  listMails: operation({
    method: 'GET', path: '/pengaduan/surel-masuk', permission: 'complaints.coordinate', summary: 'Surel yang datang dan menjadi apa; yang tidak menjadi laporan disebut sebabnya',
    input: z.object({ filter: z.enum(['look', 'all']).default('look').describe('look: yang perlu dilihat'), cursor: id.optional() }), output: z.object({ items: z.array(letter), nextCursor: id.optional() }),
  }),
};
