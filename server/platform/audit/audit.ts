import { sql, type Sql } from '../db/sql.ts';
import { uuidv7 } from '../kernel/ids.ts';
import type { TenantContext } from '../request/context.ts';

/** One line of the jejak (audit trail). `detail` holds what changed, never passwords, never a whole NIK. */
export interface AuditEntry {
  /** `module.verb` in the past tense: `permohonan.submitted`. */
  action: string;
  /** Kind of thing: `permohonan`, `account`, `layanan`. */
  object: string;
  objectId?: string | null;
  detail?: Record<string, unknown>;
}

/** The insert as a fragment, for services that write everything in one statement. */
export function auditInsert(t: TenantContext, entry: AuditEntry): Sql {
  const id = uuidv7();
  const at = t.house.clock.now();
  const account = t.viewer?.accountId ?? null;
  const post = t.viewer?.hat?.postId ?? null;
  const objectId = entry.objectId ?? null;
  const detail = JSON.stringify(entry.detail ?? {});
  return sql`insert into audit.entry (instansi, id, at, account, post, action, object, object_id, detail, request_id, digest)
    select e.*, audit.digest(e.instansi, e.id, e.at, e.account, e.post, e.action, e.object, e.object_id, e.detail, e.request_id)
    from (select ${t.instansi}::uuid as instansi, ${id}::uuid as id, ${at}::timestamptz(3) as at, ${account}::uuid as account,
      ${post}::uuid as post, ${entry.action}::text as action, ${entry.object}::text as object, ${objectId}::uuid as object_id,
      ${detail}::jsonb as detail, ${t.requestId}::text as request_id) e`;
}

/** Writes the entry in the transaction of the change: no change without it, no entry without the change. */
export async function audit(t: TenantContext, entry: AuditEntry): Promise<void> {
  await t.tx.run(auditInsert(t, entry));
}

/** Many entries in one statement, for set-based changes (imports, closing a unit with all its posts). */
export async function auditMany(t: TenantContext, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await t.tx.run(sql`insert into audit.entry (instansi, id, at, account, post, action, object, object_id, detail, request_id, digest)
    select e.*, audit.digest(e.instansi, e.id, e.at, e.account, e.post, e.action, e.object, e.object_id, e.detail, e.request_id)
    from (select ${t.instansi}::uuid as instansi, n.id, ${t.house.clock.now()}::timestamptz(3) as at, ${t.viewer?.accountId ?? null}::uuid as account,
      ${t.viewer?.hat?.postId ?? null}::uuid as post, n.action, n.object, n.object_id, n.detail, ${t.requestId}::text as request_id
      from unnest(${entries.map(() => uuidv7())}::uuid[], ${entries.map((e) => e.action)}::text[], ${entries.map((e) => e.object)}::text[],
        ${entries.map((e) => e.objectId ?? null)}::uuid[], ${entries.map((e) => JSON.stringify(e.detail ?? {}))}::jsonb[]) n (id, action, object, object_id, detail)) e`);
}
