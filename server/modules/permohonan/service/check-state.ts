import { fold } from '../../../engines/workflow/fold.ts';
import { isDeepStrictEqual } from 'node:util';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { findAnswersOf, findRequest, listActions, listIds } from '../storage.ts';
import { layananOf } from './ports.ts';

export interface Difference {
  request: string;
  number: string;
  problem: string;
}

/** Folds every request of the institution again from its actions and compares; must find nothing. */
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
        const request = (await findRequest(t.tx, t.instansi, id))!;
        const compiled = await layananOf(t).version(t, request.layanan, request.version);
        const versions = await findAnswersOf(t.tx, t.instansi, id);
        checked += 1;
        try {
          const state = fold(compiled.definition.workflow, await listActions(t.tx, t.instansi, id), layananOf(t).workflowFacts(compiled, (v) => versions.get(v) ?? {}));
          if (!isDeepStrictEqual(JSON.parse(JSON.stringify(state)), request.folded)) differences.push({ request: id, number: request.number, problem: 'keadaan yang tersimpan berbeda dari hasil lipatan tindakannya' });
          else if (state.seq !== request.state.seq || state.status !== request.state.status) differences.push({ request: id, number: request.number, problem: 'baris keadaan berbeda dari lipatan' });
        } catch (error) {
          differences.push({ request: id, number: request.number, problem: (error as Error).message });
        }
      }
    });
  }
}
