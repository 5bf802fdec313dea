/** One row of a CSV text with the line on which it begins (the first line is 1). Cells are as written, not trimmed. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/**
 * Reads RFC 4180 text as spreadsheets really write it: byte order mark, CRLF, quoted cells with line breaks and doubled
 * quotes. Empty lines are left out. Returns null when a quote is never closed.
 * `csvRows('a;"b;c"', ';')` → `[{ line: 1, cells: ['a', 'b;c'] }]`
 */
export function csvRows(text: string, separator: string): CsvRow[] | null {
  const body = text.replace(/^\uFEFF/, '');
  const rows: CsvRow[] = [];
  let line = 1;
  let row: CsvRow = { line, cells: [] };
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.cells.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.cells.some((one) => one.trim() !== '')) rows.push(row);
  };
  for (let at = 0; at < body.length; at++) {
    const sign = body[at]!;
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (body[at + 1] === '"') cell += body[++at];
      else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === separator) {
      endCell();
    } else if (sign === '\n') {
      endRow();
      row = { line, cells: [] };
    } else if (sign !== '\r' || body[at + 1] !== '\n') {
      cell += sign;
    }
  }
  if (quoted) return null;
  endRow();
  return rows;
}
