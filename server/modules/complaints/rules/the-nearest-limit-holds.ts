import type { ClockName, Kind, LimitRow } from '../contract.ts';
import type { ActionKind, Limit, Limits } from './report-state.ts';

/**
 * The row that holds for a clock: the one for category and kind, else for the category, else for the kind, else the
 * general one. Without any there is no such clock.
 */
export function limitFor(rows: readonly LimitRow[], clock: ClockName, kind: Kind, category: string | null): Limit | undefined {
  const fitting = rows.filter((r) => r.clock === clock && (r.kind === null || r.kind === kind) && (r.category === null || r.category === category));
  const [row] = fitting.sort((a, b) => closeness(b) - closeness(a));
  return row && { n: row.n, unit: row.unit, warnAtPercent: row.warnAtPercent, escalateTo: row.escalateTo, legalBasis: row.legalBasis };
}

const closeness = (row: LimitRow): number => (row.category === null ? 0 : 2) + (row.kind === null ? 0 : 1);

/** Which clocks an action may start: only their limits are written into it. */
const STARTS: Partial<Record<ActionKind, readonly ClockName[]>> = {
  submit: ['verification'], verify: ['resolution'], hold: ['completion'], unarchive: ['verification'], dispose: ['first-answer', 'resolution'], return: ['verification'], 'publish-answer': ['reporter-reply', 'reopen-window'],
  extend: ['extension'], 'hop-answered': ['verification', 'reopen-window'], reopen: ['resolution', 'verification'], unmerge: ['resolution', 'verification'], 'time-out': ['reopen-window'],
};

/** The limits for a report of that kind, as they stand now, to be written into the action that may start their clocks. */
export function limitsFor(rows: readonly LimitRow[], kind: Kind, category: string | null, action: ActionKind): Limits {
  const found: Limits = {};
  for (const clock of STARTS[action] ?? []) {
    const limit = limitFor(rows, clock, kind, category);
    if (limit) found[clock] = limit;
  }
  return found;
}
