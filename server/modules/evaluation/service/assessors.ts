import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { bareName } from '../../assessments/contract.ts';
import type { Duty, Holder } from '../../organization/contract.ts';
import type { AssessorRow } from '../contract.ts';
import { periodOf, type Belonging, type PeriodOf } from '../rules/nobody-assesses-their-own.ts';
import * as storage from '../storage/assignments.ts';
import { ofRegion, readNames } from './participants.ts';
import { institutionsOf, organizationOf } from './ports.ts';

// Chapters: who there is · where they belong · declaring

export interface Person extends AssessorRow, Belonging {
  tenants: ReadonlySet<string>;
  interests: { region: string | null; name: string; bareName: string }[];
}

/** Everybody whose post carries the duty today, with where they belong: today, and in the period of the campaign given. */
export async function people(t: TenantContext, campaign?: PeriodOf): Promise<Person[]> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const units = (await organization.unitsInForce(t)).map(({ id }) => id);
  const withDuty = async (duty: Duty): Promise<Holder[]> => (await organization.holdersWithDuty(t, units, duty, day)).filter(({ accountId }) => accountId !== null);
  const [assessors, reviewers, declared, loads] = [await withDuty('assessor'), await withDuty('assessment-reviewer'), await storage.listDeclarations(t.tx, t.instansi), await storage.loads(t.tx, t.instansi)];
  const byAccount = new Map([...assessors, ...reviewers].map((holder) => [holder.accountId!, holder]));
  const posts = await organization.institutionsHeld(t, [...byAccount.keys()], { from: campaign ? periodOf(campaign, day) : day, to: day });
  const has = (holders: readonly Holder[], account: string) => holders.some(({ accountId }) => accountId === account);
  return [...byAccount].map(([account, { name, title }]): Person => {
    const declaration = declared.find((one) => one.account === account);
    return {
      account, name, title, assessor: has(assessors, account), reviewer: has(reviewers, account), declaredAt: declaration?.declaredAt.toISOString() ?? null,
      interests: declaration?.interests ?? [], load: loads.find((one) => one.account === account)?.load ?? 0, tenants: posts.get(account) ?? new Set(),
    };
  }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export const rowOf = ({ account, name, title, assessor, reviewer, declaredAt, interests, load }: Person): AssessorRow => ({
  account, name, title, assessor, reviewer, declaredAt, interests: interests.map(({ region, name: of }) => ({ region, name: of })), load,
});

export const listAssessors = (ctx: Context): Promise<{ items: AssessorRow[] }> => inTenant(ctx, async (t) => ({ items: (await people(t)).map(rowOf) }));

export const declareInterestsOf = (ctx: Context, { account, interests }: { account: string; interests: string }): Promise<{ count: number }> =>
  inTenant(ctx, async (t) => {
    const person = (await people(t)).find((one) => one.account === account);
    if (!person) throw new Refused({ code: 'evaluation.not-an-assessor', data: {} });
    return declare(t, person, interests);
  });

export const declareInterests = (ctx: Context, { interests }: { interests: string }): Promise<{ count: number }> => {
  const { accountId: account, name } = mustViewer(ctx);
  return inTenant(ctx, (t) => declare(t, { account, name }, interests));
};

export const myInterests = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const own = (await storage.listDeclarations(t.tx, t.instansi)).find(({ account }) => account === mustViewer(t).accountId);
    return { declaredAt: own?.declaredAt.toISOString() ?? null, interests: (own?.interests ?? []).map(({ region, name }) => ({ region, name })) };
  });

/** Regions by name or code, else institutions by name; an unclear name of a region is refused, not guessed. */
async function declare(t: TenantContext, who: { account: string; name: string }, text: string): Promise<{ count: number }> {
  const here = new Map((await institutionsOf(t).all(t.house, t.tx)).map((one) => [bareName(one.name), one.name]));
  const lines = await readNames(t, text);
  const faults = lines.flatMap(({ line, name, why }) => (why && !here.has(bareName(name)) ? [`Baris ${line}: ${why}`] : []));
  if (faults.length > 0) throw new Refused({ code: 'evaluation.bad-names', data: { faults: faults.join(' ') }, fields: [{ path: 'interests', message: faults.slice(0, 10).join(' ') }] });
  const rows = lines.map(({ name, region }) => {
    const clear = region ? ofRegion(region).name : (here.get(bareName(name)) ?? name);
    return { id: uuidv7(), region: region?.code ?? null, name: clear, bareName: bareName(clear) };
  });
  const interests = [...new Map(rows.map((row) => [row.bareName, row])).values()];
  await storage.saveDeclaration(t.tx, t.instansi, { ...who, at: t.house.clock.now(), by: mustViewer(t).accountId }, interests);
  await audit(t, { action: 'evaluation.interests-declared', object: 'account', objectId: who.account, detail: { interests: interests.map(({ name }) => name) } });
  return { count: interests.length };
}
