import { exact, exactDecimal, over } from '../../../engines/scoring/exact.ts';
import { indicatorsOf } from '../../../engines/scoring/instrument.ts';
import { LEVEL_SCALE, type Prepared } from '../../../engines/scoring/score.ts';
import type { OutcomeCopy } from '../../self-assessment/contract.ts';
import { fulfilmentOf, type FinalValue } from './findings-follow-the-levels.ts';

/** "2.94" → "2,94" */
export const comma = (text: string): string => text.replace('.', ',');
/** Millionths → "3" or "3.25". */
export const levelText = (micro: bigint): string => exactDecimal(over(micro, LEVEL_SCALE));

const MONTHS = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
/** "2027-03-31" → "31 Maret 2027" */
export const dayText = (day: string): string => `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** "Tingkat Kematangan Kebijakan Internal … Instansi Pusat/Pemerintah Daerah" is the same beginning and end on every row. */
export const shortName = (name: string): string => name.replace(/^Tingkat Kematangan /, '').replace(/ (di )?Instansi Pusat\/Pemerintah Daerah$/, '');

/** What stands beside the own figures; empty where there is nothing to compare with. */
export interface Besides {
  before: { name: string; index: string; parts: Record<string, string> } | null;
  peers: { name: string; index: string; parts: Record<string, string> } | null;
}
export interface ReportFacts {
  institution: string;
  campaign: { title: string; year: number; mode: string };
  organiser: string;
  team: { nama: string; peran: string }[];
  /** Level that the institution claimed, by number of indicator. */
  claims: Record<string, string>;
  basis: 'rounded' | 'unrounded';
  besides: Besides;
  summary: string;
  addressees: Record<string, string>;
}

/** Fields of `catalog/letters/laporan-hasil-evaluasi` from an outcome: the report says exactly what the institution is told. */
export function reportFields(prepared: Prepared, outcome: OutcomeCopy, values: readonly FinalValue[], facts: ReportFacts): Record<string, unknown> {
  const { instrument } = prepared;
  const indicators = indicatorsOf(instrument.tree);
  const nameOf = new Map(indicators.map(({ indicator }) => [indicator.number, shortName(indicator.name)]));
  const tier = new Map(instrument.tiers.map((one) => [one.id, one.title]));
  const shown = new Map(outcome.values.map((one) => [one.number, one]));
  const { before, peers } = facts.besides;
  const { levels, parts } = fulfilmentOf(prepared, values);
  const finding = ({ number, text }: { number: string; text: string }) => ({ nomor: number, nama: nameOf.get(number) ?? '', tingkat: comma(shown.get(number)?.level ?? ''), uraian: text });
  return {
    instansi: facts.institution, kegiatan: facts.campaign.title, tahun: String(facts.campaign.year), cara: facts.campaign.mode, instrumen: instrument.title, penyelenggara: facts.organiser,
    sifat: outcome.state === 'final' ? 'Akhir' : 'Sementara, masih dapat disanggah', tim: facts.team,
    indeks: comma(outcome.index), indeks_penuh: comma(outcome.exact), predikat: outcome.predicate, predikat_makna: facts.basis === 'rounded' ? 'predikat menurut indeks yang dibulatkan' : 'predikat menurut indeks sebelum dibulatkan',
    ...(before ? { indeks_lalu: comma(before.index), nama_lalu: before.name } : {}), ...(peers ? { indeks_kelompok: comma(peers.index), nama_kelompok: peers.name } : {}),
    skala_min: comma(scaled(prepared, instrument.scale.min)), skala_max: comma(scaled(prepared, instrument.scale.max)),
    bagian: prepared.groups.map(({ group }) => {
      const key = `${group.tier}:${group.number}`;
      const part = outcome.parts.find((one) => one.key === key);
      return { jenis: tier.get(group.tier) ?? group.tier, nomor: group.number, nama: group.name, bobot: comma(group.weight), nilai: comma(part?.value ?? ''), lalu: comma(before?.parts[key] ?? ''), kelompok: comma(peers?.parts[key] ?? '') };
    }),
    indikator: indicators.map(({ indicator, above }) => {
      const value = shown.get(indicator.number);
      const part = above.at(-1);
      const named = instrument.capabilities[indicator.capability ?? '']?.levels.find(({ level }) => String(level) === value?.level);
      return {
        bagian: part ? `${tier.get(part.tier) ?? part.tier} ${part.number}: ${part.name}` : '', nomor: indicator.number, nama: shortName(indicator.name), tingkat: comma(value?.level ?? ''), nama_tingkat: named?.name ?? '',
        mandiri: comma(facts.claims[indicator.number] ?? ''), justifikasi: value?.justifikasi ?? '',
      };
    }),
    kekuatan: outcome.strengths.map(finding), kelemahan: outcome.weaknesses.map(finding),
    tingkat_pemenuhan: levels.map(String), pemenuhan: parts.map(({ number, name, indicators: n, reached: [a, b, c, d] }) => ({ nomor: number, nama: name, jumlah: String(n), a: text(a), b: text(b), c: text(c), d: text(d) })),
    ringkasan: facts.summary,
    rekomendasi: outcome.recommendations.map((one, at) => ({ nomor: String(at + 1), indikator: one.number ?? '', uraian: one.text, kepada: facts.addressees[one.id] ?? '', batas: one.by ? dayText(one.by) : '' })),
    ...(outcome.state === 'provisional' && outcome.objectBy ? { sanggah: `Instansi dapat mengajukan sanggahan tiap indikator sampai ${dayText(outcome.objectBy)}.` } : {}),
  };
}

const text = (n: number | undefined): string => (n === undefined ? '' : String(n));
/** An end of the scale as the index shows it: satisfaction of 1 to 4 prints 25 to 100. */
const scaled = ({ factor }: Prepared, end: string): string => {
  const { n, d } = exact(end);
  return exactDecimal(over(n * factor.n, d * factor.d));
};
