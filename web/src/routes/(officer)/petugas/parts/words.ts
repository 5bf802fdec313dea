import type { Tone } from '#lib/types.ts';
import type { Case, Offered } from './api.ts';

/** What the page says after an action was taken; the address carries only the kind. */
export const done: Record<string, string> = {
  claim: 'Berkas ada di tangan Anda.',
  release: 'Berkas dilepas; rekan Anda dapat mengambilnya.',
  assign: 'Berkas diserahkan.',
  complete: 'Langkah diselesaikan.',
  opinion: 'Pertimbangan terkirim.',
  return: 'Dikembalikan kepada pemohon untuk diperbaiki.',
  'send-back': 'Dikembalikan ke langkah sebelumnya.',
  reject: 'Permohonan ditolak; pemohon menerima alasannya.',
  'schedule-inspection': 'Peninjauan dijadwalkan.',
  'record-inspection': 'Hasil peninjauan dicatat.',
  'record-assessment': 'Ketetapan dicatat; pemohon menerima kode bayar.',
  'record-payment': 'Pembayaran dicatat.',
  initial: 'Paraf dibubuhkan.',
  withdraw: 'Permohonan ditarik.',
  sekaligus: 'Langkah-langkah itu selesai.',
  pindaian: 'Pindaian diterima; naskahnya sudah terbit.',
  ulangi: 'Penandatanganan diulangi.',
  minta: 'Permintaan Anda sampai di kotak masuk pemegangnya, dan tertulis di catatan berkas.',
  pesan: 'Pesan terkirim kepada pemohon.',
  catatan: 'Catatan tersimpan; pemohon tidak melihatnya.',
};

/** Actions that need nothing but the button. */
export const isPlain = (offered: Offered): boolean => offered.kind === 'claim' || offered.kind === 'release';
export const isSigning = (offered: Offered): boolean => offered.kind === 'sign-requested';

/** On the button of the form; the words of the bar where they say it well enough. */
export const submitWords = (offered: Offered): string =>
  ({ return: 'Kembalikan kepada pemohon', reject: 'Tolak permohonan', 'send-back': 'Kembalikan ke langkah itu' })[offered.kind] ?? offered.label;

/** What follows, said above the form. */
export const consequence: Record<string, string> = {
  return: 'Pemohon menerima catatan Anda. Batas waktu berhenti dihitung sampai ia mengirim perbaikan.',
  withdraw: 'Hanya atas permintaan pemohon yang hadir di loket. Permohonan berakhir, dan pemohon diberi tahu.',
  reject: 'Penolakan mengakhiri permohonan. Pemohon membaca alasan ini apa adanya.',
  'send-back': 'Rekan Anda mengulang langkah itu. Pemohon tidak diganggu.',
  'schedule-inspection': 'Pemohon diberi tahu waktunya begitu jadwal disimpan.',
  'record-assessment': 'Pemohon menerima nomor ketetapan dan kode bayarnya. Batas waktu berhenti sampai dibayar.',
  initial: 'Paraf menyetujui isi naskah seperti yang tampil sekarang, bukan naskah lain.',
};

export const presences = [
  { id: 'present', label: 'Pemohon atau wakilnya hadir' },
  { id: 'absent', label: 'Tidak ada orang di tempat' },
  { id: 'refused', label: 'Pemeriksaan ditolak' },
];
export const fitness = [
  { id: 'fit', label: 'Layak' },
  { id: 'fit-with-conditions', label: 'Layak dengan syarat' },
  { id: 'unfit', label: 'Tidak layak' },
];
export const verdicts = [
  { id: 'agree', label: 'Setuju' },
  { id: 'agree-with-conditions', label: 'Setuju dengan syarat' },
  { id: 'object', label: 'Keberatan' },
];
export const recommendations = [
  { id: 'recommend-approval', label: 'Rekomendasikan untuk diterbitkan' },
  { id: 'recommend-rejection', label: 'Rekomendasikan untuk ditolak' },
];
export const checkAnswers = [
  { id: 'yes', label: 'Ya' },
  { id: 'no', label: 'Tidak' },
  { id: 'not-applicable', label: 'Tidak perlu' },
];

/** How the inputs of an action are called in the summary of what is wrong. */
export const inputLabels: Record<string, string> = {
  note: 'Catatan', text: 'Pertimbangan', verdict: 'Pendapat', conditions: 'Syarat', general: 'Catatan umum', to: 'Tujuan', team: 'Tim',
  visitAt: 'Waktu peninjauan', letterNumber: 'Nomor surat tugas', doneAt: 'Waktu peninjauan', presence: 'Kehadiran', findings: 'Hasil pemeriksaan',
  recommendation: 'Kesimpulan', photos: 'Foto', report: 'Berita acara', skpdNumber: 'Nomor SKPD', amount: 'Jumlah', paymentCode: 'Kode bayar',
  dueOn: 'Jatuh tempo', paidAt: 'Waktu bayar', reference: 'Rujukan mutasi bank', slip: 'Bukti setor', outcome: 'Kesimpulan', reason: 'Alasan',
  pesan: 'Pesan', catatan: 'Catatan', keperluan: 'Keperluan',
};

const timelineTones: Record<string, Tone> = {
  return: 'soon', 'send-back': 'soon', reject: 'late', withdraw: 'late', lapse: 'late', 'sign-failed': 'late',
  signed: 'ok', complete: 'ok', opinion: 'plain', 'record-payment': 'ok', deem: 'ok',
};
export const toneOf = (kind: string): Tone => timelineTones[kind] ?? 'plain';

const statuses: Record<Case['status'], string> = {
  'in-progress': 'Sedang diproses', returned: 'Menunggu perbaikan pemohon', 'awaiting-payment': 'Menunggu pembayaran', numbered: 'Sedang ditandatangani',
  issued: 'Selesai, sudah terbit', rejected: 'Ditolak', withdrawn: 'Ditarik pemohon', lapsed: 'Gugur karena lewat waktu', deemed: 'Dianggap dikabulkan karena lewat waktu',
};
/** The office's own words; those of the case speak to the applicant. */
export const statusWords = (status: Case['status']): string => statuses[status];

const channels: Record<string, string> = { self: 'lewat daring', counter: 'lewat loket', import: 'dari berkas lama', api: 'lewat aplikasi lain' };
export const channelWords = (channel: string): string => channels[channel] ?? channel;

type Step = Case['steps'][number];
interface Way {
  label: string;
  state: 'done' | 'now' | 'next';
}

/** At most seven stations: what lies far behind and far ahead is told as a number. */
export function shortWay(all: readonly Step[]): Way[] {
  const states = { done: 'done', now: 'now', todo: 'next' } as const;
  const way = all.flatMap((step) => (step.state === 'skipped' ? [] : [{ label: step.title, state: states[step.state] }]));
  if (way.length <= 7) return way;
  const here = Math.max(0, way.findIndex((step) => step.state !== 'done'));
  const from = way.every((step) => step.state === 'done') ? way.length - 5 : Math.max(0, Math.min(here - 2, way.length - 5));
  const behind = from;
  const ahead = way.length - from - 5;
  return [
    ...(behind > 0 ? [{ label: behind === 1 ? way[0]!.label : `${behind} langkah selesai`, state: 'done' as const }] : []),
    ...way.slice(from, from + 5),
    ...(ahead > 0 ? [{ label: ahead === 1 ? way.at(-1)!.label : `${ahead} langkah lagi`, state: 'next' as const }] : []),
  ];
}
