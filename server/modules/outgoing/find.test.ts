import { beforeAll, expect, it } from 'vitest';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as as asLetters, castOf, type Cast } from '../letters/letters.testing.ts';
import { as, drafted, handedOn, letterOf, prose, seqOf } from './outgoing.testing.ts';

const t = await createTestHouse({ background: true });
let c: Cast;
let there: Cast;
beforeAll(async () => {
  c = await castOf(t);
  there = await castOf(t, t.other);
});
const find = async (who: Viewer, query: string, more: Record<string, unknown> = {}) => (await asLetters(t, who).search({ query, kind: 'out', ...more })).items;

it('a letter is found by its words from the day it is handed on, by who may read it', async () => {
  const own = await drafted(t, c.clerk, letterOf(c, { subject: 'Konsep zamrud' }));
  const id = await handedOn(t, c.clerk, letterOf(c, { subject: 'Pemeliharaan jalan Gupolo', body: prose('Mohon aspal disiapkan pekan depan.') }));
  const secret = await handedOn(t, c.clerk, letterOf(c, { subject: 'Perkiraan zamrud', secrecy: 'rahasia' }));
  await t.house.events.drain();
  expect((await find(c.secretary, 'aspal gupolo')).map((row) => [row.id, row.href, row.who, row.stateText])).toEqual([[id, `/petugas/naskah/${id}`, 'Kepala Dinas PUPKP', 'Menunggu tanda tangan']]);
  expect([await find(c.clerk, 'aspal gupolo'), await find(c.secretary, '', { state: 'siap_ttd', classification: '600' })].map((rows) => rows.map((row) => row.id).includes(id))).toEqual([true, true]);
  for (const who of [c.wasteHead, c.regent, there.secretary]) expect(await find(who, 'gupolo'), who.name).toEqual([]);
  // The draft was never handed on; of rahasia only the chain finds it.
  expect([(await find(c.clerk, 'zamrud')).map((row) => row.id), (await find(c.secretary, 'zamrud')).map((row) => row.id), await find(c.roadsClerk, 'zamrud')]).toEqual([[secret], [secret], []]);
  expect(own).not.toBe(secret);
  await as(t, c.secretary).act({ id, seq: await seqOf(t, c.secretary, id), action: { kind: 'return', reason: 'Belum jelas', remarks: [{ block: 0, words: 'Sebutkan tanggalnya' }] } as never });
  await t.house.events.drain();
  expect((await find(c.secretary, '', { state: 'koreksi' })).map((row) => row.id)).toEqual([id]);
});
