import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';

export const id = z.uuid();
export const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
const line = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling panjang ${most} huruf.`);

/** The order that sends somebody away; both are kinds of naskah dinas. */
export const KINDS = { 'surat-tugas': 'Surat tugas', 'surat-perintah': 'Surat perintah' } as const;
export const kind = z.enum(['surat-tugas', 'surat-perintah']);
export type TripKind = z.infer<typeof kind>;
export const PARTS = { full: 'Sepanjang hari', morning: 'Paruh pertama hari', afternoon: 'Paruh kedua hari' } as const;
export const tripPart = z.enum(['full', 'morning', 'afternoon']);
export type TripPart = z.infer<typeof tripPart>;
export const STATES = { konsep: 'Menunggu tanda tangan', terbit: 'Terbit', batal: 'Batal' } as const;
export const tripState = z.enum(['konsep', 'terbit', 'batal']);
export type TripState = z.infer<typeof tripState>;

export const budget = z.object({
  /** Kode rekening, as text: leading zeros and points count. */
  code: line(3, 60, 'Tulis kode rekeningnya.'),
  institution: line(3, 200, 'Tulis instansi pembeban anggaran.'),
  source: z.string().trim().max(200).default('').describe('Sumber pagu: DPA, tahun, kegiatan'),
  tier: z.string().trim().max(40).default('').describe('Tingkat biaya perjalanan dinas'),
});
export const travellerInput = z.object({
  holding: id.optional().describe('Pegawai dari organisasi; nama, NIP, pangkat, dan jabatan diambil dari sana'),
  name: z.string().trim().max(150).default(''), nip: z.string().trim().max(40).default(''), rank: z.string().trim().max(60).default(''), title: z.string().trim().max(200).default(''),
});
export type TravellerInput = z.infer<typeof travellerInput>;
export const tripFields = {
  kind, purpose: line(5, 500, 'Tulis maksud perjalanannya.'), basis: z.array(line(3, 300, 'Tulis dasarnya.')).min(1, 'Tulis paling sedikit satu dasar.').max(10, 'Paling banyak sepuluh dasar.'), origin: line(2, 120, 'Tulis tempat berangkat.'), destination: line(2, 200, 'Tulis tempat tujuan.'),
  fromDay: day, toDay: day, part: tripPart.default('full').describe('Setengah hari hanya untuk perjalanan satu hari'), means: line(2, 120, 'Tulis alat angkutannya.'), budget, note: z.string().trim().max(300).default(''), signingUnit: id.describe('Unit yang menandatangani'),
  travellers: z.array(travellerInput).min(1, 'Pilih paling sedikit satu orang.').max(40, 'Paling banyak 40 orang dalam satu surat.'),
};

export const warning = z.object({ name: z.string(), words: z.string(), fromDay: z.string(), toDay: z.string() });
export type Warning = z.infer<typeof warning>;
export const paper = z.object({ label: z.string(), number: z.string(), state: z.string(), stateText: z.string(), url: z.string().optional() });
export const tripRow = z.object({
  id, unitName: z.string(), kind, state: tripState, purpose: z.string(), destination: z.string(), fromDay: z.string(), toDay: z.string(), part: tripPart, days: z.number(), number: z.string().optional(),
  travellers: z.array(z.object({ name: z.string(), person: id.nullable() })),
});
export const tripView = tripRow.extend({
  version: z.number(), basis: z.array(z.string()), origin: z.string(), means: z.string(), budget, note: z.string(), signingUnit: id, signingUnitName: z.string(), signer: z.string().optional().describe('Pejabat yang menandatangani hari ini'),
  people: z.array(z.object({ id, holding: id.nullable(), name: z.string(), nip: z.string(), rank: z.string(), title: z.string(), spdNumber: z.string().optional() })),
  preparedBy: z.string(), preparedAt: z.string(), orderedBy: z.string().optional(), orderedAt: z.string().optional(), cancelledBy: z.string().optional(), cancelReason: z.string().optional(),
  warnings: z.array(warning).describe('Peringatan, bukan larangan'), papers: z.array(paper), may: z.array(z.enum(['change', 'order', 'cancel'])),
});
export type TripView = z.infer<typeof tripView>;
