import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, type Context } from '../../../platform/request/context.ts';
import { minutesAsWords } from '../rules/a-pattern-is-sound.ts';
import { workingDays } from '../rules/day-of-a-pattern.ts';
import { shownDay, workedMinutes } from '../rules/words.ts';
import { listVersions } from '../storage/patterns.ts';
import { daysOfPeople, lastOf, readBasis } from './days.ts';
import { calendarOf, organizationOf } from './ports.ts';
import { beside, mustKeep } from './rosters.ts';

/** The month of who asks, by the post that counts on each day. */
export const mySchedule = (ctx: Context, asked: { month?: string | undefined }) => inTenant(ctx, async (t) => {
  const organization = organizationOf(t);
  const today = await organization.today(t);
  const holding = await organization.holdingInForce(t, mustHat(t).holdingId, today);
  if (!holding) throw new Refused({ code: 'request.not-allowed' });
  const month = asked.month ?? today.slice(0, 7);
  const days = (await daysOfPeople(t, [holding.personId], `${month}-01`, lastOf(month))).get(holding.personId) ?? [];
  return { month, ...beside(month), today, name: holding.name, workingDays: workingDays(days), hours: minutesAsWords(workedMinutes(days)), days: days.map(shownDay) };
});

export const getUnitSchedule = (ctx: Context, asked: { unit: string; month?: string | undefined }) => inTenant(ctx, async (t) => {
  const unitName = await mustKeep(t, asked.unit);
  const today = await organizationOf(t).today(t);
  const month = asked.month ?? today.slice(0, 7);
  const basis = await readBasis(t, [], [asked.unit], `${month}-01`, lastOf(month));
  const days = basis.daysOfUnit(asked.unit);
  const assigned = basis.assignmentOn(asked.unit, month === today.slice(0, 7) ? today : lastOf(month));
  const name = assigned?.pattern ? (await listVersions(t.tx, t.instansi)).find((one) => one.pattern === assigned.pattern)?.name : undefined;
  const above = assigned?.unit && assigned.unit !== asked.unit ? (await organizationOf(t).unitFacts(t, [assigned.unit])).get(assigned.unit)?.name : undefined;
  const calendar = (await calendarOf(t).published(t)).find((one) => one.id === basis.calendarKey(asked.unit))?.name ?? 'Kalender utama';
  const from = assigned ? `${name ?? calendar}${above ? `, ikut ${above}` : ', ditetapkan bagi unit ini'}${assigned.openOnJointLeave ? '; buka pada cuti bersama' : ''}` : `${calendar}, karena belum ada penetapan`;
  return { unit: asked.unit, unitName, month, workingDays: workingDays(days), hours: minutesAsWords(workedMinutes(days)), from, days: days.map(shownDay) };
});
