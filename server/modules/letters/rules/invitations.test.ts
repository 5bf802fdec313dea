import { expect, it } from 'vitest';
import { apply, fold } from './fold.ts';
import { clashesAmong, clockField, hoursOf, minutesOf } from './invitations.ts';
import { branchOf, rootOf, type Action, type LetterFold } from './letter-state.ts';

const entry = (id: string, begins: number, ends: number | null, state = 'tentative', day = '2026-11-23') => ({ id, day, begins, ends, state });

it('tells which invitations are at the same hour; without an end one takes two hours', () => {
  expect([...clashesAmong([entry('a', 540, null), entry('b', 540, 600), entry('c', 660, 700), entry('d', 600, 630, 'declined'), entry('e', 550, 560, 'represented'), entry('f', 540, null, 'tentative', '2026-11-24')])]).toEqual([['a', ['b']], ['b', ['a']]]);
  expect(clashesAmong([entry('a', 540, 600), entry('b', 600, 660)]).size, 'one after the other').toBe(0);
  expect(clashesAmong([entry('a', 1400, null), entry('b', 1439, null, 'attending')]).get('a')).toEqual(['b']);
});
it('writes hours as they are said, and reads them as they are typed', () => {
  expect([hoursOf({ begins: 540 }), hoursOf({ begins: 570, ends: 660 }), minutesOf('09:30'), clockField(5)]).toEqual(['pukul 09.00 sampai selesai', 'pukul 09.30 sampai 11.00', 570, '00:05']);
});

const at = '2026-03-02T02:00:00.000Z';
const common = { at, by: { kind: 'officer' as const } };
const due = { at, provisional: false };
const held = (person: string) => ({ person, name: person, capacity: 'definitive' });
const invited = (): LetterFold => fold([{ ...common, kind: 'register', branch: 'root', post: 'bupati', unit: 'u', heldBy: held('b'), secrecy: 'biasa', urgency: 'biasa', due, event: { day: '2026-03-09', begins: 540 } }]);
const give = (id: string, from: string, to: string, instructions = ['attend'], role: 'lead' | 'support' = 'lead'): Action => ({ ...common, kind: 'dispose', branch: from, instructions, due, made: [{ id, post: to, unit: 'u', role, heldBy: held(to) }] });
const standing = (letter: LetterFold) => Object.fromEntries(letter.branches.map((one) => [one.id, one.attendance]));

it('follows the invitation: asked, sent on, taken back, moved to another hour', () => {
  let letter = invited();
  expect(standing(letter)).toEqual({ root: 'tentative' });
  expect(standing(apply(letter, give('x', 'root', 'staf', ['prepare']))), 'preparing is not attending').toEqual({ root: 'tentative', x: undefined });
  letter = apply(letter, give('a', 'root', 'sekda'));
  expect(standing(letter)).toEqual({ root: 'represented', a: 'attending' });
  expect(rootOf(letter).representedBy).toBe('a');
  letter = apply(letter, give('b', 'a', 'asisten'));
  expect(standing(letter)).toEqual({ root: 'represented', a: 'represented', b: 'attending' });
  expect(standing(apply(letter, { ...common, kind: 'return', branch: 'b' }))).toEqual({ root: 'represented', a: 'tentative', b: undefined });
  const moved = apply(letter, { ...common, kind: 'set-event', branch: 'root', event: { day: '2026-03-10', begins: 600 } });
  expect(standing(moved), 'who was sent stays sent').toEqual({ root: 'represented', a: 'represented', b: 'attending' });
  const self = apply(letter, { ...common, kind: 'attend', branch: 'root', answer: 'attending' });
  expect(branchOf(self, 'root')).toMatchObject({ attendance: 'attending' });
  expect(standing(apply(self, { ...common, kind: 'set-event', branch: 'root', event: { day: '2026-03-10', begins: 600 } }))['root'], 'another hour is asked anew').toBe('tentative');
  expect(standing(apply(letter, { ...common, kind: 'set-event', branch: 'root', event: null }))).toEqual({ root: undefined, a: undefined, b: undefined });
  expect(apply(letter, { ...common, kind: 'change-secrecy', branch: 'root', from: 'biasa', to: 'sangat-rahasia' })).not.toHaveProperty('event');
});
it('goes with the letter to another post, and to a successor', () => {
  const directed = apply(invited(), { ...common, kind: 'direct', branch: 'r2', post: 'sekda', unit: 'u', heldBy: held('s'), due });
  expect(standing(directed)).toEqual({ root: undefined, r2: 'tentative' });
  const answered = apply(invited(), { ...common, kind: 'attend', branch: 'root', answer: 'attending' });
  const handed = apply(answered, { ...common, kind: 'hand-on', branch: 'root', post: 'baru', unit: 'v', heldBy: held('n') });
  expect(rootOf(handed)).toMatchObject({ post: 'baru', unit: 'v', state: 'baru', attendance: 'tentative', before: [{ post: 'bupati', until: at }] });
});
