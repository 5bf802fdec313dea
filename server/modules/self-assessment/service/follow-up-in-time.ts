import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { addDays, dayIn } from '../../../platform/kernel/calendar-day.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { reminderOf } from '../rules/follow-up-has-a-state.ts';
import * as storage from '../storage/follow-up.ts';
import { noticesOf, organizationOf } from './ports.ts';

// Chapters: each morning · what was given or returned

/** Reminds the people of the unit before the day and, once it has passed, also whoever gave it. Each step is told once. */
export async function remindOfFollowUp(house: House): Promise<void> {
  const soon = addDays(dayIn(house.clock.now(), 'WIT'), 15);
  for (const row of await house.db.asOwner((tx) => storage.listOpenDeadlines(tx, soon))) {
    await inTenant(jobContext(house, row.instansi, `follow-up:${row.id}`), (t) => remind(t, row));
  }
}

async function remind(t: TenantContext, row: storage.OpenDeadline): Promise<void> {
  const today = await organizationOf(t).today(t);
  const step = reminderOf(row.due, today, row.reminded);
  if (step === null || (await storage.saveReminded(t.tx, t.instansi, row.id, step)) === 0) return;
  const people = [...(await unitPeople(t, row.unit)), ...(step < 0 ? await givers(t) : [])];
  const title = step < 0 ? 'Tindak lanjut rekomendasi lewat batas waktu' : 'Tindak lanjut rekomendasi mendekati batas waktu';
  await tell(t, people, { source: uuidv7(), title, text: `Batas waktunya ${row.due}. Laporkan kemajuan dan buktinya.`, kind: 'reminder', href: `/petugas/penilaian/tindak-lanjut/${row.id}` });
}

/** Head and assessment people of the unit; without them everybody who holds a post there. */
async function unitPeople(t: TenantContext, unit: string): Promise<string[]> {
  const organization = organizationOf(t);
  const holders = await organization.holdersOf(t, unit, await organization.today(t));
  const closest = holders.filter((one) => one.isHead || one.duties.some((duty) => duty === 'assessment-member' || duty === 'assessment-responsible'));
  return (closest.length > 0 ? closest : holders).flatMap(({ accountId }) => accountId ?? []);
}

async function givers(t: TenantContext): Promise<string[]> {
  const organization = organizationOf(t);
  const units = (await organization.unitsInForce(t)).map(({ id }) => id);
  return (await organization.holdersWithDuty(t, units, 'assessment-responsible', await organization.today(t))).flatMap(({ accountId }) => accountId ?? []);
}

/** `source` names what is told: once to an account. A reminder is told in the transaction that marks it told. */
async function tell(t: TenantContext, accounts: readonly string[], { href, ...notice }: { source: string; title: string; text: string; kind: 'reminder' | 'assigned'; href: string }): Promise<void> {
  const at = t.house.clock.now();
  for (const account of new Set(accounts)) await noticesOf(t).tell(t, account, { ...notice, at, href, link: href });
}

const WORDS = {
  assigned: ['Rekomendasi penilaian untuk unit Anda', 'Baca rekomendasinya dan laporkan kemajuannya.'],
  returned: ['Tindak lanjut dikembalikan', 'Baca alasannya, lengkapi, lalu laporkan lagi.'],
  done: ['Tindak lanjut dilaporkan selesai', 'Periksa buktinya.'],
} as const;
export const concernsUnit = ({ kind }: EventMessage['payload']): boolean => String(kind) in WORDS;

export async function tellFollowUp(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { recommendation: string; kind: keyof typeof WORDS; unit: string };
  const [title, text] = WORDS[p.kind];
  await inTenant(ctx, async (t) => tell(t, p.kind === 'done' ? await givers(t) : await unitPeople(t, p.unit), { source: message.id, title, text, kind: 'assigned', href: `/petugas/penilaian/tindak-lanjut/${p.recommendation}` }));
}
