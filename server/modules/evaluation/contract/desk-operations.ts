import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { operation } from '../../../platform/operation.ts';
import { MARKS } from './assess-words.ts';
import { calibrationRow, deskCampaign, deskIndicator, deskInstitution, deskRole, deskStop, disputeRow, sheetRow, shownEvidence, shownMark, shownQuestion, shownStage, shownVerdict } from './desk-shapes.ts';

const DESK = 'evaluation.desk';
const ASSESS = 'evaluation.assess';

const id = z.uuid('Pengenal tidak benar.');
const number = z.string().regex(/^[0-9a-z][0-9a-z.]{0,9}$/, 'Nomor indikator tidak benar.');
const seen = z.string().max(200).describe('Keadaan yang Anda baca');
const text = (max: number) => z.string().max(max, `Paling panjang ${max.toLocaleString('id-ID')} huruf.`);
const words = text(10_000).default('');
const where = { participant: id, number };

export const deskOperations = {
  desk: operation({
    method: 'GET', path: '/evaluasi/meja', permission: DESK, summary: 'Meja asesor: instansi yang ditugaskan kepada Anda dan sampai mana',
    input: z.object({}), output: z.object({ campaigns: z.array(deskCampaign.extend({ institutions: z.array(deskInstitution) })) }),
  }),
  calibrate: operation({
    method: 'GET', path: '/evaluasi/meja/kalibrasi', permission: DESK, summary: 'Satu indikator pada semua instansi Anda berdampingan, yang paling menyimpang lebih dahulu',
    input: z.object({ campaign: id.optional(), number: number.optional(), level: text(10).optional(), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    output: z.object({
      campaigns: z.array(z.object({ id, title: z.string() })), campaign: deskCampaign.nullable(), indicators: z.array(z.object({ number: z.string(), name: z.string() })), number: z.string().nullable(),
      middle: z.string().nullable().describe('Nilai tengah'), levels: z.array(z.object({ level: z.string(), count: z.number() })), rows: z.array(calibrationRow), matching: z.number(), next: z.number().nullable(),
    }),
  }),
  disputes: operation({
    method: 'GET', path: '/evaluasi/meja/beda', permission: DESK, summary: 'Indikator yang dinilai berbeda oleh kedua asesor; bagi penyelenggara seluruh putaran',
    input: z.object({ campaign: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    output: z.object({ campaigns: z.array(z.object({ id, title: z.string() })), campaign: deskCampaign.nullable(), rows: z.array(disputeRow), total: z.number(), maySettle: z.boolean(), hidden: z.boolean().describe('Pada fase ini asesor belum saling melihat'), choices: z.array(z.string()) }),
  }),
  sheet: operation({
    method: 'GET', path: '/evaluasi/meja/{participant}', permission: DESK, summary: 'Semua indikator satu instansi dengan nilai tiap tahap',
    input: z.object({ participant: id }),
    output: z.object({
      campaign: deskCampaign, participant: id, name: z.string(), role: deskRole, submissionNo: z.number().nullable(), stages: z.array(shownStage.shape.stage), rows: z.array(sheetRow),
      counts: z.object({ open: z.number(), disputed: z.number(), valid: z.number(), invalid: z.number() }), mayReview: z.boolean(), mayFinish: z.boolean(), finished: z.boolean(),
      papers: z.array(z.object({ kind: z.string(), name: z.string(), href: z.string() })), index: z.string().nullable().describe('Indeks dari nilai yang berlaku; kosong bila belum semua bernilai'),
    }),
  }),
  atIndicator: operation({
    method: 'GET', path: '/evaluasi/meja/{participant}/{number}', permission: DESK, summary: 'Satu indikator: bukti, kriteria, klaim, siklus lalu, putusan, dan pertanyaan',
    input: z.object(where),
    output: z.object({
      campaign: deskCampaign, participant: id, name: z.string(), role: deskRole, seen, indicator: deskIndicator,
      claim: z.object({ level: z.string(), asks: z.string(), fakta: z.string(), analisis: z.string(), submissionNo: z.number(), submittedAt: z.string(), by: z.string() }).nullable(),
      earlier: z.array(z.object({ no: z.number(), level: z.string() })).describe('Klaim pada kiriman sebelumnya bila berbeda'),
      before: z.object({ year: z.number(), level: z.string(), text: z.string() }).nullable(),
      evidence: z.array(shownEvidence), mine: shownVerdict.nullable().describe('Putusan Anda yang terakhir'), others: z.array(shownVerdict), otherGave: z.boolean().nullable().describe('Asesor lain sudah menilai; null bila hanya satu asesor'),
      stages: z.array(shownStage), disputed: z.boolean(), mark: shownMark.nullable(), questions: z.array(shownQuestion), stops: z.array(deskStop), previous: z.string().nullable(), next: z.string().nullable(),
      may: z.object({ verdict: z.boolean(), why: z.string().nullable(), ask: z.boolean(), settle: z.boolean(), review: z.boolean() }), rejectedAbove: z.array(z.string()),
    }),
  }),
  giveVerdict: operation({
    method: 'POST', path: '/evaluasi/meja/{participant}/{number}/putusan', permission: ASSESS, summary: 'Menerima, menurunkan, atau menaikkan klaim, dengan Fakta, Analisis, dan Justifikasi',
    input: z.object({ ...where, seen, accept: z.union([z.boolean(), z.stringbool()]).default(false).describe('Terima apa adanya'), level: text(20).default(''), statuses: z.record(z.string().max(10), z.string().max(20)).default({}), fakta: words, analisis: words, justifikasi: words }),
    output: z.object({ level: z.string(), state: deskStop.shape.state, rejectedAbove: z.array(z.string()) }),
  }),
  acceptTogether: operation({
    method: 'POST', path: '/evaluasi/meja/{participant}/terima', permission: ASSESS, summary: 'Menerima beberapa klaim apa adanya: kriterianya lengkap dan sudah dibuka satu per satu; semua atau tidak sama sekali',
    input: z.object({ participant: id, numbers: z.array(number).min(1, 'Pilih paling sedikit satu indikator.').max(200) }), output: z.object({ accepted: z.number() }),
  }),
  settleValue: operation({
    method: 'POST', path: '/evaluasi/meja/{participant}/{number}/tetapkan', permission: 'evaluation.organise', summary: 'Penyelenggara menetapkan nilai dengan alasan, misalnya bila kedua asesor berbeda',
    input: z.object({ ...where, seen, level: text(20).default(''), reason: text(2000).trim().min(10, 'Tulis alasannya, paling sedikit 10 huruf.') }), output: z.object({ level: z.string() }),
  }),
  askInstitution: operation({
    method: 'POST', path: '/evaluasi/meja/{participant}/{number}/pertanyaan', permission: ASSESS, summary: 'Bertanya kepada instansi; pertanyaan yang sama (id) hanya terkirim sekali', status: 201,
    input: z.object({ ...where, id, text: text(2000).trim().min(10, 'Tulis pertanyaannya, paling sedikit 10 huruf.'), answerBy: z.union([z.literal(''), z.string('Tanggalnya tidak ada dalam kalender.').refine(isCalendarDay, 'Tanggalnya tidak ada dalam kalender.')]).default('') }), output: z.object({ id }),
  }),
  finishStage: operation({
    method: 'POST', path: '/evaluasi/meja/{participant}/selesai', permission: ASSESS, summary: 'Menyatakan interviu atau visitasi selesai: yang tidak disentuh mewarisi tahap sebelumnya', input: z.object({ participant: id }), output: z.object({ inherited: z.number() }),
  }),
  markReview: operation({
    method: 'POST', path: '/evaluasi/meja/{participant}/reviu', permission: 'evaluation.review', summary: 'Tim Reviu: Valid atau Tidak Valid, satu atau beberapa indikator; semua atau tidak sama sekali',
    input: z.object({ participant: id, mark: z.enum(MARKS, 'Pilih Valid atau Tidak Valid.'), items: z.array(z.object({ number, seen })).min(1, 'Pilih paling sedikit satu indikator.').max(200), text: text(2000).default(''), level: text(20).default('') }),
    output: z.object({ marked: z.number() }),
  }),
};
