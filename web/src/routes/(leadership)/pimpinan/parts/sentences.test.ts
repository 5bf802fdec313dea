import { describe, expect, it } from 'vitest';
import { flowSentence, onTimeBars, onTimeSentence, whereSentence } from './sentences.ts';

const week = (finished: number, onTime: number, label = 'mg 1') => ({ week: '2026-W40', label, received: 0, finished, onTime });

describe('what the pictures say', () => {
  it.each([
    [[week(100, 81), week(0, 0), week(100, 93)], 'Naik dari 81 menjadi 93 persen dalam 3 minggu.'],
    [[week(10, 9), week(10, 8)], 'Turun dari 90 menjadi 80 persen dalam 2 minggu.'],
    [[week(3, 3), week(1, 1)], 'Tetap 100 persen dalam 2 minggu.'],
    [[week(0, 0), week(4, 3, '17 Nov')], '75 persen selesai tepat waktu pada minggu 17 Nov.'],
    [[week(4, 3, 'minggu ini')], '75 persen selesai tepat waktu pada minggu ini.'],
    [[week(0, 0)], 'Belum ada permohonan yang selesai pada masa ini.'],
    [[], 'Belum ada permohonan yang selesai pada masa ini.'],
  ])('on time, %#', (weeks, sentence) => expect(onTimeSentence(weeks)).toBe(sentence));

  it('draws no share for a week without an end', () => expect(onTimeBars([week(0, 0)])[0]).toEqual({ label: 'mg 1', value: 0, text: '–' }));

  it.each([[120, 112, 'Masuk 120, selesai 112: tumpukan bertambah 8.'], [5, 9, 'Masuk 5, selesai 9: tumpukan berkurang 4.'], [2, 2, 'Masuk 2, selesai 2: tumpukan tetap.']])(
    'flow %i and %i', (received, finished, sentence) => expect(flowSentence({ received, finished })).toBe(sentence));

  it('says where it is late', () => {
    const unit = (name: string, count: number) => ({ id: name, name, count, oldest: '' });
    expect(whereSentence([unit('Dinas PU', 3)])).toBe('Dinas PU');
    expect(whereSentence([unit('Dinas PU', 3), unit('Satpol PP', 1)])).toBe('Dinas PU (3) dan Satpol PP (1)');
    expect(whereSentence(['A', 'B', 'C', 'D', 'E'].map((name) => unit(name, 1)))).toBe('A (1), B (1), C (1) dan 2 unit lain');
    expect(whereSentence([])).toBe('');
  });
});
