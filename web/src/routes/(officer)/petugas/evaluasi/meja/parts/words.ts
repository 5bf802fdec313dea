import type { Tone } from '#lib/types.ts';
import { itemStateNames, markNames, type DeskRole, type ItemState, type Mark } from '../../../../../../../../server/modules/evaluation/contract.ts';

export const DESK = '/petugas/evaluasi/meja';
export const roleText: Record<DeskRole, string> = { first: 'Asesor pertama', second: 'Asesor kedua', reviewer: 'Tim reviu', organiser: 'Penyelenggara' };
const TONES: Record<ItemState, Tone> = { open: 'plain', waiting: 'info', disputed: 'late', settled: 'ok' };
const MARK_TONES: Record<Mark, Tone> = { valid: 'ok', returned: 'late', set: 'soon' };

/** What stands on the tag of an indicator: the mark of the review, else where it stands. */
export const tagOf = (row: { state: ItemState; mark: Mark | null }): { text: string; tone: Tone } => (row.mark ? { text: markNames[row.mark], tone: MARK_TONES[row.mark] } : { text: itemStateNames[row.state], tone: TONES[row.state] });

/** Every name of SPBE begins with the same two words; in lists they only cost room. */
export const shortName = (name: string): string => name.replace(/^Tingkat Kematangan /, '');

/** "2.5" → "2,5" */
export const tingkat = (level: string | null): string => (level === null ? '–' : level.replace('.', ','));

export const tabs = (current: 'tugas' | 'kalibrasi' | 'beda') => [
  { href: DESK, label: 'Tugas saya', current: current === 'tugas' },
  { href: `${DESK}/kalibrasi`, label: 'Kalibrasi', current: current === 'kalibrasi' },
  { href: `${DESK}/beda`, label: 'Penilaian berbeda', current: current === 'beda' },
];

/** Why nothing can be written here now. */
export const WHY: Record<string, string> = {
  'evaluation.nothing-sent': 'Instansi ini belum mengirim jawaban indikator ini.',
  'evaluation.not-now': 'Pada fase ini tidak ada putusan yang diberikan.',
  'evaluation.decided': 'Nilai pada tahap ini sudah ditetapkan.',
  'evaluation.only-returned': 'Pada tahap reviu hanya yang dikembalikan atau belum disepakati yang dinilai lagi.',
};
