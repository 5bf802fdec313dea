import type pg from 'pg';
import type { Bench } from './house.ts';
import { learnWords } from './learn-words.ts';

const BATCH = 50_000;

export const countReports = (bench: Bench): Promise<number> =>
  bench.asSuperuser(async (client) => Number((await client.query<{ count: string }>('select count(*) from complaints.report where instansi = $1', [bench.cast.instansi])).rows[0]!.count));

/**
 * Reports as ten years leave them: all but the newest three in a hundred are resolved, six in ten are public. Written set
 * by set as a superuser without foreign-key checks: report, state, published copy and search words. Their actions and
 * folded states are not written; no measured question reads those of an old report.
 */
export async function fillComplaints(bench: Bench, reports: number): Promise<void> {
  await bench.asSuperuser(async (client) => {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
    await client.query(HELPERS);
    const have = await countReports(bench);
    // Filling an index row by row costs more than building it once.
    const index = (await client.query<{ indexdef: string }>(`select indexdef from pg_indexes where schemaname = 'complaints' and indexname = 'search_words'`)).rows[0]!.indexdef;
    const afresh = reports - have > 200_000;
    if (afresh) await client.query('drop index complaints.search_words');
    for (let from = have; from < reports; from += BATCH) {
      await insertBatch(client, bench, from, Math.min(from + BATCH, reports) - 1, reports);
      if (reports > BATCH) bench.say(`${Math.min(from + BATCH, reports).toLocaleString('en')} reports`);
    }
    await learnWords(client, 'complaints', bench.cast.instansi, [WHAT, WHERE, PLACES, MORE, 'ponorogo png'].flat());
    await client.query('insert into complaints.learned (instansi, decided_until) values ($1, now()) on conflict (instansi) do update set decided_until = excluded.decided_until', [bench.cast.instansi]);
    if (afresh) await client.query(index);
    for (const name of ['report', 'state', 'published', 'search']) await client.query(`vacuum analyze complaints.${name}`);
    await client.query('checkpoint');
  });
}

const HELPERS = `
create or replace function pg_temp.pick(list text[], i bigint, salt int) returns text language sql immutable
  return list[1 + (hashint8(i * 31 + salt) & 2147483647) % array_length(list, 1)];
create or replace function pg_temp.id_at(at timestamptz, i bigint) returns uuid language sql immutable
  return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8' || substr(md5('r' || i), 1, 15))::uuid;
`;

const CATEGORIES = ['JALAN-RUSAK', 'JALAN-RUSAK', 'JALAN-RUSAK', 'PJU', 'PJU', 'SAMPAH', 'SAMPAH', 'DRAINASE', 'AIR-BERSIH', 'ADMINDUK', 'PUSKESMAS', 'POHON'];
const WHAT = ['Jalan berlubang', 'Jalan rusak parah', 'Aspal mengelupas', 'Lampu jalan padam', 'Penerangan mati', 'Sampah menumpuk', 'Sampah tidak diangkut', 'Selokan tersumbat', 'Air keruh', 'KTP belum tercetak', 'Antrean puskesmas lama', 'Pohon tumbang'];
const WHERE = ['pasar', 'sekolah', 'masjid', 'balai desa', 'jembatan', 'tikungan', 'pertigaan', 'terminal', 'puskesmas', 'lapangan', 'gereja', 'pabrik'];
const PLACES = ['Tonatan', 'Babadan', 'Siman', 'Jetis', 'Balong', 'Bungkal', 'Ngrayun', 'Slahung', 'Sampung', 'Sukorejo', 'Kauman', 'Badegan', 'Pulung', 'Sooko', 'Mlarak', 'Jenangan', 'Ngebel', 'Sambit', 'Sawoo', 'Pudak'];
const MORE = ['motor jatuh', 'anak sekolah lewat', 'sudah seminggu', 'tiap hujan banjir', 'bau menyengat', 'gelap sekali', 'membahayakan warga', 'belum ditanggapi', 'truk pasir lewat', 'mohon segera diperbaiki', 'sejak lebaran', 'dekat rumah ibu Sulastri', 'depan toko pak Hartono'];

async function insertBatch(client: pg.Client, bench: Bench, from: number, to: number, of: number): Promise<void> {
  const { instansi, roads } = bench.cast;
  await client.query(
    `with districts as (select array_agg(code order by code) as codes from wilayah.region where level = 'district' and code like '35.02.%'),
      made as materialized (
        select i, now() - make_interval(secs => ($4::bigint - i) * (10 * 365 * 86400.0 / $4)) - interval '1 hour' as at, 1 + (hashint8(i) & 2147483647) % 12 as n, i >= $4::bigint * 0.97 as open, (hashint8(i * 7) & 2147483647) % 10 < 6 as shown,
          -7.75 - ((hashint8(i * 3) & 2147483647) % 30000) / 100000.0 as lat, 111.30 + ((hashint8(i * 5) & 2147483647) % 35000) / 100000.0 as lng, (select codes[1 + (hashint8(i * 11) & 2147483647) % array_length(codes, 1)] from districts) as district,
          upper(translate(lpad(to_hex((i * 2654435761) % 4294967296), 8, '0'), '01', 'GH')) as code
        from generate_series($2::bigint, $3::bigint) i),
      rows as materialized (
        select m.*, pg_temp.id_at(at, i) as id, ($5::text[])[n] as category, ($6::text[])[n] || ' di dekat ' || pg_temp.pick($7, i, 1) || ' ' || pg_temp.pick($8, i, 2) as title,
          pg_temp.pick($9, i, 3) || ', ' || pg_temp.pick($9, i, 4) || '. RT ' || i % 9 + 1 || ' RW ' || i % 5 + 1 || ' ' || pg_temp.pick($8, i, 5) as body from made m),
      report as (insert into complaints.report (instansi, id, number, secret_hash, secret_sealed, title, body, region, lat, lng, name_public, name_to_agency, report_public, text_hash, submitted_at)
        select $1, id, 'PNG-' || substr(code, 1, 4) || '-' || substr(code, 5), sha256(code::bytea), sha256(code::bytea), title, body, district, lat, lng, false, true, shown, i, at from rows),
      state as (insert into complaints.state (instansi, report, seq, state, kind, category, channel, unit, district, cell, submitted_at, received_at, verified_at, verify_due, answered_at, answer_due, resolved_at, finished_at, due_at, due_clock, shown, rating, calendar_version)
        select $1, id, case when open then 3 else 5 end, case when open then 'disposed' else 'resolved' end, 'complaint', category, 'web', $10::uuid, district, floor((lat + 90) / 0.005)::bigint * 100000 + floor((lng + 180) / 0.005)::bigint, at, at, at + interval '1 day', at + interval '3 days',
          case when not open then at + interval '4 days' end, at + interval '6 days', case when not open then at + interval '9 days' end, case when not open then at + interval '9 days' end, at + interval '20 days', 'resolution', shown, case when not open and i % 3 = 0 then 1 + i % 5 end, 'bench' from rows),
      published as (insert into complaints.published (instansi, report, title, body, reporter, lat, lng, at) select $1, id, title, body, 'Anonim', round(lat::numeric, 3), round(lng::numeric, 3), at from rows where shown)
    insert into complaints.search (instansi, item, words, marks)
      select $1, id, platform.search_vector(regexp_replace(lower(concat_ws(' ', 'png', substr(code, 1, 4), substr(code, 5), 'png' || code, title, body, 'ponorogo')), '[^a-z0-9]+', ' ', 'g'), id, m, true), m
        from rows, lateral complaints.search_marks($10::uuid, '{}', shown, false) m`,
    [instansi, from, to, of, CATEGORIES, WHAT, WHERE, PLACES, MORE, roads],
  );
}
