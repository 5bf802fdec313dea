import { isDeepStrictEqual } from 'node:util';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { fold } from '../rules/fold.ts';
import { desksOf } from '../rules/letter-state.ts';
import { findLetter, findState, listActions, listDesks, listIds } from '../storage/letters.ts';

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
        const [stored, column, actions, desks] = await Promise.all([findLetter(t.tx, t.instansi, id), findState(t.tx, t.instansi, id), listActions(t.tx, t.instansi, id), listDesks(t.tx, t.instansi, id)]);
        const folded = fold(actions.map((action) => action.payload));
        const wanted = desksOf(folded).toSorted((a, b) => (a.post < b.post ? -1 : 1));
        if (!isDeepStrictEqual(JSON.parse(JSON.stringify(folded)), stored!.folded)) differences.push({ letter: id, problem: 'keadaan yang tersimpan berbeda dari hasil lipatan tindakannya' });
        else if (column!.seq !== folded.seq || column!.state !== folded.state || column!.unit !== folded.unit || column!.secrecy !== folded.secrecy || (column!.number ?? undefined) !== folded.document?.number || !isDeepStrictEqual(wanted, desks)) differences.push({ letter: id, problem: 'baris keadaan berbeda dari lipatan' });
      }
    });
  }
}
