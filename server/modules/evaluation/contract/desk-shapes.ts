import * as z from 'zod';
import { DIRECTIONS, EVIDENCE_STATUSES, HOWS, ITEM_STATES, MARKS, VALUE_STAGES } from './assess-words.ts';

export const stage = z.enum(VALUE_STAGES);
const id = z.uuid('Pengenal tidak benar.');
const level = z.string().describe('"3", atau "2.5" bila dinilai lembaga lain');

/** As which the viewer stands before a participant. */
export const DESK_ROLES = ['first', 'second', 'reviewer', 'organiser'] as const;
export const deskRole = z.enum(DESK_ROLES);
export type DeskRole = z.infer<typeof deskRole>;

export const deskCampaign = z.object({
  id, title: z.string(), year: z.number(), closed: z.boolean(), phase: z.string().describe('Nama fase yang terakhir dimulai'), phaseEnds: z.string().nullable(),
  stage: stage.nullable().describe('Tahap yang sedang dinilai'), indicators: z.number(),
});
export type DeskCampaign = z.infer<typeof deskCampaign>;

export const deskInstitution = z.object({
  participant: id, name: z.string(), role: deskRole, submissionNo: z.number().nullable(), done: z.number().describe('Indikator yang sudah Anda nilai pada tahap ini'), finished: z.boolean(),
  disputed: z.number(), returned: z.number(), asked: z.number().describe('Pertanyaan yang belum dijawab'), answered: z.number(), changed: z.number().describe('Indikator dengan bukti yang datang sesudah Anda nilai'),
  next: z.string().nullable().describe('Nomor indikator pertama yang belum dinilai'),
});
export type DeskInstitution = z.infer<typeof deskInstitution>;

export const textsOfVerdict = { level, fakta: z.string(), analisis: z.string(), justifikasi: z.string() };
export const shownVerdict = z.object({
  ...textsOfVerdict, stage, role: z.enum(['first', 'second']), by: z.string(), direction: z.enum(DIRECTIONS), givenAt: z.string(), submissionNo: z.number(),
  statuses: z.record(z.string(), z.enum(EVIDENCE_STATUSES)).nullable(),
});
export type ShownVerdict = z.infer<typeof shownVerdict>;

export const shownStage = z.object({
  stage, value: z.object({ ...textsOfVerdict, how: z.enum(HOWS), by: z.string() }).nullable().describe('Kosong: belum dinilai'), inheritedFrom: stage.nullable(),
});
export type ShownStage = z.infer<typeof shownStage>;

export const shownMark = z.object({ mark: z.enum(MARKS), text: z.string(), by: z.string(), givenAt: z.string() });

export const shownEvidence = z.object({
  submission: id, id, version: z.number(), level: z.number().nullable(), letter: z.string().nullable(), kind: z.enum(['file', 'link', 'record']), title: z.string(), place: z.string(),
  documentDate: z.string().nullable(), expiresOn: z.string().nullable(), expired: z.boolean(), isNew: z.boolean().describe('Datang sesudah Anda menilai'), replaced: z.boolean().describe('Ada versi yang lebih baru'), no: z.number().describe('Kiriman ke berapa'),
  file: z.object({ name: z.string(), type: z.string(), bytes: z.number(), href: z.string(), intact: z.boolean() }).nullable(),
  url: z.string().nullable(), record: z.object({ module: z.string(), path: z.string(), facts: z.array(z.object({ label: z.string(), value: z.string() })) }).nullable(),
});
export type ShownEvidence = z.infer<typeof shownEvidence>;

export const shownQuestion = z.object({ id, text: z.string(), answerBy: z.string().nullable(), by: z.string(), askedAt: z.string(), reply: z.object({ text: z.string(), by: z.string(), at: z.string() }).nullable(), late: z.boolean() });

export const deskIndicator = z.object({
  number: z.string(), name: z.string(), group: z.string(), asks: z.string().nullable(), external: z.string().nullable(), capability: z.string().nullable(),
  choices: z.array(z.string()).describe('Tingkat yang dapat dipilih; kosong bila boleh desimal'),
  levels: z.array(z.object({
    level: z.number(), name: z.string(), toFill: z.string().nullable(), criteria: z.array(z.object({ key: z.string(), text: z.string(), met: z.boolean() })), evidence: z.array(z.object({ key: z.string(), text: z.string(), main: z.boolean() })),
  })),
  main: z.array(z.object({ key: z.string(), level: z.number(), text: z.string() })).describe('Bukti utama yang menentukan tingkat; kosong bila tingkat dipilih'),
});

/** An entry of the jump list. */
export const deskStop = z.object({ number: z.string(), name: z.string(), state: z.enum(ITEM_STATES), mine: z.boolean(), mark: z.enum(MARKS).nullable() });

export const sheetRow = z.object({
  number: z.string(), name: z.string(), group: z.string(), claim: level.nullable(), stages: z.array(z.object({ stage, level: level.nullable(), inherited: z.boolean() })),
  first: level.nullable(), second: level.nullable(), state: z.enum(ITEM_STATES), current: level.nullable(), mark: shownMark.nullable(), redone: z.boolean().describe('Dikembalikan lalu dinilai lagi'), asked: z.number(), seen: z.string(),
  together: z.enum(['ready', 'not-viewed']).nullable().describe('Dapat diterima bersama yang lain; not-viewed: sesudah dibuka'),
});
export type SheetRow = z.infer<typeof sheetRow>;

export const calibrationRow = z.object({
  participant: id, name: z.string(), claim: level.nullable(), mine: level.nullable(), other: level.nullable(), current: level.nullable(), state: z.enum(ITEM_STATES),
  fakta: z.string().describe('Awal Fakta'), distance: z.number().describe('Jarak dari nilai tengah'),
});

export const disputeRow = z.object({
  participant: id, name: z.string(), number: z.string(), indicator: z.string(), claim: level.nullable(), seen: z.string(),
  verdicts: z.array(z.object({ role: z.enum(['first', 'second']), by: z.string(), ...textsOfVerdict })),
});
export type CalibrationRow = z.infer<typeof calibrationRow>;
export type DisputeRow = z.infer<typeof disputeRow>;
