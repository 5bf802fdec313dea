import { clockOfDevice, isPlausible, type ClockSample, type DeviceClock } from '../../../../engines/iclock/clock-of-a-device.ts';
import { momentOf } from '../../../../engines/iclock/device-time.ts';
import type { Punches } from '../../../../engines/iclock/read-punches.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import * as lines from '../../storage/terminal-lines.ts';
import * as storage from '../../storage/terminals.ts';
import { derivedId } from './ids.ts';
import { settle } from './settle.ts';

/** Kept of a terminal that nobody has adopted; what is more stays on the terminal, which sends it again. */
const MOST_KEPT = 20_000;
const SAMPLES = 12;
const YEAR_MS = 366 * 86_400_000;

export interface Sent extends Punches {
  /** What the terminal's own clock shows, where it says so in a header. */
  headerClock?: Date | undefined;
  stamp?: string | undefined;
}

/** Takes what a terminal pushed: every line is kept as it came, once; those that are somebody's become check-ins. @returns how many lines were understood or kept */
export const receivePunches = (ctx: Context, terminalId: string, sent: Sent): Promise<number> =>
  inTenant(ctx, async (t) => {
    const terminal = (await storage.lockTerminal(t.tx, t.instansi, terminalId))!;
    const now = t.house.clock.now();
    const isKnown = terminal.state === 'active';
    if (!isKnown && (await lines.countOf(t.tx, t.instansi, terminal.id, 'waiting')) + sent.punches.length > MOST_KEPT) throw new Refused({ code: 'attendance.terminal-kept-enough', data: { seconds: 3600 } });

    const clock = await rememberClock(t, terminal, sent, now);
    const kept = linesOf(t, terminal, sent, now, clock);
    const taken = await lines.insertLines(t.tx, t.instansi, terminal.id, now, kept);
    const open = kept.filter((one) => taken.has(one.id) && one.state === 'no-person').map((one) => one.id);
    if (isKnown && open.length > 0) await settle(t, [{ ...terminal, clockState: clock.state }], { ids: open }, null);
    if (sent.stamp) await storage.saveStamp(t.tx, t.instansi, terminal.id, { punch: sent.stamp.slice(0, 30) });
    return sent.punches.length + sent.unreadable.length;
  });

/** A line whose clock cannot be believed is held; all others begin as nobody's and are settled. One that comes twice in one body is one. */
function linesOf(t: TenantContext, terminal: storage.TerminalRow, { punches, unreadable }: Sent, now: Date, clock: DeviceClock): lines.NewLine[] {
  const wrongClock = clock.state !== 'right' && clock.by === 'header';
  const made = punches.map(({ pin, time, status, verify }): lines.NewLine => {
    const clockAt = momentOf(time, terminal.zoneMinutes);
    const at = momentOf(time, terminal.zoneMinutes, terminal.correctionSeconds);
    const state = terminal.state !== 'active' ? 'waiting' : wrongClock || !isPlausible(at, now) ? 'clock' : 'no-person';
    return { id: derivedId(t.instansi, terminal.serial, pin, time.key), pin, clockText: time.key, status: small(status), verify: small(verify), clockAt, correctionSeconds: terminal.correctionSeconds, state };
  });
  const broken = unreadable.map(({ text }): lines.NewLine => ({ id: derivedId(t.instansi, terminal.serial, 'unreadable', text), pin: '', clockText: text, status: null, verify: null, clockAt: null, correctionSeconds: 0, state: 'unreadable' }));
  return [...new Map([...made, ...broken].map((one) => [one.id, one])).values()];
}
const small = (value: number | undefined): number | null => (value === undefined || value > 32_767 ? null : value);

async function rememberClock(t: TenantContext, terminal: storage.TerminalRow, { punches, headerClock }: Sent, now: Date): Promise<DeviceClock> {
  // Where only a replay came, its newest punch says nothing about the clock of today.
  // One record of 2099 among those of today is a broken record, no clock.
  const times = punches.map((one) => momentOf(one.time, terminal.zoneMinutes).getTime());
  const near = times.filter((at) => Math.abs(at - now.getTime()) <= YEAR_MS);
  const shown = headerClock?.getTime() ?? Math.max(...(near.length > 0 ? near : times));
  if (!Number.isFinite(shown)) return { state: terminal.clockState, seconds: terminal.clockSeconds, by: terminal.clockBy as DeviceClock['by'] };
  const samples = [{ received: now.getTime(), shown, header: headerClock !== undefined }, ...terminal.samples].slice(0, SAMPLES);
  const clock = clockOfDevice(samples.map((one): ClockSample => ({ receivedAt: new Date(one.received), shown: new Date(one.shown + terminal.correctionSeconds * 1000), fromHeader: one.header })));
  const isWrong = clock.state === 'ahead' || clock.state === 'behind';
  // The first of the alike samples: since then its lines are doubtful.
  const since = isWrong ? (terminal.clockSince ?? new Date(clock.by === 'steady' ? Math.min(...samples.slice(0, 5).map((one) => one.received)) : now.getTime())) : null;
  await storage.saveClock(t.tx, t.instansi, terminal.id, { samples, state: clock.state, seconds: clock.seconds, by: clock.by, since, lastPunchAt: now });
  return clock;
}
