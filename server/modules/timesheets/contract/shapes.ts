import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { unitKind } from '../../organization/contract.ts';

export const id = z.uuid('Pengenal tidak benar.');
export const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
export const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'Tulis bulan seperti 2026-03.');
export const version = z.coerce.number().int().min(1).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');
export const reason = (what: string) => z.string().trim().min(10, `Tulis ${what}, paling sedikit sepuluh huruf.`).max(500, 'Paling panjang 500 huruf.');
export const clockText = z.string().trim().regex(/^([01]\d|2[0-3])[:.][0-5]\d$/, 'Tulis jam seperti 07:30.');

/** Codes of days in words; kinds of leave bring their own. */
export const CODES: Readonly<Record<string, string>> = { H: 'Hadir', DL: 'Dinas luar', WFH: 'Kerja dari rumah', WFA: 'Kerja dari tempat lain', TB: 'Tugas belajar', IB: 'Izin belajar', TK: 'Tanpa keterangan', '-': 'Tidak ada jam kerja', '?': 'Belum selesai' };
export const STATES = { draft: 'Konsep', verified: 'Diverifikasi unit', locked: 'Terkunci' } as const;
export const recapState = z.enum(['draft', 'verified', 'locked']);
export const PETITIONS = { forgotten: 'Lupa absen', objection: 'Keberatan' } as const;
export const PETITION_STATES = { open: 'Menunggu', granted: 'Disetujui', refused: 'Ditolak', withdrawn: 'Ditarik' } as const;

export const petition = z.object({
  id, kind: z.enum(['forgotten', 'objection']), day: z.string(), side: z.enum(['in', 'out']).nullable(), time: z.string().optional().describe('Jam yang dimohonkan'), reason: z.string(), evidence: z.string().optional().describe('Alamat buktinya'), state: z.enum(['open', 'granted', 'refused', 'withdrawn']),
  personName: z.string(), unitName: z.string(), askedAt: z.string(), decidedBy: z.string().optional(), answer: z.string().optional(), decider: z.string().optional().describe('Jabatan yang memutuskan'), found: z.string().optional().describe('Hasil hari itu sekarang'), version: z.number(),
});
export type Petition = z.infer<typeof petition>;

export const dayView = z.object({
  day: z.string(), code: z.string(), title: z.string(), tone: z.enum(['ok', 'soon', 'late', 'plain', 'info']), in: z.string().optional().describe('Jam, misalnya 07.31'), out: z.string().optional(), percent: z.number().describe('Perseratus persen'), late: z.number().optional().describe('Menit'), early: z.number().optional(),
  class: z.enum(['A', 'B', 'C', 'D']).optional(), steps: z.array(z.string()), petitions: z.array(petition), may: z.array(z.enum(['forgotten-in', 'forgotten-out', 'object'])),
});
export type DayView = z.infer<typeof dayView>;
export const changeView = z.object({ personName: z.string(), day: z.string(), before: z.string(), after: z.string(), why: z.string(), at: z.string(), closed: z.boolean() });

const counts = z.record(z.string(), z.number());
export const segmentView = z.object({
  person: id, name: z.string(), unitName: z.string(), fromDay: z.string(), toDay: z.string(), due: z.number(), present: z.number(), duty: z.number(), flexible: z.number(), leave: z.number(), leaves: z.string().describe('Misalnya CT 2, CS 1'), study: z.number(), unexplained: z.number(), jointLeave: z.number(),
  late: z.number(), lateMinutes: z.number(), early: z.number(), earlyMinutes: z.number(), missingIn: z.number(), missingOut: z.number(), effectiveMinutes: z.number(), percent: z.number(), withoutLog: z.number(), faults: counts, counts, classes: z.object({ A: z.number(), B: z.number(), C: z.number(), D: z.number() }), corrected: z.number().describe('Jumlah koreksi, perseratus persen'), earlier: z.number().optional().describe('HK dari rekap sebelum Pendopo'),
});
export type SegmentView = z.infer<typeof segmentView>;

export const monthView = z.object({
  month: z.string(), before: z.string(), after: z.string(), today: z.string(), zone: z.string(), name: z.string(), unitName: z.string(), rule: z.string().nullable().describe('Aturan yang berlaku; kosong: belum ada'), days: z.array(dayView), totals: segmentView.nullable(), earlierUntil: z.string().optional().describe('Sampai hari ini bulannya dari rekap sebelum Pendopo'),
  recap: z.object({ state: recapState, objectionsUntil: z.string().optional(), lockedAt: z.string().optional() }), forgottenLeft: z.number(), changes: z.array(changeView), ladder: z.object({ days: z.number(), absent: z.number(), lateMinutes: z.number(), sentence: z.string() }).nullable(),
});
export type MonthView = z.infer<typeof monthView>;

export const recapRow = z.object({ agency: id, name: z.string(), people: z.number(), state: recapState, stateText: z.string(), objectionsUntil: z.string().optional(), openPetitions: z.number(), unexplained: z.number(), late: z.number(), lockedAt: z.string().optional() });
export const correctionView = z.object({ id, personName: z.string(), percent: z.number(), counts, basis: z.string(), reason: z.string(), day: z.string(), by: z.string() });
export const recapView = z.object({
  agency: id, name: z.string(), month: z.string(), before: z.string(), after: z.string(), today: z.string(), isPast: z.boolean(), state: recapState, stateText: z.string(), version: z.number(), verifiedBy: z.string().optional(), verifiedAt: z.string().optional(), objectionsUntil: z.string().optional(), returnedReason: z.string().optional(), lockedBy: z.string().optional(), lockedAt: z.string().optional(),
  rows: z.array(segmentView), petitions: z.array(petition), changes: z.array(changeView), corrections: z.array(correctionView), paper: z.object({ number: z.string(), state: z.string(), url: z.string().optional() }).optional(), may: z.array(z.enum(['verify', 'return', 'lock', 'correct', 'export', 'sign'])), blocked: z.string().optional().describe('Mengapa belum dapat dikunci'),
});
export type RecapView = z.infer<typeof recapView>;

export const policyRow = z.object({ id, title: z.string(), legalBasis: z.string(), fromDay: z.string(), toDay: z.string().nullable(), reach: z.string().describe('Berlaku bagi siapa'), state: z.enum(['draft', 'published', 'withdrawn']), inForce: z.boolean(), publishedBy: z.string().optional(), publishedAt: z.string().optional() });
const percentText = z.string().trim().regex(/^\d{1,3}([.,]\d{1,2})?$/, 'Tulis persen seperti 0,5.').transform((text) => text.replace(',', '.'));
const whole = (most: number) => z.coerce.number({ error: 'Isi dengan angka.' }).int('Isi dengan bilangan bulat.').min(0, 'Paling kecil 0.').max(most, `Paling besar ${most.toLocaleString('id-ID')}.`);
const band = z.object({ code: z.string().trim().min(1, 'Beri kode.').max(10), from: whole(1440).min(1, 'Mulai dari 1 menit.'), to: whole(1440).optional(), percent: percentText });
const classes = z.union([z.enum(['A', 'B', 'C', 'D']).transform((one) => [one]), z.array(z.enum(['A', 'B', 'C', 'D']))]);
const several = <S extends z.ZodType<string>>(one: S, most: number) => z.union([one.transform((each) => [each]), z.array(one).max(most)]);
/** The rule as it is written on a form. */
export const policyInput = z.object({
  title: z.string().trim().min(3, 'Tulis nama aturannya.').max(200), legalBasis: z.string().trim().min(5, 'Tulis dasarnya, misalnya nomor dan pasal peraturan.').max(300), fromDay: day, toDay: day.nullish(),
  units: several(id, 300).optional().describe('Hanya bagi unit ini dan di bawahnya; yang paling dekat yang berlaku'), unitKinds: several(unitKind, 14).optional().describe('Hanya bagi unit sejenis ini; unit yang disebut mendahului'),
  late: z.array(band).min(1, 'Isi paling sedikit satu rentang.').max(12), early: z.array(band).min(1, 'Isi paling sedikit satu rentang.').max(12), missingIn: z.object({ code: z.string().trim().min(1).max(10), percent: percentText }), missingOut: z.object({ code: z.string().trim().min(1).max(10), percent: percentText }),
  absent: percentText, cap: percentText.optional(), seconds: z.enum(['dropped', 'rounded-up']), grace: whole(120), graceIs: z.enum(['counted', 'forgiven']), base: z.enum(['discipline-part', 'total']), flexMinutes: whole(240), halfDay: z.enum(['moves-hours', 'covers-day', 'stands']), halfDayAt: clockText.optional(),
  outage: z.enum(['moves-hours', 'covers-day']), countedClasses: classes, cutClasses: classes, repeatSeconds: whole(1800), withoutLogPercent: percentText.optional(), withoutLogPer: z.enum(['day', 'month']).default('day'), forgottenPerMonth: whole(31), forgottenWithinDays: whole(60), objectionDays: whole(30), lateMinutesPerDay: whole(1440),
});
export type PolicyInput = z.output<typeof policyInput>;
export const statusView = z.object({ id, personName: z.string(), code: z.enum(['TB', 'IB']), title: z.string(), decision: z.string(), fromDay: z.string(), toDay: z.string(), madeBy: z.string(), ended: z.string().optional(), version: z.number() });
export const outageView = z.object({ id, fromText: z.string(), toText: z.string(), units: z.string(), reason: z.string(), madeBy: z.string(), withdrawn: z.string().optional() });
export const warningView = z.object({
  id, personName: z.string(), title: z.string(), unitName: z.string(), year: z.number(), step: z.string(), level: z.string(), sanction: z.string(), article: z.string(), days: z.number(), absentDays: z.number(), lateMinutes: z.number(), longestRun: z.number(), reachedOn: z.string(), superior: z.string().optional(), state: z.enum(['open', 'summoned', 'closed']), note: z.string(), version: z.number(), maySettle: z.boolean().describe('Anda atasan langsungnya, atau mengelola kepegawaiannya'),
});
export type WarningView = z.infer<typeof warningView>;
