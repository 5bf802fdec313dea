import { beforeAll, describe, expect, it } from 'vitest';
import { jobContext } from '../../platform/events/events.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { EventMessage } from '../../platform/module.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, pothole, type Cast } from './complaints.testing.ts';
import { answerHop, takeInHop } from './service/hops.ts';

// As SAPA does between ministry and region, but with messages instead of letters: ministry → regency → neighbour, and back.

const t = await createTestHouse();
let ministry: string;
let national: Cast;
let first: Cast;
let second: Cast;
beforeAll(async () => {
  ministry = uuidv7();
  await t.house.db.asOwner(async (tx) => {
    await tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at) select ${ministry}, 'Kementerian Contoh', kind, '35', 'WIB', 'KMN', true, created_at from organization.instansi where id = ${t.instansi}`);
    await tx.run(sql`insert into organization.host (host, instansi) values ('kementerian.test', ${ministry})`);
  });
  [national, first, second] = [await castOf(t, ministry), await castOf(t), await castOf(t, t.other)];
});

/** Delivers what lies in the outbox until nothing more follows from it; each message twice, as a worker may. */
async function deliver(): Promise<void> {
  const run: Record<string, (ctx: ReturnType<typeof jobContext>, m: EventMessage) => Promise<void>> = { 'complaints.forwarded': takeInHop, 'complaints.acted': answerHop };
  for (;;) {
    const rows = await t.house.db.asOwner((tx) => tx.many<EventMessage>(sql`delete from platform.outbox returning instansi, id, event, payload`));
    if (rows.length === 0) return;
    for (const m of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) for (let i = 0; i < 2; i++) await run[m.event]?.(jobContext(t.house, m.instansi, m.id), m);
  }
}
const find = async (c: Cast, instansi: string, number: string) => {
  const { items } = await as(t, c.coordinator, instansi).queue({ box: 'verify' });
  return as(t, c.coordinator, instansi).getCase({ id: items.find((one) => one.number === number)!.id });
};
const act = async (c: Cast['coordinator'], id: string, action: Parameters<ReturnType<typeof as>['act']>[0]['action'], instansi: string) => as(t, c, instansi).act({ id, seq: (await as(t, c, instansi).getCase({ id })).seq, action });

describe('a chain of three institutions', () => {
  it('has one number, a clock for each stay, one age, and the answer travels back to whoever asked first', async () => {
    const receipt = await as(t, null, ministry).submit(pothole({ body: 'Jalan di batas dua kabupaten berlubang dalam.', lat: -7.8714, lng: 111.4625, region: undefined }));
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    await act(national.coordinator, receipt.id, { kind: 'forward-inside', host: 'ponorogo.test', reason: 'Wewenang kabupaten' }, ministry);
    await deliver();
    t.clock.set('2026-03-04T02:00:00Z');
    const atFirst = await find(first, t.instansi, receipt.number);
    expect(atFirst).toMatchObject({ number: receipt.number, channel: 'hop', submittedAt: '2026-03-02T02:00:00.000Z', ageDays: 2 });
    await act(first.coordinator, atFirst.id, { kind: 'forward-inside', host: 'sumenep.test', reason: 'Ruas ini milik tetangga' }, t.instansi);
    await deliver();
    t.clock.set('2026-03-06T02:00:00Z');
    const atSecond = await find(second, t.other, receipt.number);
    expect(atSecond).toMatchObject({ number: receipt.number, submittedAt: '2026-03-02T02:00:00.000Z', ageDays: 4 });
    expect(atSecond.hops).toEqual([expect.objectContaining({ to: 'Kementerian Contoh', before: true }), expect.objectContaining({ to: 'Kabupaten Ponorogo', before: true })]);
    // Its own clock: three working days from Wednesday, not from the Monday on which it was sent.
    expect(atSecond.clocks.find(({ clock }) => clock === 'verification')!.due!.long).toMatch(/^Senin, 9 Maret 2026/);

    await act(second.coordinator, atSecond.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' }, t.other);
    await act(second.coordinator, atSecond.id, { kind: 'dispose', lead: second.roads, supporting: [], instruction: 'Tambal' }, t.other);
    await act(second.liaison, atSecond.id, { kind: 'draft-answer', text: 'Sudah ditambal oleh kabupaten tetangga.', outcome: 'resolved', photos: [] }, t.other);
    await act(second.head, atSecond.id, { kind: 'approve-answer', publish: true }, t.other);
    await deliver();

    const middle = await as(t, first.coordinator, t.instansi).getCase({ id: atFirst.id });
    expect(middle).toMatchObject({ state: 'resolved', ageDays: 4 });
    const home = await as(t, null, ministry).track({ number: receipt.number, secret: receipt.secret });
    expect(home).toMatchObject({ state: 'resolved', number: receipt.number, ageDays: 4 });
    expect(home.timeline.filter(({ text }) => text === 'Sudah ditambal oleh kabupaten tetangga.'), 'once, though each message came twice').toHaveLength(1);
    expect(home.hops).toEqual([expect.objectContaining({ to: 'Kabupaten Ponorogo', inside: true, answer: 'Sudah ditambal oleh kabupaten tetangga.' })]);
    t.clock.set('2026-03-02T02:00:00Z');
  });

  it('what the second returns comes back to the first, who goes on with it', async () => {
    const receipt = await as(t, null, ministry).submit(pothole({ body: 'Jembatan kecil di perbatasan retak.' }));
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    await act(national.coordinator, receipt.id, { kind: 'forward-inside', host: 'ponorogo.test', reason: 'Wewenang kabupaten' }, ministry);
    await deliver();
    const atFirst = await find(first, t.instansi, receipt.number);
    await act(first.coordinator, atFirst.id, { kind: 'forward-inside', host: 'sumenep.test', reason: 'Milik tetangga' }, t.instansi);
    await deliver();
    const atSecond = await find(second, t.other, receipt.number);
    await act(second.coordinator, atSecond.id, { kind: 'archive', reason: 'not-government', text: 'Bukan ruas kami.' }, t.other);
    await deliver();
    expect(await as(t, first.coordinator, t.instansi).getCase({ id: atFirst.id })).toMatchObject({ state: 'submitted' });
    expect((await as(t, null, ministry).track({ number: receipt.number, secret: receipt.secret })).state, 'the ministry still waits for the regency').toBe('not-ours');
    await act(first.coordinator, atFirst.id, { kind: 'verify', as: 'complaint', category: 'JEMBATAN' }, t.instansi);
    await act(first.coordinator, atFirst.id, { kind: 'dispose', lead: first.roads, supporting: [], instruction: 'Perbaiki' }, t.instansi);
    await act(first.liaison, atFirst.id, { kind: 'draft-answer', text: 'Jembatan sudah diperkuat.', outcome: 'resolved', photos: [] }, t.instansi);
    await act(first.head, atFirst.id, { kind: 'approve-answer', publish: true }, t.instansi);
    await deliver();
    const home = await as(t, null, ministry).track({ number: receipt.number, secret: receipt.secret });
    expect(home.state).toBe('resolved');
    expect(home.timeline.map(({ text }) => text)).toContain('Jembatan sudah diperkuat.');
  });

  it('what came back and is forwarded once more arrives again; nobody sends it round in a circle', async () => {
    const receipt = await as(t, null, ministry).submit(pothole({ body: 'Saluran di tepi jalan tersumbat lumpur.' }));
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    const forward = () => act(national.coordinator, receipt.id, { kind: 'forward-inside', host: 'ponorogo.test', reason: 'Ini memang ruas kabupaten' }, ministry);
    await forward();
    await deliver();
    const atFirst = await find(first, t.instansi, receipt.number);
    expect(await codeOf(act(first.coordinator, atFirst.id, { kind: 'forward-inside', host: 'kementerian.test', reason: 'Bukan ruas kami' }, t.instansi))).toBe('complaints.came-from-there');
    await act(first.coordinator, atFirst.id, { kind: 'archive', reason: 'not-government', text: 'Bukan ruas kami.' }, t.instansi);
    await deliver();
    await forward();
    await deliver();
    const again = await as(t, first.coordinator, t.instansi).getCase({ id: atFirst.id });
    expect(again.state, 'open again, and not lost between the two').toBe('submitted');
    expect(again.timeline.map(({ text }) => text)).toContain('Ini memang ruas kabupaten');
    await act(first.coordinator, atFirst.id, { kind: 'forward-inside', host: 'sumenep.test', reason: 'Milik tetangga' }, t.instansi);
    await deliver();
    const atSecond = await find(second, t.other, receipt.number);
    expect(await codeOf(act(second.coordinator, atSecond.id, { kind: 'forward-inside', host: 'kementerian.test', reason: 'Kembali ke pusat' }, t.other)), 'nor over two').toBe('complaints.came-from-there');
  });

  it('what was answered and is not yet well at home asks to be opened again where it was answered', async () => {
    const receipt = await as(t, null, ministry).submit(pothole({ body: 'Lampu di depan kantor pos padam.' }));
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    await act(national.coordinator, receipt.id, { kind: 'forward-inside', host: 'ponorogo.test', reason: 'Wewenang kabupaten' }, ministry);
    await deliver();
    const there = await find(first, t.instansi, receipt.number);
    await act(first.coordinator, there.id, { kind: 'verify', as: 'complaint', category: 'PJU' }, t.instansi);
    await act(first.coordinator, there.id, { kind: 'dispose', lead: first.roads, supporting: [], instruction: 'Ganti' }, t.instansi);
    await act(first.head, there.id, { kind: 'draft-answer', text: 'Lampu sudah diganti.', outcome: 'resolved', photos: [], publish: true }, t.instansi);
    await deliver();
    await as(t, null, ministry).rate({ number: receipt.number, secret: receipt.secret!, stars: 1, solved: false, comment: 'Masih padam' });
    await act(national.coordinator, receipt.id, { kind: 'reopen', reason: 'Benar, masih padam' }, ministry);
    await act(national.coordinator, receipt.id, { kind: 'forward-inside', host: 'ponorogo.test', reason: 'Masih padam menurut pelapor' }, ministry);
    await deliver();
    expect(await as(t, first.coordinator, t.instansi).getCase({ id: there.id })).toMatchObject({ state: 'reopen-requested' });
  });
});
