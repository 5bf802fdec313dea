import type { TenantContext } from '../../../platform/request/context.ts';
import { assignmentAt } from '../storage/assignments.ts';
import type { Participant } from '../storage/participants.ts';
import { questionsTo } from '../storage/verdicts.ts';
import { noticesOf, organizationOf } from './ports.ts';

/** Who asked reads that there is an answer; who has taken over the seat meanwhile too. In the transaction that keeps the replies, each once. */
export async function tellAskers(t: TenantContext, participant: Participant, answered: ReadonlySet<string>): Promise<void> {
  const seats = (await assignmentAt(t.tx, t.instansi, participant.id)).filter(({ role }) => role !== 'reviewer').map(({ account }) => account);
  for (const { id, number, account } of (await questionsTo(t.tx, t.instansi, participant.id, null)).filter((one) => answered.has(one.id))) {
    const href = `/petugas/evaluasi/meja/${participant.id}/${number}`;
    // Whoever asked and sits there no more could not open the page.
    const readers = seats.includes(account) ? [account] : seats;
    for (const reader of readers) await noticesOf(t).tell(t, reader, { source: id, at: t.house.clock.now(), kind: 'case-message', title: `Pertanyaan tentang indikator ${number} dijawab`, text: `${participant.name} menjawab pertanyaan asesor.`, href, link: href });
  }
}

/** Every organiser reads that an objection came in, in the transaction that keeps it. */
export async function tellOrganisers(t: TenantContext, participant: Participant, objection: { id: string; number: string }): Promise<void> {
  const organization = organizationOf(t);
  const units = (await organization.unitsInForce(t)).map(({ id }) => id);
  const href = `/petugas/evaluasi/${participant.campaign}/hasil/${participant.id}`;
  const accounts = (await organization.holdersWithDuty(t, units, 'assessment-organiser', await organization.today(t))).flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  for (const account of new Set(accounts))
    await noticesOf(t).tell(t, account, { source: objection.id, at: t.house.clock.now(), kind: 'case-message', title: `Sanggahan atas indikator ${objection.number}`, text: `${participant.name} menyanggah hasil sementaranya.`, href, link: href });
}
