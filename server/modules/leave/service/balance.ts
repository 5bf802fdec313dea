import { parseNip } from '../../../engines/identifiers/nip.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { Employment } from '../../organization/contract.ts';
import type { KindsBody } from '../catalogue-files.ts';
import type { Balance } from '../contract/shapes.ts';
import type { Asker } from '../rules/a-request-is-sound.ts';
import { annualRight, type AnnualFacts, type Halves, type YearRight } from '../rules/annual-right.ts';
import { addMonths } from '../rules/count-leave.ts';
import { HOLDS } from '../rules/what-may-be-done.ts';
import * as storage from '../storage/balances.ts';
import { postponedOf, requestsOf, type Request } from '../storage/requests.ts';

// Chapters: what is known of people · their annual leave · as it is shown

export interface Who {
  person: string;
  nip: string | null;
  employment: Employment;
}
export interface Known extends Asker {
  person: string;
  requests: Request[];
  facts: AnnualFacts;
}

/** Six statements for any number of people. `except`: a request that is being changed and does not count. */
export async function knownOf(t: TenantContext, people: readonly Who[], kinds: KindsBody, today: CalendarDay, except?: string): Promise<Map<string, Known>> {
  const ids = people.map((one) => one.person);
  const [service, openings, credits, requests, postponed, recorded] = await Promise.all([
    storage.serviceOf(t.tx, t.instansi, ids), storage.openingsOf(t.tx, t.instansi, ids), storage.creditsOf(t.tx, t.instansi, ids), requestsOf(t.tx, t.instansi, ids), postponedOf(t.tx, t.instansi, ids), storage.recordedFrom(t.tx, t.instansi),
  ]);
  const by = <Row extends { person: string }>(rows: readonly Row[]) => Map.groupBy(rows, (row) => row.person);
  const [openingsBy, creditsBy, requestsBy, postponedBy] = [by(openings), by(credits), by(requests), by(postponed)];
  const annual = new Set(kinds.kinds.filter((kind) => kind.balance === 'annual').map((kind) => kind.code));
  const cancels = new Set(kinds.kinds.filter((kind) => kind.cancelsAnnual).map((kind) => kind.code));
  return new Map(people.map(({ person, nip, employment }) => {
    const own = requestsBy.get(person) ?? [];
    const serviceFrom = service.get(person) ?? serviceFromNip(nip, today);
    const { by: ofEmployment, ...rule } = kinds.annual;
    const [used, waiting] = [new Map<number, Halves>(), new Map<number, Halves>()];
    const cancelled = new Set<number>();
    for (const request of own) {
      if (request.id === except || !HOLDS.includes(request.state)) continue;
      if (annual.has(request.kind)) for (const [year, halves] of Object.entries(request.counted)) add(request.state === 'diberikan' ? used : waiting, Number(year), halves);
      if (cancels.has(request.kind)) for (const year of Object.keys(request.counted)) cancelled.add(Number(year));
    }
    const credited = new Map<number, Halves>();
    for (const { day } of creditsBy.get(person) ?? []) add(credited, Number(day.slice(0, 4)), 2);
    const put = new Map<number, Halves>();
    for (const one of postponedBy.get(person) ?? []) for (const [year, halves] of Object.entries(one.postponed)) add(put, Number(year), halves);
    const facts: AnnualFacts = {
      rule: { ...rule, ...ofEmployment[employment] }, entitledFrom: addMonths(serviceFrom ?? '9000-01-01', 12), recordedFrom: recorded ?? Number(today.slice(0, 4)),
      opening: new Map((openingsBy.get(person) ?? []).map((one) => [one.year, { ...(one.left === null ? {} : { left: one.left }), ...(one.used === null ? {} : { used: one.used }) }])),
      used, waiting, credits: credited, cancelled, postponed: put,
    };
    return [person, { person, employment, serviceFrom, sex: nip ? sexOf(nip, today) : undefined, requests: own, facts }];
  }));
}

const add = (map: Map<number, Halves>, year: number, halves: Halves): void => void map.set(year, (map.get(year) ?? 0) + halves);

/** Of a PNS the month of appointment, of a PPPK the year; without a NIP the personnel agency enters it. */
function serviceFromNip(nip: string | null, today: CalendarDay): CalendarDay | undefined {
  const parsed = nip === null ? undefined : parseNip(nip, { today });
  if (!parsed?.ok) return undefined;
  return parsed.value.kind === 'PNS' ? `${parsed.value.appointed}-01` : `${parsed.value.appointed}-01-01`;
}
const sexOf = (nip: string, today: CalendarDay): 'L' | 'P' | undefined => {
  const parsed = parseNip(nip, { today });
  return parsed.ok ? parsed.value.sex : undefined;
};

export function balanceOf({ facts, serviceFrom }: Pick<Known, 'facts' | 'serviceFrom'>, year: number): Balance {
  const right: YearRight = annualRight(facts, year);
  return {
    year, right: right.right / 2, used: right.used / 2, waiting: right.waiting / 2, left: right.left / 2, lines: right.lines.map(({ words, halves }) => ({ words, days: halves / 2 })),
    notes: serviceFrom === undefined ? ['Tanggal mulai bekerja belum tercatat, jadi hak cuti belum dapat dihitung. Minta BKPSDM mengisinya.'] : right.notes,
  };
}

/**
 * Whether a request takes more than there is, in every year that it touches and the one after, whose carry it may shorten. `left` is the most that
 * it could take in `year` beside what it takes in the others.
 */
export function overdrawn(facts: AnnualFacts, counted: ReadonlyMap<number, Halves>): { year: number; left: Halves; wanted: Halves } | undefined {
  const short = shortIn(facts, counted);
  if (short === undefined) return undefined;
  const year = counted.has(short) ? short : [...counted.keys()].sort().at(-1)!;
  const wanted = counted.get(year)!;
  let left = wanted - 1;
  while (left > 0 && shortIn(facts, new Map(counted).set(year, left)) === short) left -= 1;
  return { year, left: Math.max(0, left), wanted };
}
/** The first year that falls below nothing. */
function shortIn(facts: AnnualFacts, counted: ReadonlyMap<number, Halves>): number | undefined {
  const waiting = new Map(facts.waiting);
  for (const [year, halves] of counted) add(waiting, year, halves);
  const years = [...counted.keys()].sort();
  for (let year = years[0]!; year <= years.at(-1)! + 1; year++) {
    const after = annualRight({ ...facts, waiting }, year);
    const before = annualRight(facts, year);
    if (after.left < 0 && after.left < before.left) return year;
  }
  return undefined;
}
