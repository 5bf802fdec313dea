import { describe, expect, it } from 'vitest';
import type { Field } from '#lib/forms/types.ts';
import { parseAction } from '../../../../../../server/engines/workflow/action-input.ts';
import { inputOf, momentIn, readAction } from './read-action.ts';

const read = (values: Record<string, string | string[]>, more: Partial<Parameters<typeof readAction>[1]> = {}) =>
  readAction(values, { zone: 'WIB', ...more });
const id = '0198f5c2-0000-7000-8000-000000000001';

describe('an action as an officer posts it', () => {
  it('fits the shapes of the engine, kind by kind', () => {
    const posted: Record<string, string | string[]>[] = [
      { kind: 'claim', step: 'verifikasi' },
      { kind: 'complete', step: 'verifikasi', outcome: 'pass', 'checklist.foto': 'yes', 'checklist.ktp': 'not-applicable', note: ' ' },
      { kind: 'opinion', step: 'teknis', verdict: 'agree-with-conditions', text: 'Aman.', conditions: 'Mundur 1 m\r\n\r\nLampu redup' },
      { kind: 'return', step: 'verifikasi', 'remarks.titik.0.lokasi': 'Geser ke bahu jalan.', 'remarks.nama': '  ', redo: 'teknis' },
      { kind: 'send-back', step: 'telaah', to: ['teknis', 'ketertiban'], note: 'Periksa lagi.' },
      { kind: 'reject', step: 'telaah', 'reasons.0.text': 'Zona larangan.', 'reasons.0.legalBasis': 'Perda, pasal 5', 'reasons.1.text': '' },
      { kind: 'assign', step: 'telaah', to: `${id}|Rina Lestari, S.T.` },
      { kind: 'schedule-inspection', step: 'periksa', team: [`${id}|Rina`], visitAt: '2026-11-25T09:00', toldApplicant: 'ya' },
      { kind: 'record-inspection', step: 'periksa', doneAt: '2026-11-25T09:30', presence: 'present', findings: 'Sesuai.', photos: [id], 'posisi.lat': '-7,87', 'posisi.lng': '111.46' },
      { kind: 'record-assessment', step: 'ketetapan', skpdNumber: '973/12', amount: 'Rp 1.250.000', paymentCode: '3502', dueOn: '2026-12-20' },
      { kind: 'record-payment', step: 'bayar', amount: '1.250.000', paidAt: '2026-11-25T09:30', reference: 'BJTM-1' },
      { kind: 'withdraw', reason: 'Tidak jadi.' },
    ];
    for (const values of posted) expect(() => parseAction(read(values)), String(values['kind'])).not.toThrow();
  });

  it('keeps a remark on the field of one row and drops an empty one', () => {
    expect(read({ kind: 'return', step: 'v', 'remarks.titik.0.lokasi': 'Geser.', 'remarks.nama': ' ' })['remarks']).toEqual([{ path: 'titik.0.lokasi', message: 'Geser.' }]);
  });

  it('reads the step’s own form, files included', () => {
    const form: Field[] = [
      { type: 'number', id: 'jarak', label: 'Jarak', required: true, decimals: 1 },
      { type: 'file', id: 'sketsa', label: 'Sketsa', required: false, accept: ['pdf'], maxMegabytes: 5, maxFiles: 1 },
    ];
    const action = read({ kind: 'complete', step: 's', outcome: 'pass', 'answers.jarak': '1,2', 'answers.sketsa': id }, { form });
    expect(action['answers']).toEqual({ jarak: '1.2', sketsa: [id] });
  });

  it('takes a slip before a reference, and leaves a half position out', () => {
    expect(read({ kind: 'record-payment', step: 'b', reference: 'x', slip: id })['proof']).toEqual({ kind: 'slip', upload: id });
    const visit = read({ kind: 'record-inspection', step: 'p', photos: id, 'posisi.lat': '-7.8', 'posisi.lng': 'timur' });
    expect(visit['photos']).toEqual([{ upload: id }]);
  });

  it('sends what it cannot read as it was typed', () => {
    expect(momentIn('WITA', '2026-11-25T09:30')).toBe('2026-11-25T09:30:00+08:00');
    expect(momentIn('WIB', 'besok')).toBe('besok');
    expect(read({ kind: 'record-assessment', amount: 'sejuta' })['amount']).toBe('sejuta');
  });
});

describe('a sentence of the engine back at its input', () => {
  const action = { kind: 'return', remarks: [{ path: 'nama', message: 'a' }, { path: 'titik.0.lokasi', message: '' }] };
  it.each([
    ['action.remarks.1.message', 'remarks.titik.0.lokasi'], ['reasons.0.text', 'reasons.0.text'], ['conditions.2', 'conditions'],
    ['checklist.foto', 'checklist.foto'], ['visitAt', 'visitAt'], ['jarak', 'answers.jarak'],
  ])('%s → %s', (path, expected) => {
    expect(inputOf(path, action, [{ type: 'number', id: 'jarak', label: 'Jarak', required: true, decimals: 1 }])).toBe(expected);
  });
});
