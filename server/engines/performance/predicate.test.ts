import { expect, it } from 'vitest';
import { predicateOf, readRating } from './predicate.ts';

it.each([
  ['di-atas', 'di-bawah', 'Kurang'], ['di-atas', 'sesuai', 'Baik'], ['di-atas', 'di-atas', 'Sangat Baik'],
  ['sesuai', 'di-bawah', 'Kurang'], ['sesuai', 'sesuai', 'Baik'], ['sesuai', 'di-atas', 'Baik'],
  ['di-bawah', 'di-bawah', 'Sangat Kurang'], ['di-bawah', 'sesuai', 'Butuh Perbaikan'], ['di-bawah', 'di-atas', 'Butuh Perbaikan'],
] as const)('hasil %s, perilaku %s: %s', (hasil, perilaku, predicate) => expect(predicateOf(hasil, perilaku)).toBe(predicate));

it.each([['di atas', 'di-atas'], ['Di_Atas Ekspektasi', 'di-atas'], [' sesuai ', 'sesuai'], ['di bawah ekspektasi', 'di-bawah'], ['baik', undefined], ['', undefined], ['constructor', undefined]])('reads "%s"', (text, rating) => expect(readRating(text)).toBe(rating));
