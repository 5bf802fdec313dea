import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImapMailbox } from '../../adapters/mail/imap-mailbox.ts';
import { picture } from '../../engines/photos/photos.testing.ts';
import { sql } from '../../platform/db/sql.ts';
import type { EventMessage } from '../../platform/module.ts';
import { createTestHouse } from '../../testing/house.ts';
import { createImapTwin } from '../../testing/imap-twin.ts';
import type { Mailer, MailMessage } from '../notifications/contract.ts';
import { as, castOf, codeOf, type Cast } from './complaints.testing.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { readMailboxes } from './service/read-mailboxes.ts';
import { answerMail, concernsWriter, mailReporter } from './service/write-back.ts';

// Chapters: settings · letters become reports · no loops · answers find their report · letters meant to harm

const twin = await createImapTwin({ user: 'pengaduan', password: 'rahasia', folders: ['INBOX', 'Diambil'] });
const t = await createTestHouse();
let c: Cast;
const sent: MailMessage[] = [];
const mailer: Mailer = {
  send: async (m) => {
    sent.push(m);
    return { outcome: 'sent' };
  },
};
const ADDRESS = 'pengaduan@ponorogo.test';
const box = { enabled: true, address: ADDRESS, host: '127.0.0.1', port: twin.port, security: 'none' as const, user: 'pengaduan', password: 'rahasia', folder: 'INBOX', doneFolder: '', version: 0 };
beforeAll(async () => {
  c = await castOf(t);
  t.house.parts.set('mailbox', createImapMailbox({ timeout: 3000 }));
  t.house.parts.set('mail', mailer);
});
afterAll(() => twin.close());

/** What waits in the outbox for the writers of mail, run as its jobs would. */
async function writeBack(): Promise<MailMessage[]> {
  sent.length = 0;
  const rows = await t.house.db.asOwner((tx) => tx.many<Omit<EventMessage, 'at'> & { at: Date }>(sql`delete from platform.outbox where event in ('complaints.mail-taken', 'complaints.acted') and instansi = ${t.instansi} returning id, instansi, event, payload, at`));
  for (const row of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const message = { ...row, at: row.at.toISOString() };
    if (row.event === 'complaints.mail-taken') await answerMail(t.context(), message);
    else if (concernsWriter(message.payload)) await mailReporter(t.context(), message);
  }
  return [...sent];
}
let minute = 0;
async function round(): Promise<MailMessage[]> {
  t.clock.advance(60_000);
  await readMailboxes(t.house);
  return writeBack();
}
const letter = (headers: Record<string, string>, body: string) =>
  Object.entries({ From: 'Siti Aminah <siti@contoh.id>', To: ADDRESS, Date: `Mon, 2 Mar 2026 09:${String(minute++ % 60).padStart(2, '0')}:00 +0700`, 'Message-ID': `<m${minute}@contoh.id>`, ...headers }).map(([k, v]) => `${k}: ${v}\r\n`).join('') + `\r\n${body}\r\n`;
const deliver = (headers: Record<string, string>, body: string) => twin.deliver(letter(headers, body), { at: t.clock.now() });
const mails = async (filter: 'look' | 'all' = 'all') => (await as(t, c.coordinator).listMails({ filter })).items;
const codesIn = (m: MailMessage | undefined) => ({ number: /PNG-L-\w{4}-\w{4}/.exec(m?.text ?? '')![0], secret: /Kode rahasia: (\d{6})/.exec(m?.text ?? '')?.[1] });
const parts = (...all: string[]) => ({ type: 'multipart/mixed; boundary=x', body: all.map((part) => `--x\r\n${part}\r\n`).join('') + '--x--' });
const file = (name: string, bytes: Buffer, type = 'image/jpeg') => `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}`;
const words = (text: string) => `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`;

describe('settings', () => {
  it('belong to the administrator; what arrived to the coordinator', async () => {
    for (const other of [null, c.citizen, c.liaison, c.coordinator]) {
      expect(await codeOf(as(t, other).getMailbox({}))).not.toBe('ok');
      expect(await codeOf(as(t, other).saveMailbox(box))).not.toBe('ok');
      expect(await codeOf(as(t, other).tryMailbox(box))).not.toBe('ok');
    }
    for (const other of [null, c.citizen, c.liaison, c.administrator]) expect(await codeOf(as(t, other).listMails({}))).not.toBe('ok');
  });
  it('are tried before they are saved; the password never comes back and goes nowhere else', async () => {
    const admin = as(t, c.administrator);
    expect(await admin.getMailbox({})).toMatchObject({ enabled: false, hasPassword: false, version: 0, mayAnswer: true });
    expect(await admin.tryMailbox({ ...box, password: 'salah' })).toMatchObject({ ok: false, sentence: expect.stringContaining('kata sandi ditolak') });
    expect(await admin.tryMailbox(box)).toEqual({ ok: true, sentence: 'Tersambung. Di folder ini ada 0 surel.', messages: 0 });
    expect(await codeOf(admin.saveMailbox({ ...box, password: '' }))).toBe('complaints.mailbox-password');
    expect(await codeOf(admin.saveMailbox({ ...box, address: 'bukan surel' }))).toBe('request.invalid');
    twin.deliver(letter({ Subject: 'Lama sekali' }, 'Sudah ada sebelum dinyalakan'), { at: new Date(t.clock.now().getTime() - 60_000) });
    expect(await admin.saveMailbox(box)).toEqual({ version: 1 });
    expect(await codeOf(admin.saveMailbox(box))).toBe('complaints.mailbox-changed');
    expect(JSON.stringify(await admin.getMailbox({}))).not.toContain('rahasia');
    expect(await admin.tryMailbox({ ...box, password: '' })).toMatchObject({ ok: true });
    expect(await codeOf(admin.tryMailbox({ ...box, password: '', host: 'localhost' }))).toBe('complaints.mailbox-password');
    expect(await codeOf(admin.tryMailbox({ ...box, password: '', user: 'orang-lain' }))).toBe('complaints.mailbox-password');
    const { sealed } = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ sealed: Buffer }>(sql`select password_sealed as sealed from complaints.mailbox`));
    expect(sealed.toString('latin1')).not.toContain('rahasia');
    expect(await round()).toEqual([]);
    expect(await mails()).toEqual([]);
    expect(await admin.getMailbox({})).toMatchObject({ looked: { ok: true, sentence: 'Tersambung. Surel yang datang sesudah ini akan diambil.' } });
  });
});

describe('a letter becomes a report', () => {
  it('with title, words, photo and sender; its receipt opens it', async () => {
    const { type, body } = parts(words('Lampu jalan depan pasar mati sejak Senin.\n\n-- \nSiti'), file('foto.jpg', picture('jpg')), file('catatan.docx', Buffer.from('PK docx'), 'application/msword'));
    deliver({ Subject: 'Lampu jalan padam', 'Content-Type': type }, body);
    const [receipt, ...more] = await round();
    expect(more).toEqual([]);
    expect(receipt).toMatchObject({ to: 'siti@contoh.id', toName: 'Siti Aminah', replyTo: ADDRESS, answers: [expect.stringContaining('@contoh.id>')], subject: expect.stringMatching(/^Re: Lampu jalan padam \[PNG-L-/) });
    expect(receipt!.text).toContain('catatan.docx (bukan foto atau PDF)');
    const { number, secret } = codesIn(receipt);
    const seen = await as(t).track({ number, secret });
    expect(seen).toMatchObject({ title: 'Lampu jalan padam', body: 'Lampu jalan depan pasar mati sejak Senin.', photos: [expect.objectContaining({ name: 'foto.jpg' })], held: { reason: 'media' } });
    const [row] = await mails('look');
    expect(row).toMatchObject({ outcome: 'report', reason: 'files', report: { number }, leftOut: ['catatan.docx (bukan foto atau PDF)'] });
    const found = await as(t, c.coordinator).getCase({ id: row!.report!.id });
    expect(found).toMatchObject({ channel: 'email', reporter: { contact: expect.any(String) } });
    expect(found.notes[0]).toMatchObject({ from: 'Surel masuk', text: expect.stringContaining('catatan.docx') });
    expect(twin.folders.get('INBOX')!.messages.at(-1)!.flags).toEqual(new Set(['\\Seen', '\\Flagged']));
  });
  it('once, also delivered twice, read twice at once, and after the mailbox was renumbered', async () => {
    const raw = letter({ Subject: 'Sampah menumpuk' }, 'Sampah di Jalan Mawar tidak diangkut.');
    twin.deliver(raw, { at: t.clock.now() });
    twin.deliver(raw, { at: t.clock.now() });
    t.clock.advance(60_000);
    await Promise.all([readMailboxes(t.house), readMailboxes(t.house)]);
    expect(await writeBack()).toHaveLength(1);
    const before = (await mails()).length;
    twin.renumber();
    expect(await round()).toEqual([]);
    // What lay there before the mailbox was switched on is named, not taken.
    expect((await mails()).length).toBe(before + 1);
    expect((await mails()).find((m) => m.subject === 'Lama sekali')).toMatchObject({ subject: 'Lama sekali', outcome: 'ignored', reason: 'before' });
  });
  it('HTML alone, no text at all, no title, a long one: nothing is lost', async () => {
    deliver({ Subject: '', 'Content-Type': 'text/html; charset=utf-8' }, '<p>Jembatan <b>retak</b> &amp; licin.</p>');
    deliver({ Subject: 'Pohon tumbang di jalan' }, '');
    deliver({ Subject: 'Panjang' }, `Awal. ${'Jalan rusak di mana-mana. '.repeat(300)}AKHIR`);
    const [html, empty, long] = await round();
    expect(await as(t).track(codesIn(html))).toMatchObject({ body: 'Jembatan retak & licin.' });
    expect(await as(t).track(codesIn(empty))).toMatchObject({ body: 'Pohon tumbang di jalan' });
    const whole = await as(t).track(codesIn(long));
    expect(whole.body).toHaveLength(4000);
    const found = (await mails()).find((m) => m.report?.number === whole.number)!;
    expect((await as(t, c.coordinator).getCase({ id: found.report!.id })).notes[0]!.text).toMatch(/^Lanjutan isi surel:[\s\S]*AKHIR$/);
  });
  it('from a broken server nothing is taken, and the administrator is told', async () => {
    deliver({ Subject: 'Sesudah putus' }, 'Lampu padam di gang.');
    twin.breakAt('UID FETCH');
    expect(await round()).toEqual([]);
    expect(await as(t, c.administrator).getMailbox({})).toMatchObject({ looked: { ok: false } });
    expect(await round()).toHaveLength(1);
    expect(await as(t, c.administrator).getMailbox({})).toMatchObject({ looked: { ok: true } });
  });
});

describe('machines are not answered', () => {
  it.each([
    ['auto-reply', { 'Auto-Submitted': 'auto-replied' }], ['list', { 'List-Id': '<warta.contoh.id>' }], ['bounce', { From: 'Mail Delivery <mailer-daemon@contoh.id>' }], ['own', { From: `Kami <${ADDRESS}>` }], ['auto-reply', { Subject: 'Automatic reply: laporan' }],
  ])('%s', async (reason, headers) => {
    deliver({ Subject: 'Laporan', ...headers }, 'Saya sedang cuti.');
    expect(await round()).toEqual([]);
    expect((await mails('look'))[0]).toMatchObject({ outcome: 'ignored', reason });
  });
  it('a contact form is taken without a receipt; a flood gets no flood of receipts and waits for a moderator', async () => {
    deliver({ From: 'noreply@situs.contoh.id', Subject: 'Formulir situs' }, 'Drainase depan sekolah tersumbat.');
    expect(await round()).toEqual([]);
    expect((await mails())[0]).toMatchObject({ outcome: 'report', subject: 'Formulir situs' });
    for (let i = 0; i < 60; i++) deliver({ From: 'banjir@contoh.id', Subject: `Kiriman ke-${i} hari ini` }, `Isi berbeda ${i}`);
    expect(await round()).toHaveLength(10);
    const held = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ n: number }>(sql`select count(*) as n from complaints.moderation where reason = 'flood'`));
    expect(held.n).toBeGreaterThan(20);
    deliver({ From: 'spam@contoh.id', 'X-Spam-Flag': 'YES', Subject: 'Menang undian' }, 'Klik di sini');
    await round();
    expect((await mails('look'))[0]).toMatchObject({ outcome: 'report', reason: 'spam' });
  });
});

describe('an answer finds its report', () => {
  let receipt: MailMessage;
  let id: string;
  let number: string;
  const act = async (viewer: Viewer, action: Parameters<ReturnType<typeof as>['act']>[0]['action']) => as(t, viewer).act({ id, seq: (await as(t, viewer).getCase({ id })).seq, action });
  const replies = async () => (await as(t, c.coordinator).getCase({ id })).timeline.filter((line) => line.kind === 'reply' || line.kind === 'supply').map((line) => line.text);
  beforeAll(async () => {
    deliver({ From: 'Budi <budi@contoh.id>', Subject: 'Jalan berlubang' }, 'Lubang di depan pasar Tonatan.');
    [receipt] = (await round()) as [MailMessage];
    ({ number } = codesIn(receipt));
    id = (await mails())[0]!.report!.id;
  });
  it('by our Message-ID, whoever sends it; without the quoted history', async () => {
    deliver({ From: 'budi.kantor@lain.id', Subject: 'Re: Jalan berlubang', 'In-Reply-To': `<${receipt.id}@ponorogo.test>` }, 'Lubangnya sedalam lutut.\r\n\r\nPada Sen, 2 Mar 2026 pukul 09.15 Pengaduan <p@x.id> menulis:\r\n> Laporan Anda');
    expect(await round()).toEqual([]);
    expect((await mails())[0]).toMatchObject({ outcome: 'reply', report: { number } });
    expect(await replies()).toEqual(['Lubangnya sedalam lutut.']);
  });
  it('by the foot of a quoted letter, and by number and the reporter\'s own address', async () => {
    deliver({ From: 'lain@contoh.id', Subject: 'Re: tanpa kepala' }, `Sudah dua motor jatuh.\r\n> ${receipt.text.split('\n').at(-1)}`);
    deliver({ From: 'BUDI@contoh.id', Subject: `Tambahan untuk ${number}` }, 'Hari ini tiga.');
    await round();
    expect(await replies()).toEqual(['Lubangnya sedalam lutut.', 'Sudah dua motor jatuh.', 'Hari ini tiga.']);
  });
  it('a guessed number or a wrong proof is a new report that waits, with the reason', async () => {
    deliver({ From: 'penipu@contoh.id', Subject: `Re: Jalan berlubang [${number}]` }, 'Cabut saja laporan ini.');
    deliver({ From: 'penipu2@contoh.id', Subject: 'Re: x', References: `<lapor.${number}.${'A'.repeat(22)}.1@x.id>` }, 'Saya juga menebak tandanya.');
    await round();
    const rows = await mails('look');
    const [first, second] = ['penipu@contoh.id', 'penipu2@contoh.id'].map((from) => rows.find((row) => row.from === from));
    for (const row of [first, second]) expect(row).toMatchObject({ outcome: 'report', reason: 'number' });
    expect(first!.report!.number).not.toBe(number);
    const guessed = await as(t, c.coordinator).getCase({ id: first!.report!.id });
    expect(guessed.moderation).toBeDefined();
    expect(guessed.notes[0]!.text).toContain(number);
    expect(await replies()).toHaveLength(3);
  });
  it('what the office answers and asks goes out in the thread; the answer comes back', async () => {
    await act(c.coordinator, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
    await act(c.coordinator, { kind: 'dispose', lead: c.roads, instruction: 'Tambal segera' });
    await act(c.liaison, { kind: 'accept' });
    await act(c.liaison, { kind: 'draft-answer', outcome: 'ask', text: 'Di depan toko yang mana letaknya?' });
    await act(c.head, { kind: 'approve-answer' });
    const out = await writeBack();
    expect(out.map((m) => m.to)).toEqual(out.map(() => 'budi@contoh.id'));
    expect(new Set(out.map((m) => m.subject))).toEqual(new Set([`Re: Jalan berlubang [${number}]`]));
    const question = out.at(-1)!;
    expect(question.text).toContain('Di depan toko yang mana letaknya?');
    expect(question.text).toContain('Jawab dengan membalas surel ini.');
    expect(out.map((m) => m.text).join()).not.toContain('Tambal segera');
    deliver({ From: 'budi@contoh.id', Subject: `Re: ${question.subject}`, References: `<${question.id}@ponorogo.test>` }, 'Toko Mekar.');
    await round();
    expect((await replies()).at(-1)).toBe('Toko Mekar.');
    expect((await as(t, c.coordinator).getCase({ id })).state).toBe('in-progress');
  });
  it('too late it becomes a note, and its writer is told the way', async () => {
    await act(c.liaison, { kind: 'draft-answer', outcome: 'resolved', text: 'Sudah ditambal kemarin.' });
    await act(c.head, { kind: 'approve-answer' });
    const [done] = await writeBack();
    expect(done!.text).toContain('Sudah ditambal kemarin.');
    deliver({ From: 'budi@contoh.id', Subject: done!.subject, 'In-Reply-To': `<${done!.id}@ponorogo.test>` }, 'Belum beres!');
    const [back] = await round();
    expect(back!.text).toContain('sudah ditutup');
    expect((await mails('look'))[0]).toMatchObject({ outcome: 'note', reason: 'cannot-reply', report: { number } });
    const found = await as(t, c.coordinator).getCase({ id });
    expect(found.state).toBe('resolved');
    expect(found.notes.at(-1)!.text).toContain('Belum beres!');
  });
});

describe('a letter about misconduct', () => {
  it('once it is secret: nothing goes out, its writer is forgotten, late words stay in the mailbox', async () => {
    deliver({ From: 'saksi@contoh.id', Subject: 'Pungutan liar di loket' }, 'Petugas meminta uang tambahan.');
    const [receipt] = await round();
    const { number } = codesIn(receipt);
    const { id } = (await mails())[0]!.report!;
    await as(t, c.coordinator).act({ id, seq: 1, action: { kind: 'recategorize', as: 'misconduct', category: 'PENYIMPANGAN' } });
    expect(await writeBack()).toEqual([]);
    const after = await mails();
    expect(JSON.stringify(after)).not.toContain('saksi@contoh.id');
    deliver({ From: 'saksi@contoh.id', Subject: `Tambahan ${number}` }, 'Namanya saya sebut di sini.');
    await round();
    // The number alone proves nothing, and who wrote first is not looked up.
    expect((await mails('look'))[0]).toMatchObject({ outcome: 'report', reason: 'number' });
  });
});

describe('letters meant to harm', () => {
  it('200 attachments, a picture that unfolds, a broken one: ten are kept, the rest is named', async () => {
    const bomb = Buffer.from(picture('png'));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic')]);
    const { type, body } = parts(words('Banyak lampiran.'), file('bom.png', bomb, 'image/png'), file('patah.jpg', picture('jpg').subarray(0, 40)), file('iphone.heic', heic, 'image/heic'), ...Array.from({ length: 200 }, (_, i) => file(`f${i}.jpg`, picture('jpg'))));
    deliver({ Subject: 'Dua ratus lampiran', 'Content-Type': type, From: 'dua@contoh.id' }, body);
    const [receipt] = await round();
    expect((await as(t).track(codesIn(receipt))).photos).toHaveLength(10);
    const [row] = await mails('look');
    expect(row).toMatchObject({ outcome: 'report', reason: 'files' });
    expect(row!.leftOut).toHaveLength(21);
    expect(row!.leftOut.slice(0, 4)).toEqual(['bom.png (foto terlalu besar untuk dibuka)', 'patah.jpg (foto rusak)', 'iphone.heic (foto HEIC)', 'f10.jpg (lebih dari 10 lampiran)']);
    expect(row!.leftOut.at(-1)).toBe('dan 173 lampiran lain');
  });
  it('broken MIME, no sender, an unknown alphabet, controls in the head', async () => {
    twin.deliver('Subject: =?klingon-1?B?AAAA?=\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n\u0000\u0001 Got rusak \u0007', { at: t.clock.now() });
    let deep = 'From: dalam@contoh.id\r\nSubject: Terlalu dalam\r\n';
    for (let i = 0; i < 400; i++) deep += `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`;
    twin.deliver(`${deep}\r\nisi`, { at: t.clock.now() });
    twin.deliver('', { at: t.clock.now() });
    await round();
    const found = (await mails()).slice(0, 3);
    expect(new Set(found.map((m) => m.outcome))).toEqual(new Set(['report']));
    expect(found.filter((m) => m.reason === 'unreadable').map((m) => m.subject)).toEqual(['Terlalu dalam']);
  });
  it('what always fails is put aside after five rounds, and those behind it are read', async () => {
    deliver({ Subject: 'Tidak dapat disimpan', From: 'gagal@contoh.id' }, 'Akan gagal');
    deliver({ Subject: 'Di belakangnya', From: 'belakang@contoh.id' }, 'Jalan rusak di belakang.');
    await t.house.db.asOwner((tx) => tx.run(sql`alter table complaints.report add constraint for_a_test check (body <> 'Akan gagal')`));
    for (let i = 0; i < 4; i++) expect(await round()).toEqual([]);
    expect(await round()).toHaveLength(1);
    expect((await mails('look'))[0]).toMatchObject({ outcome: 'refused', reason: 'unreadable', subject: 'Tidak dapat disimpan' });
    expect((await mails()).find((m) => m.subject === 'Di belakangnya')).toMatchObject({ outcome: 'report' });
  });
  it('switched off, nothing is read; on again, it begins anew', async () => {
    const { version } = await as(t, c.administrator).getMailbox({});
    await as(t, c.administrator).saveMailbox({ ...box, enabled: false, version });
    deliver({ Subject: 'Saat mati' }, 'Tidak dibaca.');
    expect(await round()).toEqual([]);
    await as(t, c.administrator).saveMailbox({ ...box, version: version + 1, doneFolder: 'Diambil' });
    expect(await round()).toEqual([]);
    deliver({ Subject: 'Saat hidup lagi', From: 'baru@contoh.id' }, 'Dibaca lagi.');
    expect(await round()).toHaveLength(1);
    expect(twin.folders.get('Diambil')!.messages).toHaveLength(1);
  });
});
