import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../../platform/operation.ts';

const PHONES = 'attendance.phones';
const id = z.uuid();
const moment = z.iso.datetime();

const phone = z.object({ id, person: id, name: z.string(), title: z.string(), unit: z.string(), device: z.string().describe('Nama HP'), state: z.enum(['asked', 'active', 'ended']), askedAt: moment, decidedAt: moment.nullable(), contactAt: moment.nullable().describe('Terakhir menghubungi server'), lost: z.boolean().describe('Sudah dicabut') });
export type PhoneEntry = z.infer<typeof phone>;

export const phoneOperations = {
  enrolPhone: operation({
    method: 'POST', path: '/kehadiran/hp', permission: 'attendance.own', summary: 'Pakai HP ini untuk absen', description: 'HP pertama seseorang langsung dipakai; HP berikutnya menunggu persetujuan atasan atau pengelola kepegawaian, dan sementara itu absennya diberi catatan.',
    input: z.object({ device: id }), output: z.object({ state: z.enum(['none', 'active', 'asked', 'ended']) }),
  }),
  listPhones: operation({
    method: 'GET', path: '/kehadiran/hp', permission: PHONES, summary: 'HP absen: yang minta disetujui lebih dahulu, lalu yang dipakai', description: 'Atasan melihat bawahan langsungnya; pengelola kepegawaian unit atau instansi melihat semua orang di bagiannya.',
    input: z.object({ query: z.string().trim().max(100).default('') }), output: z.object({ items: z.array(phone), more: z.boolean(), zone: z.string(), mayRevoke: z.boolean() }),
  }),
  approvePhone: operation({ method: 'POST', path: '/kehadiran/hp/{id}/setujui', permission: PHONES, summary: 'Setujui HP baru untuk absen; HP lamanya tidak lagi dipakai', input: z.object({ id }), output: z.object({ id }) }),
  revokePhone: operation({ method: 'POST', path: '/kehadiran/hp/{id}/cabut', permission: PHONES, summary: 'Cabut HP yang hilang atau dipakai orang lain: kirimannya ditolak', input: z.object({ id }), output: z.object({ id }) }),
} satisfies Operations;

export const phonePermissions: PermissionTable = { [PHONES]: { title: 'Menyetujui dan mencabut HP absen', duties: ['*'] } };

export const phoneRefusals: RefusalTable = {
  'attendance.phone-unknown': { status: 404, sentence: 'HP ini tidak ada dalam daftar Anda.' },
  'attendance.phone-own': { status: 403, sentence: 'HP Anda sendiri disetujui oleh atasan atau pengelola kepegawaian.' },
  'attendance.phone-revoke-duty': { status: 403, sentence: 'Mencabut HP orang lain dilakukan pengelola kepegawaian atau administrator.' },
};
