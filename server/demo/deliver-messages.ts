import type { House } from '../platform/house.ts';
import { sql } from '../platform/db/sql.ts';
import { jobContext } from '../platform/events/events.ts';
import { manualClock } from '../platform/kernel/clock.ts';
import type { EventMessage, Module } from '../platform/module.ts';

/** Gives what waits in the outbox to its subscribers, one after the other, until nothing waits: a house that is seeded has no worker. */
export async function deliverMessages(house: House, modules: readonly Module[]): Promise<void> {
  for (;;) {
    const rows = await house.db.asOwner((tx) => tx.many<Omit<EventMessage, 'at'> & { at: Date }>(sql`delete from platform.outbox returning instansi, id, event, payload, at`));
    if (rows.length === 0) return;
    for (const { at, ...row } of rows.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
      for (const { event, run, wants } of modules.flatMap(({ subscribers = [] }) => subscribers))
        if (event === row.event && (wants?.(row.payload) ?? true)) await run(jobContext({ ...house, clock: manualClock(new Date(at.getTime() + 2000)) }, row.instansi, `job:${row.id}`), { ...row, at: at.toISOString() });
  }
}
