import { describe, expect, it } from 'vitest';
import { mayDo, type FolderAction, type FolderFacts, type FolderRole } from './folder-actions.ts';

const DAY = '2030-01-01';
const folder = (more: Partial<FolderFacts> = {}): FolderFacts => ({ state: 'closed', closedOn: '2024-06-30', endedOn: null, fate: 'musnah', eligibleFrom: '2030-01-01', items: 2, inDisposal: false, lentTo: null, heldFor: null, ...more });
const codeOf = (facts: FolderFacts, roles: FolderRole[], action: FolderAction, day = DAY) => {
  const result = mayDo(facts, roles, action, day);
  return result.ok ? 'ok' : result.refusal.code;
};

describe('who may do what with a folder', () => {
  it.each([
    [{ state: 'open', closedOn: null, items: 0 }, 'close', 'archive.empty-folder'],
    [{ state: 'open', closedOn: null }, 'close', 'ok'],
    [{}, 'close', 'archive.already-closed'],
    [{ state: 'inactive' }, 'close', 'archive.already-closed'],
    [{ state: 'destroyed' }, 'close', 'archive.destroyed'],
    [{}, 'add', 'archive.not-now'],
    [{ state: 'destroyed', endedOn: '2030-02-01' }, 'lend', 'archive.destroyed'],
    [{ lentTo: 'BPK' }, 'lend', 'archive.lent'],
    [{ inDisposal: true }, 'lend', 'archive.in-disposal'],
    [{ lentTo: 'BPK' }, 'move', 'archive.lent'],
    [{}, 'give-back', 'archive.not-lent'],
    [{}, 'release', 'archive.not-held'],
    [{}, 'propose', 'ok'],
    [{ heldFor: 'Pemeriksaan' }, 'propose', 'archive.held'],
    [{ lentTo: 'BPK' }, 'propose', 'archive.lent'],
    [{ fate: 'permanen' }, 'propose', 'archive.other-fate'],
    [{ eligibleFrom: '2030-01-02' }, 'propose', 'archive.not-due'],
    [{ eligibleFrom: null, fate: null }, 'propose', 'archive.no-schedule'],
    [{ state: 'open', closedOn: null }, 'propose', 'archive.not-now'],
    [{ inDisposal: true }, 'propose', 'archive.in-disposal'],
    [{ fate: 'permanen' }, 'hand-over', 'ok'],
    [{}, 'hand-over', 'archive.other-fate'],
    [{ fate: 'permanen', heldFor: 'Perkara' }, 'hand-over', 'archive.held'],
    [{ fate: 'dinilai-kembali' }, 'decide-fate', 'ok'],
    [{}, 'decide-fate', 'archive.other-fate'],
  ] as [Partial<FolderFacts>, FolderAction, string][])('%j %s: %s', (more, action, code) => {
    expect(codeOf(folder(more), ['archivist', 'keeper'], action)).toBe(code);
  });

  it('gives its unit no say once it lies in the records unit, and the records unit alone proposes', () => {
    expect(codeOf(folder({ state: 'inactive' }), ['keeper'], 'lend')).toBe('archive.not-for-you');
    expect(codeOf(folder({ state: 'inactive' }), ['archivist'], 'lend')).toBe('ok');
    expect(codeOf(folder(), ['keeper'], 'propose')).toBe('archive.not-for-you');
    expect(codeOf(folder(), ['keeper'], 'move')).toBe('ok');
    expect(codeOf(folder(), [], 'lend')).toBe('archive.not-for-you');
  });
});
