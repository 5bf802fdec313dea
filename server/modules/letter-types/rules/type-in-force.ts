import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

export interface Dated {
  version: number;
  validFrom: CalendarDay;
  validTo: CalendarDay | null;
}

/**
 * Of several versions the one that counts on a day: begun latest, of those the last published. Where that one has ended,
 * none counts: an older version does not come back.
 */
export function versionOn<V extends Dated>(versions: readonly V[], day: CalendarDay): V | 'ended' | undefined {
  const begun = versions.filter((one) => one.validFrom <= day).sort((a, b) => (a.validFrom === b.validFrom ? b.version - a.version : a.validFrom < b.validFrom ? 1 : -1));
  const [latest] = begun;
  if (!latest) return undefined;
  return latest.validTo !== null && latest.validTo < day ? 'ended' : latest;
}
