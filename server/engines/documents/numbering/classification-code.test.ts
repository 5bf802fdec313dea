import { expect, it } from 'vitest';
import { cleanCode, codesWithoutParent, compareCodes, isClassificationCode, parentCode } from './classification-code.ts';

it('sorts segment by segment as numbers', () => {
  const codes = ['800.1.11.13', '000.1.10', '800.1.11.2', '000.1.9', '000.1', '800', '000.1.10.1'];
  expect(codes.sort(compareCodes)).toEqual(['000.1', '000.1.9', '000.1.10', '000.1.10.1', '800', '800.1.11.2', '800.1.11.13']);
});

it('cleans what lists really hold', () => {
  expect(cleanCode(' 000 . 1.2. ')).toBe('000.1.2');
  expect(['000', '800.1.11.4', '000.1.2.3.4'].every(isClassificationCode)).toBe(true);
  expect(['80', '800.', '800..1', '800.a', '', '800.1\n'].some(isClassificationCode)).toBe(false);
});

it('finds codes whose parent is missing', () => {
  expect(parentCode('800')).toBeNull();
  expect(codesWithoutParent(['800', '800.1.11', '800.1.2', '800.1.11.4'])).toEqual(['800.1.2', '800.1.11']);
});
