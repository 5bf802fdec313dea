import { describe, expect, it } from 'vitest';
import { gathered, type Mark } from './marks.ts';
import { pixelOf, placeAt } from './view.ts';

const view = { lat: -7.9, lng: 111.5, zoom: 10 };
const size = { width: 400, height: 300 };
const at = (x: number, y: number, over: Partial<Mark> = {}): Mark => ({ ...placeAt(view, size, { x, y }), count: 1, label: `${x},${y}`, ...over });
const several = { label: (count: number) => `${count} laporan`, href: () => '#dekat' };

describe('marks on a map', () => {
  it('stay alone where there is room, and become one with a number where there is none', () => {
    expect(gathered([at(50, 50), at(200, 50)], view, size, several).map(({ label }) => label).sort()).toEqual(['200,50', '50,50']);
    const [one, ...more] = gathered([at(50, 50, { tone: 'late' }), at(60, 50), at(55, 58, { tone: 'late' })], view, size, several);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ count: 3, label: '3 laporan', href: '#dekat', tone: 'late' });
  });

  it('are not late as a group because of one among many', () => {
    expect(gathered([at(50, 50, { count: 9 }), at(55, 50, { tone: 'late' })], view, size, several)[0]).not.toHaveProperty('tone');
  });

  it('lie at the middle of what they stand for, by weight', () => {
    const [one] = gathered([at(100, 100, { count: 3 }), at(120, 100)], view, size, several);
    const { x, y } = pixelOf(view, size, one!);
    expect(x).toBeCloseTo(105, 1);
    expect(y).toBeCloseTo(100, 1);
  });

  it('are never nearer than a finger, however they fell, and lose nobody', () => {
    let seed = 7;
    const dice = (most: number) => (seed = (seed * 16_807) % 2_147_483_647) % most;
    const marks = Array.from({ length: 400 }, () => at(dice(400), dice(300), { count: 1 + dice(90) }));
    const drawn = gathered(marks, view, size, several);
    const spots = drawn.map((mark) => pixelOf(view, size, mark));
    for (const [i, a] of spots.entries()) for (const b of spots.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(35.9);
    expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(marks.reduce((sum, { count }) => sum + count, 0));
    expect(gathered(marks.toReversed(), view, size, several).length).toBeGreaterThan(20);
  });

  it('outside the picture are left out', () => {
    expect(gathered([at(-5, 50), at(50, 301)], view, size, several)).toEqual([]);
  });
});
