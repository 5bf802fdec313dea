import { ok, refuse, sentenceOf, type Result } from '../../platform/kernel/refusal.ts';
import { csvRows, type CsvRow } from '../sheets/csv-rows.ts';
import { scoringRefusals } from './refusals.ts';
import { readLevel, type Prepared } from './score.ts';

const COLUMNS = {
  institution: ['institution', 'instansi', 'nama instansi'],
  number: ['number', 'nomor', 'no', 'indikator'],
  level: ['level', 'tingkat', 'nilai'],
} as const;
type Column = keyof typeof COLUMNS;

/** A page of faults is enough to repair a file, and a wrong file has thousands. */
const MOST_FAULTS = 20;

/** Levels of one institution in the order of the instrument, in millionths; `line` is that of its first row. */
export interface InstitutionLevels {
  institution: string;
  line: number;
  levels: bigint[];
}

/**
 * Reads levels (columns institution, number, level; any order, comma, semicolon or tab) for a weighted instrument. Nothing
 * is taken from a file with a fault: every institution needs each indicator exactly once. Refuses `scoring.bad-levels`
 * with a sentence per faulty line; the first line of the file is 1.
 */
export function readLevelsFile(text: string, prepared: Prepared): Result<InstitutionLevels[]> {
  if (text.includes('\0')) return bad(['Berkas ini bukan teks. Simpan sebagai CSV (UTF-8), lalu coba lagi.']);
  // The hint that a spreadsheet program leaves for itself; its line still counts.
  const body = text.replace(/^\uFEFF?sep=.(?=\r?\n)/i, '');
  const rows = csvRows(body, separatorOf(body));
  if (rows === null) return bad(['Ada tanda kutip yang tidak ditutup. Periksa tanda " dalam berkas.']);
  const { levels, faults } = readLevelRows(rows, prepared);
  return faults.length > 0 ? bad(faults.map(({ line, sentence }) => `baris ${line}: ${sentence}`)) : ok(levels);
}

/** A line that cannot be taken, and why. */
export interface LineFault {
  line: number;
  sentence: string;
}

/** The same for rows of a sheet, the heading first. With a fault the levels are not whole: take all or nothing. */
export function readLevelRows(rows: readonly CsvRow[], prepared: Prepared): { levels: InstitutionLevels[]; faults: LineFault[] } {
  const [head, ...lines] = rows;
  const columns = columnsOf(head);
  const nothing = (line: number, sentence: string) => ({ levels: [], faults: [{ line, sentence }] });
  if (!columns) return nothing(head?.line ?? 1, 'judul kolom harus memuat institution, number, dan level, masing-masing sekali.');
  if (lines.length === 0) return nothing(head!.line, 'berkas tidak berisi baris data. Tulis satu baris untuk tiap indikator tiap instansi.');
  const faults: LineFault[] = [];
  const found = new Map<string, { line: number; levels: (bigint | undefined)[]; lines: number[] }>();
  for (const { line, cells } of lines) {
    const refused = (sentence: string) => faults.push({ line, sentence });
    const cell = (column: Column) => (cells[columns[column]] ?? '').replace(/\s+/g, ' ').trim();
    const institution = cell('institution');
    const at = prepared.byNumber.get(plainNumber(cell('number')));
    if (institution === '') refused('nama instansi kosong.');
    else if (at === undefined) refused(`indikator "${cell('number').slice(0, 20)}" tidak ada pada ${prepared.instrument.id}.`);
    if (institution === '' || at === undefined) continue;
    let one = found.get(institution);
    if (!one) found.set(institution, (one = { line, levels: [], lines: [] }));
    if (one.lines[at] !== undefined) {
      refused(`indikator ${cell('number')} untuk "${institution.slice(0, 80)}" sudah ada di baris ${one.lines[at]}. Hapus salah satunya.`);
      continue;
    }
    one.lines[at] = line;
    const level = readLevel(prepared.instrument, prepared.indicators[at]!.indicator, cell('level'));
    if (level.ok) one.levels[at] = level.value;
    else refused(sentenceOf(level.refusal, scoringRefusals));
  }
  for (const [institution, { line, lines: seen }] of found) {
    const missing = prepared.indicators.filter((_, at) => seen[at] === undefined).map(({ indicator }) => indicator.number);
    if (missing.length > 0) faults.push({ line, sentence: `"${institution.slice(0, 80)}" belum punya indikator ${missing.join(', ')}. Tiap indikator harus diisi; yang kosong tidak dianggap nol.` });
  }
  return { levels: [...found].map(([institution, { line, levels }]) => ({ institution, line, levels: levels as bigint[] })), faults };
}

const bad = (faults: string[]) => refuse('scoring.bad-levels', { faults: faults.slice(0, MOST_FAULTS), more: Math.max(0, faults.length - MOST_FAULTS) });

/** "07" and "35A" as people write them. */
const plainNumber = (text: string): string => text.toLowerCase().replace(/^0+(?=\d)/, '');

/** The sign that gives the heading its three columns; a comma when none does, so that the refusal speaks of the heading. */
function separatorOf(text: string): string {
  const head = text.replace(/^\uFEFF/, '').split('\n').find((line) => line.replaceAll(/[;,\t\s"]/g, '') !== '') ?? '';
  return [',', ';', '\t'].find((sign) => columnsOf(csvRows(head, sign)?.[0])) ?? ',';
}

function columnsOf(head: CsvRow | undefined): Record<Column, number> | null {
  const names = head?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const places = (Object.keys(COLUMNS) as Column[]).map((column) => [column, names.flatMap((name, at) => ((COLUMNS[column] as readonly string[]).includes(name) ? [at] : []))] as const);
  return places.every(([, at]) => at.length === 1) ? (Object.fromEntries(places.map(([column, at]) => [column, at[0]!])) as Record<Column, number>) : null;
}
