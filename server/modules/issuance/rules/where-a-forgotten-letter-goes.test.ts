import { describe, expect, it } from 'vitest';
import { labelOf, nextInsert, placeOfForgotten } from './where-a-forgotten-letter-goes.ts';

const at = (seq: number, letterDate: string) => ({ seq, letterDate });

describe('a forgotten letter', () => {
  it('stands behind the last number before the first later day', () => {
    const placed = [at(14, '2026-03-02'), at(15, '2026-03-03'), at(16, '2026-03-05'), at(17, '2026-03-06')];
    expect(placeOfForgotten('2026-03-04', 17, placed)).toEqual({ ok: true, value: 15 });
    expect(placeOfForgotten('2026-03-03', 17, placed)).toEqual({ ok: true, value: 15 });
    expect(placeOfForgotten('2026-03-06', 17, placed)).toEqual({ ok: true, value: 17 });
    expect(placeOfForgotten('2026-03-04', 17, placed.toReversed())).toEqual({ ok: true, value: 15 });
  });
  it('is not moved by a set-aside number that was used for an older day, or that has none yet', () => {
    expect(placeOfForgotten('2026-03-02', 20, [at(14, '2026-03-01'), at(15, '2026-03-03'), at(20, '2026-03-01')])).toEqual({ ok: true, value: 14 });
  });
  it('cannot stand before the first number', () => {
    expect(placeOfForgotten('2026-01-02', 3, [at(1, '2026-01-05')])).toMatchObject({ ok: false, refusal: { code: 'issuance.insert-before-first' } });
    expect(placeOfForgotten('2026-01-02', 0, [])).toMatchObject({ ok: false });
  });
});

it('letters go from a to z, then aa to zz, each once', () => {
  const all: string[] = [];
  for (;;) {
    const one = nextInsert(all);
    if (!one.ok) break;
    all.push(one.value);
  }
  expect([all[0], all[25], all[26], all[51], all[52], all.at(-1)]).toEqual(['a', 'z', 'aa', 'az', 'ba', 'zz']);
  expect(new Set(all).size).toBe(702);
  expect(nextInsert(['a', 'c'])).toEqual({ ok: true, value: 'b' });
  expect([labelOf(15, 'a'), labelOf(15, '')]).toEqual(['15.a', '15']);
});
