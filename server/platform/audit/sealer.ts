import { createHash } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import type { Database, Tx } from '../db/database.ts';
import { sql } from '../db/sql.ts';

interface Row {
  instansi: string;
  id: string;
  digest: Buffer;
}
interface Head {
  instansi: string;
  number: number;
  hash: Buffer;
}

const GENESIS = Buffer.alloc(32);
/** At most this many entries are sealed in one transaction, so that a backlog never holds memory. */
const BATCH = 20_000;

/** hash(previous, number, count, ids and digests in order): what a block vouches for. */
export function blockHash(previous: Buffer, number: number, ids: string[], digests: Buffer[]): Buffer {
  const hash = createHash('sha256').update(previous).update(`|${number}|${ids.length}|`);
  ids.forEach((id, i) => hash.update(id).update(digests[i] ?? ''));
  return hash.digest();
}

/**
 * Seals every entry whose transaction has surely ended (below `pg_snapshot_xmin`) into one block per institution.
 * No lock is shared with writers. Heads also go to `headsFile`, outside the database.
 * @returns number of entries sealed
 */
export async function seal(database: Database, now: Date, headsFile?: string): Promise<number> {
  let sealed = 0;
  for (;;) {
    const heads: { instansi: string; number: number; hash: string }[] = [];
    const count = await database.asOwner((tx) => sealBatch(tx, now, heads));
    if (heads.length > 0 && headsFile) {
      await appendFile(headsFile, heads.map((h) => `${now.toISOString()} ${h.instansi} ${h.number} ${h.hash}\n`).join(''), { mode: 0o600 });
    }
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

async function sealBatch(tx: Tx, now: Date, heads: { instansi: string; number: number; hash: string }[]): Promise<number> {
  // One sealer at a time: a second one waits here and then finds nothing left.
  await tx.run(sql`lock table audit.block in share row exclusive mode`);
  const { from_xid, below } = await tx.one<{ from_xid: string; below: string }>(
    sql`select coalesce((select max(below_xid::text::numeric) from audit.block), 0)::text as from_xid,
               pg_snapshot_xmin(pg_current_snapshot())::text as below`,
  );
  const rows = await tx.many<Row & { xid: string }>(
    sql`select instansi, id, digest, xid::text as xid from audit.entry
         where xid >= ${from_xid}::xid8 and xid < ${below}::xid8 order by xid, instansi, id limit ${BATCH}`,
  );
  if (rows.length === 0) return 0;
  // A full batch may end inside a transaction; then it ends below that transaction (it comes whole in the next one).
  let upTo = below;
  let taken = rows;
  if (rows.length === BATCH && rows[0]!.xid !== rows.at(-1)!.xid) {
    upTo = rows.at(-1)!.xid;
    taken = rows.filter((row) => row.xid !== upTo);
  } else if (rows.length === BATCH) {
    taken = await tx.many<Row & { xid: string }>(
      sql`select instansi, id, digest, xid::text as xid from audit.entry where xid = ${rows[0]!.xid}::xid8 order by instansi, id`,
    );
    upTo = String(BigInt(rows[0]!.xid) + 1n);
  }
  const byInstansi = Map.groupBy(taken, (row) => row.instansi);
  const last = await tx.many<Head>(
    sql`select distinct on (instansi) instansi, number, hash from audit.block
         where instansi = any(${[...byInstansi.keys()]}::uuid[]) order by instansi, number desc`,
  );
  const headOf = new Map(last.map((head) => [head.instansi, head]));
  for (const [instansi, entries] of byInstansi) {
    const head = headOf.get(instansi);
    const previous = head?.hash ?? GENESIS;
    const number = (head?.number ?? 0) + 1;
    const ids = entries.map((e) => e.id);
    const digests = entries.map((e) => e.digest);
    const hash = blockHash(previous, number, ids, digests);
    await tx.run(sql`insert into audit.block (instansi, number, from_xid, below_xid, count, entries, digests, previous, hash, sealed_at)
      values (${instansi}, ${number}, ${from_xid}::xid8, ${upTo}::xid8, ${ids.length}, ${ids}, ${digests}, ${previous}, ${hash}, ${now})`);
    heads.push({ instansi, number, hash: hash.toString('hex') });
  }
  return taken.length;
}
