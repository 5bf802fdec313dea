import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import { ok, type FieldRefusal, type Result } from '../../platform/kernel/refusal.ts';
import { csvRows, type CsvRow } from '../sheets/csv-rows.ts';
import { HOLIDAY_KINDS, type HolidayKind, type HolidayRow } from './work-calendar.ts';

const COLUMNS: Record<string, string[]> = {
  date: ['date', 'tanggal'],
  name: ['name_id', 'name', 'nama', 'keterangan'],
  kind: ['kind', 'jenis'],
  source: ['source', 'sumber', 'dasar_hukum'],
};
// A page of faults is enough to repair a file, and a file of garbage has thousands.
const MOST_FAULTS = 20;

/** Whether a day lies beyond the years in which working time is counted. */
export const isBeyond = (day: string): boolean => day < '1945' || day >= '2200';

/**
 * Reads a holiday list (format: catalog/reference/holidays/README.md). Refuses `calendar.bad-list` with a sentence for
 * each faulty line; nothing is taken from a list with faults. One date may stand twice with different names (two
 * holidays on one day), not twice with the same.
 */
export function parseHolidayList(text: string): Result<HolidayRow[]> {
  if (text.includes('\0')) return bad([at(1, 'berkas ini bukan teks. Simpan daftar sebagai CSV (UTF-8), lalu coba lagi.')]);
  const rows = csvRows(text, separatorOf(text))?.map(({ line, cells }): CsvRow => ({ line, cells: cells.map((cell) => cell.trim()) })) ?? null;
  if (rows === null) return bad([at(1, 'ada tanda kutip yang tidak ditutup. Periksa tanda " dalam berkas.')]);
  const [head, ...body] = rows;
  const columns = head && columnsOf(head);
  if (!columns || columns.date === undefined) {
    return bad([at(head?.line ?? 1, 'kolom "date" tidak ada. Baris pertama harus memuat nama kolom: date,name_id,kind,source.')]);
  }
  const faults: FieldRefusal[] = [];
  const seen = new Map<string, number>();
  const list: HolidayRow[] = [];
  for (const { line, cells } of body) {
    if (faults.length >= MOST_FAULTS) break;
    const cell = (name: string) => cells[columns[name] ?? -1] ?? '';
    const row = { date: cell('date'), name: cell('name') || 'Hari libur', kind: cell('kind') || 'libur_nasional', source: cell('source') };
    const key = `${row.date} ${row.name.toLowerCase()}`;
    const first = seen.get(key);
    const exists: boolean = isCalendarDay(row.date);
    if (/^\d{4}-\d{2}-\d{2}$/.test(row.date) && isBeyond(row.date)) {
      faults.push(at(line, `tahun ${row.date.slice(0, 4)} di luar jangkauan. Pakai tahun 1945 sampai 2199.`));
    } else if (!exists) {
      faults.push(at(line, `"${row.date.slice(0, 20)}" bukan tanggal yang ada. Tulis tahun-bulan-hari, misalnya 2025-01-27.`));
    } else if (!isKind(row.kind)) {
      faults.push(at(line, `jenis "${row.kind.slice(0, 30)}" tidak dikenal. Pakai ${HOLIDAY_KINDS.join(', ')}.`));
    } else if (first !== undefined) {
      faults.push(at(line, `sama dengan baris ${first} (${row.date}). Hapus salah satunya.`));
    } else {
      seen.set(key, line);
      list.push({ date: row.date, name: row.name, kind: row.kind, ...(row.source ? { source: row.source } : {}) });
    }
  }
  return faults.length > 0 ? bad(faults) : ok(list);
}

/** Comma or semicolon, whichever the first line uses. */
function separatorOf(text: string): string {
  const head = text.split('\n', 1)[0]!;
  return head.includes(';') && !head.includes(',') ? ';' : ',';
}

function columnsOf(head: CsvRow): Record<string, number | undefined> {
  const names = head.cells.map((cell) => cell.toLowerCase());
  const found: Record<string, number | undefined> = {};
  for (const [column, spellings] of Object.entries(COLUMNS)) {
    const index = names.findIndex((name) => spellings.includes(name));
    if (index >= 0) found[column] = index;
  }
  return found;
}

const isKind = (text: string): text is HolidayKind => (HOLIDAY_KINDS as readonly string[]).includes(text);
const at = (line: number, message: string): FieldRefusal => ({ path: `baris ${line}`, message });
const bad = (fields: FieldRefusal[]) => ({ ok: false as const, refusal: { code: 'calendar.bad-list', fields } });

export interface ListChange {
  added: HolidayRow[];
  removed: HolidayRow[];
}

/** What a new list changes, for the preview before it is published: by date and kind, names do not move deadlines. */
export function compareHolidayLists(old: readonly HolidayRow[], fresh: readonly HolidayRow[]): ListChange {
  const key = (row: HolidayRow) => `${row.date} ${row.kind}`;
  const before = new Set(old.map(key));
  const after = new Set(fresh.map(key));
  return {
    added: fresh.filter((row) => !before.has(key(row))),
    removed: old.filter((row) => !after.has(key(row))),
  };
}
