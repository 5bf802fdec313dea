import * as z from 'zod';
import { ORGANISATION_PREDICATES, type OrganisationPredicate } from '../../../engines/performance/distribution.ts';
import { PREDICATES, RATINGS, type Rating } from '../../../engines/performance/predicate.ts';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ASPECTS, OCCASIONS, PERIODS, PLAN_STATES, VALUES, type Aspect, type Occasion, type Period, type PlanState, type ValueCode } from './words.ts';

// Chapters: pieces · a plan · evaluation, dialogue, feedback · logs · units

export const id = z.uuid('Pengenal tidak benar.');
export const version = z.coerce.number().int().min(1).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');
export const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
export const year = z.coerce.number().int('Tulis tahunnya.').min(2020).max(2100);
export const line = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling panjang ${most} huruf.`);
export const maybe = (most: number) => z.string().trim().max(most, `Paling panjang ${most} huruf.`).default('');
const keys = <K extends string>(of: Record<K, unknown>) => z.enum(Object.keys(of) as [K, ...K[]], 'Pilih salah satu.');

export const planState = keys<PlanState>(PLAN_STATES);
export const period = keys<Period>(PERIODS);
export const quarter = z.enum(['q1', 'q2', 'q3', 'q4']);
export const aspect = keys<Aspect>(ASPECTS);
export const value = keys<ValueCode>(VALUES);
export const occasion = keys<Occasion>(OCCASIONS);
export const rating = keys<Rating>(RATINGS);
export const predicate = z.enum(PREDICATES);
export const organisationPredicate = keys<OrganisationPredicate>(ORGANISATION_PREDICATES);
export const approach = z.enum(['kuantitatif', 'kualitatif'], 'Pilih pendekatannya.');

export const indicator = z.object({ id, aspect, text: line(3, 300, 'Tulis indikatornya.'), target: line(1, 200, 'Tulis targetnya.') });
/** The superior's result that a row supports, or the sentence of the Perjanjian Kinerja; its words as they were read. */
const support = z.union([z.object({ plan: id, row: id, text: z.string().max(500) }), z.object({ agreement: line(3, 500, 'Tulis sasaran dalam Perjanjian Kinerja.') })]);
export const planRow = z.object({
  id, kind: z.enum(['utama', 'tambahan'], 'Pilih utama atau tambahan.'), supports: support.optional(), result: line(5, 500, 'Tulis hasil kerjanya.'),
  indicators: z.array(indicator).min(1, 'Tulis paling sedikit satu indikator dengan targetnya.').max(12),
});
export type PlanRow = z.infer<typeof planRow>;
export const planContent = z.object({
  agreement: maybe(200).describe('Nomor dan tanggal Perjanjian Kinerja, bagi kepala unit'),
  rows: z.array(planRow).max(40),
  /** What the leader expects of each value of BerAKHLAK beside the standard conduct. */
  expectations: z.partialRecord(value, z.string().trim().max(500)).default({}),
  resources: maybe(1500), accountability: maybe(1500), consequences: maybe(1500),
});
export type PlanContent = z.infer<typeof planContent>;

const evaluationState = z.enum(['disusun', 'dilaporkan', 'dinilai', 'keberatan', 'final']);
export type EvaluationState = z.infer<typeof evaluationState>;
export const realisation = z.object({ indicator: id, realised: maybe(300), evidence: maybe(500) });
export type Realisation = z.infer<typeof realisation>;
export const ratingNote = z.object({ note: maybe(1000), values: z.partialRecord(value, rating).default({}), by: z.string(), byTitle: z.string(), fromUnit: organisationPredicate.optional() });
export type RatingNote = z.infer<typeof ratingNote>;
const paper = z.object({ id, number: z.string(), state: z.string(), stateText: z.string(), url: z.string().optional() });
export const evaluationView = z.object({
  id: id.optional(), period, periodText: z.string(), toDay: z.string(), state: evaluationState.or(z.literal('belum')), stateText: z.string(), realisations: z.array(realisation),
  hasil: rating.nullable(), perilaku: rating.nullable(), predicate: predicate.nullable(), rating: ratingNote.nullable(), objectUntil: z.string().nullable(), objection: z.string().optional(), answer: z.string().optional(), paper: paper.optional(),
  unitPredicate: organisationPredicate.nullable().describe('Capaian unit, yang menjadi hasil kerja kepala unit'), credit: z.object({ level: z.string(), points: z.string(), months: z.number() }).optional(),
  logs: z.object({ minutes: z.number(), days: z.number() }).describe('Laporan harian yang disetujui pada periode ini'),
  may: z.array(z.enum(['report', 'rate', 'accept', 'object', 'answer', 'sign'])),
});
export type EvaluationView = z.infer<typeof evaluationView>;

export const dialogueView = z.object({ id, day: z.string(), occasion, notes: z.string(), followUp: z.string(), writtenBy: z.enum(['owner', 'superior']), writerName: z.string(), writtenAt: z.string(), ownerAt: z.string().nullable(), superiorAt: z.string().nullable(), version: z.number(), mayConfirm: z.boolean() });
export const feedbackView = z.object({ id, day: z.string(), name: z.string(), relation: z.enum(['atasan', 'rekan', 'bawahan', 'sendiri']), about: z.string(), words: z.string() });
export const reviewSummary = z.object({ period, asked: z.number(), answered: z.number(), minimum: z.number(), over: z.boolean().describe('Semua sudah menjawab, atau ditutup atasan'), values: z.array(z.object({ value, counts: z.record(z.string(), z.number()) })).describe('Kosong sampai penilaian selesai dengan cukup jawaban'), words: z.array(z.string()), mayClose: z.boolean() });

const superior = z.object({ name: z.string(), title: z.string() });
export const planSummary = z.object({
  id, person: id, name: z.string(), title: z.string(), unitName: z.string(), year: z.number(), fromDay: z.string(), toDay: z.string(), state: planState, stateText: z.string(), approach, source: z.enum(['here', 'e-kinerja']), top: z.boolean(), version: z.number(),
  rows: z.number(), evaluations: z.array(z.object({ period, state: evaluationState, predicate: predicate.nullable() })),
});
export type PlanSummary = z.infer<typeof planSummary>;
export const planView = planSummary.omit({ rows: true, evaluations: true }).extend({
  nip: z.string().nullable().describe('Tersamar kecuali bagi pemilik, atasan, dan pengelola'), rank: z.string().nullable(), isHead: z.boolean(), number: z.number().describe('Versi SKP: naik bila diubah sesudah disetujui'), superior: superior.nullable(),
  content: planContent, offered: z.array(z.object({ plan: id, row: id, text: z.string() })).describe('Hasil kerja atasan yang dapat didukung'), superiorReady: z.boolean(),
  evaluations: z.array(evaluationView), dialogues: z.array(dialogueView), feedback: z.array(feedbackView), reviews: z.array(reviewSummary), colleagues: z.array(z.object({ person: id, name: z.string(), relation: z.enum(['rekan', 'bawahan']) })),
  history: z.array(z.object({ at: z.string(), text: z.string(), by: z.string(), words: z.string().optional() })), versions: z.array(z.object({ number: z.number(), approvedAt: z.string(), approvedBy: z.string() })),
  may: z.array(z.enum(['edit', 'submit', 'withdraw', 'approve', 'return', 'change', 'talk', 'feedback', 'review', 'end'])), mine: z.boolean(), elsewhere: z.boolean().describe('SKP ini dikelola di e-Kinerja BKN'),
});
export type PlanView = z.infer<typeof planView>;

export const MOST_FILES = 3;
export const logFields = {
  day, plan: id.optional(), result: id.optional(), activity: line(5, 500, 'Tulis apa yang Anda kerjakan, paling sedikit lima huruf.'), quantity: maybe(60).describe('Jumlah dan satuannya: "12 berkas"'),
  minutes: z.coerce.number('Tulis menitnya dengan angka.').int('Tulis menit bulat.').min(1, 'Paling sedikit 1 menit.').max(1440, 'Sehari paling lama 1.440 menit.'), evidence: maybe(300).describe('Tautan atau tempat buktinya'),
  files: z.union([z.string().transform((one) => (one === '' ? [] : [one])), z.array(z.string())]).pipe(z.array(id).max(MOST_FILES, `Paling banyak ${MOST_FILES} berkas.`)).default([]).describe('Unggahan Anda sebagai bukti: PDF atau foto'),
};
export const logBody = z.object(logFields);
export type LogBody = z.infer<typeof logBody>;
export const logState = z.enum(['diajukan', 'disetujui', 'ditolak', 'kedaluwarsa']);
export type LogState = z.infer<typeof logState>;
export const logView = z.object({
  id, person: id, name: z.string(), day: z.string(), activity: z.string(), resultText: z.string(), result: id.nullable(), plan: id.nullable(), quantity: z.string(), minutes: z.number(), evidence: z.string(), files: z.array(z.object({ id, name: z.string(), bytes: z.number(), url: z.string() })), href: z.string().nullable(), source: z.enum(['page', 'phone', 'pendopo']),
  state: logState, stateText: z.string(), reason: z.string().nullable(), decidedBy: z.string().nullable(), version: z.number(), mayChange: z.boolean(),
});
export type LogView = z.infer<typeof logView>;
export const resultChoice = z.object({ plan: id, result: id, text: z.string() });
export const logDay = z.object({ day: z.string(), kind: z.enum(['work', 'rest', 'holiday', 'joint-leave']), name: z.string().optional(), cap: z.number().describe('Menit yang dapat dilaporkan hari itu'), minutes: z.number(), open: z.boolean(), lockedAfter: z.string() });
export type LogDay = z.infer<typeof logDay>;

export const distributionView = z.object({
  total: z.number(), verdict: z.enum(['empty', 'pass', 'justify', 'fail']), counts: z.array(z.object({ predicate, people: z.number() })), clauses: z.array(z.object({ text: z.string(), people: z.number(), bound: z.number().optional(), passes: z.boolean() })),
});
