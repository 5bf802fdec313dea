import * as z from 'zod';
import { operation, type Operations } from '../../../platform/operation.ts';

const moment = z.iso.datetime();

const punch = z.object({
  id: z.uuid(), at: moment, receivedAt: moment, direction: z.enum(['in', 'out', 'any']), source: z.string(), place: z.string().nullable(), verdict: z.enum(['accepted', 'marked']), reasons: z.array(z.object({ code: z.string(), text: z.string() })),
  review: z.enum(['none', 'open', 'upheld', 'rejected']), words: z.string().describe('Kata atasan yang meninjau'), selfie: z.boolean(),
});
export type OwnPunch = z.infer<typeof punch>;
const place = z.object({ id: z.uuid(), name: z.string(), kind: z.string(), latitude: z.number().nullable(), longitude: z.number().nullable(), radius: z.number().nullable(), to: moment.nullable() });
export type OwnPlace = z.infer<typeof place>;

/** Of a shift: from `opens` to `closes` a check-in may belong to it. A night shift stands at the day on which it begins. */
const workDay = z.object({ day: z.string(), kind: z.enum(['work', 'rest', 'holiday', 'joint-leave']), name: z.string().nullable(), shift: z.object({ code: z.string(), start: moment, end: moment, opens: moment, closes: moment }).nullable() });
export type OwnWorkDay = z.infer<typeof workDay>;

const myDay = z.object({
  at: moment, day: z.string(), punches: z.array(punch).describe('Hari ini dan kemarin, terlama dahulu'), places: z.array(place).describe('Tempat absen Anda hari ini'), days: z.array(workDay).describe('Jam kerja kemarin sampai tujuh hari ke depan, supaya HP tahu juga tanpa jaringan'),
  selfie: z.enum(['never', 'outside', 'always']), selfieDays: z.number().describe('Swafoto dihapus sesudah sekian hari'), accuracyLimit: z.number().describe('Meter; di atasnya absen diberi catatan'), offlineHours: z.number().describe('Absen luring diterima sampai sekian jam'),
  phone: z.enum(['none', 'active', 'asked', 'ended']).describe('HP ini: `asked` menunggu persetujuan'),
});
export type MyDay = z.infer<typeof myDay>;

export const mineOperations = {
  myDay: operation({
    method: 'GET', path: '/kehadiran/absen', permission: 'attendance.own', summary: 'Yang dibawa HP untuk absen: tempat Anda hari ini, jam kerja, dan absen Anda sendiri', description: 'Dengan `device`: HP pertama seseorang langsung menjadi HP absennya; HP lain menunggu persetujuan atasan atau pengelola kepegawaian.',
    input: z.object({ device: z.uuid().optional() }), output: myDay,
  }),
} satisfies Operations;
