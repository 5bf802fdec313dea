import { audit } from '../../../../platform/audit/audit.ts';
import { formatMoment } from '../../../../engines/working-time/words.ts';
import { sameText } from '../../../../engines/sheets/judged-rows.ts';
import { addDays, dayIn, type CalendarDay } from '../../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../../platform/kernel/ids.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import * as storage from '../../storage/terminal-lines.ts';
import { listTerminals } from '../../storage/terminals.ts';
import { findStaff, mustFindStaff, staffByPerson, staffOn, type Staff } from '../staff.ts';
import { organizationOf } from '../units.ts';
import { settle } from './settle.ts';
import { groupsOf } from './show.ts';

// Chapters: looking · giving and ending

const PAGE = 50;
export const listTerminalPins = (ctx: Context, { group, query, after }: { group: string; query: string; after: string }) =>
  readTenant(ctx, async (t) => {
    const org = organizationOf(t);
    const [today, zone, groups, unmapped] = await Promise.all([org.today(t), org.zone(t), storage.pinGroups(t.tx, t.instansi), storage.unmappedPins(t.tx, t.instansi)]);
    const everybody = query !== '' || unmapped.some((one) => one.name) ? await staffOn(t, 'everybody', today) : [];
    const people = query === '' ? null : findStaff(everybody, query).map((one) => one.person);
    const rows = await storage.listPins(t.tx, t.instansi, { group, people, pin: query.replace(/^0+/, ''), after, limit: PAGE + 1 });
    const page = rows.slice(0, PAGE);
    const names = await staffByPerson(t, page.map((one) => one.person));
    const last = page.at(-1);
    return {
      items: page.map((one) => ({ ...one, name: names.get(one.person)?.name ?? 'Tidak lagi memegang jabatan', unitName: names.get(one.person)?.unitName ?? '' })), groups: groupsOf(groups),
      unmapped: unmapped.filter((one) => group === '' || one.pinGroup === group).map((one) => ({ pinGroup: one.pinGroup, pin: one.pin, lines: one.lines, firstText: formatMoment(one.firstAt, zone), lastText: formatMoment(one.lastAt, zone), firstDay: dayIn(one.firstAt, zone), name: one.name, terminals: one.terminals, suggestions: one.name ? likely(everybody, one.name) : [] })),
      ...(rows.length > PAGE && last ? { next: `${last.pinGroup} ${last.pin.padStart(24, '0')} ${last.id}` } : {}),
    };
  });

/** Terminals hold short names: "Budi San" is one of those whose name begins so. */
function likely(everybody: readonly Staff[], name: string): { person: string; name: string; unitName: string }[] {
  const wanted = sameText(name).split(' ').filter((word) => word.length > 0);
  if (wanted.length === 0 || wanted[0]!.length < 3) return [];
  const found = everybody.filter((one) => {
    const words = sameText(one.name).split(' ');
    // Only the last word is cut short.
    return wanted.every((word, i) => words.some((other) => (i === wanted.length - 1 && i > 0 ? other.startsWith(word) : other === word)));
  });
  return found.slice(0, 3).map(({ person, name: full, unitName }) => ({ person, name: full, unitName }));
}

const overlaps = (a: { fromDay: CalendarDay; toDay: CalendarDay | null }, b: { fromDay: CalendarDay; toDay: CalendarDay | null }): boolean => (a.toDay === null || a.toDay >= b.fromDay) && (b.toDay === null || b.toDay >= a.fromDay);

/** Of an earlier owner whose days are open the last one is the day before: a PIN is handed on. Days that are closed and overlap are refused. */
export function judgePin(known: readonly storage.PinRow[], wanted: { person: string; fromDay: CalendarDay; toDay: CalendarDay | null }): { verdict: 'new' | 'same' | 'taken'; by?: string; end?: storage.PinRow } {
  const others = known.filter((one) => overlaps(one, wanted));
  if (others.some((one) => one.person === wanted.person && one.fromDay <= wanted.fromDay && (one.toDay === null || (wanted.toDay !== null && one.toDay >= wanted.toDay)))) return { verdict: 'same' };
  const open = others.find((one) => one.toDay === null && one.fromDay < wanted.fromDay);
  const blocking = others.find((one) => one !== open);
  if (blocking) return { verdict: 'taken', by: blocking.person };
  return { verdict: 'new', ...(open ? { end: open } : {}) };
}

interface Wanted {
  group: string;
  pin: string;
  person?: string | undefined;
  nip?: string | undefined;
  fromDay: CalendarDay;
  toDay?: CalendarDay | null | undefined;
}
/** Whose PIN it is from a day on. What it punched since and waited for an owner counts from now on. */
export const assignTerminalPin = (ctx: Context, { group, pin, person, nip, fromDay, toDay = null }: Wanted) =>
  inTenant(ctx, async (t) => {
    if (toDay !== null && toDay < fromDay) throw new Refused({ code: 'request.invalid', fields: [{ path: 'toDay', message: 'Hari terakhir harus sesudah hari pertama.' }] });
    const owner = await mustFindStaff(t, { person, text: nip }, await organizationOf(t).today(t));
    const [made] = await givePins(t, group, [{ pin, person: owner.person, fromDay, toDay }]);
    if (made && 'taken' in made) throw new Refused({ code: 'attendance.pin-taken', data: { pin, name: (await staffByPerson(t, [made.taken])).get(made.taken)?.name ?? 'orang lain' } });
    const counted = await settleGroup(t, group, [pin]);
    await audit(t, { action: 'attendance.terminal-pin-given', object: 'terminal-pin', objectId: made!.id, detail: { group, pin, person: owner.person, fromDay, toDay, counted } });
    return { id: made!.id, counted, name: owner.name };
  });

/** Many at once, in the order given; the caller settles afterwards. */
export async function givePins(t: TenantContext, group: string, wanted: readonly { pin: string; person: string; fromDay: CalendarDay; toDay: CalendarDay | null }[]): Promise<({ id: string } | { id: string; taken: string })[]> {
  await storage.lockPins(t.tx, t.instansi, group);
  const known = Map.groupBy(await storage.pinsOf(t.tx, t.instansi, group, wanted.map((one) => one.pin)), (one) => one.pin);
  const added: storage.PinRow[] = [];
  const ends: { id: string; toDay: CalendarDay }[] = [];
  const answers = wanted.map((one): { id: string } | { id: string; taken: string } => {
    const before = known.get(one.pin) ?? [];
    const { verdict, by, end } = judgePin(before, one);
    const id = uuidv7(t.house.clock.now().getTime());
    if (verdict === 'taken') return { id, taken: by! };
    if (verdict === 'same') return { id: before.find((row) => row.person === one.person)!.id };
    const row = { id, pinGroup: group, ...one };
    if (end) {
      end.toDay = addDays(one.fromDay, -1);
      ends.push({ id: end.id, toDay: end.toDay });
    }
    known.set(one.pin, [...before, row]);
    added.push(row);
    return { id };
  });
  // One that was added and ended in the same list is written as it ended.
  if (ends.length > 0) await storage.endPins(t.tx, t.instansi, ends);
  if (added.length > 0) await storage.insertPins(t.tx, t.instansi, t.house.clock.now(), added);
  return answers;
}

/** Lines of these PINs on all terminals of the group: those that wait, and those that count for somebody who no longer owns the PIN. */
export async function settleGroup(t: TenantContext, group: string, pins: readonly string[] | 'all'): Promise<number> {
  const terminals = (await listTerminals(t.tx, t.instansi)).filter((one) => one.pinGroup === group && one.state === 'active');
  if (terminals.length === 0) return 0;
  const states = ['no-person', 'taken'] as const;
  if (pins === 'all') return settle(t, terminals, { states }, { reason: 'pin-reassigned', because: null });
  let counted = 0;
  for (const pin of pins) counted += await settle(t, terminals, { states, pin }, { reason: 'pin-reassigned', because: null });
  return counted;
}

export const endTerminalPin = (ctx: Context, { id, lastDay }: { id: string; lastDay: CalendarDay }) =>
  inTenant(ctx, async (t) => {
    const pin = await storage.findPin(t.tx, t.instansi, id);
    if (!pin) throw new Refused({ code: 'request.not-found' });
    await storage.lockPins(t.tx, t.instansi, pin.pinGroup);
    const next = (await storage.pinsOf(t.tx, t.instansi, pin.pinGroup, [pin.pin])).find((one) => one.id !== id && overlaps(one, { fromDay: pin.fromDay, toDay: lastDay }));
    if (next && lastDay >= pin.fromDay) throw new Refused({ code: 'attendance.pin-taken', data: { pin: pin.pin, name: (await staffByPerson(t, [next.person])).get(next.person)?.name ?? 'orang lain' } });
    // One that should never have been is taken away by naming the day before its first.
    if (lastDay < pin.fromDay) await storage.deletePins(t.tx, t.instansi, [id]);
    else await storage.endPins(t.tx, t.instansi, [{ id, toDay: lastDay }]);
    const recounted = await settleGroup(t, pin.pinGroup, [pin.pin]);
    await audit(t, { action: 'attendance.terminal-pin-ended', object: 'terminal-pin', objectId: id, detail: { group: pin.pinGroup, pin: pin.pin, lastDay, person: pin.person, recounted } });
    return { recounted };
  });
