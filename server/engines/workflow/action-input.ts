import * as z from 'zod';
import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { ActionKind, ActionPayload } from './action-types.ts';
import { nodeId } from '../forms/form-definition.ts';

/** The shapes of action payloads as they come in from outside. Types live in action-types.ts, which needs no zod. */

const moment = z.iso.datetime({ offset: true, error: 'Tulis waktu lengkap, misalnya 2025-01-07T10:00:00+07:00.' });
const day = z.string('Tulis tanggal sebagai TTTT-BB-HH, misalnya 2025-01-07.').refine(isCalendarDay, 'Tulis tanggal sebagai TTTT-BB-HH, misalnya 2025-01-07.');
const id = z.string().min(1).max(80);
const sentence = (what: string, max = 2000) =>
  z.string().trim().min(1, `${what} belum diisi.`).max(max, `${what} paling panjang ${max} huruf.`);
const note = z.string().trim().max(2000).optional();
const checklist = z.record(z.string(), z.enum(['yes', 'no', 'not-applicable'])).optional();
const answers = z.record(z.string(), z.unknown()).optional();
const rupiah = z.int('Tulis jumlah rupiah tanpa koma.').min(1, 'Jumlah paling sedikit Rp1.').max(1_000_000_000_000);
const version = z.int().min(1);
const officer = z.object({ post: id, person: id.optional(), name: z.string().max(200).optional() });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'Bukan sidik SHA-256.');
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const on = <K extends ActionKind>(kind: K) => ({ kind: z.literal(kind), step: nodeId });

export const actionInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('submit'), answersVersion: version, channel: z.enum(['self', 'counter', 'import']),
    lateEntry: z.object({ receivedAt: moment, reason: sentence('Alasan', 500), scans: z.array(id).max(20), typist: id }).optional(),
    running: z.object({ register: z.string().trim().min(1).max(100), step: nodeId }).optional(),
    countsFrom: moment.optional(),
  }),
  z.object({ kind: z.literal('resubmit'), answersVersion: version, note }),
  z.object({ kind: z.literal('withdraw'), reason: sentence('Alasan menarik permohonan', 500) }),
  z.object(on('claim')),
  z.object(on('release')),
  z.object({ ...on('assign'), to: officer, note }),
  z.object({
    ...on('complete'), outcome: z.enum(['pass', 'recommend-approval', 'recommend-rejection']), checklist, answers, note,
  }),
  z.object({
    ...on('opinion'), verdict: z.enum(['agree', 'agree-with-conditions', 'object']), text: sentence('Pertimbangan', 5000),
    conditions: z.array(sentence('Syarat', 500)).max(30).optional(), checklist, answers,
  }).refine((o) => o.verdict !== 'agree-with-conditions' || (o.conditions?.length ?? 0) > 0, {
    path: ['conditions'], error: 'Tulis paling sedikit satu syarat.',
  }),
  z.object({
    ...on('return'), remarks: z.array(z.object({ path: z.string().min(1).max(200), message: sentence('Catatan', 500) })).max(100),
    general: z.string().trim().max(2000).optional(), redo: z.array(nodeId).max(40).optional(),
  }),
  z.object({ ...on('send-back'), to: z.array(nodeId).min(1, 'Pilih langkah yang diulang.').max(40), note: sentence('Catatan') }),
  z.object({
    ...on('reject'),
    reasons: z.array(z.object({ text: sentence('Alasan'), legalBasis: z.string().max(300).optional() })).min(1, 'Tulis paling sedikit satu alasan.').max(20),
  }),
  z.object({
    ...on('schedule-inspection'), team: z.array(officer).min(1, 'Pilih paling sedikit satu petugas.').max(20), visitAt: moment,
    letterNumber: z.string().max(80).optional(), toldApplicant: z.boolean(), note,
  }),
  z.object({
    ...on('record-inspection'), doneAt: moment, presence: z.enum(['present', 'absent', 'refused']),
    findings: sentence('Hasil pemeriksaan', 5000),
    recommendation: z.enum(['fit', 'fit-with-conditions', 'unfit']).optional(), checklist,
    photos: z.array(z.object({
      upload: id, takenAt: moment.optional(), lat: latitude.optional(), lng: longitude.optional(),
    })).max(50),
    report: z.object({ signedOn: z.enum(['screen', 'paper']), upload: id }).optional(), concludes: z.boolean().optional(), answers,
  }),
  z.object({
    ...on('record-assessment'), skpdNumber: sentence('Nomor SKPD', 80), amount: rupiah,
    paymentCode: sentence('Kode bayar', 80), dueOn: day, answers,
  }),
  z.object({
    ...on('record-payment'), amount: rupiah, paidAt: moment,
    proof: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('bank-file'), reference: id }), z.object({ kind: z.literal('slip'), upload: id }),
    ]),
  }),
  z.object({ ...on('initial'), contentHash: sha256, note }),
  z.object({ kind: z.literal('sign-requested'), step: nodeId.optional() }),
  z.object({ kind: z.literal('numbered'), number: z.string().min(1).max(120), documentId: id }),
  z.object({ kind: z.literal('signed'), mode: z.enum(['certified', 'internal', 'wet']), sha256 }),
  z.object({ kind: z.literal('sign-failed'), reason: sentence('Sebab', 500) }),
  z.object({ kind: z.literal('deem'), legalBasis: sentence('Dasar hukum', 300) }),
  z.object({ kind: z.literal('lapse'), reason: sentence('Sebab', 500) }),
  z.object({ kind: z.literal('presume-complete') }),
]);

/** Schema and type tell the same, or this line does not compile. */
export const parseAction = (input: unknown): ActionPayload => actionInput.parse(input);
export type ActionInput = z.infer<typeof actionInput>;
type Covers<A extends B, B> = A;
export type EveryPayloadHasASchema = Covers<ActionPayload, ActionInput>;
