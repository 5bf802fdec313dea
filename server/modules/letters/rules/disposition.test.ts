import { describe, expect, it } from 'vitest';
import type { BranchRole } from '../contract.ts';
import { checkDeadline, checkRecipients, directionOf, type Direction } from './a-disposition-is-sound.ts';
import { mayAct, possibleActions, type Role } from './allowed-actions.ts';
import { fold } from './fold.ts';
import { branchOf, rootOf, type Action, type ActionKind, type LetterFold } from './letter-state.ts';

// Reference of naskah dinas, section 9: the worked tree, and what may not be.

const due = { at: '2026-03-10T16:59:59Z', provisional: false };
const heldBy = (post: string) => ({ person: `orang-${post}`, name: `Pemangku ${post}`, capacity: 'definitive' });
const by = (post: string) => ({ kind: 'officer' as const, account: `akun-${post}`, name: post, post });
let minute = 0;
const at = () => new Date(Date.parse('2026-03-02T02:00:00Z') + minute++ * 60_000).toISOString();

const registered = (more: Partial<Extract<Action, { kind: 'register' }>> = {}): Action => ({ kind: 'register', at: at(), by: by('tu'), branch: 'root', post: 'bupati', unit: 'u-bupati', heldBy: heldBy('bupati'), secrecy: 'biasa', urgency: 'biasa', due, ...more });
const disposed = (branch: string, ...to: [string, BranchRole][]): Action => ({
  kind: 'dispose', at: at(), by: by(branch), branch, instructions: ['follow-up'], due, made: to.map(([post, role]) => ({ id: post, post, unit: `u-${post}`, role, heldBy: heldBy(post) })),
});
const reported = (branch: string, done = true): Action => ({ kind: 'report', at: at(), by: by(branch), branch, done, files: [] });
const simple = (kind: 'open' | 'return' | 'recall' | 'reopen', branch: string): Action => ({ kind, at: at(), by: by(branch), branch }) as Action;
const states = (letter: LetterFold) => Object.fromEntries(letter.branches.map((branch) => [branch.id, branch.state]));
const tree = [registered(), disposed('root', ['A', 'lead'], ['B', 'support'], ['C', 'support']), disposed('A', ['A1', 'lead'], ['A2', 'support'])];

describe('the tree of a disposition', () => {
  it('is done when A1 reports and A closes; B, C and A2 unread do not hold it up', () => {
    const before = fold([...tree, reported('A1')]);
    expect(before.state).toBe('didisposisi');
    expect(mayAct(before, 'A', ['holder'], 'report', 'done').ok).toBe(true);
    const after = fold([...tree, reported('A1'), reported('A')]);
    expect(after.state).toBe('selesai');
    expect(after.finishedAt).toBeDefined();
    expect(states(after)).toEqual({ root: 'selesai', A: 'selesai', B: 'baru', C: 'baru', A1: 'selesai', A2: 'baru' });
  });
  it('is not done by its supporters alone, and A does not close over an open A1', () => {
    expect(fold([...tree, reported('B'), reported('C'), reported('A2')]).state).toBe('didisposisi');
    expect(mayAct(fold(tree), 'A', ['holder'], 'report', 'done')).toMatchObject({ refusal: { code: 'letters.work-below' } });
    expect(mayAct(fold(tree), 'A', ['holder'], 'report').ok, 'a progress report').toBe(true);
  });
  it('is taken back before it is read, not after; the giver then decides again', () => {
    const unread = fold([registered(), disposed('root', ['A', 'lead'])]);
    expect(mayAct(unread, 'A', ['giver'], 'recall').ok).toBe(true);
    const back = fold([registered(), disposed('root', ['A', 'lead']), simple('recall', 'A')]);
    expect(states(back)).toEqual({ root: 'dibaca', A: 'ditarik' });
    expect(back.state).toBe('diterima');
    expect(mayAct(fold([registered(), disposed('root', ['A', 'lead']), simple('open', 'A')]), 'A', ['giver'], 'recall')).toMatchObject({ refusal: { code: 'letters.already-read' } });
    expect(mayAct(back, 'A', ['holder'], 'open')).toMatchObject({ refusal: { code: 'letters.not-now' } });
  });
  it('is returned with the decision falling back to the giver, and the root to tata usaha', () => {
    const returned = fold([registered(), disposed('root', ['A', 'lead']), simple('return', 'A')]);
    expect([returned.state, states(returned)]).toEqual(['diterima', { root: 'dibaca', A: 'dikembalikan' }]);
    const atClerk = fold([registered(), simple('return', 'root')]);
    expect(atClerk.state).toBe('dikembalikan');
    expect(mayAct(atClerk, 'root', ['clerk'], 'direct').ok).toBe(true);
    const directed = fold([registered(), simple('return', 'root'), { kind: 'direct', at: at(), by: by('tu'), branch: 'root-2', post: 'sekda', unit: 'u-setda', heldBy: heldBy('sekda'), due }]);
    expect([directed.state, rootOf(directed).post]).toEqual(['diterima', 'sekda']);
  });
  it('is opened again with everybody above who had closed', () => {
    const again = fold([...tree, reported('A1'), reported('A'), simple('reopen', 'A1')]);
    expect(again.state).toBe('didisposisi');
    expect(states(again)).toMatchObject({ root: 'diproses', A: 'diproses', A1: 'dibaca' });
    expect(again.finishedAt).toBeUndefined();
    expect(fold([...tree, reported('A1'), reported('A'), simple('reopen', 'A1'), reported('A1'), reported('A')]).state).toBe('selesai');
  });
  it('counts who decides as a reader, and keeps who held the post that day', () => {
    const letter = fold(tree);
    expect(branchOf(letter, 'root')!.readAt).toBeDefined();
    expect(branchOf(letter, 'A1')!.heldBy.name).toBe('Pemangku A1');
  });
  it('names those who got a secret letter as its readers', () => expect(fold([registered({ secrecy: 'rahasia' }), disposed('root', ['A', 'lead'])]).readers.map(({ person }) => person)).toEqual(['orang-bupati', 'orang-A']));
  it('never fails on a history of whatever accepted actions', () => {
    let seed = 11;
    const next = (most: number) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % most;
    for (let round = 0; round < 200; round += 1) {
      const history: Action[] = [registered()];
      for (let step = 0; step < 15; step += 1) {
        const letter = fold(history);
        const branch = letter.branches[next(letter.branches.length)]!;
        const kinds = possibleActions(letter, branch.id, ['holder', 'giver', 'clerk']).filter((kind) => kind === 'open' || kind === 'return' || kind === 'recall' || kind === 'reopen' || kind === 'report' || kind === 'dispose');
        const kind = kinds[next(kinds.length || 1)];
        if (!kind) continue;
        if (kind === 'dispose') history.push(disposed(branch.id, [`${round}-${step}`, letter.branches.some((one) => one.parent === branch.id && one.role === 'lead' && one.endedAt === undefined) ? 'support' : 'lead']));
        else if (kind === 'report') history.push(reported(branch.id, mayAct(letter, branch.id, ['holder'], 'report', 'done').ok));
        else history.push(simple(kind as 'open', branch.id));
      }
      const letter = fold(history);
      expect(letter.seq).toBe(history.length);
      for (const branch of letter.branches) expect(branch.endedAt === undefined, branch.state).toBe(['baru', 'dibaca', 'diproses'].includes(branch.state));
      expect(letter.state === 'selesai').toBe(letter.finishedAt !== undefined);
    }
  });
});

describe('who may', () => {
  const letter = fold(tree);
  it.each<[Exclude<ActionKind, 'register'>, Role, string]>([
    ['dispose', 'assistant', 'A'], ['send-prepared', 'assistant', 'A'], ['report', 'assistant', 'A'], ['return', 'assistant', 'A'], ['recall', 'holder', 'A1'], ['dispose', 'giver', 'A'], ['dispose', 'clerk', 'A'], ['record', 'holder', 'A'], ['prepare', 'holder', 'A'], ['direct', 'holder', 'root'],
  ])('%s is not for the %s', (kind, role, branch) => expect(mayAct(letter, branch, [role], kind)).toMatchObject({ refusal: { code: 'letters.not-for-you' } }));
  it('an assistant prepares and records; what was prepared the leader sends', () => {
    expect(possibleActions(letter, 'A', ['assistant'])).toEqual(['prepare', 'record']);
    const prepared = fold([...tree, { kind: 'prepare', at: at(), by: { ...by('ajudan'), forPost: 'A' }, branch: 'B', recipients: [], instructions: ['note'] }]);
    expect(possibleActions(prepared, 'B', ['holder'])).toContain('send-prepared');
    expect(mayAct(letter, 'B', ['holder'], 'send-prepared')).toMatchObject({ refusal: { code: 'letters.nothing-prepared' } });
  });
  it('refuses a branch that does not exist', () => expect(mayAct(letter, 'Z', ['holder'], 'open')).toMatchObject({ refusal: { code: 'letters.unknown' } }));
});

describe('to whom', () => {
  const letter = fold(tree);
  const down = () => 'down' as Direction;
  const codeOf = (branch: string, to: [string, BranchRole][], direction: (post: string) => Direction = down, of = letter) => {
    const result = checkRecipients(of, branch, to.map(([post, role]) => ({ post, role })), direction);
    return result.ok ? 'ok' : result.refusal.code;
  };
  it('goes in no circle: not to itself, nor to anybody on its way', () => {
    expect([codeOf('A1', [['A1', 'lead']]), codeOf('A1', [['A', 'lead']]), codeOf('A1', [['bupati', 'lead']])]).toEqual(Array.from({ length: 3 }, () => 'letters.circle'));
    expect(codeOf('A1', [['B', 'lead']]), 'who only supports beside the way').toBe('ok');
  });
  it('has exactly one penanggung jawab', () => {
    expect([codeOf('B', [['X', 'support']]), codeOf('B', [['X', 'lead'], ['Y', 'lead']]), codeOf('B', [['X', 'lead'], ['Y', 'support']])]).toEqual(['letters.one-lead', 'letters.one-lead', 'ok']);
    expect([codeOf('A', [['X', 'lead']]), codeOf('A', [['X', 'support']])], 'A1 is at work').toEqual(['letters.lead-exists', 'ok']);
    expect(codeOf('A', [['X', 'lead']], down, fold([...tree, simple('return', 'A1')])), 'A1 gave it back').toBe('ok');
  });
  it('names nobody twice, no post without a holder, nobody above', () => {
    expect([codeOf('B', [['X', 'lead'], ['X', 'support']]), codeOf('A', [['A2', 'support']])]).toEqual(['letters.twice', 'letters.twice']);
    expect([codeOf('B', [['X', 'lead']], () => 'none'), codeOf('B', [['X', 'lead']], () => 'up'), codeOf('B', [['X', 'lead']], () => 'peer')]).toEqual(['letters.post-without-holder', 'letters.not-upwards', 'ok']);
  });
});

describe('where a post stands', () => {
  const kadis = { post: 'kadis', unit: 'dinas', isHead: true, overAll: false as const, below: new Set(['dinas', 'uptd']), council: new Set(['dprd', 'komisi']), parent: 'pemda' };
  const post = (unit: string, isHead: boolean, more: { unitKind?: string; parent?: string | null } = {}) => ({ post: `${unit}-x`, unit, isHead, unitKind: 'dinas', parent: 'pemda', ...more });
  it.each<[string, Parameters<typeof directionOf>[1], Direction]>([
    ['staff of the own unit', post('dinas', false), 'down'], ['a unit below', post('uptd', true, { parent: 'dinas' }), 'down'], ['the head of a unit beside', post('badan', true), 'peer'], ['staff of a unit beside', post('badan', false), 'up'],
    ['the regent', post('bupati', true, { unitKind: 'head-of-region', parent: null }), 'up'], ['a post nobody holds', undefined, 'none'],
  ])('%s', (_, receiver, direction) => expect(directionOf(kadis, receiver)).toBe(direction));
  it('staff gives to staff of the unit, not to its head', () => {
    const staff = { ...kadis, post: 'staf', isHead: false };
    expect([directionOf(staff, post('dinas', false)), directionOf(staff, post('dinas', true)), directionOf(staff, post('badan', true))]).toEqual(['down', 'up', 'up']);
  });
  it('the regent directs all, the secretary all but the regent, an assistant of the secretary not', () => {
    const regent = { ...kadis, unit: 'bupati', below: new Set(['bupati']), overAll: 'head-of-region' as const, parent: null };
    const secretary = { ...kadis, unit: 'setda', below: new Set(['setda', 'bagian']), overAll: 'secretariat' as const };
    const [camat, head] = [post('camat', true), post('bupati', true, { unitKind: 'head-of-region', parent: null })];
    expect([directionOf(regent, camat), directionOf(secretary, camat), directionOf(secretary, head), directionOf({ ...secretary, isHead: false }, camat), directionOf({ ...regent, isHead: false }, head)]).toEqual(['down', 'down', 'up', 'up', 'up']);
  });
  it('DPRD is directed from inside only, and directs its secretariat', () => {
    const regent = { ...kadis, unit: 'bupati', below: new Set(['bupati']), overAll: 'head-of-region' as const, parent: null };
    const secretary = { ...kadis, unit: 'setda', below: new Set(['setda']), overAll: 'secretariat' as const };
    const chair = { ...kadis, unit: 'dprd', below: new Set(['dprd', 'komisi', 'setwan', 'bagian-setwan']), parent: null };
    const sekwan = { ...kadis, unit: 'setwan', below: new Set(['setwan', 'bagian-setwan']), parent: 'dprd' };
    const [ofDprd, ofKomisi, ofSetwan, ofBagian] = [post('dprd', true, { unitKind: 'dprd', parent: null }), post('komisi', true, { parent: 'dprd' }), post('setwan', true, { unitKind: 'setwan' }), post('bagian-setwan', true, { parent: 'setwan' })];
    for (const giver of [regent, secretary, kadis, sekwan]) expect([directionOf(giver, ofDprd), directionOf(giver, ofKomisi)], giver.unit).toEqual(['up', 'up']);
    expect([ofKomisi, ofSetwan, ofBagian].map((receiver) => directionOf(chair, receiver))).toEqual(['down', 'down', 'down']);
    expect([post('badan', true), post('bupati', true, { unitKind: 'head-of-region', parent: null }), post('camat', true, { parent: null })].map((receiver) => directionOf(chair, receiver))).toEqual(['up', 'up', 'up']);
    expect([directionOf(regent, ofSetwan), directionOf(secretary, ofSetwan)]).toEqual(['down', 'down']);
  });
});

describe('until when', () => {
  const now = new Date('2026-03-03T02:00:00Z');
  const wish = (at_: string) => ({ at: at_, provisional: false });
  const letter = fold(tree);
  it('is taken over, shortened, and never lengthened by a lower tier', () => {
    expect(checkDeadline(letter, 'A', undefined, now)).toMatchObject({ value: due });
    expect(checkDeadline(letter, 'A', wish('2026-03-06T16:59:59Z'), now)).toMatchObject({ value: { at: '2026-03-06T16:59:59Z' } });
    expect(checkDeadline(letter, 'A', wish('2026-03-11T16:59:59Z'), now)).toMatchObject({ refusal: { code: 'letters.deadline-longer', data: { until: due.at } } });
    expect(checkDeadline(letter, 'A', wish(due.at), now).ok).toBe(true);
  });
  it('is the top\'s own to choose, but not in the past', () => {
    expect(checkDeadline(letter, 'root', wish('2026-04-11T16:59:59Z'), now).ok).toBe(true);
    expect(checkDeadline(letter, 'root', wish('2026-03-02T16:59:59Z'), now)).toMatchObject({ refusal: { code: 'letters.deadline-past' } });
  });
});
