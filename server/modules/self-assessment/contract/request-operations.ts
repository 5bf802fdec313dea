import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type PermissionTable } from '../../../platform/operation.ts';
import { day, id, indicatorNumber, letter, seq } from './shapes.ts';

/** A paper asked of an agency. */
export const REQUEST_STATES = ['open', 'handed', 'returned', 'accepted', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];
export const requestStateNames: Record<RequestState, string> = { open: 'Menunggu unit', handed: 'Diserahkan', returned: 'Dikembalikan unit', accepted: 'Diterima', withdrawn: 'Dibatalkan' };

const VIEW = 'self-assessment.view';
const ANSWER = 'self-assessment.answer';
const HAND_IN = 'self-assessment.hand-in';

const reason = z.string().trim().min(5, 'Tulis alasannya, paling sedikit 5 huruf.').max(1000);
const file = z.object({ id, name: z.string(), type: z.string(), bytes: z.number() });
const requestRow = z.object({
  id, campaign: z.object({ id, title: z.string() }), number: z.string(), indicator: z.string(), level: z.number(), letter: z.string().nullable(), paper: z.string().nullable().describe('Bunyi bukti menurut instrumen'),
  unit: z.object({ id, name: z.string() }), text: z.string(), due: z.string(), daysLeft: z.number(), overdue: z.boolean(), state: z.enum(REQUEST_STATES), seq, note: z.string(),
  askedBy: z.string(), askedAt: z.string(), files: z.array(file), may: z.object({ handIn: z.boolean(), settle: z.boolean() }),
});
const changed = z.object({ id, state: z.enum(REQUEST_STATES), seq });
const one = '/penilaian-permintaan/{request}';

export const requestOperations = {
  getAsking: operation({
    method: 'GET', path: '/penilaian/{id}/indikator/{number}/permintaan', permission: VIEW, summary: 'Permintaan bukti suatu indikator, dan unit yang dapat diminta',
    input: z.object({ id, number: indicatorNumber }),
    output: z.object({
      campaign: z.object({ id, title: z.string() }), number: z.string(), name: z.string(), may: z.boolean(), units: z.array(z.object({ id, name: z.string() })), due: z.string().describe('Usulan tenggat'),
      papers: z.array(z.object({ level: z.number(), letter: z.string(), text: z.string(), main: z.boolean() })), requests: z.array(requestRow),
    }),
  }),
  askForEvidence: operation({
    method: 'POST', path: '/penilaian/{id}/indikator/{number}/permintaan', permission: ANSWER, summary: 'Meminta bukti kepada suatu unit dengan tenggat; unit itu diberi tahu', status: 201,
    input: z.object({ id, number: indicatorNumber, level: z.coerce.number({ error: 'Pilih tingkatnya.' }).int().min(0).max(99), letter: letter.nullish(), unit: z.uuid('Pilih unitnya.'), text: z.string().trim().min(10, 'Tulis dokumen yang diminta, paling sedikit 10 huruf.').max(1000), due: day }),
    output: z.object({ id }),
  }),
  listRequests: operation({
    method: 'GET', path: '/penilaian-permintaan', permission: 'signed-in', summary: 'Permintaan bukti: kepada unit saya, atau yang tim minta',
    input: z.object({ box: z.enum(['unit', 'asked']).default('unit'), only: z.enum(['waiting', 'overdue', 'all']).default('waiting'), campaign: id.optional() }),
    output: z.object({ items: z.array(requestRow), counts: z.object({ waiting: z.number(), overdue: z.number(), all: z.number() }), boxes: z.object({ unit: z.boolean(), asked: z.boolean() }) }),
  }),
  getRequest: operation({ method: 'GET', path: one, permission: 'signed-in', summary: 'Satu permintaan bukti dengan berkasnya', input: z.object({ request: id }), output: requestRow }),
  handIn: operation({
    method: 'POST', path: `${one}/serahkan`, permission: HAND_IN, summary: 'Menyerahkan berkas yang sudah diunggah',
    input: z.object({ request: id, seq, uploads: z.array(id).min(1, 'Pilih paling sedikit satu berkas.').max(10, 'Paling banyak 10 berkas.'), note: z.string().trim().max(1000).default('') }), output: changed,
  }),
  giveBack: operation({ method: 'POST', path: `${one}/kembalikan`, permission: HAND_IN, summary: 'Mengembalikan permintaan yang tidak dapat dipenuhi, dengan alasan', input: z.object({ request: id, seq, reason }), output: changed }),
  acceptRequest: operation({
    method: 'POST', path: `${one}/terima`, permission: ANSWER, summary: 'Menerima berkas yang diserahkan; menjadi bukti indikatornya',
    input: z.object({ request: id, seq, where: z.string().trim().max(200).default('').describe('Pasal atau halaman'), documentDate: day.nullish() }), output: changed.extend({ evidence: z.array(id) }),
  }),
  askAgain: operation({
    method: 'POST', path: `${one}/ulangi`, permission: ANSWER, summary: 'Meminta lagi: berkasnya belum sesuai, atau unitnya diganti',
    input: z.object({ request: id, seq, reason, due: day, unit: id.optional() }), output: changed,
  }),
  withdrawRequest: operation({ method: 'POST', path: `${one}/batalkan`, permission: ANSWER, summary: 'Membatalkan permintaan', input: z.object({ request: id, seq }), output: changed }),
};

export const requestPermissions: PermissionTable = {
  [HAND_IN]: { title: 'Menyerahkan bukti penilaian yang diminta dari unitnya', duties: ['leader', 'assessment-member', 'assessment-responsible'] },
};

export const requestRefusals: RefusalTable = {
  'self-assessment.request-unknown': { status: 404, sentence: 'Permintaan bukti ini tidak ada, atau bukan untuk unit Anda. Buka dari daftarnya.' },
  'self-assessment.request-moved': { status: 409, sentence: 'Permintaan ini sudah berubah. Muat ulang halamannya.' },
  'self-assessment.request-step': { status: 409, sentence: 'Langkah ini tidak sesuai dengan keadaan permintaan. Muat ulang halamannya.' },
  'self-assessment.request-due': { status: 422, sentence: 'Tenggat paling cepat hari ini. Pilih hari yang lain.' },
  'self-assessment.request-unit': { status: 422, sentence: 'Unit ini tidak ada atau sudah ditutup. Pilih dari daftarnya.' },
};
