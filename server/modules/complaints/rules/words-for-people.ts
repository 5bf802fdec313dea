import { dayIn, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { describeDue, formatDay, formatMoment, formatTime } from '../../../engines/working-time/words.ts';
import { ARCHIVE_REASONS, STATES, type Due, type State } from '../contract.ts';
import type { Action } from './report-state.ts';

// Chapters: dates · states · the timeline

export function dueWords(due: Date | null, now: Date, zone: Zone, options: { provisional?: boolean; finishedAt?: Date | null } = {}): Due | undefined {
  if (!due) return undefined;
  const finished = options.finishedAt !== undefined && options.finishedAt !== null;
  const late = due < (options.finishedAt ?? now);
  return {
    at: due.toISOString(), text: finished ? (late ? 'selesai terlambat' : 'tepat waktu') : describeDue(due, now, zone), long: formatMoment(due, zone),
    tone: late ? 'late' : finished ? 'ok' : dayIn(now, zone) === dayIn(due, zone) ? 'soon' : 'plain', provisional: options.provisional ?? false,
  };
}

/** `Rab 18 Nov 09.12` */
export const momentWords = (at: Date, zone: Zone, now: Date): string => `${formatDay(dayIn(at, zone), dayIn(now, zone))} ${formatTime(at, zone).slice(0, 5)}`;
export const dayWords = (at: Date, zone: Zone, now: Date): string => formatDay(dayIn(at, zone), dayIn(now, zone));
/** Whole days since the reporter sent it, until now or until it was finished; never reset. */
export const ageInDays = (submittedAt: Date, until: Date): number => Math.max(0, Math.floor((until.getTime() - submittedAt.getTime()) / 86_400_000));

export const stateWords = (state: State, audience: 'public' | 'desk', options: { held?: boolean } = {}): string =>
  options.held ? 'Menunggu pemeriksaan moderator' : audience === 'desk' ? STATES[state].desk : STATES[state].title;

/** `public`: everybody; `reporter`: who sent it; `desk`: officers. */
export type Audience = 'public' | 'reporter' | 'desk';

/** One line of the story; undefined for what does not concern the audience. `text` names the words that go with it. */
export function lineOf(a: Action, audience: Audience, unitName: (id: string) => string): { title: string; text?: string; tone?: 'late' | 'soon' | 'ok' | 'info' | 'plain' } | undefined {
  const w = a.words ?? {};
  const inside = audience === 'desk';
  const told = (title: string, text?: string, tone?: 'late' | 'soon' | 'ok' | 'info' | 'plain') => ({ title, ...(text ? { text } : {}), ...(tone ? { tone } : {}) });
  switch (a.kind) {
    case 'submit':
      return told(a.hops?.length ? 'Laporan diterima dari instansi lain' : 'Laporan diterima');
    case 'verify':
      return told('Laporan terverifikasi');
    case 'recategorize':
      return inside ? told('Kategori diubah') : undefined;
    case 'hold':
      return audience === 'public' ? told('Menunggu data dari pelapor') : told('Data tambahan diminta', w.question, 'soon');
    case 'supply':
      return audience === 'public' ? told('Data sudah dilengkapi pelapor') : told('Data dilengkapi pelapor', w.text);
    case 'archive':
      return told(`Diarsipkan: ${ARCHIVE_REASONS[a.reason].toLowerCase()}`, w.text);
    case 'withdraw':
      return told('Dicabut oleh pelapor', audience === 'public' ? undefined : w.reason);
    case 'unarchive':
      return told('Dibuka lagi dari arsip', inside ? w.reason : undefined);
    case 'dispose':
      return told(`Diteruskan ke ${unitName(a.lead)}`, [a.supporting.length > 0 ? `Bersama ${a.supporting.map(unitName).join(', ')}.` : '', inside ? (w.instruction ?? '') : ''].filter(Boolean).join(' '));
    case 'accept':
      return told('Diterima unit');
    case 'return':
      return inside ? told('Dikembalikan unit kepada admin koordinator', w.reason, 'soon') : told('Dicarikan unit yang tepat');
    case 'contribute':
      return inside ? told('Masukan unit', w.text) : undefined;
    case 'draft-answer':
      return inside ? told('Konsep jawaban ditulis') : undefined;
    case 'return-answer':
      return inside ? told('Konsep jawaban dikembalikan', w.reason, 'soon') : undefined;
    case 'approve-answer':
      return inside ? told('Jawaban disetujui') : undefined;
    case 'paper-approval':
      return inside ? told(`Disetujui di kertas oleh ${w.by ?? 'kepala unit'}`) : undefined;
    case 'publish-answer':
      if (a.outcome === 'resolved') return told('Selesai ditangani', w.text, 'ok');
      return told(a.outcome === 'ask' ? 'Petugas bertanya kepada pelapor' : 'Tindak lanjut', w.text, a.outcome === 'ask' ? 'soon' : 'info');
    case 'reply':
      return audience === 'public' ? told('Pelapor menanggapi') : told('Tanggapan pelapor', w.text);
    case 'extend':
      return told('Waktu penyelesaian diperpanjang', w.reason);
    case 'forward':
      return told(`Diteruskan ke ${a.hop.to}`, w.reason, 'info');
    case 'hop-proof':
      return inside ? told('Bukti pengiriman dilampirkan', w.note) : undefined;
    case 'hop-asked':
      return told('Ditanyakan lagi kepada pihak yang berwenang', inside ? w.note : undefined);
    case 'hop-answered':
      return a.outcome === 'resolved' ? told('Dijawab pihak yang berwenang', w.text, 'ok') : told('Dikembalikan pihak luar', w.text, 'soon');
    case 'schedule':
      return told(`Dijadwalkan pada anggaran ${a.budget === 'amended' ? 'perubahan ' : ''}${a.budgetYear}`, [w.activity ? `Kegiatan: ${w.activity}.` : '', w.text ?? ''].filter(Boolean).join(' '), 'info');
    case 'unschedule':
      return told(a.by.kind === 'system' ? 'Anggarannya sudah tersedia, kembali dikerjakan' : 'Jadwal dibatalkan, kembali dikerjakan', w.reason);
    case 'rate':
      return told(`Pelapor memberi nilai ${a.stars} dari 5${a.solved ? '' : ': belum beres'}`, audience === 'public' ? undefined : w.comment, a.solved ? 'ok' : 'soon');
    case 'request-reopen':
      return told('Pelapor minta dibuka kembali', audience === 'public' ? undefined : w.reason, 'soon');
    case 'reopen':
      return told('Dibuka kembali', w.reason);
    case 'refuse-reopen':
      return told('Permintaan dibuka kembali tidak dikabulkan', w.reason);
    case 'merge':
      return told('Digabung dengan laporan lain', w.number ? `Lihat ${w.number}.${w.reason ? ` ${w.reason}` : ''}` : undefined);
    case 'unmerge':
      return told('Dipisahkan lagi', w.reason);
    case 'time-out':
      return told('Ditutup karena tidak ada tanggapan pelapor');
  }
}
