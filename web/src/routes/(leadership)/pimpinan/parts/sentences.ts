import { angka } from '#lib/format.ts';
import type { Dashboard, Overdue } from '../../../(officer)/petugas/parts/api.ts';

/** What the pictures of the leader show, as sentences; the same sentences are read instead of the pictures. */
interface Bar {
  label: string;
  value: number;
  text: string;
}
type Weeks = Dashboard['weekly'];

const percent = (week: Weeks[number]): number => Math.round((week.onTime / week.finished) * 100);

/** Share of requests finished on time, week by week; a week in which nothing was finished has no share. */
export function onTimeBars(weeks: Weeks): Bar[] {
  return weeks.map((week) => ({ label: week.label, value: week.finished ? percent(week) : 0, text: week.finished ? `${percent(week)}%` : '–' }));
}

/** "Naik dari 81 menjadi 93 persen dalam delapan minggu." */
export function onTimeSentence(weeks: Weeks): string {
  const told = weeks.filter((week) => week.finished > 0);
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last) return 'Belum ada permohonan yang selesai pada masa ini.';
  if (first === last) return `${percent(last)} persen selesai tepat waktu pada ${last.label === 'minggu ini' ? last.label : `minggu ${last.label}`}.`;
  const [from, to] = [percent(first), percent(last)];
  const span = `dalam ${angka(weeks.length)} minggu`;
  if (from === to) return `Tetap ${to} persen ${span}.`;
  return `${to > from ? 'Naik' : 'Turun'} dari ${from} menjadi ${to} persen ${span}.`;
}

export const countBars = (weeks: Weeks, of: 'received' | 'finished'): Bar[] =>
  weeks.map((week) => ({ label: week.label, value: week[of], text: angka(week[of]) }));

/** "Masuk 120, selesai 112: tumpukan bertambah 8." */
export function flowSentence({ received, finished }: Pick<Dashboard, 'received' | 'finished'>): string {
  const left = received - finished;
  const pile = left > 0 ? `tumpukan bertambah ${angka(left)}` : left < 0 ? `tumpukan berkurang ${angka(-left)}` : 'tumpukan tetap';
  return `Masuk ${angka(received)}, selesai ${angka(finished)}: ${pile}.`;
}

/** "di Dinas PU (3) dan Satpol PP (1)" */
export function whereSentence(units: Overdue['units']): string {
  const names = units.map((unit) => (units.length === 1 ? unit.name : `${unit.name} (${angka(unit.count)})`));
  const shown = names.slice(0, 3);
  const rest = names.length - shown.length;
  if (rest > 0) shown.push(`${angka(rest)} unit lain`);
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} dan ${shown.at(-1)}` : (shown[0] ?? '');
}
