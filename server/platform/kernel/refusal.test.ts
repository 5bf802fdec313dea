import { expect, it } from 'vitest';
import { sentenceOf, type RefusalTable } from './refusal.ts';

const mine: RefusalTable = { 'a.full': { status: 409, sentence: ({ left }) => `Tinggal ${String(left ?? 'nol')}.` }, 'a.plain': { status: 404, sentence: 'Tidak ada.' } };
const yours: RefusalTable = { 'a.plain': { status: 404, sentence: 'Yang kedua.' }, 'b.fields': { status: 422, sentence: (d) => `${(d['fields'] as unknown[]).length} isian salah.` } };

it('a refusal is told by the first table that knows it, with its data and fields', () => {
  expect(sentenceOf({ code: 'a.plain' }, mine, yours)).toBe('Tidak ada.');
  expect(sentenceOf({ code: 'a.full', data: { left: 2 } }, yours, mine)).toBe('Tinggal 2.');
  expect(sentenceOf({ code: 'a.full' }, mine)).toBe('Tinggal nol.');
  expect(sentenceOf({ code: 'b.fields', fields: [{ path: 'x', message: 'y' }] }, mine, yours)).toBe('1 isian salah.');
});

it('one that no table knows is named by its code', () => {
  expect(sentenceOf({ code: 'c.unknown' }, mine, yours)).toBe('Ditolak (c.unknown).');
});

it('a name that ends in a degree leaves its sentence one full stop, an ellipsis stays', () => {
  const named = { 'n.by': { status: 409, sentence: (d: Record<string, unknown>) => `Diproses ${String(d['by'])}. Muat ulang... lalu lihat ${String(d['by'])}.` } };
  expect(sentenceOf({ code: 'n.by', data: { by: 'Sri, M.Pd.' } }, named)).toBe('Diproses Sri, M.Pd. Muat ulang... lalu lihat Sri, M.Pd.');
});
