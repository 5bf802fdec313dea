/** One thing that a file may tell: what it is called for people, whether it must have a column, and headings known from real files, as `normalHeading` writes them. */
export interface SheetField {
  field: string;
  label: string;
  required: boolean;
  headings: readonly string[];
}

/** A sheet as it was read: rows of cell texts with the line of the sheet (the first is 1). */
export interface SheetRow {
  line: number;
  cells: string[];
}
export interface Sheet {
  /** Heading per column, one line. */
  headings: string[];
  rows: SheetRow[];
}
/** Field → index of its column. */
export type Mapping = Record<string, number>;

export const normalHeading = (text: string): string =>
  text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9 ]+/g, ' ').replace(/\bnomor\b|\bnomer\b/g, 'no').replace(/\s+/g, ' ').trim();

const MOST_ROWS_ABOVE = 25;

/**
 * Finds the heading row below titles ("DAFTAR PEGAWAI …", an empty line) by how many fields its cells name; headings of
 * two merged rows ("Jabatan" over "Nama" and "TMT") are read together. `remembered` are headings that were mapped
 * before, by field. The row of column numbers below a heading (1, 2, 3 …) is no data.
 */
export function findHeadings(rows: readonly SheetRow[], fields: readonly SheetField[], remembered: ReadonlyMap<string, string>): { sheet: Sheet; mapping: Mapping } {
  let best = { score: -1, at: 0, height: 1, mapping: {} as Mapping, headings: [] as string[] };
  for (let at = 0; at < Math.min(rows.length, MOST_ROWS_ABOVE); at++) {
    for (const height of [1, 2] as const) {
      if (at + height > rows.length || (height === 2 && rows[at]!.line + 1 !== rows[at + 1]!.line)) continue;
      const headings = joined(rows.slice(at, at + height));
      const mapping = guess(headings, fields, remembered);
      // A title cell merged over the whole width names one field at most; two lines must earn their second line.
      const score = Object.keys(mapping).length - (height === 2 ? 0.5 : 0);
      if (score > best.score) best = { score, at, height, mapping, headings: headings.map((options) => options[0] ?? '') };
    }
  }
  const body = rows.slice(best.at + best.height);
  return { sheet: { headings: best.headings, rows: isNumbering(body[0]) ? body.slice(1) : body }, mapping: best.mapping };
}

/** Per column what it may be called, the fullest first: "Jabatan Nama", "Nama", "Jabatan". */
function joined(rows: readonly SheetRow[]): string[][] {
  const width = Math.max(...rows.map((row) => row.cells.length));
  return Array.from({ length: width }, (_, column) => {
    const texts = [...new Set(rows.map((row) => (row.cells[column] ?? '').trim()).filter(Boolean))];
    return texts.length < 2 ? texts : [texts.join(' '), ...texts.toReversed()];
  });
}

function guess(headings: string[][], fields: readonly SheetField[], remembered: ReadonlyMap<string, string>): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<number>();
  const place = (field: string, wanted: (heading: string) => boolean) => {
    if (field in mapping) return;
    const column = headings.findIndex((options, index) => !taken.has(index) && options.some((option) => wanted(normalHeading(option))));
    if (column < 0) return;
    mapping[field] = column;
    taken.add(column);
  };
  for (const { field } of fields) place(field, (heading) => remembered.get(heading) === field);
  for (const { field, label, headings: known } of fields) place(field, (heading) => heading === normalHeading(label) || known.includes(heading));
  return mapping;
}

const isNumbering = (row: SheetRow | undefined): boolean => {
  const numbers = row?.cells.map((cell) => cell.replace(/[()\s.]/g, '')).filter(Boolean) ?? [];
  return numbers.length > 1 && numbers.every((text, index) => /^\d{1,2}$/.test(text) && (index === 0 || Number(text) === Number(numbers[index - 1]) + 1));
};
