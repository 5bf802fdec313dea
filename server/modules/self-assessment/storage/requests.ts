import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { RequestState } from '../contract/request-operations.ts';

export interface RequestRow {
  id: string;
  campaign: string;
  number: string;
  level: number;
  letter: string | null;
  unit: string;
  text: string;
  due: string;
  state: RequestState;
  seq: number;
  note: string;
  askedBy: string;
  askedAt: Date;
  answeredBy: string | null;
  answeredAt: Date | null;
  reminded: number | null;
}
const REQUEST = sql`id, campaign, number, level, letter, unit, text, due, state, seq, note, asked_by as "askedBy", asked_at as "askedAt", answered_by as "answeredBy", answered_at as "answeredAt", reminded`;

/** Of these units, or of all; open ones first, the earliest deadline first. */
export const listRequests = (tx: Tx, instansi: string, asked: { units?: readonly string[]; campaign?: string; number?: string }): Promise<RequestRow[]> =>
  tx.many(sql`select ${REQUEST} from self_assessment.evidence_request where instansi = ${instansi}
    and (${asked.units ?? null}::uuid[] is null or unit = any(${asked.units ?? null}::uuid[])) and (${asked.campaign ?? null}::uuid is null or campaign = ${asked.campaign ?? null}::uuid) and (${asked.number ?? null}::text is null or number = ${asked.number ?? null}::text)
    order by state <> 'open', due, asked_at limit 500`);
export const openRequests = (tx: Tx, instansi: string): Promise<RequestRow[]> => tx.many(sql`select ${REQUEST} from self_assessment.evidence_request where instansi = ${instansi} and state = 'open' order by due`);
export const findRequest = (tx: Tx, instansi: string, id: string): Promise<RequestRow | undefined> => tx.maybe(sql`select ${REQUEST} from self_assessment.evidence_request where instansi = ${instansi} and id = ${id}`);
export const lockRequest = (tx: Tx, instansi: string, id: string): Promise<RequestRow | undefined> => tx.maybe(sql`select ${REQUEST} from self_assessment.evidence_request where instansi = ${instansi} and id = ${id} for update`);

export const insertRequest = (tx: Tx, instansi: string, r: Omit<RequestRow, 'seq' | 'note' | 'answeredBy' | 'answeredAt' | 'reminded' | 'state'>): Promise<number> =>
  tx.run(sql`insert into self_assessment.evidence_request (instansi, id, campaign, number, level, letter, unit, text, due, state, seq, asked_by, asked_at)
    values (${instansi}, ${r.id}, ${r.campaign}, ${r.number}, ${r.level}, ${r.letter}, ${r.unit}, ${r.text}, ${r.due}, 'open', 1, ${r.askedBy}, ${r.askedAt})`);
/** Under the lock of `lockRequest`. */
export const updateRequest = (tx: Tx, instansi: string, r: Pick<RequestRow, 'id' | 'state' | 'unit' | 'due' | 'note' | 'answeredBy' | 'answeredAt' | 'reminded'>): Promise<number> =>
  tx.run(sql`update self_assessment.evidence_request set state = ${r.state}, unit = ${r.unit}, due = ${r.due}, note = ${r.note}, answered_by = ${r.answeredBy}, answered_at = ${r.answeredAt}, reminded = ${r.reminded}, seq = seq + 1 where instansi = ${instansi} and id = ${r.id}`);
export const saveReminded = (tx: Tx, instansi: string, id: string, step: number): Promise<number> =>
  tx.run(sql`update self_assessment.evidence_request set reminded = ${step} where instansi = ${instansi} and id = ${id}`);

export interface RequestFile {
  id: string;
  request: string;
  round: number;
  upload: string;
  sha256: string;
  fileType: string;
  fileName: string;
  bytes: number;
}
const FILE = sql`id, request, round, upload, sha256, file_type as "fileType", file_name as "fileName", bytes`;
export const listRequestFiles = (tx: Tx, instansi: string, requests: readonly string[]): Promise<RequestFile[]> =>
  tx.many(sql`select ${FILE} from self_assessment.request_file where instansi = ${instansi} and request = any(${requests}::uuid[]) order by id`);
export const insertRequestFiles = (tx: Tx, instansi: string, rows: readonly RequestFile[], by: string, at: Date): Promise<number> =>
  tx.run(sql`insert into self_assessment.request_file (instansi, id, request, round, upload, sha256, file_type, file_name, bytes, at, by_account)
    select ${instansi}, n.id, n.request, n.round, n.upload, n.sha256, n.file_type, n.file_name, n.bytes, ${at}, ${by}
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.request)}::uuid[], ${rows.map((r) => r.round)}::int[], ${rows.map((r) => r.upload)}::uuid[], ${rows.map((r) => r.sha256)}::text[], ${rows.map((r) => r.fileType)}::text[], ${rows.map((r) => r.fileName)}::text[], ${rows.map((r) => r.bytes)}::int[]) n (id, request, round, upload, sha256, file_type, file_name, bytes)`);
