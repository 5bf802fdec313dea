import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';

const MOST_DAYS = 90;
const DAY = 86_400_000;
// W3C: a date with a moment and its offset; a bare day is read as its beginning in UTC.
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/** The span asked for: at most 90 days; one end alone gives the other; none gives the last 90 days. Refuses `request.invalid`. */
export function spanOf(start: string | undefined, end: string | undefined, now: Date): Result<{ from: Date; to: Date }> {
  const read = (text: string | undefined): Date | undefined | null => {
    if (!text) return undefined;
    // In an address a plus sign not written as %2B arrives as a space.
    const moment = text.trim().replace(' ', '+');
    const date = new Date(moment);
    return MOMENT.test(moment) && !Number.isNaN(date.getTime()) ? date : null;
  };
  const [from, to] = [read(start), read(end)];
  const wrong = (message: string) => refuse('complaints.open311-argument', { message });
  if (from === null) return wrong('start_date harus berbentuk 2025-01-02T10:00:00+07:00.');
  if (to === null) return wrong('end_date harus berbentuk 2025-01-02T10:00:00+07:00.');
  const last = to ?? (from ? new Date(Math.min(from.getTime() + MOST_DAYS * DAY, Math.max(now.getTime(), from.getTime()))) : now);
  const first = from ?? new Date(last.getTime() - MOST_DAYS * DAY);
  if (first > last) return wrong('start_date harus sebelum end_date.');
  if (last.getTime() - first.getTime() > MOST_DAYS * DAY) return wrong('Rentang start_date sampai end_date paling lama 90 hari.');
  return ok({ from: first, to: last });
}

/** `open`, `closed`, both as a comma list, or nothing for all. */
export function statusesOf(text: string | undefined): Result<'open' | 'closed' | undefined> {
  const all = listOf(text).map((one) => one.toLowerCase());
  if (all.some((one) => one !== 'open' && one !== 'closed')) return refuse('complaints.open311-argument', { message: 'status hanya open atau closed.' });
  return ok(new Set(all).size === 1 ? (all[0] as 'open' | 'closed') : undefined);
}

export const listOf = (text: string | undefined): string[] => (text ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '');

/** `attribute[CODE]=v` and `attribute[CODE][]=v1&attribute[CODE][]=v2`. */
export function attributesOf(form: URLSearchParams): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [key, value] of form) {
    const match = /^attribute\[([A-Za-z0-9_]{1,60})\](\[\])?$/.exec(key);
    if (!match) continue;
    const code = match[1]!;
    if (match[2]) found[code] = [...(Array.isArray(found[code]) ? found[code] : []), value];
    else found[code] = value;
  }
  return found;
}
