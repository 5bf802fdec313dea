import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32, otpauthUri, stepOfCode, totpAt, totpCode, totpStep } from './totp.ts';

// RFC 6238 appendix B, SHA-1: secret "12345678901234567890" in ASCII.
const RFC = encodeBase32(Buffer.from('12345678901234567890'));
const at = (seconds: number) => new Date(seconds * 1000);

describe('TOTP', () => {
  it.each([
    [59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130'],
  ])('gives the code of the RFC at %i s', (seconds, code) => {
    expect(totpCode(RFC, totpStep(at(seconds)), 8)).toBe(code);
    expect(totpAt(RFC, at(seconds))).toBe(code.slice(2));
  });

  it('accepts one step before and after, not two', () => {
    const now = at(1_700_000_010);
    const step = totpStep(now);
    for (const shift of [-1, 0, 1]) expect(stepOfCode(RFC, totpCode(RFC, step + shift), now, 0)).toBe(step + shift);
    for (const shift of [-2, 2, 10]) expect(stepOfCode(RFC, totpCode(RFC, step + shift), now, 0)).toBeUndefined();
  });

  it('accepts no code of a step that was used, nor of an older one', () => {
    const now = at(1_700_000_010);
    const step = totpStep(now);
    expect(stepOfCode(RFC, totpCode(RFC, step), now, step)).toBeUndefined();
    expect(stepOfCode(RFC, totpCode(RFC, step - 1), now, step)).toBeUndefined();
    expect(stepOfCode(RFC, totpCode(RFC, step + 1), now, step)).toBe(step + 1);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12345.', '-12345'])('refuses "%s" as a code', (code) => {
    expect(stepOfCode(RFC, code, at(59), 0)).toBeUndefined();
  });

  it('takes the code with a space in the middle, as applications show it', () => {
    expect(stepOfCode(RFC, '287 082', at(59), 0)).toBe(1);
  });

  it.each([['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI']])('writes base32 of "%s" as RFC 4648 does', (text, base32) => {
    expect(encodeBase32(Buffer.from(text))).toBe(base32);
    expect(decodeBase32(base32.toLowerCase()).toString()).toBe(text);
  });

  it('reads back any bytes', () => {
    for (let length = 0; length < 60; length++) {
      const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 73 + length * 31) & 255));
      expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes);
    }
    expect(() => decodeBase32('MZ1')).toThrow(RangeError);
  });

  it('writes the address that an application scans', () => {
    expect(otpauthUri('Kabupaten Ponorogo', 'Sugiri, S.E.', 'MZXW6')).toBe('otpauth://totp/Kabupaten%20Ponorogo%3ASugiri%2C%20S.E.?secret=MZXW6&issuer=Kabupaten%20Ponorogo&algorithm=SHA1&digits=6&period=30');
  });
});
