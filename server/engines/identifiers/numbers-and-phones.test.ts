import { describe, expect, test } from 'vitest';
import { formatNumber, formatPercent, parseRupiah } from './numbers.ts';
import { parsePhone, whatsAppLink } from './phone.ts';
import { identifierRefusals } from './refusals.ts';

const phone = (input: unknown) => {
  const result = parsePhone(input);
  return result.ok ? result.value.e164 : result.refusal.code;
};

describe('phone', () => {
  test.each(['0812-3456-7890', '+62 812 3456 7890', '62812 3456 7890', '+62 (0)812.3456.7890', '81234567890', '0062 81234567890', "'081234567890"])(
    '%s is +6281234567890', (input) => expect(phone(input)).toBe('+6281234567890'),
  );
  test.each([
    ['', 'phone.empty'], [undefined, 'phone.empty'], ['8,12346E+10', 'phone.rounded'], ['0812 abc', 'phone.not-digits'],
    ['+60123456789', 'phone.foreign'], ['0352 481234', 'phone.not-mobile'], ['+62352481234', 'phone.not-mobile'],
    ['08123456', 'phone.length'], ['0812345678901234', 'phone.length'],
  ])('%s is refused: %s', (input, code) => {
    expect(phone(input)).toBe(code);
    expect(identifierRefusals[code]).toBeDefined();
  });
  test('forms', () => {
    const result = parsePhone('081234567890');
    if (!result.ok) throw new Error('fixture');
    expect(result.value).toMatchObject({ national: '0812-3456-7890', wa: '6281234567890', masked: '+62812••••7890' });
    expect(whatsAppLink(result.value, 'Nomor 1 & 2?')).toBe('https://wa.me/6281234567890?text=Nomor%201%20%26%202%3F');
  });
});

describe('money and numbers', () => {
  test.each([['1250000', 1250000], ['1.250.000', 1250000], ['Rp 1.250.000,00', 1250000], ['Rp1.250.000,-', 1250000], ['0', 0], ['rp. 500', 500]])(
    '%s is read', (text, amount) => expect(parseRupiah(text)).toEqual({ ok: true, value: amount }),
  );
  test.each([
    ['', 'money.empty'], ['1.25', 'money.not-an-amount'], ['1,250,000', 'money.not-an-amount'], ['-5', 'money.not-an-amount'], ['seribu', 'money.not-an-amount'],
    ['1.250,50', 'money.cents'], ['99999999999999999999', 'money.too-large'],
  ])('%s is refused: %s', (text, code) => {
    expect(parseRupiah(text)).toEqual({ ok: false, refusal: { code } });
    expect(identifierRefusals[code]).toBeDefined();
  });
  test('percent and numbers', () => {
    expect(formatPercent(934, 1000)).toBe('93,4%');
    expect(formatPercent(1, 3)).toBe('33,3%');
    expect(formatPercent(2, 3, 0)).toBe('67%');
    expect(formatPercent(1, 8, 2)).toBe('12,50%');
    expect(formatPercent(12_350, 100_000)).toBe('12,4%'); // 12.35: as a binary fraction it would fall to 12,3
    expect(formatPercent(5, 0)).toBe('-');
    expect(formatNumber(83763)).toBe('83.763');
    expect(formatNumber(-1234.5, 1)).toBe('-1.234,5');
    expect(formatNumber(-0.01, 1)).toBe('0,0');
  });
});
