import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { MailboxAddress, MailboxPosition, MailOutcome, MailReason } from '../contract.ts';

// Chapters: the mailbox · reading it · letters

export interface MailboxRow {
  enabled: boolean;
  address: string;
  host: string;
  port: number;
  security: MailboxAddress['security'];
  login: string;
  password_sealed: Buffer;
  folder: string;
  done_folder: string;
  version: number;
  enabled_at: Date;
  uid_validity: string | null;
  last_uid: number | null;
  looked_at: Date | null;
  looked_ok: boolean | null;
  looked_said: string | null;
}
const COLUMNS = sql`enabled, address, host, port, security, login, password_sealed, folder, done_folder, version, enabled_at, uid_validity, last_uid, looked_at, looked_ok, looked_said`;
export const findMailbox = (tx: Tx, instansi: string): Promise<MailboxRow | undefined> => tx.maybe(sql`select ${COLUMNS} from complaints.mailbox where instansi = ${instansi}`);

export type MailboxFields = Pick<MailboxRow, 'enabled' | 'address' | 'host' | 'port' | 'security' | 'login' | 'password_sealed' | 'folder' | 'done_folder'>;
/** `anew`: another folder, or switched on again; reading begins at the end of what lies there. @returns 0 when somebody else saved meanwhile */
export const saveMailbox = (tx: Tx, instansi: string, f: MailboxFields, version: number, anew: boolean, at: Date): Promise<number> =>
  version === 0
    ? tx.run(sql`insert into complaints.mailbox (instansi, enabled, address, host, port, security, login, password_sealed, folder, done_folder, enabled_at)
        values (${instansi}, ${f.enabled}, ${f.address}, ${f.host}, ${f.port}, ${f.security}, ${f.login}, ${f.password_sealed}, ${f.folder}, ${f.done_folder}, ${at}) on conflict do nothing`)
    : tx.run(sql`update complaints.mailbox set enabled = ${f.enabled}, address = ${f.address}, host = ${f.host}, port = ${f.port}, security = ${f.security}, login = ${f.login}, password_sealed = ${f.password_sealed}, folder = ${f.folder},
        done_folder = ${f.done_folder}, version = version + 1, enabled_at = case when ${anew}::boolean then ${at} else enabled_at end, uid_validity = case when ${anew}::boolean then null else uid_validity end,
        last_uid = case when ${anew}::boolean then null else last_uid end, stuck_uid = null, stuck_tries = 0, looked_at = null, looked_ok = null, looked_said = null where instansi = ${instansi} and version = ${version}`);

/** Institutions whose mailbox is switched on; for the owner's schedule. */
export const listEnabled = (tx: Tx): Promise<string[]> => tx.many<{ instansi: string }>(sql`select instansi from complaints.mailbox where enabled`).then((rows) => rows.map((row) => row.instansi));
/** For one reader at a time. */
export const claim = (tx: Tx, instansi: string, now: Date, until: Date): Promise<MailboxRow | undefined> =>
  tx.maybe(sql`update complaints.mailbox set busy_until = ${until} where instansi = ${instansi} and enabled and (busy_until is null or busy_until <= ${now}) returning ${COLUMNS}`);
export const looked = (tx: Tx, instansi: string, l: { at: Date; ok: boolean; said: string }): Promise<number> =>
  tx.run(sql`update complaints.mailbox set busy_until = null, looked_at = ${l.at}, looked_ok = ${l.ok}, looked_said = ${l.said} where instansi = ${instansi}`);
export const advance = (tx: Tx, instansi: string, p: MailboxPosition): Promise<number> =>
  tx.run(sql`update complaints.mailbox set uid_validity = ${p.validity}, last_uid = ${p.uid}, stuck_uid = null, stuck_tries = 0 where instansi = ${instansi}`);
/** @returns how often this letter has failed now */
export const countFailure = async (tx: Tx, instansi: string, uid: number): Promise<number> =>
  (await tx.one<{ tries: number }>(sql`update complaints.mailbox set stuck_tries = case when stuck_uid = ${uid} then stuck_tries + 1 else 1 end, stuck_uid = ${uid} where instansi = ${instansi} returning stuck_tries as tries`)).tries;

export interface MailRow {
  id: string;
  outcome: MailOutcome;
  reason: MailReason | null;
  report: string | null;
  number: string | null;
  sealed: Buffer;
  at: Date;
}
/** Before anything is made of it, so that of two readers one stops here. @returns whether it is new */
export const insertMail = async (tx: Tx, instansi: string, m: { id: string; key: Buffer; sealed: Buffer; at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into complaints.mail (instansi, id, key, outcome, sealed, at) values (${instansi}, ${m.id}, ${m.key}, 'ignored', ${m.sealed}, ${m.at}) on conflict do nothing`)) > 0;
/** All letters of a report become this one. */
export const resealMails = (tx: Tx, instansi: string, report: string, sealed: Buffer): Promise<number> => tx.run(sql`update complaints.mail set sealed = ${sealed} where instansi = ${instansi} and report = ${report}`);
export const settleMail = (tx: Tx, instansi: string, id: string, m: { outcome: MailOutcome; reason: MailReason | null; report: string | null; sealed: Buffer }): Promise<number> =>
  tx.run(sql`update complaints.mail set outcome = ${m.outcome}, reason = ${m.reason}, report = ${m.report}, sealed = ${m.sealed} where instansi = ${instansi} and id = ${id}`);
const LETTER = sql`select m.id, m.outcome, m.reason, m.report, r.number, m.sealed, m.at from complaints.mail m left join complaints.report r on r.instansi = m.instansi and r.id = m.report`;
export const findMail = (tx: Tx, instansi: string, id: string): Promise<MailRow | undefined> => tx.maybe(sql`${LETTER} where m.instansi = ${instansi} and m.id = ${id}`);
/** The letter that an answer belongs to: the reporter's last one about this report. */
export const findLastMail = (tx: Tx, instansi: string, report: string): Promise<MailRow | undefined> => tx.maybe(sql`${LETTER} where m.instansi = ${instansi} and m.report = ${report} order by m.id desc limit 1`);
export const listMails = (tx: Tx, instansi: string, q: { look: boolean; before: string | undefined; limit: number }): Promise<MailRow[]> =>
  tx.many(sql`${LETTER} where m.instansi = ${instansi} and (not ${q.look}::boolean or m.reason is not null) and (${q.before ?? null}::uuid is null or m.id < ${q.before ?? null}::uuid) order by m.id desc limit ${q.limit}`);

export const findSealedCode = async (tx: Tx, instansi: string, report: string): Promise<Buffer> =>
  (await tx.one<{ sealed: Buffer }>(sql`select secret_sealed as sealed from complaints.report where instansi = ${instansi} and id = ${report}`)).sealed;
/** Why it waits for a moderator, while it does. */
export const findWaiting = async (tx: Tx, instansi: string, report: string): Promise<string | undefined> =>
  (await tx.maybe<{ reason: string }>(sql`select reason from complaints.moderation where instansi = ${instansi} and report = ${report} and decided_at is null`))?.reason;
