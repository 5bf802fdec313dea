import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import { remark, search } from './search.ts';

/** Rows of many reports by table, every column named as in the table; bytes as `\x…`. For imports and the demonstration. */
export interface BulkRows {
  report: object[];
  reporter: object[];
  action: object[];
  state: object[];
  folded: object[];
  supporting: object[];
  moderation: object[];
  published: object[];
  joiner: object[];
  attachment: object[];
  upload: object[];
  /** Words of each report, stemmed by the database. */
  search: { instansi: string; item: string; words: string }[];
}

export async function insertMany(tx: Tx, rows: BulkRows): Promise<void> {
  const json = (list: object[]) => JSON.stringify(list);
  await tx.run(sql`insert into platform.upload select * from json_populate_recordset(null::platform.upload, ${json(rows.upload)}::json)`);
  await tx.run(sql`insert into complaints.report select * from json_populate_recordset(null::complaints.report, ${json(rows.report)}::json)`);
  await tx.run(sql`insert into complaints.reporter select * from json_populate_recordset(null::complaints.reporter, ${json(rows.reporter)}::json)`);
  await tx.run(sql`insert into complaints.action select * from json_populate_recordset(null::complaints.action, ${json(rows.action)}::json)`);
  await tx.run(sql`insert into complaints.state select * from json_populate_recordset(null::complaints.state, ${json(rows.state)}::json)`);
  await tx.run(sql`insert into complaints.folded select * from json_populate_recordset(null::complaints.folded, ${json(rows.folded)}::json)`);
  await tx.run(sql`insert into complaints.supporting select * from json_populate_recordset(null::complaints.supporting, ${json(rows.supporting)}::json)`);
  await tx.run(sql`insert into complaints.moderation select * from json_populate_recordset(null::complaints.moderation, ${json(rows.moderation)}::json)`);
  await tx.run(sql`insert into complaints.published select * from json_populate_recordset(null::complaints.published, ${json(rows.published)}::json)`);
  await tx.run(sql`insert into complaints.joiner select * from json_populate_recordset(null::complaints.joiner, ${json(rows.joiner)}::json)`);
  await tx.run(sql`insert into complaints.attachment select * from json_populate_recordset(null::complaints.attachment, ${json(rows.attachment)}::json)`);
  if (rows.search.length === 0) return;
  await search.putMany(tx, rows.search.map((row) => ({ ...row, marks: [] })));
  await tx.run(remark(rows.search[0]!.instansi, sql`select a.report, a.unit, a.shown, a.held from complaints.state a where a.report = any(${rows.search.map((row) => row.item)}::uuid[])`));
}
