import * as z from 'zod';
import { isCalendarDay } from '../platform/kernel/calendar-day.ts';
import { operation, type Operations } from '../platform/operation.ts';

const account = z.object({
  account: z.uuid(), group: z.enum(['pimpinan', 'petugas', 'desa', 'administrator', 'penilai', 'warga']), name: z.string(), title: z.string(), unit: z.string(),
  signIn: z.string().describe('Untuk diketik di halaman Masuk'), note: z.string(), secondFactor: z.boolean(),
});

/** The door of the demonstration. Where it is closed, every operation answers as if it were not there. */
export const operations = {
  showDemo: operation({
    method: 'GET', path: '/demo', permission: 'public', summary: 'Akun contoh dan langkah demonstrasi; hanya pada instalasi contoh',
    input: z.object({}),
    output: z.object({
      accounts: z.array(account),
      password: z.string(),
      keyPassphrase: z.string().describe('Kata sandi kunci Inspektorat, kedua pemegangnya'),
      totpSecret: z.string(),
      totpNow: z.string().describe('Kode enam angka saat ini'),
      recoveryCodes: z.array(z.string()),
      anchor: z.iso.datetime().describe('Saat terakhir yang diceritakan data contoh'),
      tour: z.object({
        leader: z.uuid(), signer: z.uuid(), citizen: z.uuid(),
        request: z.object({ id: z.uuid(), number: z.string(), title: z.string() }).nullable(),
        document: z.object({ title: z.string(), number: z.string(), verifyUrl: z.string(), code: z.string() }).nullable(),
      }).nullable(),
    }),
  }),
  enterAs: operation({
    method: 'POST', path: '/demo/masuk', permission: 'public', summary: 'Masuk sebagai salah satu akun contoh tanpa kata sandi; hanya pada instalasi contoh',
    input: z.object({ account: z.uuid(), device: z.string().max(200).default('') }),
    output: z.object({ token: z.string(), expiresAt: z.iso.datetime(), sharedComputer: z.boolean() }),
  }),
  demoDocument: operation({
    method: 'GET', path: '/demo/naskah', permission: 'public', summary: 'Naskah contoh yang sudah terbit, asli atau dengan satu bita diubah; hanya pada instalasi contoh',
    input: z.object({ copy: z.enum(['genuine', 'altered']).default('genuine') }),
    output: z.object({ name: z.string(), bytes: z.string().describe('PDF sebagai base64') }),
  }),
  sendFromPudak: operation({
    method: 'POST', path: '/demo/pudak', permission: 'public', summary: 'Absen yang dibuat pagi ini tanpa jaringan di Pudak tiba lewat antrean bertanda tangan; sekali sehari; hanya pada instalasi contoh',
    input: z.object({}),
    output: z.object({
      day: z.string().refine(isCalendarDay), dayName: z.string(), unit: z.uuid(), unitName: z.string(), sent: z.number(), already: z.number().describe('Sudah tiba sebelumnya'), refused: z.number(),
      items: z.array(z.object({ name: z.string(), at: z.string().describe('Waktu yang dihitung'), receivedAt: z.string(), class: z.string(), marks: z.array(z.string()) })),
    }),
  }),
} satisfies Operations;
