import { isPlausible } from '../../../../engines/iclock/clock-of-a-device.ts';
import { dayIn, type CalendarDay } from '../../../../platform/kernel/calendar-day.ts';
import { part } from '../../../../platform/house.ts';
import type { TenantContext } from '../../../../platform/request/context.ts';
import { principalOn, type OrganizationPort } from '../../../organization/contract.ts';
import type { NewPunch } from '../../contract.ts';
import { attendancePort } from '../port.ts';
import * as storage from '../../storage/terminal-lines.ts';
import type { TerminalRow } from '../../storage/terminals.ts';
import { derivedId } from './ids.ts';

const BATCH = 5000;
const NIL = '00000000-0000-0000-0000-000000000000';
type Which = { ids: readonly string[] } | { states: readonly storage.LineState[]; pin?: string };
type Cause = { reason: 'terminal-clock' | 'pin-reassigned'; because: string | null } | null;

/**
 * Works out for lines of adopted terminals whose they are and when they were made, and makes their check-ins so. What a line made before
 * and no longer means is withdrawn. Told twice it does nothing. @returns how many lines now count
 */
export async function settle(t: TenantContext, terminals: readonly TerminalRow[], which: Which, cause: Cause): Promise<number> {
  let counted = 0;
  let after = NIL;
  for (;;) {
    const rows = await storage.linesToSettle(t.tx, t.instansi, 'ids' in which ? { ids: which.ids } : { terminals: terminals.map((one) => one.id), ...(which.pin === undefined ? {} : { pin: which.pin }), states: which.states, after, limit: BATCH });
    counted += await settleRows(t, new Map(terminals.map((one) => [one.id, one])), rows, cause);
    if ('ids' in which || rows.length < BATCH) return counted;
    after = rows.at(-1)!.id;
  }
}

async function settleRows(t: TenantContext, terminals: ReadonlyMap<string, TerminalRow>, rows: readonly storage.LineRow[], cause: Cause): Promise<number> {
  const usable = rows.filter((row) => terminals.has(row.terminal) && row.at !== null);
  if (usable.length === 0) return 0;
  const organization = part<OrganizationPort<TenantContext>>(t.house, 'organization');
  const zone = await organization.zone(t);
  const dayOf = (at: Date): CalendarDay => dayIn(at, zone);
  const whose = await peopleOfPins(t, terminals, usable);
  const judged = usable.map((row) => {
    const at = row.at!;
    const isRight = isPlausible(at, row.receivedAt);
    const person = isRight ? (whose(row, dayOf(at)) ?? null) : null;
    const state: storage.LineState = !isRight ? 'clock' : person ? 'taken' : 'no-person';
    return { row, at, person, state, checkIn: person ? derivedId(t.instansi, row.id, person, at.toISOString()) : null };
  });
  const now = t.house.clock.now();
  // What was withdrawn stays withdrawn: a line that means again what it meant before makes another check-in.
  const withdrawn = await storage.withdrawnAmong(t.tx, t.instansi, judged.flatMap((one) => one.checkIn ?? []));
  for (const one of judged) if (one.checkIn && withdrawn.has(one.checkIn)) one.checkIn = one.row.checkIn && one.row.person === one.person && !withdrawn.has(one.row.checkIn) ? one.row.checkIn : derivedId(one.checkIn, now.toISOString());
  const changed = judged.filter(({ row, state, checkIn }) => row.state !== state || row.checkIn !== checkIn);
  if (changed.length === 0) return 0;

  const gone = changed.flatMap(({ row, checkIn }) => (row.checkIn && row.checkIn !== checkIn ? [row.checkIn] : []));
  if (gone.length > 0) await storage.withdraw(t.tx, t.instansi, gone, { ...(cause ?? { reason: 'pin-reassigned', because: null }), at: now, account: t.viewer?.accountId ?? null });
  const made = changed.filter((one) => one.checkIn !== null);
  if (made.length > 0) {
    const days = made.map(({ at }) => dayOf(at)).toSorted();
    const people = [...new Set(made.map((one) => one.person!))];
    const placements = Map.groupBy(await organization.placements(t, { people }, days[0]!, days.at(-1)!), (one) => one.person);
    const punches = made.map(({ row, at, person, checkIn }): NewPunch => {
      const terminal = terminals.get(row.terminal)!;
      return { id: checkIn!, person: person!, holding: principalOn(placements.get(person!) ?? [], dayOf(at))?.holding ?? null, at, direction: 'any', source: 'terminal', place: terminal.place, device: terminal.id, ...trustOf(row, at, terminal) };
    });
    await attendancePort.record(t, punches);
  }
  await storage.saveSettled(t.tx, t.instansi, changed.map(({ row, state, person, checkIn }) => ({ id: row.id, state, person, checkIn })));
  return made.length;
}

/** PINs are looked up once for each group, then by day. */
async function peopleOfPins(t: TenantContext, terminals: ReadonlyMap<string, TerminalRow>, rows: readonly storage.LineRow[]): Promise<(row: storage.LineRow, day: CalendarDay) => string | undefined> {
  const groups = Map.groupBy(rows, (row) => terminals.get(row.terminal)!.pinGroup);
  const found = new Map<string, storage.PinRow[]>();
  for (const [group, members] of groups) {
    for (const pin of await storage.pinsOf(t.tx, t.instansi, group, [...new Set(members.map((row) => row.pin))])) {
      const key = `${group} ${pin.pin}`;
      found.set(key, [...(found.get(key) ?? []), pin]);
    }
  }
  return (row, day) => found.get(`${terminals.get(row.terminal)!.pinGroup} ${row.pin}`)?.find((one) => one.fromDay <= day && (one.toDay === null || one.toDay >= day))?.person;
}

const LATE_MS = 3_600_000;
/** A finger or a face is the person; a card or a number can be lent. What waited on the terminal is class B, what a doubtful clock wrote class C. */
function trustOf(row: storage.LineRow, at: Date, terminal: TerminalRow): { trust: number; class: 'A' | 'B' | 'C'; reasons: string[] } {
  const isLent = row.verify === 0 || row.verify === 4;
  const doubtful = terminal.clockState === 'ahead' || terminal.clockState === 'behind';
  const waited = row.receivedAt.getTime() - at.getTime() > LATE_MS;
  return { trust: (isLent ? 70 : 95) - (doubtful ? 40 : 0), class: doubtful ? 'C' : waited ? 'B' : 'A', reasons: doubtful ? ['terminal-clock'] : [] };
}
