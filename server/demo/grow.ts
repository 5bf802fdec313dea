import type { Database, Tx } from '../platform/db/database.ts';
import { sql } from '../platform/db/sql.ts';
import { readNames, readStories } from './catalogue.ts';

// Chapters: topping up · one batch · what is copied

/** Two at a time: one for each of the two processors that the figures are stated for. */
const BATCH = 25_000;

/**
 * Tops the institution up to `total` requests by statements over sets, for benchmarks. Each new request is a copy of one
 * that was really played, with its own id, number, applicant, business, village and dates: state, tasks, answers, search
 * and history fit together and fold. Made by their count, so a second run adds only what is missing.
 */
export async function growTo(db: Database, instansi: string, total: number, anchor: Date, say: (sentence: string) => void = () => {}): Promise<{ added: number; total: number }> {
  const before = await db.asOwner((tx) => countRequests(tx, instansi));
  let added = 0;
  await db.asOwner((tx) => makePatterns(tx, instansi));
  try {
    while (before + added < total) {
      const first = before + added;
      const starts = [first, first + BATCH].filter((from) => from < total);
      await Promise.all(starts.map((from) => db.asOwner((tx) => copyBatch(tx, instansi, { from, count: Math.min(BATCH, total - from), anchor }))));
      added = Math.min(total, first + starts.length * BATCH) - before;
      if (added % (BATCH * 4) === 0) say(`${(before + added).toLocaleString('id-ID')} dari ${total.toLocaleString('id-ID')} …`);
    }
    if (added > 0) {
      say('Menghitung statistik tabel …');
      for (const table of COPIED) await db.asOwner((tx) => tx.run({ text: `analyze permohonan.${table}`, values: [] }));
    }
  } finally {
    await db.asOwner((tx) => tx.run(sql`drop table if exists permohonan.demo_pattern`));
  }
  return { added, total: before + added };
}

const countRequests = async (tx: Tx, instansi: string): Promise<number> => (await tx.one<{ count: number }>(sql`select count(*) as count from permohonan.request where instansi = ${instansi}`)).count;

const COPIED = ['request', 'answers', 'action', 'state', 'folded', 'task', 'search'] as const;

/**
 * Requests to copy from, of three kinds. Of a hundred new ones three are open, five have a long history (an agency's permit)
 * and the others a short one, as a village's letter has: so a million stays near five gigabytes.
 */
async function makePatterns(tx: Tx, instansi: string): Promise<void> {
  await tx.run(sql`drop table if exists permohonan.demo_pattern`);
  await tx.run({
    text: `create unlogged table permohonan.demo_pattern as
      select p.*, row_number() over (partition by kind order by request) - 1 as nth, count(*) over (partition by kind) as of_them from (
      select r.id as request, s.layanan, s.received_at,
        case when s.finished_at is null then 'open' when (select count(*) from permohonan.action x where x.instansi = s.instansi and x.request = s.request) <= 5 then 'short' else 'long' end as kind
      from permohonan.state s join permohonan.request r on r.instansi = s.instansi and r.id = s.request
      where s.instansi = '${instansi}' and r.number !~ '^[A-Z]+-0' and r.channel <> 'import' and s.status <> 'numbered'
        and not exists (select from permohonan.answers a where a.instansi = s.instansi and a.request = s.request and a.version > 1)) p`,
    values: [],
  });
  await tx.run(sql`analyze permohonan.demo_pattern`);
}

interface Batch {
  from: number;
  count: number;
  anchor: Date;
}

async function copyBatch(tx: Tx, instansi: string, { from, count, anchor }: Batch): Promise<void> {
  await tx.run(sql`set local synchronous_commit = off`);
  const names = readNames();
  const stories = readStories();
  const firsts = [...names.male, ...names.female];
  // Mixed by multiplication with numbers that share no factor: the same n always gives the same request.
  await tx.run(sql`create temporary table fresh on commit drop as
    with numbered as (
      select n, md5(n::text) as h, (n * 7919 % 1000003) / 1000003.0 as u, case when n % 100 < 3 then 'open' when n % 100 < 8 then 'long' else 'short' end as kind
        from generate_series(${from}::bigint, ${from + count - 1}::bigint) n),
    villages as (select id as unit, region, name, row_number() over (order by region) - 1 as nth, count(*) over () as of_them
      from organization.unit where instansi = ${instansi} and kind in ('desa', 'kelurahan') and to_day is null),
    chosen as (
      select x.*, p.request as pattern, p.layanan, p.received_at as pattern_received, v.unit as village, v.region as village_region, v.name as village_name,
        -- Finished: over two years before; open: at most a day earlier and some days later than its pattern.
        x.kind = 'open' as open, case when x.kind = 'open' then make_interval(secs => (x.u * 9 - 1) * 86400) else make_interval(secs => -x.u * 730 * 86400) end as moved
      from numbered x
      join permohonan.demo_pattern p on p.kind = x.kind and p.nth = (x.n * 31 + x.n / 100) % p.of_them
      join villages v on v.nth = x.n * 17 % v.of_them),
    dated as (
      select c.*, least(moved, ${anchor}::timestamptz - pattern_received) as shift from chosen c)
    select d.n, d.open, d.pattern, d.layanan, d.shift, d.village, d.village_region, d.village_name,
      (substr(t, 1, 8) || '-' || substr(t, 9, 4) || '-7' || substr(h, 1, 3) || '-8' || substr(h, 4, 3) || '-' || substr(h, 7, 12))::uuid as id,
      -- Begins with 0, which no real number holds.
      'PNG-0' || substr(code, 1, 3) || '-' || substr(code, 4, 5) as number,
      (${firsts}::text[])[1 + (n * 13 % ${firsts.length})] || ' ' || (${names.last}::text[])[1 + (n / 7 * 11 % ${names.last.length})] as applicant,
      case when layanan = 'surat-keterangan-usaha'
        then replace((${stories.businesses.map((one) => one.name)}::text[])[1 + (n * 3 % ${stories.businesses.length})], '{n}', (${firsts}::text[])[1 + (n / 3 * 19 % ${firsts.length})]) end as business
    from dated d, lateral (select lpad(to_hex((extract(epoch from pattern_received + shift) * 1000)::bigint), 12, '0') as t, lpad(upper(to_hex(n * 2654435761 % 4294967296)), 8, '0') as code) made`);
  await tx.run(sql`create unique index on fresh (n)`);
  await tx.run(sql`analyze fresh`);

  await tx.run(sql`insert into permohonan.request (instansi, id, number, secret_hash, secret_sealed, layanan, version, account, channel, applicant_name, applicant_nik, applicant_nik_masked,
      applicant_phone, applicant_level, title, region, place, owner_unit, renews, submitted_at, received_at)
    select r.instansi, f.id, f.number, decode(md5(f.number), 'hex'), r.secret_sealed, r.layanan, r.version, null, r.channel, f.applicant, r.applicant_nik, r.applicant_nik_masked,
      r.applicant_phone, r.applicant_level, coalesce(split_part(r.title, ',', 1) || ', ' || f.business, r.title), case when f.business is null then r.region else f.village_region end,
      case when f.business is null then r.place else regexp_replace(f.village_name, '^(Desa|Kelurahan) ', '') end, case when f.business is null then r.owner_unit else f.village end,
      null, r.submitted_at + f.shift, r.received_at + f.shift
    from fresh f join permohonan.request r on r.instansi = ${instansi} and r.id = f.pattern`);
  await tx.run(sql`insert into permohonan.answers (instansi, request, version, answers, sealed, at)
    select a.instansi, f.id, a.version, case when f.business is null then a.answers else a.answers || jsonb_build_object('usaha_nama', f.business, 'desa_usaha', f.village_region, 'nama', f.applicant) end,
      a.sealed, a.at + f.shift
    from fresh f join permohonan.answers a on a.instansi = ${instansi} and a.request = f.pattern`);
  await tx.run(sql`insert into permohonan.action (instansi, request, seq, kind, at, account, payload)
    select a.instansi, f.id, a.seq, a.kind, a.at + f.shift, null, a.payload from fresh f join permohonan.action a on a.instansi = ${instansi} and a.request = f.pattern`);
  await tx.run(sql`insert into permohonan.state (instansi, request, seq, status, layanan, owner_unit, received_at, due_at, due_provisional, calendar_version, finished_at)
    select s.instansi, f.id, s.seq, s.status, s.layanan, case when f.business is null then s.owner_unit else f.village end, s.received_at + f.shift, s.due_at + f.shift, s.due_provisional, s.calendar_version, s.finished_at + f.shift
    from fresh f join permohonan.state s on s.instansi = ${instansi} and s.request = f.pattern`);
  await tx.run(sql`insert into permohonan.folded (instansi, request, seq, body)
    select o.instansi, f.id, o.seq, o.body from fresh f join permohonan.folded o on o.instansi = ${instansi} and o.request = f.pattern`);
  await tx.run(sql`insert into permohonan.task (instansi, request, step, kind, title, unit, duty, holder, layanan, since, due_at, step_due_at, waiting)
    select t.instansi, f.id, t.step, t.kind, t.title, case when f.business is null then t.unit else f.village end, t.duty, case when f.business is null then t.holder end, t.layanan,
      t.since + f.shift, t.due_at + f.shift, t.step_due_at + f.shift, t.waiting
    from fresh f join permohonan.task t on t.instansi = ${instansi} and t.request = f.pattern where f.open`);
  await tx.run(sql`with found as materialized (
      select f.id, array(select 'u:' || u from (select r.owner_unit union select t.unit from permohonan.task t where t.instansi = r.instansi and t.request = r.id) m (u) order by u) as marks,
        regexp_replace(lower(concat_ws(' ', f.number, replace(f.number, '-', ''), f.applicant, r.title, r.place)), '[^a-z0-9]+', ' ', 'g') as words
      from fresh f join permohonan.request r on r.instansi = ${instansi} and r.id = f.id),
    unlearned as (insert into permohonan.unlearned (instansi, item, words, quiet) select ${instansi}::uuid, id, words, '' from found)
    insert into permohonan.search (instansi, item, words, marks) select ${instansi}::uuid, id, platform.search_vector(words, id, marks, false), marks from found`);
}
