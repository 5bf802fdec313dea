import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { birthDay, done, level, personName, typedText } from './shared.ts';

export const foundAccount = z.object({
  id: z.string(),
  name: z.string(),
  birthDate: z.string().nullable(),
  nikMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  emailMasked: z.string().nullable(),
  level,
  createdAt: z.iso.datetime(),
  staff: z.boolean(),
  secondFactor: z.boolean(),
});
export type FoundAccount = z.infer<typeof foundAccount>;

export const printedCode = z.object({ name: z.string(), code: z.string(), expiresAt: z.iso.datetime() });

export const staffEntry = z.object({
  personId: z.string(),
  accountId: z.string().nullable(),
  name: z.string(),
  nip: z.string().nullable(),
  title: z.string().nullable(),
  unitName: z.string().nullable(),
  status: z.enum(['none', 'pending', 'active', 'locked', 'closed']),
  stateReason: z.string().nullable().describe('Mengapa dikunci atau ditutup'),
  cardExpiresAt: z.iso.datetime().nullable(),
  secondFactor: z.boolean(),
  needsSecondFactor: z.boolean(),
});
export type StaffEntry = z.infer<typeof staffEntry>;

export const card = z.object({
  personId: z.string(), name: z.string(), title: z.string(), unitName: z.string(),
  signInWith: z.string().describe('Dengan apa orang ini masuk: NIP …, NIK, nama pengguna …'),
  code: z.string(), expiresAt: z.iso.datetime(),
});
export type Card = z.infer<typeof card>;

export const deskOperations = {
  findAccounts: operation({
    method: 'POST', path: '/loket/akun/cari', permission: 'identity.verify', summary: 'Cari akun warga di loket menurut NIK, nomor ponsel, atau surel',
    description: 'Setiap pencarian tercatat dalam jejak dan terlihat oleh pemilik akun.',
    input: z.object({ query: typedText }), output: z.object({ items: z.array(foundAccount) }),
  }),
  verifyAccount: operation({
    method: 'POST', path: '/loket/akun/{id}/verifikasi', permission: 'identity.verify', summary: 'Nyatakan identitas sesuai KTP-el yang ditunjukkan',
    input: z.object({ id: z.uuid(), nik: z.string().max(60), name: personName, birthDate: birthDay }),
    output: z.object({ name: z.string(), level, takenFrom: z.number().int(), warnings: z.array(z.string()) }),
  }),
  issueResetCode: operation({
    method: 'POST', path: '/loket/akun/{id}/kode-sandi', permission: 'identity.reset-citizen', summary: 'Cetak kode atur ulang kata sandi untuk warga di loket',
    input: z.object({ id: z.uuid() }), output: printedCode,
  }),
  issueSecondFactorCode: operation({
    method: 'POST', path: '/loket/akun/{id}/kode-verifikasi-kedua', permission: 'identity.reset-citizen', summary: 'Cetak kode pemulihan untuk warga yang kehilangan verifikasi kedua',
    description: 'Kode dipakai pemiliknya di /aktivasi: ia membuat kata sandi baru, dan verifikasi kedua yang lama dilepas saat itu juga.',
    input: z.object({ id: z.uuid() }), output: printedCode,
  }),
  listStaff: operation({
    method: 'GET', path: '/administrator/akun', permission: 'identity.manage-staff', summary: 'Pegawai unit sendiri dan keadaan akunnya',
    input: z.object({
      query: z.string().trim().max(100).default(''),
      unit: z.uuid().optional(),
      status: z.enum(['none', 'pending', 'active', 'locked', 'closed']).optional(),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(25),
    }),
    output: z.object({ items: z.array(staffEntry), next: z.string().nullable(), counts: z.object({ none: z.number(), pending: z.number(), active: z.number() }) }),
  }),
  issueCards: operation({
    method: 'POST', path: '/administrator/akun/kartu', permission: 'identity.manage-staff', summary: 'Buat kartu aktivasi sekali pakai, satu per orang',
    description: 'Kode hanya ditampilkan sekali. Kartu lama orang yang sama tidak berlaku lagi.',
    input: z.object({ people: z.array(z.uuid()).min(1, 'Pilih paling sedikit satu orang.').max(200, 'Paling banyak 200 orang sekaligus.') }),
    output: z.object({ cards: z.array(card), linked: z.array(z.string()), skipped: z.array(z.object({ name: z.string(), reason: z.string() })) }),
  }),
  issueStaffResetCode: operation({
    method: 'POST', path: '/administrator/akun/{id}/kode-sandi', permission: 'identity.manage-staff', summary: 'Cetak kode atur ulang kata sandi untuk pegawai unit sendiri',
    input: z.object({ id: z.uuid() }), output: printedCode,
  }),
  resetSecondFactor: operation({
    method: 'POST', path: '/administrator/akun/{id}/verifikasi-kedua/cabut', permission: 'identity.manage-staff', summary: 'Cabut verifikasi kedua pegawai yang ponselnya hilang; ia memasangnya lagi saat masuk',
    input: z.object({ id: z.uuid() }), output: done,
  }),
  setAccountState: operation({
    method: 'POST', path: '/administrator/akun/{id}/keadaan', permission: 'identity.manage-staff', summary: 'Mengunci, membuka kunci, atau menutup akun pegawai unit sendiri',
    description: 'Semua sesinya berakhir. Alasan dibaca pemilik akun saat masuk. Akun yang ditutup tidak dibuka lagi.',
    input: z.object({ id: z.uuid(), state: z.enum(['active', 'locked', 'closed']), reason: z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf.').max(300, 'Alasan paling banyak 300 huruf.') }),
    output: done,
  }),
};

export const apiKey = z.object({
  id: z.string(), name: z.string(), scopes: z.array(z.string()), createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(), revokedAt: z.iso.datetime().nullable(), seenAt: z.iso.datetime().nullable(),
});
export type ApiKeyEntry = z.infer<typeof apiKey>;

export const keyOperations = {
  createKey: operation({
    method: 'POST', path: '/administrator/kunci-api', permission: 'identity.manage-keys', summary: 'Buat kunci API untuk integrator dengan izin terbatas', status: 201,
    description: 'Izin paling luas sama dengan izin pembuatnya. Kunci hanya ditampilkan sekali.',
    input: z.object({
      name: typedText,
      scopes: z.array(z.string().max(80)).min(1, 'Pilih paling sedikit satu izin.').max(100),
      days: z.coerce.number().int().min(1).max(730).default(365).describe('Masa berlaku dalam hari'),
    }),
    output: z.object({ key: z.string(), entry: apiKey }),
  }),
  listKeys: operation({
    method: 'GET', path: '/administrator/kunci-api', permission: 'identity.manage-keys', summary: 'Kunci API instansi ini', input: z.object({}),
    output: z.object({ items: z.array(apiKey), scopes: z.array(z.object({ name: z.string(), title: z.string() })).describe('Izin yang dapat Anda berikan') }),
  }),
  revokeKey: operation({
    method: 'DELETE', path: '/administrator/kunci-api/{id}', permission: 'identity.manage-keys', summary: 'Cabut kunci API', input: z.object({ id: z.uuid() }), output: done,
  }),
};
