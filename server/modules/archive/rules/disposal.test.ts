import { describe, expect, it } from 'vitest';
import { areThreePersons, mayAct, type DisposalRole, type FoldersNow } from './disposal-actions.ts';
import { applyStep, foldSteps, type DisposalFold, type DisposalStep, type Person } from './disposal-state.ts';

const who = (name: string, person = name): Person => ({ account: name, person, name, title: 'Jabatan' });
const [archivist, a, b, chief, doer, seer] = ['arsiparis', 'a', 'b', 'sekda', 'pelaksana', 'saksi'].map((name) => who(name)) as [Person, Person, Person, Person, Person, Person];
const at = '2030-02-01T02:00:00Z';
const begin: DisposalStep = { kind: 'propose', at, by: archivist, folders: ['x', 'y'], members: [a, b], executor: doer, witness: seer };
const yes = (by: Person, without: string[] = []): DisposalStep => ({ kind: 'opine', at, by, agrees: true, without, words: '' });
const NOW: FoldersNow = { years: 5, anriYears: 10, blocked: [] };
const codeOf = (fold: DisposalFold, roles: DisposalRole[], by: Person, kind: Parameters<typeof mayAct>[3], now = NOW) => {
  const result = mayAct(fold, roles, by, kind, now);
  return result.ok ? 'ok' : result.refusal.code;
};
const way: DisposalStep[] = [begin, yes(a), yes(b), { kind: 'approve', at, by: chief }, { kind: 'report', at, by: chief, number: '1' }, { kind: 'execute', at, by: doer, way: 'dicacah' }, { kind: 'witness', at, by: seer }];

describe('the way of a proposal', () => {
  it('goes through every state in turn', () => {
    expect(way.map((_, nth) => foldSteps(way.slice(0, nth + 1)).state)).toEqual(['appraising', 'appraising', 'deciding', 'approved', 'reported', 'executed', 'done']);
  });
  it('is folded alike however often, and a member who says no holds it until that is withdrawn', () => {
    const no = foldSteps([begin, yes(a), { kind: 'opine', at, by: b, agrees: false, without: [], words: 'Masih dipakai' }]);
    expect(no.state).toBe('appraising');
    const after = applyStep(no, yes(b, ['y']));
    expect(after).toMatchObject({ state: 'deciding', folders: ['x'], out: [{ folder: 'y' }] });
    expect(after.opinions).toHaveLength(2);
    expect(foldSteps(way)).toEqual(foldSteps(way));
  });
});

describe('nothing is destroyed without two persons beside the proposer', () => {
  const reported = foldSteps(way.slice(0, 5));
  const executed = foldSteps(way.slice(0, 6));
  it('refuses the proposer as executor and as witness, also in another post', () => {
    expect(codeOf(reported, ['executor', 'archivist'], archivist, 'execute')).toBe('archive.same-person');
    expect(codeOf(reported, ['executor'], who('akun-lain', archivist.person), 'execute')).toBe('archive.same-person');
    expect(codeOf(executed, ['witness'], archivist, 'witness')).toBe('archive.same-person');
  });
  it('refuses the executor as witness', () => {
    expect(codeOf(executed, ['witness', 'executor'], doer, 'witness')).toBe('archive.same-person');
    expect(codeOf(executed, ['witness'], seer, 'witness')).toBe('ok');
  });
  it('lets the witness come only after the executor, and nobody else', () => {
    expect(codeOf(reported, ['witness'], seer, 'witness')).toBe('archive.disposal-not-now');
    expect(codeOf(reported, ['member'], a, 'execute')).toBe('archive.not-for-you');
    expect(codeOf(reported, ['executor'], doer, 'execute')).toBe('ok');
  });
  it.each([[archivist, doer, archivist], [archivist, archivist, seer], [archivist, doer, who('x', doer.person)]])('names three different persons', (proposer, executor, witness) => {
    expect(areThreePersons(proposer, executor, witness).ok).toBe(false);
  });
  it('knows three when it sees them', () => expect(areThreePersons(archivist, doer, seer).ok).toBe(true));
});

describe('what holds an approval up', () => {
  const deciding = foldSteps(way.slice(0, 3));
  it.each([
    [{ ...NOW, years: 10 }, 'archive.anri-needed'], [{ ...NOW, years: 9 }, 'ok'], [{ ...NOW, blocked: ['000/1/2020: ditahan'] }, 'archive.folder-blocked'],
  ])('%j', (now, code) => expect(codeOf(deciding, ['approver'], chief, 'approve', now)).toBe(code));
  it('ten years go on once the agreement of ANRI is written down', () => {
    const agreed = applyStep(deciding, { kind: 'anri', at, by: archivist, number: 'B-1/2030', day: '2030-01-15' });
    expect(codeOf(agreed, ['approver'], chief, 'approve', { ...NOW, years: 12 })).toBe('ok');
  });
  it('an empty proposal, one that is not appraised, and one without right', () => {
    expect(codeOf({ ...deciding, folders: [] }, ['approver'], chief, 'approve')).toBe('archive.no-folder-left');
    expect(codeOf(foldSteps([begin]), ['approver'], chief, 'approve')).toBe('archive.disposal-not-now');
    expect(codeOf(deciding, ['archivist'], archivist, 'approve')).toBe('archive.not-for-you');
    expect(codeOf(foldSteps([begin]), ['archivist'], archivist, 'opine')).toBe('archive.not-member');
  });
  it('a hold that comes after the approval still stops the fire', () => {
    expect(codeOf(foldSteps(way.slice(0, 5)), ['executor'], doer, 'execute', { ...NOW, blocked: ['ditahan'] })).toBe('archive.folder-blocked');
    expect(codeOf(foldSteps(way.slice(0, 6)), ['witness'], seer, 'witness', { ...NOW, blocked: ['ditahan'] })).toBe('archive.folder-blocked');
  });
});
