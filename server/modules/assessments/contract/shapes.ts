import * as z from 'zod';
import { KINDS } from './words.ts';

export const id = z.uuid('Pengenal tidak benar.');
export const year = z.coerce.number().int().min(2000, 'Tahun mulai 2000.').max(2199, 'Tahun paling akhir 2199.');
export const instrumentId = z.string().regex(/^[a-z][a-z0-9-]{2,39}$/, 'Pengenal instrumen tidak benar.');

/** One published year of one index. */
export const cycle = z.object({
  id, name: z.string().describe('"Indeks SPBE 2023"'), year: z.number(), family: z.string(), instrument: z.string(), instrumentName: z.string(),
  kind: z.enum(['published', 'levels']).describe('published: seperti tercetak; levels: dihitung dari tingkat'),
  basis: z.enum(['rounded', 'unrounded']), source: z.string(), count: z.number(), own: z.boolean().describe('Hasil satu instansi yang disampaikan penyelenggaranya, bukan daftar'),
});
export type Cycle = z.infer<typeof cycle>;

export const nationalRow = z.object({
  institution: id, name: z.string(), kind: z.enum(KINDS), region: z.string().nullable(), province: z.string().nullable(),
  index: z.string().describe('Dua angka di belakang titik'), predicate: z.string(), doubt: z.string().nullable().describe('Yang janggal pada sumbernya'),
  rank: z.number(), rankInKind: z.number(), rankInProvince: z.number().nullable(),
  change: z.string().nullable().describe('Terhadap siklus sebelumnya: +0.12'),
});
export type NationalRow = z.infer<typeof nationalRow>;

export const part = z.object({ key: z.string(), number: z.string(), name: z.string(), value: z.string().nullable() });
export const bucket = z.object({ label: z.string(), count: z.number(), light: z.string(), dark: z.string() });

/** A node of an instrument, flat and in order; `depth` 0 is the top. */
export const instrumentNode = z.object({
  depth: z.number(), tier: z.string().nullable(), number: z.string(), name: z.string(), weight: z.string(),
  capability: z.string().nullable(), asks: z.string().nullable(), note: z.string().nullable(), supervisor: z.string().nullable(), external: z.string().nullable(),
  levels: z.array(z.object({
    level: z.number(), name: z.string(), toFill: z.string().nullable(), source: z.object({ legalBasis: z.string(), verified: z.boolean() }).nullable().describe('Diisi administrator dari sini'),
    criteria: z.array(z.string()), evidence: z.array(z.object({ text: z.string(), main: z.boolean() })),
  })),
});
export type InstrumentNode = z.infer<typeof instrumentNode>;
