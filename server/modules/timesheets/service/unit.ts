import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { principalOn } from '../../organization/contract.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import * as dayStore from '../storage/days.ts';
import { agencyOf } from '../rules/agency-of-a-unit.ts';
import { dayView, kindsOf, liveDays } from './months.ts';
import { organizationOf } from './ports.ts';
import { nameOf, namesOf, sees, whoLooks } from './who.ts';

/** People shown on one page; a hospital is looked at by its wards. */
const MOST_PEOPLE = 400;

/** One day of a unit and those below it, worst first; today as it stands now. */
export const getUnitDay = (ctx: Context, asked: { unit?: string | undefined; day?: string | undefined }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const organization = organizationOf(t);
    const unit = asked.unit ?? (who.units?.has(who.agency) || who.units === null ? who.agency : who.hat.unitId);
    if (!sees(who, unit) || !who.tree.has(unit)) throw new Refused({ code: 'timesheets.unknown' });
    const day = asked.day && asked.day <= who.today ? asked.day : who.today;
    const units = await organization.unitsBelow(t, unit);
    const placements = Map.groupBy(await organization.placements(t, { units }, day, day), (one) => one.person);
    const people = [...placements.keys()];
    const results = await liveDays(t, people.slice(0, MOST_PEOPLE), day, day);
    const kinds = await kindsOf(t);
    const counts: Record<string, number> = {};
    for (const one of results) counts[one.code] = (counts[one.code] ?? 0) + 1;
    const rank = (code: string): number => (code === 'TK' ? 0 : code === '?' ? 1 : code === '-' ? 9 : code === 'H' ? 5 : 3);
    const rows = results.flatMap((one) => {
      const placed = principalOn(placements.get(one.person) ?? [], day);
      return placed && units.includes(one.unit) ? [{ person: one.person, name: placed.name, title: placed.postTitle, unitName: nameOf(who, one.unit), result: dayView(one, { zone: who.zone, kinds }), rank: one.late ? 2 : rank(one.code) }] : [];
    });
    const tops = who.units === null ? [...who.tree.values()].filter((one) => agencyOf(who.tree, one.id) === one.id) : [...who.tree.values()].filter((one) => who.units!.has(one.id));
    return {
      unit, unitName: nameOf(who, unit), day, today: who.today, before: addDays(day, -1), after: addDays(day, 1), units: tops.map(({ id, name }) => ({ id, name })).sort((a, b) => (a.name < b.name ? -1 : 1)), counts, late: results.filter((one) => one.late).length, agency: agencyOf(who.tree, unit), more: people.length > MOST_PEOPLE,
      rows: rows.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1)).map(({ rank: _, ...row }) => row),
    };
  });

/** What was judged again and became something else, the newest first. */
export const listChanges = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const agencies = [...who.tree.values()].filter((one) => (who.units === null || who.units.has(one.id)) && agencyOf(who.tree, one.id) === one.id).map((one) => one.id);
    const rows = await dayStore.listChanges(t.tx, t.instansi, { units: agencies }, 200);
    const names = await namesOf(t, rows.map((row) => row.person));
    return { items: rows.map((row) => ({ personName: names.get(row.person)?.name ?? '', day: row.day, before: row.before, after: row.after, why: row.why, at: formatDate(row.at.toISOString().slice(0, 10)), closed: row.closed })) };
  });
