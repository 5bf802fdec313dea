import * as z from 'zod';
import { FONTS, PAPERS } from '../../../engines/documents/letter/letter-data.ts';
import { proseInput, proseOutput } from '../../../engines/prose/prose-schema.ts';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { secrecyNames } from '../../letters/contract.ts';

/** Naskah dinas arahan, korespondensi, khusus, lainnya (Permendagri 1/2023). Stored; never rename one. */
export const familyNames = ['arahan', 'korespondensi', 'khusus', 'lainnya'] as const;
export const family = z.enum(familyNames);
export type Family = z.infer<typeof family>;

/** Where a letter of this kind gets its number: here, or in the national application whose number is only recorded here. */
export const ISSUED_IN = { pendopo: 'Terbit di Pendopo', srikandi: 'Terbit di SRIKANDI, dicatat di sini' } as const;
export const issuedIn = z.enum(['pendopo', 'srikandi']);
export type IssuedIn = z.infer<typeof issuedIn>;

export const id = z.uuid();
export const typeId = z.string().regex(/^[a-z][a-z0-9-]{2,59}$/, 'Jenis naskah tidak dikenal.');
export const calendarDay = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
/** How often a draft was saved: who saves on an older one is told. */
export const draftVersion = z.coerce.number().int().min(0).describe('Versi konsep yang Anda baca; 0 bila belum ada konsep');

const millimetres = (most: number) => z.coerce.number('Tulis dengan angka.').min(5, 'Paling sedikit 5 mm.').max(most, `Paling banyak ${most} mm.`).optional();
export const layout = z.object({
  top: millimetres(80), right: millimetres(60), bottom: millimetres(80), left: millimetres(60),
  size: z.coerce.number('Tulis dengan angka.').min(8, 'Paling kecil 8.').max(16, 'Paling besar 16.').optional().describe('Besar huruf, poin'),
  font: z.enum(FONTS).optional(),
});

const line = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling panjang ${most} huruf.`);
/** What an administrator decides of a kind of letter; everything else belongs to the catalogue. */
const decided = {
  title: line(3, 120, 'Tulis nama jenis naskahnya.'),
  series: line(2, 60, 'Tulis nama seri nomornya.').regex(/^[a-z][a-z0-9-]*$/, 'Nama seri: huruf kecil, angka, dan tanda hubung.'),
  pattern: line(1, 200, 'Tulis pola nomornya.'),
  classification: line(3, 40, 'Pilih kode klasifikasinya.'),
  secrecy: z.enum(secrecyNames),
  paper: z.enum(PAPERS).optional().describe('Kosong: mengikuti kertas instansi'),
  layout: layout.default({}),
  copies: z.array(line(2, 200, 'Tulis penerima tembusan.')).max(20, 'Paling banyak 20 tembusan tetap.').default([]),
  initials: z.coerce.number().int().min(0).max(9, 'Paling banyak sembilan paraf.').describe('Paling sedikit berapa paraf sebelum ditandatangani'),
  issuedIn,
};
export const typeBodyInput = z.object({ ...decided, skeleton: proseInput });
export const typeBody = z.object({ ...decided, skeleton: proseOutput });
export type TypeBody = z.infer<typeof typeBody>;

export const letterField = z.object({
  id: z.string(), label: z.string(), type: z.string(), required: z.boolean(), columns: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
});
const known = {
  id: z.string(), family, sub: z.string().optional(), usualSigner: z.string(), template: z.string(), headOfRegion: z.boolean(), written: z.boolean(), needsAddressee: z.boolean(),
  /** Values of template fields that belong to the kind and are not asked for. */
  fixed: z.record(z.string(), z.string()), legalBasis: z.string(), source: z.string().optional(), verified: z.boolean(),
};
/** A kind of letter as it is in force on a day. */
export const letterType = z.object({
  ...known, ...typeBody.shape, versionId: id.nullable().describe('Kosong: bawaan, belum pernah diubah atau dipakai'), version: z.number().describe('0: bawaan'), validFrom: z.string().nullable(),
  fields: z.array(letterField).describe('Isian templat'),
});

export const typeRow = z.object({
  id: z.string(), family, sub: z.string().optional(), title: z.string(), usualSigner: z.string(), series: z.string(), pattern: z.string(), example: z.string(), secrecy: z.enum(secrecyNames), issuedIn,
  version: z.number(), inForce: z.boolean(), published: z.boolean(), own: z.boolean().describe('Dibuat instansi ini, bukan bawaan'), hasDraft: z.boolean(), startsDay: z.string().optional().describe('Versi berikutnya mulai berlaku'), verified: z.boolean(),
});
export type TypeRow = z.infer<typeof typeRow>;
export const versionRow = z.object({ version: z.number(), validFrom: z.string(), validTo: z.string().nullable(), note: z.string(), by: z.string(), at: z.string(), used: z.boolean(), state: z.enum(['in-force', 'coming', 'past']) });
