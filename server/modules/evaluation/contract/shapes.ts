import * as z from 'zod';
import { MODES, PHASES, phasePlan } from '../../self-assessment/contract.ts';

export const id = z.uuid('Pengenal tidak benar.');
export const ROLES = ['first', 'second', 'reviewer'] as const;
export type Role = (typeof ROLES)[number];
export const role = z.enum(ROLES);
export const roleNames: Record<Role, string> = { first: 'Asesor pertama', second: 'Asesor kedua', reviewer: 'Tim reviu' };

/** Stages of the work on one participant; what each is called on the board. */
export const STAGES = ['document', 'interview', 'visit', 'review'] as const;
export type Stage = (typeof STAGES)[number];

export const year = z.coerce.number().int('Tahun memakai empat angka.').min(2000, 'Tahun mulai 2000.').max(2199, 'Tahun paling akhir 2199.');
export const title = z.string().trim().min(5, 'Tulis nama putarannya, misalnya Evaluasi SPBE 2026.').max(120, 'Paling panjang 120 huruf.');
export const reason = z.string().trim().min(10, 'Tulis alasannya, paling sedikit 10 huruf.').max(500, 'Paling panjang 500 huruf.');
export const settings = z.object({ twoAssessors: z.boolean().describe('Dua asesor menilai tanpa saling melihat sampai interviu') });
export type CampaignSettings = z.infer<typeof settings>;

export const STATES = ['draft', 'open', 'closed'] as const;
export const campaignHead = z.object({
  id, title: z.string(), instrument: z.string(), instrumentName: z.string(), year: z.number(), mode: z.enum(MODES), state: z.enum(STATES),
  phase: z.enum(PHASES).nullable().describe('Yang terakhir dimulai menurut kalender'), phaseEnds: z.string().nullable(), participants: z.number(), submitted: z.number(),
});
export type CampaignHead = z.infer<typeof campaignHead>;
export const campaignDetail = campaignHead.extend({ version: z.number(), indicators: z.number(), phases: phasePlan, settings, seq: z.number() });

export const participantRow = z.object({
  id, name: z.string(), kind: z.enum(['central', 'province', 'regency', 'city']), region: z.string().nullable(), province: z.string().nullable(),
  onPlatform: z.boolean().describe('Bekerja di pemasangan ini; yang lain dimasukkan dari berkasnya'),
  submittedAt: z.string().nullable().describe('Kiriman pertama'), submissionNo: z.number().nullable(), late: z.enum(['institution', 'assessor', 'reviewer']).nullable().describe('Siapa yang terlambat pada fase ini'),
  document: z.number().describe('Indikator yang sudah dinilai pada dokumen, oleh asesor yang paling lambat'), interview: z.boolean(), review: z.boolean(),
  first: z.string().nullable(), second: z.string().nullable(), reviewer: z.string().nullable(),
  mayRemind: z.boolean(),
});
export type ParticipantRow = z.infer<typeof participantRow>;

export const assessorRow = z.object({
  account: id, name: z.string(), title: z.string(), assessor: z.boolean(), reviewer: z.boolean(), declaredAt: z.string().nullable(),
  interests: z.array(z.object({ region: z.string().nullable(), name: z.string() })), load: z.number().describe('Penugasan yang berjalan di semua putaran'),
});
export type AssessorRow = z.infer<typeof assessorRow>;
