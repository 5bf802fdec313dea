import { createHash, randomBytes } from 'node:crypto';

// Chapters: splitting · groups on paper · reading them back

const KEY = 32;
/** Two bytes make one group of five digits and a check digit. */
const GROUPS = KEY / 2;

/** Two halves of a key, each of them as random as the other: one alone says nothing. */
export function split(key: Uint8Array): [Buffer, Buffer] {
  const first = randomBytes(KEY);
  return [first, xor(first, key)];
}
export const join = (first: Uint8Array, second: Uint8Array): Buffer => xor(first, second);

function xor(a: Uint8Array, b: Uint8Array): Buffer {
  if (a.length !== KEY || b.length !== KEY) throw new Error('halves are 32 bytes');
  return Buffer.from(a.map((byte, i) => byte ^ b[i]!));
}

/** A totally anti-symmetric quasigroup (H. Michael Damm, 2004): every wrong digit and every swapped pair is found. */
const DAMM = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790'];
const checkDigit = (digits: string): string => [...digits].reduce((at, digit) => DAMM[Number(at)]![Number(digit)]!, '0');

/** The place is checked along, so that a group in another's place is found too. */
const withCheck = (place: number, digits: string): string => digits + checkDigit(`${String(place).padStart(2, '0')}${digits}`);

/** The last group is about the whole: which half it is, and of which recovery key. */
const sumOf = (half: 1 | 2, mark: string, bytes: Uint8Array): string =>
  String(createHash('sha256').update(`pendopo/half/${half}/${mark}/`).update(bytes).digest().readUInt16BE()).padStart(5, '0');

/** Seventeen groups of six digits: "407219", as they are printed. `mark` tells one recovery key from another. */
export function groupsOf(half: 1 | 2, mark: string, bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  const groups = Array.from({ length: GROUPS }, (_, i) => withCheck(i + 1, String(buffer.readUInt16BE(i * 2)).padStart(5, '0')));
  return [...groups, withCheck(GROUPS + 1, sumOf(half, mark, bytes))];
}

/** `wrong` names mistyped groups, counted from 1; `another` is a half that is whole but of another sheet or key. */
export type ReadHalf = { bytes: Buffer } | { wrong: number[] } | { count: number } | { another: true };

export function readHalf(half: 1 | 2, mark: string, typed: string): ReadHalf {
  const digits = typed.replace(/\D/g, '');
  const spaced = typed.trim().split(/[^0-9]+/).filter(Boolean);
  // Typed in groups, a lost digit spoils one group; typed without a space it spoils the rest.
  const groups = spaced.length === GROUPS + 1 ? spaced : (digits.match(/\d{1,6}/g) ?? []);
  if (groups.length !== GROUPS + 1) return { count: groups.length };
  const wrong = groups.flatMap((group, i) => (group.length === 6 && withCheck(i + 1, group.slice(0, 5)) === group && (i === GROUPS || Number(group.slice(0, 5)) <= 0xffff) ? [] : [i + 1]));
  if (wrong.length > 0) return { wrong };
  const bytes = Buffer.alloc(KEY);
  for (let i = 0; i < GROUPS; i++) bytes.writeUInt16BE(Number(groups[i]!.slice(0, 5)), i * 2);
  return sumOf(half, mark, bytes) === groups[GROUPS]!.slice(0, 5) ? { bytes } : { another: true };
}
