import { PREDICATES } from '../../../engines/performance/predicate.ts';
import { part } from '../../../platform/house.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { PerformancePort, PredicateRow } from '../../performance/contract.ts';
import { organizationOf, scopeOf, staffOf } from './scope.ts';

const PERIODS: readonly { id: PredicateRow['period']; words: string }[] = [{ id: 'year', words: 'setahun' }, { id: 'q4', words: 'triwulan IV' }, { id: 'q3', words: 'triwulan III' }, { id: 'q2', words: 'triwulan II' }, { id: 'q1', words: 'triwulan I' }];
const LOW = new Set(['Sangat Kurang', 'Kurang', 'Butuh Perbaikan']);
const MOST = 40;
const WORST_FIRST = ['fail', 'justify', 'empty', 'pass'];

/** Of the last period for which anybody was rated: this year's, else last year's. */
export const staffPredicates = (ctx: Context, { unit, year }: { unit?: string | undefined; year?: number | undefined }) =>
  readTenant(ctx, async (t) => {
    const scope = await scopeOf(t, unit);
    const today = await organizationOf(t).today(t);
    const staff = await staffOf(t, scope.units, today);
    const people = staff.map((one) => one.person);
    const port = part<PerformancePort<TenantContext>>(t.house, 'performance');
    const wanted = year ?? Number(today.slice(0, 4));
    let [of, rows] = [wanted, await port.predicates(t, { people }, wanted)];
    if (rows.length === 0 && year === undefined) [of, rows] = [wanted - 1, await port.predicates(t, { people }, wanted - 1)];
    const period = PERIODS.find((one) => rows.some((row) => row.period === one.id));
    // Who was rated in two posts counts by the last one.
    const last = [...new Map(rows.filter((row) => row.period === period?.id).map((row) => [row.person, row])).values()];
    const byPerson = new Map(staff.map((one) => [one.person, one]));
    const facts = await organizationOf(t).unitFacts(t, [...new Set(staff.map((one) => one.unit))]);
    const units = scope.units ?? (await organizationOf(t).unitsInForce(t)).map((one) => one.id);
    const low = last.filter((row) => LOW.has(row.predicate)).toSorted((a, b) => PREDICATES.indexOf(a.predicate) - PREDICATES.indexOf(b.predicate));
    return {
      year: of, period: period?.words ?? null, staff: staff.length, rated: last.length,
      spread: PREDICATES.toReversed().map((predicate) => ({ predicate, count: last.filter((row) => row.predicate === predicate).length })),
      attention: low.slice(0, MOST).map((row) => ({ person: row.person, name: byPerson.get(row.person)!.name, title: byPerson.get(row.person)!.postTitle, unitName: facts.get(byPerson.get(row.person)!.unit)?.name ?? '', text: row.final ? row.predicate : `${row.predicate}, masih dapat disanggah` })), more: Math.max(0, low.length - MOST),
      patterns: period ? (await port.patterns(t, units, of, period.id)).toSorted((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict) || a.name.localeCompare(b.name, 'id')) : [],
    };
  });
