import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { Absence, AbsenceSource, Warning } from '../contract.ts';
import { daysOverlap, spansOf } from '../rules/days-overlap.ts';
import * as storage from '../storage.ts';
import { absencesOf, organizationOf } from './ports.ts';

// Chapters: journeys · Plh. orders · all sources together

/** Other journeys of the same person, also those that still wait for a signature. */
export const journeys: AbsenceSource<TenantContext> = {
  async between(t, people, fromDay, toDay, except) {
    const rows = await storage.awayBetween(t.tx, t.instansi, people.map(({ person }) => person), fromDay, toDay);
    return rows.filter((row) => row.trip !== except).map((row): Absence => ({ person: row.person, fromDay: row.fromDay, toDay: row.toDay, words: `sudah bepergian ke ${row.destination}${row.state === 'konsep' ? ' (belum ditandatangani)' : ''}` }));
  },
};

/** A Plh. of somebody's post is there because its holder is away on those days (SE Kepala BKN 1/2021, not verified). */
export const acting: AbsenceSource<TenantContext> = {
  async between(t, people, fromDay, toDay) {
    const organization = organizationOf(t);
    const days: CalendarDay[] = [];
    for (let day = fromDay; day <= toDay; day = addDays(day, 1)) days.push(day);
    const found: Absence[] = [];
    for (const { person, post } of people) {
      if (post === null) continue;
      const away: CalendarDay[] = [];
      for (const day of days) {
        const holders = await organization.whoHeld(t, post, day);
        if (holders.some((one) => one.capacity === 'plh' && one.personId !== person) && holders.some((one) => one.personId === person)) away.push(day);
      }
      found.push(...spansOf(away).map((span) => ({ person, ...span, words: 'digantikan Plh.' })));
    }
    return found;
  },
};

/** Every source is asked; a warning names the person, the reason and the days. It never blocks. */
export async function warningsFor(t: TenantContext, people: readonly { name: string; person: string | null; post: string | null }[], fromDay: CalendarDay, toDay: CalendarDay, except?: string): Promise<Warning[]> {
  const known = people.flatMap(({ person, post }) => (person ? [{ person, post }] : []));
  if (known.length === 0) return [];
  const names = new Map(people.map(({ person, name }) => [person, name]));
  const absences: Absence[] = [];
  for (const source of Object.values(absencesOf(t))) absences.push(...(await source.between(t, known, fromDay, toDay, except)));
  return absences.filter((one) => daysOverlap(one, { fromDay, toDay })).map(({ person, words, fromDay: from, toDay: to }) => ({ name: names.get(person) ?? '', words, fromDay: from, toDay: to }));
}
