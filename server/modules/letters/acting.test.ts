import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { LetterAction } from './contract.ts';
import { as, castOf, codeOf, holderOf, letterTo, postOf, uploadFor, type Cast } from './letters.testing.ts';

// Orders of Plt. and Plh. (asn-organisation, section 4 and 6; the cases of the issue), and mandates of assistants.

const t = await createTestHouse();
let c: Cast;
beforeEach(async () => {
  t.clock.set(new Date('2026-03-02T02:00:00Z'));
  await t.house.db.asOwner(async (tx) => {
    for (const table of ['letters.search', 'letters.branch', 'letters.file', 'letters.action', 'letters.state', 'letters.known', 'letters.mandate', 'letters.letter', 'letters.book', 'organization.holding', 'organization.post', 'organization.unit', 'organization.person']) await tx.run({ text: `delete from ${table}`, values: [] });
  });
  c = await castOf(t);
});
/** 09.00 WIB of a day. */
const on = (day: string) => t.clock.set(new Date(`${day}T02:00:00Z`));
let letters = 0;
const registered = async (more: Record<string, unknown> = {}) => (await as(t, c.clerk).registerLetter(await letterTo(t, c, { senderNumber: `A/${++letters}`, ...more }))).id;
async function act(who: Viewer, id: string, action: LetterAction, post = postOf(who)) {
  const { seq, branches } = await as(t, who).getLetter({ id });
  return as(t, who).act({ id, seq, branch: branches.findLast((branch) => branch.post.id === post)?.id ?? branches[0]!.id, action });
}
const toRoads = (): LetterAction => ({ kind: 'dispose', recipients: [{ post: postOf(c.roadsHead), role: 'lead' }], instructions: ['follow-up'], words: '' });
const holdingOf = (who: Viewer) => who.hat!.holdingId;
const ends = (who: Viewer, day: string) => t.house.db.asOwner((tx) => tx.run(sql`update organization.holding set to_day = ${day} where id = ${holdingOf(who)}`));
const acts = (person: string | Viewer, capacity: string, from: string, to?: string, post = c.roadsHead) =>
  holderOf(t, { instansi: t.instansi, post: postOf(post), unit: post.hat!.unitId, kind: post.hat!.unitKind, title: post.hat!.title, duties: post.hat!.duties, person, capacity, from, ...(to ? { to } : {}) });
const inboxOf = async (who: Viewer) => (await as(t, who).inbox({ box: 'unread' })).items.map((row) => row.id).sort();

describe('a Plt.', () => {
  it('receives from the first day, loses it at midnight after the last, and keeps reading what he acted on in his own post', async () => {
    await ends(c.roadsHead, '2026-02-28');
    const plt = await acts(c.section, 'plt', '2026-03-02', '2026-03-04');
    const id = await registered();
    await act(c.regent, id, toRoads());
    expect(await inboxOf(plt)).toEqual([id]);
    expect(await codeOf(as(t, c.roadsHead).inbox({})), 'whose days are over').toBe('letters.not-in-force');
    await act(plt, id, { kind: 'dispose', recipients: [{ post: postOf(c.staff), role: 'lead' }], instructions: ['study'], words: '' });
    t.clock.set(new Date('2026-03-04T16:59:59Z'));
    expect(await codeOf(as(t, plt).inbox({}))).toBe('ok');
    t.clock.set(new Date('2026-03-04T17:00:00Z'));
    expect(await codeOf(as(t, plt).inbox({})), '5 March 00.00 WIB').toBe('letters.not-in-force');
    expect(await codeOf(as(t, plt).getLetter({ id }))).toBe('letters.not-in-force');
    expect(await codeOf(as(t, c.section).getLetter({ id })), 'acted on it').toBe('ok');
    expect((await as(t, c.section).getLetter({ id })).branches.find((branch) => branch.post.id === postOf(c.roadsHead))).toMatchObject({ heldBy: 'Plt. Kepala Bidang Jalan', mine: false });
  });
  it('not yet begun receives nothing', async () => {
    await ends(c.roadsHead, '2026-02-28');
    const plt = await acts('Plt. besok', 'plt', '2026-03-03');
    const id = await registered();
    expect(await codeOf(as(t, plt).inbox({}))).toBe('letters.not-in-force');
    expect(await codeOf(act(c.regent, id, toRoads())), 'nobody holds the post today').toBe('letters.post-without-holder');
    on('2026-03-03');
    expect(await codeOf(act(c.regent, id, toRoads()))).toBe('ok');
  });
  it('is ended early by a new definitive holder, who finds the whole inbox', async () => {
    await ends(c.roadsHead, '2026-02-28');
    const plt = await acts('Budi Plt', 'plt', '2026-03-02', '2026-05-31');
    const id = await registered();
    await act(c.regent, id, toRoads());
    const citra = await acts('Citra Definitif', 'definitive', '2026-03-05');
    on('2026-03-04');
    expect([await inboxOf(plt), await codeOf(as(t, citra).inbox({}))]).toEqual([[id], 'letters.not-in-force']);
    on('2026-03-05');
    expect([await codeOf(as(t, plt).inbox({})), await inboxOf(citra)]).toEqual(['letters.not-in-force', [id]]);
    expect(await codeOf(act(citra, id, { kind: 'report', words: 'Sudah', files: [], done: true }))).toBe('ok');
  });
  it('twice the same person: two orders, a day between in which nothing opens, one inbox', async () => {
    await ends(c.roadsHead, '2026-02-28');
    const first = await acts('Dewi', 'plt', '2026-03-02', '2026-03-03');
    const second = await acts(first, 'plt', '2026-03-05', '2026-03-06');
    const id = await registered();
    await act(c.regent, id, toRoads());
    on('2026-03-04');
    expect([await codeOf(as(t, first).inbox({})), await codeOf(as(t, second).inbox({}))]).toEqual(['letters.not-in-force', 'letters.not-in-force']);
    on('2026-03-05');
    expect([await codeOf(as(t, first).inbox({})), await inboxOf(second)]).toEqual(['letters.not-in-force', [id]]);
  });
});

describe('a Plh.', () => {
  it('sees what came on the days of the order only, also when the order was registered late', async () => {
    const before = await registered();
    await act(c.regent, before, toRoads());
    on('2026-03-03');
    const within = await registered();
    await act(c.regent, within, toRoads());
    on('2026-03-04');
    const plh = await acts('Eko Plh', 'plh', '2026-03-03', '2026-03-05');
    expect(await inboxOf(plh)).toEqual([within]);
    expect(await inboxOf(c.roadsHead), 'the holder sees all').toEqual([before, within].sort());
    expect((await as(t, plh).search({ query: 'inflasi' })).items.map((row) => row.id)).toContain(within);
    on('2026-03-06');
    expect(await codeOf(as(t, plh).inbox({}))).toBe('letters.not-in-force');
  });
  it('of a Plt. acts beside him and is shown as who acts', async () => {
    await ends(c.roadsHead, '2026-02-28');
    const plt = await acts('Fajar Plt', 'plt', '2026-03-01', '2026-05-31');
    const plh = await acts('Gita Plh', 'plh', '2026-03-02', '2026-03-02');
    const id = await registered();
    await act(c.regent, id, toRoads());
    expect([await inboxOf(plt), await inboxOf(plh)]).toEqual([[id], [id]]);
    expect((await as(t, c.regent).getLetter({ id })).branches[1]!.post.holder).toBe('Plh. Gita Plh');
    await act(plh, id, { kind: 'dispose', recipients: [{ post: postOf(c.staff), role: 'lead' }], instructions: ['note'], words: '' });
    on('2026-03-03');
    expect(await codeOf(as(t, plh).getLetter({ id }))).toBe('letters.not-in-force');
    expect(await codeOf(act(plt, id, { kind: 'report', words: 'Menunggu staf', files: [], done: false }))).toBe('ok');
  });
  it('of the secretary disposes within the day, and the regent\'s letter still goes to the post', async () => {
    const plh = await acts('Hadi Plh Sekda', 'plh', '2026-03-02', '2026-03-02', c.secretary);
    const id = await registered();
    await act(c.regent, id, { kind: 'dispose', recipients: [{ post: postOf(c.secretary), role: 'lead' }], instructions: ['settle'], words: '' });
    expect(await codeOf(act(plh, id, toRoads()))).toBe('ok');
    expect((await as(t, c.secretary).getLetter({ id })).branches.find((branch) => branch.post.id === postOf(c.roadsHead))!.disposition!.by).toContain('Sekretaris Daerah');
  });
  it('does not read a sangat rahasia letter that was given to the person before', async () => {
    const id = await registered({ secrecy: 'sangat-rahasia' });
    await act(c.regent, id, toRoads());
    const plh = await acts('Indah Plh', 'plh', '2026-03-02', '2026-03-03');
    expect(await codeOf(as(t, plh).getLetter({ id }))).toBe('letters.unknown');
    expect(await inboxOf(plh)).toEqual([]);
    expect(await inboxOf(c.roadsHead)).toEqual([id]);
  });
});

describe('a mandate', () => {
  const give = (more: Record<string, unknown> = {}) => as(t, c.regent).giveMandate({ assistant: postOf(c.adjutant), fromDay: '2026-03-02', toDay: '2026-03-04', orderLetter: '800.1/3/2026', ...more });
  it('lets an assistant see, prepare and record, never send; the leader sends with one tap', async () => {
    const id = await registered();
    expect([await inboxOf(c.adjutant), await codeOf(act(c.adjutant, id, { ...toRoads(), kind: 'prepare' } as LetterAction, postOf(c.regent)))]).toEqual([[], 'letters.not-for-you']);
    await give();
    expect(await inboxOf(c.adjutant)).toEqual([id]);
    expect(await codeOf(act(c.adjutant, id, toRoads(), postOf(c.regent)))).toBe('letters.not-for-you');
    await act(c.adjutant, id, { ...toRoads(), kind: 'prepare', words: 'Mohon hadir' } as LetterAction, postOf(c.regent));
    expect(await codeOf(act(c.adjutant, id, { kind: 'send-prepared' }, postOf(c.regent)))).toBe('letters.not-for-you');
    expect((await as(t, c.regent).inboxCounts({})).prepared).toBe(1);
    expect((await as(t, c.regent).getLetter({ id })).branches[0]!.prepared).toMatchObject({ by: 'Ajudan Bupati, Ajudan Bupati', words: 'Mohon hadir' });
    await act(c.regent, id, { kind: 'send-prepared' });
    expect((await as(t, c.roadsHead).getLetter({ id })).branches[1]!.disposition).toMatchObject({ by: 'Bupati, Bupati', preparedBy: 'Ajudan Bupati, Ajudan Bupati', words: 'Mohon hadir' });
  });
  it('records what was given orally or on paper with its source, the photo of paper, and who wrote it down', async () => {
    await give();
    const id = await registered();
    const record = (more: Record<string, unknown> = {}) => act(c.adjutant, id, { ...toRoads(), kind: 'record', source: 'paper', given: '2026-03-02', ...more } as LetterAction, postOf(c.regent));
    expect([await codeOf(record()), await codeOf(record({ source: 'oral', given: '2026-03-03' })), await codeOf(record({ photo: uuidv7() }))]).toEqual(['letters.needs-photo', 'letters.given-ahead', 'letters.no-such-file']);
    await record({ photo: await uploadFor(t, c.adjutant, 'Lembar disposisi') });
    expect((await as(t, c.roadsHead).getLetter({ id })).branches[1]!.disposition).toMatchObject({ by: 'Bupati', source: 'Lembar disposisi kertas, 2 Maret 2026', recordedBy: 'Ajudan Bupati, Ajudan Bupati', photo: { type: 'application/pdf' } });
    const entry = await t.house.db.asOwner((tx) => tx.maybe<{ account: string; detail: { source: string } }>(sql`select account, detail from audit.entry where object_id = ${id} and action = 'letters.record'`));
    expect(entry).toMatchObject({ account: c.adjutant.accountId, detail: { source: 'paper' } });
  });
  it('reaches as far as it says, and as long', async () => {
    await give();
    const [secret, top] = [await registered({ secrecy: 'rahasia', subject: 'Mutasi' }), await registered({ secrecy: 'sangat-rahasia' })];
    expect(await as(t, c.adjutant).getLetter({ id: secret })).toMatchObject({ masked: true, subject: '(rahasia)' });
    expect(await codeOf(act(c.adjutant, secret, { ...toRoads(), kind: 'prepare' } as LetterAction, postOf(c.regent)))).toBe('letters.unknown');
    expect(await codeOf(as(t, c.adjutant).getLetter({ id: top }))).toBe('letters.unknown');
    await give({ upTo: 'rahasia' });
    expect((await as(t, c.adjutant).getLetter({ id: secret })).subject).toBe('Mutasi');
    expect(await codeOf(as(t, c.adjutant).getLetter({ id: top }))).toBe('letters.unknown');
    on('2026-03-05');
    expect(await codeOf(as(t, c.adjutant).getLetter({ id: secret }))).toBe('letters.unknown');
    expect((await as(t, c.adjutant).search({ query: 'mutasi' })).items).toEqual([]);
  });
  it('is the leader\'s to give to assistants, and to end', async () => {
    expect(await codeOf(give({ assistant: postOf(c.staff) }))).toBe('letters.mandate-not-assistant');
    expect(await codeOf(give({ toDay: '2026-03-01' }))).toBe('letters.mandate-days');
    const { id } = await give({ toDay: null });
    expect(await codeOf(as(t, c.secretary).endMandate({ id, version: 1 })), 'another leader').toBe('letters.unknown');
    on('2026-03-03');
    expect(await as(t, c.regent).endMandate({ id, version: 1 })).toEqual({ lastDay: '2026-03-03' });
    expect(await codeOf(as(t, c.regent).endMandate({ id, version: 1 }))).toBe('request.changed-meanwhile');
    on('2026-03-04');
    expect((await as(t, c.adjutant).listMandates({})).held).toMatchObject([{ inForce: false }]);
  });
});
