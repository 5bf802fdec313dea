import { expect, it } from 'vitest';
import { revokedLater, revokedWhenSigned } from './a-revoked-certificate-signs-nothing.ts';

const at = (text: string) => new Date(`2026-03-${text}:00Z`);

it('counts nothing from the first moment of the revocation to before a new certificate is allowed', () => {
  const once = [{ from: at('02T08:00'), until: at('05T10:00') }];
  expect(revokedWhenSigned(at('02T07:59'), once)).toBeUndefined();
  expect(revokedWhenSigned(at('02T08:00'), once)).toEqual(at('02T08:00'));
  expect(revokedWhenSigned(at('05T09:59'), once)).toEqual(at('02T08:00'));
  expect(revokedWhenSigned(at('05T10:00'), once)).toBeUndefined();
  expect(revokedWhenSigned(at('09T00:00'), [{ from: at('02T08:00'), until: null }])).toEqual(at('02T08:00'));
  expect(revokedWhenSigned(at('09T00:00'), [])).toBeUndefined();
});

it('knows several revocations, and those that come after', () => {
  const twice = [{ from: at('08T00:00'), until: null }, { from: at('02T00:00'), until: at('05T00:00') }];
  expect(revokedWhenSigned(at('06T00:00'), twice)).toBeUndefined();
  expect(revokedLater(at('06T00:00'), twice)).toEqual(at('08T00:00'));
  expect(revokedLater(at('01T00:00'), twice)).toEqual(at('02T00:00'));
  expect(revokedWhenSigned(at('09T00:00'), twice)).toEqual(at('08T00:00'));
  expect(revokedLater(at('09T00:00'), twice)).toBeUndefined();
});
