import * as z from 'zod';
import { readTime } from './shift.ts';
import { percentShape, schemeFormat } from './scheme.ts';

/**
 * The whole rule of one local government: the scheme of bands, and every point that regulations leave open (reference of attendance,
 * section 3). Unlike a scheme that was found it must be complete: a day always has a value.
 */
export const policyFormat = schemeFormat.omit({ id: true, withoutLog: true }).extend({
  late: schemeFormat.shape.late.refine((bands) => bands.length > 0, 'Isi paling sedikit satu rentang terlambat.'),
  early: schemeFormat.shape.early.refine((bands) => bands.length > 0, 'Isi paling sedikit satu rentang pulang sebelum waktu.'),
  absent: percentShape,
  missing: z.object({ in: z.object({ code: z.string().min(1), percent: percentShape }), out: z.object({ code: z.string().min(1), percent: percentShape }) }),
  /** What the percentages are taken of: the part of discipline, or the whole allowance. */
  base: z.enum(['discipline-part', 'total']).default('discipline-part'),
  /** Lateness up to so many minutes is repaid by staying longer on the same day; the hours of the unit may give more. */
  flexMinutes: z.number().int().min(0).max(240).default(0),
  /** Half a day of leave or duty moves the hours that are expected, covers lateness of the whole day, or changes nothing. */
  halfDay: z.enum(['moves-hours', 'covers-day', 'stands']).default('moves-hours'),
  /** Where the halves meet, on the clock; without it in the middle of the shift. */
  halfDayAt: z.string().refine((text) => readTime(text) !== undefined, 'Tulis jam seperti 12:00.').optional(),
  /** An outage of the service moves the expected hours to its end, or covers the whole day on which it lay. */
  outage: z.enum(['moves-hours', 'covers-day']).default('moves-hours'),
  /** Punches of other classes are as if they were not there. */
  countedClasses: z.array(z.enum(['A', 'B', 'C', 'D'])).min(1).default(['A', 'B', 'C', 'D']),
  /** Days whose weakest punch is of another class cost nothing for lateness. */
  cutClasses: z.array(z.enum(['A', 'B', 'C', 'D'])).default(['A', 'B', 'C', 'D']),
  /** Punches closer than this are one. */
  repeatSeconds: z.number().int().min(0).max(1800).default(120),
  /** A working day without activity log: each day, or once in a month. */
  withoutLog: z.object({ percent: percentShape, per: z.enum(['day', 'month']) }).optional(),
  forgotten: z.object({ perMonth: z.number().int().min(0).max(31), withinDays: z.number().int().min(0).max(60) }).default({ perMonth: 3, withinDays: 7 }),
  /** Working days in which a person may object to a recap that the unit has verified. */
  objectionDays: z.number().int().min(0).max(30).default(3),
  /** Minutes of lateness and early leaving that make one day of absence for PP 94/2021; 0: they do not add up. */
  lateMinutesPerDay: z.number().int().min(0).max(1440).default(450),
  /** Who is counted. */
  employments: z.array(z.enum(['pns', 'cpns', 'pppk', 'contract', 'village', 'head-of-region'])).min(1).default(['pns', 'cpns', 'pppk', 'contract']),
});
export type PolicyText = z.input<typeof policyFormat>;
export type AttendancePolicy = z.output<typeof policyFormat>;
