import * as z from 'zod';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import { channelNames, kindNames } from './contract/kinds.ts';

// Chapters: shapes · operations · permissions and refusals · what others import (kinds, ports, sentences)

export { CHANNELS, KINDS, type Channel, type Kind, type OutsideChannel } from './contract/kinds.ts';
export type { Mailer, MailMessage, Messenger, MessengerRegistry, NoticePort, RequestFacts, RequestFactsPort, SendOutcome, ShortMessage, Told } from './contract/ports.ts';
export { messageSentence, receiptSentence, reminderSentence, type SentenceFacts } from './contract/sentences.ts';
export { withoutPersonalData } from './contract/mask.ts';

const id = z.uuid('Pengenal tidak benar.');
const cursor = z.string().max(100).optional();
const limit = z.coerce.number().int().min(1).max(100).default(25);
const kind = z.enum(kindNames);
const channel = z.enum(channelNames);

export const inboxItem = z.object({
  id, kind, kindTitle: z.string(), title: z.string(), text: z.string(), about: z.string().optional().describe('Nama layanan'), href: z.string().optional(),
  at: z.string(), atText: z.string(), read: z.boolean(),
});
export type InboxItem = z.infer<typeof inboxItem>;

const kindChoice = z.object({
  id: kind, title: z.string(), help: z.string(), compulsory: z.boolean(),
  channels: z.array(z.object({ id: channel, wanted: z.boolean(), fixed: z.boolean().describe('Pemberitahuan wajib: tidak dapat dimatikan') })),
});
export const preferences = z.object({
  channels: z.array(z.object({ id: channel, title: z.string(), address: z.string().optional().describe('Tersamar'), missing: z.string().optional().describe('Mengapa jalur ini belum dapat dipakai') })),
  kinds: z.array(kindChoice),
});
export type Preferences = z.infer<typeof preferences>;

const deliveryState = z.enum(['waiting', 'sent', 'failed', 'skipped']);
export const deliveryRow = z.object({
  id, channel, channelTitle: z.string(), kindTitle: z.string(), address: z.string().describe('Tersamar'), state: deliveryState, stateText: z.string(), attempts: z.number(), error: z.string().optional(), at: z.string(), atText: z.string(),
});

const days = (what: string) => z.coerce.number({ error: `Isi ${what} dengan angka.` }).int('Isi dengan bilangan bulat.').min(30, 'Paling sedikit 30 hari.').max(3650, 'Paling lama 3.650 hari.');
const retention = z.object({
  noticeDays: days('lama penyimpanan pemberitahuan').describe('Hari sejak diberitahukan'), deliveryDays: days('lama penyimpanan catatan pengiriman').describe('Hari sejak dikirim'),
  legalBasis: z.string().trim().min(5, 'Tulis dasarnya, misalnya nomor dan pasal peraturan.').max(300, 'Paling panjang 300 huruf.'),
});

export const operations = {
  listInbox: operation({
    method: 'GET', path: '/kotak-masuk', permission: 'signed-in', summary: 'Kotak masuk saya, yang terbaru lebih dahulu',
    input: z.object({ cursor, limit, filter: z.enum(['all', 'unread']).default('all') }),
    output: z.object({ items: z.array(inboxItem), nextCursor: z.string().optional(), unread: z.number(), newest: z.string().optional().describe('Pengenal butir terbaru; untuk markAllRead') }),
  }),
  countUnread: operation({ method: 'GET', path: '/kotak-masuk/jumlah', permission: 'signed-in', summary: 'Banyaknya yang belum dibaca, dihitung sampai seratus', input: z.object({}), output: z.object({ unread: z.number() }) }),
  markRead: operation({ method: 'POST', path: '/kotak-masuk/{id}/baca', permission: 'signed-in', summary: 'Menandai satu butir sudah dibaca', input: z.object({ id }), output: z.object({ id, href: z.string().optional() }) }),
  markAllRead: operation({
    method: 'POST', path: '/kotak-masuk/baca', permission: 'signed-in', summary: 'Menandai semua sudah dibaca, sampai butir terbaru yang Anda lihat',
    input: z.object({ newest: id.optional().describe('Yang datang sesudah butir ini tetap belum dibaca') }), output: z.object({ marked: z.number() }),
  }),
  getPreferences: operation({ method: 'GET', path: '/akun/pemberitahuan', permission: 'signed-in', summary: 'Apa yang saya terima, lewat jalur mana', input: z.object({}), output: preferences }),
  setPreferences: operation({
    method: 'PUT', path: '/akun/pemberitahuan', permission: 'signed-in', summary: 'Mengatur apa yang saya terima; pemberitahuan wajib selalu ada di kotak masuk',
    input: z.object({ choices: z.array(z.object({ kind, channel, wanted: z.boolean() })).max(kindNames.length * channelNames.length) }), output: preferences,
  }),
  listDeliveries: operation({
    method: 'GET', path: '/pengiriman', permission: 'notifications.deliveries', summary: 'Catatan pengiriman surel dan pesan; alamat tersamar',
    input: z.object({ state: z.enum(['failed', 'waiting', 'sent', 'all']).default('failed'), cursor, limit }),
    output: z.object({ items: z.array(deliveryRow), nextCursor: z.string().optional(), failed: z.number(), waiting: z.number(), channels: z.array(z.object({ id: channel, title: z.string(), active: z.boolean() })) }),
  }),
  sendTestMail: operation({
    method: 'POST', path: '/pengiriman/surel-uji', permission: 'notifications.deliveries', summary: 'Mengirim surel uji ke alamat Anda sendiri dan menyampaikan jawaban peladen surel',
    input: z.object({}), output: z.object({ outcome: z.enum(['sent', 'later', 'refused', 'not-set', 'no-address']), sentence: z.string() }),
  }),
  getRetention: operation({ method: 'GET', path: '/pengiriman/penyimpanan', permission: 'notifications.deliveries', summary: 'Berapa lama pemberitahuan dan catatan pengiriman disimpan', input: z.object({}), output: retention.extend({ own: z.boolean().describe('Ditetapkan instansi ini sendiri') }) }),
  setRetention: operation({
    method: 'PUT', path: '/pengiriman/penyimpanan', permission: 'notifications.deliveries', summary: 'Menetapkan berapa lama pemberitahuan dan catatan pengiriman disimpan, dengan dasarnya',
    input: retention, output: retention.extend({ own: z.boolean() }),
  }),
} satisfies Operations;

export const permissions: PermissionTable = {
  'notifications.deliveries': { title: 'Melihat catatan pengiriman surel dan pesan, menguji surel, menetapkan lama penyimpanannya', duties: ['administrator'] },
};

export const refusals: RefusalTable = {
  'notifications.unknown': { status: 404, sentence: 'Pemberitahuan itu tidak ada, atau bukan untuk Anda. Buka lagi kotak masuk Anda.' },
  'notifications.compulsory': { status: 422, sentence: (d) => `Pemberitahuan "${String(d.title ?? 'ini')}" wajib menurut aturan dan selalu masuk ke kotak masuk. Surelnya boleh dimatikan.` },
  'notifications.not-for-you': { status: 422, sentence: (d) => `Pemberitahuan "${String(d.title ?? 'itu')}" hanya untuk petugas. Hapus dari pilihan Anda.` },
};
