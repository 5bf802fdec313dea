import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seal } from '../../platform/audit/sealer.ts';
import { verifyAudit, type AuditVerdict } from '../../platform/audit/verify.ts';
import type { Database } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import { isUuid } from '../../platform/kernel/ids.ts';
import { INSTALLATION } from '../../platform/request/context.ts';
import { DONE, printJson, REFUSED, type Command } from '../command.ts';
import { withDatabase } from '../with-database.ts';

export interface AuditReport {
  intact: boolean;
  /** Entries sealed by this command before it verified. */
  sealed: number;
  /** Whether heads kept outside the database were there to compare with. */
  headsCompared: boolean;
  chains: (AuditVerdict & { name: string })[];
}

/** Seals what has surely ended, then recomputes the chain of the installation and of every institution. */
async function verifyAllChains(db: Database, now: Date, headsFile: string): Promise<AuditReport> {
  const headsCompared = existsSync(headsFile);
  const sealed = await seal(db, now, headsFile);
  // Whatever has a row, entries or a kept head is verified: of an institution removed as a whole only the head is left.
  const heads = headsCompared ? [...new Set(readFileSync(headsFile, 'utf8').split('\n').map((line) => line.split(' ')[1]).filter(isUuid))] : [];
  const chains = await db.asOwner((tx) => tx.many<{ id: string; name: string }>(
    sql`select c.id, case when c.id = ${INSTALLATION} then 'instalasi' else coalesce(i.name, 'instansi tidak terdaftar') end as name
      from (select id from organization.instansi union select instansi from audit.block union select instansi from audit.entry union select unnest(${[...heads, INSTALLATION]}::uuid[])) c
      left join organization.instansi i on i.id = c.id
      order by c.id = ${INSTALLATION} desc, name, id`,
  ));
  const report: AuditReport = { intact: true, sealed, headsCompared, chains: [] };
  for (const { id, name } of chains) {
    const verdict = await verifyAudit(db, id, headsFile);
    report.chains.push({ name, ...verdict });
    report.intact &&= verdict.intact;
  }
  return report;
}

const FAULTS: Record<NonNullable<AuditVerdict['first']>['kind'], string> = {
  altered: 'entri diubah', deleted: 'entri dihapus', inserted: 'entri disisipkan', 'block-altered': 'blok segel diubah', 'block-missing': 'blok segel hilang',
  'head-differs': 'rantai dibangun ulang: segelnya berbeda dari yang disimpan di luar basis data',
};

/** `pendopo audit verify`: exit 2 when any chain is not what was sealed. */
export const auditVerify: Command = {
  usage: '',
  options: {},
  run: (_given, io) =>
    withDatabase(io, async (db, settings) => {
      const report = await verifyAllChains(db, io.now(), join(settings.variable, 'audit-heads.log'));
      printJson(io, report);
      for (const { name, first, unsealed } of report.chains) {
        if (first) io.say(`${name}: ${FAULTS[first.kind]} pada blok ${first.block}${first.entry ? `, entri ${first.entry}` : ''}. Simpan salinan basis data ini dan hubungi auditor.`);
        if (unsealed > 0) io.say(`${name}: ${unsealed} entri terakhir belum tersegel; urutannya belum terjamin.`);
      }
      if (!report.headsCompared) io.say('Berkas audit-heads.log tidak ada, jadi rantai yang dibangun ulang seluruhnya tidak akan ketahuan.');
      return report.intact ? DONE : REFUSED;
    }),
};
