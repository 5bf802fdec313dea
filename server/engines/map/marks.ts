import { pixelOf, type Place, type Size, type View } from './view.ts';

/** Something on a map, or several things that lie too near to each other to be told apart there. */
export interface Mark extends Place {
  /** 1 for a single thing. */
  count: number;
  /** What it is called, for whoever does not see the picture. */
  label: string;
  href?: string;
  tone?: 'late' | 'soon' | 'ok' | 'info' | 'plain';
}

export interface Gathering {
  /** Name of a mark that stands for several; it is late when half of them are. */
  label: (count: number) => string;
  /** Where a mark that stands for several leads: usually the map, nearer. */
  href?: (at: Place) => string;
  /** Pixels that two marks are apart at least. */
  gap?: number;
}

/**
 * Marks inside the view, none nearer to another than a finger is wide: what lies nearer becomes one mark with its number,
 * at the middle of what it stands for. The same marks give the same picture, whatever their order.
 */
export function gathered(marks: readonly Mark[], view: View, size: Size, { label, href, gap = 36 }: Gathering): Mark[] {
  let groups = marks
    .map((mark) => ({ ...pixelOf(view, size, mark), count: mark.count, members: [mark], late: mark.tone === 'late' ? mark.count : 0 }))
    .filter(({ x, y }) => x >= 0 && y >= 0 && x <= size.width && y <= size.height)
    .sort((a, b) => b.count - a.count || a.y - b.y || a.x - b.x);
  // A group that takes in another moves, and may then be too near to a third one: until nothing moves any more.
  for (let before = -1; before !== groups.length; ) {
    before = groups.length;
    const kept: typeof groups = [];
    for (const one of groups) {
      const near = kept.find((other) => Math.hypot(other.x - one.x, other.y - one.y) < gap);
      if (!near) {
        kept.push(one);
        continue;
      }
      const count = near.count + one.count;
      near.x = (near.x * near.count + one.x * one.count) / count;
      near.y = (near.y * near.count + one.y * one.count) / count;
      near.count = count;
      near.late += one.late;
      near.members.push(...one.members);
    }
    groups = kept;
  }
  return groups.map(({ count, members, late }) => {
    if (members.length === 1) return members[0]!;
    const lat = members.reduce((sum, one) => sum + one.lat * one.count, 0) / count;
    const lng = members.reduce((sum, one) => sum + one.lng * one.count, 0) / count;
    return { lat, lng, count, label: label(count), ...(href && { href: href({ lat, lng }) }), ...(late * 2 >= count && { tone: 'late' as const }) };
  });
}
