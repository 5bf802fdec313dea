/** One line of the table: what was measured, against which target and baseline. */
export interface Figure {
  part: string;
  what: string;
  value: number;
  unit: string;
  /** `least`: the value must reach it; `most`: it must stay below. */
  target?: { least: number } | { most: number };
  baseline?: { what: string; value: number };
  /** value / baseline. */
  ratio?: number;
  note?: string;
}

export const isMet = ({ value, target }: Figure): boolean | undefined =>
  target === undefined ? undefined : 'least' in target ? value >= target.least : value <= target.most;

/** Adds the baseline of the same run and the ratio to it. */
export const against = (figure: Figure, what: string, value: number): Figure => ({ ...figure, baseline: { what, value }, ratio: figure.value / value });

const number = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** A table that can be read in a terminal and pasted into a page. */
export function table(figures: Figure[]): string {
  const head = ['part', 'what', 'measured', 'target', 'met', 'baseline', 'ratio', 'note'];
  const rows = figures.map((f) => {
    const met = isMet(f);
    return [
      f.part, f.what, `${number(f.value)} ${f.unit}`, f.target ? ('least' in f.target ? `≥ ${number(f.target.least)}` : `≤ ${number(f.target.most)}`) : '',
      met === undefined ? '' : met ? 'yes' : 'NO', f.baseline ? `${f.baseline.what}: ${number(f.baseline.value)}` : '', f.ratio === undefined ? '' : f.ratio.toFixed(2), f.note ?? '',
    ];
  });
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
