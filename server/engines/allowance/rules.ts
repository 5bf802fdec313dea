import * as z from 'zod';
import { expressionText } from '../forms/form-definition.ts';

const name = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'Id ditulis huruf kecil, angka, dan garis bawah, misalnya tpp_dasar.');
const basis = z.string().trim().min(3, 'Tulis dasar hukumnya.').max(400);
const label = z.string().trim().min(2).max(120);

/** A figure that formulas use by its id: an index, a share, a tariff. Decimal text, so that 0.7 is exactly seven tenths. */
export const parameter = z.strictObject({
  id: name, label, legalBasis: basis,
  value: z.string().regex(/^-?\d{1,12}(\.\d{1,10})?$/, 'Tulis angka dengan titik desimal, misalnya 0.7.'),
  /** How people read it: 0.6 as "0,6" or as "60 %". */
  unit: z.enum(['index', 'percent', 'rupiah', 'number']).default('index'),
});
export type Parameter = z.infer<typeof parameter>;

/**
 * One line of a slip. `segment` lines are worked out for each part of the month that a person spent in one post, `person` lines once,
 * over the sums of those before. A line that does not apply (`when`) is nil. Each amount is rounded half up to whole rupiah.
 */
export const line = z.strictObject({
  id: name, label, legalBasis: basis,
  level: z.enum(['segment', 'person']).default('segment'),
  /** What the line does: nothing by itself (a step), or adds to or takes from what is paid. */
  effect: z.enum(['none', 'add', 'subtract']).default('none'),
  /** One of the criteria of Kepmendagri 900-4700/2020, a share of the basic amount that the Minister approves. */
  criterion: z.boolean().default(false),
  amount: expressionText,
  when: expressionText.optional(),
});
export type Line = z.infer<typeof line>;

/** A column of the file for the payroll: what stands in it, or `baris:ID` for one line. */
export const payrollColumn = z.strictObject({
  heading: z.string().trim().min(1).max(60),
  value: z.string().regex(/^(nip|nama|unit|jabatan|kelas|golongan|status|bruto|koreksi|bersih|bulan|baris:[a-z][a-z0-9_]{1,39})$/, 'Pilih nip, nama, unit, jabatan, kelas, golongan, status, bulan, bruto, koreksi, bersih, atau baris:id.'),
});

/** All that a region decides about the allowance (TPP), as data: valid from a month until the next version begins. */
export const allowanceRules = z.strictObject({
  title: z.string().trim().min(3).max(200),
  legalBasis: basis,
  /** Approval of the shares by the Minister of Home Affairs: number and date. */
  approval: z.string().trim().max(300).default(''),
  /** Allowance by job class (kelas jabatan) 1 to 17, whole rupiah. */
  classes: z.strictObject({ legalBasis: basis, amounts: z.record(z.string().regex(/^(1[0-7]|[1-9])$/), z.number().int().min(0).max(1_000_000_000)) }),
  parameters: z.array(parameter).max(60),
  lines: z.array(line).min(1).max(60),
  /** Who is paid at all: kinds of employment. */
  employment: z.array(z.enum(['pns', 'cpns', 'pppk'])).min(1),
  /** Day of December on which the year's last payment closes, because it must lie inside the budget year. */
  /** What the payroll system wants to read, in its order. */
  payroll: z.array(payrollColumn).min(1).max(40),
  december: z.strictObject({ closesOn: z.number().int().min(1).max(31), legalBasis: basis }),
});
export type AllowanceRules = z.infer<typeof allowanceRules>;
