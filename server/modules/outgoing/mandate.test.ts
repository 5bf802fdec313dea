import { beforeAll, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, codeOf, postOf, type Cast } from '../letters/letters.testing.ts';
import { as, handedOn, letterOf, seqOf, signed } from './outgoing.testing.ts';

// By dated mandate an assistant sees, sorts and chooses what waits for the leader's signature, and signs nothing.

const t = await createTestHouse({ background: true });
let c: Cast;
const mandate = (upTo: 'terbatas' | 'rahasia', from: string, to: string | null) => t.house.db.asOwner((tx) => tx.run(sql`insert into letters.mandate (instansi, id, post, assistant, up_to, order_letter, from_day, to_day)
  values (${t.instansi}, ${uuidv7()}, ${postOf(c.secretary)}, ${postOf(c.adjutant)}, ${upTo}, '800/5/2026', ${from}, ${to})`));
beforeAll(async () => {
  c = await castOf(t);
});
const forSecretary = () => as(t, c.adjutant).desk({ box: 'sign', post: postOf(c.secretary) });

it('nobody without a mandate, nor before its first day', async () => {
  const id = await handedOn(t, c.clerk, letterOf(c));
  await mandate('terbatas', '2026-03-03', null);
  for (const who of [c.adjutant, c.section]) expect(await codeOf(as(t, who).desk({ box: 'sign', post: postOf(c.secretary) }))).toBe('outgoing.not-for-you');
  expect(await codeOf(as(t, c.adjutant).prepare({ id, hash: (await as(t, c.secretary).getLetter({ id })).hash, chosen: true }))).toBe('outgoing.unknown');
  await t.house.db.asOwner((tx) => tx.run(sql`update letters.mandate set from_day = '2026-03-01' where instansi = ${t.instansi}`));
});

it('sees what waits, as far as the mandate reaches, and only for the signature', async () => {
  const open = await handedOn(t, c.clerk, letterOf(c, { subject: 'Untuk diurutkan', secrecy: 'terbatas' }));
  const secret = await handedOn(t, c.clerk, letterOf(c, { subject: 'Tidak untuk ajudan', secrecy: 'rahasia' }));
  const most = await handedOn(t, c.clerk, letterOf(c, { subject: 'Sama sekali tidak', secrecy: 'sangat-rahasia' }));
  const { items } = await forSecretary();
  expect(items.find((row) => row.id === open)).toMatchObject({ subject: 'Untuk diurutkan', masked: false });
  expect(items.find((row) => row.id === secret), 'its line only').toMatchObject({ subject: '(rahasia)', masked: true });
  expect(items.map((row) => row.id)).not.toContain(most);
  expect((await as(t, c.adjutant).deskCounts({})).mandates).toMatchObject([{ post: postOf(c.secretary), title: 'Sekretaris Daerah' }]);
  expect((await as(t, c.adjutant).getLetter({ id: open })).content.body).toBeDefined();
  expect(await codeOf(as(t, c.adjutant).getLetter({ id: most }))).toBe('outgoing.unknown');
  const { hash } = await as(t, c.secretary).getLetter({ id: secret });
  expect(await codeOf(as(t, c.adjutant).prepare({ id: secret, hash, chosen: true }))).toBe('outgoing.unknown');
  for (const box of ['drafts', 'initial', 'others', 'sent'] as const) expect(await codeOf(as(t, c.adjutant).desk({ box, post: postOf(c.secretary) }))).toBe('outgoing.not-for-you');
});

it('chooses in an order with a note; the leader sees it first, and it falls with the text', async () => {
  const id = await handedOn(t, c.clerk, letterOf(c, { subject: 'Mendesak' }));
  const { hash } = await as(t, c.adjutant).getLetter({ id });
  expect(await codeOf(as(t, c.adjutant).prepare({ id, hash: 'f'.repeat(64), chosen: true }))).toBe('outgoing.revised');
  await as(t, c.adjutant).prepare({ id, hash, chosen: true, place: 2, note: 'Dibawa rapat pukul 10' });
  const seen = async () => (await as(t, c.secretary).desk({ box: 'sign' })).items.find((row) => row.id === id)?.prepared;
  expect(await seen()).toEqual({ by: c.adjutant.name, note: 'Dibawa rapat pukul 10', place: 2 });
  await as(t, c.clerk).act({ id, seq: await seqOf(t, c.clerk, id), action: { kind: 'withdraw' } });
  await as(t, c.clerk).saveDraft({ id, seq: (await as(t, c.clerk).getDraft({ id })).seq, content: letterOf(c, { subject: 'Mendesak, diperbaiki' }) as never });
  await as(t, c.clerk).act({ id, seq: await seqOf(t, c.clerk, id), action: { kind: 'submit' } });
  expect(await seen(), 'another text').toBeUndefined();
  const again = (await as(t, c.adjutant).getLetter({ id })).hash;
  await as(t, c.adjutant).prepare({ id, hash: again, chosen: true });
  await as(t, c.adjutant).prepare({ id, hash: again, chosen: false });
  expect(await seen()).toBeUndefined();
});

it('signs, returns, passes on and initials nothing', async () => {
  const id = await handedOn(t, c.clerk, letterOf(c));
  const { seq, hash, actions } = await as(t, c.adjutant).getLetter({ id });
  expect(actions).toEqual(['prepare']);
  for (const action of [{ kind: 'initial' as const, hash }, { kind: 'return' as const, reason: 'Perbaiki.', remarks: [] as never[] }, { kind: 'pass' as const, signer: postOf(c.roadsHead), reason: '' }, { kind: 'cancel' as const, reason: 'Tidak jadi.' }]) expect(await codeOf(as(t, c.adjutant).act({ id, seq, action })), action.kind).toBe('outgoing.not-for-you');
  expect(await codeOf(as(t, c.adjutant).sign({ items: [{ id, seq }] }))).toBe('request.not-allowed');
  expect((await signed(t, c.secretary, [id])).signed).toHaveLength(1);
  expect(await codeOf(as(t, c.adjutant).prepare({ id, hash, chosen: true })), 'signed already').toBe('outgoing.not-now');
  await t.house.db.asOwner((tx) => tx.run(sql`update letters.mandate set to_day = '2026-03-01' where instansi = ${t.instansi}`));
  expect(await codeOf(forSecretary()), 'its last day is over').toBe('outgoing.not-for-you');
});
