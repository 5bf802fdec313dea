import { identifierRefusals } from '../identifiers/refusals.ts';
import { parseKk } from '../identifiers/kk.ts';
import { parseNik } from '../identifiers/nik.ts';
import { parsePhone } from '../identifiers/phone.ts';
import { sentenceOf, type Refusal } from '../../platform/kernel/refusal.ts';
import { cleanText, lengthOf } from './clean-text.ts';
import type { SimpleField } from './form-definition.ts';
import { fault, none, read } from './read-context.ts';
import type { ReadContext, Reading } from './read-context.ts';
import { wholePattern } from './safe-pattern.ts';

type Of<T extends SimpleField['type']> = Extract<SimpleField, { type: T }>;

/** An identifier's refusal as a fault of its field. */
export const faultOf = (refusal: Refusal): Reading => fault(sentenceOf(refusal, identifierRefusals));

const tooLong = (max: number): Reading => fault(`Terlalu panjang: paling banyak ${max} huruf.`);

/** Text of one or more lines. Markup stays as typed: it is text, the page escapes it. */
function readPlain(raw: unknown, max: number, lines: 'one' | 'many'): Reading {
  if (typeof raw !== 'string') return fault('Isi dengan teks.');
  // Before any cleaning, so that a flood costs nothing.
  if (raw.length > max * 8 + 1000) return tooLong(max);
  const text = cleanText(raw, { lines });
  if (text === '') return none;
  return lengthOf(text) > max ? tooLong(max) : read(text);
}

export function readText(field: Of<'text'>, raw: unknown, { check, facts }: ReadContext): Reading {
  // A number with separators is longer than the number itself.
  const max = check.strip ? Math.max(field.maxLength, check.maxLength ?? 0) : Math.min(field.maxLength, check.maxLength ?? Infinity);
  const plain = readPlain(raw, max, field.lines > 1 ? 'many' : 'one');
  if (plain.kind !== 'value') return plain;
  let text = plain.value as string;
  if (check.strip) text = [...text].filter((sign) => !check.strip!.includes(sign)).join('');
  if (text === '') return none;
  if (lengthOf(text) < field.minLength) return fault(`Terlalu pendek: paling sedikit ${field.minLength} huruf.`);
  if (check.regex !== undefined && !wholePattern(check.regex).test(text)) return fault(check.message ?? 'Bentuknya belum benar. Periksa lagi.');
  if (field.pattern && !wholePattern(field.pattern.regex).test(text)) return fault(field.pattern.message);
  if (check.check === 'kk') {
    const kk = parseKk(text, { today: facts.today });
    return kk.ok ? read(kk.value.kk) : faultOf(kk.refusal);
  }
  if (check.check === 'name' && !/^(?=.*\p{L})[\p{L}\p{M}\d .,'’`\-/()&]+$/u.test(text)) {
    return fault('Tulis nama dengan huruf, seperti di KTP. Tanda yang boleh: spasi, titik, koma, petik, dan tanda hubung.');
  }
  return read(text);
}

export const readAddress = (field: Of<'address'>, raw: unknown, { check }: ReadContext): Reading =>
  readPlain(raw, Math.min(field.maxLength, check.maxLength ?? Infinity), 'many');

/** RFC 5321 as far as people use it: one @, a dotted host, 254 signs in all. The host is lower-cased. */
export function readEmail(raw: unknown): Reading {
  const plain = readPlain(raw, 254, 'one');
  if (plain.kind !== 'value') return plain.kind === 'none' ? plain : fault('Tulis alamat surel seperti nama@contoh.id.');
  const parts = /^([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63})$/.exec(plain.value as string);
  if (!parts || /^\.|\.\.|\.$/.test(parts[1]!)) return fault('Tulis alamat surel seperti nama@contoh.id.');
  return read(`${parts[1]}@${parts[2]!.toLowerCase()}`);
}

export function readNik(raw: unknown, { facts }: ReadContext): Reading {
  const nik = parseNik(typeof raw === 'string' && raw.length > 60 ? 'x' : raw, { today: facts.today });
  return nik.ok ? read(nik.value.nik) : faultOf(nik.refusal);
}

export function readPhone(raw: unknown): Reading {
  const phone = parsePhone(typeof raw === 'string' && raw.length > 60 ? 'x' : raw);
  return phone.ok ? read(phone.value.e164) : faultOf(phone.refusal);
}
