import { expect, it } from 'vitest';
import { compileRules } from '../../../engines/allowance/compile.ts';
import { computePay, type Facts } from '../../../engines/allowance/pay.ts';
import { orRefuse } from '../../../platform/kernel/refusal.ts';
import { firstRules } from '../service/rules.ts';
import { whyLess } from './why-less-than-full.ts';

const rules = orRefuse(compileRules(firstRules()));
const segment: Facts = {
  kelas: 9, tunjangan_kelas: 9_000_000, status: 'pns', golongan: 3, jenis_unit: 'dinas', unit: 'DPMPTSP', jabatan: 'Penata', kepala: false, kapasitas: 'definitive', produktivitas: '0.9', potongan: '0.075',
  dasar_potongan: 'bagian-disiplin', hari_bagian: 31, hari_bulan: 31, hari_kerja: 22, cuti_penuh: '', hukuman: '0', kelas_plt: 0, tunjangan_plt: 0, hari_plt: 0, bulan: 10, tahun: 2026,
};
const person: Facts = { status: 'pns', golongan: 3, bulan: 10, tahun: 2026, koreksi: 0 };

it('tells what productivity and attendance took, which adds up to what is paid', () => {
  // 3,628,800 = 4,536,000 × 80 %; a tenth of the 60 % and 7.5 % of the 40 %.
  expect(whyLess(rules, [segment], person)).toEqual({ full: 3_628_800, less: [{ why: 'productivity', amount: 217_728 }, { why: 'attendance', amount: 108_864 }] });
  expect(whyLess(rules, [{ ...segment, produktivitas: '1', potongan: '0' }], person)).toEqual({ full: 3_628_800, less: [] });
});

it('adds up whatever the facts: other bases, sanctions, parts of a month, more than full', () => {
  for (const change of [{ dasar_potongan: 'total' }, { hukuman: '0.25' }, { status: 'cpns' }, { cuti_penuh: 'CM' }, { potongan: '1.2' }, { produktivitas: '1.2' }, { produktivitas: '0' }] as Facts[]) {
    for (const segments of [[{ ...segment, ...change }], [{ ...segment, ...change, hari_bagian: 10 }, { ...segment, kelas: 11, tunjangan_kelas: 12_500_000, hari_bagian: 21 }]]) {
      const { full, less } = whyLess(rules, segments as Facts[], person)!;
      expect(full - less.reduce((sum, one) => sum + one.amount, 0)).toBe(computePay(rules, segments as Facts[], person).gross);
    }
  }
});

it('says nothing while something is unknown', () => {
  const { produktivitas: _, ...open } = segment;
  expect(whyLess(rules, [segment, open], person)).toBeNull();
  const { tunjangan_kelas: __, ...without } = segment;
  expect(whyLess(rules, [without], person)).toBeNull();
});
