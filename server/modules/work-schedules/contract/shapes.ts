import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';

export const id = z.uuid('Pengenal tidak benar.');
export const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Tulis bulan seperti 2026-03.');
export const version = z.coerce.number().int().min(0).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');

const weekText = z.record(z.string().regex(/^[1-7]$/), z.string().trim().max(120)).describe('Jam per hari, 1 Senin sampai 7 Minggu: "07:30-12:00, 13:00-16:00"');
const minutes = (most: number) => z.coerce.number().int().min(0).max(most, `Paling banyak ${most} menit.`);
const around = { flexMinutes: minutes(180).default(0).describe('Menit lentur: boleh terlambat sebanyak ini asal diganti dengan pulang lebih lama'), before: minutes(720).default(120).describe('Absen dihitung untuk jam kerja ini sejak sekian menit sebelum mulai'), after: minutes(1440).default(240).describe('sampai sekian menit sesudah selesai') };

export const shiftInput = z.object({
  code: z.string().trim().toUpperCase().regex(/^[A-Z0-9]{1,3}$/, 'Kode jaga: satu sampai tiga huruf atau angka.').refine((code) => code !== 'L', 'L sudah berarti libur; pakai kode lain.'),
  name: z.string().trim().min(2, 'Tulis nama jaganya.').max(60), hours: z.string().trim().max(20).describe('07:00-14:00; 21:00-07:00 selesai esok hari'),
  overnight: z.boolean().default(false).describe('Sampai esok hari walau lebih dari dua belas jam'), breakMinutes: minutes(240).default(0),
});
export const weekBody = z.object({ kind: z.literal('week'), hours: weekText, ramadan: weekText.optional().describe('Pada masa khusus kalender (Ramadan); tanpa isian: jam yang sama'), ...around });
export const shiftBody = z.object({
  kind: z.literal('shift'), shifts: z.array(shiftInput).min(1, 'Tulis paling sedikit satu jaga.').max(12, 'Paling banyak dua belas jaga.'),
  rotation: z.array(z.string().trim().toUpperCase().max(3)).max(60).default([]).describe('Urutan yang diulang pengisi jadwal; L libur'),
  leastRest: z.coerce.number().int().min(0).max(72).default(8).describe('Jam istirahat di antara dua jaga; kurang dari itu diperingatkan'),
  mostDays: z.coerce.number().int().min(1).max(31).default(6).describe('Hari jaga berturut-turut; lebih dari itu diperingatkan'), ...around,
});
/** A pattern of working time as it is written. */
export const patternBody = z.discriminatedUnion('kind', [weekBody, shiftBody]);
export type PatternBody = z.output<typeof patternBody>;
export type ShiftInput = z.output<typeof shiftInput>;

export const weekHours = z.object({ label: z.string(), words: z.string(), beside: z.string().describe('Dibandingkan dengan Perpres 21/2023'), tone: z.enum(['ok', 'soon']) });
export const patternVersion = z.object({ hours: z.array(weekHours), number: z.number(), validFrom: z.string(), body: patternBody, legalBasis: z.string(), source: z.string(), verified: z.boolean(), note: z.string(), by: z.string() });
export const patternRow = z.object({ id, name: z.string(), kind: z.enum(['week', 'shift']), words: z.string().describe('"37 jam 30 menit sepekan" atau jaga-jaganya'), legalBasis: z.string(), verified: z.boolean(), validFrom: z.string(), units: z.number(), people: z.number(), version: z.number(), hours: z.array(weekHours), lastDay: z.string().nullable().describe('Hari terakhir berlakunya') });
export type PatternRow = z.infer<typeof patternRow>;

export const assignmentRow = z.object({ id, unit: id.nullable(), unitName: z.string(), person: id.nullable(), personName: z.string(), pattern: id.nullable(), patternName: z.string(), fromDay: z.string(), toDay: z.string().nullable(), openOnJointLeave: z.boolean(), legalBasis: z.string() });
export type AssignmentRow = z.infer<typeof assignmentRow>;

export const rosterPerson = z.object({ person: id, name: z.string(), title: z.string(), codes: z.array(z.string()).describe('Satu per hari bulan itu; "" belum diisi'), fixed: z.array(z.boolean()).describe('Hari yang bukan milik jadwal ini: pola lain, atau belum di unit ini'), hours: z.number() });
export const rosterWarning = z.object({ person: id, name: z.string(), day: z.string(), words: z.string() });
export type RosterWarning = z.infer<typeof rosterWarning>;
export const shiftShown = z.object({ code: z.string(), name: z.string(), hours: z.string() });

export const scheduleDay = z.object({ day: z.string(), kind: z.enum(['work', 'rest', 'holiday', 'joint-leave']), name: z.string().optional(), code: z.string(), hours: z.string().describe('"07.30–16.00"'), pattern: z.string() });
export type ScheduleDay = z.infer<typeof scheduleDay>;
