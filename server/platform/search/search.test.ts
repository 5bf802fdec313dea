import { beforeAll, describe, expect, it } from 'vitest';
import { createTestHouse } from '../../testing/house.ts';
import { sql } from '../db/sql.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { searchOf } from './search.ts';
import { allMarks, anyMark, numberWord, typedWords, wordsOf } from '../kernel/search-words.ts';

// Tried in two homes: letters (stems, no other table needed) and permohonan (words as they are written).

const t = await createTestHouse();
const stems = searchOf('letters', { stems: true });
const plain = searchOf('permohonan', { stems: false });
/** Busy: six in ten. Small: one in forty. The neighbour has the same words. */
const [busy, small, other] = [uuidv7(), uuidv7(), uuidv7()];
const MANY = 9000;

beforeAll(async () => {
  for (const instansi of [t.instansi, t.other]) {
    await t.house.db.asOwner(async (tx) => {
      await tx.run(sql`with made as (
          select i, (lpad(to_hex(1700000000000 + i * 20000000::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8' || substr(md5(i::text || ${instansi}), 1, 15))::uuid as id,
            array['u:' || case when i % 40 = 0 then ${small}::uuid when i % 10 < 6 then ${busy}::uuid else ${other}::uuid end] || case when i % 500 = 3 then array['u:' || ${small}::uuid] else '{}' end as marks,
            concat_ws(' ', 'surat keterangan usaha', case when i % 3 = 0 then 'warung' else 'toko' end, (array['siti','hartono','agus','dewi','sulastri','joko','wahyu'])[1 + i % 7],
              (array['aminah','wibowo','santoso','utami','ningsih','susilo','nugroho','hidayat','lestari','pratama','kusuma'])[1 + i % 11], 'nomor' || i, case when i % 2500 = 7 then 'langka' end,
              case when i < 300 then 'kuno' end, case when i > 8800 then 'besok' end) as words
          from generate_series(1, ${MANY}::int) i),
        unlearned as (insert into letters.unlearned (instansi, item, words, quiet) select ${instansi}::uuid, id, words, '' from made)
        insert into letters.search (instansi, item, words, marks) select ${instansi}::uuid, id, platform.search_vector(words, id, marks, true), marks from made`);
      await tx.run(sql`analyze letters.search`);
    });
  }
});

const QUERIES = ['surat:*', 'langka:*', 'surat:* langka:*', 'kuno:*', 'surat:* kuno:*', 'siti:* aminah:*', 'sit:* wib:* warung:*', 'nomor77:*', 'n:* s:*', 'tiada:*', 'siti am:*', 'langka siti surat:*', 'surat toko nomor7:*', 'warung:* toko:*', 'joko:*', 'besok', 'besok langka', 'langka n:*', 'kuno siti su:*', ''];
const SCOPES: [string, string[] | undefined][] = [['the institution', undefined], ['a busy unit', [busy]], ['a small unit', [small]], ['two units', [small, busy]], ['a unit without items', [uuidv7()]], ['no unit', []]];

describe.each(['before its words are learned', 'when they are', 'after hundreds came in a second'])('text search %s', (when) => {
  beforeAll(async () => {
    if (when === 'when they are') for (const instansi of [t.instansi, t.other]) await stems.learnFor(t.house, instansi);
    if (when !== 'after hundreds came in a second') return;
    const rows = Array.from({ length: 400 }, (_, n) => ({ instansi: t.instansi, item: uuidv7(), words: `surat edaran serentak${n} toko`, marks: [`u:${n % 2 ? small : other}`] }));
    await t.house.db.inTenant(t.instansi, (tx) => stems.putMany(tx, rows));
  });
  it.each(SCOPES)('finds the newest for %s, whichever way it takes', async (_, units) => {
    for (const query of QUERIES) {
      const typed = query.split(' ').filter(Boolean);
      const marks = units && anyMark(units.map((unit) => `u:${unit}`));
      for (const limit of [1, 25, 300]) {
        const found = await t.house.db.inTenant(t.instansi, (tx) => stems.ids(tx, typed, { limit, ...(marks ? { marks } : {}) }));
        const expected = await t.house.db.asOwner((tx) => tx.many<{ item: string }>(sql`select s.item from letters.search s
          where s.instansi = ${t.instansi} and (${typed.length} = 0 or s.words @@ to_tsquery('pg_catalog.indonesian', ${typed.join(' & ')})) and (${units ?? null}::text[] is null or s.marks && ${(units ?? []).map((unit) => `u:${unit}`)}::text[])
          order by s.item desc limit ${limit}`));
        expect(found, `${query}, ${limit}`).toEqual(expected.map((row) => row.item));
      }
    }
  });
});

describe('the wall', () => {
  it('finds nothing without an institution, and no word of a neighbour', async () => {
    expect(await t.house.db.outsideTenant((tx) => stems.ids(tx, ['surat:*'], { limit: 25 }))).toEqual([]);
    expect(await t.house.db.outsideTenant((tx) => stems.correct(tx, ['suratt']))).toBeUndefined();
    expect(await t.house.db.outsideTenant((tx) => stems.knownWords(tx, 'sur', 9))).toEqual(['sur']);
    const item = uuidv7();
    await t.house.db.inTenant(t.other, (tx) => stems.put(tx, t.other, { item, words: 'zamrud khatulistiwa', marks: [] }));
    await stems.learnFor(t.house, t.other);
    const ask = (instansi: string) => t.house.db.inTenant(instansi, async (tx) => [await stems.find(tx, 'zamrud', { limit: 5 }), await stems.correct(tx, ['zamrut'])]);
    expect(await ask(t.other)).toEqual([{ ids: [item] }, ['zamrud']]);
    expect((await ask(t.instansi))[0]).not.toMatchObject({ ids: [item] });
    expect(JSON.stringify(await ask(t.instansi))).not.toContain('zamrud');
  });
});

describe('one item', () => {
  const find = (text: string, more: { marks?: string; exact?: string } = {}) => t.house.db.inTenant(t.instansi, (tx) => stems.find(tx, text, { limit: 10, ...more }));
  it('is found by stem, slip and whole number, by its marks, and not when it is gone', async () => {
    const item = uuidv7();
    const put = (marks: string[], words = wordsOf('Pengaspalan jalan Gupolo, nomor 600.1/45/2026 6001452026')) => t.house.db.inTenant(t.instansi, (tx) => stems.put(tx, t.instansi, { item, words, quiet: 'bandang', marks }));
    await put(['c:000', 'c:000.1', 'f:dinas']);
    await stems.learn(t.house);
    expect([await find('aspal gupolo'), await find('pengaspal gup'), await find('bandang'), await find('600.1/45'), await find('', { marks: anyMark(['c:000.1']) }), await find('gup', { marks: anyMark(['f:dinas']) })].map(({ ids }) => ids)).toEqual(Array.from({ length: 6 }, () => [item]));
    expect(await find('gupollo')).toEqual({ ids: [item], corrected: 'gupolo' });
    expect(await t.house.db.inTenant(t.instansi, (tx) => stems.knownWords(tx, 'gupo', 5))).toEqual(['gupo', 'gupolo']);
    // What a scan was read as is found, and told to nobody.
    expect((await find('bandangg')).corrected ?? '').not.toContain('bandang');
    expect(await find('apa saja', { exact: numberWord('600.1/45/2026') })).toEqual({ ids: [item] });
    expect((await find('gupolo', { marks: allMarks([anyMark(['c:000.1']), anyMark(['f:camat'])]) })).ids).toEqual([]);
    await t.house.db.inTenant(t.instansi, (tx) => stems.mark(tx, t.instansi, item, ['f:camat']));
    expect([(await find('gupolo', { marks: anyMark(['f:camat']) })).ids, (await find('gupolo', { marks: anyMark(['c:000']) })).ids]).toEqual([[item], []]);
    await put(['f:camat'], 'lampu padam');
    expect([(await find('padam', { marks: anyMark(['f:camat']) })).ids, (await find('aspal')).ids]).toEqual([[item], []]);
    await t.house.db.inTenant(t.instansi, (tx) => stems.remove(tx, t.instansi, item));
    expect((await find('padam')).ids).toEqual([]);
  });

  it('many come at once', async () => {
    const rows = [1, 2].map((n) => ({ instansi: t.instansi, item: uuidv7(), words: `perahu nomor${n}`, quiet: 'layar', marks: n === 1 ? ["x:it's"] : [] }));
    await t.house.db.inTenant(t.instansi, (tx) => stems.putMany(tx, rows));
    expect((await find('perahu layar')).ids).toEqual(rows.map((row) => row.item).sort().toReversed());
    expect((await find('perahu', { marks: anyMark(["x:it's"]) })).ids).toEqual([rows[0]!.item]);
  });

  it('keeps a number in one word that a parser of texts would read as 9 times 10 to the fifth', async () => {
    const { words } = await t.house.db.asOwner((tx) => tx.one<{ words: string }>(sql`select platform.search_vector('png 9e5e jl raya 4 rt 001', ${busy}, '{}', true)::text as words`));
    for (const word of ['png', '9e5e', 'jl', 'raya', '4', 'rt', '001']) expect(words).toContain(`'${word}'`);
    expect(words).not.toContain("'e'");
  });
});

it('asks whole words first where they are stemmed, and every word as a beginning where they are not', () => {
  expect([stems.attempts(['surat', 'ang']), plain.attempts(['siti', 'am']), plain.attempts(['si'])]).toEqual([[['surat', 'ang'], ['surat', 'ang:*']], [['siti', 'am:*'], ['siti:*', 'am:*']], [['si:*']]]);
  expect([stems.attempts(['005']), stems.attempts(['600', '1']), plain.attempts(['005'])]).toEqual([[['005']], [['600', '1'], ['600', '1:*']], [['005:*']]]);
});
it('takes numbers apart into words, accents off', () => {
  expect(wordsOf('800.1.11.4/7/DISKOMINFO/IX/2025, Rapat résumé')).toBe('800 1 11 4 7 diskominfo ix 2025 rapat resume');
  expect(typedWords(" rapat' & | ! ( anggaran:* ")).toEqual(['rapat', 'anggaran']);
});
