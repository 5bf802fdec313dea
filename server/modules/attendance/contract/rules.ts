import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../../platform/operation.ts';

const MANAGE = 'attendance.manage';
const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada.');
const weight = z.coerce.number().int().min(0, 'Paling kecil 0.').max(100, 'Paling besar 100.');

const days = z.coerce.number().int('Tulis angka bulat.').min(7, 'Paling sedikit 7 hari.').max(366, 'Paling lama 366 hari.');
const network = z.union([z.ipv4(), z.cidrv4(), z.ipv6(), z.cidrv6()], 'Tulis alamat jaringan, misalnya 103.10.20.0/24.');

/** How check-ins are judged: data with validity, never a constant. */
export const checkInRule = z.object({
  accuracyLimit: z.coerce.number().int().min(10, 'Paling kecil 10 meter.').max(2000, 'Paling besar 2.000 meter.').describe('Meter; posisi yang kurang teliti diberi catatan'),
  offlineHours: z.coerce.number().int().min(1, 'Paling sedikit 1 jam.').max(720, 'Paling lama 720 jam.').describe('Absen luring yang sampai sesudah sekian jam perlu pernyataan kepala unit'),
  selfie: z.enum(['never', 'outside', 'always']).describe('Kapan swafoto diminta'),
  selfieDays: days.describe('Swafoto dihapus sesudah sekian hari'),
  officePhotoDays: days.describe('Foto dari perangkat kantor dihapus sesudah sekian hari'),
  networks: z.array(network).max(50, 'Paling banyak 50 jaringan.').default([]).describe('Alamat internet kantor; absen yang datang darinya sedikit lebih dipercaya, yang lain tidak dicatat'),
  weights: z.object({ weak: weight, medium: weight, strong: weight }).refine((one) => one.weak <= one.medium && one.medium <= one.strong, { message: 'Tanda yang lebih kuat mengurangi lebih banyak: lemah, sedang, kuat.', path: ['strong'] }).describe('Pengurang nilai kepercayaan menurut kuatnya tanda'),
});
export type CheckInRule = z.output<typeof checkInRule>;

const inForce = z.object({ rule: checkInRule, from: z.string().nullable().describe('Kosong: bawaan Pendopo'), legalBasis: z.string(), verified: z.boolean() });
export type CheckInRuleInForce = z.infer<typeof inForce>;

export const ruleOperations = {
  checkInRules: operation({ method: 'GET', path: '/kehadiran/aturan-absen', permission: MANAGE, summary: 'Cara absen dinilai: yang berlaku sekarang dan yang pernah atau akan berlaku', input: z.object({}), output: z.object({ now: inForce, all: z.array(inForce) }) }),
  setCheckInRule: operation({
    method: 'POST', path: '/kehadiran/aturan-absen', permission: MANAGE, status: 201, summary: 'Tetapkan cara absen dinilai mulai suatu hari', description: 'Absen yang sudah diterima tidak dinilai ulang. Hari yang sama dua kali: yang terakhir menggantikan, selama belum dimulai.',
    input: checkInRule.extend({ from: day, legalBasis: z.string().trim().min(3, 'Tulis dasar hukumnya.').max(300, 'Paling banyak 300 huruf.') }), output: z.object({ from: z.string() }),
  }),
} satisfies Operations;

export const rulePermissions: PermissionTable = { [MANAGE]: { title: 'Menetapkan cara absen dinilai', duties: ['personnel-agency', 'administrator'] } };

export const ruleRefusals: RefusalTable = {
  'attendance.rule-past': { status: 422, sentence: 'Aturan absen berlaku mulai hari ini atau sesudahnya. Pilih tanggal yang lain.' },
  'attendance.rule-begun': { status: 409, sentence: 'Aturan untuk hari itu sudah mulai berlaku. Pilih mulai besok atau sesudahnya.' },
};
