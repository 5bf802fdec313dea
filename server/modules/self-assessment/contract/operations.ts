import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { outcomeCopy, phasePlan } from './exchange.ts';
import { boardRow, campaignSummary, day, evidenceKind, evidenceRow, id, indicatorNumber, lack, letter, may, mode, remarkRow, scored, seq, state, step } from './shapes.ts';

export const VIEW = 'self-assessment.view';
export const ANSWER = 'self-assessment.answer';
export const APPROVE = 'self-assessment.approve';
export const ARRANGE = 'self-assessment.arrange';
export const SUBMIT = 'self-assessment.submit';

const words = (max: number) => z.string().trim().max(max, `Paling panjang ${max.toLocaleString('id-ID')} huruf.`);
const at = { id, number: indicatorNumber };
const one = '/penilaian/{id}/indikator/{number}';
const done = z.object({ state, seq });

export const campaignOperations = {
  listCampaigns: operation({
    method: 'GET', path: '/penilaian', permission: VIEW, summary: 'Penilaian instansi ini: tahap, sisa hari, kemajuan, dan tugas saya',
    input: z.object({}),
    output: z.object({ items: z.array(campaignSummary), instruments: z.array(z.object({ id: z.string(), name: z.string(), validTo: z.string().nullable() })).describe('Yang dapat dibuka sendiri'), may, today: z.string() }),
  }),
  openCampaign: operation({
    method: 'POST', path: '/penilaian', permission: ARRANGE, summary: 'Membuka penilaian internal instansi sendiri', status: 201, idempotent: true,
    input: z.object({
      title: z.string().trim().min(5, 'Tulis nama penilaiannya, paling sedikit 5 huruf.').max(150), year: z.coerce.number({ error: 'Tulis tahunnya, misalnya 2026.' }).int().min(2000, 'Tahun mulai 2000.').max(2199, 'Tahun paling akhir 2199.'), mode,
      instrument: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/, 'Pilih instrumen dari daftar.'),
      phases: z.array(z.object({ phase: phasePlan.element.shape.phase, from: day, to: day })).min(1, 'Isi paling sedikit tahap penilaian mandiri.').max(8),
    }),
    output: z.object({ id }),
  }),
  getBoard: operation({
    method: 'GET', path: '/penilaian/{id}', permission: VIEW, summary: 'Papan satu penilaian: indikator, kekurangan, indeks saat ini, dan yang paling menaikkan',
    input: z.object({
      id, group: z.string().max(40).optional().describe('"domain:2" atau "aspect:7"'), assignee: z.union([z.enum(['me', 'nobody']), id]).optional(), state: state.optional(), only: z.enum(['problems', 'questions']).optional(),
    }),
    output: z.object({
      campaign: campaignSummary, may, scored, rows: z.array(boardRow), matching: z.number(), team: z.array(z.object({ account: id, name: z.string(), title: z.string(), unit: z.string(), indicators: z.number() })),
      lifts: z.array(step).describe('Langkah berikut yang paling menaikkan per kriteria yang kurang'),
      window: z.object({ answering: z.boolean(), adding: z.boolean(), sentence: z.string().describe('Mengapa belum atau tidak lagi dapat diisi; kosong bila dapat') }),
      toSubmit: z.object({ open: z.boolean(), lacking: z.number() }).describe('Indikator yang belum disetujui'), submissions: z.array(z.object({ no: z.number(), at: z.string(), by: z.string(), sha256: z.string(), receivedAt: z.string().nullable(), intact: z.boolean().nullable().describe('Salinan penyelenggara sama dengan yang dikirim; null sebelum ada tanda terimanya') })),
      bands: z.array(z.object({ label: z.string(), from: z.string() })), outcome: outcomeCopy.nullable(),
    }),
  }),
  getPath: operation({
    method: 'GET', path: '/penilaian/{id}/jalan', permission: VIEW, summary: 'Jalan termurah ke suatu indeks: langkah, kriteria yang kurang, dan pemegang bukti yang belum ada',
    input: z.object({ id, target: z.string().trim().regex(/^\d{1,3}([.,]\d{1,4})?$/, 'Tulis sasaran seperti 3,50.') }),
    output: z.object({ campaign: campaignSummary, now: scored, target: z.string(), reached: z.boolean(), steps: z.array(step), after: z.string(), afterExact: z.string(), predicate: z.string(), missing: z.number(), byUnit: z.array(z.object({ unit: z.string().nullable(), papers: z.number(), steps: z.number() })) }),
  }),
  assign: operation({
    method: 'POST', path: '/penilaian/{id}/petugas', permission: ARRANGE, summary: 'Membagi indikator kepada rekan tim; rekan itu diberi tahu',
    input: z.object({ id, numbers: z.array(indicatorNumber).max(400).default([]), group: z.string().max(40).optional().describe('Semua indikator di bawah "aspect:2"'), account: id.nullable().describe('Kosong: tidak lagi ditugaskan') }),
    output: z.object({ changed: z.number() }),
  }),
  submit: operation({
    method: 'POST', path: '/penilaian/{id}/kirim', permission: SUBMIT, summary: 'Mengirim jawaban yang sudah disetujui; tersegel dan bernomor', status: 201, idempotent: true,
    input: z.object({ id }), output: z.object({ id, no: z.number(), sha256: z.string() }),
  }),
};

export const answerOperations = {
  getIndicator: operation({
    method: 'GET', path: one, permission: VIEW, summary: 'Satu indikator: kriteria, jawaban, bukti, catatan, dan tahun lalu',
    input: z.object(at),
    output: z.object({
      campaign: campaignSummary, number: z.string(), name: z.string(), place: z.array(z.object({ tier: z.string(), number: z.string(), name: z.string() })), weight: z.string(), note: z.string().nullable(), asks: z.string().nullable(),
      external: z.object({ by: z.string(), score: z.string() }).nullable(), free: z.boolean().describe('Angka bebas, bukan tingkat'), scale: z.object({ min: z.string(), max: z.string() }),
      levels: z.array(z.object({
        level: z.number(), name: z.string(), meaning: z.string(), toFill: z.string().nullable(), criteria: z.array(z.object({ key: z.string(), text: z.string(), met: z.boolean() })),
        papers: z.array(z.object({ letter, text: z.string(), main: z.boolean(), maxAgeMonths: z.number().nullable(), monthsAfterReview: z.number().nullable() })), evidence: z.array(evidenceRow),
      })),
      answer: z.object({ level: z.string().nullable(), state, seq, asks: z.string(), fakta: z.string(), analisis: z.string(), assignee: z.object({ account: id, name: z.string() }).nullable(), unit: z.string().nullable(), changedAt: z.string().nullable() }),
      reachable: z.string().nullable().describe('Tingkat yang didukung kriteria (atau bukti utama) saat ini'),
      lacks: z.array(lack), remarks: z.array(remarkRow), before: z.object({ year: z.number(), level: z.string(), text: z.string() }).nullable(),
      may: z.object({ answer: z.boolean(), add: z.boolean(), ready: z.boolean(), approve: z.boolean(), sendBack: z.boolean() }), sentence: z.string(), previous: z.string().nullable(), next: z.string().nullable(),
    }),
  }),
  answer: operation({
    method: 'PUT', path: one, permission: ANSWER, summary: 'Menyimpan tingkat, kriteria yang terpenuhi, Fakta, dan Analisis',
    input: z.object({ ...at, seq, level: words(20).default(''), met: z.array(z.string().regex(/^\d{1,2}\.[a-z]$/, 'Kriteria tidak dikenal.')).max(60).default([]), asks: words(200).default(''), fakta: words(8000).default(''), analisis: words(8000).default('') }),
    output: done,
  }),
  markReady: operation({ method: 'POST', path: `${one}/siap`, permission: ANSWER, summary: 'Menandai jawaban siap diperiksa Penanggung Jawab', input: z.object({ ...at, seq }), output: done }),
  approve: operation({
    method: 'POST', path: '/penilaian/{id}/setujui', permission: APPROVE, summary: 'Menyetujui jawaban yang siap diperiksa',
    input: z.object({ id, items: z.array(z.object({ number: indicatorNumber, seq })).min(1, 'Pilih paling sedikit satu indikator.').max(400) }),
    output: z.object({ approved: z.number(), refused: z.array(z.object({ number: z.string(), message: z.string() })) }),
  }),
  sendBack: operation({
    method: 'POST', path: `${one}/kembalikan`, permission: APPROVE, summary: 'Mengembalikan jawaban dengan alasan',
    input: z.object({ ...at, seq, reason: words(1000).min(5, 'Tulis apa yang perlu diperbaiki.') }), output: done,
  }),
  comment: operation({ method: 'POST', path: `${one}/komentar`, permission: VIEW, summary: 'Menulis komentar untuk rekan tim', status: 201, input: z.object({ ...at, text: words(2000).min(2, 'Tulis komentarnya.') }), output: z.object({ id }) }),
  reply: operation({
    method: 'POST', path: '/penilaian/{id}/pertanyaan/{question}/jawaban', permission: ANSWER, summary: 'Menjawab pertanyaan asesor', status: 201,
    input: z.object({ id, question: id, text: words(4000).min(2, 'Tulis jawabannya.') }), output: z.object({ id }),
  }),
};

export const evidenceOperations = {
  attachEvidence: operation({
    method: 'POST', path: `${one}/bukti`, permission: ANSWER, summary: 'Menambah bukti: berkas yang sudah diunggah, tautan https, atau rekaman platform ini', status: 201,
    input: z.object({
      ...at, level: z.coerce.number({ error: 'Pilih tingkatnya.' }).int().min(0).max(99), letter: letter.nullish(), kind: evidenceKind, title: words(150).default(''), where: words(200).default('').describe('Pasal atau halaman'),
      documentDate: day.nullish(), replaces: id.nullish().describe('Bukti yang digantikan; menjadi versi berikutnya'), upload: id.nullish(), url: z.string().trim().max(1000).nullish(), record: z.object({ module: z.string().max(40), id: z.string().max(120) }).nullish(),
    }),
    output: z.object({ id, version: z.number() }),
  }),
  dropEvidence: operation({ method: 'DELETE', path: '/penilaian/{id}/bukti/{evidence}', permission: ANSWER, summary: 'Menghapus bukti yang belum terkirim', input: z.object({ id, evidence: id }), output: z.object({ number: z.string() }) }),
  searchRecords: operation({
    method: 'GET', path: '/penilaian-rekaman', permission: ANSWER, summary: 'Mencari rekaman platform yang dapat menjadi bukti',
    input: z.object({ query: z.string().trim().max(100).default('') }),
    output: z.object({ items: z.array(z.object({ module: z.string(), id: z.string(), title: z.string(), path: z.string(), kind: z.string() })) }),
  }),
};
