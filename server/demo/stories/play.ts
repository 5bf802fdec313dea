/** A story tells when its next turn comes; the caller moves its clock there and lets it go on. */
export type Story = AsyncGenerator<Date, void, void>;
export interface Tale {
  /** The clock of this story alone. */
  scene: { at: Date };
  story: Story;
}

interface Waiting extends Tale {
  at: Date;
  order: number;
}

/** Turns of different requests within this time of each other do not wait for each other. */
const WINDOW = 3 * 3_600_000;
const HANDS = 4;

/**
 * Plays many stories, the earliest turns first, up to `end`; what would come later stays as it is then, and is what officers
 * find on their desks. `between` runs after each handful of turns.
 * @returns the number of turns
 */
export async function play(tales: readonly Tale[], end: Date, between: (turns: number) => Promise<void>): Promise<number> {
  const waiting: Waiting[] = [];
  let order = 0;
  let turns = 0;
  const take = async (tale: Tale): Promise<void> => {
    const next = await tale.story.next();
    if (next.done || next.value > end) return;
    order += 1;
    insert(waiting, { ...tale, at: next.value, order });
  };
  for (const tale of tales) await take(tale);
  while (waiting[0]) {
    const until = waiting[0].at.getTime() + WINDOW;
    let count = 1;
    while (count < HANDS && waiting[count] && waiting[count]!.at.getTime() <= until) count += 1;
    const batch = waiting.splice(0, count);
    await Promise.all(batch.map((tale) => {
      tale.scene.at = tale.at;
      return take(tale);
    }));
    turns += batch.length;
    await between(turns);
  }
  return turns;
}

function insert(list: Waiting[], entry: Waiting): void {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle]!;
    if (other.at < entry.at || (other.at.getTime() === entry.at.getTime() && other.order < entry.order)) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, entry);
}

/** The same work on each, `HANDS` at a time. */
export async function eachOf<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  await Promise.all(Array.from({ length: Math.min(HANDS, left.length) }, async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  }));
}
