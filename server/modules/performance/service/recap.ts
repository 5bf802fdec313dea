import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, readTenant, type Context } from '../../../platform/request/context.ts';
import { monthDays } from './logs.ts';
import { organizationOf } from './ports.ts';
import { figuresOf } from './productivity.ts';
import { unitsSeen, viewerHolder } from './who.ts';

/** One unit and month: minutes of logs, working time due, productivity. Each day so far of the running month. */
export interface RecapAsked {
  unit?: string | undefined;
  month?: string | undefined;
}
export const listRecap = (ctx: Context, input: RecapAsked) => readTenant(ctx, async (t) => {
  const { day } = await viewerHolder(t);
  const seen = await unitsSeen(t);
  const unit = input.unit ?? mustHat(t).unitId;
  if (!seen.has(unit)) throw new Refused({ code: 'performance.unit-unknown' });
  const month = input.month ?? day.slice(0, 7);
  const { from, to: end } = monthDays(month);
  const to = end > day ? day : end;
  const organization = organizationOf(t);
  const units = (await organization.unitsInForce(t)).filter((one) => seen.has(one.id));
  if (to < from) return { month, unit, unitName: units.find((one) => one.id === unit)?.name ?? '', units: units.map(({ id, name }) => ({ id, name })), items: [] };
  const placed = await organization.placements(t, { units: [unit] }, from, to);
  // Who moved within the month is counted for the days in this unit.
  const spans = [...Map.groupBy(placed, (one) => one.person).values()].map((of) => {
    const starts = of.reduce((least, one) => (one.fromDay < least ? one.fromDay : least), of[0]!.fromDay);
    const ends = of.reduce<string | null>((most, one) => (most === null || one.toDay === null ? null : one.toDay > most ? one.toDay : most), of[0]!.toDay);
    return { person: of[0]!.person, name: of[0]!.name, title: of[0]!.postTitle, fromDay: starts > from ? starts : from, toDay: ends !== null && ends < to ? ends : to };
  });
  const figures = await figuresOf(t, spans);
  return {
    month, unit, unitName: units.find((one) => one.id === unit)?.name ?? '', units: units.map(({ id, name }) => ({ id, name })),
    items: spans.map((one, at) => ({ person: one.person, name: one.name, title: one.title, ...figures[at]!, predicate: figures[at]!.predicate ?? null })).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
});
