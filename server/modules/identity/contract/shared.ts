import * as z from 'zod';

/** Identity checked by an officer at a desk? Shown wherever the account is shown. */
export const level = z.enum(['unverified', 'verified']);
export type Level = z.infer<typeof level>;

/** What a session still lacks before the person can work. */
export const needs = z
  .enum(['second-factor', 'enrol-second-factor', 'choose-hat'])
  .nullable()
  .describe('second-factor: kode kedua diminta; enrol-second-factor: verifikasi kedua wajib dipasang dulu; choose-hat: pilih jabatan; null: siap');
export type Needs = z.infer<typeof needs>;

export const hat = z.object({
  holdingId: z.string(),
  instansi: z.string(),
  instansiName: z.string(),
  title: z.string(),
  capacity: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  needsSecondFactor: z.boolean(),
});
export type HatChoice = z.infer<typeof hat>;

/** The answer to every way of signing in. */
export const session = z.object({
  token: z.string().describe('Untuk cookie sesi atau Authorization: Bearer'),
  expiresAt: z.iso.datetime(),
  /** Keep the cookie only as long as the browser is open. */
  sharedComputer: z.boolean(),
  needs,
  hats: z.array(hat),
});
export type SessionAnswer = z.infer<typeof session>;

export const personName = z
  .string()
  .trim()
  .min(1, 'Isi nama seperti pada KTP.')
  .max(100, 'Nama paling banyak 100 huruf.')
  // Letters of any script and what Indonesian names and titles carry: no digits, no markup, no emoji.
  .regex(/^[\p{L}\p{M}][\p{L}\p{M} .,'’`/()-]*$/u, 'Nama hanya berisi huruf, spasi, titik, koma, petik, dan tanda hubung. Tulis seperti pada KTP.');

/** Any year: `birthDateFault` says what is wrong with one that cannot be. */
export const birthDay = z.iso.date({ error: ({ input }) => (input ? 'Tulis tanggal yang ada di kalender, misalnya 29-02-1988.' : 'Isi tanggalnya.') });
/** Length only; what makes a password good is a rule of the service, with one sentence per fault. */
export const newPassword = z.string().max(200, 'Kata sandi paling banyak 200 huruf.');
export const givenPassword = z.string().min(1, 'Isi kata sandi.').max(200, 'Kata sandi paling banyak 200 huruf.');
export const typedText = z.string().trim().min(1, 'Wajib diisi.').max(100, 'Paling banyak 100 huruf.');
export const done = z.object({ done: z.literal(true) });
