import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { employment } from '../../organization/contract.ts';

export const id = z.uuid('Pengenal tidak benar.');
export const day = z.string().refine(isCalendarDay, { error: ({ input }) => (input === '' ? 'Isi tanggalnya.' : 'Tulis tanggal yang ada, berbentuk 2026-03-02.') });
export const version = z.coerce.number().int().min(1).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');
export const year = z.coerce.number().int().min(2000).max(2100);

// Chapters: kinds and rules as data · a request · a balance

export const legalBasis = z.object({ title: z.string().trim().min(3, 'Tulis dasar hukumnya.').max(300), source: z.string().trim().max(200).default(''), verified: z.boolean().default(false) });
const span = z.object({ months: z.number().int().min(1).max(60).optional(), days: z.number().int().min(1).max(400).optional() }).refine((one) => (one.months === undefined) !== (one.days === undefined), 'bulan atau hari');
export type Span = z.output<typeof span>;
const months = z.number().int().min(0).max(600);
export const leaveKind = z.object({
  code: z.string().regex(/^[A-Z]{1,6}$/), title: z.string().trim().min(3).max(80), legalBasis, who: z.array(employment).min(1), counts: z.enum(['working-days', 'calendar-days']),
  balance: z.literal('annual').optional(), most: span.optional(), extension: span.optional(), service: months.default(0), again: months.optional(), times: z.number().int().min(1).optional(), women: z.boolean().default(false),
  travelDays: z.number().int().min(0).max(30).default(0), halfDays: z.boolean().default(false), cancelsAnnual: z.boolean().default(false), late: z.boolean().default(false).describe('Boleh diajukan sesudah harinya lewat'),
  evidence: z.array(z.object({ after: z.number().int().min(1), what: z.string().min(3) })).default([]),
  reasons: z.array(z.object({ id: z.string().regex(/^[a-z0-9-]{2,30}$/), title: z.string().min(3).max(120), most: span.optional(), service: months.optional() })).default([]),
  classification: z.string().default(''),
});
export type LeaveKind = z.output<typeof leaveKind>;
const right = z.object({ days: z.number().int().min(0).max(60), carry: z.number().int().min(0).max(60) });
export const annualRule = z.object({ legalBasis, ...right.shape, untouchedYears: z.number().int().min(1).max(5), untouchedTotal: z.number().int().min(0).max(90), postponedTotal: z.number().int().min(0).max(90), by: z.partialRecord(employment, right).default({}) });
export type AnnualRule = z.output<typeof annualRule>;
export const postKinds = ['staff', 'unit-head', 'agency-head', 'sekda'] as const;
export const grantors = ['agency-head', 'sekda', 'regent'] as const;
export const grantingRule = z.object({ kinds: z.array(z.string()).default([]), posts: z.array(z.enum(postKinds)).default([]), days: z.number().int().min(1).optional(), by: z.enum(grantors) });
export type GrantingRule = z.output<typeof grantingRule>;
export type PostKind = (typeof postKinds)[number];
export type Grantor = (typeof grantors)[number];

export const STATES = { diajukan: 'Menunggu atasan', ubah: 'Diminta diubah', dipertimbangkan: 'Menunggu keputusan', diberikan: 'Diberikan', ditangguhkan: 'Ditangguhkan', ditolak: 'Tidak disetujui', batal: 'Dibatalkan' } as const;
export const leaveState = z.enum(['diajukan', 'ubah', 'dipertimbangkan', 'diberikan', 'ditangguhkan', 'ditolak', 'batal']);
export type LeaveState = z.infer<typeof leaveState>;
export const leavePart = z.enum(['full', 'morning', 'afternoon']);
/** As on the form of Peraturan BKN 24/2017. */
export const CONSIDERATIONS = { disetujui: 'Disetujui', perubahan: 'Perubahan', ditangguhkan: 'Ditangguhkan', 'tidak-disetujui': 'Tidak disetujui' } as const;
export const consideration = z.enum(['disetujui', 'perubahan', 'ditangguhkan', 'tidak-disetujui']);
export type Consideration = z.infer<typeof consideration>;

export const requestFields = {
  kind: z.string().regex(/^[A-Z]{1,6}$/, 'Pilih jenis cutinya.'), reasonId: z.string().max(30).default(''), purpose: z.string().trim().min(3, 'Tulis alasan cutinya.').max(300), fromDay: day, toDay: day, part: leavePart.default('full'),
  travelDays: z.coerce.number().int().min(0).max(30).default(0).describe('Hari perjalanan di akhir cuti, bagi tempat yang sulit perhubungannya; tidak memotong hak'),
  address: z.string().trim().min(3, 'Tulis alamat selama cuti.').max(300), phone: z.string().trim().max(40).default(''), deputy: z.string().trim().max(200).default('').describe('Siapa yang mengerjakan tugas Anda'), files: z.array(id).max(5, 'Paling banyak lima berkas.').default([]),
  extends: id.optional().describe('Cuti yang diperpanjang'),
};
export const requestRow = z.object({
  id, version: z.number(), person: id, name: z.string(), unitName: z.string(), kind: z.string(), kindTitle: z.string(), fromDay: z.string(), toDay: z.string(), part: leavePart, days: z.number().describe('Hari yang dihitung'), unit: z.enum(['hari kerja', 'hari']), state: leaveState, stateText: z.string(), number: z.string().optional(), waitsFor: z.string(), askedAt: z.string(),
});
export type RequestRow = z.infer<typeof requestRow>;

export const balanceLine = z.object({ words: z.string(), days: z.number(), href: z.string().optional() });
export const balance = z.object({ year: z.number(), right: z.number(), used: z.number(), waiting: z.number(), left: z.number(), lines: z.array(balanceLine), notes: z.array(z.string()) });
export type Balance = z.infer<typeof balance>;

export const requestView = requestRow.extend({
  reason: z.string(), purpose: z.string(), travelDays: z.number(), address: z.string(), phone: z.string(), deputy: z.string(), title: z.string(), nipMasked: z.string(), employmentText: z.string(), files: z.array(z.object({ id, name: z.string(), bytes: z.number(), url: z.string() })), evidence: z.string(),
  superior: z.string(), grantor: z.string(), grantRule: z.string(), balance: balance.optional(), warnings: z.array(z.string()), countedText: z.string(), endedEarly: z.string().optional(),
  steps: z.array(z.object({ at: z.string(), title: z.string(), by: z.string(), words: z.string() })),
  papers: z.array(z.object({ number: z.string(), stateText: z.string(), state: z.string(), url: z.string().optional(), verifyUrl: z.string(), failure: z.string().optional() })),
  acting: z.object({ title: z.string(), href: z.string(), has: z.boolean() }).optional().describe('Kepala unit cuti: Plh. disarankan'),
  may: z.array(z.enum(['change', 'cancel', 'consider', 'grant', 'call-back', 'extend'])),
});
export type RequestView = z.infer<typeof requestView>;
