import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { Content } from '../contract.ts';
import { apply } from '../rules/fold.ts';
import { desksOf, type Action, type LetterFold } from '../rules/letter-state.ts';
import { storeAction } from '../storage/letters.ts';
import { packWords } from './secret.ts';

/** Folds one more action and stores it with what it changes, its audit entry and its event. @throws Refused `outgoing.changed` */
export async function perform(t: TenantContext, letter: { id: string; urgency: Content['urgency'] }, before: LetterFold | undefined, action: Action, words = ''): Promise<LetterFold> {
  const after = apply(before, action);
  const stored = await storeAction(t.tx, t.instansi, { letter: letter.id, urgency: letter.urgency, before, after, action, ...packWords(t, letter.id, after.secrecy, words) });
  if (!stored) throw new Refused({ code: 'outgoing.changed' });
  await audit(t, { action: `outgoing.${AUDITED[action.kind]}`, object: 'outgoing-letter', objectId: letter.id, detail: { seq: after.seq, state: after.state, ...(action.kind === 'number' ? { number: action.number } : {}), ...(action.kind === 'raise' ? { from: before!.secrecy, to: action.secrecy } : {}), ...(action.kind === 'initial' ? { hash: action.hash } : {}), ...(action.kind === 'submit' ? { version: action.version, hash: action.hash } : {}) } });
  // On whose desk it lies that it did not lie on before.
  const had = new Set(before ? desksOf(before).filter((one) => one.task !== 'others' && one.task !== 'sent').map((one) => `${one.post} ${one.task}`) : []);
  const posts = desksOf(after).filter((one) => one.task !== 'others' && one.task !== 'sent' && !had.has(`${one.post} ${one.task}`));
  await emit(t, 'outgoing.acted', { letter: letter.id, kind: action.kind, posts: action.kind === 'begin' ? [] : posts });
  return after;
}
const AUDITED: Record<Action['kind'], string> = {
  begin: 'begun', submit: 'submitted', withdraw: 'withdrawn', return: 'returned', file: 'filed', cancel: 'cancelled', raise: 'secrecy-raised', initial: 'initialled', pass: 'passed', number: 'numbered', fail: 'sign-failed', sign: 'signed', send: 'sent',
};
