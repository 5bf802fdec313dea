import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inInstallation, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { AccessBook } from '../contract/ports.ts';
import type { AccessEntry, CaseEntry } from '../contract/privacy.ts';
import { insertAccess, listAccess as readAccess, listCases as readCases, upsertCase, type AccessLine } from '../storage/access.ts';
import { findAccount } from '../storage/accounts.ts';
import { listSessions } from '../storage/sessions.ts';
import { iso, openNik } from './common.ts';
import { mustPerson } from './sign-in.ts';

const PAGE = 50;

export const recordAccess: AccessBook<TenantContext>['recordAccess'] = async (t, access) => {
  const { viewer } = t;
  if (!viewer || viewer.accountId === access.account) return;
  const now = t.house.clock.now();
  await insertAccess(t.tx, {
    account: access.account, id: uuidv7(now.getTime()), instansi: t.instansi, caseId: access.caseId ?? null, caseNumber: access.caseNumber ?? null,
    byName: viewer.name, byTitle: viewer.hat ? `${viewer.hat.title}, ${viewer.hat.unitName}` : '', purpose: access.purpose, at: now,
  });
};

export const linkCase: AccessBook<TenantContext>['linkCase'] = (t, entry) =>
  upsertCase(t.tx, { ...entry, instansi: t.instansi, at: entry.at ?? t.house.clock.now() });

export const accessBook: AccessBook<TenantContext> = { recordAccess, linkCase };

const toAccess = (line: AccessLine): AccessEntry => ({
  id: line.id, at: line.at.toISOString(), byName: line.byName, byTitle: line.byTitle, instansiName: line.instansiName,
  purpose: line.purpose, caseId: line.caseId, caseNumber: line.caseNumber,
});

export async function listAccess(ctx: Context, { before }: { before?: string | undefined }): Promise<{ items: AccessEntry[]; next: string | null }> {
  const { accountId } = mustPerson(ctx);
  const lines = await ctx.house.db.outsideTenant((tx) => readAccess(tx, accountId, before ?? null, PAGE + 1));
  return { items: lines.slice(0, PAGE).map(toAccess), next: lines.length > PAGE ? lines[PAGE - 1]!.id : null };
}

export async function listCases(ctx: Context): Promise<{ items: CaseEntry[] }> {
  const { accountId } = mustPerson(ctx);
  const rows = await ctx.house.db.outsideTenant((tx) => readCases(tx, accountId, 200));
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}

const EVERYTHING = 100_000;

/** What this installation keeps about the account itself, readable by the person and by machines (UU 27/2022 art. 6 and 13). */
export async function exportMyData(ctx: Context) {
  const { accountId } = mustPerson(ctx);
  const now = ctx.house.clock.now();
  return inInstallation(ctx, async (t) => {
    const a = await findAccount(t.tx, accountId);
    if (!a) throw new Refused({ code: 'request.not-found' });
    const sessions = await listSessions(t.tx, accountId, now);
    const cases = await readCases(t.tx, accountId, EVERYTHING);
    const accesses = await readAccess(t.tx, accountId, null, EVERYTHING);
    await audit(t, { action: 'account.exported', object: 'account', objectId: accountId });
    return {
      madeAt: now.toISOString(),
      account: {
        id: a.id, nama: a.name, tanggalLahir: a.birth_date, nik: a.nik_sealed && openNik(ctx.house, a.nik_sealed), nip: a.nip, namaPengguna: a.user_name,
        ponsel: a.phone, surel: a.email, terverifikasi: a.level === 'verified', diverifikasiPada: iso(a.verified_at), dibuatPada: a.created_at.toISOString(),
      },
      sessions: sessions.map((s) => ({ perangkat: s.device, mulai: s.created_at.toISOString(), terakhirDipakai: s.seen_at.toISOString(), komputerBersama: s.shared_computer })),
      cases: cases.map((row) => ({ ...row, at: row.at.toISOString() })),
      accesses: accesses.map(toAccess),
    };
  });
}
