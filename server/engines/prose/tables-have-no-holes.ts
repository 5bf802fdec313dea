import { MOST_COLUMNS, MOST_ROWS, type Table, type TableCell, type TableRow } from './prose.ts';

/**
 * A table in which every place belongs to exactly one cell: rows that are too short get empty cells, a cell that would
 * reach below the last row or over another cell is cut, rows and columns without any cell of their own go. Undefined for a table without cells.
 */
export function whole(rows: readonly TableRow[]): Table | undefined | 'too-large' {
  if (rows.length > MOST_ROWS) return 'too-large';
  const kept = rows.filter((row) => row.content.length > 0);
  if (kept.length === 0) return undefined;
  const spans = kept.map(() => [] as { from: number; colspan: number; rowspan: number; cell: TableCell }[]);
  const taken = kept.map(() => new Set<number>());
  let width = 0;
  for (const [at, row] of kept.entries()) {
    let column = 0;
    for (const cell of row.content) {
      while (taken[at]!.has(column)) column += 1;
      const rowspan = Math.min(cell.attrs?.rowspan ?? 1, kept.length - at);
      let colspan = 1;
      while (colspan < (cell.attrs?.colspan ?? 1) && !taken[at]!.has(column + colspan)) colspan += 1;
      for (let down = 0; down < rowspan; down += 1) for (let along = 0; along < colspan; along += 1) taken[at + down]!.add(column + along);
      spans[at]!.push({ from: column, colspan, rowspan, cell });
      column += colspan;
    }
    for (const place of taken[at]!) width = Math.max(width, place + 1);
    if (width > MOST_COLUMNS) return 'too-large';
  }
  const content = spans.map((cells, at): TableRow => {
    for (let column = 0; column < width; column += 1) {
      if (!taken[at]!.has(column)) cells.push({ from: column, colspan: 1, rowspan: 1, cell: { type: cells[0]?.cell.type ?? 'tableCell', content: [{ type: 'paragraph' }] } });
    }
    return { type: 'tableRow', content: cells.sort((a, b) => a.from - b.from).map(({ cell, colspan, rowspan }) => spanning(cell, colspan, rowspan)) };
  });
  return { type: 'table', content };
}

function spanning(cell: TableCell, colspan: number, rowspan: number): TableCell {
  const align = cell.attrs?.align;
  const attrs = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}), ...(align ? { align } : {}) };
  return { type: cell.type, ...(Object.keys(attrs).length > 0 ? { attrs } : {}), content: cell.content };
}

/** Columns of a whole table. */
export const columnsOf = (table: Table): number => table.content[0]!.content.reduce((sum, cell) => sum + (cell.attrs?.colspan ?? 1), 0);
