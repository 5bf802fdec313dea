import * as z from 'zod';
import { instrument } from '../../../engines/scoring/instrument.ts';

/**
 * What travels between the institution that is assessed (this module, in its own tenant) and the organiser (module
 * `evaluation`, in its tenant; the same tenant for an internal evaluation). No row is visible to both: an event says that
 * something is there, the receiver's job reads it where it is and writes its own copy, once for each id.
 */

const id = z.uuid();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** In the order of Permenpan RB 59/2020 art. 3-7, annex III; `internal` and `visit` may be left out by a campaign. */
export const PHASES = ['self', 'internal', 'document', 'interview', 'visit', 'final', 'objection', 'publication'] as const;
export type Phase = (typeof PHASES)[number];
export const phaseNames: Record<Phase, string> = {
  self: 'Penilaian mandiri', internal: 'Pemeriksaan internal', document: 'Penilaian dokumen', interview: 'Penilaian interviu', visit: 'Penilaian visitasi',
  final: 'Reviu dan penetapan', objection: 'Masa sanggah', publication: 'Publikasi',
};
/** Calendar days, both included. */
export const phasePlan = z.array(z.object({ phase: z.enum(PHASES), from: day, to: day }));
export type PhasePlan = z.infer<typeof phasePlan>;

/** `pemantauan` stops after the documents, `evaluasi` adds interview and visit (art. 3-7). */
export const MODES = ['pemantauan', 'evaluasi'] as const;
export type Mode = (typeof MODES)[number];

/** A campaign as its organiser tells it to one participant; sent again after each change. */
export const campaignCopy = z.object({
  id, title: z.string(), year: z.number(), mode: z.enum(MODES), organiser: z.object({ instansi: id, name: z.string() }),
  instrument, phases: phasePlan, seq: z.number().describe('Grows with each change'),
  closed: z.boolean(),
});
export type CampaignCopy = z.infer<typeof campaignCopy>;

export const evidenceCopy = z.object({
  id, number: z.string(), level: z.number(), letter: z.string().nullable().describe('Which piece of the instrument, "b" of "21.b"'),
  version: z.number(), kind: z.enum(['file', 'link', 'record']),
  title: z.string(), where: z.string().describe('Article or page; empty when not said'), documentDate: day.nullable(), expiresOn: day.nullable(),
  file: z.object({ sha256: z.string(), type: z.string(), name: z.string(), bytes: z.number() }).nullable(),
  url: z.string().nullable(),
  record: z.object({ module: z.string(), id: z.string(), path: z.string(), facts: z.array(z.object({ label: z.string(), value: z.string() })) }).nullable().describe('A record of this platform, as it stood'),
});
export type EvidenceCopy = z.infer<typeof evidenceCopy>;

export const answerCopy = z.object({
  number: z.string(), micro: z.string().describe('Level in millionths, a whole number'), met: z.array(z.string()).describe('Criteria met: "4.b"'),
  asks: z.string(), fakta: z.string(), analisis: z.string(),
  before: z.object({ year: z.number(), level: z.string(), text: z.string() }).nullable().describe('Last cycle'),
});
export type AnswerCopy = z.infer<typeof answerCopy>;

/** One submission: sealed, numbered, never changed; what is added later comes as the next number. */
export const submissionCopy = z.object({
  id, campaign: id, no: z.number(), institution: z.object({ instansi: id, name: z.string(), region: z.string() }),
  submittedAt: z.string(), by: z.object({ name: z.string(), title: z.string() }),
  answers: z.array(answerCopy), evidence: z.array(evidenceCopy),
  papers: z.array(z.object({ kind: z.enum(['berita-acara', 'persetujuan-publikasi']), sha256: z.string(), number: z.string(), name: z.string(), consents: z.boolean().optional().describe('Of the consent to publication') })),
});
export type SubmissionCopy = z.infer<typeof submissionCopy>;

/** From an assessor to the institution. */
export const questionCopy = z.object({ id, campaign: id, number: z.string(), text: z.string(), askedAt: z.string(), answerBy: day.nullable() });
export type QuestionCopy = z.infer<typeof questionCopy>;
export const replyCopy = z.object({ question: id, campaign: id, text: z.string(), at: z.string(), by: z.string() });
export type ReplyCopy = z.infer<typeof replyCopy>;

const compared = z.object({ name: z.string(), index: z.string(), parts: z.record(z.string(), z.string()) });
/** What the organiser decided, told when the objection phase begins and again when it is final. */
export const outcomeCopy = z.object({
  campaign: id, no: z.number().describe('Grows; a later one replaces'), state: z.enum(['provisional', 'final']),
  index: z.string(), exact: z.string(), predicate: z.string(), parts: z.array(z.object({ key: z.string(), number: z.string(), name: z.string(), value: z.string() })),
  values: z.array(z.object({ number: z.string(), level: z.string(), fakta: z.string(), analisis: z.string(), justifikasi: z.string() })),
  strengths: z.array(z.object({ number: z.string(), text: z.string() })), weaknesses: z.array(z.object({ number: z.string(), text: z.string() })),
  summary: z.string().optional().describe('The overall recommendation'),
  recommendations: z.array(z.object({ id, number: z.string().nullable(), text: z.string(), to: z.string().optional().describe('To whom it is addressed'), by: day.nullable() })),
  before: compared.nullable().optional().describe('Last cycle'), peers: compared.nullable().optional().describe('Mean of its group'),
  report: z.object({ sha256: z.string(), name: z.string() }).nullable(), objectBy: day.nullable(),
});
export type OutcomeCopy = z.infer<typeof outcomeCopy>;
/** One objection for each indicator, so that each has its own answer. */
export const objectionCopy = z.object({ id, campaign: id, at: z.string(), by: z.string(), items: z.array(z.object({ number: z.string(), text: z.string() })), files: z.array(z.object({ sha256: z.string(), type: z.string(), name: z.string() })) });
export type ObjectionCopy = z.infer<typeof objectionCopy>;

/**
 * Part `assessment-organiser`, registered by module `evaluation`: called with a context of the ORGANISER's tenant by the
 * jobs of this module that follow its events. `C` is the platform's Context.
 */
export interface Organiser<C> {
  /** For events `evaluation.told` { campaign, to }: the campaign, its questions to this participant and its outcome, whatever there is, and when that outcome was published; undefined when `to` does not take part. */
  tellTo(ctx: C, campaign: string, to: string): Promise<{ campaign: CampaignCopy; questions: QuestionCopy[]; objectionAnswers: { objection: string; text: string; at: string; accepted?: boolean }[]; outcome: OutcomeCopy | null; publishedAt: string | null } | undefined>;
}

/** Part `self-assessment`, registered by this module: called with a context of the PARTICIPANT's tenant by the jobs of `evaluation`. */
export interface Participant<C> {
  /** For events `self-assessment.submitted` { campaign, submission, to }. */
  submissionOf(ctx: C, submission: string): Promise<SubmissionCopy | undefined>;
  /** For events `self-assessment.replied` { campaign, to }: all replies and objections so far. */
  repliesOf(ctx: C, campaign: string): Promise<{ replies: ReplyCopy[]; objections: ObjectionCopy[] }>;
}
