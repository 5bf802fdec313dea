import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations } from '../../../platform/operation.ts';
import { signingSecret } from '../../issuance/contract.ts';

const REVIEW = 'attendance.review';
const id = z.uuid().toLowerCase();
const moment = z.iso.datetime();

const summary = z.object({ id, checkIns: z.number(), words: z.string(), madeAt: moment, number: z.string().nullable(), signedAt: moment.nullable() });
export type StatementEntry = z.infer<typeof summary>;
const statement = summary.extend({
  zone: z.string(), maySign: z.boolean().describe('Dibuat dari jabatan yang sedang Anda pakai, dan belum ditandatangani'), paper: z.object({ number: z.string(), stateText: z.string(), url: z.string().nullable() }).nullable(),
  lines: z.array(z.object({ id, name: z.string(), title: z.string(), direction: z.string(), at: moment, receivedAt: moment, decided: z.boolean().describe('Sudah diputuskan') })),
});

/** The unit head's statement for check-ins that came in after the window (reference of attendance, section 9). */
export const statementOperations = {
  makeStatement: operation({
    method: 'POST', path: '/kehadiran/pernyataan', permission: REVIEW, status: 201, summary: 'Siapkan surat pernyataan untuk absen bawahan yang sampai sesudah batas waktu', description: 'Banyak absen dalam satu surat. Absennya diterima begitu surat ditandatangani; sebelum itu tetap menunggu. Pengenal yang sama dua kali tetap satu surat.',
    input: z.object({ id, ids: z.array(id).min(1, 'Pilih paling sedikit satu absen.').max(100, 'Paling banyak 100 dalam satu surat.'), words: z.string().trim().min(10, 'Tulis sebabnya, misalnya: jaringan putus sejak Senin.').max(500, 'Paling banyak 500 huruf.') }), output: z.object({ id }),
  }),
  listStatements: operation({ method: 'GET', path: '/kehadiran/pernyataan', permission: REVIEW, summary: 'Surat pernyataan dari jabatan yang sedang Anda pakai', input: z.object({}), output: z.object({ items: z.array(summary) }) }),
  getStatement: operation({ method: 'GET', path: '/kehadiran/pernyataan/{id}', permission: REVIEW, summary: 'Satu surat pernyataan dan absen di dalamnya', input: z.object({ id }), output: statement }),
  signStatement: operation({
    method: 'POST', path: '/kehadiran/pernyataan/{id}/tanda-tangan', permission: REVIEW, summary: 'Beri nomor dan tanda tangani surat pernyataan; memerlukan faktor kedua', description: 'Jabatan yang bertanda tangan basah mendapat cetakannya; absennya diterima sesudah pindaiannya diunggah.',
    input: z.object({ id, secret: signingSecret.optional() }), output: z.object({ outcome: z.string(), number: z.string().nullable() }),
  }),
} satisfies Operations;

export const statementRefusals: RefusalTable = {
  'attendance.needs-statement': { status: 422, sentence: 'Di antaranya ada absen yang sampai sesudah batas waktu. Yang itu diterima dengan surat pernyataan: centang, tulis sebabnya, lalu pilih Buat pernyataan.' },
  'attendance.not-late': { status: 422, sentence: 'Surat pernyataan hanya untuk absen yang sampai sesudah batas waktu dan belum diputuskan. Lepas centang yang lain; putuskan yang itu langsung.' },
  'attendance.statement-unknown': { status: 404, sentence: 'Surat pernyataan ini tidak ada, atau bukan dari jabatan yang sedang Anda pakai.' },
  'attendance.statement-own': { status: 403, sentence: 'Di surat ini ada absen Anda sendiri. Tunggu pejabat yang membuatnya; atasan tetap yang menandatanganinya.' },
  'attendance.statement-signed': { status: 409, sentence: 'Surat pernyataan ini sudah ditandatangani.' },
};
