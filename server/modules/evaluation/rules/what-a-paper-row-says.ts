import type { CsvRow } from '../../../engines/sheets/csv-rows.ts';
import { stepKey } from '../../../engines/scoring/ladder.ts';
import type { LineFault } from '../../../engines/scoring/levels-file.ts';
import type { Prepared } from '../../../engines/scoring/score.ts';

/** Columns beside institution, number and level; none of them has to be there. */
export const PAPER_COLUMNS = { fakta: 'Fakta', analisis: 'Analisis', kriteria: 'Kriteria', bukti: 'Bukti' } as const;
type Column = keyof typeof PAPER_COLUMNS;
const LONGEST = 10_000;
const MOST_PIECES = 30;

export interface PaperPiece {
  title: string;
  /** https, or null: it lies on paper. */
  url: string | null;
}
export interface PaperWords {
  fakta: string;
  analisis: string;
  /** Criteria met: "4.b". */
  met: string[];
  evidence: PaperPiece[];
}

/** Name of an institution and number of an indicator as they stand in a row. */
export const rowKey = (institution: string, number: string): string => `${institution.replace(/\s+/g, ' ').trim()}\n${number.trim().toLowerCase().replace(/^0+(?=\d)/, '')}`;

/**
 * Justification and list of evidence of a submission on paper, beside its levels (Permenpan RB 59/2020 art. 5): Fakta,
 * Analisis, criteria met ("2.a, 3.a"), and evidence, one a line or after a semicolon, a link behind its title. A faulty
 * cell is named with its line; nothing is taken from a file with a fault.
 */
export function readPaperRows(rows: readonly CsvRow[], { indicators, byNumber }: Prepared): { words: Map<string, PaperWords>; faults: LineFault[] } {
  const [head, ...lines] = rows;
  const names = head?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const at = (...known: string[]) => names.findIndex((name) => known.includes(name));
  const place: Record<Column, number> = { fakta: at('fakta', 'facts'), analisis: at('analisis', 'analysis', 'justifikasi'), kriteria: at('kriteria', 'criteria'), bukti: at('bukti', 'evidence', 'data dukung') };
  const [institution, number] = [at('institution', 'instansi', 'nama instansi'), at('number', 'nomor', 'no', 'indikator')];
  const words = new Map<string, PaperWords>();
  const faults: LineFault[] = [];
  for (const { line, cells } of lines) {
    const cell = (column: Column) => (place[column] < 0 ? '' : (cells[place[column]] ?? '').trim());
    const key = rowKey(cells[institution] ?? '', cells[number] ?? '');
    const indicator = indicators[byNumber.get(key.split('\n')[1]!) ?? -1]?.indicator;
    if (!indicator) continue; // Named where the levels are read.
    for (const column of ['fakta', 'analisis'] as const) if (cell(column).length > LONGEST) faults.push({ line, sentence: `${PAPER_COLUMNS[column]} lebih dari ${LONGEST.toLocaleString('id-ID')} huruf.` });
    const known = new Set(indicator.levels.flatMap(({ level, criteria = {} }) => Object.keys(criteria).map((id) => stepKey(level, id))));
    const met = [...new Set(cell('kriteria').split(/[\s,;]+/).filter(Boolean))];
    const strange = met.find((one) => !known.has(one));
    if (strange) faults.push({ line, sentence: `kriteria "${strange.slice(0, 20)}" tidak ada pada indikator ${indicator.number}. Tulis seperti 3.a.` });
    const evidence = cell('bukti').split(/[\n;]+/).map((one) => one.trim()).filter(Boolean).map(pieceOf);
    if (evidence.length > MOST_PIECES) faults.push({ line, sentence: `lebih dari ${MOST_PIECES} bukti pada satu indikator.` });
    if (evidence.some(({ title }) => title.length > 150)) faults.push({ line, sentence: 'nama bukti lebih dari 150 huruf. Pisahkan bukti dengan titik koma.' });
    words.set(key, { fakta: cell('fakta'), analisis: cell('analisis'), met, evidence });
  }
  return { words, faults };
}

/** "SK Manajemen Risiko https://jdih.ponorogo.go.id/1" → its title and its link. */
function pieceOf(text: string): PaperPiece {
  const found = /https:\/\/[^\s<>"()]+/.exec(text)?.[0];
  const url = found === undefined ? null : URL.parse(found);
  if (!found || !url || !url.hostname.includes('.') || url.username || url.password) return { title: text, url: null };
  const title = text.replace(found, '').replace(/[\s(|,:-]+$|^[\s)|,:-]+|\(\s*\)/g, '').trim();
  return { title: title || url.hostname, url: url.href };
}
