import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { createSmtpMailer } from '../../adapters/mail/smtp-mailer.ts';
import { createFakeMessenger } from '../../adapters/messaging/fake/fake-messenger.ts';
import { createMessengerRegistry } from '../../adapters/messaging/registry.ts';
import { sql } from '../../platform/db/sql.ts';
import { emit } from '../../platform/events/events.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, INSTALLATION, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import type { Calls } from '../../platform/operation.ts';
import type { MailMessage, operations } from './contract.ts';
import { citizen, deliveries, hear, makePerson, messageOf, outbox } from './notifications.fixture.ts';

interface Received {
  from: string;
  to: string[];
  raw: string;
}

// A real SMTP server; what it answers to a recipient is set by each test.
const received: Received[] = [];
let answer: { at: 'rcpt' | 'data'; code: number; text: string } | undefined;
const failure = (a: { code: number; text: string }) => Object.assign(new Error(a.text), { responseCode: a.code });
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'], logger: false,
  onAuth: (auth, _, done) => (auth.password === 'benar' ? done(null, { user: auth.username }) : done(failure({ code: 535, text: 'bad credentials' }))),
  onRcptTo: (_, __, done) => done(answer?.at === 'rcpt' ? failure(answer) : null),
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (answer?.at === 'data') return done(failure(answer));
      const { mailFrom, rcptTo } = session.envelope;
      received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((r) => r.address), raw: Buffer.concat(chunks).toString('utf8') });
      return done();
    });
  },
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.server.address() as AddressInfo;
const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Pendopo <noreply@ponorogo.test>', timeout: 2000 });

const t = await createTestHouse();
const worker = await createTestHouse({ background: true });
afterAll(async () => {
  mailer.close();
  await new Promise<void>((done) => server.close(() => done()));
});
beforeEach(() => {
  received.length = 0;
  answer = undefined;
  t.clock.advance(1000);
  t.house.parts.set('mail', mailer);
  t.house.parts.set('messengers', createMessengerRegistry());
});

const decoded = (raw: string): string => raw.replace(/=\r?\n/g, '').replace(/((?:=[0-9A-F]{2})+)/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString('utf8'));
const signed = (account: string) => messageOf(t, 'permohonan.acted', { request: uuidv7(), number: 'PNG-ABCD-2345', layanan: 'sktm', account, kind: 'signed', status: 'issued' });
async function deliverAll(account: string): Promise<unknown[]> {
  const ids = (await t.house.db.asOwner((tx) => tx.many<{ id: string }>(sql`select id from notifications.delivery where account = ${account}`))).map((r) => r.id);
  const due = (await outbox(t, 'notifications.delivery-due')).filter((m) => ids.includes(m.payload['delivery'] as string));
  return Promise.all(due.map((m) => hear(t, m).then(() => 'done', (error: Error) => error.message)));
}

describe('the test mail of an administrator', () => {
  const askedBy = (account: string) => ({ ...viewerWith(t, ['administrator']), accountId: account, name: 'Fajar Nugroho' });
  const send = (viewer: Viewer) => (t.api.forPages(t.context(viewer))['notifications'] as unknown as Calls<typeof operations>).sendTestMail({});

  it('goes to the own address, is told in a sentence, and stands in the log', async () => {
    const account = await makePerson(t, { name: 'Fajar Nugroho', email: 'fajar@contoh.id' });
    expect(await send(askedBy(account))).toEqual({ outcome: 'sent', sentence: expect.stringContaining('f••••@contoh.id') as string });
    expect(received).toMatchObject([{ to: ['fajar@contoh.id'] }]);
    expect(decoded(received[0]!.raw)).toContain('Surel uji');
    expect(await deliveries(t, account)).toMatchObject([{ kind: 'test', state: 'sent', attempts: 1 }]);
  });

  it('says what the server said, without addresses, and is not tried again', async () => {
    const account = await makePerson(t, { email: 'fajar@contoh.id' });
    answer = { at: 'rcpt', code: 550, text: 'no such user <fajar@contoh.id>' };
    expect(await send(askedBy(account))).toMatchObject({ outcome: 'refused', sentence: expect.stringMatching(/menolak f••••@contoh\.id: .*550/) as string });
    answer = { at: 'rcpt', code: 451, text: 'later' };
    expect(await send(askedBy(account))).toMatchObject({ outcome: 'later', sentence: expect.stringContaining('SMTP_URL') as string });
    expect((await deliveries(t, account)).map((one) => one.state)).toEqual(['failed', 'failed']);
  });

  it('is not sent without a server, without an address, to others, and after five in ten minutes', async () => {
    const account = await makePerson(t, { email: 'fajar@contoh.id' });
    for (let n = 0; n < 5; n++) await send(askedBy(account));
    await expect(send(askedBy(account))).rejects.toMatchObject({ problem: { code: 'request.too-many' } });
    expect(await send(askedBy(await makePerson(t)))).toMatchObject({ outcome: 'no-address' });
    await expect(send({ ...askedBy(account), ...viewerWith(t, ['unit-administrator']) })).rejects.toMatchObject({ problem: { status: 403 } });
    t.house.parts.delete('mail');
    expect(await send(askedBy(account))).toMatchObject({ outcome: 'not-set', sentence: expect.stringContaining('SMTP_URL') as string });
  });
});

describe('e-mail by SMTP', () => {
  it('arrives as text and HTML, with number and tracking link and nothing else about the person', async () => {
    const account = await makePerson(t, { email: 'siti@contoh.id', phone: '081234567890' });
    await hear(t, signed(account));
    expect(await deliverAll(account)).toEqual(['done']);
    expect(received).toMatchObject([{ from: 'noreply@ponorogo.test', to: ['siti@contoh.id'] }]);
    const mail = decoded(received[0]!.raw);
    expect(mail).toMatch(/^Subject: Permohonan PNG-ABCD-2345 selesai\r$/m);
    expect(mail).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail).toContain('Content-Type: text/plain');
    expect(mail).toContain('Content-Type: text/html');
    expect(mail).toContain('Yth. Siti Rahayu,');
    expect(mail).toContain(`${t.house.settings.publicUrl}/lacak?nomor=PNG-ABCD-2345`);
    expect(mail).toContain('Kabupaten Ponorogo');
    expect(mail).not.toMatch(/sktm|0812|\+62/i);
    expect(await deliveries(t, account)).toEqual([{ channel: 'email', kind: 'decision', state: 'sent', attempts: 1, error: null, address_masked: 's••••@contoh.id' }]);
  });

  it('is sent once, however often the job runs afterwards', async () => {
    const account = await makePerson(t, { email: 'budi@contoh.id' });
    await hear(t, signed(account));
    await deliverAll(account);
    await deliverAll(account);
    expect(received).toHaveLength(1);
  });

  it('tries again later when the server is busy, under the same message id', async () => {
    const account = await makePerson(t, { email: 'sibuk@contoh.id' });
    await hear(t, signed(account));
    answer = { at: 'rcpt', code: 451, text: 'try later <sibuk@contoh.id>' };
    expect(await deliverAll(account)).toEqual([expect.stringMatching(/451.*s••••@contoh\.id/)]);
    expect(await deliveries(t, account)).toMatchObject([{ state: 'waiting', attempts: 1, error: expect.not.stringContaining('sibuk@') as string }]);
    answer = undefined;
    expect(await deliverAll(account)).toEqual(['done']);
    expect(await deliveries(t, account)).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
    const { id } = await t.house.db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from notifications.delivery where account = ${account}`));
    expect(received[0]!.raw).toContain(`<${id}@ponorogo.test>`);
  });

  it.each([
    ['rcpt', 550, 'no such user'],
    ['data', 554, 'message refused'],
  ] as const)('gives up when the server says no for good at %s', async (at, code, text) => {
    const account = await makePerson(t, { email: 'pindah@contoh.id' });
    await hear(t, signed(account));
    answer = { at, code, text };
    expect(await deliverAll(account)).toEqual(['done']);
    expect(await deliveries(t, account)).toMatchObject([{ state: 'failed', attempts: 1, error: expect.stringContaining(String(code)) as string }]);
    answer = undefined;
    await deliverAll(account);
    expect(received).toEqual([]);
  });

  const letter = (over: Partial<MailMessage> = {}): MailMessage => ({ id: uuidv7(), to: 'a@contoh.id', toName: 'A', subject: 'Uji', text: 'Uji', html: '<p>Uji</p>', ...over });

  it('waits for the administrator when nothing listens, the password is wrong, or nobody answers', async () => {
    const { createServer } = await import('node:net');
    const silent = createServer(() => {});
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const settings = ['smtp://127.0.0.1:1', `smtp://pendopo:salah@127.0.0.1:${port}`, `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`];
    for (const url of settings) {
      const broken = createSmtpMailer({ url, from: 'a@b.test', timeout: 300 });
      expect(await broken.send(letter())).toMatchObject({ outcome: 'later' });
      broken.close();
    }
    silent.close();
    const right = createSmtpMailer({ url: `smtp://pendopo:benar@127.0.0.1:${port}`, from: 'a@b.test', timeout: 2000 });
    expect(await right.send(letter())).toMatchObject({ outcome: 'sent' });
    right.close();
  });

  it('lets no address or name add a recipient or a header', async () => {
    await mailer.send(letter({ toName: 'Siti\r\nBcc: lain@contoh.id', subject: 'A\r\nBcc: lain@contoh.id' }));
    await mailer.send(letter({ toName: 'Siti" <lain@contoh.id>, "x' }));
    for (const { to, raw } of received) {
      expect(to).toEqual(['a@contoh.id']);
      expect(raw).not.toMatch(/^Bcc:/m);
    }
    expect(received).toHaveLength(2);
    expect(await mailer.send(letter({ to: 'bukan alamat' }))).toMatchObject({ outcome: 'refused' });
  });

  it('skips who has lost the address meanwhile, and a house that lost its server', async () => {
    const account = await makePerson(t, { email: 'lama@contoh.id' });
    await hear(t, signed(account));
    await t.house.db.asOwner((tx) => tx.run(sql`update identity.account set email = null where id = ${account}`));
    expect(await deliverAll(account)).toEqual(['done']);
    expect(await deliveries(t, account)).toMatchObject([{ state: 'skipped', attempts: 0 }]);
    const other = await makePerson(t, { email: 'lain@contoh.id' });
    await hear(t, signed(other));
    t.house.parts.delete('mail');
    expect(await deliverAll(other)).toEqual(['done']);
    expect(await deliveries(t, other)).toMatchObject([{ state: 'skipped' }]);
  });

  it('obeys the person, and sends one mail for a whole calendar', async () => {
    const account = await makePerson(t, { email: 'siti@contoh.id' });
    await t.api.forPages(t.context(citizen(account)))['notifications']!['setPreferences']!({ choices: [{ kind: 'decision', channel: 'email', wanted: false }] });
    await hear(t, signed(account));
    for (let i = 1; i <= 4; i++) await hear(t, messageOf(t, 'calendar.due-moved', { account, request: uuidv7(), number: `PNG-${i}`, old: '2026-03-20', new: '2026-03-25', reason: 'Cuti bersama' }));
    for (const due of (await outbox(t, 'notifications.digest-due')).filter((m) => m.payload['account'] === account)) await hear(t, due);
    expect(await deliverAll(account)).toEqual(['done']);
    expect(received).toHaveLength(1);
    expect(decoded(received[0]!.raw)).toContain('PNG-4: semula Jumat, 20 Maret 2026, menjadi Rabu, 25 Maret 2026.');
  });
});

describe('the link for a new password', () => {
  const request = (account: string, email: string, link: string) =>
    messageOf(t, 'identity.reset-requested', { account, instansi: t.instansi, sealed: t.house.secrets.seal('reset-message', JSON.stringify({ name: 'Siti Rahayu', email, link })).toString('base64url') }, INSTALLATION);

  it('is mailed once and kept nowhere', async () => {
    const account = await makePerson(t, { email: 'siti@contoh.id' });
    const link = 'https://layanan.contoh.id/aktivasi#ABCD-EFGH-JKLM';
    const message = request(account, 'siti@contoh.id', link);
    await hear(t, message);
    await hear(t, message);
    expect(received).toHaveLength(1);
    expect(decoded(received[0]!.raw)).toContain(link);
    expect(decoded(received[0]!.raw)).not.toContain('Atur pemberitahuan');
    expect(await deliveries(t, account)).toMatchObject([{ kind: 'reset', state: 'sent', address_masked: 's••••@contoh.id' }]);
    const { found } = await t.house.db.asOwner((tx) => tx.one<{ found: number }>(sql`select (select count(*) from notifications.notification n where n::text like '%ABCD-EFGH%') + (select count(*) from notifications.delivery d where d::text like '%ABCD-EFGH%') as found`));
    expect(found).toBe(0);
  });

  it('fails nowhere without a server, and is tried again when the server is busy', async () => {
    const account = await makePerson(t, { email: 'siti@contoh.id' });
    const message = request(account, 'siti@contoh.id', 'https://x.test/#A');
    answer = { at: 'data', code: 451, text: 'busy' };
    await expect(hear(t, message)).rejects.toThrow('451');
    answer = undefined;
    await hear(t, message);
    expect(received).toHaveLength(1);
    t.house.parts.delete('mail');
    t.clock.advance(1000);
    await hear(t, request(account, 'siti@contoh.id', 'https://x.test/#B'));
    expect((await deliveries(t, account)).map((d) => d.state)).toEqual(['sent', 'skipped']);
  });
});

describe('WhatsApp and SMS gateways', () => {
  it('are refused when their name or channel is taken', () => {
    const registry = createMessengerRegistry();
    registry.register(createFakeMessenger('whatsapp'));
    expect(() => registry.register(createFakeMessenger('whatsapp', { name: 'other' }))).toThrow('whatsapp has a gateway already');
    expect(() => registry.register(createFakeMessenger('sms', { name: 'fake-whatsapp' }))).toThrow('registered twice');
    registry.register(createFakeMessenger('sms'));
    expect(registry.find('sms')?.name).toBe('fake-sms');
  });

  async function withGateway(wanted: boolean) {
    const fake = createFakeMessenger('whatsapp', { slowMilliseconds: 5 });
    const registry = createMessengerRegistry();
    registry.register(fake);
    t.house.parts.set('messengers', registry);
    const account = await makePerson(t, { phone: '0812 3456 7890' });
    const api = t.api.forPages(t.context(citizen(account)))['notifications']!;
    if (wanted) await api['setPreferences']!({ choices: [{ kind: 'decision', channel: 'whatsapp', wanted: true }] });
    await hear(t, signed(account));
    return { fake, account, api };
  }

  it('send to who asked for it, and to nobody else', async () => {
    const silent = await withGateway(false);
    expect(await deliverAll(silent.account)).toEqual([]);
    const { fake, account, api } = await withGateway(true);
    fake.mood = 'slow';
    expect(await deliverAll(account)).toEqual(['done']);
    expect(fake.received).toMatchObject([{ to: '+6281234567890', text: expect.stringMatching(/^Permohonan PNG-ABCD-2345 selesai\. [\s\S]*\/lacak\?nomor=PNG-ABCD-2345\nKabupaten Ponorogo$/) as string }]);
    expect(await api['getPreferences']!({})).toMatchObject({ channels: [{ id: 'in-app' }, { id: 'email' }, { id: 'whatsapp', address: '+62812••••7890' }] });
  });

  it('are tried again when busy or silent, and a person still gets one message', async () => {
    const { fake, account } = await withGateway(true);
    fake.mood = 'busy';
    expect(await deliverAll(account)).toEqual(['gateway busy for +••••']);
    fake.mood = 'silent-after-sending';
    expect(await deliverAll(account)).toEqual(['no answer']);
    fake.mood = 'well';
    expect(await deliverAll(account)).toEqual(['done']);
    expect({ calls: fake.calls.length, received: fake.received.length }).toEqual({ calls: 3, received: 1 });
    expect(await deliveries(t, account)).toMatchObject([{ state: 'sent', attempts: 3 }]);
  });

  it('may refuse a number for good', async () => {
    const { fake, account } = await withGateway(true);
    fake.mood = 'refuses-number';
    expect(await deliverAll(account)).toEqual(['done']);
    expect(await deliveries(t, account)).toMatchObject([{ state: 'failed', error: '+•••• has no whatsapp' }]);
  });
});

describe('the delivery log', () => {
  it('shows an administrator what failed, with masked addresses, and is closed to others', async () => {
    const account = await makePerson(t, { email: 'hilang@contoh.id' });
    await hear(t, signed(account));
    answer = { at: 'rcpt', code: 550, text: 'unknown <hilang@contoh.id>' };
    await deliverAll(account);
    const log = (await t.api.forPages(t.context(viewerWith(t, ['administrator'])))['notifications']!['listDeliveries']!({})) as { items: { error: string }[]; failed: number };
    expect(log.items[0]).toMatchObject({ channelTitle: 'Surel', kindTitle: 'Keputusan', stateText: 'gagal', address: 'h••••@contoh.id' });
    expect(JSON.stringify(log)).not.toContain('hilang@');
    expect(log.failed).toBeGreaterThan(0);
    for (const viewer of [citizen(account), viewerWith(t, ['verifier', 'leader', 'unit-administrator'])]) {
      await expect(t.api.forPages(t.context(viewer))['notifications']!['listDeliveries']!({})).rejects.toMatchObject({ problem: { status: 403 } });
    }
  });
});

describe('with the worker running', () => {
  it('goes from the commit to the mailbox by itself', async () => {
    worker.house.parts.set('mail', mailer);
    const account = await makePerson(worker, { email: 'langsung@contoh.id' });
    await inTenant(worker.context(), (tx) => emit(tx, 'permohonan.acted', { request: uuidv7(), number: 'PNG-LANGSUNG', account, kind: 'reject' }));
    await worker.house.events.drain();
    expect(received.map((r) => r.to)).toEqual([['langsung@contoh.id']]);
    expect(await deliveries(worker, account)).toMatchObject([{ state: 'sent' }]);
  });
});
