import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { emit } from '../../platform/events/events.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inInstallation, inTenant, INSTALLATION, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import type { operations } from './contract.ts';
import type { Calls } from '../../platform/operation.ts';
import { citizen, deliveries, hear, makePerson, messageOf, outbox } from './notifications.fixture.ts';

const t = await createTestHouse();
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer))['notifications'] as unknown as Calls<typeof operations>;
const submitted = (account: string | null, number = 'PNG-ABCD-2345') => messageOf(t, 'permohonan.submitted', { request: uuidv7(), number, layanan: 'sku', unit: uuidv7(), account, due: '2026-03-04T16:59:59Z' });

describe('the inbox', () => {
  it('tells once, however often the job runs, and fails nowhere without a mail server', async () => {
    const account = await makePerson(t, { email: 'siti@contoh.id', phone: '081234567890' });
    const message = submitted(account);
    await hear(t, message);
    await hear(t, message);
    await Promise.all([hear(t, message), hear(t, message)]);
    const { items, unread, newest } = await as(citizen(account)).listInbox({});
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ kind: 'received', kindTitle: 'Tanda terima', title: 'Permohonan PNG-ABCD-2345 diterima', href: `/permohonan-saya/${message.payload['request'] as string}`, read: false, atText: 'Sen 2 Mar 09.00 WIB' });
    expect({ unread, newest }).toEqual({ unread: 1, newest: items[0]!.id });
    expect(await deliveries(t, account)).toEqual([]);
    expect(await outbox(t, 'notifications.delivery-due')).toEqual([]);
  });

  it('has nobody to tell when the request has no account, and no number to name', async () => {
    await hear(t, submitted(null));
    await hear(t, messageOf(t, 'permohonan.acted', { request: uuidv7(), account: uuidv7(), kind: 'signed' }));
    await hear(t, messageOf(t, 'permohonan.acted', { account: 'not an id', kind: 'signed' }));
    await hear(t, messageOf(t, 'permohonan.submitted', { request: uuidv7(), number: 'PNG-X', account: uuidv7(), due: null }));
  });

  it('pages without gap or repetition, also when all came at one moment', async () => {
    const account = await makePerson(t);
    for (let i = 0; i < 7; i++) await hear(t, submitted(account, `PNG-${i}`));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await as(citizen(account)).listInbox({ limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((item) => item.title));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect((await as(citizen(account)).listInbox({ cursor: 'nonsense_x' })).items).toHaveLength(7);
  });

  it('marks one read, then all that were seen, but not what came later', async () => {
    const account = await makePerson(t);
    const api = as(citizen(account));
    await hear(t, submitted(account, 'PNG-1'));
    t.clock.advance(1000);
    await hear(t, submitted(account, 'PNG-2'));
    const seen = await api.listInbox({});
    expect(await api.markRead({ id: seen.items[1]!.id })).toMatchObject({ href: seen.items[1]!.href });
    await api.markRead({ id: seen.items[1]!.id });
    expect(await api.countUnread({})).toEqual({ unread: 1 });
    t.clock.advance(1000);
    await hear(t, submitted(account, 'PNG-3'));
    expect(await api.markAllRead({ newest: seen.newest! })).toEqual({ marked: 1 });
    expect((await api.listInbox({ filter: 'unread' })).items.map((i) => i.title)).toEqual(['Permohonan PNG-3 diterima']);
    expect(await api.markAllRead({})).toEqual({ marked: 1 });
    expect(await api.countUnread({})).toEqual({ unread: 0 });
  });

  it('is private: another person, another institution and a stranger find nothing', async () => {
    const account = await makePerson(t);
    const other = await makePerson(t, { name: 'Budi' });
    await hear(t, submitted(account));
    const { items } = await as(citizen(account)).listInbox({});
    await expect(as(citizen(other)).markRead({ id: items[0]!.id })).rejects.toMatchObject({ problem: { status: 404, code: 'notifications.unknown' } });
    expect((await as(citizen(other)).listInbox({})).items).toEqual([]);
    expect(await as(citizen(other)).markAllRead({ newest: items[0]!.id })).toEqual({ marked: 0 });
    const elsewhere = t.api.forPages(t.context(citizen(account), t.other))['notifications'] as unknown as Calls<typeof operations>;
    expect(await elsewhere.listInbox({})).toMatchObject({ items: [], unread: 0 });
    for (const table of ['notification', 'delivery', 'preference', 'digest', 'due_move']) {
      const { visible } = await t.house.db.inTenant(t.other, (tx) => tx.one<{ visible: number }>({ text: `select count(*) as visible from notifications.${table}`, values: [] }));
      expect(visible).toBe(0);
    }
    for (const path of ['/api/kotak-masuk', '/api/kotak-masuk/jumlah', '/api/akun/pemberitahuan', '/api/pengiriman']) {
      expect((await t.app.inject({ url: path, headers: { host: 'ponorogo.test' } })).statusCode).toBe(401);
    }
  });

  it('tells an account in the institution named by its event, although the event is the installation’s', async () => {
    const account = await makePerson(t);
    await hear(t, messageOf(t, 'identity.nik-taken-over', { account, instansi: t.instansi }, INSTALLATION));
    await hear(t, messageOf(t, 'identity.password-changed', { account, instansi: INSTALLATION, how: 'self' }, INSTALLATION));
    expect((await as(citizen(account)).listInbox({})).items.map((i) => i.title)).toEqual(['NIK pada akun Anda dilepas']);
  });

  it('reminds every officer named, and tells holders of an applicant’s message when facts are known', async () => {
    const first = await makePerson(t, { name: 'Kepala' });
    const second = await makePerson(t, { name: 'Analis' });
    const request = uuidv7();
    await hear(t, messageOf(t, 'permohonan.reminded', { unit: uuidv7(), by: 'Bupati', byTitle: 'Bupati Ponorogo', count: 1, requests: [{ id: request, number: 'PNG-9', title: 'rahasia' }], accounts: [first, second, first, 'x'] }));
    for (const account of [first, second]) {
      expect((await as(citizen(account)).listInbox({})).items).toMatchObject([{ kind: 'reminder', title: 'Berkas PNG-9 lewat tenggat', href: `/petugas/berkas/${request}` }]);
    }
    const applicant = await makePerson(t);
    const message = (from: string) => messageOf(t, 'permohonan.message-sent', { request, number: 'PNG-9', account: applicant, from });
    await hear(t, message('applicant'));
    t.house.parts.set('permohonan.facts', { factsOf: async () => ({ number: 'PNG-9', account: applicant, layanan: 'Surat Keterangan Usaha', holders: [second] }) });
    try {
      t.clock.advance(1000);
      await hear(t, message('applicant'));
      await hear(t, message('officer'));
    } finally {
      t.house.parts.delete('permohonan.facts');
    }
    expect((await as(citizen(second)).listInbox({})).items[0]).toMatchObject({ kind: 'case-message', about: 'Surat Keterangan Usaha' });
    expect((await as(citizen(applicant)).listInbox({})).items).toMatchObject([{ kind: 'message', title: 'Pesan petugas tentang PNG-9' }]);
  });
});

describe('an officer', () => {
  it('is told when a case is handed to the post, and whoever stands in for its holder too; the applicant is not', async () => {
    const [holder, standIn, applicant] = [await makePerson(t, { name: 'Analis' }), await makePerson(t, { name: 'Plh.' }), await makePerson(t)];
    const [post, unit] = [uuidv7(), uuidv7()];
    await inTenant(t.context(), async ({ tx, instansi }) => {
      await tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${instansi}, ${unit}, 'dinas', 'DX', 'Dinas X', '2020-01-01')`);
      await tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, ${post}, ${unit}, 'Analis', false, ${['analyst']}, '2020-01-01')`);
      for (const [account, capacity, to] of [[holder, 'definitive', null], [standIn, 'plh', '2026-12-31']] as const) {
        const person = uuidv7();
        await tx.run(sql`insert into organization.person (instansi, id, account, name, employment) values (${instansi}, ${person}, ${account}, 'x', 'pns')`);
        await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, order_letter, from_day, to_day) values (${instansi}, ${uuidv7()}, ${post}, ${person}, ${capacity}, 'SP 1', '2020-01-01', ${to})`);
      }
    });
    const request = uuidv7();
    const assigned = messageOf(t, 'permohonan.acted', { request, number: 'PNG-7', account: applicant, kind: 'assign', step: 'telaah', toPost: post });
    await hear(t, assigned);
    await hear(t, assigned);
    for (const account of [holder, standIn]) {
      expect((await as(citizen(account)).listInbox({})).items).toMatchObject([{ kind: 'assigned', title: 'Berkas PNG-7 diserahkan kepada Anda', href: `/petugas/berkas/${request}` }]);
    }
    expect((await as(citizen(applicant)).listInbox({})).items).toEqual([]);
    await hear(t, messageOf(t, 'permohonan.acted', { request, number: 'PNG-7', account: applicant, kind: 'assign', step: 'telaah' }));
    expect((await as(citizen(applicant)).listInbox({})).items).toEqual([]);
  });

  it('sees in the frame how much is new, counted to a hundred', async () => {
    const account = await makePerson(t);
    await inTenant(t.context(), ({ tx, instansi }) => tx.run(sql`insert into notifications.notification (instansi, id, account, kind, title, text, source, in_inbox, at)
      select ${instansi}::uuid, gen_random_uuid(), ${account}::uuid, 'reminder', 'x', 'x', gen_random_uuid(), true, now() from generate_series(1, 130)`));
    expect(await as(citizen(account)).countUnread({})).toEqual({ unread: 100 });
    expect((await as(citizen(account)).listInbox({})).unread).toBe(130);
  });
});

describe('preferences', () => {
  it('offers what exists, hides officers’ kinds from citizens, and keeps a choice', async () => {
    const account = await makePerson(t, { email: 'siti@contoh.id' });
    const api = as(citizen(account));
    const start = await api.getPreferences({});
    expect(start.channels).toMatchObject([{ id: 'in-app' }, { id: 'email', address: 's••••@contoh.id', missing: expect.stringContaining('belum mengirim surel') as string }]);
    expect(start.kinds.map((k) => k.id)).not.toContain('reminder');
    expect(start.kinds.find((k) => k.id === 'decision')).toMatchObject({ compulsory: true, channels: [{ id: 'in-app', wanted: true, fixed: true }, { id: 'email', wanted: true, fixed: false }] });
    const after = await api.setPreferences({ choices: [{ kind: 'message', channel: 'in-app', wanted: true }, { kind: 'message', channel: 'in-app', wanted: false }, { kind: 'decision', channel: 'email', wanted: false }] });
    expect(after.kinds.find((k) => k.id === 'message')!.channels[0]!.wanted).toBe(false);
    expect(after.kinds.find((k) => k.id === 'decision')!.channels[1]!.wanted).toBe(false);
    await hear(t, messageOf(t, 'permohonan.message-sent', { request: uuidv7(), number: 'PNG-1', account, from: 'officer' }));
    await hear(t, messageOf(t, 'permohonan.acted', { request: uuidv7(), number: 'PNG-1', account, kind: 'signed' }));
    expect((await api.listInbox({})).items.map((i) => i.kind)).toEqual(['decision']);
    const entries = await t.house.db.asOwner((tx) => tx.many(sql`select detail from audit.entry where action = 'notifications.preferences-set' and object_id = ${account}`));
    expect(entries).toEqual([{ detail: { off: ['message/in-app', 'decision/email'] } }]);
  });

  it('refuses to turn off a legal notice, and kinds of officers to a citizen', async () => {
    const account = await makePerson(t);
    await expect(as(citizen(account)).setPreferences({ choices: [{ kind: 'decision', channel: 'in-app', wanted: false }] })).rejects.toMatchObject({ problem: { status: 422, code: 'notifications.compulsory', detail: expect.stringContaining('Keputusan') as string } });
    await expect(as(citizen(account)).setPreferences({ choices: [{ kind: 'reminder', channel: 'email', wanted: false }] })).rejects.toMatchObject({ problem: { code: 'notifications.not-for-you' } });
    const officer = viewerWith(t, ['verifier']);
    expect((await as(officer).setPreferences({ choices: [{ kind: 'reminder', channel: 'email', wanted: false }] })).kinds.find((k) => k.id === 'reminder')!.channels[1]!.wanted).toBe(false);
    await expect(as(officer).setPreferences({ choices: [{ kind: 'nonsense' as never, channel: 'email', wanted: false }] })).rejects.toMatchObject({ problem: { status: 422, code: 'request.invalid' } });
  });
});

describe('promises that moved', () => {
  const moved = (account: string, n: number) => messageOf(t, 'calendar.due-moved', { account, request: uuidv7(), number: `PNG-${n}`, old: '2026-03-20T16:59:59Z', new: '2026-03-25T16:59:59Z', reason: 'Cuti bersama' });

  it('become one message per person, also when told again', async () => {
    const account = await makePerson(t);
    const other = await makePerson(t);
    const messages = [1, 2, 3].map((n) => moved(account, n));
    for (const message of [...messages, ...messages, moved(other, 9)]) await hear(t, message);
    const due = (await outbox(t, 'notifications.digest-due')).filter((m) => m.payload['account'] === account);
    expect(due).toHaveLength(1);
    await hear(t, due[0]!);
    await hear(t, due[0]!);
    const inbox = await as(citizen(account)).listInbox({});
    expect(inbox.items).toMatchObject([{ kind: 'due-moved', title: 'Janji waktu 3 permohonan Anda berubah' }]);
    for (const message of messages) await hear(t, message);
    for (const again of (await outbox(t, 'notifications.digest-due')).filter((m) => m.payload['account'] === account)) await hear(t, again);
    expect((await as(citizen(account)).listInbox({})).items).toHaveLength(1);
  });

  it('lose nothing when a move arrives while the digest is being closed', async () => {
    const account = await makePerson(t);
    await hear(t, moved(account, 1));
    const count = 20;
    const rest = Array.from({ length: count }, (_, n) => moved(account, n + 2));
    const [first] = (await outbox(t, 'notifications.digest-due')).filter((m) => m.payload['account'] === account);
    await Promise.all([...rest.slice(0, 10).map((m) => hear(t, m)), hear(t, first!), ...rest.slice(10).map((m) => hear(t, m))]);
    for (const due of (await outbox(t, 'notifications.digest-due')).filter((m) => m.payload['account'] === account)) await hear(t, due);
    const { untold } = await t.house.db.asOwner((tx) => tx.one<{ untold: number }>(sql`select count(*) as untold from notifications.due_move where account = ${account} and not told`));
    const told = (await as(citizen(account)).listInbox({})).items.map((i) => Number(/Janji waktu (\d+)/.exec(i.title)?.[1] ?? 1));
    expect(untold).toBe(0);
    expect(told.reduce((a, b) => a + b, 0)).toBe(count + 1);
  });
});

describe('through the outbox', () => {
  it('is emitted with the change and heard by the name under which it is registered', async () => {
    const events = t.modules.flatMap((m) => m.subscribers ?? []).filter((s) => s.name === 'notify').map((s) => s.event);
    expect(events).toEqual(expect.arrayContaining(['permohonan.submitted', 'permohonan.acted', 'permohonan.reminded', 'identity.nik-taken-over']));
    await expect(inTenant(t.context(), async (tx) => {
      await emit(tx, 'permohonan.submitted', { number: 'rolled-back' });
      throw new Error('refused');
    })).rejects.toThrow('refused');
    await inInstallation(t.context(), async () => {});
    expect((await outbox(t, 'permohonan.submitted')).filter((m) => m.payload['number'] === 'rolled-back')).toEqual([]);
  });
});
