import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { DisposalState } from '../contract.ts';
import type { DisposalFold, DisposalStep } from '../rules/disposal-state.ts';

export interface DisposalRecord {
  id: string;
  title: string;
  unit: string;
  accounts: string[];
  folded: DisposalFold;
  document: string | null;
  documentNumber: string;
  /** As issuance tells it: '' before the number. */
  documentState: '' | 'numbered' | 'awaiting-scan' | 'signed' | 'failed' | 'uncertain';
  failure: string;
  proposedAt: Date;
}
const COLUMNS = sql`id, title, unit, accounts, folded, document, document_number as "documentNumber", document_state as "documentState", failure, proposed_at as "proposedAt"`;

export const findDisposal = (tx: Tx, instansi: string, id: string): Promise<DisposalRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from archive.disposal where instansi = ${instansi} and id = ${id}`);
export const lockDisposal = (tx: Tx, instansi: string, id: string): Promise<DisposalRecord | undefined> => tx.maybe(sql`select ${COLUMNS} from archive.disposal where instansi = ${instansi} and id = ${id} for update`);
export const disposalHead = (tx: Tx, instansi: string, id: string): Promise<{ id: string; title: string; state: DisposalState; documentNumber: string } | undefined> =>
  tx.maybe(sql`select id, title, state, document_number as "documentNumber" from archive.disposal where instansi = ${instansi} and id = ${id}`);

/** `account` sees those in which it has a part; with `everything` all of the institution. */
export const listDisposals = (tx: Tx, q: { instansi: string; account: string; everything: boolean; before?: string | undefined; limit: number }): Promise<DisposalRecord[]> =>
  tx.many(sql`select ${COLUMNS} from archive.disposal where instansi = ${q.instansi} and (${q.everything} or ${q.account}::uuid = any(accounts)) and (${q.before ?? null}::uuid is null or id < ${q.before ?? null}::uuid) order by id desc limit ${q.limit}`);

export const insertDisposal = (tx: Tx, instansi: string, d: Pick<DisposalRecord, 'id' | 'title' | 'unit' | 'accounts' | 'folded' | 'proposedAt'>): Promise<number> =>
  tx.run(sql`insert into archive.disposal (instansi, id, seq, state, title, unit, accounts, folded, proposed_at) values (${instansi}, ${d.id}, ${d.folded.seq}, ${d.folded.state}, ${d.title}, ${d.unit}, ${d.accounts}, ${JSON.stringify(d.folded)}, ${d.proposedAt})`);
export const insertStep = (tx: Tx, instansi: string, disposal: string, seq: number, step: DisposalStep): Promise<number> =>
  tx.run(sql`insert into archive.disposal_step (instansi, disposal, seq, kind, at, account, payload) values (${instansi}, ${disposal}, ${seq}, ${step.kind}, ${step.at}, ${step.by.account || null}, ${JSON.stringify(step)})`);
export const saveFold = (tx: Tx, instansi: string, id: string, folded: DisposalFold, accounts: readonly string[]): Promise<number> =>
  tx.run(sql`update archive.disposal set seq = ${folded.seq}, state = ${folded.state}, folded = ${JSON.stringify(folded)}, accounts = ${accounts} where instansi = ${instansi} and id = ${id}`);
export const stepsOf = async (tx: Tx, instansi: string, id: string): Promise<DisposalStep[]> => (await tx.many<{ payload: DisposalStep }>(sql`select payload from archive.disposal_step where instansi = ${instansi} and disposal = ${id} order by seq`)).map(({ payload }) => payload);
export const saveDocument = (tx: Tx, instansi: string, id: string, d: { document: string; number: string; state: DisposalRecord['documentState']; failure: string }): Promise<number> =>
  tx.run(sql`update archive.disposal set document = ${d.document}, document_number = ${d.number}, document_state = ${d.state}, failure = ${d.failure} where instansi = ${instansi} and id = ${id}`);
