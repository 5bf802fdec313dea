import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { apply } from '../rules/fold.ts';
import { branchOf, type Action, type LetterFold } from '../rules/letter-state.ts';
import { accessKeys } from '../rules/who-may-read.ts';
import { actorsOf, storeAction, type LetterRecord } from '../storage/letters.ts';
import { facetMarks } from '../rules/marks-of-a-letter.ts';
import { search } from '../storage/search.ts';
import { organizationOf } from './ports.ts';
import { sealText } from './secret.ts';

/** Folds one more action and stores it with what it changes, its audit entry and who may find the letter from now on. @throws Refused `letters.changed` */
export async function perform(t: TenantContext, letter: Marked & Pick<LetterRecord, 'agenda' | 'year'>, before: LetterFold | undefined, action: Action, words = ''): Promise<LetterFold> {
  const after = apply(before, action);
  const isSecret = letter.secrecy === 'sangat-rahasia';
  const stored = await storeAction(t.tx, t.instansi, {
    letter: letter.id, secrecy: letter.secrecy, before, after, action, words: isSecret || words === '' ? null : words, sealed: isSecret && words !== '' ? sealText(t, letter.id, words) : null,
  });
  if (!stored) throw new Refused({ code: 'letters.changed' });
  const branch = 'branch' in action ? branchOf(after, action.branch) : undefined;
  await audit(t, { action: `letters.${action.kind}`, object: 'letter', objectId: letter.id, detail: { agenda: `${letter.agenda}/${letter.year}`, seq: after.seq, state: after.state, ...(branch ? { branch: branch.id, post: branch.post } : {}), ...('source' in action ? { source: action.source } : {}) } });
  if (before && !isSecret) await search.mark(t.tx, t.instansi, letter.id, await marksFor(t, letter, after));
  return after;
}

type Marked = Pick<LetterRecord, 'id' | 'unit' | 'secrecy' | 'letter_date' | 'classification' | 'sender'>;
/** Who may find a letter, and by which filters. */
export async function marksFor(t: TenantContext, letter: Marked, folded: LetterFold): Promise<string[]> {
  const on = folded.branches.filter((branch) => branch.state !== 'ditarik');
  const units = [...new Set(on.map((branch) => branch.unit))];
  const facts = await organizationOf(t).unitFacts(t, units);
  const keys = accessKeys({
    secrecy: folded.secrecy, book: letter.unit, posts: on.map((branch) => branch.post), units, wideUnits: units.filter((unit) => facts.get(unit)?.kind !== 'head-of-region'), readers: folded.readers.map(({ person }) => person),
    accounts: await actorsOf(t.tx, t.instansi, letter.id),
  });
  return [...keys, ...facetMarks({ kind: 'in', day: letter.letter_date, classification: letter.classification, secrecy: folded.secrecy, unit: letter.unit, state: folded.state, sender: letter.sender })];
}
