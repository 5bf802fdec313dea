import { isDeepStrictEqual } from 'node:util';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { fold } from '../rules/fold.ts';
import { findLetter, findState, listActions, listBranches, listIds } from '../storage/letters.ts';

/** Folds every letter of the institution again from its actions and compares with what is stored; must find nothing. */
export async function checkState(ctx: Context): Promise<{ checked: number; differences: { letter: string; problem: string }[] }> {
  const differences: { letter: string; problem: string }[] = [];
  let checked = 0;
  for (let after: string | undefined; ; ) {
    const ids = await inTenant(ctx, (t) => listIds(t.tx, t.instansi, after, 500));
    if (ids.length === 0) return { checked, differences };
    after = ids.at(-1);
    await inTenant(ctx, async (t) => {
      for (const id of ids) {
        checked += 1;
        const [stored, column, actions, branches] = await Promise.all([findLetter(t.tx, t.instansi, id), findState(t.tx, t.instansi, id), listActions(t.tx, t.instansi, id), listBranches(t.tx, t.instansi, id)]);
        const folded = fold(actions.map((action) => action.payload));
        const wanted = folded.branches.map(({ id: branch, state, post }) => ({ id: branch, state, post })).sort((a, b) => (a.id < b.id ? -1 : 1));
        if (!isDeepStrictEqual(JSON.parse(JSON.stringify(folded)), stored!.folded)) differences.push({ letter: id, problem: 'keadaan yang tersimpan berbeda dari hasil lipatan tindakannya' });
        else if (column!.seq !== folded.seq || column!.state !== folded.state || !isDeepStrictEqual(wanted, branches)) differences.push({ letter: id, problem: 'baris keadaan berbeda dari lipatan' });
      }
    });
  }
}
