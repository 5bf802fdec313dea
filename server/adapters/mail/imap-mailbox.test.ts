import { afterAll, describe, expect, it } from 'vitest';
import { createImapTwin } from '../../testing/imap-twin.ts';
import type { IncomingMail, MailboxAddress } from '../../modules/complaints/contract.ts';
import { createImapMailbox } from './imap-mailbox.ts';
import { readMessage } from './read-message.ts';

const twin = await createImapTwin({ user: 'pengaduan', password: 'rahasia "baru"', folders: ['INBOX', 'Diambil'] });
afterAll(() => twin.close());
const reader = createImapMailbox({ timeout: 3000 });
const address: MailboxAddress = { host: '127.0.0.1', port: twin.port, security: 'none', user: 'pengaduan', password: 'rahasia "baru"', folder: 'INBOX', doneFolder: '' };
const LIMITS = { bytes: 100_000, messages: 3 };
const letter = (subject: string, more = '') => `From: Siti <siti@contoh.id>\r\nTo: pengaduan@contoh.go.id\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@contoh.id>\r\n${more}\r\nIsi ${subject}\r\n`;

async function read(after: { validity: string; uid: number } | undefined, at = address, say: (m: IncomingMail) => 'done' | 'flag' = () => 'done') {
  const subjects: string[] = [];
  const end = await reader.read(at, after, LIMITS, async (mail) => {
    subjects.push(mail.subject);
    return say(mail);
  });
  return { subjects, end };
}

describe('a real connection', () => {
  it('is tried, and what is wrong is told', async () => {
    expect(await reader.tryOut(address)).toEqual({ ok: true, messages: 0 });
    expect(await reader.tryOut({ ...address, password: 'salah' })).toMatchObject({ ok: false, reason: 'login' });
    expect(await reader.tryOut({ ...address, folder: 'Tidak ada' })).toMatchObject({ ok: false, reason: 'folder' });
    expect(await reader.tryOut({ ...address, doneFolder: 'Tidak ada' })).toMatchObject({ ok: false, reason: 'done-folder' });
    expect(await reader.tryOut({ ...address, port: 1 })).toMatchObject({ ok: false, reason: 'host' });
    expect(await reader.tryOut({ ...address, host: 'tidak-ada.invalid' })).toMatchObject({ ok: false, reason: 'host' });
    expect(await reader.tryOut({ ...address, security: 'tls' })).toMatchObject({ ok: false });
    expect(await reader.tryOut({ ...address, security: 'starttls' })).toMatchObject({ ok: false, reason: 'tls' });
  });
  it('begins at the end of what lies there, then reads in order, no more than asked', async () => {
    twin.deliver(letter('lama'));
    const start = await read(undefined);
    expect(start).toEqual({ subjects: [], end: { validity: '1000', uid: 1, more: false } });
    expect(await read(start.end)).toMatchObject({ subjects: [], end: { uid: 1 } });
    for (const subject of ['satu', 'dua', 'tiga', 'empat']) twin.deliver(letter(subject));
    const first = await read(start.end, address, (m) => (m.subject === 'dua' ? 'flag' : 'done'));
    expect(first).toEqual({ subjects: ['satu', 'dua', 'tiga'], end: { validity: '1000', uid: 4, more: true } });
    expect(twin.folders.get('INBOX')!.messages.map((m) => [...m.flags].join())).toEqual(['', '\\Seen', '\\Seen,\\Flagged', '\\Seen', '']);
    expect((await read(first.end)).subjects).toEqual(['empat']);
  });
  it('moves what was taken, leaves what needs a look, reads all again under another UIDVALIDITY', async () => {
    twin.deliver(letter('lima'));
    twin.deliver(letter('enam'));
    const { subjects } = await read({ validity: '1000', uid: 5 }, { ...address, doneFolder: 'Diambil' }, (m) => (m.subject === 'enam' ? 'flag' : 'done'));
    expect(subjects).toEqual(['lima', 'enam']);
    expect(twin.folders.get('Diambil')!.messages).toHaveLength(1);
    expect(twin.folders.get('INBOX')!.messages).toHaveLength(6);
    twin.renumber();
    const again = await read({ validity: '1000', uid: 7 });
    expect(again.subjects).toEqual(['lama', 'satu', 'dua']);
    expect(again.end).toEqual({ validity: '1500', uid: 3, more: true });
  });
  it('ends where taking fails, and where the line breaks', async () => {
    const failing = reader.read(address, { validity: '1500', uid: 0 }, LIMITS, () => Promise.reject(new Error('no room')));
    await expect(failing).rejects.toThrow('no room');
    twin.breakAt('UID FETCH');
    await expect(read({ validity: '1500', uid: 0 })).rejects.toThrow(/onnection|lose|available/i);
  });
  it('fetches only the beginning of a letter that is too large', async () => {
    const uid = twin.deliver(letter('besar', `Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nJalan rusak\r\n--x\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n${'/9j/'.repeat(200_000)}\r\n--x--\r\n`));
    let seen: IncomingMail | undefined;
    await reader.read(address, { validity: '1500', uid: uid - 1 }, LIMITS, async (mail) => {
      seen = mail;
      return 'done';
    });
    expect(seen).toMatchObject({ broken: 'too-large', subject: 'besar', text: expect.stringContaining('Jalan rusak'), files: [] });
    expect(twin.heard.some((line) => /BODY\.PEEK\[\]<0\.524288>/.test(line))).toBe(true);
  });
});

describe('a letter', () => {
  const of = (text: string) => readMessage(Buffer.from(text, 'latin1'), { cut: false });
  it('tells sender, thread and files', async () => {
    const mail = await of('From: =?utf-8?B?U2l0aSBBbWluYWg=?= <Siti@Contoh.ID>\r\nSubject: =?iso-8859-1?Q?Lampu_caf=E9?=\r\nIn-Reply-To: <a@b>\r\nReferences: <c@d> <a@b>\r\nX-Two: 1\r\nX-Two: 2\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n<p>Gelap\x85</p>\r\n--x\r\nContent-Type: image/png; name="a.png"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n--x--\r\n');
    expect(mail).toMatchObject({ from: { name: 'Siti Aminah', address: 'siti@contoh.id' }, subject: 'Lampu café', references: ['<a@b>', '<c@d>'], html: expect.stringContaining('Gelap…') });
    expect(mail.headers['x-two']).toBe('1');
    expect(mail.files).toEqual([{ name: 'a.png', bytes: expect.any(Uint8Array), inline: false }]);
    expect(mail.broken).toBeUndefined();
  });
  it.each([
    ['', ''], ['Subject: tanpa apa pun', 'tanpa apa pun'], ['\r\n\r\n\r\n', ''], ['From: x\r\nSubject: aneh\r\nContent-Type: text/plain; charset=klingon-1\r\n\r\nisi', 'aneh'], ['Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n', 'a'],
    ['Subject: b\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!', 'b'], ['From: Grup: a@b.id, c@d.id;\r\nSubject: c\r\n\r\nx', 'c'],
  ])('%j does not break anything', async (raw, subject) => expect((await of(raw)).subject).toBe(subject));
  it('nested too deep is said to be unreadable, and its head is read', async () => {
    let raw = 'From: a@b.id\r\nSubject: dalam\r\n';
    for (let i = 0; i < 400; i++) raw += `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`;
    expect(await of(`${raw}\r\nisi`)).toMatchObject({ subject: 'dalam', broken: 'unreadable', from: { address: 'a@b.id' } });
  });
});
