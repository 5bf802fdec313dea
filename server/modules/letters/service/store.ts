import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { apply } from '../rules/fold.ts';
import { branchOf, type Action, type LetterFold } from '../rules/letter-state.ts';
import { accessKeys } from '../rules/who-may-read.ts';
import { actorsOf, storeAction, type LetterRecord } from '../storage/letters.ts';
import { saveAccess } from '../storage/lists.ts';
import { organizationOf } from './ports.ts';
import { sealText } from './secret.ts';

/** Folds one more action and stores it with what it changes, its audit entry and who may find the letter from now on. @throws Refused `letters.changed` */
export async function perform(t: TenantContext, letter: Pick<LetterRecord, 'id' | 'unit' | 'secrecy' | 'agenda' | 'year'>, before: LetterFold | undefined, action: Action, words = ''): Promise<LetterFold> {
  const after = apply(before, action);
  const isSecret = letter.secrecy === 'sangat-rahasia';
  const stored = await storeAction(t.tx, t.instansi, {
    letter: letter.id, secrecy: letter.secrecy, before, after, action, words: isSecret || words === '' ? null : words, sealed: isSecret && words !== '' ? sealText(t, letter.id, words) : null,
  });
  if (!stored) throw new Refused({ code: 'letters.changed' });
  const branch = 'branch' in action ? branchOf(after, action.branch) : undefined;
  await audit(t, { action: `letters.${action.kind}`, object: 'letter', objectId: letter.id, detail: { agenda: `${letter.agenda}/${letter.year}`, seq: after.seq, state: after.state, ...(branch ? { branch: branch.id, post: branch.post } : {}), ...('source' in action ? { source: action.source } : {}) } });
  if (before && !isSecret) await saveAccess(t.tx, t.instansi, letter.id, await keysFor(t, letter, after));
  return after;
}

export async function keysFor(t: TenantContext, letter: Pick<LetterRecord, 'id' | 'unit'>, folded: LetterFold): Promise<string[]> {
  const on = folded.branches.filter((branch) => branch.state !== 'ditarik');
  const units = [...new Set(on.map((branch) => branch.unit))];
  const facts = await organizationOf(t).unitFacts(t, units);
  return accessKeys({
    secrecy: folded.secrecy, book: letter.unit, posts: on.map((branch) => branch.post), units, wideUnits: units.filter((unit) => facts.get(unit)?.kind !== 'head-of-region'), readers: folded.readers.map(({ person }) => person),
    accounts: await actorsOf(t.tx, t.instansi, letter.id),
  });
}
