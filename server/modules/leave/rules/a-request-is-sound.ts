import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { ok, type Result } from '../../../platform/kernel/refusal.ts';
import type { Employment } from '../../organization/contract.ts';
import type { LeavePart } from '../contract/port.ts';
import type { LeaveKind } from '../contract/shapes.ts';
import { addMonths, calendarDays, lastDayOf, spanText, type Counted } from './count-leave.ts';

/** The person, as far as the limits of a kind look at it. */
export interface Asker {
  employment: Employment;
  serviceFrom: CalendarDay | undefined;
  sex: 'L' | 'P' | undefined;
}
export interface Asked {
  fromDay: CalendarDay;
  toDay: CalendarDay;
  part: LeavePart;
  travelDays: number;
  reasonId: string;
  files: readonly string[];
  /** The leave that is made longer, with its own first day. */
  extends?: { fromDay: CalendarDay; lastDay: CalendarDay; kind: string } | undefined;
}
/** Earlier leave of the same kind that was granted. */
export interface Earlier {
  times: number;
  lastDay: CalendarDay | undefined;
}
const FARTHEST = 400;

const no = (code: string, path: string, data: Record<string, unknown>, message: string): Result<never> => ({ ok: false, refusal: { code, data, fields: [{ path, message }] } });

/**
 * The limits of a kind for one request: who may, since when in service, how long, half days, evidence, how often, when. Every number is data of the kind.
 * Refuses `leave.not-for-you`, `.service`, `.reason`, `.days`, `.half-day`, `.past`, `.far`, `.too-long`, `.travel-days`, `.times`, `.again`, `.women`, `.evidence`, `.extends`, `.nothing-counted`.
 */
export function aRequestIsSound(kind: LeaveKind, asker: Asker, asked: Asked, counted: Counted, earlier: Earlier, today: CalendarDay): Result<void> {
  const { fromDay, toDay } = asked;
  const title = kind.title;
  if (!kind.who.includes(asker.employment)) return no('leave.not-for-you', 'kind', { title }, 'Pilih jenis cuti lain.');
  if (kind.women && asker.sex === 'L') return no('leave.women', 'kind', { title }, 'Pilih jenis cuti lain.');
  const reason = kind.reasons.find((one) => one.id === asked.reasonId);
  if (kind.reasons.length > 0 && !reason) return no('leave.reason', 'reasonId', { title }, 'Pilih salah satu alasan.');
  if (toDay < fromDay) return no('leave.days', 'toDay', {}, 'Hari terakhir tidak boleh sebelum hari pertama.');
  if (fromDay < today && !kind.late) return no('leave.past', 'fromDay', { title }, 'Pilih hari ini atau sesudahnya.');
  if (fromDay > addDays(today, FARTHEST)) return no('leave.far', 'fromDay', {}, 'Pilih tanggal yang lebih dekat.');
  if (asked.part !== 'full' && (!kind.halfDays || fromDay !== toDay)) return no('leave.half-day', 'part', { title }, kind.halfDays ? 'Setengah hari hanya untuk satu tanggal.' : 'Jenis cuti ini per hari penuh.');
  const service = reason?.service ?? kind.service;
  const since = asker.serviceFrom;
  if (service > 0 && (since === undefined || fromDay < addMonths(since, service))) {
    return no('leave.service', 'fromDay', { title, span: spanText({ months: service }), from: since ? addMonths(since, service) : undefined }, since ? `Paling awal ${addMonths(since, service)}.` : 'Minta BKPSDM mengisi tanggal mulai bekerja Anda.');
  }
  if (asked.travelDays > kind.travelDays || asked.travelDays >= calendarDays(fromDay, toDay)) return no('leave.travel-days', 'travelDays', { most: kind.travelDays }, kind.travelDays === 0 ? 'Jenis cuti ini tidak punya hari perjalanan.' : `Paling banyak ${kind.travelDays} hari, dan lebih pendek daripada cutinya.`);
  if (asked.extends && (asked.extends.kind !== kind.code || !kind.extension || fromDay !== addDays(asked.extends.lastDay, 1))) return no('leave.extends', 'fromDay', { title }, `Perpanjangan mulai ${addDays(asked.extends.lastDay, 1)}, sehari sesudah cuti yang diperpanjang.`);
  const most = reason?.most ?? kind.most;
  if (most) {
    const start = asked.extends?.fromDay ?? fromDay;
    const last = lastDayOf(start, most);
    const limit = asked.extends && kind.extension ? lastDayOf(addDays(last, 1), kind.extension) : last;
    if (toDay > limit) return no('leave.too-long', 'toDay', { title, span: spanText(most), last: limit }, `Paling akhir ${limit}.`);
  }
  if (kind.times !== undefined && earlier.times >= kind.times && !asked.extends) return no('leave.times', 'kind', { title, times: kind.times }, 'Pilih jenis cuti lain.');
  if (kind.again !== undefined && earlier.lastDay !== undefined && fromDay <= addMonths(earlier.lastDay, kind.again)) return no('leave.again', 'fromDay', { title, from: addMonths(earlier.lastDay, kind.again), span: spanText({ months: kind.again }) }, 'Pilih tanggal sesudahnya.');
  if (counted.total === 0) return no('leave.nothing-counted', 'toDay', {}, 'Pilih rentang yang memuat hari kerja.');
  const evidence = evidenceFor(kind, fromDay, toDay);
  if (evidence !== undefined && asked.files.length === 0) return no('leave.evidence', 'files', { what: evidence }, `Lampirkan ${evidence.toLowerCase()}.`);
  return ok(undefined);
}

/** What must be attached to a leave of that length; undefined where nothing must. */
export function evidenceFor(kind: Pick<LeaveKind, 'evidence'>, fromDay: CalendarDay, toDay: CalendarDay): string | undefined {
  const length = calendarDays(fromDay, toDay);
  return kind.evidence.filter((one) => length >= one.after).sort((a, b) => b.after - a.after)[0]?.what;
}
