import { describe, expect, it } from 'vitest';
import { changesOf, newId, optionsFrom, valuesOfNode, type Input } from './inputs.ts';

const inputs: Input[] = [
  { key: 'label', label: '', kind: 'text' }, { key: 'required', label: '', kind: 'required' }, { key: 'promise.amount', label: '', kind: 'number' },
  { key: 'options', label: '', kind: 'options' }, { key: 'accept', label: '', kind: 'several' }, { key: 'words', label: '', kind: 'lines' }, { key: 'help', label: '', kind: 'long', optional: true }, { key: 'max', label: '', kind: 'number', decimals: 1 },
];
const node = { label: 'Nama', required: true, promise: { amount: 3, unit: 'working-days' }, options: [{ id: 'a', label: 'A', help: 'tetap' }, { id: 'b', label: 'B' }], accept: ['image'], words: ['satu', 'dua'], help: 'Tolong', max: 2.5 };

describe('an edit form', () => {
  it('untouched changes nothing', () => {
    expect(changesOf(node, inputs, valuesOfNode(node, inputs))).toEqual({});
    expect(changesOf({}, inputs, valuesOfNode({}, inputs))).toEqual({});
    expect(valuesOfNode(node, inputs)['max']).toBe('2,5');
  });
  it('sends only what was changed, in the shape of the format', () => {
    const posted = { ...valuesOfNode(node, inputs), label: ' Nama usaha ', required: 'bila', 'required.bila': 'jenis = "x"', 'promise.amount': '5', options: 'b = Bagus\r\na = A\r\nHal baru', help: '', accept: ['image', 'pdf'], words: 'satu\n\n tiga ', max: '0,5' };
    expect(changesOf(node, inputs, posted)).toEqual({
      label: 'Nama usaha', required: 'jenis = "x"', 'promise.amount': 5, help: null, accept: ['image', 'pdf'], words: ['satu', 'tiga'], max: 0.5,
      options: [{ id: 'b', label: 'Bagus' }, { id: 'a', label: 'A', help: 'tetap' }, { id: 'hal_baru', label: 'Hal baru' }],
    });
  });
  it('leaves what is no number to the check', () => {
    expect(changesOf(node, inputs, { ...valuesOfNode(node, inputs), 'promise.amount': 'tiga' })).toEqual({ 'promise.amount': 'tiga' });
  });
  it('makes ids that are free and fit the format', () => {
    expect(newId('Nama Pemilik Toko?', new Set())).toBe('nama_pemilik_toko');
    expect(newId('Nama', new Set(['nama', 'nama_2']))).toBe('nama_3');
    for (const label of ['123', '…', 'É2', 'x'.repeat(200)]) expect(newId(label, new Set())).toMatch(/^[a-z][a-z0-9_]{0,59}$/);
    expect(optionsFrom('Ya\nYa', []).map((one) => one.id)).toEqual(['ya', 'ya_2']);
  });
});
