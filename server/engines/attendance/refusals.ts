import type { RefusalTable } from '../../platform/kernel/refusal.ts';

/** Used by the command line; the module of attendance registers the same. */
export const attendanceRefusals: RefusalTable = {
  'attendance.shift-unreadable': { status: 422, sentence: (d) => `Jam kerja "${String(d.text).slice(0, 40)}" tidak terbaca. Tulis seperti 07:30-16:00.` },
  'attendance.shift-empty': { status: 422, sentence: 'Jam kerja mulai dan selesai pada jam yang sama. Tulis jam selesai yang lain.' },
  'attendance.shift-ends-before-it-starts': { status: 422, sentence: (d) => `Jam kerja ${String(d.text).slice(0, 40)} selesai sebelum mulai. Balik urutannya; bila memang sampai esok hari dan lebih dari 12 jam, tandai lewat tengah malam (--overnight).` },
  'attendance.shift-not-overnight': { status: 422, sentence: (d) => `Jam kerja ${String(d.text).slice(0, 40)} selesai pada hari yang sama, jadi tidak lewat tengah malam. Periksa jamnya.` },
  'attendance.out-before-in': { status: 422, sentence: 'Jam pulang lebih awal daripada jam masuk. Periksa keduanya.' },
  'attendance.not-in-scheme': { status: 422, sentence: (d) => `Skema ${String(d.scheme)} tidak menyebut potongan untuk ${String(d.what)}. Pakai skema lain, atau lengkapi dari peraturan daerahnya.` },
};
