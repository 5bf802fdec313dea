import { beforeEach, describe, expect, it } from 'vitest';
import { problemOf } from '../../platform/http/problem.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Calls } from '../../platform/operation.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { operations } from './contract.ts';
import { signCommand, type Command } from '../../engines/sync/envelope.ts';
import { command, newPhone, notesOf, somebody, takeNotes, type Phone } from './sync.testing.ts';

const t = await createTestHouse();
let door = async (): Promise<void> => {};
const waiting: (() => void)[] = [];
const heard = takeNotes(t.house, () => door());
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)).sync as unknown as Calls<typeof operations>;
const codeOf = (work: Promise<unknown>) => work.then(() => 'ok', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const deviceTime = () => t.clock.now().toISOString();

let viewer: Viewer;
let phone: Phone;
const send = async (commands: unknown[], of = phone, by = viewer) => (await as(by).send({ device: of.id, commands })).answers;
async function register(by: Viewer): Promise<Phone> {
  const made = await newPhone();
  const { contact } = await as(by).registerDevice({ id: made.id, name: 'HP', key: made.publicKey });
  return { ...made, contact: { ...contact, deviceTime: deviceTime() } };
}
/** Notes of this test alone. */
const noted = async () => (await notesOf(t.context())).filter((words) => words.startsWith(phone.id)).map((words) => words.slice(37));
const note = (words: string, change: Parameters<typeof command>[3] = {}, next = 'end') => command(phone, viewer, { words: `${phone.id} ${words}`, next }, change);
beforeEach(async () => {
  viewer = somebody(t.instansi);
  phone = await register(viewer);
  t.clock.advance(60_000);
});

describe('a device', () => {
  it('is registered once, with one key, by a person', async () => {
    const again = { id: phone.id, name: 'HP', key: phone.publicKey };
    expect((await as(viewer).registerDevice(again)).who).toEqual({ account: viewer.accountId, name: viewer.name, holding: viewer.hat!.holdingId, title: 'Camat Pudak' });
    expect((await as(viewer).listDevices({})).items).toEqual([expect.objectContaining({ id: phone.id, revoked: false })]);
    expect(await codeOf(as(viewer).registerDevice({ ...again, key: (await newPhone()).publicKey }))).toBe('sync.device-taken');
    expect(await codeOf(as(somebody(t.instansi)).registerDevice(again))).toBe('sync.device-taken');
    expect(await codeOf(as({ ...viewer, kind: 'integrator' }).registerDevice(again))).toBe('sync.people-only');
    expect(await codeOf(as(null).registerDevice(again))).toBe('request.not-signed-in');
    expect(await codeOf(as(viewer).registerDevice({ ...again, id: uuidv7(), key: { ...phone.publicKey, x: 'A'.repeat(43) } }))).toBe('sync.key-broken');
  });
  it('of another person is none, neither to send nor to revoke, nor across the wall', async () => {
    const stranger = somebody(t.instansi);
    const made = await note('milik orang');
    expect(await codeOf(send([made], phone, stranger))).toBe('sync.device-unknown');
    expect(await codeOf(as(stranger).revokeDevice({ id: phone.id }))).toBe('sync.device-unknown');
    expect((await as(stranger).listDevices({})).items).toEqual([]);
    const elsewhere = { ...viewer, hat: { ...viewer.hat!, instansi: t.other } };
    expect(await codeOf(send([made], phone, elsewhere))).toBe('sync.device-unknown');
    expect(await noted()).toEqual([]);
  });
  it('that was revoked sends nothing any more', async () => {
    const made = await note('terlambat');
    await as(viewer).revokeDevice({ id: phone.id });
    expect(await codeOf(send([made]))).toBe('sync.device-revoked');
    expect(await codeOf(as(viewer).registerDevice({ id: phone.id, name: 'HP', key: phone.publicKey }))).toBe('sync.device-revoked');
    expect(await noted()).toEqual([]);
  });
  it('there are ten of a person, not more', async () => {
    for (let i = 0; i < 9; i++) await register(viewer);
    const eleventh = await newPhone();
    expect(await codeOf(as(viewer).registerDevice({ id: eleventh.id, name: 'HP', key: eleventh.publicKey }))).toBe('sync.too-many-devices');
  });
});

describe('commands', () => {
  it('are done in their order, each with its answer, and told when they were given', async () => {
    const [first, second] = [await note('satu'), await note('dua')];
    const answers = await send([first, second]);
    expect(answers.map(({ id, state, result }) => [id, state, result])).toEqual([[first.id, 'accepted', { words: 41 }], [second.id, 'accepted', { words: 40 }]]);
    expect(await noted()).toEqual(['satu', 'dua']);
    expect(heard.at(-1)).toMatchObject({ command: second.id, device: { id: phone.id, name: 'HP' }, trust: 'live', marks: [], clock: { source: 'anchored' }, at: t.clock.now() });
  });
  it('sent again get the same answer and have no second effect, also both at once', async () => {
    const made = [await note('sekali'), await note('menolak', {}, 'refuse')];
    const [one, two] = await Promise.all([send(made), send(made)]);
    expect(one).toEqual(two);
    t.clock.advance(3_600_000);
    expect(await send(made)).toEqual(one);
    expect(await noted()).toEqual(['sekali']);
  });
  it('under a known id with another body are refused, the first stays', async () => {
    const made = await note('asli');
    await send([made]);
    const { signature: _, ...unsigned } = made;
    const other = await signCommand(phone.key.privateKey, { ...unsigned, body: { words: `${phone.id} palsu` } });
    expect(await send([other, made])).toEqual([expect.objectContaining({ state: 'refused', code: 'sync.id-reused' }), expect.objectContaining({ state: 'accepted' })]);
    expect(await noted()).toEqual(['asli']);
  });
  it('whose signature does not fit are refused and leave room for the true one', async () => {
    const made = await note('sah');
    const forged: Command = { ...made, body: { words: `${phone.id} diubah` } };
    expect(await send([forged])).toEqual([expect.objectContaining({ state: 'refused', code: 'sync.signature', sentence: expect.stringContaining('Tanda tangan perangkat') })]);
    expect(await send([made])).toEqual([expect.objectContaining({ state: 'accepted' })]);
    expect(await noted()).toEqual(['sah']);
  });
  it('that are refused hold up only what hangs on them', async () => {
    const refused = await note('ditolak', {}, 'refuse');
    const after = await note('sesudahnya', { dependsOn: refused.id });
    const other = await note('lain');
    expect((await send([refused, after, other])).map(({ state, code }) => [state, code])).toEqual([['refused', 'request.changed-meanwhile'], ['refused', 'sync.hangs-on-refused'], ['accepted', undefined]]);
    expect(await noted()).toEqual(['lain']);
  });
  it('that hang on one which never came wait for it', async () => {
    const first = await note('pertama');
    const second = await note('kedua', { dependsOn: first.id });
    expect(await send([second])).toEqual([expect.objectContaining({ state: 'later', code: 'sync.waits' })]);
    expect((await send([first, second])).map(({ state }) => state)).toEqual(['marked', 'marked']);
    expect(await noted()).toEqual(['pertama', 'kedua']);
  });
  it('that break on our side stay where they are and hold up nobody', async () => {
    const broken = await note('rusak', {}, 'break');
    const fine = await note('baik');
    expect((await send([broken, fine])).map(({ state, code }) => [state, code])).toEqual([['later', 'house.error'], ['accepted', undefined]]);
    expect(await noted()).toEqual(['baik']);
  });
  it('that nobody can read, are too large or of no kind get a sentence each', async () => {
    const kind = await note('apa', { kind: 'test.nothing' });
    const large = await note('x'.repeat(40_000));
    const wrongBody = await command(phone, viewer, { words: '' });
    const capital = await note('besar', { id: uuidv7().toUpperCase() });
    const [nulTime, nulWords] = [await note('jam', { deviceTime: '2026\0' }), await note('nol \0')];
    const answers = await send([null, 7, 'x', [], { id: 'abc' }, { ...kind, device: uuidv7() }, capital, nulTime, kind, large, wrongBody, nulWords]);
    expect(answers.map(({ code }) => code)).toEqual([...Array(8).fill('sync.unreadable'), 'sync.unknown-kind', 'sync.too-large', 'sync.unreadable', 'sync.unreadable']);
    expect(answers.every(({ state, sentence }) => state === 'refused' && sentence!.length > 20)).toBe(true);
    expect(await codeOf(send(Array(26).fill(kind)))).toBe('request.invalid');
  });
  it('of a format that this server does not read yet wait, and hold up nobody', async () => {
    const [newer, fine] = [await note('lebih baru'), await note('sekarang')];
    const answers = await send([{ ...newer, format: 2 }, fine]);
    expect(answers.map(({ id, state, code }) => [id, state, code])).toEqual([[newer.id, 'later', 'sync.newer-format'], [fine.id, 'marked', undefined]]);
    expect((await send([newer]))[0]).toMatchObject({ state: 'marked', marks: [{ code: 'late' }] });
    expect((await send([{ ...(await note('nol')), format: 0 }]))[0]).toMatchObject({ state: 'refused', code: 'sync.unreadable' });
  });
  it('made under another post wait until that post is worn again', async () => {
    const made = await note('sebagai camat');
    const { hat } = viewer;
    expect(await send([made], phone, { ...viewer, hat: { ...hat!, holdingId: uuidv7() } })).toEqual([expect.objectContaining({ state: 'later', code: 'sync.other-post' })]);
    expect((await send([made]))[0]!.state).toBe('accepted');
  });
});

describe('what is noticed', () => {
  const codes = async (made: Command) => (await send([made]))[0]!.marks.map(({ code }) => code);
  it('a clock set back, 1970 and 2099; the time comes from the last contact', async () => {
    expect(await codes(await note('mundur', { deviceTime: new Date(t.clock.now().getTime() - 3_600_000).toISOString() }))).toEqual(['set-back']);
    expect(heard.at(-1)).toMatchObject({ trust: 'weak', at: t.clock.now() });
    expect(await codes(await note('1970', { deviceTime: '1970-01-01T00:00:00.000Z' }))).toEqual(['absurd', 'set-back']);
    expect(await codes(await note('2099', { deviceTime: '2099-01-01T00:00:00.000Z' }))).toEqual(['absurd', 'set-forward']);
    expect(heard.at(-1)!.at).toEqual(t.clock.now());
  });
  it('a contact that the server never gave, or gave to another device', async () => {
    expect(await codes(await note('karangan', { contact: { ...phone.contact, at: '2026-03-01T00:00:00.000Z' } }))).toContain('no-anchor');
    const second = await register(viewer);
    expect(await codes(await note('pinjaman', { contact: second.contact }))).toContain('no-anchor');
  });
  it('a time that the phone was in contact after, with nothing to send; not what it made since, nor what follows a greeting at once', async () => {
    const early = phone.contact;
    t.clock.advance(2 * 3_600_000);
    await send([]);
    t.clock.advance(3_600_000);
    expect(await codes(await note('karangan', { contact: early, monotonicMs: 25 * 60_000, deviceTime: new Date(Date.parse(early.at) + 25 * 60_000).toISOString() }))).toEqual(['unsent']);
    expect(heard.at(-1)!.trust).toBe('weak');
    // Greeting once more right before changes nothing: the one of an hour ago is remembered.
    await send([]);
    expect(await codes(await note('lagi', { contact: early, monotonicMs: 25 * 60_000, deviceTime: new Date(Date.parse(early.at) + 25 * 60_000).toISOString() }))).toEqual(['unsent']);
    phone = await register(viewer);
    t.clock.advance(3_600_000);
    const kept = await note('di blank spot', { monotonicMs: 25 * 60_000, deviceTime: new Date(Date.parse(phone.contact.at) + 25 * 60_000).toISOString() });
    await send([]);
    expect(await codes(kept)).toEqual([]);
  });
  it('one put between, one that is missing, one hung elsewhere, two at one place', async () => {
    const [first, missing, third] = [await note('1'), await note('2'), await note('3')];
    expect(await codes(first)).toEqual([]);
    expect(await codes(third)).toEqual(['gap']);
    const inserted = await note('disisipkan', { seq: 2, previous: first.previous });
    expect(await codes(inserted)).toEqual(['inserted']);
    phone.seq = 3;
    expect(await codes(await note('terlepas', { previous: 'x' }))).toEqual(['broken']);
    expect(await codes(await note('kembar', { seq: 3 }))).toEqual(['fork']);
    expect(await codes(missing)).toEqual(['fork']);
    expect(await noted()).toEqual(['1', '3', 'disisipkan', 'terlepas', 'kembar', '2']);
  });
  it('nothing, when the missing one comes after all', async () => {
    const [first, second, third] = [await note('1'), await note('2'), await note('3')];
    await send([first]);
    await send([third]);
    expect(await codes(second)).toEqual(['late']);
  });
});

it('too many at once are told to come back, in seconds', async () => {
  const phones = await Promise.all(Array.from({ length: 9 }, async () => {
    const by = somebody(t.instansi);
    return { by, phone: await register(by) };
  }));
  const made = await Promise.all(phones.map(({ by, phone: of }) => command(of, by, { words: `${phone.id} ramai`, next: 'hang' })));
  // Nobody is done before everybody has asked.
  const busy = new Promise<void>((done) => {
    door = () => new Promise<void>((through) => void (waiting.push(through) && waiting.length === 8 && done()));
  });
  const ask = (nth: number) => codeOf(as(phones[nth]!.by).send({ device: phones[nth]!.phone.id, commands: [made[nth]] }));
  const first = Array.from({ length: 8 }, (_, nth) => ask(nth));
  await busy;
  expect(await ask(8)).toBe('sync.busy');
  for (const through of waiting) through();
  expect(await Promise.all(first)).toEqual(Array(8).fill('ok'));
  expect(problemOf({ code: 'sync.busy', data: { seconds: 3 } }, t.api.refusals, 'x')).toMatchObject({ status: 503, retryAfter: 3 });
});
