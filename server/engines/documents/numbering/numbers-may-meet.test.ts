import { describe, expect, it } from 'vitest';
import { formatNumber } from './letter-number.ts';
import { numbersMayMeet } from './numbers-may-meet.ts';

describe('two series of one unit and year', () => {
  it.each([
    ['{kode}/{urut}/{unit}/{yyyy}', '{kode}/{urut}/{unit}/{yyyy}'],
    ['{kode}/{urut}/{unit}/{yyyy}', '{kode}/{urut:3}/{unit}/{yyyy}'],
    ['{kode}/{urut}/{unit}/{romawi}/{yyyy}', '800.1.11.1/{urut}/{unit}/{romawi}/{yyyy}'],
    ['{urut}/{unit}/{yyyy}', '{urut}/{unit}/20{yy}'],
    ['{urut}/{unit}/{mm}/{yyyy}', '{urut}/{unit}/11/{yyyy}'],
    ['{urut} TAHUN {yyyy}', '{urut:2} TAHUN 2026'],
    ['{derajat}-{urut}/{unit}', 'R-{urut}/{unit}'],
    ['{kode}/{urut}', '{urut}/{kode}'],
    ['{urut}/SETDA/{yyyy}', '{urut}/{unit}/{yyyy}'],
  ])('%s and %s may print one number', (a, b) => {
    const units = ['SETDA', 'DINKES'];
    expect([numbersMayMeet({ pattern: a }, { pattern: b }, units), numbersMayMeet({ pattern: b }, { pattern: a }, units)]).toEqual([true, true]);
  });
  it.each([
    ['{kode}/{urut}/{unit}/{yyyy}', '{kode}/{urut}/SE/{unit}/{yyyy}'],
    ['{urut}/ND/{unit}/{yyyy}', '{urut}/MEMO/{unit}/{yyyy}'],
    ['{kode}/{urut}/{unit}', '{kode}/{urut}/{unit}/{romawi}/{yyyy}'],
    ['{urut}/{unit}/{romawi}', '{urut}/{unit}/{mm}'],
    ['{urut}/SETDA/{yyyy}', '{urut}/BUPATI/{yyyy}'],
    ['{urut}/{unit}', '{urut}/{jabatan}'],
    ['{urut}/K/{yyyy}', '{urut}/{derajat}/{yyyy}'],
  ])('%s and %s never do', (a, b) => expect(numbersMayMeet({ pattern: a }, { pattern: b }, ['SETDA', 'BUPATI'])).toBe(false));
  it('are told apart by their kind where both print it', () => {
    const [a, b] = [{ pattern: '{urut}/{jenis}/{unit}', jenis: 'Imbauan' }, { pattern: '{urut}/{jenis}/{unit}', jenis: 'Instruksi' }];
    expect([numbersMayMeet(a, b), numbersMayMeet(a, { ...b, jenis: 'Imbauan' }), numbersMayMeet(a, { pattern: '{urut}/Imbauan/{unit}' })]).toEqual([false, true, true]);
  });
  it('says no only where no two numbers are alike', () => {
    const patterns = ['{kode}/{urut}/{unit}/{yyyy}', '{kode}/{urut:2}/ST/{unit}/{yyyy}', '{urut}/{unit}/{romawi}/{yyyy}', '{derajat}-{urut}/{kode}/{mm}/{yyyy}', '000.1/{urut}/{unit}/{yy}', '{urut} TAHUN {yyyy}', '{urut}/{unit}/{kode}'];
    const printed = (pattern: string) => new Set(['000.1', '800.1.11.1'].flatMap((kode) => [1, 11, 12].flatMap((urut) => ['2026-01-05', '2026-11-05'].flatMap((date) => ['R', 'SR'].map((derajat) => {
      const number = formatNumber(pattern, { kode, urut, unit: 'SETDA', derajat, date });
      return number.ok ? number.value : '';
    })))));
    for (const a of patterns) for (const b of patterns) if (!numbersMayMeet({ pattern: a }, { pattern: b })) expect([...printed(a)].filter((number) => printed(b).has(number)), `${a} and ${b}`).toEqual([]);
  });
});
