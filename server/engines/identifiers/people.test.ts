import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtInZones } from '../working-time/built-in-calendar.ts';
import { parseKk } from './kk.ts';
import { maskNik, parseNik, type NikContext } from './nik.ts';
import { compareNipWithNik, parseNip } from './nip.ts';
import { PROVINCES } from './province-codes.ts';
import { identifierRefusals } from './refusals.ts';

const today = '2026-11-21';
const nik = (input: unknown, context: Partial<NikContext> = {}) => {
  const result = parseNik(input, { today, ...context });
  return result.ok ? result.value : result.refusal.code;
};
const nip = (input: unknown) => {
  const result = parseNip(input, { today });
  return result.ok ? result.value : result.refusal.code;
};

describe('NIK (civil-registration.md section 2)', () => {
  test.each([
    ['3515140508689001', { region: '35.15.14', birthDate: '1968-08-05', sex: 'L', serial: '9001' }],
    ['3515144508689002', { region: '35.15.14', birthDate: '1968-08-05', sex: 'P' }],
    ['3273057112959003', { birthDate: '1995-12-31', sex: 'P' }],
    ['3515142902009001', { birthDate: '2000-02-29', birthDateCandidates: ['2000-02-29'] }],
    [' 3515.1405-0868 9001 ', { nik: '3515140508689001' }],
    ["'3515140508689001", { nik: '3515140508689001' }],
    ['3515142111269001', { birthDate: '2026-11-21' }], // born today
    ['3515142211269001', { birthDate: '1926-11-22' }], // tomorrow is no birthday yet
    ['3502010101019999', { masked: '3502••••••••9999' }],
  ])('%s is well formed', (input, expected) => {
    expect(nik(input)).toMatchObject(expected);
  });

  test.each([
    ['3515143202909001', 'nik.day'],
    ['3515147202909001', 'nik.day'],
    ['3515140002909001', 'nik.day'],
    ['3515144002909001', 'nik.day'],
    ['3515143002909001', 'nik.date'],
    ['3515142902019001', 'nik.date'],
    ['3515147104959001', 'nik.date'], // 31 April, a woman
    ['3515140513689001', 'nik.month'],
    ['3515140500689001', 'nik.month'],
    ['3515140508680000', 'nik.serial'],
    ['351514050868900', 'nik.length'],
    ['35151405086890011', 'nik.length'],
    ['2015140508689001', 'nik.province'],
    ['3500140508689001', 'nik.region'],
    ['3515000508689001', 'nik.region'],
    ['35151405O8689001', 'nik.not-digits'],
    ['٣٥١٥١٤٠٥٠٨٦٨٩٠٠١', 'nik.not-digits'],
    ['-3515140508689001x', 'nik.not-digits'],
    ['', 'nik.empty'],
    ['   ', 'nik.empty'],
    [null, 'nik.empty'],
    ['3,51514E+15', 'nik.rounded'],
    ['3.51514051e15', 'nik.rounded'],
    [3515140508689001, 'nik.rounded'],
  ])('%s is refused: %s', (input, code) => {
    expect(nik(input)).toBe(code);
  });

  test('century: the stated birth date decides, else the latest within 110 years', () => {
    expect(nik('3515140508159001')).toMatchObject({ birthDate: '2015-08-05', birthDateCandidates: ['1915-08-05', '2015-08-05'] });
    expect(nik('3515140508159001', { birthDate: '1915-08-05' })).toMatchObject({ birthDate: '1915-08-05', warnings: [] });
  });

  test('a difference warns and never refuses', () => {
    const codes = (context: Partial<NikContext>) => {
      const result = nik('3515144508689002', context);
      return typeof result === 'string' ? result : result.warnings.map((warning) => warning.code);
    };
    expect(codes({ birthDate: '1968-08-05', sex: 'P' })).toEqual([]);
    expect(codes({ birthDate: '1968-08-06', sex: 'L' })).toEqual(['nik.birth-date-differs', 'nik.sex-differs']);
    expect(codes({ regionExists: () => false })).toEqual(['nik.regency-unknown']);
  });

  test('masks whole what is no NIK', () => {
    expect(maskNik('3502010101010003')).toBe('3502••••••••0003');
    expect(maskNik('Budi Santoso')).not.toContain('Budi');
  });

  test('the province codes are those of the zone table and of the region data', () => {
    const regions = readFileSync(new URL(import.meta.resolve('idn-area-data/package.json').replace('package.json', 'data/provinces.csv')), 'utf8');
    const codes = regions.trim().split('\n').slice(1).map((line) => line.slice(0, 2)).sort();
    expect(Object.keys(PROVINCES.names).sort()).toEqual(codes);
    expect(builtInZones().map((row) => row.code).sort()).toEqual(codes);
  });
});

describe('KK (section 3)', () => {
  const kk = (input: unknown) => {
    const result = parseKk(input, { today });
    return result.ok ? result.value : result.refusal.code;
  };
  test('as a NIK, but without the 40', () => {
    expect(kk('3515140508689001')).toMatchObject({ region: '35.15.14', issuedOn: '1968-08-05', masked: '3515••••••••9001' });
    expect(kk('3515144508689002')).toBe('kk.day');
    expect(kk('3515142902019001')).toBe('kk.date');
    expect(kk('3515140508150000')).toBe('kk.serial');
    expect(kk('351514050815')).toBe('kk.length');
  });
});

describe('NIP (asn-organisation.md section 1)', () => {
  test.each([
    ['198802292012032901', { kind: 'PNS', birthDate: '1988-02-29', appointed: '2012-03', sex: 'P', serial: '901', formatted: '19880229 201203 2 901', warnings: [] }],
    ['199007152022211905', { kind: 'PPPK', birthDate: '1990-07-15', appointed: '2022', frequency: 1, sex: 'L', serial: '905', warnings: [] }],
    ['19880229 201203 2 901', { nip: '198802292012032901' }],
    ["'19880229.201203.2.901", { nip: '198802292012032901' }],
  ])('%s is valid', (input, expected) => {
    expect(nip(input)).toMatchObject(expected);
  });
  test.each([
    ['198902292012032901', 'nip.birth-date'],
    ['000101012012032901', 'nip.birth-date'],
    ['203001012012032901', 'nip.birth-date'],
    ['198001012005131901', 'nip.month'],
    ['198001012005201901', 'nip.month'],
    ['198001012005301901', 'nip.month'],
    ['198001012005001901', 'nip.month'],
    ['198001012005123901', 'nip.sex'],
    ['198001012005120901', 'nip.sex'],
    ['198001012005121000', 'nip.serial'],
    ['19800101200512190', 'nip.length'],
    ['1,98803E+17', 'nip.rounded'],
    ['1.98802292012033e+17', 'nip.rounded'],
    [198802292012032900, 'nip.rounded'],
    ['19880229,201203 2 901', 'nip.not-digits'],
  ])('%s is refused: %s', (input, code) => {
    expect(nip(input)).toBe(code);
  });
  test.each([
    ['200001012012032901', ['nip.too-young']],
    ['195001012012032901', ['nip.too-old']],
    ['198001012015211901', ['nip.before-pppk']],
    ['199001012027011901', ['nip.appointed-later']],
  ])('%s is unusual: %j', (input, codes) => {
    const result = nip(input);
    expect(typeof result === 'string' ? result : result.warnings.map((warning) => warning.code)).toEqual(codes);
  });
  test('NIP and NIK of one person', () => {
    const person = parseNip('196808051995032001', { today });
    const same = parseNik('3515144508689002', { today });
    const other = parseNik('3515140608689002', { today });
    if (!person.ok || !same.ok || !other.ok) throw new Error('fixtures');
    expect(compareNipWithNik(person.value, same.value)).toEqual([]);
    expect(compareNipWithNik(person.value, other.value).map((one) => one.code)).toEqual(['nip.birth-date-differs-from-nik', 'nip.sex-differs-from-nik']);
  });
});

test('every refusal has a sentence, and none repeats the number', () => {
  const inputs = ['', 'x', '1', '1E+17', '3515143202909001', '3515143002909001', '3515140513689001', '3515140508680000', '9915140508689001', '3500140508689001'];
  for (const input of inputs) {
    for (const result of [parseNik(input, { today }), parseKk(input, { today }), parseNip(input, { today })]) {
      if (result.ok) continue;
      const entry = identifierRefusals[result.refusal.code];
      const sentence = typeof entry?.sentence === 'function' ? entry.sentence(result.refusal.data ?? {}) : entry?.sentence;
      expect(sentence, result.refusal.code).toMatch(/\.$/);
      if (input.length > 3) expect(sentence).not.toContain(input);
    }
  }
});
