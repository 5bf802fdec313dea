import { dayIn, dayNumberIn, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { describeDue, formatDay, formatDayLong, formatMoment, formatTime } from '../../../engines/working-time/words.ts';
import type { Action } from '../../../engines/workflow/action-types.ts';
import type { RequestStatus } from '../../../engines/workflow/request-state.ts';
import type { WorkflowDefinition } from '../../../engines/workflow/workflow-definition.ts';

export const STATUS_WORDS: Record<RequestStatus, string> = {
  'in-progress': 'Sedang diproses',
  returned: 'Perlu Anda perbaiki',
  'awaiting-payment': 'Menunggu pembayaran',
  numbered: 'Sedang ditandatangani',
  issued: 'Selesai, sudah terbit',
  rejected: 'Ditolak',
  withdrawn: 'Ditarik pemohon',
  lapsed: 'Gugur karena lewat waktu',
  deemed: 'Dianggap dikabulkan karena lewat waktu',
};

export type Tone = 'late' | 'soon' | 'ok' | 'info' | 'plain';

export interface DueWords {
  at: string;
  text: string;
  long: string;
  tone: Tone;
  provisional: boolean;
}

/** "hari ini 15.00" is soon, "terlambat 1 hari" is late; a finished request has no colour of time. */
export function dueWords(due: Date | null, now: Date, zone: Zone, options: { provisional?: boolean; finishedAt?: Date | null } = {}): DueWords | undefined {
  if (!due) return undefined;
  const seen = options.finishedAt ?? now;
  const late = due < seen;
  const today = dayNumberIn(now, zone) === dayNumberIn(due, zone);
  const finished = options.finishedAt !== undefined && options.finishedAt !== null;
  return {
    at: due.toISOString(),
    text: finished ? (late ? 'selesai terlambat' : 'tepat waktu') : describeDue(due, now, zone),
    long: formatMoment(due, zone),
    tone: late ? 'late' : finished ? 'ok' : today ? 'soon' : 'plain',
    provisional: options.provisional ?? false,
  };
}

/** `Rab 18 Nov 09.12` */
export const momentWords = (at: Date, zone: Zone, now: Date): string => `${formatDay(dayIn(at, zone), dayIn(now, zone))} ${formatTime(at, zone).slice(0, 5)}`;
export const dayWords = (at: Date, zone: Zone): string => formatDayLong(dayIn(at, zone));

export const VERDICTS = { agree: ['setuju', 'ok'], 'agree-with-conditions': ['setuju bersyarat', 'soon'], object: ['keberatan', 'late'] } as const;

/** One line of the timeline; undefined for what concerns only the office (`audience` applicant). */
export function timelineWords(action: Action, workflow: WorkflowDefinition, audience: 'applicant' | 'officer'): { title: string; text?: string } | undefined {
  const step = 'step' in action && action.step ? (workflow.steps.find((s) => s.id === action.step)?.title ?? action.step) : '';
  const inside = audience === 'officer';
  switch (action.kind) {
    case 'submit':
      return { title: 'Permohonan diajukan', ...(action.lateEntry ? { text: `Dientri kemudian: ${action.lateEntry.reason}` } : {}) };
    case 'resubmit':
      return { title: 'Perbaikan dikirim', text: action.note };
    case 'withdraw':
      return { title: 'Permohonan ditarik', text: action.reason };
    case 'claim':
      return inside ? { title: `${step}: diambil` } : undefined;
    case 'release':
      return inside ? { title: `${step}: dilepas` } : undefined;
    case 'assign':
      return inside ? { title: `${step}: diserahkan kepada ${action.to.name ?? 'petugas lain'}`, text: action.note } : undefined;
    case 'complete': {
      const outcome = { pass: 'selesai, berkas lengkap', 'recommend-approval': 'disarankan dikabulkan', 'recommend-rejection': 'disarankan ditolak' }[action.outcome];
      return { title: inside ? `${step}: ${outcome}` : `${step} selesai`, text: inside ? action.note : undefined };
    }
    case 'opinion':
      return { title: `${step}: ${inside ? VERDICTS[action.verdict][0] : 'pertimbangan diberikan'}`, text: inside ? action.text : undefined };
    case 'return':
      return { title: 'Dikembalikan untuk diperbaiki', text: action.general };
    case 'send-back':
      return inside ? { title: `${step}: dikembalikan ke langkah sebelumnya`, text: action.note } : undefined;
    case 'reject':
      return { title: 'Permohonan ditolak', text: action.reasons.map((r) => r.text).join(' ') };
    case 'schedule-inspection':
      return { title: 'Peninjauan lapangan dijadwalkan', text: action.note };
    case 'record-inspection':
      return { title: action.presence === 'present' ? 'Peninjauan lapangan dilakukan' : action.presence === 'absent' ? 'Peninjauan lapangan: tidak ada orang di lokasi' : 'Peninjauan lapangan ditolak di lokasi', text: inside ? action.findings : undefined };
    case 'record-assessment':
      return { title: `Ketetapan dibuat, nomor SKPD ${action.skpdNumber}` };
    case 'record-payment':
      return { title: 'Pembayaran diterima' };
    case 'initial':
      return inside ? { title: `${step}: diparaf`, text: action.note } : { title: `${step} selesai` };
    case 'sign-requested':
      return inside ? { title: 'Diserahkan untuk ditandatangani' } : undefined;
    case 'numbered':
      return inside ? { title: `Diberi nomor ${action.number}` } : undefined;
    case 'signed':
      return { title: 'Surat terbit dan ditandatangani' };
    case 'sign-failed':
      return inside ? { title: 'Penandatanganan gagal', text: action.reason } : undefined;
    case 'deem':
      return { title: 'Dianggap dikabulkan karena lewat waktu (fiktif positif)', text: action.legalBasis };
    case 'lapse':
      return { title: 'Permohonan gugur', text: action.reason };
    case 'presume-complete':
      return { title: 'Berkas dianggap lengkap, janji waktu mulai dihitung' };
  }
}
