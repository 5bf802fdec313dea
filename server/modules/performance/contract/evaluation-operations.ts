import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { signingSecret } from '../../issuance/contract.ts';
import { OWN } from './permissions.ts';
import { day, id, line, maybe, occasion, period, rating, realisation, value, version } from './shapes.ts';

const done = z.object({ version: z.number() });
const at = { plan: id, period, version };

export const evaluationOperations = {
  saveRealisations: operation({ method: 'PUT', path: '/skp/{plan}/evaluasi/{period}', permission: OWN, summary: 'Simpan realisasi dan bukti satu periode', input: z.object({ ...at, realisations: z.array(realisation).max(500) }), output: done }),
  reportResults: operation({ method: 'POST', path: '/skp/{plan}/evaluasi/{period}/laporkan', permission: OWN, summary: 'Laporkan realisasi kepada atasan untuk dinilai', input: z.object({ ...at, realisations: z.array(realisation).max(500).optional() }), output: done }),
  rate: operation({
    method: 'POST', path: '/skp/{plan}/evaluasi/{period}/nilai', permission: OWN, summary: 'Nilai hasil kerja dan perilaku bawahan; predikat mengikuti sembilan kotak',
    description: 'Hasil kerja kepala unit mengikuti predikat unitnya; isian `hasil` tidak dipakai.',
    input: z.object({ ...at, hasil: rating.optional(), perilaku: rating, values: z.partialRecord(value, rating).default({}), note: maybe(1000) }), output: done.extend({ predicate: z.string() }),
  }),
  acceptRating: operation({ method: 'POST', path: '/skp/{plan}/evaluasi/{period}/terima', permission: OWN, summary: 'Terima penilaian; menjadi final', input: z.object(at), output: done }),
  objectToRating: operation({ method: 'POST', path: '/skp/{plan}/evaluasi/{period}/keberatan', permission: OWN, summary: 'Ajukan keberatan atas penilaian', input: z.object({ ...at, reason: line(10, 1500, 'Tulis alasannya, paling sedikit sepuluh huruf.') }), output: done }),
  answerObjection: operation({
    method: 'POST', path: '/skp/{plan}/evaluasi/{period}/jawab', permission: OWN, summary: 'Putuskan keberatan: penilaian tetap atau diubah; menjadi final',
    input: z.object({ ...at, hasil: rating.optional().describe('Kosong bagi kepala unit: mengikuti predikat unitnya'), perilaku: rating, reason: line(10, 1500, 'Tulis pertimbangannya, paling sedikit sepuluh huruf.') }), output: done.extend({ predicate: z.string() }),
  }),
  signEvaluation: operation({
    method: 'POST', path: '/skp/{plan}/evaluasi/{period}/tanda-tangan', permission: OWN, summary: 'Tanda tangani dokumen evaluasi kinerja yang final; memerlukan faktor kedua', input: z.object({ plan: id, period, secret: signingSecret.optional() }), output: z.object({ outcome: z.string(), number: z.string().optional() }),
  }),
  writeDialogue: operation({
    method: 'POST', path: '/skp/{plan}/dialog', permission: OWN, status: 201, summary: 'Catat dialog kinerja; pihak lain diminta mengonfirmasi',
    input: z.object({ plan: id, id: id.optional(), day, occasion, notes: line(10, 3000, 'Tulis isi pembicaraannya, paling sedikit sepuluh huruf.'), followUp: maybe(1000) }), output: z.object({ id }),
  }),
  confirmDialogue: operation({ method: 'POST', path: '/skp/{plan}/dialog/{id}/konfirmasi', permission: OWN, summary: 'Konfirmasi catatan dialog kinerja', input: z.object({ plan: id, id, version }), output: done }),
  changeDialogue: operation({ method: 'PUT', path: '/skp/{plan}/dialog/{id}', permission: OWN, summary: 'Perbaiki catatan dialog; konfirmasi pihak lain gugur', input: z.object({ plan: id, id, version, notes: line(10, 3000, 'Tulis isi pembicaraannya, paling sedikit sepuluh huruf.'), followUp: maybe(1000) }), output: done }),
  giveFeedback: operation({
    method: 'POST', path: '/skp/{plan}/umpan-balik', permission: OWN, status: 201, summary: 'Beri umpan balik atas satu hasil kerja atau satu nilai BerAKHLAK',
    input: z.object({ plan: id, about: z.union([z.object({ result: id }), z.object({ value })]), words: line(5, 1000, 'Tulis umpan baliknya, paling sedikit lima huruf.') }), output: z.object({ id }),
  }),
  nominateReviewers: operation({
    method: 'POST', path: '/skp/{plan}/penilai-360', permission: OWN, summary: 'Minta penilaian perilaku dari rekan dan bawahan; jawaban tidak disebut namanya kepada yang dinilai',
    input: z.object({ plan: id, period, people: z.array(z.object({ person: id, relation: z.enum(['rekan', 'bawahan']) })).min(1, 'Pilih paling sedikit satu orang.').max(20) }), output: z.object({ asked: z.number() }),
  }),
  closeReviews: operation({
    method: 'POST', path: '/skp/{plan}/penilai-360/tutup', permission: OWN, summary: 'Tutup penilaian 360° satu masa: yang belum menjawab tidak ditunggu lagi, hasil gabungannya tampil bila jawabannya cukup',
    input: z.object({ plan: id, period }), output: z.object({ answered: z.number(), shown: z.boolean() }),
  }),
  getReview: operation({ method: 'GET', path: '/skp/penilaian-360/{id}', permission: OWN, summary: 'Permintaan menilai perilaku rekan atau atasan', input: z.object({ id }), output: z.object({ id, name: z.string(), title: z.string(), period, answered: z.boolean(), closed: z.boolean() }) }),
  answerReview: operation({
    method: 'POST', path: '/skp/penilaian-360/{id}', permission: OWN, summary: 'Nilai perilaku; yang dinilai hanya melihat hasil gabungan', input: z.object({ id, ratings: z.record(value, rating), words: maybe(1000) }), output: z.object({ id }),
  }),
};
