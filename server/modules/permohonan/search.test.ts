import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse } from '../../testing/house.ts';

const t = await createTestHouse();
/** Busy: more than the 4,000 that are all looked at. Small: one in forty. The neighbour has the same words. */
const [busy, small, other] = [uuidv7(), uuidv7(), uuidv7()];
const MANY = 9000;

beforeAll(async () => {
  for (const instansi of [t.instansi, t.other]) {
    await t.house.db.asOwner(async (tx) => {
      await tx.run(sql`with made as (
          select i, (lpad(to_hex(1700000000000 + i * 2000000::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8' || substr(md5(i::text || ${instansi}), 1, 15))::uuid as id,
            case when i % 40 = 0 then ${small}::uuid when i % 10 < 6 then ${busy}::uuid else ${other}::uuid end as unit,
            concat_ws(' ', 'surat keterangan usaha', case when i % 3 = 0 then 'warung' else 'toko' end, (array['siti','hartono','agus','dewi','sulastri','joko','wahyu'])[1 + i % 7],
              (array['aminah','wibowo','santoso','utami','ningsih','susilo','nugroho','hidayat','lestari','pratama','kusuma'])[1 + i % 11], 'nomor' || i, case when i % 2500 = 7 then 'langka' end,
              case when i < 300 then 'kuno' end) as words
          from generate_series(1, ${MANY}::int) i),
        request as (insert into permohonan.request (instansi, id, number, secret_hash, secret_sealed, layanan, version, channel, applicant_name, applicant_level, title, owner_unit, submitted_at, received_at)
          select ${instansi}::uuid, id, 'N-' || i, ''::bytea, ''::bytea, 'x', 1, 'self', '', 'unverified', '', unit, now(), now() from made),
        task as (insert into permohonan.task (instansi, request, step, kind, title, unit, duty, layanan, since, guest)
          select ${instansi}::uuid, id, 'telaah', 'opinion', 'Telaah', ${small}::uuid, 'technical', 'x', now(), unit <> ${small}::uuid from made where i % 500 = 3)
        insert into permohonan.search (instansi, request, owner_unit, words) select ${instansi}::uuid, id, unit, permohonan.search_vector(words, id, unit) from made`);
      await tx.run(sql`analyze permohonan.search`);
      await tx.run(sql`analyze permohonan.request`);
    });
  }
});

const QUERIES = ['surat:*', 'langka:*', 'surat:* & langka:*', 'kuno:*', 'surat:* & kuno:*', 'siti:* & aminah:*', 'sit:* & wib:* & warung:*', 'nomor77:*', 'n:* & s:*', 'tiada:*', 'siti & am:*', 'langka & siti & surat:*', 'surat & toko & nomor7:*', 'warung:* & toko:*', 'joko:*'];
const SCOPES: [string, string[] | null][] = [['the institution', null], ['a busy unit', [busy]], ['a small unit', [small]], ['two units', [small, busy]], ['a unit without requests', [uuidv7()]]];

describe('text search', () => {
  it.each(SCOPES)('finds the newest matches for %s, whichever way it takes', async (_, units) => {
    for (const query of QUERIES) {
      for (const limit of [1, 25, 300]) {
        const found = await t.house.db.inTenant(t.instansi, (tx) => tx.many<{ request: string }>(sql`select request from permohonan.search_ids(${query}, ${limit}, ${units}::uuid[])`));
        const expected = await t.house.db.asOwner((tx) => tx.many<{ request: string }>(sql`select s.request from permohonan.search s
          where s.instansi = ${t.instansi} and s.words @@ to_tsquery('simple', ${query}) and (${units}::uuid[] is null
            or exists (select from permohonan.request r where r.instansi = s.instansi and r.id = s.request and r.owner_unit = any(${units}::uuid[]))
            or exists (select from permohonan.task k where k.instansi = s.instansi and k.request = s.request and k.unit = any(${units}::uuid[])))
          order by s.request desc limit ${limit}`));
        expect(found, `${query}, ${limit}`).toEqual(expected);
      }
    }
  });

  it('keeps a number in one word that a parser of texts would read as 9 times 10 to the fifth', async () => {
    const { words } = await t.house.db.asOwner((tx) => tx.one<{ words: string }>(sql`select permohonan.search_vector('PNG-9E5E, Jl. Raya 4 RT 001', ${busy}, ${busy})::text as words`));
    for (const word of ['png', '9e5e', 'jl', 'raya', '4', 'rt', '001']) expect(words).toContain(`'${word}'`);
    expect(words).not.toContain("'e'");
  });

  it('finds nothing without an institution', async () => {
    expect(await t.house.db.outsideTenant((tx) => tx.many(sql`select request from permohonan.search_ids('surat:*', 25)`))).toEqual([]);
  });
});
