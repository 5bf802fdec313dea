import { angka, hari, tanggal } from '#lib/format.ts';
import type { Tone } from '#lib/types.ts';
import type { AnswerState, BoardRow, CampaignSummary } from '../../../../../../../server/modules/self-assessment/contract.ts';

/** "2.94" → "2,94"; figures of an index stay texts from end to end. */
export const koma = (text: string): string => text.replace('.', ',');

/** "Tingkat Kematangan Kebijakan Internal … Instansi Pusat/Pemerintah Daerah" is the same beginning and end on every row. */
export function shortName(name: string): string {
  const bare = name.replace(/^Tingkat Kematangan /, '').replace(/ (di )?Instansi Pusat\/Pemerintah Daerah$/, '');
  return bare[0]!.toUpperCase() + bare.slice(1);
}

export const stateTone: Record<AnswerState, Tone> = { empty: 'plain', working: 'info', ready: 'soon', approved: 'ok' };

/** What the phase is and how long it still runs. */
export function phaseWords({ phase, next, closed }: Pick<CampaignSummary, 'phase' | 'next' | 'closed'>, today: string): { text: string; tone: Tone } {
  if (closed) return { text: 'ditutup', tone: 'plain' };
  if (phase) {
    const left = phase.daysLeft === 0 ? 'hari terakhir' : `${angka(phase.daysLeft)} hari lagi`;
    return { text: `${phase.name}: ${left}, sampai ${hari(phase.until, today)}`, tone: phase.daysLeft <= 3 ? 'late' : phase.daysLeft <= 14 ? 'soon' : 'info' };
  }
  return next ? { text: `${next.name} mulai ${hari(next.from, today)}`, tone: 'plain' } : { text: 'selesai', tone: 'plain' };
}

export const levelWords = (row: Pick<BoardRow, 'level' | 'levelName'>): string => (row.level === null ? 'belum dijawab' : `${koma(row.level)}${row.levelName ? ` ${row.levelName}` : ''}`);
export const dayWords = (day: string | null): string => (day ? tanggal(day) : '');
export const home = (id: string, rest = ''): string => `/petugas/penilaian/${id}${rest}`;
