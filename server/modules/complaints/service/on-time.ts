import { emit, jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { OpenClocks } from '../../calendar/contract.ts';
import { clockEvents } from '../rules/run-the-clocks.ts';
import { stateBecomesColumns } from '../rules/state-becomes-columns.ts';
import { readClock } from '../rules/when-it-is-due.ts';
import { findReport, type LoadedReport } from '../storage/reports.ts';
import * as storage from '../storage/time.ts';
import { configurationOf } from './configuration.ts';
import { deciding, perform, type Bare } from './perform.ts';
import { calendarOf, organizationOf } from './ports.ts';
import { unitsInForce } from './units-in-force.ts';

// Chapters: what time does · the ladder · a new calendar · a closed unit

const MOST_AT_ONCE = 5000;

/**
 * Each ten minutes: closes what its reporter left unanswered, brings back what was scheduled, climbs the ladder, asks about
 * what lies outside. Reports of one institution one after the other, each in its own transaction.
 */
export async function actOnTime(house: House): Promise<void> {
  const now = house.clock.now();
  const due = await house.db.asOwner((tx) => storage.listDue(tx, now, MOST_AT_ONCE));
  for (const { instansi, report } of due) {
    try {
      await inTenant(jobContext(house, instansi, `time:${report}`), (t) => lookAt(t, report, now));
    } catch (error) {
      // Somebody acted at the same moment: the next round looks again.
      if (!(error instanceof Refused)) throw error;
    }
  }
  await house.db.asOwner((tx) => storage.dropGuestPhotos(tx, new Date(now.getTime() - 24 * 3_600_000)));
}

async function lookAt(t: TenantContext, id: string, now: Date): Promise<void> {
  const report = await findReport(t.tx, t.instansi, id);
  if (!report) return;
  const action = await whatTimeDoes(t, report, now);
  if (action) await perform(t, { report, roles: ['system'], by: { kind: 'system' }, action, expectedSeq: report.state.seq });
  else await climb(t, report, now);
}

async function whatTimeDoes(t: TenantContext, { folded: s }: LoadedReport, now: Date): Promise<Bare | undefined> {
  const clock = s.state === 'held' ? s.clocks.completion : s.state === 'wait-reporter' ? s.clocks['reporter-reply'] : undefined;
  const due = clock && readClock(clock, await deciding(t, s)).dueAt;
  if (due && due <= now) return { kind: 'time-out' };
  if (s.state === 'scheduled' && s.schedule && new Date(s.schedule.returnsAt) <= now) return { kind: 'unschedule' };
  return undefined;
}

/** Tells each rung that was reached and not told yet, and writes when to look again. */
async function climb(t: TenantContext, report: LoadedReport, now: Date): Promise<void> {
  const { settings } = await configurationOf(t);
  const columns = stateBecomesColumns(report.folded, await deciding(t, report.folded), settings.ladder, now);
  for (let rung = 0; rung < columns.rungs; rung++) {
    const { to } = settings.ladder[rung]!;
    if (!(await storage.escalate(t.tx, t.instansi, { report: report.id, clock: columns.due_clock!, dueAt: columns.due_at!, rung: rung + 1, told: to, at: now }))) continue;
    // Of several rungs passed at once (the machine was off) only the highest speaks, to all of them.
    if (rung + 1 === columns.rungs) await emit(t, 'complaints.escalated', { report: report.id, number: report.number, rung: rung + 1, to, unit: columns.unit, secret: report.state.kind === 'misconduct', due: columns.due_at!.toISOString() });
  }
  const hop = report.state.state === 'not-ours' ? report.folded.hops.at(-1) : undefined;
  if (hop?.nextAskAt && new Date(hop.nextAskAt) <= now && (await storage.escalate(t.tx, t.instansi, { report: report.id, clock: 'outside-asking', dueAt: new Date(hop.nextAskAt), rung: 1, told: ['coordinator'], at: now }))) {
    await emit(t, 'complaints.escalated', { report: report.id, number: report.number, rung: 0, to: ['coordinator'], unit: null, secret: false, due: hop.nextAskAt });
  }
  await storage.moveDates(t.tx, t.instansi, report.id, columns);
}

/** For the preview of a new holiday list: the promise of every open report. */
export const openClocks: OpenClocks<TenantContext> = {
  kind: 'pengaduan',
  async *listOpen(t) {
    let after: string | undefined;
    for (;;) {
      const ids = await storage.listOpenIds(t.tx, t.instansi, after, 200);
      if (ids.length === 0) return;
      for (const id of ids) {
        const report = (await findReport(t.tx, t.instansi, id))!;
        const lead = report.folded.disposition?.lead;
        const moments = report.folded.clocks.resolution ?? report.folded.clocks.verification;
        const key = lead ? await calendarOf(t).keyOfUnit(t, lead) : (await calendarOf(t).snapshot(t)).defaultKey;
        const unit = lead ? ((await organizationOf(t).unitFacts(t, [lead])).get(lead)?.name ?? '') : '';
        if (moments && report.state.kind !== 'misconduct') yield { id, number: report.number, title: report.title, unit, events: clockEvents(moments, key) };
      }
      after = ids.at(-1);
    }
  },
};

/** After a calendar was published or a unit got another: open reports count anew, a thousand at a time. */
export async function recompute(ctx: Context): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const ids = await inTenant(ctx, async (t) => {
      const batch = await storage.listOpenIds(t.tx, t.instansi, after, 1000);
      const { settings } = await configurationOf(t);
      for (const id of batch) {
        const report = (await findReport(t.tx, t.instansi, id))!;
        const columns = stateBecomesColumns(report.folded, await deciding(t, report.folded), settings.ladder, t.house.clock.now());
        if (columns.calendar_version !== report.state.calendar_version || columns.due_at?.getTime() !== report.state.due_at?.getTime()) await storage.moveDates(t.tx, t.instansi, id, columns);
      }
      return batch;
    });
    if (ids.length === 0) return;
    after = ids.at(-1);
  }
}

/**
 * A unit that owns reports was closed: they go to its successor, else back to the admin koordinator, also those that wait for
 * their reporter, for a budget or for a decision about reopening. Nothing stays with nobody.
 */
export async function unitClosed(ctx: Context, message: EventMessage): Promise<void> {
  const { unit, successor } = message.payload as { unit: string; successor: string | null };
  for (;;) {
    const ids = await inTenant(ctx, (t) => storage.listOpenOfUnit(t.tx, t.instansi, unit, AT_ONCE));
    for (const id of ids) await inTenant(ctx, (t) => handOn(t, id, unit, successor));
    if (ids.length < AT_ONCE) return;
  }
}
const AT_ONCE = 1000;

async function handOn(t: TenantContext, id: string, unit: string, successor: string | null): Promise<void> {
  const report = await findReport(t.tx, t.instansi, id);
  if (!report || report.state.unit !== unit || report.state.finished_at) return;
  const scheduled = report.state.state === 'scheduled' ? ' Laporan ini sudah dijadwalkan: jadwalkan lagi pada unit barunya.' : '';
  const action: Bare = successor
    ? { kind: 'dispose', lead: successor, supporting: [...(await unitsInForce(t, (report.folded.disposition?.supporting ?? []).filter((one) => one !== successor))).keys()], words: { instruction: `Unit sebelumnya ditutup; laporan dilanjutkan penggantinya.${scheduled}` } }
    : { kind: 'return', words: { reason: `Unit ini ditutup tanpa pengganti.${scheduled}` } };
  await perform(t, { report, roles: ['system'], by: { kind: 'system' }, action, expectedSeq: report.state.seq });
}
