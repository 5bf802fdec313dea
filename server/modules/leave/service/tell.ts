import { emit } from '../../../platform/events/events.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { LeaveChanged } from '../contract/port.ts';
import type { Request } from '../storage/requests.ts';
import { noticesOf, organizationOf } from './ports.ts';

// Titles and texts leave the house by mail: they carry no name, no reason, no days.

type About = Pick<Request, 'id' | 'person' | 'account'>;

/** Whoever holds the post, or signs for the unit, today. */
export async function tellPost(t: TenantContext, to: { post: string } | { unit: string }, { id }: About, title: string, text: string): Promise<void> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const holders = 'post' in to ? await organization.whoHeld(t, to.post, day) : [await organization.holderForSigning(t, to.unit, day)];
  for (const holder of holders) if (holder?.accountId) await noticesOf(t).tell(t, holder.accountId, { source: uuidv7(), at: t.house.clock.now(), kind: 'assigned', title, text, href: `/petugas/cuti/${id}`, link: `/petugas/cuti/${id}` });
}

export async function tellAsker(t: TenantContext, { id, account }: About, title: string, text: string): Promise<void> {
  if (account) await noticesOf(t).tell(t, account, { source: uuidv7(), at: t.house.clock.now(), kind: 'assigned', title, text, href: `/petugas/cuti/${id}`, link: `/petugas/cuti/${id}` });
}

export const tellDays = (t: TenantContext, event: 'leave.granted' | 'leave.changed', person: string, from: CalendarDay, to: CalendarDay): Promise<void> => emit(t, event, { person, from, to } satisfies LeaveChanged & Record<string, unknown>);
