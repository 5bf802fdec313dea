import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { operation } from '../../../platform/operation.ts';
import { signingSecret } from '../../issuance/contract.ts';
import { dayWords } from '../../self-assessment/contract.ts';

const id = z.uuid('Pengenal tidak benar.');
const day = z.string('Tulis tanggal yang ada di kalender.').refine(isCalendarDay, 'Tulis tanggal yang ada di kalender.');
const number = z.string().trim().max(10);
const long = (max: number) => z.string().trim().max(max, `Paling panjang ${max.toLocaleString('id-ID')} huruf.`);

export const CONCLUDE = 'evaluation.conclude';
export const DECIDE = 'evaluation.decide';

const finding = z.object({ number, text: long(2000) });
const shownFinding = finding.extend({ name: z.string(), level: z.string(), kept: z.boolean().describe('Dipakai; yang belum disimpan diusulkan dari tingkatnya') });
const recommendation = z.object({ id: id.optional().describe('Yang sudah ada'), number: number.default(''), text: long(2000), addressee: long(200), due: z.union([z.literal(''), day]).default('') });

export const objectionRow = z.object({
  id, number: z.string(), name: z.string(), text: z.string(), by: z.string(), at: z.string(), files: z.array(z.object({ name: z.string(), url: z.string(), intact: z.boolean() })),
  level: z.string().describe('Tingkat sekarang'), accepted: z.boolean().nullable(), answer: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable(), answeredBy: z.string().nullable(), answeredAt: z.string().nullable(),
});
const decisionRow = z.object({
  id, no: z.number(), state: z.enum(['provisional', 'final']), index: z.string(), predicate: z.string(), at: z.string(), by: z.string(), reason: z.string(), reportNumber: z.string().nullable(),
  reportState: z.enum(['wanted', 'awaiting-scan', 'signed', 'failed']), failure: z.string().nullable(), url: z.string().nullable(), document: id.nullable(), toldAt: z.string().nullable(),
});

export const conclusion = z.object({
  participant: z.object({ id, name: z.string() }), campaign: z.object({ id, title: z.string(), year: z.number(), mode: z.enum(['pemantauan', 'evaluasi']), phase: z.string() }),
  result: z.object({ index: z.string(), exact: z.string(), predicate: z.string(), parts: z.array(z.object({ key: z.string(), tier: z.string(), number: z.string(), name: z.string(), value: z.string() })) }).nullable().describe('Kosong selama belum semua indikator bernilai'),
  indicators: z.number(), valued: z.number(), unreviewed: z.number(),
  strengths: z.array(shownFinding), weaknesses: z.array(shownFinding), summary: z.string(), recommendations: z.array(z.object({ id, number: z.string(), text: z.string(), addressee: z.string(), due: z.string() })),
  seq: z.number(), savedBy: z.string().nullable(), savedAt: z.string().nullable(), next: z.enum(['provisional', 'final']).nullable(), sentence: z.string().describe('Mengapa belum dapat ditetapkan; kosong bila dapat'),
  objections: z.array(objectionRow), decisions: z.array(decisionRow), published: z.boolean(), may: z.object({ edit: z.boolean(), decide: z.boolean() }),
});
export type Conclusion = z.infer<typeof conclusion>;

export const resultRow = z.object({
  id, name: z.string(), valued: z.number(), index: z.string().nullable(), predicate: z.string().nullable(), concluded: z.boolean(), consent: z.boolean().nullable(), objections: z.number(), openObjections: z.number(),
  decision: z.enum(['provisional', 'final']).nullable(), reportState: z.enum(['wanted', 'awaiting-scan', 'signed', 'failed']).nullable(),
});

export const decideOperations = {
  getConclusion: operation({
    method: 'GET', path: '/evaluasi/peserta/{participant}/kesimpulan', permission: CONCLUDE, summary: 'Hasil satu instansi: nilai, kekuatan, kelemahan, rekomendasi, penetapan, dan sanggahan',
    input: z.object({ participant: id }), output: conclusion,
  }),
  saveConclusion: operation({
    method: 'PUT', path: '/evaluasi/peserta/{participant}/kesimpulan', permission: CONCLUDE, summary: 'Menyimpan kekuatan, kelemahan, dan rekomendasi',
    input: z.object({
      participant: id, seq: z.coerce.number().int().min(0), summary: long(6000).default(''), strengths: z.array(finding).max(400).default([]), weaknesses: z.array(finding).max(400).default([]), recommendations: z.array(recommendation).max(50, 'Paling banyak 50 butir.').default([]),
    }),
    output: z.object({ seq: z.number() }),
  }),
  results: operation({
    method: 'GET', path: '/evaluasi/{id}/hasil', permission: 'evaluation.organise', summary: 'Hasil semua peserta: indeks, predikat, penetapan, sanggahan, persetujuan publikasi',
    input: z.object({ id, only: z.enum(['all', 'ready', 'provisional', 'final', 'objections']).default('all'), query: z.string().trim().max(100).default(''), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(700).default(50) }),
    output: z.object({
      campaign: z.object({ id, title: z.string(), year: z.number() }), rows: z.array(resultRow), matching: z.number(), next: z.number().nullable(),
      counts: z.object({ all: z.number(), ready: z.number(), provisional: z.number(), final: z.number(), objections: z.number() }), byPredicate: z.array(z.object({ predicate: z.string(), count: z.number() })), average: z.string(),
      publications: z.array(z.object({ no: z.number(), at: z.string(), by: z.string(), shown: z.number(), withheld: z.number(), reason: z.string() })), mayPublish: z.boolean(), sentence: z.string().describe('Mengapa belum dapat diterbitkan'),
    }),
  }),
  decide: operation({
    method: 'POST', path: '/evaluasi/peserta/{participant}/tetapkan', permission: DECIDE, summary: 'Menetapkan hasil sementara atau akhir; laporan ditandatangani dan instansi diberi tahu', status: 201, idempotent: 'in-steps',
    input: z.object({ participant: id, secret: signingSecret.optional() }), output: z.object({ decision: id, state: z.enum(['provisional', 'final']), report: z.enum(['wanted', 'awaiting-scan', 'signed', 'failed']), sentence: z.string() }),
  }),
  signReport: operation({
    method: 'POST', path: '/evaluasi/penetapan/{decision}/laporan', permission: DECIDE, summary: 'Mengulangi pembuatan dan penandatanganan laporan yang belum jadi',
    input: z.object({ decision: id, secret: signingSecret.optional() }), output: z.object({ report: z.enum(['wanted', 'awaiting-scan', 'signed', 'failed']), sentence: z.string() }),
  }),
  answerObjection: operation({
    method: 'POST', path: '/evaluasi/sanggahan/{objection}/jawab', permission: DECIDE, summary: 'Menjawab sanggahan: diterima dengan tingkat baru, atau ditolak dengan alasan',
    input: z.object({ objection: id, accepted: z.union([z.boolean(), z.stringbool()]), level: z.string().trim().max(20).default(''), text: z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(4000) }),
    output: z.object({ index: z.string().nullable() }),
  }),
  recordConsent: operation({
    method: 'POST', path: '/evaluasi/peserta/{participant}/persetujuan', permission: DECIDE, summary: 'Mencatat persetujuan publikasi instansi yang menyerahkan berkasnya secara luring',
    input: z.object({ participant: id, given: z.union([z.boolean(), z.stringbool()]), basis: z.string().trim().min(5, 'Tulis dasarnya, misalnya nomor dan tanggal suratnya.').max(300) }), output: z.object({}),
  }),
  publish: operation({
    method: 'POST', path: '/evaluasi/{id}/terbitkan', permission: DECIDE, summary: 'Menayangkan hasil akhir instansi yang menyetujui publikasi; sesudah itu tidak berubah', status: 201, idempotent: true,
    input: z.object({ id }), output: z.object({ shown: z.number(), withheld: z.number() }),
  }),
  correct: operation({
    method: 'POST', path: '/evaluasi/peserta/{participant}/koreksi', permission: DECIDE, summary: 'Mengoreksi hasil yang sudah terbit: penetapan baru, dan kumpulan hasil baru menggantikan yang lama', status: 201, idempotent: 'in-steps',
    input: z.object({ participant: id, number, level: z.string().trim().min(1, 'Tulis tingkatnya.').max(20), reason: z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(2000), secret: signingSecret.optional() }),
    output: z.object({ decision: id, index: z.string() }),
  }),
};

export const decidePermissions = {
  'evaluation.conclude': { title: 'Menulis kekuatan, kelemahan, dan rekomendasi instansi yang dinilai', duties: ['assessor', 'assessment-reviewer', 'assessment-organiser'] },
  'evaluation.decide': { title: 'Menetapkan, menjawab sanggahan, dan menerbitkan hasil penilaian', duties: ['assessment-organiser'] },
};

const text = (value: unknown): string => String(value ?? '');
export const decideRefusals = {
  'evaluation.decide-early': { status: 409, sentence: (d: Record<string, unknown>) => `Hasil ditetapkan mulai ${dayWords(d['from'])}, saat tahap reviu dan penetapan.` },
  'evaluation.decide-incomplete': { status: 409, sentence: (d: Record<string, unknown>) => `Belum dapat ditetapkan: ${text(d['missing'])} indikator belum bernilai.` },
  'evaluation.decide-unreviewed': { status: 409, sentence: (d: Record<string, unknown>) => `Belum dapat ditetapkan: ${text(d['count'])} indikator belum dinyatakan valid oleh tim reviu.` },
  'evaluation.decide-no-recommendation': { status: 409, sentence: 'Belum dapat ditetapkan: rekomendasi umum belum ditulis.' },
  'evaluation.decide-objection-over': { status: 409, sentence: (d: Record<string, unknown>) => `Masa sanggah berakhir ${dayWords(d['to'])} sebelum hasil sementara disampaikan. Perpanjang masa sanggah dahulu.` },
  'evaluation.decide-objections': { status: 409, sentence: (d: Record<string, unknown>) => `Belum dapat ditetapkan: ${text(d['count'])} sanggahan belum dijawab.` },
  'evaluation.decided-published': { status: 409, sentence: 'Hasil ini sudah terbit dan tidak berubah lagi. Buat koreksi bila perlu.' },
  'evaluation.decided-already': { status: 409, sentence: 'Hasil akhir sudah ditetapkan.' },
  'evaluation.conclusion-changed': { status: 409, sentence: 'Rekan Anda baru saja menyimpan halaman ini. Muat ulang, lalu simpan lagi; tulisan Anda masih ada di formulir.' },
  'evaluation.conclusion-closed': { status: 409, sentence: 'Hasil akhir sudah ditetapkan, jadi kesimpulan tidak berubah lagi.' },
  'evaluation.unknown-finding': { status: 422, sentence: (d: Record<string, unknown>) => `Indikator ${text(d['number'])} tidak ada pada instrumen ini.` },
  'evaluation.recommendation-incomplete': { status: 422, sentence: 'Tiap rekomendasi memerlukan isi dan kepada siapa ditujukan.' },
  'evaluation.unknown-decision': { status: 404, sentence: 'Penetapan ini tidak ada. Buka dari halaman hasil instansinya.' },
  'evaluation.unknown-objection': { status: 404, sentence: 'Sanggahan ini tidak ada. Muat ulang halaman.' },
  'evaluation.objection-answered': { status: 409, sentence: 'Sanggahan ini sudah dijawab. Muat ulang untuk membacanya.' },
  'evaluation.objection-level': { status: 422, sentence: (d: Record<string, unknown>) => text(d['sentence']) },
  'evaluation.publish-early': { status: 409, sentence: (d: Record<string, unknown>) => `Hasil terbit mulai ${dayWords(d['from'])}, sesudah masa sanggah.` },
  'evaluation.publish-nothing': { status: 409, sentence: 'Belum ada hasil akhir yang boleh ditayangkan: tetapkan hasil akhir, dan pastikan instansinya menyetujui publikasi.' },
  'evaluation.publish-again': { status: 409, sentence: 'Tidak ada hasil akhir baru sejak penerbitan terakhir.' },
  'evaluation.not-published': { status: 409, sentence: 'Hasil ini belum terbit. Ubah lewat penilaian atau sanggahan, bukan koreksi.' },
};
