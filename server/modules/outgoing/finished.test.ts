import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../engines/archives/archives.testing.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, codeOf, postOf, tinyPdf, type Cast } from '../letters/letters.testing.ts';
import type { Content } from './contract.ts';
import { as, drafted, initialled, letterOf, prose, seqOf, signed } from './outgoing.testing.ts';
import { issued } from './service/files.ts';

// A finished DOCX becomes the body, a finished PDF the letter.

const t = await createTestHouse({ background: true });
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const docx = (words: string, more: Record<string, string> = {}) => new Uint8Array(zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p><w:p><w:r><w:drawing/></w:r></w:p></w:body></w:document>`, ...more }));
const upload = async (who: Viewer, bytes: Buffer) => (await storeUpload(t.context(who), 'surat.pdf', bytes, who.accountId)).id;
const MARKED = 'Nomor ${nomor} tanda ${ttd} untuk ${nama}';
const draft = (id: string, who = c.clerk) => as(t, who).getDraft({ id });
const submit = async (id: string) => as(t, c.clerk).act({ id, seq: await seqOf(t, c.clerk, id), action: { kind: 'submit' } });
/** A draft whose letter is this PDF. */
async function withPdf(words: string, more: Partial<Content> = {}): Promise<string> {
  const id = await drafted(t, c.clerk, letterOf(c, more));
  await as(t, c.clerk).takePdf({ id, seq: (await draft(id)).seq, upload: await upload(c.clerk, tinyPdf(words)) });
  return id;
}
function textOf(bytes: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'pendopo-naskah-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes);
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a Word file', () => {
  it('becomes the body, replaces nothing that was typed unless asked, and tells what was left out', async () => {
    const { id, seq } = await as(t, c.clerk).beginLetter({ type: 'surat-pengantar' });
    const first = await as(t, c.clerk).takeWord({ id, seq, bytes: docx('Dari Word') });
    expect(first).toMatchObject({ seq: seq + 1, warnings: [expect.stringContaining('1 gambar')] });
    expect(JSON.stringify((await draft(id)).content.body)).toContain('Dari Word');
    const again = { id, seq: first.seq, bytes: docx('Yang kedua') };
    expect(await codeOf(as(t, c.clerk).takeWord(again))).toBe('outgoing.body-there');
    expect(await codeOf(as(t, c.clerk).takeWord({ ...again, seq: first.seq - 1, replace: true })), 'saved from elsewhere').toBe('outgoing.draft-conflict');
    await as(t, c.clerk).takeWord({ ...again, replace: true });
    expect(JSON.stringify((await draft(id)).content.body)).toContain('Yang kedua');
    expect(await codeOf(as(t, c.clerk).takeWord({ id, seq: first.seq + 1, bytes: new Uint8Array(Buffer.from('bukan')), replace: true }))).toBe('prose.docx-broken');
    expect(await codeOf(as(t, c.clerk).takeWord({ id, seq: first.seq + 1, bytes: docx('x', { 'word/vbaProject.bin': 'x' }), replace: true }))).toBe('prose.docx-macro');
    expect(await codeOf(as(t, c.staff).takeWord(again)), "somebody else's draft").toBe('outgoing.unknown');
  });
});

describe('a PDF', () => {
  it('that may harm, cannot be opened or is not one’s own never becomes a letter', async () => {
    const id = await drafted(t, c.clerk, letterOf(c));
    const { seq } = await draft(id);
    const take = async (bytes: Buffer, who = c.clerk, owner = who) => codeOf(as(t, who).takePdf({ id, seq, upload: await upload(owner, bytes) }));
    const withWords = (words: string) => Buffer.concat([tinyPdf('x'), Buffer.from(`\n9 0 obj << ${words} >> endobj\ntrailer << ${words} >>\n%%EOF`)]);
    expect(await take(withWords('/S /JavaScript /JS (x)'))).toBe('documents.finished-script');
    expect(await take(withWords('/Encrypt 7 0 R'))).toBe('documents.finished-password');
    expect(await take(Buffer.from('%PDF-1.7 terpotong'))).toBe('documents.finished-broken');
    expect(await take(tinyPdf(MARKED), c.clerk, c.staff), "another person's upload").toBe('outgoing.no-such-file');
    expect(await take(tinyPdf(MARKED), c.staff), "somebody else's draft").toBe('outgoing.unknown');
    const { content } = await draft(id);
    expect(await codeOf(as(t, c.clerk).saveDraft({ id, seq, content: { ...content, finished: { file: await upload(c.staff, tinyPdf('x')), places: [] } } as never }))).toBe('outgoing.no-such-file');
    expect((await draft(id)).finished, 'nothing was kept').toBeUndefined();
  });
  it('without marks is handed on only once number and signature have their places on the paper', async () => {
    const id = await withPdf('Tanpa tanda');
    const before = await draft(id);
    expect(before.finished).toMatchObject({ places: [], missing: ['nomor', 'ttd'] });
    expect(await codeOf(submit(id))).toBe('documents.finished-place');
    const put = async (page: number) => {
      const { seq, content } = await draft(id);
      await as(t, c.clerk).saveDraft({ id, seq, content: { ...content, finished: { ...content.finished!, places: [{ what: 'nomor', page: 1, x: 72, y: 144 }, { what: 'ttd', page, x: 300, y: 500 }] } } as never });
    };
    await put(4);
    expect(await codeOf(submit(id))).toBe('documents.finished-page');
    await put(1);
    expect((await draft(id)).finished).toMatchObject({ missing: [], places: [{ title: 'Nomor', where: 'halaman 1, 25 mm dari kiri, 51 mm dari atas' }, { title: 'Tanda tangan' }] });
    expect(await codeOf(submit(id))).toBe('ok');
  });
  it('another file voids what was initialled; the signed PDF holds its number and the words of the file', async () => {
    const id = await withPdf(MARKED, { chain: [{ post: postOf(c.section), kind: 'tier' }], addressees: [{ kind: 'post', post: postOf(c.wasteHead) }] });
    const second = await withPdf(`${MARKED} dua`);
    await submit(second);
    await submit(id);
    await initialled(t, c.section, id);
    const first = await as(t, c.clerk).getLetter({ id });
    expect(first).toMatchObject({ state: 'siap_ttd', finished: { name: 'surat.pdf', url: expect.stringContaining('/lampiran/'), missing: [] } });
    await as(t, c.clerk).act({ id, seq: first.seq, action: { kind: 'withdraw' } });
    const taken = await as(t, c.clerk).takePdf({ id, seq: (await draft(id)).seq, upload: await upload(c.clerk, tinyPdf(`Pengganti ${MARKED}`)) });
    expect(taken.warnings).toEqual([expect.stringContaining('${nama}')]);
    await submit(id);
    const again = await as(t, c.clerk).getLetter({ id });
    expect(again.hash).not.toBe(first.hash);
    expect(again).toMatchObject({ state: 'paraf', version: 2, chain: [{ state: 'now', version: 1 }] });
    expect((await as(t, c.clerk).compareVersions({ id, from: 1, to: 2 })).others.map(({ label }) => label)).toEqual(['Berkas naskah']);
    await initialled(t, c.section, id);
    expect(await signed(t, c.secretary, [id, second])).toMatchObject({ total: 2, refused: [], ended: true });
    for (const [one, words] of [[id, 'Pengganti'], [second, 'dua']] as const) {
      const { number, state } = await as(t, c.clerk).getLetter({ id: one });
      const text = textOf(await t.house.files.read(t.instansi, (await issued(t.context(c.clerk), one)).sha256));
      expect([state, text.includes(number), text.includes(words)]).toEqual(['terkirim', true, true]);
    }
  });
  it('and one made of Word go out by e-mail as signed, with what is attached', async () => {
    const mails: { to: string; attachments?: readonly { name: string; type: string; bytes: Buffer }[] }[] = [];
    t.house.parts.set('mail', { send: async (mail: (typeof mails)[number]) => {
      mails.push(mail);
      return { outcome: 'sent' };
    } });
    const to = (email: string) => ({ addressees: [{ kind: 'outside' as const, name: 'Rektor', place: '', email }] });
    const pdf = await withPdf(`Surat jadi ${MARKED}`, { ...to('pdf@contoh.ac.id'), files: [await upload(c.clerk, tinyPdf('Rincian terlampir'))] });
    await submit(pdf);
    const word = await drafted(t, c.clerk, letterOf(c, { ...to('word@contoh.ac.id'), body: undefined }));
    await as(t, c.clerk).takeWord({ id: word, seq: (await draft(word)).seq, bytes: docx('Isi dari Word'), replace: true });
    await submit(word);
    expect(await signed(t, c.secretary, [pdf, word])).toMatchObject({ refused: [], ended: true });
    await t.house.events.drain();
    t.house.parts.delete('mail');
    for (const [id, address, words, extra] of [[pdf, 'pdf@contoh.ac.id', 'Surat jadi', ['Rincian terlampir']], [word, 'word@contoh.ac.id', 'Isi dari Word', []]] as const) {
      const letter = await as(t, c.clerk).getLetter({ id });
      expect(letter).toMatchObject({ state: 'terkirim', deliveries: [{ channel: 'email', state: 'sent', receipt: 'Terkirim lewat surel' }] });
      const [mail, ...more] = mails.filter((one) => one.to === address);
      expect(more).toEqual([]);
      const [main, ...rest] = mail!.attachments!;
      expect(main!.bytes.equals(await t.house.files.read(t.instansi, (await issued(t.context(c.clerk), id)).sha256)), 'the bytes that were signed').toBe(true);
      const text = textOf(main!.bytes);
      expect([text.includes(letter.number), text.includes(words)]).toEqual([true, true]);
      expect(rest.map((file) => textOf(file.bytes).trim())).toEqual(extra);
    }
  });
  it('gives way to a written body', async () => {
    const id = await withPdf(MARKED);
    const { seq, content } = await draft(id);
    const { finished: _, ...rest } = content;
    await as(t, c.clerk).saveDraft({ id, seq, content: { ...rest, body: prose('Ditulis lagi.') } as never });
    await submit(id);
    const letter = await as(t, c.clerk).getLetter({ id });
    expect(letter.finished).toBeUndefined();
    expect(letter.bodyText).toContain('Ditulis lagi.');
  });
});
