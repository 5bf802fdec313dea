import { bandOf, resultEnds } from '../../../engines/scoring/bands.ts';
import { compareExact, exact, exactDecimal, fixedText, over, plus, times } from '../../../engines/scoring/exact.ts';
import { isGroup, type PredicateBasis, type TreeNode } from '../../../engines/scoring/instrument.ts';
import type { Prepared } from '../../../engines/scoring/score.ts';
import { normalHeading, type SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import type { FieldRow, Verdict } from '../../../engines/sheets/judged-rows.ts';
import { refused } from '../../../engines/sheets/judged-rows.ts';
import { bareName, type InstitutionKind, type RegionMatch } from '../contract/names-match-regions.ts';

/** A published row that can be taken. Figures are texts with the decimals of the instrument. */
export interface ResultFact {
  name: string;
  kind: InstitutionKind;
  region: string | null;
  shown: string;
  predicate: string;
  /** "domain:1" → "2.40" */
  parts: Record<string, string>;
  doubt: string | null;
}

/** Layers that published tables print: the groups of the top. `partKey` is "domain:1". */
export const topGroups = (prepared: Prepared): { key: string; number: string; name: string; weight: string }[] =>
  prepared.instrument.tree.filter((one: TreeNode) => isGroup(one)).map(({ tier, number, name, weight }) => ({ key: partKey(tier, number), number, name, weight }));
export const partKey = (tier: string, number: string): string => `${tier}:${number}`;

/** What a list of published results may tell, with the headings of real reports. */
export const resultFields = (prepared: Prepared): SheetField[] => [
  { field: 'name', label: 'Nama instansi', required: true, headings: ['instansi', 'institution', 'nama', 'instansi pusat pemerintah daerah', 'ippd'] },
  { field: 'group', label: 'Kelompok', required: false, headings: ['group', 'kelompok', 'klaster', 'jenis instansi'] },
  { field: 'region', label: 'Kode wilayah', required: false, headings: ['region code', 'kode wilayah', 'kode kemendagri', 'wilayah'] },
  { field: 'index', label: 'Indeks', required: true, headings: ['published index', 'index', 'indeks spbe', 'nilai indeks', 'nilai'] },
  { field: 'predicate', label: 'Predikat', required: false, headings: ['published predicate', 'predicate'] },
  ...topGroups(prepared).map(({ key, number, name }) => {
    const tier = prepared.instrument.tiers[0]!;
    return { field: key, label: `${tier.title} ${number}`, required: false, headings: [...new Set([`${tier.id} ${number}`, `${tier.title.toLowerCase()} ${number}`, normalHeading(name), `nilai ${tier.title.toLowerCase()} ${number}`])] };
  }),
];

const NUMBER = /^\d{1,3}([.,]\d{1,6})?$/;

/** Judges every line; nothing is guessed, and what the source printed although it cannot be right is kept and marked. */
export function judgeResults(rows: readonly FieldRow[], prepared: Prepared, basis: PredicateBasis, match: (name: string, group: string, code: string) => RegionMatch): Verdict<ResultFact>[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const judged = judgeRow(row, prepared, basis, match);
    if (!judged.fact) return judged;
    const key = judged.fact.region ?? bareName(judged.fact.name);
    const first = seen.get(key);
    if (first !== undefined) return refused(row, [`Instansi ini sudah ada di baris ${first}. Hapus salah satunya.`]);
    seen.set(key, row.line);
    return judged;
  });
}

function judgeRow(row: FieldRow, prepared: Prepared, basis: PredicateBasis, match: (name: string, group: string, code: string) => RegionMatch): Verdict<ResultFact> {
  const { instrument } = prepared;
  const value = (field: string) => row.values[field] ?? '';
  const { decimals } = instrument.rounding;
  const ends = resultEnds(instrument.scale, instrument.result.factor);
  const reasons: string[] = [];
  const notes: string[] = [];

  const name = value('name').replace(/\s+/g, ' ').slice(0, 300);
  if (name === '') reasons.push('Nama instansi kosong.');
  const whose = match(name, value('group'), value('region'));
  if (name !== '' && !whose.ok) reasons.push(whose.why);

  /** Text with the decimals of the instrument; below the scale is told, above it cannot be. */
  const figure = (field: string, what: string): string | null => {
    const text = value(field);
    const exactly = NUMBER.test(text) ? exact(text.replace(',', '.')) : null;
    if (!exactly || (text.split(/[.,]/)[1]?.replace(/0+$/, '').length ?? 0) > decimals) reasons.push(`${what} "${text.slice(0, 20)}" bukan angka dengan paling banyak ${decimals} angka di belakang koma.`);
    else if (compareExact(exactly, ends.max) > 0) reasons.push(`${what} ${text} melebihi ${exactDecimal(ends.max)}.`);
    else {
      if (compareExact(exactly, ends.min) < 0) notes.push(`${what} ${text} di bawah ${exactDecimal(ends.min)}, nilai terendah skala. Dimuat seperti tercetak dan ditandai.`);
      return fixedText(exactly, decimals);
    }
    return null;
  };
  const shown = value('index') === '' ? (reasons.push('Indeks kosong.'), null) : figure('index', 'Indeks');
  const parts: Record<string, string> = {};
  const groups = topGroups(prepared);
  for (const { key, number } of groups) {
    if (value(key) === '') continue;
    const part = figure(key, `${instrument.tiers[0]!.title} ${number}`);
    if (part !== null) parts[key] = part;
  }
  const predicate = shown === null ? null : judgePredicate(value('predicate'), shown, prepared, basis, reasons, notes);
  if (reasons.length > 0 || !whose.ok || shown === null || predicate === null) return refused(row, reasons);
  notes.push(...sumNotes(shown, parts, groups, prepared));
  return { line: row.line, values: row.values, verdict: 'new', reasons: [], notes, fact: { name, kind: whose.kind, region: whose.code, shown, predicate, parts, doubt: notes.length > 0 ? notes.join(' ') : null } };
}

/** The printed word if it is one of the instrument's; without one the band of the printed index. */
function judgePredicate(printed: string, shown: string, { instrument, bands }: Prepared, basis: PredicateBasis, reasons: string[], notes: string[]): string | null {
  const value = exact(shown);
  const half = over(1n, 2n * 10n ** BigInt(instrument.rounding.decimals));
  const expected = bandOf(bands, value)?.label;
  if (printed === '') {
    if (expected === undefined) notes.push('Predikat tidak dapat ditentukan dari indeks yang di luar skala.');
    return expected ?? '';
  }
  const label = instrument.predicate.bands.find((one) => one.label.toLowerCase() === printed.toLowerCase())?.label;
  if (label === undefined) {
    reasons.push(`Predikat "${printed.slice(0, 40)}" tidak dikenal. Pakai ${instrument.predicate.bands.map((one) => one.label).join(', ')}.`);
    return null;
  }
  // Where the unrounded index decides, one that was printed at a limit may lie just below it.
  const lower = { n: value.n * half.d - half.n * value.d, d: value.d * half.d };
  const possible = [expected, ...(basis === 'unrounded' && lower.n >= 0n ? [bandOf(bands, over(lower.n, lower.d))?.label] : [])];
  if (!possible.includes(label)) notes.push(`Predikat tercetak ${label}, menurut indeksnya ${expected ?? 'tidak ada'}.`);
  return label;
}

/** A total that its printed parts cannot give, however they were rounded. */
function sumNotes(shown: string, parts: Record<string, string>, groups: readonly { key: string; weight: string }[], prepared: Prepared): string[] {
  if (groups.length === 0 || groups.some(({ key }) => parts[key] === undefined)) return [];
  const whole = exact(prepared.instrument.weights.whole);
  const top = groups.map(({ key, weight }) => times(exact(parts[key]!), exact(weight))).reduce(plus);
  const mean = over(top.n * whole.d, top.d * whole.n);
  const printed = exact(shown);
  const difference = over(mean.n * printed.d - printed.n * mean.d, mean.d * printed.d);
  const size = difference.n < 0n ? over(-difference.n, difference.d) : difference;
  // Each part is off by half a unit at most, and so is the total.
  const most = over(1n, 10n ** BigInt(prepared.instrument.rounding.decimals));
  return compareExact(size, most) > 0 ? [`Indeks tercetak ${shown.replace('.', ',')}, menurut nilai bagiannya sekitar ${fixedText(mean, prepared.instrument.rounding.decimals).replace('.', ',')}.`] : [];
}
