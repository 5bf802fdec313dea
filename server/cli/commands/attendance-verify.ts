import type { Database } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import { isCalendarDay, momentAt, addDays, type Zone } from '../../platform/kernel/calendar-day.ts';
import { DONE, printJson, REFUSED, Usage, type Command } from '../command.ts';
import { withDatabase } from '../with-database.ts';

/** `altered`: as many rows, with other content; `missing`, `added`: fewer or more; `no-entry`: check-ins for which nothing vouches; `entry-altered`: the entry itself is not what was written. */
export interface BatchFault {
  kind: 'altered' | 'missing' | 'added' | 'no-entry' | 'entry-altered';
  batch: string;
  /** When its entry was written. */
  at: string | null;
  /** Rows that the entry vouches for, and those that are there. */
  vouched: number | null;
  found: number;
}
export interface AttendanceReport {
  intact: boolean;
  day: string | null;
  institutions: { name: string; batches: number; checkIns: number; faults: BatchFault[] }[];
}
const MOST_TOLD = 100;

/** `pendopo attendance verify`: works the digest of every batch of check-ins out anew and compares it with what its audit entry vouches for. Exit 2 when any differs. */
export const attendanceVerify: Command = {
  usage: '[--day TTTT-BB-HH]\nTanpa --day: semua absen. Rantai entri auditnya sendiri diperiksa "pendopo audit verify".',
  options: { day: 'value' },
  run: (given, io) => {
    const day = given.value('day');
    if (day !== undefined && !isCalendarDay(day)) throw new Usage('Nilai --day harus tanggal yang ada, misalnya 2026-11-18.');
    return withDatabase(io, async (db) => {
      const report = await verifyBatches(db, day);
      printJson(io, report);
      for (const { name, faults } of report.institutions) for (const one of faults.slice(0, MOST_TOLD)) io.say(`${name}: ${SENTENCES[one.kind](one)}`);
      if (!report.intact) io.say('Simpan salinan basis data ini, jalankan "pendopo audit verify", dan hubungi auditor.');
      return report.intact ? DONE : REFUSED;
    });
  },
};

const SENTENCES: Record<BatchFault['kind'], (fault: BatchFault) => string> = {
  altered: ({ batch, at }) => `isi absen dalam kumpulan ${batch} (${at}) berubah sesudah disimpan.`,
  missing: ({ batch, at, vouched, found }) => `kumpulan ${batch} (${at}) seharusnya ${vouched} absen, tinggal ${found}.`,
  added: ({ batch, at, vouched, found }) => `kumpulan ${batch} (${at}) seharusnya ${vouched} absen, ada ${found}: ada yang disisipkan.`,
  'no-entry': ({ batch, found }) => `${found} absen dalam kumpulan ${batch} tidak punya entri audit: disisipkan, atau entrinya dihapus.`,
  'entry-altered': ({ batch, at }) => `entri audit kumpulan ${batch} (${at}) berubah sesudah ditulis.`,
};

async function verifyBatches(db: Database, day: string | undefined): Promise<AttendanceReport> {
  const institutions = await db.asOwner((tx) => tx.many<{ id: string; name: string; zone: Zone }>(sql`select id, name, zone from organization.instansi order by name, id`));
  const report: AttendanceReport = { intact: true, day: day ?? null, institutions: [] };
  for (const { id, name, zone } of institutions) {
    const [from, to] = day === undefined ? [new Date(0), new Date('9999-01-01')] : [momentAt(day, 0, zone), momentAt(addDays(day, 1), 0, zone)];
    const found = await db.asOwner(async (tx) => {
      // A row reads the same as when its digest was made, whatever this connection is set to.
      await tx.run(sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true), set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true)`);
      const counts = await tx.one<{ batches: number; rows: number }>(sql`select count(*)::int as batches, coalesce(sum((detail->>'count')::int), 0)::int as rows from audit.entry where instansi = ${id} and action = 'attendance.checked-in' and at >= ${from} and at < ${to}`);
      const faults = await tx.many<Omit<BatchFault, 'at'> & { at: Date | null }>(sql`
        with entry as (
          select object_id as batch, at, (detail->>'count')::int as vouched, detail->>'digest' as said,
                 digest is distinct from audit.digest(instansi, id, at, account, post, action, object, object_id, detail, request_id) as is_altered
            from audit.entry where instansi = ${id} and action = 'attendance.checked-in' and at >= ${from} and at < ${to}),
        stored as (
          select c.batch, count(*)::int as found, encode(sha256(convert_to(string_agg(attendance.row_text(c), E'\\n' order by c.id), 'UTF8')), 'hex') as is_now
            from attendance.check_in c where c.instansi = ${id} and (${day === undefined} or c.batch in (select batch from entry)) group by c.batch)
        select case when e.is_altered then 'entry-altered' when s.found is null or s.found < e.vouched then 'missing' when s.found > e.vouched then 'added' else 'altered' end as kind, e.batch, e.at, e.vouched, coalesce(s.found, 0) as found
          from entry e left join stored s on s.batch = e.batch where e.is_altered or s.batch is null or s.found <> e.vouched or s.is_now <> e.said
        union all
        select 'no-entry', c.batch, null, null, count(*)::int from attendance.check_in c
         where c.instansi = ${id} and (${day === undefined} or (c.received_at >= ${from} and c.received_at < ${to}))
           and not exists (select from audit.entry e where e.instansi = ${id} and e.action = 'attendance.checked-in' and e.object_id = c.batch) group by c.batch
         order by 3, 2 limit 1000`);
      return { counts, faults };
    });
    report.institutions.push({ name, batches: found.counts.batches, checkIns: found.counts.rows, faults: found.faults.map((one) => ({ ...one, at: one.at?.toISOString() ?? null })) });
    report.intact &&= found.faults.length === 0;
  }
  return report;
}
