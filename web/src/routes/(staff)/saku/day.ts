import { nextPunch, type NextPunch } from '../../../../../server/engines/attendance/next-punch.ts';
import type { MyDay, OwnPunch } from '../../../../../server/modules/attendance/contract.ts';
import { jamDari } from '#lib/format.ts';
import type { Zone } from '#lib/types.ts';
import type { Queued } from '#lib/sync/store.ts';
import { keep, kept } from '#lib/sync/store.ts';

// Chapters: what is carried for checking in · the own check-ins, those of this phone among them · what is offered next

/** What was fetched last, and by this phone's clock when. */
export interface KeptDay {
  fetched: number;
  view: MyDay;
}
export const keptDay = (): Promise<KeptDay | undefined> => kept<KeptDay>('absen');

/** Fetches anew; what is kept stays when the server does not answer or this person checks in nowhere. */
export async function fetchDay(device: string | undefined): Promise<KeptDay | undefined> {
  // The first phone of a person becomes the one that checks in; told again it changes nothing.
  if (device) await fetch('/api/kehadiran/hp', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ device }), signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
  const response = await fetch(`/api/kehadiran/absen${device ? `?device=${device}` : ''}`, { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) return undefined;
  const day = { fetched: Date.now(), view: (await response.json()) as MyDay };
  await keep('absen', day).catch(() => {});
  return day;
}

export type Direction = 'in' | 'out';
export const WAY: Record<'in' | 'out' | 'any', string> = { in: 'Masuk', out: 'Pulang', any: 'Absen' };

/** One line of the own check-ins. */
export interface Entry {
  id: string;
  at: number;
  direction: 'in' | 'out' | 'any';
  place: string;
  state: 'sending' | 'waiting' | 'accepted' | 'marked' | 'refused' | 'upheld' | 'rejected';
  /** Why it is marked, refused or rejected. */
  said: string[];
  /** On this phone only: may be taken away when it was refused. */
  own: boolean;
}

const ofServer = (punch: OwnPunch): Entry => ({
  id: punch.id, at: Date.parse(punch.at), direction: punch.direction, place: punch.place ?? '', own: false,
  state: punch.review === 'upheld' || punch.review === 'rejected' ? punch.review : punch.verdict, said: punch.review === 'rejected' ? [punch.words] : punch.review === 'upheld' ? [] : punch.reasons.map(({ text }) => text),
});

interface Told {
  at?: string;
  place?: { name: string } | string | null;
}
function ofPhone(one: Queued, aheadMs: number): Entry {
  const body = (one.taken?.body ?? one.command?.body ?? {}) as { direction?: Direction };
  const told = (one.answer?.result ?? {}) as Told;
  const place = typeof told.place === 'string' ? told.place : told.place?.name;
  return {
    id: one.id, at: told.at ? Date.parse(told.at) : one.made - aheadMs, direction: body.direction ?? 'any', place: place ?? one.label.detail, own: true,
    state: one.state === 'asking' ? 'sending' : one.state, said: one.state === 'refused' ? [one.answer?.sentence ?? ''] : (one.answer?.marks ?? []).map(({ text }) => text),
  };
}

/** What the server knows, and what only this phone knows, the latest first. The server's word on one stands above the phone's. */
export function entriesOf(day: KeptDay | undefined, commands: readonly Queued[], aheadMs: number): Entry[] {
  const known = (day?.view.punches ?? []).map(ofServer);
  const ids = new Set(known.map((one) => one.id));
  const here = commands.filter((one) => one.label.about === 'absen' && !ids.has(one.id)).map((one) => ofPhone(one, aheadMs));
  return [...known, ...here].sort((a, b) => b.at - a.at);
}

/** Short enough to be read out: the last eight characters of the id, which the server knows too. */
export const receiptOf = (id: string): string => id.replaceAll('-', '').slice(-8).toUpperCase().replace(/^(.{4})/, '$1-');

/** What the button offers, and the hours that it goes by. */
export interface Offer extends Omit<NextPunch, 'shift'> {
  shift: { start: number; end: number } | undefined;
  /** Known to have no hours today. */
  isDayOff: boolean;
  /** Behind the date: "jam kerja 07.30–16.00". */
  said: string;
}
const OFFSET_MS: Record<Zone, number> = { WIB: 7 * 3_600_000, WITA: 8 * 3_600_000, WIT: 9 * 3_600_000 };

/** By the hours that were carried along, also days later without network; a day that they do not reach has none that are known. */
export function offeredAt(now: number, today: string, zone: Zone, day: KeptDay | undefined, entries: readonly Entry[]): Offer {
  const shifts = (day?.view.days ?? []).flatMap(({ day: on, shift }) => (shift ? [{ on, code: shift.code, start: Date.parse(shift.start), end: Date.parse(shift.end), opens: Date.parse(shift.opens), closes: Date.parse(shift.closes) }] : []));
  const punches = entries.filter(({ state }) => state !== 'refused' && state !== 'rejected').toSorted((a, b) => a.at - b.at);
  const next = nextPunch(now, Date.parse(`${today}T00:00:00Z`) - OFFSET_MS[zone], shifts, punches);
  const here = day?.view.days.find((one) => one.day === today);
  const shift = next.shift === undefined ? undefined : shifts[next.shift]!;
  const hours = shift ?? shifts.find(({ on }) => on === today);
  const clock = (at: number) => jamDari(new Date(at), zone);
  const said = shift ? `${shift.code ? `sif ${shift.code}` : 'jam kerja'} ${clock(shift.start)}–${clock(shift.end)}`
    : hours ? `jam kerja ${clock(hours.start)}–${clock(hours.end)}; absen dihitung pukul ${clock(hours.opens)} sampai ${clock(hours.closes)}`
    : here ? (here.kind === 'rest' ? here.name ?? 'hari libur Anda' : here.name ?? 'hari libur') : '';
  return { ...next, shift, isDayOff: here !== undefined && here.shift === null, said };
}
