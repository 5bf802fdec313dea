import type { EventMessage } from '../../../platform/module.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { formatDay } from '../../../engines/working-time/words.ts';
import { caseClockEvents } from '../../../engines/workflow/for-working-time.ts';
import { emit } from '../../../platform/events/events.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { OpenClock, OpenClocks } from '../../calendar/contract.ts';
import { stateBecomesRows } from '../rules/state-becomes-rows.ts';
import { findRequest, listOpenIds, moveDeadlines } from '../storage.ts';
import { calendarOf, institutionOf, layananOf, organizationOf } from './ports.ts';
import { unitsOf } from './submit.ts';

const BATCH = 1000;

async function* openIds(ctx: Context): AsyncGenerator<string[]> {
  let after: string | undefined;
  for (;;) {
    const ids = await inTenant(ctx, (t) => listOpenIds(t.tx, t.instansi, after, BATCH));
    if (ids.length === 0) return;
    yield ids;
    after = ids.at(-1);
  }
}

/** For the preview of a new holiday list: every running promise with its events. */
export const openClocks: OpenClocks<TenantContext> = {
  kind: 'permohonan',
  async *listOpen(t) {
    let after: string | undefined;
    for (;;) {
      const ids = await listOpenIds(t.tx, t.instansi, after, 200);
      if (ids.length === 0) return;
      for (const id of ids) {
        const clock = await openClock(t, id);
        if (clock) yield clock;
      }
      after = ids.at(-1);
    }
  },
};

async function openClock(t: TenantContext, id: string): Promise<OpenClock | undefined> {
  const request = await findRequest(t.tx, t.instansi, id);
  if (!request || request.folded.clocks.promise.length === 0) return undefined;
  const compiled = await layananOf(t).version(t, request.layanan, request.version);
  const key = await calendarOf(t).keyOfUnit(t, request.owner_unit);
  const unit = (await organizationOf(t).unitFacts(t, [request.owner_unit])).get(request.owner_unit)?.name ?? '';
  return { id, number: request.number, title: request.title, unit, events: caseClockEvents(request.folded.clocks.promise, compiled.definition.workflow.promise, key) };
}

/**
 * After a calendar was published: recomputes the open clocks in batches of 1,000, keeps old → new once with its
 * reason, and tells each applicant whose date moved. Decided requests are never touched.
 */
export async function recomputeDeadlines(ctx: Context, message: EventMessage): Promise<void> {
  const reason = String(message.payload.reason ?? 'Kalender kerja berubah');
  const { zone } = await institutionOf(ctx);
  for await (const ids of openIds(ctx)) {
    await inTenant(ctx, async (t) => {
      for (const id of ids) {
        const request = await findRequest(t.tx, t.instansi, id);
        if (!request || request.state.finished_at) continue;
        const compiled = await layananOf(t).version(t, request.layanan, request.version);
        const { unitOf } = await unitsOf(t, compiled, request.answers);
        const rows = stateBecomesRows(compiled.definition.workflow, request.folded, await calendarOf(t).calendarOf(t, request.owner_unit), unitOf);
        const old = request.state.due_at;
        const moved = rows.state.due_at && old && rows.state.due_at.getTime() !== old.getTime() ? { old, new: rows.state.due_at } : undefined;
        if (!moved && rows.state.calendar_version === request.state.calendar_version) continue;
        await moveDeadlines(t.tx, t.instansi, id, rows.state, rows.tasks, moved ? { ...moved, reason, at: t.house.clock.now() } : undefined);
        if (moved) {
          const day = (at: Date) => formatDay(dayIn(at, zone));
          await emit(t, 'calendar.due-moved', { request: id, number: request.number, account: request.account, old: day(moved.old), new: day(moved.new), reason });
        }
      }
    });
  }
}
