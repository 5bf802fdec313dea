import { describe, expect, it } from 'vitest';
import type { UnitSummary } from '../../../../../../server/modules/organization/contract.ts';
import { drawTree, type Branch } from './tree.ts';

const unit = (id: string, parent: string | null, more: Partial<UnitSummary> = {}): UnitSummary => ({ id, parent, kind: 'dinas', code: id.toUpperCase(), name: id, sort: 0, toDay: null, ...more }) as UnitSummary;
const shape = (branches: Branch[]): string => branches.map((one) => one.id + (one.children.length ? `(${shape(one.children)})` : '')).join(' ');
/** A kabupaten: one top, 30 kecamatan, three kelurahan in each. */
const kabupaten = [unit('bupati', null), ...Array.from({ length: 30 }, (_, k) => [unit(`k${k}`, 'bupati'), ...[0, 1, 2].map((v) => unit(`k${k}v${v}`, `k${k}`))]).flat()];

describe('drawTree', () => {
  it('draws the top and the level below it, and counts the rest', () => {
    const [top] = drawTree(kabupaten, null);
    expect(top!.below).toBe(120);
    expect(top!.children).toHaveLength(30);
    expect(top!.children.every((one) => one.children.length === 0 && one.below === 3)).toBe(true);
  });

  it('draws the way to the branch that is open, and no other', () => {
    const drawn = shape(drawTree([...kabupaten, unit('rt', 'k7v1')], 'k7v1'));
    expect(drawn).toContain('k7(k7v0 k7v1(rt) k7v2) k8 ');
  });

  it('takes an address that names no unit as none open', () => {
    expect(shape(drawTree(kabupaten, 'tidak-ada'))).toBe(shape(drawTree(kabupaten, null)));
  });

  it('draws few units whole', () => {
    expect(shape(drawTree(kabupaten.slice(0, 9), null))).toBe('bupati(k0(k0v0 k0v1 k0v2) k1(k1v0 k1v1 k1v2))');
  });

  it('keeps a unit in sight whose parent is not shown, and orders by number, then kind', () => {
    expect(shape(drawTree([unit('b', 'gone', { sort: 2 }), unit('a', null, { sort: 1, kind: 'kelurahan' }), unit('c', null, { sort: 1, kind: 'setda' })], null))).toBe('c a b');
  });

  it('ends where units stand below one another in a circle', () => {
    expect(drawTree([unit('a', 'b'), unit('b', 'a')], 'a')).toEqual([]);
  });
});
