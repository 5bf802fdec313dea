import type { TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import { organizationOf } from './ports.ts';

/** Who may be given indicators: members and the responsible of the Tim Asesor Internal who hold their post today, with account. */
export async function teamOf(t: TenantContext): Promise<(Holder & { accountId: string })[]> {
  const all = await withDuties(t, ['assessment-responsible', 'assessment-member']);
  return all.filter((one, at) => all.findIndex((other) => other.accountId === one.accountId) === at);
}

/** Accounts behind duties of the home side. */
export async function withDuties(t: TenantContext, duties: readonly ('assessment-coordinator' | 'assessment-responsible' | 'assessment-member')[]): Promise<(Holder & { accountId: string })[]> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const units = (await organization.unitsInForce(t)).map(({ id }) => id);
  const holders: Holder[] = [];
  for (const duty of duties) holders.push(...(await organization.holdersWithDuty(t, units, duty, day)));
  return holders.filter((one): one is Holder & { accountId: string } => one.accountId !== null);
}
