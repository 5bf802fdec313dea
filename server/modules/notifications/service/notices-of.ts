import type { EventMessage } from '../../../platform/module.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { accountNotice, actionNotice, assignedNotice, caseMessageNotice, handOverNotice, messageNotice, receivedNotice, reminderNotice, type CaseEvent, type Notice } from '../rules/what-an-event-tells.ts';
import type { RequestFacts } from '../contract.ts';
import { institutionOf, organizationOf, requestFactsOf } from './ports.ts';

export interface Told {
  account: string;
  notice: Notice;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const ids = (value: unknown): string[] => (Array.isArray(value) ? [...new Set(value.filter(isUuid))] : []);

/** Whom an event concerns and what it tells them. Events carry ids and numbers; the rest is asked for now. */
export async function noticesOf(t: TenantContext, { event, payload }: EventMessage): Promise<Told[]> {
  if (event.startsWith('identity.')) {
    const notice = accountNotice(event, payload);
    return notice && isUuid(payload['account']) ? [{ account: payload['account'], notice }] : [];
  }
  if (event === 'permohonan.reminded') {
    const requests = Array.isArray(payload['requests']) ? (payload['requests'] as { id: string; number: string }[]) : [];
    const notice = reminderNotice({ count: Number(payload['count'] ?? requests.length), by: text(payload['by']) ?? 'Pimpinan', byTitle: text(payload['byTitle']), requests });
    return ids(payload['accounts']).map((account) => ({ account, notice }));
  }
  const found = await caseOf(t, payload, event);
  if (!found) return [];
  const { about, applicant } = found;
  const toApplicant = (notice: Notice | undefined): Told[] => (notice && applicant ? [{ account: applicant, notice }] : []);
  if (event === 'permohonan.submitted') return toApplicant(receivedNotice(about, text(payload['due']) ? new Date(payload['due'] as string) : null));
  if (event === 'permohonan.acted' && isUuid(payload['toPost'])) return (await holdersOf(t, payload['toPost'])).map((account) => ({ account, notice: assignedNotice(about) }));
  if (event === 'permohonan.acted') return toApplicant(actionNotice(about, String(payload['kind'])));
  if (event === 'permohonan.hand-over-asked' && isUuid(payload['holder'])) {
    const notice = handOverNotice(about, text(payload['by']) ?? 'Rekan seunit');
    return (await holdersOf(t, payload['holder'])).map((account) => ({ account, notice }));
  }
  if (event === 'permohonan.message-sent') {
    if (payload['from'] === 'officer') return toApplicant(messageNotice(about));
    return ids(about.facts?.holders).map((account) => ({ account, notice: caseMessageNotice(about) }));
  }
  return [];
}

/** A post may have two: the holder and whoever stands in for the day. */
async function holdersOf(t: TenantContext, post: string): Promise<string[]> {
  const organization = organizationOf(t);
  const holders = await organization.whoHeld(t, post, await organization.today(t));
  return [...new Set(holders.flatMap((holder) => (holder.accountId ? [holder.accountId] : [])))];
}

/** The most frequent event says all that its notice needs, so nothing is asked for. */
function said(event: string, { number, account, layananName }: Record<string, unknown>): RequestFacts | undefined {
  if (event !== 'permohonan.submitted' || typeof number !== 'string' || typeof layananName !== 'string') return undefined;
  return { number, account: isUuid(account) ? account : null, layanan: layananName };
}

async function caseOf(t: TenantContext, payload: Record<string, unknown>, event: string): Promise<{ about: CaseEvent; applicant: string | null } | undefined> {
  const request = payload['request'];
  if (!isUuid(request)) return undefined;
  const facts = said(event, payload) ?? (await requestFactsOf(t)?.factsOf(t, request, text(payload['step']) ?? null));
  const number = facts?.number ?? text(payload['number']);
  if (!number) return undefined;
  const { zone } = await institutionOf(t);
  return { about: { request, number, facts, zone }, applicant: isUuid(payload['account']) ? payload['account'] : (facts?.account ?? null) };
}
