import { Buffer } from 'node:buffer';
import type exceljs from 'exceljs';
import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { csvRows } from './csv-rows.ts';
import type { SheetRow } from './headings-are-recognised.ts';
import { textOfNumber } from './numbers-of-cells.ts';
import { textOfMoment } from './days-as-people-write-them.ts';

// Chapters: which format · XLSX · CSV

const MOST_BYTES = 10_000_000;
const MOST_UNPACKED = 250_000_000;
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 100;

const unreadable = (sentence: string) => refuse('sheets.unreadable', { sentence });

/** `long`: cells that hold whole texts or lines of a map are kept up to what a spreadsheet holds, with their line breaks. */
export interface ReadOptions {
  cells?: 'short' | 'long';
  /** Lists that are long by nature: a level for each indicator of each institution is 621 × 47. */
  rows?: number;
}
const MOST_SIGNS = { short: 2000, long: 32_767 };
type Length = keyof typeof MOST_SIGNS;

/** Rows of the first sheet with content, empty ones left out. The format is told by the bytes, whatever the name says. */
export async function readSheet(bytes: Buffer, { cells = 'short', rows = MOST_ROWS }: ReadOptions = {}): Promise<Result<SheetRow[]>> {
  if (bytes.length === 0) return unreadable('Berkas kosong. Pilih berkas XLSX atau CSV.');
  if (bytes.length > MOST_BYTES) return unreadable('Berkas lebih dari 10 MB. Bagi menjadi beberapa berkas.');
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return readXlsx(bytes, cells, rows);
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') return unreadable('Ini berkas XLS lama atau berkas bersandi. Buka di lembar kerja, hapus sandinya, lalu simpan sebagai XLSX.');
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return unreadable('Ini berkas PDF. Minta lembar kerja aslinya (XLSX atau CSV).');
  const text = textOf(bytes);
  return text === null ? unreadable('Berkas ini bukan XLSX dan bukan CSV. Simpan ulang dari lembar kerja.') : readCsv(text, cells, rows);
}

async function readXlsx(bytes: Buffer, length: Length, most: number): Promise<Result<SheetRow[]>> {
  const unpacked = unpackedSize(bytes);
  if (unpacked === null || unpacked > MOST_UNPACKED) return unreadable('Berkas XLSX ini rusak atau terlalu besar setelah dibuka. Simpan ulang hanya lembar yang diperlukan.');
  // Loaded when the first sheet comes: a third of a second and 20 MB that most days need not.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  try {
    await workbook.xlsx.load(bytes as never, { ignoreNodes: ['dataValidations', 'conditionalFormatting', 'drawing', 'picture', 'headerFooter', 'extLst'] });
  } catch {
    return unreadable('Berkas XLSX ini rusak. Buka di lembar kerja, lalu simpan ulang.');
  }
  const rows: SheetRow[] = [];
  for (const sheet of workbook.worksheets) {
    if (sheet.state !== 'visible') continue;
    sheet.eachRow((row, line) => {
      const cells: string[] = [];
      const width = Math.min(row.cellCount, MOST_COLUMNS);
      for (let column = 1; column <= width; column++) cells.push(cellText(row.getCell(column).value, length));
      if (cells.some(Boolean)) rows.push({ line, cells });
    });
    if (rows.length > 1) break;
    rows.length = 0;
  }
  return checked(rows, most);
}

function checked(rows: SheetRow[], most: number): Result<SheetRow[]> {
  if (rows.length < 2) return unreadable('Berkas ini tidak berisi baris data. Baris pertama judul kolom, lalu satu baris untuk tiap data.');
  if (rows.length > most) return unreadable(`Berkas ini lebih dari ${most.toLocaleString('id-ID')} baris. Bagi menjadi beberapa berkas.`);
  return ok(rows);
}

/** What a person reads in the cell; a date as YYYY-MM-DD, with its hour where it has one; a formula by its result. */
function cellText(value: exceljs.CellValue, length: Length): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return textOfNumber(value);
  if (value instanceof Date) return textOfMoment(value);
  if (typeof value === 'object') {
    if ('richText' in value) return clean(value.richText.map((run) => run.text).join(''), length);
    if ('hyperlink' in value) return clean(typeof value.text === 'string' ? value.text : cellText(value.text as exceljs.CellValue, length), length);
    if ('error' in value) return '';
    if ('result' in value) return cellText(value.result as exceljs.CellValue, length);
    return '';
  }
  return clean(String(value), length);
}

/** Without the apostrophe that marks text, no-break spaces and what a database would refuse. */
const clean = (text: string, length: Length): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b-\u200f\ufeff]/g, '').replace(length === 'long' ? /[^\S\n]+/g : /[\u00a0\s]+/g, ' ').replace(/^\s*['’‘`](?=\S)/, '').trim().slice(0, MOST_SIGNS[length]);

/** Sum of the sizes that the archive says its files have when unpacked; null when it is no archive. */
function unpackedSize(bytes: Buffer): number | null {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) return null;
  let at = bytes.readUInt32LE(end + 16);
  let sum = 0;
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null;
    sum += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return sum;
}

/** UTF-8, UTF-16 with its mark, or what a spreadsheet calls ANSI; null for bytes that are no text. */
function textOf(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function readCsv(text: string, length: Length, most: number): Result<SheetRow[]> {
  const rows = csvRows(text.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/i, ''), separatorOf(text));
  if (!rows) return unreadable('Ada tanda kutip yang tidak ditutup dalam CSV. Periksa tanda " di dalamnya.');
  const cleaned = rows.map(({ line, cells }) => ({ line, cells: cells.map((cell) => clean(cell, length)) })).filter(({ cells }) => cells.some(Boolean));
  return checked(cleaned.map(({ line, cells }) => ({ line, cells: cells.slice(0, MOST_COLUMNS) })), most);
}

/** The sign that most of the first lines have, outside quotes: title rows above the heading have none. */
function separatorOf(text: string): string {
  const start = text.slice(0, 20_000).replaceAll(/"[^"]*"/g, '');
  const count = (sign: string) => start.split('\n').slice(0, 30).filter((one) => one.includes(sign)).length;
  return [';', '\t', ','].map((sign) => ({ sign, lines: count(sign) })).sort((a, b) => b.lines - a.lines)[0]!.sign;
}
