import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { PaperKind } from '../contract/papers-operations.ts';

export interface PaperRow {
  id: string;
  campaign: string;
  kind: PaperKind;
  no: number;
  tells: string;
  consents: boolean | null;
  state: 'numbered' | 'awaiting-scan' | 'signed' | 'failed';
  document: string;
  number: string;
  sha256: string | null;
  failure: string | null;
  asked_at: Date;
}
const ROW = sql`id, campaign, kind, no, tells, consents, state, document, number, sha256, failure, asked_at`;

/** The newest of each kind. */
export const listPapers = (tx: Tx, instansi: string, campaign: string): Promise<PaperRow[]> =>
  tx.many(sql`select distinct on (kind) ${ROW} from self_assessment.paper where instansi = ${instansi} and campaign = ${campaign} order by kind, no desc`);
export const findPaper = (tx: Tx, instansi: string, id: string): Promise<PaperRow | undefined> => tx.maybe(sql`select ${ROW} from self_assessment.paper where instansi = ${instansi} and id = ${id}`);
/** A second try of the same paper keeps its row and its number. */
export const keepPaper = (tx: Tx, instansi: string, p: Omit<PaperRow, 'sha256' | 'failure' | 'state'> & { by: string | null }): Promise<number> =>
  tx.run(sql`insert into self_assessment.paper (instansi, id, campaign, kind, no, tells, consents, state, document, number, asked_at, asked_by)
    values (${instansi}, ${p.id}, ${p.campaign}, ${p.kind}, ${p.no}, ${p.tells}, ${p.consents}, 'numbered', ${p.document}, ${p.number}, ${p.asked_at}, ${p.by})
    on conflict (instansi, id) do update set tells = excluded.tells, consents = excluded.consents, asked_at = excluded.asked_at, asked_by = excluded.asked_by where paper.state in ('numbered', 'failed')`);
/** A signed paper stays as it is. */
export const savePaperState = (tx: Tx, instansi: string, id: string, s: Pick<PaperRow, 'state' | 'sha256' | 'failure'>): Promise<number> =>
  tx.run(sql`update self_assessment.paper set state = ${s.state}, sha256 = ${s.sha256}, failure = ${s.failure} where instansi = ${instansi} and id = ${id} and state <> 'signed'`);
