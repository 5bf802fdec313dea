import { describe, expect, it } from 'vitest';
import { secrecyNames, type Secrecy } from '../contract.ts';
import { sameLetter } from './the-same-letter.ts';
import { accessKeys, readerKeys, readingOf, type ReaderFacts } from './who-may-read.ts';
import { seesDay } from './whose-days-count.ts';

const nobody: ReaderFacts = { named: false, onWay: false, acted: false, mandate: 'none', clerk: false, unitInvolved: false, aboveInvolved: false };
/** By sifat in the order biasa, terbatas, rahasia, sangat rahasia. */
const readings = (facts: Partial<ReaderFacts>) => secrecyNames.map((secrecy) => readingOf(secrecy, { ...nobody, ...facts }));

describe('who reads (reference of naskah dinas, section 6)', () => {
  it.each<[string, Partial<ReaderFacts>, string[]]>([
    ['nobody of these', {}, ['none', 'none', 'none', 'none']],
    ['a unit below one that got it', { aboveInvolved: true }, ['whole', 'none', 'none', 'none']],
    ['a unit that got it', { unitInvolved: true, aboveInvolved: true }, ['whole', 'whole', 'none', 'none']],
    ['the post that got it', { onWay: true, unitInvolved: true, aboveInvolved: true }, ['whole', 'whole', 'whole', 'none']],
    ['who acted on it in a post since left', { acted: true }, ['whole', 'whole', 'whole', 'none']],
    ['a named person', { named: true }, ['none', 'none', 'whole', 'whole']],
    ['an assistant with a mandate up to terbatas', { mandate: 'terbatas' }, ['whole', 'whole', 'line', 'none']],
    ['an assistant with a mandate up to rahasia', { mandate: 'rahasia' }, ['whole', 'whole', 'whole', 'none']],
    ['tata usaha of the book', { clerk: true }, ['whole', 'whole', 'line', 'line']],
  ])('%s', (_, facts, expected) => expect(readings(facts)).toEqual(expected));

  it('never widens with the secrecy, but for persons named to it', () => {
    const wide = { whole: 2, line: 1, none: 0 };
    const flags = ['onWay', 'acted', 'clerk', 'unitInvolved', 'aboveInvolved'] as const;
    for (let bits = 0; bits < 32; bits += 1) {
      for (const mandate of ['none', 'terbatas', 'rahasia'] as const) {
        const facts = { mandate, ...Object.fromEntries(flags.map((flag, i) => [flag, (bits >> i) & 1])) } as Partial<ReaderFacts>;
        const by = readings(Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, key === 'mandate' ? value : Boolean(value)])) as Partial<ReaderFacts>).map((one) => wide[one]);
        expect(by, JSON.stringify(facts)).toEqual(by.toSorted((a, b) => b - a));
      }
    }
  });
});

describe('keys of search', () => {
  const letter = (secrecy: Secrecy) => accessKeys({ secrecy, book: 'SETDA', posts: ['P1', 'P2'], units: ['BUPATI', 'DINAS'], wideUnits: ['DINAS'], readers: ['O1'], accounts: ['A1'] });
  const reader = { account: 'A9', person: 'O9', post: 'P9', unit: 'U9', unitsAbove: ['U9'], clerkOf: undefined, mandates: [] };
  const finds = (secrecy: Secrecy, who: Partial<Parameters<typeof readerKeys>[0]>) => letter(secrecy).some((key) => readerKeys({ ...reader, ...who }).includes(key));
  const all = (who: Partial<Parameters<typeof readerKeys>[0]>) => secrecyNames.map((secrecy) => finds(secrecy, who));
  it.each<[string, Partial<Parameters<typeof readerKeys>[0]>, boolean[]]>([
    ['a stranger', {}, [false, false, false, false]], ['a post on its way', { post: 'P2' }, [true, true, true, false]], ['a unit below', { unitsAbove: ['U9', 'DINAS'] }, [true, false, false, false]], ['the unit', { unit: 'DINAS', unitsAbove: ['DINAS'] }, [true, true, false, false]],
    ['everybody below the regent', { unitsAbove: ['U9', 'BUPATI'] }, [false, false, false, false]], ['a named person', { person: 'O1' }, [false, false, true, false]], ['who acted', { account: 'A1' }, [true, true, true, false]], ['tata usaha', { clerkOf: 'SETDA' }, [true, true, false, false]],
    ['a mandate up to terbatas', { mandates: [{ post: 'P1', upTo: 'terbatas' }] }, [true, true, false, false]], ['a mandate up to rahasia', { mandates: [{ post: 'P1', upTo: 'rahasia' }] }, [true, true, true, false]],
  ])('%s', (_, who, expected) => expect(all(who)).toEqual(expected));
});

describe('whose days', () => {
  it.each([
    ['plh', '2026-03-02', true], ['plh', '2026-03-06', true], ['plh', '2026-03-01', false], ['plh', '2026-03-07', false], ['pjs', '2026-03-01', false],
    ['plt', '2026-01-01', true], ['pj', '2026-01-01', true], ['definitive', '2025-01-01', true],
  ])('%s sees what came on %s: %s', (capacity, day, sees) => expect(seesDay({ capacity, fromDay: '2026-03-02', toDay: '2026-03-06' }, day)).toBe(sees));
});

describe('the same letter', () => {
  const letter = { sender: 'Gubernur Jawa Timur', senderNumber: '000.1.5/123/011.2/2026', letterDate: '2026-02-27' };
  it.each([
    [{ sender: ' GUBERNUR  jawa timur. ' }, true], [{ senderNumber: '000.1.5 / 123 / 011.2 / 2026' }, true], [{ sender: 'Menteri Dalam Negeri' }, false], [{ letterDate: '2026-02-28' }, false], [{ senderNumber: '000.1.51/23/011.2/2026' }, false],
  ])('%j: %s', (other, same) => expect(sameLetter({ ...letter, ...other }) === sameLetter(letter)).toBe(same));
});
