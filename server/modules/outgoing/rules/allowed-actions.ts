import type { OutgoingAction, OutgoingState } from '../contract.ts';
import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { LetterFold } from './letter-state.ts';

/** How somebody stands towards a letter: holder of the post that drafts it, of a post asked for its paraf now, of the post that signs; tata usaha of the unit that signs or drafts; by mandate of who signs. */
export type Role = 'drafter' | 'initialer' | 'signer' | 'clerk' | 'assistant';
/** `file`: put into a folder of the archive; `sign`: by the signer's own hand; `number-for-ink`: the number of a letter that is signed on paper. */
export type Asked = OutgoingAction['kind'] | 'file' | 'edit' | 'sign' | 'number-for-ink' | 'retry' | 'mark-delivered' | 'prepare';

const RUNNING: readonly OutgoingState[] = ['paraf', 'siap_ttd'];
const ISSUED: readonly OutgoingState[] = ['ditandatangani', 'terkirim', 'diberkaskan'];

/** THE table: who may do what with a letter in which state (reference of naskah dinas, section 9). What follows is told by the fold. */
export const ALLOWED: Record<Asked, { from: readonly OutgoingState[]; by: readonly Role[] }> = {
  edit: { from: ['konsep', 'koreksi'], by: ['drafter'] },
  submit: { from: ['konsep', 'koreksi'], by: ['drafter'] },
  withdraw: { from: RUNNING, by: ['drafter'] },
  initial: { from: ['paraf'], by: ['initialer'] },
  return: { from: RUNNING, by: ['initialer', 'signer'] },
  pass: { from: ['siap_ttd'], by: ['signer'] },
  sign: { from: ['siap_ttd'], by: ['signer'] },
  'number-for-ink': { from: ['siap_ttd'], by: ['signer', 'clerk'] },
  retry: { from: ['penomoran'], by: ['signer'] },
  prepare: { from: ['siap_ttd'], by: ['assistant'] },
  file: { from: ['ditandatangani', 'terkirim'], by: ['clerk'] },
  // A draft's sifat is chosen while writing; one on its way is taken back first.
  raise: { from: ISSUED, by: ['drafter', 'signer', 'clerk'] },
  'mark-delivered': { from: ISSUED, by: ['clerk', 'drafter'] },
  // Before it has a number whoever wrote it may drop it; afterwards it leaves a number in the register, which is the signer's or tata usaha's to answer for.
  cancel: { from: ['konsep', 'koreksi', ...RUNNING, 'penomoran', 'ditandatangani', 'terkirim'], by: ['drafter', 'signer', 'clerk'] },
};

/** Refuses `outgoing.not-for-you`, `outgoing.not-now`. */
export function mayAct(letter: LetterFold, roles: readonly Role[], kind: Asked): Result<true> {
  const rule = ALLOWED[kind];
  const mine = rule.by.filter((role) => roles.includes(role));
  if (mine.length === 0) return refuse('outgoing.not-for-you');
  if (!rule.from.includes(letter.state)) return refuse('outgoing.not-now');
  if (kind === 'raise' && letter.secrecy === 'sangat-rahasia') return refuse('outgoing.not-now');
  if (kind === 'cancel') {
    const early = letter.document === undefined;
    const running = letter.state === 'paraf' || letter.state === 'siap_ttd';
    const fits = mine.some((role) => (role === 'drafter' ? early && !running : role === 'clerk' ? !early : running || !early));
    return fits ? ok(true) : refuse('outgoing.not-for-you');
  }
  // A paraf is asked of one stage; the signer returns only what lies before the signer.
  if (kind === 'return' && letter.state === 'siap_ttd' && !mine.includes('signer')) return refuse('outgoing.not-now');
  if (kind === 'return' && letter.state === 'paraf' && !mine.includes('initialer')) return refuse('outgoing.not-now');
  if (kind === 'retry' && (letter.document?.ink || !letter.failure)) return refuse('outgoing.not-now');
  return ok(true);
}

/** What is possible now, in the order of the table. */
export const possibleActions = (letter: LetterFold, roles: readonly Role[]): Asked[] => (Object.keys(ALLOWED) as Asked[]).filter((kind) => mayAct(letter, roles, kind).ok);
