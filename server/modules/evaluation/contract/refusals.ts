import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { dayWords } from '../../self-assessment/contract.ts';

const text = (value: unknown): string => String(value ?? '');

export const evaluationRefusals: RefusalTable = {
  'evaluation.unknown': { status: 404, sentence: 'Putaran, peserta, atau kiriman ini tidak ada di sini. Buka lagi daftarnya.' },
  'evaluation.phases': { status: 422, sentence: (d) => `${text(d.sentence) || 'Jadwal fase tidak benar'}. Perbaiki tanggalnya.` },
  'evaluation.mode': { status: 422, sentence: 'Indeks ini tidak mengenal pemantauan. Pilih evaluasi.' },
  'evaluation.not-draft': { status: 409, sentence: 'Putaran ini sudah dibuka. Yang masih dapat diubah: nama dan tanggal, dengan alasan.' },
  'evaluation.not-open': { status: 409, sentence: 'Putaran ini tidak sedang berjalan. Buka dahulu, atau pilih putaran lain.' },
  'evaluation.no-participants': { status: 422, sentence: 'Putaran ini belum punya peserta. Tambahkan dahulu, lalu buka.' },
  'evaluation.needs-reason': { status: 422, sentence: 'Putaran ini sedang berjalan. Tulis alasan perubahannya; peserta membacanya.' },
  'evaluation.changed-meanwhile': { status: 409, sentence: 'Putaran ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.' },
  'evaluation.bad-names': { status: 422, sentence: (d) => `Belum ada yang ditambahkan. ${text(d.faults)}` },
  'evaluation.nobody-added': { status: 422, sentence: 'Tidak ada instansi yang cocok. Pilih kelompok atau provinsi lain, atau tulis namanya.' },
  'evaluation.has-submitted': { status: 409, sentence: 'Instansi ini sudah mengirim, jadi tidak dapat dikeluarkan.' },
  'evaluation.too-late': { status: 422, sentence: (d) => `Batas waktu pengiriman sudah lewat${d.day ? `: ${dayWords(d.day)}` : ''}. Kiriman ini tidak diterima.` },
  'evaluation.too-early': { status: 422, sentence: (d) => `Pengiriman baru dibuka tanggal ${dayWords(d.day)}.` },
  'evaluation.bad-seal': { status: 409, sentence: 'Salinan ini tidak sama lagi dengan yang diterima. Jangan dipakai; hubungi administrator.' },
  'evaluation.bad-levels': { status: 422, sentence: (d) => `Belum ada yang dimasukkan. ${text(d.faults)}` },
  'evaluation.by-message': { status: 409, sentence: (d) => `${text(d.name) || 'Instansi ini'} sudah mengirim sendiri. Kiriman luring hanya untuk yang tidak dapat mengirim.` },
  'evaluation.reminded': { status: 409, sentence: 'Instansi ini sudah diingatkan dalam 24 jam terakhir. Coba lagi besok.' },
  'evaluation.not-reachable': { status: 409, sentence: 'Instansi ini tidak bekerja di sini, jadi tidak dapat diingatkan lewat pesan. Hubungi langsung.' },
  'evaluation.not-an-assessor': { status: 422, sentence: (d) => `${text(d.name) || 'Orang ini'} tidak bertugas sebagai ${text(d.role) || 'asesor'} di instansi ini.` },
  'evaluation.not-declared': { status: 422, sentence: (d) => `${text(d.name) || 'Orang ini'} belum menyatakan dari mana ia berasal. Minta menyatakan dahulu di halaman Asesor.` },
  'evaluation.own-institution': { status: 422, sentence: (d) => `${text(d.name)} tidak boleh menilai ${text(d.institution)}: ${text(d.why)}. Pilih orang lain.` },
  'evaluation.twice': { status: 422, sentence: (d) => `${text(d.name)} sudah bertugas pada ${text(d.institution)} sebagai yang lain. Satu orang satu tugas di satu instansi.` },
  'evaluation.not-assigned': { status: 404, sentence: 'Instansi ini tidak ditugaskan kepada Anda, atau belum waktunya. Buka daftar tugas Anda.' },
};
