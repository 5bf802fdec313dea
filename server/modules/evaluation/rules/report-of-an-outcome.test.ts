import { afterAll, describe, expect, it } from 'vitest';
import { createTypesetter } from '../../../engines/documents/typst/typesetter.ts';
import { letterSamples } from '../../../engines/documents/typst/letter-samples.ts';
import { catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import type { WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { LEVEL_SCALE, prepare, score } from '../../../engines/scoring/score.ts';
import type { OutcomeCopy } from '../../self-assessment/contract.ts';
import { proposeFindings } from './findings-follow-the-levels.ts';
import { comma, dayText, levelText, reportFields, shortName } from './report-of-an-outcome.ts';

const typesetter = createTypesetter();
afterAll(() => typesetter.stop());

/** An outcome of levels that go round 1 to 5. */
function outcomeOf(id: string) {
  const prepared = prepare(catalogueInstrument(id) as WeightedInstrument);
  const low = BigInt(Number(prepared.instrument.scale.min));
  const values = prepared.indicators.map(({ indicator }, at) => ({ number: indicator.number, micro: (low + BigInt(at % (Number(prepared.instrument.scale.max) - Number(low) + 1))) * LEVEL_SCALE }));
  const scored = score(prepared, values.map(({ micro }) => micro));
  const found = proposeFindings(prepared, values);
  const told = ({ number, name }: { number: string; name: string }) => ({ number, text: name });
  const outcome: OutcomeCopy = {
    campaign: '00000000-0000-7000-8000-000000000001', no: 1, state: 'provisional', index: scored.index, exact: scored.exact, predicate: scored.predicate,
    parts: scored.groups.map((one) => ({ key: `${one.tier}:${one.number}`, number: one.number, name: one.name, value: one.index })),
    values: values.map(({ number, micro }) => ({ number, level: levelText(micro), fakta: 'F', analisis: 'A', justifikasi: `Alasan ${number}` })),
    strengths: found.strengths.map(told), weaknesses: found.weaknesses.map(told), recommendations: [{ id: '00000000-0000-7000-8000-000000000002', number: '1', text: 'Tetapkan pedoman manajemen.', by: '2027-03-31' }],
    report: null, objectBy: '2026-12-05',
  };
  const facts = { institution: 'Pemerintah Kabupaten Contoh', campaign: { title: 'Evaluasi 2026', year: 2026, mode: 'evaluasi' }, organiser: 'Kementerian Contoh', team: [], claims: { 1: '4' }, basis: 'unrounded' as const, besides: { before: null, peers: null }, summary: 'Ringkasan.', addressees: { '00000000-0000-7000-8000-000000000002': 'Dinas Komunikasi' } };
  return { prepared, values, outcome, facts };
}

describe('the fields of the report', () => {
  const { prepared, values, outcome, facts } = outcomeOf('spbe-2020');
  const fields = reportFields(prepared, outcome, values, facts) as Record<string, never> & { bagian: { jenis: string; nilai: string }[]; indikator: { nama_tingkat: string; mandiri: string; justifikasi: string }[]; rekomendasi: unknown[] };
  it('say what the institution is told, with commas', () => {
    expect(fields['indeks']).toBe(comma(outcome.index));
    expect(fields.bagian.map(({ jenis }) => jenis).slice(0, 3)).toEqual(['Domain', 'Aspek', 'Domain']);
    expect(fields.indikator[0]).toMatchObject({ nama_tingkat: 'Rintisan', mandiri: '4', justifikasi: 'Alasan 1' });
    expect(fields.rekomendasi).toEqual([{ nomor: '1', indikator: '1', uraian: 'Tetapkan pedoman manajemen.', kepada: 'Dinas Komunikasi', batas: '31 Maret 2027' }]);
  });
  it('name the last day for an objection only while one is possible', () => {
    expect(fields['sanggah']).toContain('5 Desember 2026');
    expect(reportFields(prepared, { ...outcome, state: 'final' }, values, facts)).not.toHaveProperty('sanggah');
  });
});

it.each(['spbe-2018', 'spbe-2020', 'pemdi-2026', 'skm-2017', 'sakip-2021'])('prints a report of %s', async (id) => {
  const { prepared, values, outcome, facts } = outcomeOf(id);
  const sample = letterSamples['laporan-hasil-evaluasi']!;
  const pdf = await typesetter.render({ template: 'laporan-hasil-evaluasi', data: { ...sample, fields: reportFields(prepared, outcome, values, facts) } });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

it('leaves out what every name begins and ends with', () => {
  expect(shortName('Tingkat Kematangan Layanan Data Terbuka')).toBe('Layanan Data Terbuka');
  expect(shortName('Tingkat Kematangan Layanan Jaringan Intra Instansi Pusat/Pemerintah Daerah')).toBe('Layanan Jaringan Intra');
  expect(shortName('Budaya Digital')).toBe('Budaya Digital');
});

it('writes days and levels as people read them', () => {
  expect(dayText('2027-01-05')).toBe('5 Januari 2027');
  expect(levelText(3_250_000n)).toBe('3.25');
  expect(levelText(4_000_000n)).toBe('4');
});
