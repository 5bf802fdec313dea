import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import type { Viewer } from '../../platform/request/context.ts';
import type { Calls } from '../../platform/operation.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { operations as syncOperations } from '../sync/contract.ts';
import { command, newPhone, type Phone } from '../sync/sync.testing.ts';
import { as, castOf, letterTo, postOf, type Cast } from './letters.testing.ts';

// A leader without network: what is carried, and what becomes of what was decided.

const t = await createTestHouse();
const sync = (viewer: Viewer) => t.api.forPages(t.context(viewer)).sync as unknown as Calls<typeof syncOperations>;
let c: Cast;
let phone: Phone;
beforeAll(async () => {
  c = await castOf(t);
  phone = await newPhone();
  const { contact } = await sync(c.regent).registerDevice({ id: phone.id, name: 'HP Bupati', key: phone.publicKey });
  phone.contact = { ...contact, deviceTime: contact.at };
  t.clock.advance(60_000);
});
const registered = async (more: Record<string, unknown> = {}) => (await as(t, c.clerk).registerLetter(await letterTo(t, c, more))).id;
const carried = async (id: string) => (await as(t, c.regent).pocket({})).items.find((row) => row.id === id)!;
const send = async (...made: unknown[]) => (await sync(c.regent).send({ device: phone.id, commands: made })).answers;
const disposed = async (id: string, more: Record<string, unknown> = {}) => {
  const row = await carried(id);
  return command(phone, c.regent, { letter: id, branch: row.branch, seq: row.seq, recipients: [{ post: postOf(c.roadsHead), role: 'lead' }], instructions: ['follow-up'], words: '', ...more }, { kind: 'letters.dispose' });
};

describe('the pocket of a leader', () => {
  it('holds heads, recipients and instructions, nothing of what the letter says', async () => {
    const id = await registered({ summary: 'Isi ringkas yang tinggal di server' });
    const view = await as(t, c.regent).pocket({});
    expect(view.items.find((row) => row.id === id)).toMatchObject({ sender: 'Gubernur Jawa Timur', seq: 1, actions: ['dispose', 'report'], leadAtWork: false, taken: [postOf(c.regent)] });
    expect(JSON.stringify(view)).not.toContain('Isi ringkas');
    expect(view).toMatchObject({ title: 'Bupati', day: '2026-03-02', more: false });
    expect(view.recipients.map((one) => one.id)).toContain(postOf(c.roadsHead));
    expect(view.instructions.map((one) => one.code)).toContain('follow-up');
    expect(await as(t, c.regent).getLetter({ id }), 'carrying is not reading').toMatchObject({ branches: [{ state: 'baru' }] });
  });
  it('shows of rahasia that it is there, and of another post nothing', async () => {
    const secret = await registered({ secrecy: 'rahasia', subject: 'Mutasi pejabat eselon dua' });
    expect(await carried(secret)).toMatchObject({ subject: '(rahasia)', sender: '(rahasia)', masked: true, actions: [], instruction: '' });
    expect((await as(t, c.roadsHead).pocket({})).items).toEqual([]);
  });
});

describe('decided without network', () => {
  it('a disposition arrives once, with when it was given in the trail', async () => {
    const id = await registered();
    const made = await disposed(id);
    expect(await send(made)).toEqual([expect.objectContaining({ state: 'accepted', result: { letter: id, seq: 2, state: 'didisposisi' } })]);
    await send(made);
    const letter = await as(t, c.regent).getLetter({ id });
    expect(letter.branches.filter((branch) => branch.post.id === postOf(c.roadsHead)).length).toBe(1);
    const [entry] = await t.house.db.asOwner((tx) => tx.many<{ detail: Record<string, unknown> }>(sql`select detail from audit.entry where object_id = ${id} and action = 'letters.sent-later'`));
    expect(entry!.detail).toMatchObject({ kind: 'dispose', command: made.id, device: phone.id, trust: 'live', given: t.clock.now().toISOString() });
  });
  it('of a letter that somebody acted on meanwhile is refused with its sentence; the next letter goes on', async () => {
    const [changed, untouched] = [await registered(), await registered()];
    const made = [await disposed(changed), await disposed(untouched)];
    const { seq, branches } = await as(t, c.regent).getLetter({ id: changed });
    await as(t, c.regent).act({ id: changed, seq, branch: branches[0]!.id, action: { kind: 'dispose', recipients: [{ post: postOf(c.wasteHead), role: 'lead' }], instructions: ['follow-up'], words: '' } });
    const answers = await send(...made);
    expect(answers.map(({ state, code }) => [state, code])).toEqual([['refused', 'letters.changed'], ['accepted', undefined]]);
    expect(answers[0]!.sentence).toMatch(/Muat ulang|baru saja/);
    expect((await as(t, c.regent).getLetter({ id: changed })).branches.some((branch) => branch.post.id === postOf(c.roadsHead))).toBe(false);
  });
  it('by the rules of the day of sending: a vacant post, a past deadline, a letter that is not theirs', async () => {
    const id = await registered();
    const late = await disposed(id, { deadline: '2026-03-01' });
    const upwards = await disposed(id, { recipients: [{ post: postOf(c.regent), role: 'lead' }] });
    const nobody = await disposed(id, { recipients: [] });
    expect((await send(late, upwards, nobody)).map(({ code }) => code)).toEqual(['letters.deadline-past', expect.stringMatching(/^letters\./), 'sync.unreadable']);
    expect((await as(t, c.regent).getLetter({ id })).seq).toBe(1);
  });
  it('a report closes what was given', async () => {
    const id = await registered();
    const row = await carried(id);
    const made = await command(phone, c.regent, { letter: id, branch: row.branch, seq: row.seq, words: 'Sudah saya tanyakan langsung.', done: true }, { kind: 'letters.report' });
    expect((await send(made))[0]).toMatchObject({ state: 'accepted', result: { state: 'selesai' } });
  });
});
