import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileRules, type CompiledRules } from './compile.ts';
import { computePay, explainPay, type Facts } from './pay.ts';
import { allowanceRules, type AllowanceRules } from './rules.ts';

const reference = allowanceRules.parse(parse(readFileSync(new URL('../../../catalog/reference/allowance.yaml', import.meta.url), 'utf8')));
const compiled = (rules: AllowanceRules): CompiledRules => {
  const result = compileRules(rules);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return JSON.parse(JSON.stringify(result.value)) as CompiledRules;
};
const rules = compiled(reference);
const segment: Facts = {
  kelas: 9, tunjangan_kelas: 9_000_000, status: 'pns', golongan: 3, jenis_unit: 'dinas', unit: 'DPMPTSP', jabatan: 'Penata Perizinan Ahli Muda', kepala: false, kapasitas: 'definitive', produktivitas: '0.9', potongan: '0.075',
  dasar_potongan: 'bagian-disiplin', hari_bagian: 31, hari_bulan: 31, hari_kerja: 22, cuti_penuh: '', hukuman: '0', kelas_plt: 0, tunjangan_plt: 0, hari_plt: 0, bulan: 10, tahun: 2026,
};
const person: Facts = { status: 'pns', golongan: 3, bulan: 10, tahun: 2026, koreksi: 0 };
const amountOf = (lines: readonly { id: string; amount: number | null }[], id: string) => lines.find((line) => line.id === id)?.amount;

/** The reference rules with the sum of the criteria fixed, as the worked example has it. */
const worked = compiled({ ...reference, lines: reference.lines.map((line) => (line.id === 'pagu_penuh' ? { ...line, amount: '4500000' } : line)) });

test('the worked example: basic 4,536,000; 4,095,000 with the cut on the discipline part, 3,892,500 on the total', () => {
  const part = computePay(worked, [segment], person);
  expect(amountOf(part.lines, 'tpp_dasar')).toBe(4_536_000);
  expect([amountOf(part.lines, 'bayar_produktivitas'), amountOf(part.lines, 'bagian_disiplin'), amountOf(part.lines, 'potongan_disiplin')]).toEqual([2_430_000, 1_800_000, 135_000]);
  expect(part.gross).toBe(4_095_000);
  const total = computePay(worked, [{ ...segment, dasar_potongan: 'total' }], person);
  expect(amountOf(total.lines, 'potongan_total')).toBe(337_500);
  expect(total.gross).toBe(3_892_500);
  // 5 % and 1 %, each rounded half up on its own: 204,750 and 40,950.
  expect(part.net).toBe(4_095_000 - 204_750 - 40_950);
});

test('every figure is explained by its calculation and its law', () => {
  const lines = explainPay(worked, [segment], person);
  expect(lines.find((line) => line.id === 'tpp_dasar')).toMatchObject({ calculation: '9.000.000 × 0,7 × 0,9 × 0,8', legalBasis: 'Kepmendagri 900-4700/2020', amount: 4_536_000 });
  expect(lines.find((line) => line.id === 'bpjs')).toMatchObject({ calculation: '4.095.000 × 0,01', amount: 40_950, segment: null });
  expect(lines.every((line) => line.legalBasis !== '')).toBe(true);
  // What does not apply is not added up in words, and what is added up is what was computed.
  const sums = explainPay(rules, [segment], person).find((line) => line.id === 'pagu_penuh')!;
  expect(sums.calculation.split(' + ').map((part) => Number(part.replaceAll('.', ''))).reduce((sum, part) => sum + part, 0)).toBe(sums.amount);
  expect(lines.filter((line) => / \+ 0(?![\d,.])/.test(line.calculation))).toEqual([]);
  expect(lines.some((line) => line.id === 'tambahan_plt' || line.id === 'pengurang_cpns')).toBe(false);
});

test('the discipline part never falls below nothing, nor the whole when cut from the total', () => {
  const much = computePay(worked, [{ ...segment, potongan: '1.2' }], person);
  expect(much.gross).toBe(2_430_000);
  expect(computePay(worked, [{ ...segment, potongan: '1.2', dasar_potongan: 'total' }], person)).toMatchObject({ gross: 0, net: 0 });
});

test('rounds half up, line by line, and only then adds', () => {
  const odd = compiled({ ...reference, lines: reference.lines.map((line) => (line.id === 'pagu_penuh' ? { ...line, amount: '4500001' } : line)) });
  const pay = computePay(odd, [{ ...segment, produktivitas: '0.5' }], person);
  // 4,500,001 × 0.6 × 0.5 = 1,350,000.3; × 0.4 = 1,800,000.4; × 0.075 = 135,000.03
  expect([amountOf(pay.lines, 'bayar_produktivitas'), amountOf(pay.lines, 'bagian_disiplin'), amountOf(pay.lines, 'potongan_disiplin')]).toEqual([1_350_000, 1_800_000, 135_000]);
  const half = computePay(compiled({ ...reference, lines: [{ ...reference.lines[0]!, id: 'satu', effect: 'add', amount: '0.5' }, { ...reference.lines[0]!, id: 'dua', effect: 'add', amount: '2.5' }] }), [segment], person);
  expect(half.lines.map((line) => line.amount)).toEqual([1, 3]);
  expect(explainPay(odd, [{ ...segment, produktivitas: '0.5' }], person).find((line) => line.id === 'bagian_disiplin')!.exact).toBe('1800000.4');
});

test('a transfer within one class pays what staying pays, the cut counted once', () => {
  const stayed = computePay(rules, [{ ...segment, potongan: '0.03' }], person);
  for (const days of [1, 10, 15, 30]) {
    const moved = computePay(rules, [{ ...segment, hari_bagian: days, potongan: '0.03' }, { ...segment, hari_bagian: 31 - days, potongan: '0', unit: 'DLH' }], person);
    // The cut of a day is taken of the whole month's allowance; each line of each part is rounded once.
    if (days > 1) expect(Math.abs(moved.gross! - stayed.gross!)).toBeLessThanOrEqual(3);
  }
  const up = computePay(rules, [{ ...segment, hari_bagian: 15, potongan: '0' }, { ...segment, kelas: 11, tunjangan_kelas: 12_500_000, hari_bagian: 16, potongan: '0' }], person);
  expect(up.lines.filter((line) => line.id === 'tpp_dasar').map((line) => [line.segment, line.amount])).toEqual([[0, 4_536_000], [1, 6_300_000]]);
});

test('CPNS, full-month leave, a sanction and an acting post change the sum by their own lines', () => {
  const base = computePay(rules, [{ ...segment, potongan: '0' }], person).gross!;
  const of = (facts: Facts) => computePay(rules, [{ ...segment, potongan: '0', ...facts }], person);
  expect(of({ status: 'cpns' }).gross).toBe(base - Math.round(base * 0.2));
  expect(of({ cuti_penuh: 'CLTN' }).gross).toBe(0);
  expect(of({ cuti_penuh: 'CM' }).gross).toBe(base - Math.round(base * 0.4));
  expect(of({ hukuman: '0.25' }).gross).toBe(base - Math.round(base * 0.25));
  const acting = of({ kelas_plt: 14, tunjangan_plt: 23_500_000, hari_plt: 31 });
  expect(amountOf(acting.lines, 'tambahan_plt')).toBe(Math.round(23_500_000 * 0.7 * 0.9 * 0.8 * 0.2));
  expect(of({ kelas_plt: 14, tunjangan_plt: 23_500_000, hari_plt: 27 }).gross).toBe(base);
  expect(amountOf(of({ unit: 'KEC-PUDAK' }).lines, 'tempat_bertugas')).toBe(680_400);
});

test('what is unknown stays open: no productivity, no payment, and the slip says which line waits', () => {
  const { produktivitas: _, ...without } = segment;
  const pay = computePay(rules, [without], person);
  expect(pay).toMatchObject({ gross: null, net: null });
  expect(pay.unknown).toContain('bayar_produktivitas');
  expect(amountOf(pay.lines, 'bagian_disiplin')).toBeGreaterThan(0);
});

test('corrections of earlier months are taxed with the payment they come in', () => {
  const [plain, corrected] = [computePay(worked, [segment], person), computePay(worked, [segment], { ...person, koreksi: -95_000 })];
  expect(corrected.gross).toBe(plain.gross);
  expect(corrected.net).toBe(4_000_000 - 200_000 - 40_000);
});

test('rules that cannot be worked out are refused with the place and the remedy', () => {
  const faulty = compileRules({
    ...reference,
    parameters: [...reference.parameters, { ...reference.parameters[0]!, id: 'kelas' }],
    lines: [{ ...reference.lines[0]!, amount: 'tunjangan_kelass * 2', effect: 'add' }, { ...reference.lines[0]!, when: 'kelas + 1' }, { ...reference.lines.at(-1)! }, { ...reference.lines[1]!, id: 'terlambat', amount: 'beban' }],
  });
  if (faulty.ok) throw new Error('must be refused');
  const { problems } = faulty.refusal.data as { problems: { path: string; message: string }[] };
  expect(problems.map((one) => one.path)).toEqual(['parameters.18.id', 'lines.0.amount', 'lines.1.when', 'lines.1.id', 'lines.3', 'lines.3.amount']);
  expect(problems[1]!.message).toContain('tunjangan_kelas');
  expect(allowanceRules.safeParse({ ...reference, parameters: [{ ...reference.parameters[0]!, value: '0,7' }] }).success).toBe(false);
});
