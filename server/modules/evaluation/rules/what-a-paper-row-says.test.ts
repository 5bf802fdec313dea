import { describe, expect, it } from 'vitest';
import { catalogueInstrument } from '../../../engines/scoring/instrument-catalogue.ts';
import type { WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { prepare } from '../../../engines/scoring/score.ts';
import { readPaperRows, rowKey } from './what-a-paper-row-says.ts';

const spbe = prepare(catalogueInstrument('spbe-2020') as WeightedInstrument);
const read = (head: string[], ...lines: string[][]) => readPaperRows([head, ...lines].map((cells, at) => ({ line: at + 1, cells })), spbe);
const HEAD = ['Instansi', 'Nomor', 'Tingkat', 'Fakta', 'Analisis', 'Kriteria', 'Bukti'];

describe('what a row of a paper submission says beside its level', () => {
  it('texts, criteria and evidence, a link behind its title', () => {
    const { words, faults } = read(HEAD, ['Kab.  Pacitan', '021', '3', ' Perbup 4/2024 ', 'Memenuhi.', '2.a; 3.a', 'SK Manajemen Risiko https://jdih.example.go.id/4\nNotula rapat;(https://a.example.id/x)']);
    expect(faults).toEqual([]);
    expect(words.get(rowKey('Kab. Pacitan', '21'))).toEqual({
      fakta: 'Perbup 4/2024', analisis: 'Memenuhi.', met: ['2.a', '3.a'],
      evidence: [{ title: 'SK Manajemen Risiko', url: 'https://jdih.example.go.id/4' }, { title: 'Notula rapat', url: null }, { title: 'a.example.id', url: 'https://a.example.id/x' }],
    });
  });
  it('nothing where the columns are not there', () => expect(read(['institution', 'number', 'level'], ['A', '1', '2']).words.get(rowKey('A', '1'))).toEqual({ fakta: '', analisis: '', met: [], evidence: [] }));
  it.each([
    ['an unknown criterion', ['A', '1', '2', '', '', '9.z', ''], 'kriteria "9.z" tidak ada pada indikator 1'],
    ['too long a text', ['A', '1', '2', 'x'.repeat(10_001), '', '', ''], 'Fakta lebih dari 10.000 huruf'],
    ['evidence without separators', ['A', '1', '2', '', '', '', 'b'.repeat(151)], 'nama bukti lebih dari 150 huruf'],
    ['too many pieces', ['A', '1', '2', '', '', '', Array.from({ length: 31 }, (_, at) => `B${at}`).join(';')], 'lebih dari 30 bukti'],
  ])('%s is named with its line', (_, row, says) => expect(read(HEAD, ['A', '2', '1'], row).faults).toEqual([{ line: 3, sentence: expect.stringContaining(says) }]));
  it('a link with a password, or not of https, is only words', () => {
    const { words } = read(HEAD, ['A', '1', '2', '', '', '', 'SK https://u:p@a.example.id; Arsip http://a.example.id; javascript:alert(1)']);
    expect(words.get(rowKey('A', '1'))!.evidence.map(({ url }) => url)).toEqual([null, null, null]);
  });
});
