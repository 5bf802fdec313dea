import { uuidv7 } from '../../../platform/kernel/ids.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { noticesOf } from './ports.ts';
import { withDuties } from './team.ts';

/** Titles and texts carry numbers only: they leave the house by mail. Each is told in the transaction of what happened, which happens once. */
export interface Notice {
  title: string;
  text: string;
  href: string;
  kind?: 'assigned' | 'case-message' | 'reminder';
}

export async function tell(t: TenantContext, account: string, { kind = 'case-message', href, ...notice }: Notice): Promise<void> {
  await noticesOf(t).tell(t, account, { ...notice, source: uuidv7(), kind, at: t.house.clock.now(), href, link: href });
}

export async function tellAll(t: TenantContext, accounts: readonly string[], notice: Notice): Promise<void> {
  for (const account of new Set(accounts)) await tell(t, account, notice);
}

/** Whoever checks answers; who acts is not told of the own act. */
export async function tellResponsible(t: TenantContext, notice: Notice): Promise<void> {
  const accounts = (await withDuties(t, ['assessment-responsible'])).map(({ accountId }) => accountId);
  await tellAll(t, accounts.filter((account) => account !== t.viewer?.accountId), notice);
}
