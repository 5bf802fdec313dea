import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { done, givenPassword, hat, level, needs, newPassword, session, typedText } from './shared.ts';

const sharedComputer = z.boolean().default(false).describe('Komputer bersama: sesi singkat, tidak ada yang diingat');
const device = z.string().max(200).default('').describe('Nama perangkat untuk daftar sesi');
const phone = z.string().trim().max(30).optional();
const email = z.string().trim().max(120).optional();

export const sessionEntry = z.object({
  id: z.string(),
  device: z.string(),
  createdAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  sharedComputer: z.boolean(),
  hat: z.string().nullable(),
  current: z.boolean(),
});
export type SessionEntry = z.infer<typeof sessionEntry>;

export const me = z.object({
  id: z.string(),
  name: z.string(),
  birthDate: z.string().nullable(),
  nikMasked: z.string().nullable(),
  nip: z.string().nullable(),
  userName: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  level,
  verifiedAt: z.iso.datetime().nullable(),
  kind: z.enum(['citizen', 'officer', 'integrator']),
  hat: hat.nullable(),
  hats: z.array(hat),
  secondFactor: z.object({
    totp: z.boolean(),
    recoveryCodesLeft: z.number().int(),
    passkeys: z.array(z.object({ id: z.string(), label: z.string(), createdAt: z.iso.datetime(), usedAt: z.iso.datetime().nullable() })),
    givenAt: z.iso.datetime().nullable(),
    compulsory: z.boolean().describe('Salah satu jabatan Anda mewajibkannya'),
  }),
});
export type Me = z.infer<typeof me>;

export const signInOperations = {
  registerCitizen: operation({
    method: 'POST',
    path: '/akun',
    permission: 'public',
    summary: 'Daftar akun warga dengan NIK; identitas diverifikasi kemudian di loket',
    status: 201,
    // No rule here: what is wrong with the fields is told by the service, all at once.
    input: z.object({ name: z.string().default(''), nik: z.string().default(''), birthDate: z.string().default('').describe('TTTT-BB-HH'), phone: z.string().trim().optional(), email: z.string().trim().optional(), password: z.string().default(''), sharedComputer, device }),
    output: session.extend({ warnings: z.array(z.string()) }),
  }),
  signIn: operation({
    method: 'POST',
    path: '/sesi',
    permission: 'public',
    summary: 'Masuk dengan NIK, NIP, nama pengguna, nomor ponsel, atau surel',
    description: 'Jawaban untuk akun yang tidak ada sama dengan jawaban untuk kata sandi yang salah.',
    input: z.object({
      identifier: typedText,
      password: givenPassword,
      nik: z.string().max(60).optional().describe('Bila satu nomor ponsel dipakai beberapa orang'),
      sharedComputer,
      device,
    }),
    output: session,
  }),
  signOut: operation({
    method: 'DELETE', path: '/sesi/ini', permission: 'signed-in', summary: 'Keluar: sesi ini berakhir', input: z.object({}), output: done,
  }),
  listSessions: operation({
    method: 'GET', path: '/akun/saya/sesi', permission: 'signed-in', summary: 'Perangkat tempat akun ini sedang masuk',
    input: z.object({}), output: z.object({ items: z.array(sessionEntry) }),
  }),
  revokeSession: operation({
    method: 'DELETE', path: '/akun/saya/sesi/{id}', permission: 'signed-in', summary: 'Keluarkan satu perangkat',
    input: z.object({ id: z.uuid() }), output: done,
  }),
  revokeOtherSessions: operation({
    method: 'DELETE', path: '/akun/saya/sesi', permission: 'signed-in', summary: 'Keluarkan semua perangkat lain',
    input: z.object({}), output: z.object({ count: z.number().int() }),
  }),
  getMe: operation({
    method: 'GET', path: '/akun/saya', permission: 'signed-in', summary: 'Akun saya: data diri, jabatan, dan pengamanannya', input: z.object({}), output: me,
  }),
  chooseHat: operation({
    method: 'PUT', path: '/sesi/ini/jabatan', permission: 'signed-in', summary: 'Pilih jabatan yang dipakai dalam sesi ini; kosong: sebagai warga',
    input: z.object({ holdingId: z.uuid().nullable() }), output: z.object({ needs, hat: hat.nullable() }),
  }),
  changePassword: operation({
    method: 'PUT', path: '/akun/saya/kata-sandi', permission: 'signed-in', summary: 'Ganti kata sandi; perangkat lain dikeluarkan',
    input: z.object({ current: givenPassword, password: newPassword }), output: done,
  }),
  changeContact: operation({
    method: 'PUT', path: '/akun/saya/kontak', permission: 'signed-in', summary: 'Ganti nomor ponsel dan surel',
    input: z.object({ phone, email, password: givenPassword }), output: done,
  }),
  requestReset: operation({
    method: 'POST', path: '/akun/atur-ulang', permission: 'public', summary: 'Minta tautan atur ulang kata sandi lewat surel, bila akun mempunyainya',
    description: 'Jawabannya sama, ada atau tidak ada akun seperti itu.',
    input: z.object({ identifier: typedText }), output: done,
  }),
  activate: operation({
    method: 'POST', path: '/akun/kode', permission: 'public', summary: 'Pakai kode dari kartu aktivasi atau kode atur ulang, lalu tetapkan kata sandi',
    input: z.object({ code: typedText, password: newPassword, sharedComputer, device }), output: session.extend({ name: z.string() }),
  }),
};
