import { formatDayLong, formatMoment } from '../../../engines/working-time/words.ts';
import type { Zone } from '../../../platform/kernel/calendar-day.ts';
import type { Kind, RequestFacts } from '../contract.ts';

/**
 * What one event tells a person. Title and text leave the house by e-mail and gateways: they carry the number, never the
 * name of the layanan, an answer or a reason (UU 27/2022 on personal data); those stand behind the link.
 */
export interface Notice {
  kind: Kind;
  title: string;
  text: string;
  /** Path for the signed-in person. */
  href?: string;
  /** Path for who holds the message, signed in or not. */
  link?: string;
  about?: string;
}

export interface CaseEvent {
  request: string;
  number: string;
  facts?: RequestFacts | undefined;
  zone: Zone;
}

const forApplicant = (c: CaseEvent) => ({
  href: `/permohonan-saya/${c.request}`,
  link: `/lacak?nomor=${encodeURIComponent(c.number)}`,
  ...(c.facts ? { about: c.facts.layanan } : {}),
});

export const receivedNotice = (c: CaseEvent, due: Date | null): Notice => ({
  kind: 'received',
  title: `Permohonan ${c.number} diterima`,
  text: due ? `Kami janjikan selesai ${formatMoment(due, c.zone)}.` : 'Janji waktu mulai dihitung setelah berkas dinyatakan lengkap.',
  ...forApplicant(c),
});

/** What the accepted action of a case tells its applicant; undefined for what concerns only the office. */
export function actionNotice(c: CaseEvent, kind: string): Notice | undefined {
  const told = (notice: Pick<Notice, 'kind' | 'title' | 'text'>): Notice => ({ ...notice, ...forApplicant(c) });
  const decision = (title: string, text: string) => told({ kind: 'decision', title, text });
  const progress = (text: string) => told({ kind: 'progress', title: `Kemajuan permohonan ${c.number}`, text });
  const step = c.facts?.stepTitle;
  switch (kind) {
    case 'resubmit':
      return told({ kind: 'received', title: `Perbaikan permohonan ${c.number} diterima`, text: 'Petugas akan memeriksanya lagi.' });
    case 'return':
      return told({ kind: 'correction', title: `Permohonan ${c.number} perlu Anda perbaiki`, text: 'Buka permohonan untuk melihat catatan petugas, perbaiki, lalu kirim lagi. Janji waktu berhenti sampai perbaikan kami terima.' });
    case 'signed':
      return decision(`Permohonan ${c.number} selesai`, 'Suratnya sudah terbit. Buka permohonan untuk mengunduhnya.');
    case 'reject':
      return decision(`Permohonan ${c.number} ditolak`, 'Buka permohonan untuk membaca alasannya dan apa yang dapat Anda lakukan.');
    case 'deem':
      return decision(`Permohonan ${c.number} dianggap dikabulkan`, 'Kami melewati batas waktu. Menurut aturan, permohonan Anda dianggap dikabulkan.');
    case 'lapse':
      return decision(`Permohonan ${c.number} gugur`, 'Batas waktu untuk melengkapinya sudah lewat. Anda dapat mengajukan lagi.');
    case 'withdraw':
      return decision(`Permohonan ${c.number} ditarik`, 'Permohonan tidak diproses lagi. Bila bukan Anda yang menariknya, hubungi kami.');
    case 'record-assessment':
      return told({ kind: 'payment', title: `Permohonan ${c.number} menunggu pembayaran`, text: `Buka permohonan untuk melihat jumlah dan kode bayar.${c.facts?.payBy ? ` Bayar paling lambat ${formatDayLong(c.facts.payBy)}.` : ''}` });
    case 'schedule-inspection':
      return told({ kind: 'inspection', title: `Peninjauan lapangan untuk ${c.number} dijadwalkan`, text: c.facts?.visitAt ? `Tim datang ${formatMoment(c.facts.visitAt, c.zone)}. Nama petugas ada di halaman permohonan.` : 'Waktu dan nama petugas ada di halaman permohonan.' });
    case 'record-inspection':
      return progress('Peninjauan lapangan sudah dicatat.');
    case 'record-payment':
      return progress('Pembayaran Anda sudah kami terima.');
    case 'complete':
    case 'opinion':
    case 'initial':
      return progress(step ? `Langkah "${step}" selesai.` : 'Satu langkah selesai.');
    case 'presume-complete':
      return progress('Berkas dianggap lengkap dan janji waktu mulai dihitung.');
    default:
      return undefined;
  }
}

export const messageNotice = (c: CaseEvent): Notice => ({
  kind: 'message', title: `Pesan petugas tentang ${c.number}`, text: 'Buka permohonan untuk membaca dan menjawab.', ...forApplicant(c),
});

export const caseMessageNotice = (c: CaseEvent): Notice => ({
  kind: 'case-message', title: `Pesan pemohon pada ${c.number}`, text: 'Buka berkas untuk membaca dan menjawab.',
  href: `/petugas/berkas/${c.request}`, link: `/petugas/berkas/${c.request}`, ...(c.facts ? { about: c.facts.layanan } : {}),
});

export const assignedNotice = (c: CaseEvent): Notice => ({
  kind: 'assigned', title: `Berkas ${c.number} diserahkan kepada Anda`, text: c.facts?.stepTitle ? `Langkah "${c.facts.stepTitle}" menunggu Anda.` : 'Buka berkas untuk mengerjakannya.',
  href: `/petugas/berkas/${c.request}`, link: `/petugas/berkas/${c.request}`, ...(c.facts ? { about: c.facts.layanan } : {}),
});

/** A colleague asks the holder of a step for it. */
export const handOverNotice = (c: CaseEvent, by: string): Notice => ({
  kind: 'hand-over-asked', title: `${by} meminta berkas ${c.number}`, text: `${c.facts?.stepTitle ? `Langkah "${c.facts.stepTitle}" Anda pegang. ` : ''}Bila setuju, buka berkas lalu tekan Serahkan atau Lepas.`,
  href: `/petugas/berkas/${c.request}`, link: `/petugas/berkas/${c.request}`, ...(c.facts ? { about: c.facts.layanan } : {}),
});

export interface Reminder {
  count: number;
  by: string;
  byTitle?: string | undefined;
  requests: readonly { id: string; number: string }[];
}

/** A leader's reminder to those who hold late cases. Up to five numbers; the rest is on the desk. */
export function reminderNotice(r: Reminder): Notice {
  const count = Math.max(r.count, r.requests.length);
  const named = r.requests.slice(0, 5).map((one) => one.number);
  const rest = count - named.length;
  const only = count === 1 ? r.requests[0] : undefined;
  const path = only ? `/petugas/berkas/${only.id}` : '/petugas';
  return {
    kind: 'reminder',
    title: only ? `Berkas ${only.number} lewat tenggat` : `${count} berkas lewat tenggat`,
    text: `${r.by}${r.byTitle ? `, ${r.byTitle},` : ''} mengingatkan: ${named.join(', ')}${rest > 0 ? `${named.length > 0 ? ', dan ' : ''}${rest} berkas lagi` : ''}. Dahulukan yang paling lama.`,
    href: path, link: path,
  };
}

/** Changes of an account, told to its person; undefined for what is told otherwise (a link by mail) or not at all. */
export function accountNotice(event: string, detail: Record<string, unknown>): Notice | undefined {
  const at = { href: '/akun', link: '/akun' };
  const unexpected = 'Bila bukan Anda yang melakukannya, segera hubungi loket kami.';
  switch (event) {
    case 'identity.registered':
      return { kind: 'account', title: 'Akun Anda sudah dibuat', text: 'Bawa KTP ke loket kami bila ingin identitas Anda diverifikasi.', ...at };
    case 'identity.verified':
      return { kind: 'account', title: 'Identitas Anda sudah diverifikasi', text: 'Permohonan dengan NIK Anda sekarang tampil di akun ini.', ...at };
    case 'identity.nik-taken-over':
      return {
        kind: 'security', title: 'NIK pada akun Anda dilepas', ...at,
        text: 'NIK itu telah diverifikasi di loket sebagai milik akun lain. Permohonan yang Anda kirim sendiri tetap dapat Anda lihat. Bila NIK itu milik Anda, datanglah ke loket dengan KTP.',
      };
    case 'identity.password-changed':
      return detail['how'] === 'activation-card'
        ? { kind: 'security', title: 'Akun Anda sudah diaktifkan', text: `Kartu aktivasi sudah dipakai dan kata sandi dibuat. ${unexpected}`, ...at }
        : { kind: 'security', title: 'Kata sandi Anda diganti', text: `Perangkat lain sudah dikeluarkan. ${unexpected}`, ...at };
    case 'identity.second-factor-changed':
      return { kind: 'security', title: 'Verifikasi kedua akun Anda berubah', text: unexpected, ...at };
    default:
      return undefined;
  }
}
