import { describe, expect, it } from 'vitest';
import { exact, exactDecimal, compareExact, plus } from '../../../engines/scoring/exact.ts';
import { prepare } from '../../../engines/scoring/score.ts';
import { weighted } from '../self-assessment.testing.ts';
import { scoreForPeople, scoreNow } from './current-score.ts';
import { cheapestPath, liftsMost, stepsUp, type Stand } from './what-lifts-most.ts';

const spbe = prepare(weighted('spbe-2020'));
const micro = (level: number) => BigInt(level) * 1_000_000n;
/** Every criterion of the level and below met, as an honest answer has it. */
const standAt = (at: number, level: number): Stand => {
  const { indicator } = spbe.indicators[at]!;
  return { micro: micro(level), evidence: [], met: indicator.levels.filter((one) => one.level > 1 && one.level <= level).flatMap((one) => Object.keys(one.criteria ?? {}).map((id) => `${one.level}.${id}`)) };
};
const all = (levels: readonly number[]): Stand[] => spbe.indicators.map((_, at) => standAt(at, levels[at] ?? 3));
const TODAY = '2026-11-18';
/** Levels whose sums are 24, 25, 14, 39 and 24 (issue 4, point 11): 5879/2000 = 2.9395. */
const simulated = [3, 3, 2, 2, 2, 3, 2, 2, 2, 3, 3, 3, 3, 2, 2, 3, 3, 2, 2, 2, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 4, 4, 4, 5, 4, 3, 4, 3, 4, 4, 4, 4, 4, 4, 4, 4];

describe('what lifts the index most', () => {
  it('the simulation has the sums that its index needs', () => {
    const sum = (from: number, to: number) => simulated.slice(from - 1, to).reduce((a, b) => a + b, 0);
    expect([sum(1, 10), sum(11, 20), sum(21, 31), sum(32, 41), sum(42, 47)]).toEqual([24, 25, 14, 39, 24]);
    expect(exactDecimal(scoreNow(spbe, simulated.map(micro), 2026).value)).toBe('2.9395');
  });

  it.each([['1', '0.013'], ['11', '0.025'], ['21', '0.015'], ['32', '0.0275'], ['42', '0.03']])('one level of indicator %s adds %s (reference, gap report)', (number, gain) => {
    const at = spbe.byNumber.get(number)!;
    expect(exactDecimal(stepsUp(spbe, at, standAt(at, 2), TODAY)[0]!.gain)).toBe(gain);
  });

  it('ranks by weight gained per missing criterion, the cheaper step first', () => {
    const ranked = liftsMost(spbe, all(simulated), TODAY);
    expect(ranked).toHaveLength(46); // 35 stands at the top of the scale.
    const worth = ranked.map((step) => Number(step.gain.n) / Number(step.gain.d) / step.missing.length);
    expect(worth).toEqual(worth.toSorted((a, b) => b - a));
    expect(ranked[0]).toMatchObject({ from: 4, to: 5, missing: [{ level: 5 }] });
    expect(Number(ranked[0]!.number)).toBeGreaterThanOrEqual(42);
  });

  it('puts what lacks nothing before all: its criteria are met and only the claim is missing', () => {
    const stands = all(simulated);
    stands[0] = { ...standAt(0, 4), micro: micro(3) };
    expect(liftsMost(spbe, stands, TODAY)[0]).toMatchObject({ number: '1', missing: [] });
  });

  it('counts criteria of the levels between: two levels at once lack both', () => {
    const steps = stepsUp(spbe, 0, standAt(0, 3), TODAY);
    expect(steps.map(({ to, missing }) => [to, missing.map(({ level, id }) => `${level}.${id}`)])).toEqual([[4, ['4.a', '4.b']], [5, ['4.a', '4.b', '5.a']]]);
  });

  it('leaves out what another body scores, and levels whose criteria nobody filled in', () => {
    const pemdi = prepare(weighted('pemdi-2026'));
    expect(liftsMost(pemdi, pemdi.indicators.map(() => ({ micro: micro(2), met: [], evidence: [] })), TODAY)).toEqual([]);
  });

  it('Index Pemdi: what is missing is main evidence, an expired piece counts as missing', () => {
    const body = structuredClone(weighted('pemdi-2026'));
    const filled = prepare({ ...body, tree: body.tree.map((node) => JSON.parse(JSON.stringify(node), (key, value: unknown) => (key === 'levels' && Array.isArray(value) ? value.map((one: { level: number }) => ({ level: one.level, criteria: { a: 'x' }, evidence: [{ id: 'a', text: 'Bukti', main: true }, { id: 'b', text: 'Lain', main: false }] })) : value))) });
    const at = filled.byNumber.get('1')!;
    const piece = { level: 2, letter: 'a', documentDate: null, expiresOn: null };
    expect(stepsUp(filled, at, { micro: micro(1), met: [], evidence: [] }, TODAY)[0]!.missing).toEqual([{ level: 2, id: 'a', text: 'Bukti' }]);
    expect(stepsUp(filled, at, { micro: micro(1), met: [], evidence: [piece] }, TODAY)[0]!.missing).toEqual([]);
    expect(stepsUp(filled, at, { micro: micro(1), met: [], evidence: [{ ...piece, expiresOn: '2026-11-17' }] }, TODAY)[0]!.missing).toHaveLength(1);
    expect(stepsUp(filled, filled.byNumber.get('5')!, { micro: 2_500_000n, met: [], evidence: [] }, TODAY)).toEqual([]);
  });
});

describe('the cheapest way to a target', () => {
  const stands = all(simulated);
  const now = scoreNow(spbe, simulated.map(micro), 2026).value;
  const cost = (steps: { missing: unknown[] }[]) => steps.reduce((sum, { missing }) => sum + missing.length, 0);

  it('reaches 3.50 with the unrounded index, and one criterion less would not', () => {
    const steps = cheapestPath(spbe, stands, now, exact('3.5'), TODAY)!;
    const after = steps.reduce((sum, { gain }) => plus(sum, gain), now);
    expect(compareExact(after, exact('3.5'))).toBeGreaterThanOrEqual(0);
    // Each criterion lifts at most 0.03: 0.5605 needs 19 of them at least.
    expect(cost(steps)).toBeGreaterThanOrEqual(19);
    const dearest = steps.reduce((sum, { gain, missing }) => sum + (Number(gain.n) / Number(gain.d)) / missing.length, 0) / steps.length;
    expect(dearest).toBeLessThanOrEqual(0.03);
  });

  it('is the cheapest of all: held to every combination of a small instrument', () => {
    const small = prepare({ ...weighted('spbe-2020'), weights: { ...weighted('spbe-2020').weights, whole: '9' }, tree: [1, 2, 3].map((n) => ({
      number: String(n), name: `Indikator ${n}`, weight: String([2, 3, 4][n - 1]), capability: 'process',
      levels: [1, 2, 3, 4, 5].map((level) => ({ level, evidence: [], criteria: Object.fromEntries('abcd'.slice(0, ((n * level) % 4) + 1).split('').map((id) => [id, `${id}`])) })),
    })) });
    const start: Stand[] = small.indicators.map(() => ({ micro: micro(1), met: [], evidence: [] }));
    const begin = scoreNow(small, start.map((one) => one.micro), 2026).value;
    const options = start.map((stand, at) => [undefined, ...stepsUp(small, at, stand, TODAY)]);
    for (const target of ['1.2', '2', '2.5', '3.333', '4', '4.9', '5']) {
      let best = Infinity;
      for (const a of options[0]!) for (const b of options[1]!) for (const c of options[2]!) {
        const chosen = [a, b, c].filter((one) => one !== undefined);
        if (compareExact(chosen.reduce((sum, { gain }) => plus(sum, gain), begin), exact(target)) >= 0) best = Math.min(best, cost(chosen));
      }
      const found = cheapestPath(small, start, begin, exact(target), TODAY)!;
      expect(cost(found), target).toBe(best);
      expect(compareExact(found.reduce((sum, { gain }) => plus(sum, gain), begin), exact(target)), target).toBeGreaterThanOrEqual(0);
    }
    expect(cheapestPath(small, start, begin, exact('5.01'), TODAY)).toBeUndefined();
  });

  it('needs nothing where the target is reached, and takes no free step that it does not need', () => {
    expect(cheapestPath(spbe, stands, now, exact('2.9395'), TODAY)).toEqual([]);
    const free = all(simulated);
    free[0] = { ...standAt(0, 4), micro: micro(3) };
    free[41] = { ...standAt(41, 5), micro: micro(4) };
    expect(cheapestPath(spbe, free, now, exact('2.95'), TODAY)!.map(({ number }) => number)).toHaveLength(1);
  });

  it('one level too many is never asked: 5.00 is the end', () => {
    expect(cheapestPath(spbe, stands, now, exact('5.01'), TODAY)).toBeUndefined();
    expect(cheapestPath(spbe, stands, now, exact('5'), TODAY)!.every(({ to }) => to === 5)).toBe(true);
  });
});

describe('the always-current score', () => {
  it('regulation: levels 3, 4, 3, 2 in aspect 2 give 3.00', () => {
    const levels = simulated.map(micro) as (bigint | null)[];
    [3, 4, 3, 2].forEach((level, i) => (levels[10 + i] = micro(level)));
    expect(scoreForPeople(spbe, levels, 2026).groups.find(({ key }) => key === 'aspect:2')).toMatchObject({ index: '3.00', complete: true });
  });

  it('is never silently 0: what is not answered counts as the lowest level, and the index says that it is incomplete', () => {
    const empty = scoreForPeople(spbe, simulated.map(() => null), 2026);
    expect(empty).toMatchObject({ complete: false, answered: 0, total: 47, index: '1.00', lowest: '1' });
    const levels: (bigint | null)[] = simulated.map(micro);
    levels[46] = null;
    const one = scoreForPeople(spbe, levels, 2026);
    expect(one).toMatchObject({ complete: false, answered: 46, exact: '2.8495' });
    expect(one.groups.find(({ key }) => key === 'aspect:8')).toMatchObject({ complete: false, answered: 5, total: 6 });
    expect(one.groups.find(({ key }) => key === 'domain:1')).toMatchObject({ complete: true, index: '2.40' });
  });

  it('SPBE 2018 has a level 0, and unanswered counts as it', () => {
    const old = prepare(weighted('spbe-2018'));
    expect(scoreForPeople(old, old.indicators.map(() => null), 2018)).toMatchObject({ index: '0.00', lowest: '0', complete: false });
  });
});
