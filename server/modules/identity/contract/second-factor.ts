import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { done, givenPassword, hat, needs, session } from './shared.ts';

const code = z.string().trim().min(1, 'Isi kodenya.').max(40, 'Kode terlalu panjang.');

/** The browser's own answer in a passkey ceremony; checked by the library, not described here. */
const ceremony = z.record(z.string(), z.unknown());
const origin = z.string().max(200).describe('Alamat halaman, misalnya https://layanan.ponorogo.go.id');

export const secondFactorOperations = {
  beginTotp: operation({
    method: 'POST', path: '/akun/saya/totp', permission: 'signed-in', summary: 'Mulai memasang aplikasi pembuat kode (TOTP)',
    input: z.object({ password: givenPassword }),
    output: z.object({ secret: z.string().describe('Untuk diketik bila kamera tidak ada'), uri: z.string(), qr: z.string().describe('Gambar SVG') }),
  }),
  confirmTotp: operation({
    method: 'PUT', path: '/akun/saya/totp', permission: 'signed-in', summary: 'Aktifkan TOTP dengan kode pertama; menjawab sepuluh kode cadangan',
    input: z.object({ code }), output: z.object({ recoveryCodes: z.array(z.string()) }),
  }),
  removeTotp: operation({
    method: 'DELETE', path: '/akun/saya/totp', permission: 'signed-in', summary: 'Lepas aplikasi pembuat kode', input: z.object({}), output: done,
  }),
  issueRecoveryCodes: operation({
    method: 'POST', path: '/akun/saya/kode-cadangan', permission: 'signed-in', summary: 'Buat sepuluh kode cetak baru; yang lama tidak berlaku lagi',
    input: z.object({ password: givenPassword }), output: z.object({ recoveryCodes: z.array(z.string()) }),
  }),
  verifySecondFactor: operation({
    method: 'POST', path: '/sesi/verifikasi', permission: 'public', summary: 'Berikan kode kedua: dari aplikasi atau dari kartu kode',
    description: 'Setelah kata sandi, token sesi disertakan karena sesi belum berlaku; di tengah sesi token tidak perlu.',
    input: z.object({ token: z.string().max(200).optional(), code }),
    output: z.object({ at: z.iso.datetime(), needs, hats: z.array(hat), recoveryCodesLeft: z.number().int() }),
  }),
  beginPasskey: operation({
    method: 'POST', path: '/akun/saya/passkey/mulai', permission: 'signed-in', summary: 'Mulai memasang kunci sandi (passkey) pada perangkat ini',
    input: z.object({ password: givenPassword, origin }), output: z.object({ id: z.string(), options: ceremony }),
  }),
  confirmPasskey: operation({
    method: 'POST', path: '/akun/saya/passkey', permission: 'signed-in', summary: 'Simpan kunci sandi', status: 201,
    input: z.object({ id: z.uuid(), response: ceremony, label: z.string().trim().max(60).default('') }), output: done,
  }),
  removePasskey: operation({
    method: 'DELETE', path: '/akun/saya/passkey/{id}', permission: 'signed-in', summary: 'Hapus kunci sandi', input: z.object({ id: z.uuid() }), output: done,
  }),
  beginPasskeySignIn: operation({
    method: 'POST', path: '/sesi/passkey/mulai', permission: 'public', summary: 'Mulai masuk dengan kunci sandi',
    input: z.object({ origin }), output: z.object({ id: z.string(), options: ceremony }),
  }),
  signInWithPasskey: operation({
    method: 'POST', path: '/sesi/passkey', permission: 'public', summary: 'Masuk dengan kunci sandi; sekaligus verifikasi kedua',
    input: z.object({ id: z.uuid(), response: ceremony, sharedComputer: z.boolean().default(false), device: z.string().max(200).default('') }), output: session,
  }),
};
