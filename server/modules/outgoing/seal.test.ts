import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { storeUpload } from '../../platform/files/uploads.ts';
import { sql } from '../../platform/db/sql.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as as asLetters, castOf, codeOf, postOf, tinyPdf, type Cast } from '../letters/letters.testing.ts';
import { as, drafted, handedOn, letterOf, prose, seqOf, signed } from './outgoing.testing.ts';
import { attachment, issued } from './service/files.ts';
import { sealNightly } from './service/seal-files.ts';

// What lies in the store and the database of a letter that is rahasia. Chapters: signed · raised · who may not

const t = await createTestHouse({ background: true });
let c: Cast;
let there: Cast;
beforeAll(async () => {
  c = await castOf(t);
  there = await castOf(t, t.other);
});

const root = join(t.house.settings.variable, 'files');
/** Every file of the store: its name, and whether any of the words can be read in it. */
const stored = (words: string): string[] => readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((one) => (one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(words) ? [one.name] : []));
const isPlain = (sha256: string): boolean => readdirSync(join(root, t.instansi, sha256.slice(0, 2))).includes(sha256);
const isSealed = (sha256: string): boolean => readdirSync(join(root, t.instansi, sha256.slice(0, 2))).includes(`${sha256}.sealed`);
const attachWords = async (who: Viewer, words: string) => (await storeUpload(t.context(who), 'lampiran.pdf', tinyPdf(words), who.accountId)).id;
const shaOf = async (id: string): Promise<string> => (await t.house.db.asOwner((tx) => tx.one<{ sha: string }>(sql`select file_sha256 as sha from issuance.document where case_id = ${id}`))).sha;
const openings = async (id: string): Promise<string[]> => (await t.house.db.asOwner((tx) => tx.many<{ action: string }>(sql`select action from audit.entry where object_id = ${id} and action like '%opened' order by action`))).map((row) => row.action);
const see = (who: Viewer, id: string) => as(t, who).getLetter({ id });
const verdictOf = async (bytes: Buffer) => (await t.app.inject({ method: 'POST', url: '/api/verifikasi/berkas?name=a.pdf', headers: { host: 'ponorogo.test', 'content-type': 'application/octet-stream' }, payload: bytes })).json() as { status: string; document?: { subjectMasked: string } };

describe.each(['rahasia', 'sangat-rahasia'] as const)('signed: %s', (secrecy) => {
  it('no byte of it lies plain, it opens for whom it is, is written down, and still verifies', async () => {
    const words = `Lampiran ${secrecy} yang disegel`;
    const upload = await attachWords(c.clerk, words);
    expect(stored(words), 'before a draft names it').toHaveLength(1);
    const id = await drafted(t, c.clerk, letterOf(c, { secrecy, subject: 'Hal tersegel', files: [upload] }));
    expect(stored(words), 'once a secret draft names it').toEqual([]);
    await as(t, c.clerk).act({ id, seq: await seqOf(t, c.clerk, id), action: { kind: 'submit' } });
    expect((await signed(t, c.secretary, [id])).refused).toEqual([]);
    await t.house.events.drain();
    const sha256 = await shaOf(id);
    expect([isPlain(sha256), isSealed(sha256)]).toEqual([false, true]);
    expect(stored(words), 'delivered inside, and to nobody in plain').toEqual([]);
    // The same hash opens, and every opening is in the trail.
    const opened = await issued(t.context(c.secretary), id);
    const bytes = await t.house.files.read(t.instansi, opened.sha256);
    expect([opened.sha256, bytes.subarray(0, 5).toString('latin1')]).toEqual([sha256, '%PDF-']);
    expect((await t.house.files.read(t.instansi, (await attachment(t.context(c.secretary), id, upload)).sha256)).includes(words)).toBe(true);
    expect(await openings(id)).toEqual(expect.arrayContaining(['outgoing.attachment-opened', 'outgoing.document-opened']));
    expect(await verdictOf(bytes)).toMatchObject({ status: 'genuine', document: { subjectMasked: 'Tidak ditampilkan' } });
    expect(await verdictOf(Buffer.concat([bytes, Buffer.from('x')]))).toMatchObject({ status: 'altered' });
    const zip = await as(t, c.secretary).exportLetter({ id });
    expect(Buffer.from(zip.content, 'base64').includes('%PDF-')).toBe(true);
    const { items } = await asLetters(t, c.roadsHead).inbox({ box: 'unread' });
    const arrived = await asLetters(t, c.roadsHead).getLetter({ id: items[0]!.id });
    const url = arrived.files.find((file) => file.type === 'application/pdf')?.url;
    expect(url).toBeDefined();
    // Who keeps the register of documents does not open it either.
    const admin = { ...c.wasteHead, hat: { ...c.wasteHead.hat!, permissions: new Set([...c.wasteHead.hat!.permissions, 'issuance.manage']) } };
    const { id: document } = (await see(c.secretary, id)).document!;
    expect(await codeOf((t.api.forPages(t.context(admin)).issuance as unknown as { getDocument(input: { id: string }): Promise<unknown> }).getDocument({ id: document }))).toBe('issuance.unknown-document');
    for (const who of [c.wasteHead, there.regent]) expect(await codeOf(issued(t.context(who), id))).toBe('Refused: outgoing.unknown');
  });
});

describe('raised', () => {
  const words = 'Kata yang semula boleh dibaca';
  const lie = async (words: string): Promise<number> => (await t.house.db.asOwner((tx) => tx.one<{ n: number }>(sql`
    select (select count(*) from outgoing.letter where content::text || heading::text like ${`%${words}%`}) + (select count(*) from outgoing.version where content::text like ${`%${words}%`})
      + (select count(*) from outgoing.action where payload::text || coalesce(words, '') like ${`%${words}%`}) + (select count(*) from outgoing.remark where words like ${`%${words}%`})
      + (select count(*) from letters.unlearned where words like ${`%${words.split(' ').at(-1)!.toLowerCase()}%`}) + (select count(*) from issuance.document where subject_masked like ${`%${words}%`}) as n`))).n;
  const finds = async (who: Viewer): Promise<number> => (await asLetters(t, who).search({ query: 'semula boleh dibaca' })).items.length;
  it('while it is written again: earlier versions, remarks, reasons and files are sealed at once', async () => {
    const upload = await attachWords(c.staff, words);
    const content = letterOf(c, { subject: words, body: prose(words), files: [upload], addressees: [{ kind: 'outside', name: 'Camat Siman', place: '', email: '' }], chain: [{ post: postOf(c.section), kind: 'tier' }] });
    const id = await handedOn(t, c.staff, content);
    await as(t, c.section).act({ id, seq: await seqOf(t, c.section, id), action: { kind: 'return', reason: `${words}: perbaiki.`, remarks: [{ block: 0, quote: words, words: 'Jadikan rahasia.' }] } });
    await t.house.events.drain();
    expect(await codeOf(see(c.roadsClerk, id)), 'tata usaha of its unit').toBe('ok');
    expect(await lie(words)).toBe(5);
    expect(stored(words)).toHaveLength(1);
    expect(await finds(c.roadsClerk)).toBe(1);
    const draft = await as(t, c.staff).getDraft({ id });
    await as(t, c.staff).saveDraft({ id, seq: draft.seq, content: { ...content, secrecy: 'rahasia' } as never });
    await t.house.events.drain();
    expect(await lie(words)).toBe(0);
    expect(stored(words)).toEqual([]);
    expect([await finds(c.roadsClerk), await finds(c.section)], 'only who initialled it').toEqual([0, 1]);
    expect(await see(c.roadsClerk, id), 'only the line from now on').toMatchObject({ masked: true });
    const again = await as(t, c.staff).getDraft({ id });
    expect(again).toMatchObject({ content: { subject: words, secrecy: 'rahasia' }, reason: `${words}: perbaiki.`, remarks: [{ quote: words }] });
    // Opened again only when it is handed on so.
    await as(t, c.staff).saveDraft({ id, seq: again.seq, content: { ...content, secrecy: 'biasa' } as never });
    expect(await see(c.roadsClerk, id)).toMatchObject({ masked: true });
  });
  it('after it went out: by who signs or tata usaha, upwards only, with its file', async () => {
    const later = 'Hal yang kemudian dikecualikan';
    const id = await handedOn(t, c.clerk, letterOf(c, { subject: later, body: prose(later), addressees: [{ kind: 'outside', name: 'Camat Siman', place: '', email: '' }] }));
    await signed(t, c.secretary, [id]);
    await t.house.events.drain();
    const sha256 = await shaOf(id);
    expect([isPlain(sha256), isSealed(sha256), (await lie(later)) > 2]).toEqual([true, false, true]);
    const raise = async (who: Viewer, secrecy: 'terbatas' | 'rahasia' | 'sangat-rahasia') => codeOf(as(t, who).act({ id, seq: await seqOf(t, c.clerk, id), action: { kind: 'raise', secrecy, reason: 'Memuat data yang dikecualikan.' } }));
    expect(await raise(c.roadsHead, 'rahasia')).toBe('outgoing.unknown');
    expect(await raise(c.secretary, 'rahasia')).toBe('ok');
    await t.house.events.drain();
    expect([isPlain(sha256), isSealed(sha256), await lie(later)]).toEqual([false, true, 0]);
    expect(await raise(c.secretary, 'terbatas')).toBe('outgoing.not-more-secret');
    expect(await codeOf(see(c.roadsHead, id))).toBe('outgoing.unknown');
    const bytes = await t.house.files.read(t.instansi, (await issued(t.context(c.secretary), id)).sha256);
    expect(await verdictOf(bytes)).toMatchObject({ status: 'genuine', document: { subjectMasked: 'Tidak ditampilkan' } });
    // What a crash left plain is found at night.
    await t.house.files.drop(t.instansi, sha256);
    await t.house.files.put(t.instansi, bytes);
    expect(isPlain(sha256)).toBe(true);
    await sealNightly(t.house);
    expect([isPlain(sha256), isSealed(sha256)]).toEqual([false, true]);
  });
});

describe('the store', () => {
  it('gives what is sealed to every reader, knows altered bytes, and keeps it sealed when it comes again', async () => {
    const { files } = t.house;
    const bytes = Buffer.from('isi yang disegel, panjangnya tetap');
    const sha256 = await files.put(t.instansi, bytes, { sealed: true });
    expect([await files.has(t.instansi, sha256), await files.size(t.instansi, sha256), await files.find(t.instansi, sha256), Buffer.concat(await files.stream(t.instansi, sha256).toArray())]).toEqual([true, bytes.length, bytes, bytes]);
    expect(await files.put(t.instansi, bytes)).toBe(sha256);
    await files.seal(t.instansi, sha256);
    expect([isPlain(sha256), isSealed(sha256)]).toEqual([false, true]);
    // The neighbour has its own: neither its place nor its key opens another's.
    expect(await files.find(t.other, sha256)).toBeUndefined();
    mkdirSync(join(root, t.other, sha256.slice(0, 2)), { recursive: true });
    cpSync(join(root, t.instansi, sha256.slice(0, 2), `${sha256}.sealed`), join(root, t.other, sha256.slice(0, 2), `${sha256}.sealed`));
    await expect(files.find(t.other, sha256)).rejects.toThrow('unable to authenticate');
    await files.drop(t.instansi, sha256);
    expect([await files.has(t.instansi, sha256), isSealed(sha256)]).toEqual([false, false]);
  });
});
