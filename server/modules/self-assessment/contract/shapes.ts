import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { MODES, PHASES, phasePlan } from './exchange.ts';
import { EVIDENCE_KINDS, LACKS, STATES } from './words.ts';

export const id = z.uuid('Pengenal tidak benar.');
export const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada.');
export const indicatorNumber = z.string().regex(/^[0-9a-z][0-9a-z.]{0,9}$/, 'Nomor indikator tidak benar.');
export const letter = z.string().regex(/^[a-z]$/, 'Pilih satu huruf bukti.');
export const seq = z.coerce.number().int().min(0).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');
export const phase = z.enum(PHASES);
export const mode = z.enum(MODES);
export const state = z.enum(STATES);
export const evidenceKind = z.enum(EVIDENCE_KINDS);

const person = z.object({ account: id, name: z.string() });
export const lack = z.object({ code: z.enum(LACKS), blocking: z.boolean(), count: z.number(), keys: z.array(z.string()), text: z.string() });

export const progress = z.object({ total: z.number(), answered: z.number(), ready: z.number(), approved: z.number() });
export const campaignSummary = z.object({
  id, title: z.string(), year: z.number(), mode, instrument: z.object({ id: z.string(), name: z.string(), method: z.enum(['weighted-mean', 'completeness']) }),
  organiser: z.object({ name: z.string(), own: z.boolean() }), phases: phasePlan, closed: z.boolean(), open: z.boolean().describe('Masih ada tahap yang berjalan atau akan datang'),
  phase: z.object({ id: phase, name: z.string(), until: z.string(), daysLeft: z.number() }).nullable(), next: z.object({ id: phase, name: z.string(), from: z.string() }).nullable(),
  progress, mine: z.object({ total: z.number(), open: z.number() }), submitted: z.object({ no: z.number(), at: z.string() }).nullable(),
});
export type CampaignSummary = z.infer<typeof campaignSummary>;

export const scored = z.object({
  complete: z.boolean(), answered: z.number(), total: z.number(),
  index: z.string().describe('Yang belum dijawab dihitung sebagai tingkat terendah skala'), exact: z.string(), predicate: z.string(), max: z.string(), lowest: z.string(),
  groups: z.array(z.object({ key: z.string().describe('"domain:1"'), tier: z.string(), number: z.string(), name: z.string(), index: z.string(), complete: z.boolean(), answered: z.number(), total: z.number() })),
});
export type Scored = z.infer<typeof scored>;

export const boardRow = z.object({
  number: z.string(), name: z.string(), weight: z.string(), groups: z.array(z.string()).describe('"domain:1", "aspect:2"'), level: z.string().nullable(), levelName: z.string(), state, seq,
  assignee: person.nullable(), unit: z.string().nullable(), evidence: z.number(), external: z.string().nullable(), asks: z.string(), lacks: z.array(lack), questions: z.number().describe('Pertanyaan asesor yang belum dijawab'),
});
export type BoardRow = z.infer<typeof boardRow>;

export const step = z.object({
  number: z.string(), name: z.string(), from: z.number(), to: z.number(), toName: z.string(), gain: z.string().describe('Kenaikan indeks, tepat'),
  missing: z.array(z.object({ key: z.string(), text: z.string() })).describe('Kriteria, atau bukti utama, yang belum dipenuhi'),
  papers: z.array(z.object({ key: z.string(), text: z.string(), holder: z.string().nullable().describe('Perangkat daerah yang memegangnya') })).describe('Bukti utama yang belum ada atau kedaluwarsa'),
  holder: z.string().nullable(),
});
export type Step = z.infer<typeof step>;

export const may = z.object({ arrange: z.boolean(), answer: z.boolean(), approve: z.boolean(), submit: z.boolean() });

export const evidenceRow = z.object({
  id, series: id, level: z.number(), letter: letter.nullable(), kind: evidenceKind, title: z.string(), where: z.string(), documentDate: z.string().nullable(), expiresOn: z.string().nullable(),
  age: z.enum(['fresh', 'expiring', 'expired']), version: z.number(), frozen: z.boolean(), file: z.object({ name: z.string(), type: z.string(), bytes: z.number() }).nullable(), url: z.string().nullable(),
  record: z.object({ module: z.string(), id: z.string(), path: z.string(), facts: z.array(z.object({ label: z.string(), value: z.string() })) }).nullable(), at: z.string(), by: z.string().nullable(), former: z.array(z.object({ id, version: z.number(), title: z.string() })),
});
export type EvidenceRow = z.infer<typeof evidenceRow>;

export const remarkRow = z.object({
  id, kind: z.enum(['comment', 'returned', 'question', 'reply']), text: z.string(), by: z.string(), at: z.string(), question: id.nullable(), answerBy: z.string().nullable(), answered: z.boolean(),
});
