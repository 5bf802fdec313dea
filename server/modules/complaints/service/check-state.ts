import { isDeepStrictEqual } from 'node:util';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { fold } from '../rules/fold.ts';
import { findReport, listActions, listIds } from '../storage/reports.ts';

export interface Difference {
  report: string;
  number: string;
  problem: string;
}

/** Folds every report of the institution again from its actions and compares; must find nothing. */
export async function checkState(ctx: Context): Promise<{ checked: number; differences: Difference[] }> {
  const differences: Difference[] = [];
  let checked = 0;
  let after: string | undefined;
  for (;;) {
    const ids = await inTenant(ctx, (t) => listIds(t.tx, t.instansi, after, 500));
    if (ids.length === 0) return { checked, differences };
    after = ids.at(-1);
    await inTenant(ctx, async (t) => {
      for (const id of ids) {
        const report = (await findReport(t.tx, t.instansi, id))!;
        checked += 1;
        try {
          const state = fold(await listActions(t.tx, t.instansi, id));
          const s = report.state;
          if (!isDeepStrictEqual(JSON.parse(JSON.stringify(state)), report.folded)) differences.push({ report: id, number: report.number, problem: 'keadaan yang tersimpan berbeda dari hasil lipatan tindakannya' });
          else if (state.seq !== s.seq || state.state !== s.state || state.kind !== s.kind || (state.disposition?.lead ?? null) !== s.unit) differences.push({ report: id, number: report.number, problem: 'baris keadaan berbeda dari lipatan' });
        } catch (error) {
          differences.push({ report: id, number: report.number, problem: (error as Error).message });
        }
      }
    });
  }
}
