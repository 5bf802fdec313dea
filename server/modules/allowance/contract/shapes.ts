import * as z from 'zod';
import { allowanceRules } from '../../../engines/allowance/rules.ts';

export const id = z.uuid('Pengenal tidak benar.');
export const version = z.coerce.number().int().min(1).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Tulis bulan seperti 2026-03.');
export const RUN_STATES = ['draft', 'checked', 'approved', 'exported'] as const;
export type RunState = (typeof RUN_STATES)[number];
export const CORRECTION_KINDS = ['attendance', 'decree', 'closing'] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

export const explainedLine = z.object({
  id: z.string(), label: z.string(), amount: z.number().nullable(), effect: z.enum(['none', 'add', 'subtract']), criterion: z.boolean(),
  calculation: z.string(), exact: z.string().optional(), legalBasis: z.string(),
});
export const slip = z.object({
  month, state: z.enum(RUN_STATES), name: z.string(), nip: z.string(), rank: z.string(), agency: z.string(),
  rules: z.object({ title: z.string(), legalBasis: z.string(), approval: z.string(), from: month }),
  provisional: z.boolean(),
  segments: z.array(z.object({
    fromDay: z.string(), toDay: z.string(), days: z.number(), unit: z.string(), post: z.string(), class: z.number().nullable(),
    productivity: z.string().nullable(), productivitySteps: z.array(z.string()), cut: z.string(), cutSteps: z.array(z.string()), notes: z.array(z.string()),
    lines: z.array(explainedLine), total: z.number().nullable(),
  })),
  gross: z.number().nullable(),
  because: z.object({ full: z.number().describe('Bila produktivitas penuh dan tanpa potongan'), less: z.array(z.object({ why: z.enum(['productivity', 'attendance', 'sanction']), amount: z.number() })) }).nullable().describe('Mengapa kurang dari penuh, dengan rumus yang sama'),
  corrections: z.array(z.object({ month, amount: z.number(), whole: z.number().describe('Seluruh koreksi; selisihnya dibayar bulan lain'), basis: z.string(), reason: z.string() })),
  lines: z.array(explainedLine).describe('Pajak dan iuran'),
  net: z.number().nullable(), missing: z.array(z.string()).describe('Yang belum diketahui, sehingga belum dapat dibayar'),
});
export type Slip = z.infer<typeof slip>;

export const runRow = z.object({
  id, month, agency: id, agencyName: z.string(), state: z.enum(RUN_STATES), version: z.number(), provisional: z.boolean(), stale: z.boolean(),
  people: z.number(), incomplete: z.number(), gross: z.number(), correction: z.number(), net: z.number(), computedAt: z.string(), computedBy: z.string(),
  checkedBy: z.string().nullable(), approvedBy: z.string().nullable(), exportedBy: z.string().nullable(), note: z.string(),
});
export type RunRow = z.infer<typeof runRow>;

export const payRow = z.object({
  id, name: z.string(), nip: z.string(), unit: z.string(), post: z.string(), class: z.number().nullable(), gross: z.number().nullable(), correction: z.number(), net: z.number().nullable(), parts: z.number(), missing: z.array(z.string()),
});

export const rulesRow = z.object({ id, from: month, until: month.nullable(), state: z.enum(['draft', 'published']), version: z.number(), title: z.string(), legalBasis: z.string(), madeBy: z.string(), publishedBy: z.string().nullable(), used: z.number().describe('Daftar bayar yang dihitung dengannya') });
export const rulesView = rulesRow.extend({ rules: allowanceRules, problems: z.array(z.object({ path: z.string(), message: z.string() })), words: z.array(z.object({ name: z.string(), meaning: z.string() })) });

export const classRow = z.object({ post: id, title: z.string(), unit: z.string(), holder: z.string(), class: z.number().nullable(), fromDay: z.string().nullable(), basis: z.string() });
export const sanctionRow = z.object({ id, person: id, name: z.string(), percent: z.string(), from: month, to: month, basis: z.string(), madeBy: z.string(), withdrawn: z.boolean() });
export const correctionRow = z.object({ id, name: z.string(), month, amount: z.number(), settled: z.number(), kind: z.enum(CORRECTION_KINDS), basis: z.string(), reason: z.string(), madeBy: z.string(), madeAt: z.string() });
export const difference = z.object({ pay: id, person: id, name: z.string(), unit: z.string(), month, paid: z.number().describe('Sudah dibayar, dengan koreksinya'), now: z.number().nullable(), amount: z.number(), why: z.array(z.string()) });

export const changedBy = z.object({ name: z.string(), people: z.number(), before: z.number(), after: z.number(), gain: z.number(), lose: z.number(), same: z.number() });
export const simulation = z.object({
  months: z.array(month), people: z.number(), slips: z.number(), before: z.number(), after: z.number(), gain: z.number(), lose: z.number(), same: z.number(), unknown: z.number(),
  byMonth: z.array(changedBy), byClass: z.array(changedBy), byUnit: z.array(changedBy), changes: z.array(z.string()).describe('Apa yang diubah'),
  most: z.array(z.object({ post: z.string(), unit: z.string(), class: z.number().nullable(), before: z.number(), after: z.number() })).describe('Perubahan terbesar, tanpa nama'),
});
export type Simulation = z.infer<typeof simulation>;
