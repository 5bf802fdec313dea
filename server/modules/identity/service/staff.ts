import { emit } from '../../../platform/events/events.ts';
import { part } from '../../../platform/house.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { OrganizationPort } from '../../organization/contract.ts';
import { events } from '../contract.ts';
import type { Card, StaffEntry } from '../contract/desk.ts';
import { holdsOnlyWithin, mayResetStaff } from '../rules/who-may-reset-whom.ts';
import { isSecondFactorCompulsory } from '../rules/second-factor-is-compulsory.ts';
import { findByNip, listAccountsByNik, lockAccount, type Account } from '../storage/accounts.ts';
import { deleteCredentials } from '../storage/credentials.ts';
import { countPeople, hatsOf, listPeople, type PeopleFilter, type PersonRow } from '../storage/people.ts';
import { deleteSessions } from '../storage/sessions.ts';
import { recordAccess } from './privacy.ts';
import { CARD_DAYS, createAccount, issueCode } from './accounts.ts';
import { auditBoth, iso, openNik, today } from './common.ts';

// Chapters: whose people · the list · cards · resets

const RESET_HOURS = 24;

const organizationOf = (t: TenantContext) => part<OrganizationPort<TenantContext>>(t.house, 'organization');

/** The institution's administrator: everybody. A unit's administrator: the own unit and what is below it. */
async function reachOf(t: TenantContext): Promise<'all' | ReadonlySet<string>> {
  const hat = mustHat(t);
  return hat.duties.includes('administrator') ? 'all' : new Set(await organizationOf(t).unitsBelow(t, hat.unitId));
}

export interface StaffSearch {
  query: string;
  unit?: string | undefined;
  status?: StaffEntry['status'] | undefined;
  after?: string | undefined;
  limit: number;
}

export async function listStaff(ctx: Context, s: StaffSearch) {
  return inTenant(ctx, async (t) => {
    const reach = await reachOf(t);
    let units = reach === 'all' ? null : [...reach];
    if (s.unit) {
      const asked = await organizationOf(t).unitsBelow(t, s.unit);
      units = reach === 'all' ? asked : asked.filter((unit) => reach.has(unit));
    }
    const filter: PeopleFilter = { instansi: t.instansi, day: today(t.house), at: t.house.clock.now(), units, query: s.query, limit: s.limit + 1 };
    const rows = await listPeople(t.tx, { ...filter, ...(s.status ? { status: s.status } : {}), ...(s.after ? { after: readCursor(s.after) } : {}) });
    const last = rows[s.limit - 1];
    return {
      items: rows.slice(0, s.limit).map(toEntry),
      next: rows.length > s.limit && last ? `${last.id}${last.name.toLowerCase()}` : null,
      counts: await countPeople(t.tx, filter),
    };
  });
}

const readCursor = (cursor: string) => ({ id: cursor.slice(0, 36), name: cursor.slice(36) });

const toEntry = (row: PersonRow): StaffEntry => ({
  personId: row.id, accountId: row.account, name: row.name, nip: row.nip, title: row.title, unitName: row.unit_name,
  status: row.status, stateReason: row.state_reason, cardExpiresAt: iso(row.card_expires_at), secondFactor: row.second_factor, needsSecondFactor: isSecondFactorCompulsory(row.duties),
});

/** One card per person, all in one transaction. People outside the reach are as unknown as people who do not exist. */
export async function issueCards(ctx: Context, { people }: { people: string[] }): Promise<{ cards: Card[]; linked: string[]; skipped: { name: string; reason: string }[] }> {
  return inTenant(ctx, async (t) => {
    const reach = await reachOf(t);
    const rows = await listPeople(t.tx, { instansi: t.instansi, day: today(t.house), at: t.house.clock.now(), units: reach === 'all' ? null : [...reach], ids: people, limit: 200 });
    const unknown = new Set(people).size - rows.length;
    const answer = { cards: [] as Card[], linked: [] as string[], skipped: [] as { name: string; reason: string }[] };
    if (unknown > 0) answer.skipped.push({ name: `${unknown} orang`, reason: 'tidak ada di unit Anda.' });
    for (const row of rows) {
      const outcome = await cardFor(t, row, reach);
      if ('code' in outcome) answer.cards.push(outcome);
      else if ('linked' in outcome) answer.linked.push(row.name);
      else answer.skipped.push({ name: row.name, reason: outcome.reason });
    }
    return answer;
  });
}

async function cardFor(t: TenantContext, row: PersonRow, reach: 'all' | ReadonlySet<string>): Promise<Card | { linked: true } | { reason: string }> {
  if (row.status !== 'none' && row.status !== 'pending') return { reason: 'akunnya sudah aktif; bila lupa kata sandi, cetak kode atur ulang.' };
  if (!row.nip && !row.nik_sealed && !row.user_name) return { reason: 'belum punya NIP atau NIK; lengkapi dahulu datanya di Organisasi.' };
  let account = row.account;
  if (!account) {
    const known = await existingAccount(t, row);
    if (known) {
      // The person keeps the account that they have: rights come with the post, and no card opens what is already theirs.
      if (!(await organizationOf(t).linkAccount(t, row.id, known.id))) return { reason: 'baru saja diubah orang lain; muat ulang.' };
      await recordAccess(t, { account: known.id, purpose: 'Menghubungkan akun dengan jabatan' });
      await auditBoth(t, { action: 'account.linked-to-person', object: 'account', objectId: known.id, detail: { person: row.id } });
      return { linked: true };
    }
    account = await createFor(t, row);
    if (!account) return { reason: 'NIP-nya sudah dipakai akun lain; periksa lagi.' };
  }
  const hats = await hatsOf(t.tx, account, today(t.house));
  if (!holdsOnlyWithin(hats, { instansi: t.instansi, units: reach })) return { reason: 'juga memegang jabatan di luar unit Anda; minta administrator instansi.' };
  const { code, expiresAt } = await issueCode(t, account, 'activation-card', CARD_DAYS * 24, { by: mustViewer(t).accountId });
  await auditBoth(t, { action: 'account.card-issued', object: 'account', objectId: account, detail: { person: row.id } });
  const nip = row.account_nip ?? row.nip;
  return {
    personId: row.id, name: row.name, title: row.title ?? '', unitName: row.unit_name ?? '', code, expiresAt: expiresAt.toISOString(),
    signInWith: nip ? `NIP ${nip}` : row.user_name ? `nama pengguna ${row.user_name}` : 'NIK Anda',
  };
}

/** By NIK only an account whose NIK a desk has verified; by NIP only one that this institution gave out itself. */
async function existingAccount(t: TenantContext, row: PersonRow): Promise<Account | undefined> {
  const byNik = row.nik_hash ? (await listAccountsByNik(t.tx, row.nik_hash)).find((one) => one.level === 'verified' && one.status === 'active') : undefined;
  if (byNik) return byNik;
  const byNip = row.nip ? await findByNip(t.tx, row.nip) : undefined;
  return byNip?.managed_by === t.instansi && byNip.status === 'active' ? byNip : undefined;
}

async function createFor(t: TenantContext, row: PersonRow): Promise<string | null> {
  if (row.nip && (await findByNip(t.tx, row.nip))) return null;
  const account = await createAccount(t, {
    name: row.name, managedBy: t.instansi, ...(row.nip ? { nip: row.nip } : {}), ...(row.nik_sealed ? { nik: openNik(t.house, row.nik_sealed) } : {}),
    ...(row.phone ? { phone: row.phone } : {}), ...(row.email ? { email: row.email } : {}),
  });
  await organizationOf(t).linkAccount(t, row.id, account);
  return account;
}

/** @throws Refused `request.not-found`, `identity.own-account`, `identity.outside-unit` */
export async function mustBeMine(t: TenantContext, id: string, states: readonly Account['status'][] = ['active']): Promise<Account> {
  const account = await lockAccount(t.tx, id);
  if (!account || !states.includes(account.status)) throw new Refused({ code: 'request.not-found' });
  const hats = await hatsOf(t.tx, id, today(t.house));
  const reach = await reachOf(t);
  // Without any post in the administrator's reach the account is none of their business.
  if (reach !== 'all' && hats.length === 0) throw new Refused({ code: 'request.not-found' });
  orRefuse(mayResetStaff({ ownAccount: id === mustViewer(t).accountId, managedBy: account.managed_by, hats }, { instansi: t.instansi, units: reach }));
  return account;
}

export async function issueStaffResetCode(ctx: Context, { id }: { id: string }): Promise<{ name: string; code: string; expiresAt: string }> {
  return inTenant(ctx, async (t) => {
    const account = await mustBeMine(t, id);
    const { code, expiresAt } = await issueCode(t, id, 'reset-code', RESET_HOURS, { how: 'administrator' });
    await recordAccess(t, { account: id, purpose: 'Mencetak kode atur ulang kata sandi' });
    await auditBoth(t, { action: 'account.reset-code-issued', object: 'account', objectId: id, detail: { how: 'administrator' } });
    return { name: account.name, code, expiresAt: expiresAt.toISOString() };
  });
}

/** Lost phone, lost sheet: everything of the second factor goes, sessions end, the next sign-in enrols anew. */
export async function resetSecondFactor(ctx: Context, { id }: { id: string }): Promise<{ done: true }> {
  return inTenant(ctx, async (t) => {
    await mustBeMine(t, id);
    await deleteCredentials(t.tx, id, ['totp', 'recovery-code', 'passkey']);
    await deleteSessions(t.tx, id, null);
    await recordAccess(t, { account: id, purpose: 'Mencabut verifikasi kedua' });
    await auditBoth(t, { action: 'account.second-factor-reset', object: 'account', objectId: id });
    await emit(t, events.secondFactorChanged, { account: id, instansi: t.instansi, what: 'reset' });
    return { done: true as const };
  });
}

