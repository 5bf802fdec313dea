import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse } from '../../testing/house.ts';
import { createCollector, type Collector } from './service/collect.ts';
import type { IngestRow, StoredRow, take } from './storage/ingest.ts';

const t = await createTestHouse();
const row = (over: Partial<IngestRow> = {}): IngestRow => ({
  instansi: t.instansi, id: uuidv7(), person: uuidv7(), holding: uuidv7(), at: t.clock.now(), direction: 'in', place: null, latitude: -7.8, longitude: 111.4, accuracy: 9, distance: null, verdict: 'accepted', trust: 100, class: 'A', reasons: [], note: null, device: null, digest: 'ab'.repeat(32), ...over,
});
/** A writer whose batches are let go by hand. */
function held(): { collector: Collector; batches: IngestRow[][]; letGo(error?: Error & { code?: string }): void } {
  const batches: IngestRow[][] = [];
  const open: ((error?: Error) => void)[] = [];
  const write: typeof take = (_db, _batch, rows) =>
    new Promise<StoredRow[]>((done, failed) => {
      batches.push([...rows]);
      open.push((error) => (error ? failed(error) : done([])));
    });
  return { collector: createCollector(t.house, write), batches, letGo: (error) => open.splice(0).forEach((one) => one(error)) };
}
const wait = (ms: number) => new Promise((next) => setTimeout(next, ms));

describe('collecting', () => {
  it('writes together what comes within a millisecond, and keeps at most two batches on their way', async () => {
    const { collector, batches, letGo } = held();
    const answers = Array.from({ length: 20 }, () => collector.collect(row()));
    await wait(20);
    expect(batches.map((batch) => batch.length)).toEqual([20]);
    answers.push(...Array.from({ length: 5 }, () => collector.collect(row())));
    await wait(20);
    answers.push(...Array.from({ length: 7 }, () => collector.collect(row())));
    await wait(20);
    expect(batches.map((batch) => batch.length)).toEqual([20, 5]);
    letGo();
    await wait(20);
    expect(batches.map((batch) => batch.length)).toEqual([20, 5, 7]);
    letGo();
    expect(await Promise.all(answers)).toEqual(answers.map(() => 'new'));
  });

  it('makes no batch larger than 500, and says when to come back where too many wait', async () => {
    const { collector, batches, letGo } = held();
    const answers = Array.from({ length: 7600 }, () => collector.collect(row()).catch((error: { refusal: { code: string; data: { seconds: number } } }) => error.refusal));
    await wait(20);
    expect(batches.map((batch) => batch.length)).toEqual([500, 500]);
    for (let i = 0; i < 40; i++) {
      letGo();
      await wait(3);
    }
    const all = await Promise.all(answers);
    const refused = all.filter((one) => typeof one === 'object' && 'code' in one);
    expect(all.length - refused.length).toBe(7000);
    expect(refused[0]).toMatchObject({ code: 'attendance.full', data: { seconds: expect.any(Number) } });
    expect(refused.every((one) => 'data' in (one as object) && (one as { data: { seconds: number } }).data.seconds >= 2)).toBe(true);
  });

  it('tells everybody to come back while the database is away, and lets what is broken fly', async () => {
    const { collector, letGo } = held();
    const first = collector.collect(row());
    await wait(10);
    letGo(Object.assign(new Error('terminating connection'), { code: '57P01' }));
    await expect(first).rejects.toMatchObject({ refusal: { code: 'attendance.full' } });
    const second = collector.collect(row());
    await wait(10);
    letGo(new Error('a bug'));
    await expect(second).rejects.toThrow('a bug');
  });

  it('tells the second of two at once of the first, as that is stored', async () => {
    const { collector, batches, letGo } = held();
    const first = row();
    const answers = [collector.collect(first), collector.collect({ ...first, at: new Date(first.at.getTime() + 7), trust: 90 })];
    await wait(10);
    letGo();
    expect(await Promise.all(answers)).toEqual(['new', { stored: expect.objectContaining({ id: first.id, at: first.at, received_at: first.at, trust: 100 }) }]);
    expect(batches).toEqual([[first]]);
  });

  it('lets nobody else fall with a row that PostgreSQL cannot keep', async () => {
    const collector = createCollector(t.house);
    const [good, bad, other] = await Promise.allSettled([row(), row({ note: 'a\u0000b' }), row()].map((one) => collector.collect(one)));
    expect([good!.status, bad!.status, other!.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
