import type pg from 'pg';
import type { Bench } from './house.ts';
import { learnWords } from './learn-words.ts';

/** What stands on a unit's desk grows with the regency only in part: the rest is finished work. */
export interface Filling {
  requests: number;
  /** Share of the requests that is still open, the newest ones. */
  openShare: number;
}

/** One in so many requests belongs to the measured desa, which is therefore far busier than the other villages. */
const DESA_SHARE = 7;
const BATCH = 50_000;

export const countRequests = (bench: Bench): Promise<number> =>
  bench.asSuperuser(async (client) => Number((await client.query<{ count: string }>('select count(*) from permohonan.request where instansi = $1', [bench.cast.instansi])).rows[0]!.count));

/**
 * Requests as years of work leave them, written set by set as a superuser without foreign-key checks: the rows that
 * queues and search read (request, state, open steps, search words). Their answers and actions are not written; no
 * measured question of these parts reads them.
 */
export async function fill(bench: Bench, { requests, openShare }: Filling): Promise<void> {
  await bench.asSuperuser(async (client) => {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
    await client.query(HELPERS);
    const have = await countRequests(bench);
    // Filling an index row by row costs more than building it once.
    if (requests - have > 200_000) await client.query('drop index permohonan.search_words');
    for (let from = have; from < requests; from += BATCH) {
      await insertBatch(client, bench, from, Math.min(from + BATCH, requests) - 1, requests, openShare);
      if (requests > BATCH) bench.say(`${Math.min(from + BATCH, requests).toLocaleString('en')} requests`);
    }
    await client.query('create index if not exists search_words on permohonan.search using gin (instansi, words) with (gin_pending_list_limit = 256)');
    await learnWords(client, 'permohonan', bench.cast.instansi, [FIRST, LAST, TRADES, NAMES, REST, await unitNames(client, bench.cast.instansi)].flat());
    for (const name of ['request', 'state', 'task', 'search']) await client.query(`vacuum analyze permohonan.${name}`);
    await client.query('checkpoint');
  });
}

const unitNames = async (client: pg.Client, instansi: string): Promise<string[]> => (await client.query<{ name: string }>('select name from organization.unit where instansi = $1', [instansi])).rows.map((row) => row.name);

const HELPERS = `
create or replace function pg_temp.pick(list text[], i bigint, salt int) returns text language sql immutable
  return list[1 + (hashint8(i * 31 + salt) & 2147483647) % array_length(list, 1)];
create or replace function pg_temp.id_at(at timestamptz, i bigint) returns uuid language sql immutable
  return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8' || substr(md5(i::text), 1, 15))::uuid;
`;

const FIRST = ['Siti', 'Hartono', 'Sri', 'Agus', 'Budi', 'Wahyu', 'Sulastri', 'Joko', 'Slamet', 'Dewi', 'Eko', 'Endang', 'Fitri', 'Gunawan', 'Heru', 'Indah', 'Kartini', 'Lestari', 'Mulyono', 'Nur', 'Purwanto', 'Rahmat', 'Suparman', 'Titik', 'Untung', 'Wati', 'Yanto', 'Zainal', 'Ratna', 'Teguh'];
const LAST = ['Wibowo', 'Ningsih', 'Rahmawati', 'Santoso', 'Susilo', 'Prasetyo', 'Handayani', 'Setiawan', 'Utami', 'Hidayat', 'Kusuma', 'Lestari', 'Nugroho', 'Permata', 'Riyadi', 'Saputra', 'Wijaya', 'Yuliana', 'Aminah', 'Hasanah', 'Kurniawan', 'Mahendra', 'Pratama', 'Suryani'];
const TRADES = ['Warung', 'Toko', 'Bengkel', 'Jahit', 'Sate', 'Bakso', 'Salon', 'Laundry', 'Ternak', 'Mebel', 'Kerupuk', 'Tempe', 'Batik', 'Pulsa', 'Sayur', 'Kopi', 'Roti', 'Gerabah'];
/** What every request carries. */
const REST = 'png warung makan jl raya rt rw ponorogo pedagang kredit';
const SERVICES = ['surat-keterangan-usaha', 'surat-keterangan-usaha', 'surat-keterangan-usaha', 'surat-keterangan-penelitian', 'izin-reklame'];
const NAMES = ['Surat Keterangan Usaha', 'Surat Keterangan Usaha', 'Surat Keterangan Usaha', 'Surat Keterangan Penelitian', 'Izin Penyelenggaraan Reklame'];

async function insertBatch(client: pg.Client, bench: Bench, from: number, to: number, of: number, openShare: number): Promise<void> {
  const { instansi, desa, verifier } = bench.cast;
  await client.query(
    `with units as (select id, region, name, row_number() over (order by id) - 1 as n from organization.unit where instansi = $1 and kind = 'desa'),
      made as materialized (
        select i, now() - make_interval(secs => ($4::bigint - i) * (3 * 365 * 86400.0 / $4)) - interval '1 hour' as at,
          (hashint8(i) & 2147483647) % 5 + 1 as service, i >= $4::bigint * (1 - $5::float8) as open,
          case when i % ${DESA_SHARE} = 0 then (select n from units where id = $6) else (hashint8(i * 7) & 2147483647) % (select count(*) from units) end as unit,
          pg_temp.pick($8, i, 1) || ' ' || pg_temp.pick($9, i, 2) as name, pg_temp.pick($10, i, 3) || ' ' || pg_temp.pick($8, i, 4) as trade,
          -- An odd factor permutes the numbers of 32 bits: no two codes are the same.
          upper(translate(lpad(to_hex((i * 2654435761) % 4294967296), 8, '0'), '01', 'GH')) as code
        from generate_series($2::bigint, $3::bigint) i),
      rows as materialized (
        select m.*, pg_temp.id_at(m.at, m.i) as id, u.id as unit_id, u.region, u.name as unit_name, ($11::text[])[m.service] as layanan, ($12::text[])[m.service] as layanan_name
        from made m join units u on u.n = m.unit),
      request as (insert into permohonan.request (instansi, id, number, secret_hash, secret_sealed, layanan, version, account, channel, applicant_name, applicant_nik_masked,
          applicant_level, title, region, place, owner_unit, submitted_at, received_at)
        select $1, id, 'PNG-' || substr(code, 1, 4) || '-' || substr(code, 5), sha256(code::bytea), sha256(code::bytea), layanan, 1, null, 'self', name, '3502••••••••0001',
          'unverified', layanan_name || ', ' || trade, region, unit_name, unit_id, at, at from rows),
      state as (insert into permohonan.state (instansi, request, seq, status, layanan, owner_unit, received_at, due_at, calendar_version, finished_at)
        select $1, id, 1, case when open then 'in-progress' else 'issued' end, layanan, unit_id, at, at + interval '1 day', 'bench', case when open then null else at + interval '20 hours' end from rows),
      task as (insert into permohonan.task (instansi, request, step, kind, title, unit, duty, holder, layanan, since, due_at, step_due_at)
        select $1, id, 'periksa', 'verification', 'Periksa berkas', unit_id, 'verifier', case when unit_id = $6 and i % 2 = 0 then $7::uuid end, layanan, at, at + interval '1 day', at + interval '3 hours' from rows where open)
    insert into permohonan.search (instansi, item, words, marks)
      select $1, id, platform.search_vector(lower(concat_ws(' ', 'png', substr(code, 1, 4), substr(code, 5), 'png' || code, name, layanan_name, trade, unit_name, $13::text, i % 90 + 1, i % 9 + 1, i % 5 + 1)),
        id, array['u:' || unit_id], false), array['u:' || unit_id] from rows`,
    [instansi, from, to, of, openShare, desa.unit, verifier.post, FIRST, LAST, TRADES, SERVICES, NAMES, REST],
  );
}
