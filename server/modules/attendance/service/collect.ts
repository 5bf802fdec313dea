import { isAway, isBadValue } from '../../../platform/db/what-broke.ts';
import type { House } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { take, type IngestRow, type StoredRow } from '../storage/ingest.ts';

// Chapters: what is waited for · collecting · writing

/** What came of one: it is new, or the row that was there before. */
export type Collected = { stored: StoredRow } | 'new';

/** Between the first of a batch and its writing; measured best between 1 and 5 ms (docs/decisions/0015). */
const WINDOW_MS = 1;
const MOST_ROWS = 500;
/** At most so many batches on their way to the disk at once; what comes meanwhile makes the next one larger. */
const MOST_WRITING = 2;
/** Waiting to be written: half a second of the fastest that was measured. Further ones are told to come back. */
const MOST_WAITING = 6000;

interface Waiting {
  row: IngestRow;
  done(collected: Collected): void;
  failed(error: unknown): void;
}

export interface Collector {
  /** Answers when the row is on the disk. @throws Refused `attendance.full`, `attendance.id-reused`, or what broke */
  collect(row: IngestRow): Promise<Collected>;
}

/** Takes single check-ins of all institutions and writes them together: durable before any of them is answered. */
export function createCollector(house: House, write = take): Collector {
  let waiting: Waiting[] = [];
  let writing = 0;
  let timer: NodeJS.Timeout | undefined;
  // Under way: a client that sends twice at once must not make two rows of a batch meet.
  const underWay = new Map<string, { row: IngestRow; answer: Promise<Collected> }>();

  function pump(): void {
    while (waiting.length >= MOST_ROWS && writing < MOST_WRITING) send();
    if (timer !== undefined || waiting.length === 0 || writing >= MOST_WRITING) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (waiting.length > 0 && writing < MOST_WRITING) send();
    }, WINDOW_MS);
  }

  function send(): void {
    const batch = waiting.length > MOST_ROWS ? waiting.splice(0, MOST_ROWS) : waiting;
    if (batch === waiting) waiting = [];
    writing += 1;
    void store(batch).finally(() => {
      writing -= 1;
      pump();
    });
  }

  async function store(batch: readonly Waiting[]): Promise<void> {
    const now = house.clock.now();
    const entries = new Map<string, string>();
    for (const { row } of batch) if (!entries.has(row.instansi)) entries.set(row.instansi, uuidv7(now.getTime()));
    try {
      const known = await write(house.db, uuidv7(now.getTime()), batch.map(({ row }) => row), entries, now);
      if (known.length === 0) {
        for (const one of batch) one.done('new');
        return;
      }
      const stored = new Map(known.map((row) => [`${row.instansi}${row.id}`, row]));
      for (const one of batch) {
        const before = stored.get(`${one.row.instansi}${one.row.id}`);
        one.done(before ? { stored: before } : 'new');
      }
    } catch (error) {
      // A value that cannot be stored is one person's trouble, not that of everybody in the same millisecond.
      if (isBadValue(error) && batch.length > 1) {
        for (const one of batch) await store([one]);
        return;
      }
      for (const one of batch) one.failed(isAway(error) ? full() : error);
    }
  }

  const full = () => new Refused({ code: 'attendance.full', data: { seconds: 2 + Math.floor(Math.random() * 4) } });

  return {
    collect: (row) => {
      const key = `${row.instansi}${row.id}`;
      const twin = underWay.get(key);
      if (twin) return twin.row.digest === row.digest ? answerOfTwin(twin) : Promise.reject(new Refused({ code: 'attendance.id-reused' }));
      if (waiting.length >= MOST_WAITING) return Promise.reject(full());
      const answer = new Promise<Collected>((done, failed) => waiting.push({ row, done, failed }));
      underWay.set(key, { row, answer });
      const end = () => underWay.delete(key);
      answer.then(end, end);
      pump();
      return answer;
    },
  };
}

/** The second of two at once hears of the first as it is stored, not of itself. */
async function answerOfTwin({ row, answer }: { row: IngestRow; answer: Promise<Collected> }): Promise<Collected> {
  const collected = await answer;
  if (collected !== 'new') return collected;
  const { instansi, id, person, at, place, distance, verdict, trust, class: proof, reasons, digest } = row;
  return { stored: { instansi, id, person, at, received_at: at, place, distance, verdict, trust, class: proof, reasons, digest: Buffer.from(digest, 'hex') } };
}

const collectors = new WeakMap<House, Collector>();
export function collectorOf(house: House): Collector {
  let collector = collectors.get(house);
  if (!collector) collectors.set(house, (collector = createCollector(house)));
  return collector;
}
