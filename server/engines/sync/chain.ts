/** A place in a device's chain of commands. */
export interface Link {
  seq: number;
  /** Digest of the command before it, empty for the first. */
  previous: string;
  digest: string;
}

/** What the server holds of the chain around the place that a command claims. */
export interface Known {
  /** The furthest place seen; 0 and empty of a new device. */
  head: { seq: number; digest: string };
  /** Another command that stands at the same place. */
  same?: string | undefined;
  /** Neighbours, when they are known. */
  before?: { digest: string } | undefined;
  after?: { previous: string } | undefined;
}

/**
 * `gap`: commands before it never came. `late`: one of those came after all, and fits. `broken`: it does not hang on
 * the one before. `fork`: its place is taken by another command. `inserted`: it fills a gap that it does not fit into.
 * None of them loses a command: who judges what was done (handler, superior) is told.
 */
export type ChainMark = 'gap' | 'late' | 'broken' | 'fork' | 'inserted';

export interface LinkVerdict {
  marks: ChainMark[];
  /** Commands missing before it. */
  missing: number;
  head: { seq: number; digest: string };
}

/** Where a signed command that is not yet known stands in its device's chain. */
export function judgeLink(link: Link, { head, same, before, after }: Known): LinkVerdict {
  const next = { seq: link.seq, digest: link.digest };
  if (link.seq === head.seq + 1) return { marks: link.previous === head.digest ? [] : ['broken'], missing: 0, head: next };
  if (link.seq > head.seq) return { marks: ['gap'], missing: link.seq - head.seq - 1, head: next };
  if (same !== undefined) return { marks: ['fork'], missing: 0, head };
  const fits = (!before || before.digest === link.previous) && (!after || after.previous === link.digest);
  // Between two places that are both unknown nothing can be told; the neighbour that comes next will.
  return { marks: [fits ? 'late' : 'inserted'], missing: 0, head };
}
