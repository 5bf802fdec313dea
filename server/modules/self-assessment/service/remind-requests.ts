import { formatDate } from '../../../engines/working-time/words.ts';
import { jobContext } from '../../../platform/events/events.ts';
import { part, type House } from '../../../platform/house.ts';
import type { Institutions } from '../../../platform/request/authenticator.ts';
import { inTenant, type TenantContext } from '../../../platform/request/context.ts';
import { remindStep } from '../rules/request-steps.ts';
import { openRequests, saveReminded } from '../storage/requests.ts';
import { organizationOf } from './ports.ts';
import { peopleOf } from './requests.ts';
import { tellAll } from './tell.ts';

/** Each morning: the agency three days and one day before the deadline, and with who asked once it has passed. */
export async function remindRequests(house: House): Promise<void> {
  for (const { id } of await part<Institutions>(house, 'institutions').all(house)) await inTenant(jobContext(house, id, `remind-requests:${id}`), remindHere);
}

async function remindHere(t: TenantContext): Promise<void> {
  const today = await organizationOf(t).today(t);
  for (const one of await openRequests(t.tx, t.instansi)) {
    const step = remindStep(one.due, today, one.reminded);
    if (step === null) continue;
    await saveReminded(t.tx, t.instansi, one.id, step);
    const late = step < 0;
    await tellAll(t, [...(await peopleOf(t, one.unit)), ...(late ? [one.askedBy] : [])], {
      kind: 'reminder', title: late ? `Bukti indikator ${one.number} lewat tenggat` : `Bukti indikator ${one.number} segera jatuh tempo`, text: `Tenggatnya ${formatDate(one.due)}.`, href: `/petugas/penilaian/permintaan/${one.id}`,
    });
  }
}
