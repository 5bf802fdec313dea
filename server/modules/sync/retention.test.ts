import { describe, expect, it } from 'vitest';
import { signCommand } from '../../engines/sync/envelope.ts';
import { sql } from '../../platform/db/sql.ts';
import type { Calls } from '../../platform/operation.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import type { operations } from './contract.ts';
import { forget } from './service/retention.ts';
import { command, newPhone, notesOf, somebody, takeNotes, type Phone } from './sync.testing.ts';

const t = await createTestHouse();
takeNotes(t.house);
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)).sync as unknown as Calls<typeof operations>;
const DAY = 86_400_000;
const viewer = somebody(t.instansi);
const send = async (phone: Phone, commands: unknown[]) => (await as(viewer).send({ device: phone.id, commands })).answers.map(({ state, code, marks }) => code ?? [state, ...marks.map((one) => one.code)].join(' '));
async function register(): Promise<Phone> {
  const made = await newPhone();
  const { contact } = await as(viewer).registerDevice({ id: made.id, name: 'HP', key: made.publicKey });
  return { ...made, contact: { ...contact, deviceTime: t.clock.now().toISOString() } };
}
/** As a phone that said hello just now. */
const greeted = async (phone: Phone) => {
  const { contact } = await as(viewer).send({ device: phone.id, commands: [] });
  phone.contact = { ...contact, deviceTime: t.clock.now().toISOString() };
};
const note = (phone: Phone, words: string, change: Parameters<typeof command>[3] = {}, next = 'end') => command(phone, viewer, { words: `${phone.id} ${words}`, next }, change);
const done = async (phone: Phone) => (await notesOf(t.context())).filter((words) => words.startsWith(phone.id)).map((words) => words.slice(37));
const kept = async (phone: Phone) => (await t.house.db.asOwner((tx) => tx.many<{ seq: number }>(sql`select seq from sync.command where device = ${phone.id} order by seq`))).map(({ seq }) => seq);

describe('what a device sent', () => {
  it('is forgotten after the period but for the last place; a replay of it does nothing, and the chain goes on', async () => {
    const phone = await register();
    const old = [await note(phone, '1'), await note(phone, '2', {}, 'refuse'), await note(phone, '3')];
    expect(await send(phone, old)).toEqual(['accepted', 'request.changed-meanwhile', 'accepted']);
    t.clock.advance(179 * DAY);
    await forget(t.house);
    expect(await kept(phone)).toEqual([1, 2, 3]);
    t.clock.advance(2 * DAY);
    await forget(t.house);
    expect(await kept(phone)).toEqual([3]);

    // The same bytes again, and another command that claims a place which is gone.
    expect(await send(phone, old)).toEqual(['sync.forgotten', 'sync.forgotten', 'accepted']);
    const { signature: _, ...first } = old[0]!;
    expect(await send(phone, [await signCommand(phone.key.privateKey, { ...first, id: crypto.randomUUID() })])).toEqual(['sync.forgotten']);
    expect(await done(phone)).toEqual(['1', '3']);

    await greeted(phone);
    expect(await send(phone, [await note(phone, '4')])).toEqual(['accepted']);
    expect(await send(phone, [await note(phone, '5', { previous: 'x' })])).toEqual(['marked broken']);
  });

  it('after a gap: the late one that hangs on the last place remembered still fits, one before it is refused', async () => {
    const phone = await register();
    const [one, two, missing, four] = [await note(phone, '1'), await note(phone, '2'), await note(phone, '3'), await note(phone, '4')];
    await send(phone, [one, two]);
    t.clock.advance(200 * DAY);
    await forget(t.house);
    expect(await kept(phone)).toEqual([2]);
    expect((await send(phone, [four]))[0]).toMatch(/^marked gap/);
    expect((await send(phone, [missing]))[0]).toMatch(/^marked late/);
    expect(await done(phone)).toEqual(['1', '2', '4', '3']);
  });

  it('stays while something before it still waits for its answer', async () => {
    const phone = await register();
    const broken = await note(phone, '1', {}, 'break');
    expect(await send(phone, [broken, await note(phone, '2')])).toEqual(['house.error', 'accepted']);
    t.clock.advance(400 * DAY);
    await forget(t.house);
    expect(await kept(phone)).toEqual([1, 2]);
  });

  it('what hangs on a forgotten one is refused for good, what hangs on one that never came waits', async () => {
    const phone = await register();
    const first = await note(phone, '1');
    await send(phone, [first, await note(phone, '2')]);
    t.clock.advance(200 * DAY);
    await forget(t.house);
    await greeted(phone);
    expect(await send(phone, [await note(phone, '3', { dependsOn: first.id })])).toEqual(['sync.hangs-on-forgotten']);
    const never = await note(phone, '4');
    expect((await send(phone, [await note(phone, '5', { dependsOn: never.id })]))[0]).toBe('sync.waits');
  });
});

describe('the period', () => {
  it('is set by an administrator, within bounds and with a reason, for the own institution', async () => {
    const admin = viewerWith(t, ['administrator']);
    expect(await as(admin).getRetention({})).toMatchObject({ commandDays: 180, own: false });
    await expect(as(admin).setRetention({ commandDays: 7, reason: 'Terlalu pendek' })).rejects.toMatchObject({ problem: { fields: [{ path: 'commandDays', message: 'Paling sedikit 30 hari.' }] } });
    await expect(as(admin).setRetention({ commandDays: 60, reason: '' })).rejects.toMatchObject({ problem: { fields: [{ path: 'reason' }] } });
    await expect(as(viewerWith(t, ['verifier'])).setRetention({ commandDays: 60, reason: 'Perbup 1/2026' })).rejects.toMatchObject({ problem: { status: 403 } });
    expect(await as(admin).setRetention({ commandDays: 60, reason: 'Perbup 1/2026' })).toEqual({ commandDays: 60, reason: 'Perbup 1/2026', own: true });
    const phone = await register();
    await send(phone, [await note(phone, '1'), await note(phone, '2')]);
    t.clock.advance(61 * DAY);
    await forget(t.house);
    expect(await kept(phone)).toEqual([2]);
    const trail = await t.house.db.asOwner((tx) => tx.many<{ action: string; detail: { commands?: number } }>(sql`select action, detail from audit.entry where action in ('sync.retention-set', 'sync.forgot') order by id`));
    expect(trail.at(-1)).toMatchObject({ action: 'sync.forgot', detail: { commandDays: 60 } });
    expect(trail.some((one) => one.action === 'sync.retention-set')).toBe(true);
  });
});
