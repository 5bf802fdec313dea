import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../../platform/operation.ts';

// Chapters: what is sent · the operation · permissions and refusals

export const OWN = 'attendance.own';
// Some systems write their ids in capital letters; PostgreSQL answers in small ones.
const id = z.uuid('Pengenal tidak benar.').toLowerCase();

/** What a phone says, the same online and from the queue: a check-in whose answer was lost comes again through the other door and stays one. */
export const checkInBody = z.object({
  direction: z.enum(['in', 'out', 'any']).default('any').describe('Masuk, pulang, atau menurut jadwal'),
  latitude: z.number().min(-90, 'Lintang di luar -90 sampai 90.').max(90, 'Lintang di luar -90 sampai 90.').optional(),
  longitude: z.number().min(-180, 'Bujur di luar -180 sampai 180.').max(180, 'Bujur di luar -180 sampai 180.').optional(),
  accuracy: z.number().min(0, 'Ketelitian paling kecil 0 meter.').max(1_000_000, 'Ketelitian tidak masuk akal.').optional().describe('Meter, menurut perangkat'),
  door: z.string().max(40).optional().describe('Kode yang tampil di pintu, misalnya 12-483920'),
  note: z.string().trim().max(300, 'Paling banyak 300 huruf.').regex(/^[^\p{Cc}]*$/u, 'Tulis dalam satu baris, tanpa karakter khusus.').optional().describe('Alasan, bila di luar area atau tanpa posisi'),
  mock: z.boolean().optional().describe('Perangkat memberi tahu bahwa lokasinya buatan'),
});
export type CheckInBody = z.output<typeof checkInBody>;

const reason = z.object({ code: z.string(), text: z.string() });
const answer = z.object({
  id, verdict: z.enum(['accepted', 'marked']), at: z.iso.datetime().describe('Waktu yang dihitung'), receivedAt: z.iso.datetime(), place: z.object({ id, name: z.string(), kind: z.string() }).nullable(), distance: z.number().nullable().describe('Meter ke tempat itu'),
  trust: z.number(), class: z.enum(['A', 'B', 'C', 'D']), reasons: z.array(reason), selfie: z.boolean().describe('Swafoto diminta, dikirim sesudah ini'),
});
export type CheckInAnswer = z.infer<typeof answer>;

export const checkInOperations = {
  checkIn: operation({
    method: 'POST', path: '/kehadiran/absen', permission: OWN, remembered: true, summary: 'Absen: diterima, diterima dengan catatan, atau ditolak dengan sebabnya',
    description: 'Jawaban datang sesudah absen tersimpan di cakram. `id` (UUIDv7) dibuat perangkat: isi yang sama dua kali mendapat jawaban yang sama, isi lain ditolak. Instansi dan orangnya menurut sesi. 503 dengan Retry-After: simpan di HP, lalu kirim lagi sesudah jeda acak. Di luar area atau tanpa posisi: kirim lagi dengan `note`.',
    input: checkInBody.extend({ id, device: id.optional().describe('Pengenal HP di Pendopo'), at: z.string().max(40).optional().describe('Jam perangkat; yang dihitung jam server') }), output: answer,
  }),
} satisfies Operations;

export const checkInPermissions: PermissionTable = { [OWN]: { title: 'Absen dan melihat absen sendiri', duties: ['*'] } };

export const checkInRefusals: RefusalTable = {
  'attendance.outside-fence': { status: 422, sentence: (d) => `Anda sekitar ${Number(d.metres).toLocaleString('id-ID')} m dari ${String(d.place)}; absen diterima dalam ${String(d.radius)} m. Mendekatlah, pakai kode pintu, atau kirim dengan alasan: diterima dengan catatan.` },
  'attendance.no-position': { status: 422, sentence: 'HP tidak memberi posisi. Nyalakan lokasi, pakai kode pintu, atau kirim dengan alasan: diterima dengan catatan.' },
  'attendance.door-code-wrong': { status: 422, sentence: 'Kode pintu tidak cocok atau sudah berganti. Baca lagi kode yang sekarang tampil.' },
  'attendance.id-reused': { status: 409, sentence: 'Pengenal absen ini sudah dipakai untuk isi yang lain, jadi tidak disimpan. Muat ulang, lalu absen lagi.' },
  'attendance.no-person': { status: 403, sentence: 'Absen dilakukan orang yang memangku jabatan, dengan sesinya sendiri.' },
  'attendance.too-often': { status: 429, sentence: 'Terlalu banyak absen dalam satu menit. Yang sudah diterima tetap tersimpan; tunggu satu menit.' },
  'attendance.full': { status: 503, sentence: 'Sedang sangat banyak yang absen. Absen Anda tersimpan di HP dan dikirim lagi sebentar lagi.' },
};
