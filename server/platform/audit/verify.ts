import { readFile } from 'node:fs/promises';
import type { Database } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { blockHash } from './sealer.ts';

export interface AuditVerdict {
  instansi: string;
  blocks: number;
  entries: number;
  /** Entries written but not yet sealed: their order is not vouched for. */
  unsealed: number;
  intact: boolean;
  /** The first thing found wrong, in the order of the chain. */
  first?: { kind: 'altered' | 'deleted' | 'inserted' | 'block-altered' | 'block-missing' | 'head-differs'; block: number; entry?: string };
}

interface Block {
  number: number;
  from_xid: string;
  below_xid: string;
  entries: string[];
  digests: Buffer[];
  previous: Buffer;
  hash: Buffer;
}

/**
 * Recomputes the chain of one institution from its entries. Detects an entry altered (its digest no longer fits),
 * deleted, or inserted behind the sealer's back, an altered or missing block, and a chain that was rebuilt as a
 * whole (its head differs from the one kept outside the database).
 */
export async function verifyAudit(database: Database, instansi: string, headsFile?: string): Promise<AuditVerdict> {
  const heads = await readHeads(instansi, headsFile);
  return database.asOwner(async (tx) => {
    const verdict: AuditVerdict = { instansi, blocks: 0, entries: 0, unsealed: 0, intact: true };
    const fail = (first: NonNullable<AuditVerdict['first']>) => {
      verdict.intact = false;
      verdict.first ??= first;
    };
    let previous: Buffer = Buffer.alloc(32);
    let expected = 1;
    let sealedBelow = '0';
    for (;;) {
      const blocks = await tx.many<Block>(
        sql`select number, from_xid::text, below_xid::text, entries, digests, previous, hash from audit.block
             where instansi = ${instansi} and number >= ${expected} order by number limit 50`,
      );
      if (blocks.length === 0) break;
      for (const block of blocks) {
        if (block.number !== expected) fail({ kind: 'block-missing', block: expected });
        const chained = block.previous.equals(previous) && blockHash(block.previous, block.number, block.entries, block.digests).equals(block.hash);
        if (!chained) fail({ kind: 'block-altered', block: block.number });
        const kept = heads.get(block.number);
        if (kept && kept !== block.hash.toString('hex')) fail({ kind: 'head-differs', block: block.number });
        const rows = await tx.many<{ id: string; digest: Buffer; fits: boolean }>(
          sql`select id, digest, digest = audit.digest(instansi, id, at, account, post, action, object, object_id, detail, request_id) as fits
               from audit.entry where instansi = ${instansi} and xid >= ${sealedBelow}::xid8 and xid < ${block.below_xid}::xid8 order by xid, id`,
        );
        const found = new Map(rows.map((row) => [row.id, row]));
        block.entries.forEach((id, i) => {
          const row = found.get(id);
          if (!row) fail({ kind: 'deleted', block: block.number, entry: id });
          else if (!row.fits || !block.digests[i]?.equals(row.digest)) fail({ kind: 'altered', block: block.number, entry: id });
          found.delete(id);
        });
        for (const id of found.keys()) fail({ kind: 'inserted', block: block.number, entry: id });
        previous = block.hash;
        expected = block.number + 1;
        sealedBelow = block.below_xid;
        verdict.blocks += 1;
        verdict.entries += block.entries.length;
      }
    }
    for (const number of heads.keys()) if (number >= expected) fail({ kind: 'block-missing', block: number });
    const tail = await tx.one<{ count: number }>(
      sql`select count(*) as count from audit.entry where instansi = ${instansi} and xid >= ${sealedBelow}::xid8`,
    );
    verdict.unsealed = tail.count;
    return verdict;
  });
}

async function readHeads(instansi: string, file: string | undefined): Promise<Map<number, string>> {
  const heads = new Map<number, string>();
  if (!file) return heads;
  const text = await readFile(file, 'utf8').catch(() => '');
  for (const line of text.split('\n')) {
    const [, of, number, hash] = line.split(' ');
    if (of === instansi && number && hash) heads.set(Number(number), hash);
  }
  return heads;
}
