import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';

export interface DraftExtra {
  /** Entered by an officer for somebody at the counter. */
  onBehalf?: { name: string; nik: string; phone?: string };
  lateEntry?: { receivedAt: string; reason: string; scans: string[] };
  renewOf?: string;
}

export interface DraftRow {
  id: string;
  account: string;
  kind: 'new' | 'correction';
  request: string | null;
  layanan: string;
  version: number;
  answers: Record<string, unknown>;
  extra: DraftExtra;
  saved_at: Date;
  sent_at: Date | null;
}

export async function insertDraft(tx: Tx, instansi: string, d: DraftRow): Promise<void> {
  await tx.run(sql`insert into permohonan.draft (instansi, id, account, kind, request, layanan, version, answers, extra, saved_at)
    values (${instansi}, ${d.id}, ${d.account}, ${d.kind}, ${d.request}, ${d.layanan}, ${d.version}, ${JSON.stringify(d.answers)}, ${JSON.stringify(d.extra)}, ${d.saved_at})`);
}

/** The draft, only for the account that began it. */
export async function findDraft(tx: Tx, instansi: string, account: string, id: string, options: { lock?: true } = {}): Promise<DraftRow | undefined> {
  const base = sql`select id, account, kind, request, layanan, version, answers, extra, saved_at, sent_at from permohonan.draft
    where instansi = ${instansi} and id = ${id} and account = ${account}`;
  return tx.maybe(options.lock ? sql`${base} for update` : base);
}

export async function findOpenCorrection(tx: Tx, instansi: string, account: string, request: string): Promise<{ id: string } | undefined> {
  return tx.maybe(sql`select id from permohonan.draft where instansi = ${instansi} and account = ${account} and request = ${request} and kind = 'correction' and sent_at is null`);
}

export async function listDrafts(tx: Tx, instansi: string, account: string): Promise<DraftRow[]> {
  return tx.many(sql`select id, account, kind, request, layanan, version, '{}'::jsonb as answers, extra, saved_at, sent_at from permohonan.draft
    where instansi = ${instansi} and account = ${account} and sent_at is null order by saved_at desc limit 50`);
}

export async function updateDraft(tx: Tx, instansi: string, id: string, answers: unknown, at: Date): Promise<void> {
  await tx.run(sql`update permohonan.draft set answers = ${JSON.stringify(answers)}, saved_at = ${at} where instansi = ${instansi} and id = ${id} and sent_at is null`);
}

export async function markSent(tx: Tx, instansi: string, id: string, request: string, at: Date): Promise<void> {
  // The answers now live with the request; the draft keeps only what it became.
  await tx.run(sql`update permohonan.draft set sent_at = ${at}, request = ${request}, answers = '{}' where instansi = ${instansi} and id = ${id}`);
}

export async function deleteDraft(tx: Tx, instansi: string, account: string, id: string): Promise<number> {
  return tx.run(sql`delete from permohonan.draft where instansi = ${instansi} and id = ${id} and account = ${account} and sent_at is null`);
}
