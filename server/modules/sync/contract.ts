import * as z from 'zod';
import type { ClockVerdict, Trust } from '../../engines/sync/clock.ts';
import { FORMAT, MOST_COMMANDS, type Command } from '../../engines/sync/envelope.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import type { MarkCode } from './contract/marks.ts';

// Chapters: shapes · operations · permissions · refusals · the port for modules that take commands

export { MARKS, type MarkCode } from './contract/marks.ts';
export type { Command } from '../../engines/sync/envelope.ts';

const id = z.uuid('Pengenal tidak benar.');
const moment = z.iso.datetime();
/** What is signed is compared and stored as it was said: ids in the letters in which the database gives them back, the rest printable. */
const lowerId = id.regex(/^[^A-Z]*$/);
const plain = (most: number) => z.string().max(most).regex(/^[ -~]*$/);
const digest = plain(60);
const milliseconds = z.number().min(0);

/** One command; each is read on its own, so that an unreadable one does not hold up the others. */
export const commandShape = z.object({
  format: z.literal(FORMAT).optional(), id: lowerId, device: lowerId, seq: z.number().int().min(1).max(2_000_000_000), kind: z.string().regex(/^[a-z-]{2,40}\.[a-z-]{2,40}$/), body: z.unknown(), holding: lowerId, dependsOn: lowerId.optional(),
  deviceTime: plain(40), monotonicMs: milliseconds, bridgedMs: milliseconds, contact: z.object({ at: z.string().max(40), proof: digest, deviceTime: plain(40) }), previous: digest, signature: z.string().max(100),
}) satisfies z.ZodType<Command>;

const contact = z.object({ at: moment.describe('Waktu server; perangkat menyimpannya sebagai jangkar waktu'), proof: z.string() });
const who = z.object({ account: id, name: z.string(), holding: id.optional(), title: z.string().optional().describe('Jabatan yang sedang dipakai') });
const mark = z.object({ code: z.string(), text: z.string() });
const answer = z.object({
  id: z.string(), state: z.enum(['accepted', 'marked', 'refused', 'later']).describe('`later`: belum dijawab, kirim lagi; selainnya jawaban tetap'), marks: z.array(mark), code: z.string().optional(), sentence: z.string().optional(),
  result: z.unknown().optional(), at: moment.optional().describe('Perkiraan waktu sebenarnya'),
});
export type Answer = z.infer<typeof answer>;
const device = z.object({ id, name: z.string(), registeredAt: moment, contactAt: moment, revoked: z.boolean() });
export type DeviceEntry = z.infer<typeof device>;

const CONFIGURE = 'sync.configure';
const retention = z.object({
  commandDays: z.coerce.number({ error: 'Isi lamanya dengan angka.' }).int('Isi dengan bilangan bulat.').min(30, 'Paling sedikit 30 hari.').max(3650, 'Paling lama 3.650 hari.').describe('Hari sejak dijawab'),
  reason: z.string().trim().min(5, 'Tulis alasannya.').max(300, 'Paling panjang 300 huruf.'),
});

export const operations = {
  registerDevice: operation({
    method: 'POST', path: '/sinkron/perangkat', permission: 'signed-in', status: 201, summary: 'Daftarkan perangkat ini, supaya dapat bekerja tanpa jaringan',
    description: 'Kunci ECDSA P-256 dibuat di perangkat; hanya bagian terbukanya dikirim. Kiriman yang sama dua kali tetap satu perangkat.',
    input: z.object({ id: id.toLowerCase(), name: z.string().trim().min(1, 'Beri nama perangkatnya.').max(80, 'Paling banyak 80 huruf.'), key: z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string().length(43), y: z.string().length(43) }) }),
    output: z.object({ contact, who }),
  }),
  listDevices: operation({ method: 'GET', path: '/sinkron/perangkat', permission: 'signed-in', summary: 'Perangkat Anda yang dapat bekerja tanpa jaringan', input: z.object({}), output: z.object({ items: z.array(device) }) }),
  revokeDevice: operation({ method: 'POST', path: '/sinkron/perangkat/{id}/cabut', permission: 'signed-in', summary: 'Cabut satu perangkat Anda: yang belum terkirim darinya ditolak', input: z.object({ id }), output: z.object({ id }) }),
  send: operation({
    method: 'POST', path: '/sinkron', permission: 'signed-in', summary: 'Kirim perintah yang dibuat tanpa jaringan, menurut urutannya; tanpa perintah: hanya menyapa',
    description: `Paling banyak ${MOST_COMMANDS} perintah, masing-masing paling besar 32 KB. Tiap perintah dijawab sendiri dan tepat satu kali berlaku: pengenal dan isi yang sama mendapat jawaban yang sama. Perintah yang ditolak tidak menahan yang lain. 503 dengan Retry-After: tunggu, lalu kirim lagi.`,
    input: z.object({ device: id.toLowerCase(), commands: z.array(z.unknown()).max(MOST_COMMANDS, `Paling banyak ${MOST_COMMANDS} perintah sekali kirim.`).default([]) }),
    output: z.object({ contact, who, answers: z.array(answer) }),
  }),
  getRetention: operation({ method: 'GET', path: '/sinkron/penyimpanan', permission: CONFIGURE, summary: 'Berapa lama perintah dari perangkat dan jawabannya diingat', input: z.object({}), output: retention.extend({ own: z.boolean().describe('Ditetapkan instansi ini sendiri') }) }),
  setRetention: operation({ method: 'PUT', path: '/sinkron/penyimpanan', permission: CONFIGURE, summary: 'Menetapkan berapa lama perintah dari perangkat diingat, dengan alasannya', input: retention, output: retention.extend({ own: z.boolean() }) }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [CONFIGURE]: { title: 'Menetapkan berapa lama perintah dari perangkat diingat', duties: ['administrator'] },
};

export const refusals: RefusalTable = {
  'sync.people-only': { status: 403, sentence: 'Perangkat hanya dapat didaftarkan oleh orang yang masuk, bukan oleh kunci API.' },
  'sync.device-unknown': { status: 404, sentence: 'Perangkat ini belum terdaftar untuk akun Anda. Buka aplikasinya selagi ada jaringan; perangkat didaftarkan sendiri.' },
  'sync.device-revoked': { status: 403, sentence: 'Perangkat ini sudah dicabut, jadi kirimannya tidak diterima. Ulangi di halaman biasa, atau daftarkan lagi perangkatnya.' },
  'sync.device-taken': { status: 409, sentence: 'Pengenal perangkat ini sudah dipakai. Muat ulang aplikasinya, lalu coba lagi.' },
  'sync.key-broken': { status: 422, sentence: 'Kunci perangkat tidak terbaca. Muat ulang aplikasinya, lalu coba lagi.' },
  'sync.too-many-devices': { status: 409, sentence: 'Sudah ada 10 perangkat terdaftar. Cabut dahulu yang tidak dipakai lagi.' },
  'sync.busy': { status: 503, sentence: 'Sedang banyak kiriman. Perintah Anda tersimpan di HP dan dikirim lagi sebentar lagi.' },
  'sync.unreadable': { status: 422, sentence: 'Perintah ini tidak terbaca. Ulangi di halaman biasa, lalu hapus dari antrean.' },
  'sync.too-large': { status: 413, sentence: 'Perintah ini terlalu besar untuk antrean. Ulangi di halaman biasa, lalu hapus dari antrean.' },
  'sync.id-reused': { status: 409, sentence: 'Pengenal perintah ini sudah dipakai untuk isi yang lain, jadi tidak dijalankan. Ulangi di halaman biasa.' },
  'sync.signature': { status: 403, sentence: 'Tanda tangan perangkat tidak cocok: isi perintah berubah sesudah dibuat. Ulangi di halaman biasa.' },
  'sync.unknown-kind': { status: 422, sentence: 'Server tidak mengenal perintah ini, jadi tidak dijalankan. Kerjakan di halaman biasa, lalu hapus dari antrean.' },
  'sync.newer-format': { status: 409, sentence: 'Aplikasi di perangkat ini lebih baru daripada server. Kiriman tetap tersimpan dan dicoba lagi; tidak perlu diulang.' },
  'sync.other-post': { status: 409, sentence: 'Perintah ini Anda buat dengan jabatan lain. Pakai jabatan itu lagi, lalu kirim.' },
  'sync.forgotten': { status: 409, sentence: 'Perintah ini terlalu lama untuk dikirim: server sudah tidak mengingat urutannya, dan mungkin sudah pernah dijalankan. Periksa di halaman biasa; bila belum, ulangi di sana, lalu hapus dari antrean.' },
  'sync.hangs-on-forgotten': { status: 409, sentence: 'Perintah sebelumnya sudah terlalu lama, jadi hasilnya tidak diketahui lagi dan yang ini tidak dijalankan. Ulangi di halaman biasa.' },
  'sync.waits': { status: 409, sentence: 'Menunggu perintah sebelumnya.' },
  'sync.hangs-on-refused': { status: 409, sentence: 'Perintah sebelumnya ditolak, jadi yang ini tidak dijalankan. Ulangi di halaman biasa.' },
};

/** What a handler is told beside the body: when it was really done and how far that may be believed. */
export interface CommandFacts {
  /** Id of the command; good as the id of what it makes. */
  command: string;
  device: { id: string; name: string; registeredAt: Date };
  at: Date;
  receivedAt: Date;
  clock: ClockVerdict;
  trust: Trust;
  marks: readonly MarkCode[];
}
/**
 * How a module takes one kind of command: in its `start` it puts one into part `sync.handlers` (a Map by kind).
 * `run` works in the transaction in which the answer is stored: it throws `Refused` to refuse, and does nothing slow.
 */
export interface CommandHandler<Ctx, Body extends z.ZodType = z.ZodType> {
  body: Body;
  run(t: Ctx, body: z.output<Body>, facts: CommandFacts): Promise<Handled>;
}
export interface Handled {
  /** Shown to nobody, kept for the device: ids and states, no words of a letter. */
  result?: unknown;
  /** Marks of its own, in Indonesian. */
  marks?: { code: string; text: string }[];
}
export type CommandHandlers<Ctx> = Map<string, CommandHandler<Ctx>>;

/** A device as other modules may know it. */
export interface KnownDevice {
  id: string;
  account: string;
  name: string;
  contactAt: Date;
  revokedAt: Date | null;
}
/** House part `sync.devices`, for modules that tie a device to a person; who may is judged by them. */
export interface DevicesPort<Ctx> {
  /** Unknown ones are absent. */
  find(t: Ctx, ids: readonly string[]): Promise<Map<string, KnownDevice>>;
  /** A lost one: what it sends from now on is refused. False where it was revoked before. */
  revoke(t: Ctx, id: string): Promise<boolean>;
}
