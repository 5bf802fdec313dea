import { dayIn, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, type TenantContext } from '../../../platform/request/context.ts';
import type { Reach } from '../rules/unit-administrators-give-no-power.ts';
import { institutionOf, unitsBelow } from '../storage/units.ts';

export const MANAGE = 'organization.manage';

export async function today(t: TenantContext): Promise<CalendarDay> {
  return dayIn(t.house.clock.now(), (await institutionOf(t.tx, t.instansi)).zone);
}

export function found<T>(row: T | undefined): T {
  if (row === undefined) throw new Refused({ code: 'request.not-found' });
  return row;
}

/** The second of two people who save the same thing is told, instead of overwriting the first. */
export function mustBeUnchanged(row: { version: number }, version: number): void {
  if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
}

/** How far the hat of the context manages: all units, or its own and those below. */
export async function reachOf(t: TenantContext): Promise<Reach> {
  const hat = mustHat(t);
  if (hat.permissions.has(MANAGE)) return { whole: true };
  if (!hat.permissions.has('organization.manage-unit')) return { whole: false, units: new Set() };
  return { whole: false, units: new Set(await unitsBelow(t.tx, t.instansi, hat.unitId)) };
}

/** What changed, for the audit trail: old and new of the fields that differ. */
export function changes<T extends object>(old: T, fresh: Partial<T>): Record<string, unknown> {
  const differing: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fresh)) {
    const before = (old as Record<string, unknown>)[key];
    if (JSON.stringify(before) !== JSON.stringify(value)) differing[key] = { from: before ?? null, to: value ?? null };
  }
  return differing;
}

/** Only the fields that were given; `null` clears. */
export const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
