import { beforeAll, describe, expect, test } from 'vitest';
import { catalogueInstrument } from '../../engines/scoring/instrument-catalogue.ts';
import type { WeightedInstrument } from '../../engines/scoring/instrument.ts';
import { writeXlsx } from '../../engines/sheets/write-sheet.ts';
import { prepare, score } from '../../engines/scoring/score.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse } from '../../testing/house.ts';
import { apiOf, list, officerOf, publish, PUBLISHED_2023 } from './assessments.testing.ts';
import { partKey } from './rules/judge-results.ts';
import { weightsForSql } from './rules/weights-for-sql.ts';
import { insertLevels, insertSet, keepInstitutions, listResults, recompute } from './storage/results.ts';

const t = await createTestHouse();
const admin = officerOf(t.instansi, 'assessments.configure');
const manage = apiOf(t, admin);
const anybody = apiOf(t, null);
interface Told { code: string; status: number; detail?: string }
const problem = (promise: Promise<unknown>): Promise<Told> => promise.then(() => { throw new Error('was not refused'); }, (e: { problem?: Told }) => { if (!e.problem) throw e; return e.problem; });
const HEAD = 'institution,group,domain_1,domain_2,domain_3,domain_4,published_index,published_predicate\n';
const PONOROGO = 'Pemerintah Kab. Ponorogo,Pemerintah Daerah di Jawa Timur,2.4,2.5,1.27,3.94,2.94,Baik\n';

test('before anything is published the page says so', async () => {
  expect(await anybody.national({})).toMatchObject({ current: null, rows: [], cycles: [] });
  expect((await t.app.inject({ url: '/api/indeks/peta.svg', headers: { host: 'ponorogo.test' } })).statusCode).toBe(404);
});

describe('import of published results', () => {
  test('the report as printed: one name is no region and is listed; nothing is taken', async () => {
    const printed = PUBLISHED_2023.replace('71.09', '');
    const { id } = await manage.startImport(list(printed));
    const preview = await manage.previewImport({ id, only: 'refused' });
    expect(preview.counts).toMatchObject({ rows: 621, clean: 620, refused: 1 });
    expect(preview.rows).toMatchObject([{ name: 'Pemerintah Kab. Siau Tagulandang Biaro', verdict: 'refused', reasons: [expect.stringContaining('tidak ada dalam daftar')] }]);
    expect(await problem(manage.takeImport({ id }))).toMatchObject({ code: 'assessments.not-clean' });
    expect((await anybody.national({})).current).toBeNull();
  });
  test.each([
    ['an index above the scale', 'Pemerintah Kab. Ponorogo,x daerah,,,,,5.01,Memuaskan', 'melebihi 5'],
    ['an index that is no number', 'Pemerintah Kab. Ponorogo,x daerah,,,,,dua,Baik', 'bukan angka'],
    ['too many decimals', 'Pemerintah Kab. Ponorogo,x daerah,,,,,2.939,Baik', 'paling banyak 2'],
    ['no index', 'Pemerintah Kab. Ponorogo,x daerah,,,,,,Baik', 'Indeks kosong'],
    ['a word that is no predicate', 'Pemerintah Kab. Ponorogo,x daerah,,,,,2.94,Sedang', '"Sedang" tidak dikenal'],
    ['no name', ',Kementerian,,,,,2.94,Baik', 'Nama instansi kosong'],
    ['a regency without its kind', 'Ponorogo,Pemerintah Daerah di Jawa Timur,,,,,2.94,Baik', 'tidak ada dalam daftar'],
    ['a likeness', 'Pemerintah Kab. Ponorogoo,Pemerintah Daerah di Jawa Timur,,,,,2.94,Baik', 'tidak ada dalam daftar'],
    ['a city where there is only a regency', 'Pemerintah Kota Ponorogo,Pemerintah Daerah di Jawa Timur,,,,,2.94,Baik', 'tidak ada dalam daftar'],
    ['a name that nobody can place', 'Ponorogo,,,,,,2.94,Baik', 'Tidak jelas instansi apa'],
    ['the same region twice', `${PONOROGO}Pemkab Ponorogo,Pemerintah Daerah di Jawa Timur,,,,,2.94,Baik`, 'sudah ada di baris 2'],
    ['a domain above the scale', 'Pemerintah Kab. Ponorogo,x daerah,5.5,,,,2.94,Baik', 'Domain 1 5.5 melebihi 5'],
  ])('refuses %s', async (_, row, reason) => {
    const { id } = await manage.startImport(list(HEAD + row));
    const { rows } = await manage.previewImport({ id, only: 'refused' });
    expect(rows.flatMap(({ reasons }) => reasons).join(' ')).toContain(reason);
    expect(await problem(manage.takeImport({ id }))).toMatchObject({ code: 'assessments.not-clean', status: 422 });
  });
  test('what the source printed although it cannot be right is kept and marked', async () => {
    const { id } = await manage.startImport(list(`${HEAD}Pemerintah Kab. Banyuasin,Pemerintah Daerah di Sumatera Selatan,2.4,1.7,1.09,0.3,1.05,Kurang\n${PONOROGO.replace('2.94,Baik', '3.94,Baik')}`));
    const { rows, counts } = await manage.previewImport({ id });
    expect(counts).toMatchObject({ clean: 2, noted: 2 });
    expect(rows[0]!.notes.join()).toContain('Domain 4 0.3 di bawah 1');
    expect(rows[1]!.notes.join()).toContain('menurut nilai bagiannya sekitar 2,94');
    expect(rows[1]!.notes.join()).toContain('Predikat tercetak Baik, menurut indeksnya Sangat Baik');
  });
  test('a file without its columns, without rows, no sheet at all', async () => {
    const { id } = await manage.startImport(list('kota,nilai lain\na,b\n'));
    expect((await manage.previewImport({ id })).missing).toEqual(['Nama instansi', 'Indeks']);
    expect(await problem(manage.takeImport({ id }))).toMatchObject({ code: 'sheets.mapping-incomplete' });
    expect(await problem(manage.startImport(list('kosong')))).toMatchObject({ code: 'sheets.unreadable' });
    expect(await problem(manage.startImport(list(HEAD, { instrument: 'ietpd' })))).toMatchObject({ code: 'assessments.no-index' });
    expect(await problem(manage.startImport(list(HEAD, { instrument: 'spbe-1999' })))).toMatchObject({ code: 'assessments.unknown-instrument' });
  });
});

describe('621 institutions of 2023', () => {
  let cycle: string;
  beforeAll(async () => {
    cycle = await publish(t, PUBLISHED_2023);
  });
  test('is taken once', async () => {
    const { imports } = await manage.listImports({});
    const taken = imports.find((one) => one.taken)!;
    expect(await problem(manage.takeImport({ id: taken.id }))).toMatchObject({ code: 'assessments.taken' });
  });
  test('the page: counts, ranking, own institution beside its province', async () => {
    const page = await anybody.national({});
    expect(page).toMatchObject({ matching: 621, next: 50, before: null, current: { id: cycle, name: 'Indeks SPBE 2023', year: 2023, count: 621, basis: 'rounded' } });
    expect(page.byKind.map(({ kind, count }) => [kind, count])).toEqual([['central', 92], ['province', 38], ['regency', 398], ['city', 93]]);
    expect(page.own).toMatchObject({ name: 'Pemerintah Kab. Ponorogo', index: '2.94', predicate: 'Baik', region: '35.02', province: 'Jawa Timur' });
    expect(page.ownProvince).toMatchObject({ region: '35' });
    expect(page.distribution.reduce((sum, { count }) => sum + count, 0)).toBe(621);
    expect(page.missing).toHaveLength(23);
    expect(page.missing.map(({ code }) => code)).toContain('31.71');
    const indices = page.rows.map(({ index }) => Number(index));
    expect(indices).toEqual(indices.toSorted((a, b) => b - a));
  });
  test('equal indices share a rank and the next one counts them', async () => {
    const rows = [];
    for (let after: number | null = 0; after !== null;) {
      const page: Awaited<ReturnType<typeof anybody.national>> = await anybody.national({ after, limit: 100 });
      rows.push(...page.rows);
      after = page.next;
    }
    expect(rows).toHaveLength(621);
    for (const { rank, index } of rows) expect(rank).toBe(1 + rows.filter((other) => Number(other.index) > Number(index)).length);
  });
  test('filters narrow the rows; the distribution leaves the choice of predicate open', async () => {
    const page = await anybody.national({ province: '35', kind: 'regency', predicate: 'Sangat Baik' });
    expect(page.rows.length).toBeGreaterThan(0);
    for (const row of page.rows) expect(row).toMatchObject({ kind: 'regency', predicate: 'Sangat Baik', province: 'Jawa Timur' });
    expect(page.distribution.reduce((sum, { count }) => sum + count, 0)).toBe(29);
    expect((await anybody.national({ query: 'kota banda aceh' })).rows.map(({ name }) => name)).toEqual(['Pemerintah Kota Banda Aceh']);
    expect((await anybody.national({ query: 'tidakada' }))).toMatchObject({ matching: 0, average: '', next: null });
  });
  test('one institution with what to hold it against', async () => {
    const { own } = await anybody.national({});
    const one = await anybody.institution({ id: own!.institution });
    expect(one.parts.map(({ value }) => value)).toEqual(['2.40', '2.50', '1.27', '3.94']);
    expect(one.besides.map(({ label }) => label)).toEqual(['Pemerintah Provinsi Jawa Timur', 'Rata-rata kab./kota di Jawa Timur', 'Rata-rata kabupaten', 'Rata-rata semua instansi']);
    expect(one.history).toMatchObject([{ index: '2.94', change: null, newEdition: false }]);
    expect(await problem(anybody.institution({ id: uuidv7() }))).toMatchObject({ status: 404 });
  });
  test('up to five side by side', async () => {
    const { rows } = await anybody.national({ limit: 6 });
    const ids = rows.map(({ institution }) => institution);
    expect((await anybody.compare({ ids: ids.slice(0, 5).join(',') })).rows.map(({ institution }) => institution)).toEqual(ids.slice(0, 5));
    expect(await problem(anybody.compare({ ids: ids.join(',') }))).toMatchObject({ code: 'assessments.too-many' });
    expect((await anybody.compare({ ids: `${ids[0]},${ids[0]}`, add: 'ponorogo' }))).toMatchObject({ rows: [{ institution: ids[0] }], found: [{ name: 'Pemerintah Kab. Ponorogo' }] });
    expect(await problem(anybody.compare({ ids: 'bukan-pengenal' }))).toMatchObject({ status: 404 });
  });
  test('open data and the map are for everybody', async () => {
    const get = (url: string) => t.app.inject({ url, headers: { host: 'ponorogo.test' } });
    const csv = await get('/api/indeks/data-terbuka.csv');
    expect(csv.headers['content-disposition']).toContain('spbe-2023.csv');
    expect(csv.body.split('\r\n')).toHaveLength(623);
    expect(csv.body).toContain('Pemerintah Kab. Ponorogo,regency,35.02,2.94,Baik');
    const json = (await get(`/api/indeks/data-terbuka.json?siklus=${cycle}`)).json();
    expect(json).toMatchObject({ year: 2023, source: expect.stringContaining('KemenPANRB') });
    expect(json.rows).toHaveLength(621);
    const map = await get('/api/indeks/peta.svg');
    expect(map.headers['content-type']).toContain('image/svg+xml');
    expect(map.body.match(/h0/g)!.length).toBeGreaterThan(4000);
    expect((await get('/api/indeks/peta.svg?provinsi=35&warna=provinsi')).statusCode).toBe(200);
    for (const url of ['/api/indeks/peta.svg?provinsi=jatim', '/api/indeks/data-terbuka.csv?siklus=x']) expect((await get(url)).statusCode).toBe(422);
    for (const url of ['/api/indeks/data-terbuka.pdf', `/api/indeks/data-terbuka.csv?siklus=${uuidv7()}`]) expect((await get(url)).statusCode).toBe(404);
  });
  test('a neighbour sees nothing of it', async () => {
    expect((await apiOf(t, null, t.other).national({})).current).toBeNull();
    expect(await problem(apiOf(t, null, t.other).national({ cycle }))).toMatchObject({ status: 404 });
  });
  test('a later year shows the change; a correction replaces the year and keeps the one before', async () => {
    const later = await publish(t, HEAD + PONOROGO.replace('2.94', '3.06'), { year: 2024 });
    expect((await anybody.national({})).rows).toMatchObject([{ index: '3.06', change: '+0.12', rank: 1 }]);
    const corrected = await publish(t, HEAD + PONOROGO.replace('2.94', '2.90'), { year: 2024 });
    const page = await anybody.national({});
    expect(page).toMatchObject({ current: { id: corrected }, before: { id: cycle }, sameEdition: true, rows: [{ index: '2.90', change: '-0.04' }] });
    expect(page.cycles.map(({ id }) => id)).not.toContain(later);
    const { own } = await anybody.national({ cycle });
    expect((await anybody.institution({ id: own!.institution })).history.map(({ index, change }) => [index, change])).toEqual([['2.90', '-0.04'], ['2.94', null]]);
  });
});

describe('who may', () => {
  test.each(['listInstruments', 'getInstrument', 'listImports', 'startImport', 'previewImport', 'takeImport'] as const)('%s is for those who configure', async (name) => {
    const input = { id: name === 'getInstrument' ? 'spbe-2020' : uuidv7(), ...list('a\nb') };
    const ask = (viewer: ReturnType<typeof officerOf> | null) => problem((apiOf(t, viewer)[name] as (input: unknown) => Promise<unknown>)(input));
    expect(await ask(null)).toMatchObject({ status: 401 });
    expect(await ask(officerOf(t.instansi))).toMatchObject({ status: 403 });
    expect(await ask(officerOf(t.instansi, 'layanan.manage'))).toMatchObject({ status: 403 });
  });
  test('the import of another institution is not found', async () => {
    const { id } = await manage.startImport(list(HEAD + PONOROGO));
    const neighbour = apiOf(t, officerOf(t.other, 'assessments.configure'), t.other);
    expect(await problem(neighbour.previewImport({ id }))).toMatchObject({ status: 404 });
    expect(await problem(neighbour.takeImport({ id }))).toMatchObject({ status: 404 });
  });
});

describe('instruments', () => {
  test('every one reads as a tree with its check', async () => {
    const { items } = await manage.listInstruments({});
    expect(items.map(({ id }) => id)).toEqual(['ietpd', 'pemdi-2026', 'sakip-2021', 'skm-2017', 'spbe-2018', 'spbe-2020']);
    for (const { id } of items) expect((await manage.getInstrument({ id })).faults).toEqual([]);
    const spbe = await manage.getInstrument({ id: 'spbe-2020' });
    expect(spbe.checked).toContainEqual({ label: 'Jumlah bobot', value: '100 dari 100' });
    expect(spbe.nodes.filter(({ tier }) => tier === null)).toHaveLength(47);
    expect(spbe.versions).toHaveLength(1);
    expect((await manage.getInstrument({ id: 'pemdi-2026' }))).toMatchObject({ toFill: 100, verified: false });
    expect(await problem(manage.getInstrument({ id: 'tidak-ada' }))).toMatchObject({ status: 404 });
  });
  test('a version in use cannot be changed or deleted by the application', async () => {
    for (const statement of [sql`update assessments.instrument set name = 'x'`, sql`delete from assessments.instrument`]) {
      await expect(t.house.db.inTenant(t.instansi, (tx) => tx.run(statement))).rejects.toThrow(/permission denied/);
    }
  });
});

describe('levels', () => {
  const LEVELS = [3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 4, 4, 4, 4, 4, 4];
  const file = (name: string, levels = LEVELS) => `institution,number,level\n${levels.map((level, at) => `${name},${at + 1},${level}`).join('\n')}\n`;
  test('a list of levels is scored and shown', async () => {
    const cycle = await publish(t, file('Kab. Ponorogo'), { kind: 'levels', year: 2025 });
    const page = await anybody.national({ cycle });
    expect(page.rows).toMatchObject([{ name: 'Pemerintah Kab. Ponorogo', region: '35.02', index: '2.94', predicate: 'Baik' }]);
    expect((await anybody.institution({ id: page.rows[0]!.institution, cycle })).parts.map(({ value }) => value)).toEqual(['2.40', '2.50', '1.27', '3.94']);
  });
  test('at a limit the year decides: exactly 2.595 is shown as 2.60, Baik in 2023 and Cukup where the unrounded index is compared', async () => {
    const levels = [...Array(10).fill(2), ...Array(3).fill(2), ...Array(7).fill(3), 2, ...Array(10).fill(1), ...Array(8).fill(3), 4, 4, 4, 4, 3, 3, 3, 3] as number[];
    for (const [year, predicate] of [[2023, 'Baik'], [2024, 'Cukup']] as const) {
      const cycle = await publish(t, file('Kab. Ponorogo', levels), { kind: 'levels', year });
      expect((await anybody.national({ cycle })).rows).toMatchObject([{ index: '2.60', predicate }]);
    }
  });
  test('all institutions with every indicator, 29,187 lines, as CSV and as XLSX', async () => {
    const names = PUBLISHED_2023.split('\n').slice(1).map((line) => line.split(',')[0]!).filter((name) => /^Pemerintah (Kab|Kota|Provinsi)/.test(name) && !/Siau/.test(name));
    const whole = [...names, ...Array.from({ length: 621 - names.length }, (_, at) => `Kementerian Uji ${at}`)];
    const rows = whole.flatMap((name) => LEVELS.map((level, at) => [name, String(at + 1), String(level)]));
    expect(rows).toHaveLength(29_187);
    const begun = performance.now();
    const cycle = await publish(t, `institution,number,level\n${rows.map((row) => row.join(',')).join('\n')}\n`, { kind: 'levels', year: 2027 });
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(await anybody.national({ cycle, limit: 1 })).toMatchObject({ matching: 621, average: '2.94' });
    const { id } = await manage.startImport({ ...list('', { kind: 'levels', year: 2027 }), content: await writeXlsx('Tingkat', [{ heading: 'institution' }, { heading: 'number' }, { heading: 'level' }], rows) });
    expect((await manage.previewImport({ id })).counts).toMatchObject({ rows: 621, clean: 621 });
  }, 60_000);
  test.each([
    ['a level of 0', file('Kab. Ponorogo', [0, ...LEVELS.slice(1)]), 'di luar skala', 2],
    ['a missing indicator', file('Kab. Ponorogo', LEVELS.slice(0, 46)), 'belum punya indikator 47', 2],
    ['an unknown institution', file('Kab. Entah'), 'tidak ada dalam daftar', 2],
  ])('refuses %s', async (_, text, reason, line) => {
    const { id } = await manage.startImport(list(text, { kind: 'levels', year: 2025 }));
    expect((await manage.previewImport({ id })).rows).toMatchObject([{ line, verdict: 'refused', reasons: [expect.stringContaining(reason)] }]);
    expect(await problem(manage.takeImport({ id }))).toMatchObject({ code: 'assessments.not-clean' });
  });
});

test.each(['spbe-2020', 'spbe-2018', 'pemdi-2026', 'skm-2017', 'sakip-2021'])('SQL and the pure rule agree on random levels: %s', async (id) => {
  const instrument = catalogueInstrument(id) as WeightedInstrument;
  const prepared = prepare(instrument);
  let seed = 11;
  const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  const [min, max] = [Number(instrument.scale.min), Number(instrument.scale.max)];
  const institutions = Array.from({ length: 40 }, (_, at) => ({ id: uuidv7(), kind: 'central' as const, name: `${id} ${at}`, bareName: `${id} ${at}`, region: null }));
  const levels = institutions.map(() => prepared.indicators.map(({ indicator }) => {
    const decimals = instrument.answer === 'value' || indicator.external;
    return decimals ? BigInt(min * 1_000_000 + next((max - min) * 1_000_000 + 1)) : BigInt((min + next(max - min + 1)) * 1_000_000);
  }));
  for (const basis of ['rounded', 'unrounded'] as const) {
    const rows = await t.house.db.inTenant(t.instansi, async (tx) => {
      const set = uuidv7();
      await tx.run(sql`insert into assessments.instrument (instansi, id, version, name, family, body, sha256, stored_at) values (${t.instansi}, ${id}, 99, 'x', 'x', '{}', ${`x-${basis}`}, now()) on conflict do nothing`);
      await insertSet(tx, t.instansi, { id: set, instrument: id, version: 99, family: 'x', year: 2030, kind: 'levels', basis, source: 'acak', state: 'working', madeAt: new Date(), by: null, toldBy: null });
      const ids = await keepInstitutions(tx, t.instansi, institutions);
      // The last one lacks an indicator: it gets no result, not a lower one.
      await insertLevels(tx, t.instansi, set, ids.flatMap((institution, at) => prepared.indicators.slice(0, at === 39 ? -1 : undefined).map(({ indicator }, column) => ({ institution, number: indicator.number, micro: levels[at]![column]! }))));
      expect(await recompute(tx, t.instansi, set, weightsForSql(prepared, basis))).toBe(39);
      expect(await recompute(tx, t.instansi, set, weightsForSql(prepared, basis))).toBe(0);
      // Weights too large for a bigint are summed as numeric: the same to the last digit.
      expect(weightsForSql(prepared, basis).isSmall).toBe(true);
      expect(await recompute(tx, t.instansi, set, { ...weightsForSql(prepared, basis), isSmall: false })).toBe(0);
      return listResults(tx, t.instansi, set);
    });
    const byName = new Map(rows.map((row) => [row.name, row]));
    for (const [at, { name }] of institutions.slice(0, 39).entries()) {
      const expected = score(prepared, levels[at]!, basis);
      expect(byName.get(name)).toMatchObject({ shown: expected.index, predicate: expected.predicate, parts: Object.fromEntries(expected.groups.map(({ tier, number, index }) => [partKey(tier, number), index])) });
    }
  }
});
