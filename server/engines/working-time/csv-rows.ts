/** One row of a CSV text with the line on which it begins (the first line is 1). */
export interface CsvRow {
  line: number;
  cells: string[];
}

/**
 * Reads RFC 4180 text as spreadsheets really write it: byte order mark, CRLF, quoted cells with line breaks, comma or
 * semicolon (whichever the first line uses). Empty lines are left out. Returns null when a quote is never closed.
 */
export function csvRows(text: string): CsvRow[] | null {
  const body = text.replace(/^\uFEFF/, '');
  const head = body.split(/\r?\n/, 1)[0] ?? '';
  const separator = head.includes(';') && !head.includes(',') ? ';' : ',';
  const rows: CsvRow[] = [];
  let line = 1;
  let row: CsvRow = { line, cells: [] };
  let cell = '';
  let quoted = false;
  const endRow = () => {
    row.cells.push(cell.trim());
    if (row.cells.some((one) => one !== '')) rows.push(row);
    cell = '';
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
      row.cells.push(cell.trim());
      cell = '';
    } else if (sign === '\n') {
      endRow();
      row = { line, cells: [] };
    } else if (sign !== '\r') {
      cell += sign;
    }
  }
  if (quoted) return null;
  endRow();
  return rows;
}
