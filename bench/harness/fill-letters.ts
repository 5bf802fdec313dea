import type pg from 'pg';
import { addOfficer, insertUnit } from './cast.ts';
import type { Bench } from './house.ts';
import { learnWords } from './learn-words.ts';

// Chapters: who reads · filling · texts

const MILLION = 1_000_000;
const BATCH = 50_000;
const OFFICES = 40;

type Reader = Awaited<ReturnType<typeof addOfficer>>;
export interface Readers {
  /** Keeps the register of a million letters and finds all but the rahasia of them. */
  clerk: Reader;
  /** Three in ten were addressed to this post. */
  leader: Reader;
  /** Head of one office in forty, which got 17,000 by disposition. */
  office: Reader;
  /** A unit that got 3,000. */
  small: Reader;
  /** A post that got 40. */
  few: Reader;
}

let known: Readers | undefined;

/** The register of one secretariat as ten years leave it: all but the newest three in a hundred are finished. Written set by set as a superuser without foreign-key checks; of the actions those that lists read. */
export async function fillLetters(bench: Bench): Promise<Readers> {
  if (known) return known;
  const ctx = bench.cast.context();
  const setda = await insertUnit(ctx, 'setda', 'SETDA-SURAT', 'Sekretariat Daerah');
  const offices: string[] = [];
  for (let n = 0; n < OFFICES + 2; n++) offices.push(await insertUnit(ctx, 'dinas', `OPD-${n}`, `Dinas Urusan ${n}`));
  const officer = (unit: string, name: string, nth: number, duties: string[]) => addOfficer(bench, { unit, name, nip: `1985061520100112${String(nth).padStart(2, '0')}`, duties });
  const readers: Readers = {
    clerk: await officer(setda, 'Endang Lestari', 1, ['letter-clerk']), leader: await officer(setda, 'Agus Wibowo', 2, []), office: await officer(offices[0]!, 'Sri Handayani', 3, []),
    small: await officer(offices[OFFICES]!, 'Budi Santoso', 4, []), few: await officer(offices[OFFICES + 1]!, 'Nur Hidayat', 5, []),
  };
  // The other offices have a post each, without a person.
  const posts = [readers.office.post];
  for (const unit of offices.slice(1, OFFICES)) posts.push((await bench.asSuperuser((client) => client.query<{ id: string }>(`insert into organization.post (instansi, id, unit, title, duties, from_day) values ($1, gen_random_uuid(), $2, 'Kepala Dinas', '{leader}', '2020-01-01') returning id`, [bench.cast.instansi, unit]))).rows[0]!.id);
  await bench.asSuperuser(async (client) => {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`);
    await client.query(HELPERS);
    const index = (await client.query<{ indexdef: string }>(`select indexdef from pg_indexes where schemaname = 'letters' and indexname = 'search_words'`)).rows[0]!.indexdef;
    await client.query('drop index letters.search_words');
    await makeTexts(client);
    for (let from = 0; from < MILLION; from += BATCH) {
      await insertBatch(client, bench, readers, setda, { posts, offices }, from, from + BATCH - 1);
      bench.say(`${(from + BATCH).toLocaleString('en')} letters`);
    }
    await learnWords(client, 'letters', bench.cast.instansi, [KINDS, TOPICS, PLACES, FIRST, LAST, SENDERS, SCANNED].flat());
    await client.query(index);
    for (const name of ['letter', 'state', 'branch', 'action', 'search']) await client.query(`vacuum analyze letters.${name}`);
    await client.query('checkpoint');
  });
  return (known = readers);
}

const HELPERS = `
create or replace function pg_temp.at(i bigint, salt int, of int) returns int language sql immutable return 1 + (hashint8(i * 31 + salt) & 2147483647) % of;
create or replace function pg_temp.id_at(at timestamptz, i bigint, kind text) returns uuid language sql immutable
  return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8' || substr(md5(kind || i), 1, 15))::uuid;
`;

const KINDS = ['Undangan rapat', 'Permohonan', 'Laporan', 'Pemberitahuan', 'Usulan', 'Penyampaian', 'Tindak lanjut', 'Permintaan data', 'Edaran', 'Rekomendasi', 'Klarifikasi', 'Pengaduan'];
const TOPICS = ['anggaran perubahan', 'bantuan sosial', 'perbaikan jalan', 'jembatan rusak', 'penerimaan pegawai', 'kenaikan pangkat', 'hibah tanah', 'pelatihan komputer', 'lomba desa', 'posyandu', 'stunting', 'imunisasi', 'pupuk bersubsidi', 'irigasi', 'kebakaran hutan', 'izin reklame', 'pasar rakyat', 'pameran batik', 'gerabah', 'kerupuk', 'reyog', 'pariwisata telaga', 'sampah', 'air bersih', 'banjir', 'longsor', 'beasiswa', 'sekolah rusak', 'perpustakaan', 'pajak bumi', 'retribusi parkir', 'inflasi', 'kendaraan dinas', 'arsip', 'naskah dinas', 'penghargaan', 'mutasi', 'cuti', 'disiplin', 'pemilihan kepala desa'];
const PLACES = ['Tonatan', 'Babadan', 'Siman', 'Jetis', 'Balong', 'Bungkal', 'Ngrayun', 'Slahung', 'Sampung', 'Sukorejo', 'Kauman', 'Badegan', 'Pulung', 'Sooko', 'Mlarak', 'Jenangan', 'Ngebel', 'Sambit', 'Sawoo', 'Pudak'];
const FIRST = ['Siti', 'Hartono', 'Sri', 'Agus', 'Budi', 'Wahyu', 'Sulastri', 'Joko', 'Slamet', 'Dewi', 'Eko', 'Endang', 'Fitri', 'Gunawan', 'Heru', 'Indah', 'Kartini', 'Lestari', 'Mulyono', 'Nur', 'Purwanto', 'Rahmat', 'Suparman', 'Titik', 'Untung', 'Wati', 'Yanto', 'Zainal', 'Ratna', 'Teguh'];
const LAST = ['Wibowo', 'Ningsih', 'Rahmawati', 'Santoso', 'Susilo', 'Prasetyo', 'Handayani', 'Setiawan', 'Utami', 'Hidayat', 'Kusuma', 'Lestari', 'Nugroho', 'Permata', 'Riyadi', 'Saputra', 'Wijaya', 'Yuliana', 'Aminah', 'Hasanah', 'Kurniawan', 'Mahendra', 'Pratama', 'Suryani'];
const SENDERS = ['Gubernur Jawa Timur', 'Menteri Dalam Negeri', 'Kepala Dinas Pendidikan', 'Kepala Dinas Kesehatan', 'Kepala Dinas Sosial', 'Camat Babadan', 'Camat Siman', 'Kepala Desa Gupolo', 'Badan Kepegawaian Daerah', 'Inspektorat', 'Kepolisian Resor', 'Kodim 0802', 'Kejaksaan Negeri', 'Pengadilan Negeri', 'Bank Jatim', 'Universitas Muhammadiyah', 'Perhimpunan Petani', 'PT Sumber Rejeki', 'Yayasan Al Falah', 'Palang Merah Indonesia'];
/** What a fourth of the scans was read as, in pieces. */
const SCANNED = [
  'dengan hormat menindaklanjuti hasil rapat koordinasi bersama ini disampaikan bahwa kegiatan tersebut dilaksanakan sesuai ketentuan', 'sehubungan dengan surat saudara mengenai pelaksanaan program kami mohon dapat diberikan dukungan personel serta sarana', 'berdasarkan peraturan perundangan yang berlaku setiap perangkat daerah wajib menyusun laporan pertanggungjawaban',
  'demikian untuk menjadi perhatian atas kerja samanya diucapkan terima kasih tembusan disampaikan kepada yang terhormat', 'anggaran bersumber dari pendapatan belanja daerah tahun berjalan pada kode rekening belanja barang jasa', 'acara dimulai pukul sembilan pagi bertempat di pendopo agung peserta dimohon hadir tepat waktu membawa bahan',
  'data terlampir merupakan hasil verifikasi lapangan oleh petugas kecamatan bersama perangkat desa setempat', 'mohon segera ditindaklanjuti paling lambat akhir bulan ini mengingat batas waktu pelaporan ke provinsi',
];
const CODES = ['000.1.5', '000.1.2', '400.10.2', '600.1.3', '900.1.1', '800.1.11', '100.3.4', '500.6.1'];

/** Stemmed once; a million letters are put together from them. */
async function makeTexts(client: pg.Client): Promise<void> {
  await client.query(
    `create temporary table text_of as select k.kind, n, text, strip(platform.search_vector(regexp_replace(lower(text), '[^a-z0-9]+', ' ', 'g'), '00000000-0000-7000-8000-000000000000', '{}', true)) as words
      from (values ('kind', $1::text[]), ('topic', $2), ('place', $3), ('first', $4), ('last', $5), ('sender', $6), ('scan', $7)) k (kind, texts), unnest(k.texts) with ordinality u (text, n)`, [KINDS, TOPICS, PLACES, FIRST, LAST, SENDERS, SCANNED]);
  await client.query(`update text_of set words = ts_delete(words, 'w:0'); create unique index on text_of (kind, n); analyze text_of`);
}

async function insertBatch(client: pg.Client, bench: Bench, readers: Readers, setda: string, to: { posts: string[]; offices: string[] }, from: number, last: number): Promise<void> {
  const { clerk, leader, small, few } = readers;
  await client.query(
    `with made as materialized (
        select i, i + 1 as agenda, at, i >= ${MILLION * 0.97} as open, pg_temp.id_at(at, i, 'l') as id, pg_temp.id_at(at, i, 'b') as root, pg_temp.id_at(at, i, 'c') as child, (at at time zone 'Asia/Jakarta')::date - 2 as day,
          pg_temp.at(i, 1, 10) <= 3 as to_leader, pg_temp.at(i, 2, 10) <= 7 as disposed, pg_temp.at(i, 3, ${OFFICES}) as office,
          case when pg_temp.at(i, 4, 100) <= 2 then 'rahasia' when pg_temp.at(i, 4, 100) <= 10 then 'terbatas' else 'biasa' end as secrecy, ($4::text[])[pg_temp.at(i, 5, ${CODES.length})] as code
        from (select i, now() - make_interval(secs => (${MILLION} - i) * (10 * 365 * 86400.0 / ${MILLION})) - interval '1 hour' as at from generate_series($2::bigint, $3::bigint) i) g),
      rows as materialized (
        select m.*, case when to_leader then $5::uuid else $6::uuid end as post, case when i % 25000 = 9 then $7::uuid when i % 333 = 5 then $8::uuid else ($9::uuid[])[office] end as office_post,
          case when i % 25000 = 9 then $10::uuid when i % 333 = 5 then $11::uuid else ($12::uuid[])[office] end as office_unit,
          k.text || ' ' || t.text || ' ' || p.text || ' a.n. ' || f.text || ' ' || l.text as subject, s.text as sender, code || '/' || (i % 997) || '/405.' || (i % 40) || '/' || extract(year from day) as number,
          k.words || t.words || p.words || f.words || l.words || s.words || case when i % 4 = 0 then a.words || b.words || c.words else '' end as words
        from made m join text_of k on k.kind = 'kind' and k.n = pg_temp.at(i, 11, ${KINDS.length}) join text_of t on t.kind = 'topic' and t.n = pg_temp.at(i, 12, ${TOPICS.length}) join text_of p on p.kind = 'place' and p.n = pg_temp.at(i, 13, ${PLACES.length})
          join text_of f on f.kind = 'first' and f.n = pg_temp.at(i, 14, ${FIRST.length}) join text_of l on l.kind = 'last' and l.n = pg_temp.at(i, 15, ${LAST.length}) join text_of s on s.kind = 'sender' and s.n = pg_temp.at(i, 16, ${SENDERS.length})
          join text_of a on a.kind = 'scan' and a.n = pg_temp.at(i, 17, ${SCANNED.length}) join text_of b on b.kind = 'scan' and b.n = pg_temp.at(i, 18, ${SCANNED.length}) join text_of c on c.kind = 'scan' and c.n = pg_temp.at(i, 19, ${SCANNED.length})),
      letter as (insert into letters.letter (instansi, id, direction, unit, year, agenda, sender, sender_number, letter_date, subject, summary, attachments, classification, secrecy, urgency, channel, account, recorded_by, received_at, registered_at)
        select $1, id, 'in', $13, extract(year from at), agenda, sender, number, day, subject, '', '', code, secrecy, 'biasa', 'counter', $14, 'Endang Lestari', at, at from rows),
      state as (insert into letters.state (instansi, letter, seq, state, due_at, due_provisional, finished_at, folded)
        select $1, id, case when disposed then 2 else 1 end, case when not open then 'selesai' when disposed then 'didisposisi' else 'diterima' end, at + interval '10 days', false, case when not open then at + interval '6 days' end,
          jsonb_build_object('seq', case when disposed then 2 else 1 end, 'state', case when not open then 'selesai' when disposed then 'didisposisi' else 'diterima' end, 'secrecy', secrecy, 'urgency', 'biasa', 'registeredAt', at, 'due', jsonb_build_object('at', at + interval '10 days', 'provisional', false),
            'readers', jsonb_build_array(jsonb_build_object('person', $15::text, 'name', 'Agus Wibowo')), 'branches', jsonb_build_array(jsonb_build_object('id', root, 'post', post, 'unit', $13::uuid, 'heldBy', jsonb_build_object('person', $15::text, 'name', 'Agus Wibowo', 'capacity', 'definitive'),
              'state', case when not open then 'selesai' when disposed then 'diproses' else 'baru' end, 'at', at, 'due', jsonb_build_object('at', at + interval '10 days', 'provisional', false), 'seq', 1))
            || case when disposed then jsonb_build_array(jsonb_build_object('id', child, 'parent', root, 'post', office_post, 'unit', office_unit, 'role', 'lead', 'heldBy', jsonb_build_object('person', $15::text, 'name', 'Kepala Dinas', 'capacity', 'definitive'),
              'state', case when open then 'baru' else 'selesai' end, 'at', at + interval '1 hour', 'due', jsonb_build_object('at', at + interval '10 days', 'provisional', false), 'seq', 2)) else '[]' end) from rows),
      branch as (insert into letters.branch (instansi, id, letter, parent, post, unit, from_post, role, state, arrived_at, read_at, ended_at, due_at, seq, secrecy)
        select $1, root, id, null, post, $13::uuid, null, null, case when not open then 'selesai' when disposed then 'diproses' else 'baru' end, at, case when disposed then at end, case when not open then at + interval '6 days' end, at + interval '10 days', 1, secrecy from rows
        union all select $1, child, id, root, office_post, office_unit, post, 'lead', case when open then 'baru' else 'selesai' end, at + interval '1 hour', null, case when not open then at + interval '5 days' end, at + interval '10 days', 2, secrecy from rows where disposed),
      action as (insert into letters.action (instansi, letter, seq, kind, at, account, payload, words)
        select $1, id, 2, 'dispose', at, $16, jsonb_build_object('kind', 'dispose', 'at', at, 'by', jsonb_build_object('kind', 'officer'), 'branch', root, 'made', '[]'::jsonb, 'instructions', '[]'::jsonb, 'due', jsonb_build_object('at', at, 'provisional', false)), 'Tindak lanjuti' from rows where disposed)
    insert into letters.search (instansi, item, words, marks)
      select $1, id, words || array_to_tsvector(m.marks || ('w:' || platform.weeks_of(id)) || string_to_array(regexp_replace(number, '[^0-9]+', ' ', 'g'), ' ') || regexp_replace(number, '[^0-9]+', '', 'g') || agenda::text), m.marks
        from rows, lateral (select array['p:' || post, 'k:in', 'd:' || day, 'd:' || to_char(day, 'YYYY-MM'), 'd:' || to_char(day, 'YYYY'), 's:' || secrecy, 'b:' || $13::uuid, 'z:' || case when not open then 'selesai' when disposed then 'didisposisi' else 'diterima' end,
            'c:' || split_part(code, '.', 1), 'c:' || split_part(code, '.', 1) || '.' || split_part(code, '.', 2), 'c:' || code] || case when secrecy = 'rahasia' then array['o:' || $15::text] else array['r:' || $13::uuid, 'm:' || post, 't:' || $13::uuid] end
          || case when disposed then array['p:' || office_post, 'a:' || $16::uuid] || case when secrecy = 'rahasia' then '{}'::text[] else array['m:' || office_post, 't:' || office_unit] end else '{}'::text[] end || case when secrecy = 'biasa' then array['u:' || $13::uuid] else '{}'::text[] end
          || array(select 'f:' || w from regexp_split_to_table(lower(sender), '[^a-z0-9]+') w) as marks) m`,
    [bench.cast.instansi, from, last, CODES, leader.post, clerk.post, few.post, small.post, to.posts, few.unit, small.unit, to.offices.slice(0, OFFICES), setda, clerk.account, leader.person, leader.account],
  );
}
