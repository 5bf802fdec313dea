import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { id, indicatorNumber } from './shapes.ts';

// What is carried in and out: many files at once, last cycle's answers, the ministry's own portal.

const VIEW = 'self-assessment.view';
const ANSWER = 'self-assessment.answer';

const bulkFile = z.object({
  at: z.number(), name: z.string(), bytes: z.number().nullable(), number: z.string(), indicator: z.string().nullable(), level: z.number().nullable(), letter: z.string().nullable(), title: z.string(), skipped: z.boolean(),
  verdict: z.enum(['clear', 'unclear', 'refused', 'skipped']), reason: z.string().describe('Apa yang belum jelas, atau mengapa berkasnya ditolak'), places: z.array(z.object({ level: z.number(), letter: z.string(), text: z.string() })).describe('Tempat bukti pada indikator itu'),
});
const one = '/penilaian/{id}/unggahan/{bulk}';
const copied = z.object({ at: z.string(), by: z.string() });

export const carryOperations = {
  startBulk: operation({
    method: 'POST', path: '/penilaian/{id}/unggahan', permission: ANSWER, summary: 'Memilah banyak berkas menurut namanya (21.b.Judul.pdf), atau satu ZIP; belum ada yang menjadi bukti', status: 201,
    input: z.object({ id, files: z.array(z.object({ name: z.string().min(1).max(400), bytes: z.union([z.instanceof(Uint8Array), z.base64()]) })).min(1, 'Pilih paling sedikit satu berkas.').max(200, 'Paling banyak 200 berkas sekaligus.') }),
    output: z.object({ bulk: id }),
  }),
  getBulk: operation({
    method: 'GET', path: one, permission: ANSWER, summary: 'Ke mana tiap berkas akan masuk, dan yang belum jelas', input: z.object({ id, bulk: id }),
    output: z.object({ id, bulk: id, campaign: z.string(), taken: z.boolean(), counts: z.object({ clear: z.number(), unclear: z.number(), refused: z.number(), skipped: z.number() }), items: z.array(bulkFile), indicators: z.array(z.object({ number: z.string(), name: z.string() })) }),
  }),
  placeBulk: operation({
    method: 'PUT', path: one, permission: ANSWER, summary: 'Membetulkan tempat berkas',
    input: z.object({ id, bulk: id, items: z.array(z.object({ at: z.coerce.number().int().min(0), number: z.string().trim().max(10), level: z.coerce.number().int().min(0).max(99).nullable(), letter: z.string().trim().toLowerCase().regex(/^[a-z]?$/, 'Satu huruf.'), title: z.string().trim().min(1, 'Beri judul.').max(150), skipped: z.boolean().default(false) })).max(200) }),
    output: z.object({ unclear: z.number() }),
  }),
  takeBulk: operation({ method: 'POST', path: `${one}/ambil`, permission: ANSWER, summary: 'Menjadikan semua berkas bukti: semuanya atau tidak satu pun', input: z.object({ id, bulk: id }), output: z.object({ taken: z.number() }) }),

  previewCopy: operation({
    method: 'GET', path: '/penilaian/{id}/salin', permission: VIEW, summary: 'Jawaban tahun lalu yang dapat disalin, dengan bukti yang harus diperbarui', input: z.object({ id }),
    output: z.object({
      id, campaign: z.string(), from: z.object({ title: z.string(), year: z.number(), instrument: z.string() }).nullable(), sameInstrument: z.boolean(),
      rows: z.array(z.object({
        number: indicatorNumber, name: z.string(), level: z.string(), may: z.boolean().describe('Belum dijawab dan tugas Anda'), why: z.string(), evidence: z.number().describe('Bukti yang ikut disalin'),
        renew: z.array(z.object({ title: z.string(), level: z.number(), letter: z.string().nullable(), why: z.enum(['expired', 'expiring', 'undated', 'gone']), expiresOn: z.string().nullable() })),
      })),
      hints: z.array(z.object({ number: indicatorNumber, name: z.string(), earlier: z.array(z.object({ number: z.string(), name: z.string(), level: z.string() })) })).describe('Padanan edisi lain: hanya petunjuk, tidak disalin'),
    }),
  }),
  copyBefore: operation({
    method: 'POST', path: '/penilaian/{id}/salin', permission: ANSWER, summary: 'Menyalin jawaban dan bukti tahun lalu ke indikator yang belum dijawab',
    input: z.object({ id, numbers: z.array(indicatorNumber).min(1, 'Pilih paling sedikit satu indikator.').max(400) }), output: z.object({ copied: z.number(), evidence: z.number(), renew: z.number() }),
  }),

  getPortal: operation({
    method: 'GET', path: '/penilaian/{id}/portal', permission: VIEW, summary: 'Jawaban siap salin ke portal kementerian, dengan tanda yang sudah disalin',
    input: z.object({ id, only: z.enum(['all', 'open']).default('all') }),
    output: z.object({
      id, campaign: z.string(), instrument: z.string(), counts: z.object({ all: z.number(), copied: z.number() }), may: z.boolean(),
      rows: z.array(z.object({ number: z.string(), name: z.string(), level: z.string().nullable(), fakta: z.string(), analisis: z.string(), files: z.array(z.object({ name: z.string(), href: z.string().nullable() })), digest: z.string(), copied: copied.nullable(), outdated: copied.nullable().describe('Pernah disalin, lalu jawabannya berubah') })),
    }),
  }),
  markPortal: operation({
    method: 'POST', path: '/penilaian/{id}/portal/{number}', permission: ANSWER, summary: 'Menandai satu indikator sudah disalin ke portal, atau belum',
    input: z.object({ id, number: indicatorNumber, digest: z.string().regex(/^[0-9a-f]{64}$/, 'Muat ulang halamannya.'), copied: z.boolean() }), output: z.object({ copied: z.boolean() }),
  }),
  exportPortal: operation({ method: 'GET', path: '/penilaian/{id}/portal/lembar', permission: VIEW, summary: 'Tingkat, Fakta, Analisis, dan nama berkas tiap indikator sebagai XLSX', input: z.object({ id }), output: z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') }) }),
};

export const carryRefusals: RefusalTable = {
  'self-assessment.bulk-unknown': { status: 404, sentence: 'Unggahan ini tidak ada, atau bukan milik Anda. Unggah lagi berkasnya.' },
  'self-assessment.bulk-taken': { status: 409, sentence: 'Berkas unggahan ini sudah menjadi bukti.' },
  'self-assessment.bulk-unclear': { status: 422, sentence: (d) => `Belum ada yang diambil: ${Number(d.count ?? 0)} berkas belum jelas tempatnya. Betulkan, atau tandai tidak diambil.` },
  'self-assessment.bulk-empty': { status: 422, sentence: 'Tidak ada berkas yang dapat diambil. Unggah PDF atau foto.' },
  'self-assessment.bulk-too-many': { status: 422, sentence: 'Paling banyak 200 berkas sekaligus, isi ZIP termasuk. Bagi menjadi beberapa unggahan.' },
  'self-assessment.bulk-zip': { status: 422, sentence: 'Berkas ZIP ini rusak, bersandi, atau isinya terlalu besar. Buka dahulu, lalu unggah berkasnya langsung.' },
  'self-assessment.nothing-before': { status: 422, sentence: 'Tidak ada jawaban tahun lalu pada instrumen yang sama. Isi langsung indikatornya.' },
  'self-assessment.cannot-copy': { status: 422, sentence: (d) => `Indikator ${String(d.numbers ?? '')} tidak dapat disalin: sudah dijawab, atau bukan tugas Anda.` },
  'self-assessment.portal-moved': { status: 409, sentence: 'Jawaban indikator ini berubah sejak halamannya dibuka. Muat ulang, lalu salin lagi.' },
  'self-assessment.portal-large': { status: 422, sentence: 'Seluruh berkas lebih dari 4 GB. Unduh per indikator dari papannya.' },
};
