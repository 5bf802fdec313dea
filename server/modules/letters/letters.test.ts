import { beforeAll, describe, expect, it } from 'vitest';
import { sql, sqlName } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { LetterAction } from './contract.ts';
import { as, castOf, codeOf, letterTo, postOf, tinyPdf, uploadFor, type Cast } from './letters.testing.ts';
import { checkState } from './service/check-state.ts';
import { search } from './storage/search.ts';

// Chapters: entering · who may not · the way of a disposition · secrecy · search · the book · other institutions · the whole is consistent

const t = await createTestHouse({ background: false });
let c: Cast;
let there: Cast;
beforeAll(async () => {
  c = await castOf(t);
  there = await castOf(t, t.other);
});
const owner = <Row>(statement: ReturnType<typeof sql>) => t.house.db.asOwner((tx) => tx.many<Row>(statement));
const registered = async (more: Record<string, unknown> = {}) => (await as(t, c.clerk).registerLetter(await letterTo(t, c, more))).id;
const see = (who: Viewer, id: string) => as(t, who).getLetter({ id });
/** The branch of somebody's post, the last one. */
const branchOf = async (who: Viewer, id: string, of = who) => (await see(who, id)).branches.findLast((branch) => branch.post.id === postOf(of))!;
async function act(who: Viewer, id: string, action: LetterAction, of = who) {
  const { seq, branches } = await see(who, id);
  return as(t, who).act({ id, seq, branch: branches.findLast((branch) => branch.post.id === postOf(of))?.id ?? branches[0]!.id, action });
}
const give = (who: Viewer, id: string, to: [Viewer, 'lead' | 'support'][], more: Record<string, unknown> = {}) =>
  act(who, id, { kind: 'dispose', recipients: to.map(([one, role]) => ({ post: postOf(one), role })), instructions: ['follow-up'], words: '', ...more });

describe('entering', () => {
  it('gives the next agenda number, an inbox line and a due moment by the clock of its urgency', async () => {
    const letter = await letterTo(t, c, { urgency: 'segera' });
    const made = await as(t, c.clerk).registerLetter(letter);
    expect(made).toMatchObject({ agenda: expect.stringMatching(/^\d+\/2026$/), repeated: false });
    const { items } = await as(t, c.regent).inbox({ box: 'unread' });
    expect(items.find((row) => row.id === made.id)).toMatchObject({ sender: 'Gubernur Jawa Timur', urgencyText: 'Segera', branchState: 'baru', unreadDays: 0, from: '', due: { at: '2026-03-04T02:00:00.000Z' } });
    const seen = await see(c.regent, made.id);
    expect(seen).toMatchObject({ subject: letter.subject, classificationText: 'Rapat pimpinan dan notula', recordedBy: 'Pengelola Surat', clockText: expect.stringContaining('48 jam'), files: [{ type: 'application/pdf' }] });
    const file = await t.app.inject({ url: seen.files[0]!.url, headers: { host: 'ponorogo.test' } });
    expect(file.statusCode, 'nobody is signed in').toBe(401);
  });
  it('numbers a hundred at once without gap or double, and loses none to those that fail', async () => {
    const before = (await as(t, c.clerk).agendaBook({})).last;
    const letters = await Promise.all(Array.from({ length: 100 }, (_, i) => letterTo(t, c, i % 10 === 9 ? { classification: '999.9' } : {})));
    const results = await Promise.allSettled(letters.map((letter) => as(t, c.clerk).registerLetter(letter)));
    const numbers = results.flatMap((result) => (result.status === 'fulfilled' ? [Number(result.value.agenda.split('/')[0])] : [])).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 90 }, (_, i) => before + 1 + i));
  });
  it('asks about a letter that looks registered, also of two clerks at the same moment, and enters it with a reason', async () => {
    const letter = await letterTo(t, c);
    const again = async () => ({ ...letter, sender: ' GUBERNUR jawa timur', files: [await uploadFor(t, c.clerk)] });
    const both = [letter, await again()];
    const codes = await Promise.all(both.map((one) => codeOf(as(t, c.clerk).registerLetter(one))));
    expect(codes.sort()).toEqual(['letters.looks-registered', 'ok']);
    expect((await as(t, c.clerk).findSame(letter)).same).toMatchObject({ agenda: expect.stringMatching(/2026$/), unit: 'Sekretariat Daerah' });
    const { id } = await as(t, c.clerk).registerLetter({ ...(await again()), evenSo: 'Lampirannya berbeda' });
    expect((await see(c.clerk, id)).duplicateOf).toBeDefined();
    expect(await codeOf(as(t, c.clerk).registerLetter({ ...letter, letterDate: '2026-02-26', files: [await uploadFor(t, c.clerk)] })), 'another date').toBe('ok');
  });
  it('is one when sent twice', async () => {
    const letter = await letterTo(t, c, { id: uuidv7() });
    const made = await Promise.all([as(t, c.clerk).registerLetter(letter), as(t, c.clerk).registerLetter(letter)].map((one) => one.catch((error: { problem?: { code: string } }) => error.problem!.code)));
    const ids = new Set(made.map((one) => (typeof one === 'string' ? one : one.id)));
    expect((await as(t, c.clerk).registerLetter(letter)).repeated).toBe(true);
    expect(ids.size).toBe(1);
  });
  it.each<[string, Record<string, unknown>, string]>([
    ['a date that has not come', { letterDate: '2026-03-03' }, 'letters.date-ahead'], ['a closed year', { receivedAt: '2025-12-31T16:59:00Z' }, 'letters.year-closed'], ['a moment that has not come', { receivedAt: '2026-03-02T03:00:00Z' }, 'letters.received-ahead'],
    ['an unknown code', { classification: '123.4' }, 'letters.no-such-code'], ['no file', { files: [] }, 'letters.no-file'], ['somebody else\'s file', { files: [uuidv7()] }, 'letters.no-such-file'], ['a day that does not exist', { letterDate: '2026-02-30' }, 'request.invalid'],
  ])('refuses %s', async (_, more, code) => expect(await codeOf(as(t, c.clerk).registerLetter(await letterTo(t, c, more)))).toBe(code));
  it('takes the first of January in local time', async () => expect(await codeOf(as(t, c.clerk).registerLetter(await letterTo(t, c, { receivedAt: '2025-12-31T17:00:00Z', letterDate: '2025-12-30' })))).toBe('ok'));
  it.each([['/Encrypt 9 0 R', 'letters.pdf-password'], ['/OpenAction << /S /JavaScript >>', 'letters.pdf-script']])('refuses a PDF with %s', async (words, code) => {
    const bytes = Buffer.from(tinyPdf('x').toString('latin1').replace('/Size', `${words} /Size`), 'latin1');
    expect(await codeOf(as(t, c.clerk).registerLetter(await letterTo(t, c, { files: [await uploadFor(t, c.clerk, '', bytes)] })))).toBe(code);
  });
  it('refuses a scan of 100 MB before its first byte, with what to do', async () => {
    const files = t.api.forPages(t.context(c.clerk)).files as unknown as { beginUpload(input: { name: string; size: number }): Promise<unknown> };
    expect(await codeOf(files.beginUpload({ name: 'surat.pdf', size: 100 * 1024 * 1024 }))).toBe('files.too-large');
  });
  it('serves the posts of the own unit and below, and the secretariat the regent', async () => {
    const served = async (who: Viewer) => (await as(t, who).listAddressees({})).items.map((one) => one.title);
    expect(await served(c.clerk)).toEqual(expect.arrayContaining(['Bupati', 'Sekretaris Daerah']));
    expect(await served(c.roadsClerk)).not.toContain('Bupati');
    expect(await codeOf(as(t, c.roadsClerk).registerLetter(await letterTo(t, c, {}, c.roadsClerk)))).toBe('letters.not-your-addressee');
  });
});

describe('who may not', () => {
  const citizen = (): Viewer => ({ accountId: uuidv7(), sessionId: uuidv7(), name: 'Warga', kind: 'citizen', level: 'unverified' });
  it.each<[string, (who: Viewer | null) => Promise<unknown>]>([
    ['inbox', (who) => as(t, who).inbox({})], ['inboxCounts', (who) => as(t, who).inboxCounts({})], ['search', (who) => as(t, who).search({ query: 'rapat' })], ['getLetter', (who) => as(t, who).getLetter({ id: uuidv7() })], ['listMandates', (who) => as(t, who).listMandates({})], ['quickDispositions', (who) => as(t, who).quickDispositions({})],
  ])('a citizen is refused %s', async (_, ask) => {
    expect(await codeOf(ask(citizen()))).toBe('request.not-allowed');
    expect(await codeOf(ask(null))).toBe('request.not-signed-in');
  });
  it('entering, the book, sending, mandates and clocks are for their duties', async () => {
    const letter = await letterTo(t, c);
    expect(await codeOf(as(t, c.regent).registerLetter(letter))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.staff).agendaBook({}))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.staff).downloadAgendaBook({}))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.secretary).listDispatches({}))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.adjutant).giveMandate({ assistant: postOf(c.adjutant), fromDay: '2026-03-02', orderLetter: '800/1' }))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.regent).getSettings({}))).toBe('request.not-allowed');
  });
  it('another unit and another institution learn nothing of a letter', async () => {
    const id = await registered();
    for (const who of [c.wasteHead, c.staff, there.regent, there.clerk]) expect(await codeOf(as(t, who).getLetter({ id })), who.name).toBe('letters.unknown');
    const { seq, branches } = await see(c.regent, id);
    expect(await codeOf(as(t, c.wasteHead).act({ id, seq, branch: branches[0]!.id, action: { kind: 'open' } }))).toBe('letters.unknown');
    expect(await codeOf(as(t, there.regent).act({ id, seq, branch: branches[0]!.id, action: { kind: 'open' } }))).toBe('letters.unknown');
    expect(await codeOf(as(t, c.wasteHead).listRecipients({ id, branch: branches[0]!.id }))).toBe('letters.unknown');
  });
});

describe('the way of a disposition', () => {
  it('goes down several levels, is reported up, and ends with its leads', async () => {
    const id = await registered();
    await act(c.regent, id, { kind: 'open' });
    await give(c.regent, id, [[c.roadsHead, 'lead'], [c.wasteHead, 'support'], [c.secretary, 'support']], { words: 'Siapkan jalan ke lokasi', deadline: '2026-03-06' });
    expect((await as(t, c.roadsHead).inbox({ box: 'unread' })).items.find((row) => row.id === id)).toMatchObject({ from: 'Bupati', role: 'lead', instruction: 'Tindak lanjuti. Siapkan jalan ke lokasi', due: { long: expect.stringContaining('6 Maret 2026') } });
    await act(c.roadsHead, id, { kind: 'open' });
    expect(await codeOf(give(c.roadsHead, id, [[c.section, 'lead']], { deadline: '2026-03-09' }))).toBe('letters.deadline-longer');
    await give(c.roadsHead, id, [[c.section, 'lead']], { deadline: '2026-03-05' });
    await give(c.section, id, [[c.staff, 'lead']]);
    expect(await codeOf(give(c.staff, id, [[c.section, 'lead']])), 'back up').toBe('letters.circle');
    expect(await codeOf(act(c.section, id, { kind: 'report', words: 'Sudah', files: [], done: true }))).toBe('letters.work-below');
    await act(c.staff, id, { kind: 'report', words: 'Marka dicat ulang', files: [await uploadFor(t, c.staff)], done: true });
    await act(c.section, id, { kind: 'report', words: 'Selesai', files: [], done: true });
    expect(await act(c.roadsHead, id, { kind: 'report', words: 'Jalan siap', files: [], done: true })).toMatchObject({ state: 'selesai' });
    const { branches } = await see(c.regent, id);
    expect(branches.map((branch) => [branch.post.title, branch.depth, branch.state])).toEqual([['Bupati', 0, 'selesai'], ['Kepala Dinas PUPKP', 1, 'selesai'], ['Kepala Dinas Lingkungan Hidup', 1, 'baru'], ['Sekretaris Daerah', 1, 'baru'], ['Kepala Bidang Jalan', 2, 'selesai'], ['Penata Jalan', 3, 'selesai']]);
    expect(branches[5]!.reports).toMatchObject([{ words: 'Marka dicat ulang', done: true, files: [{ type: 'application/pdf' }] }]);
    await act(c.roadsHead, id, { kind: 'reopen', reason: 'Markanya luntur' });
    expect((await see(c.regent, id)).state).toBe('didisposisi');
  });
  it('is taken back while unread, given back with its reason, and changed by one at a time', async () => {
    const id = await registered();
    await give(c.regent, id, [[c.wasteHead, 'lead']]);
    expect(await codeOf(act(c.regent, id, { kind: 'recall', reason: 'Salah dinas' }, c.wasteHead))).toBe('ok');
    expect(await codeOf(see(c.wasteHead, id)), 'what was taken back was never read there').toBe('letters.unknown');
    await give(c.regent, id, [[c.roadsHead, 'lead']]);
    await act(c.roadsHead, id, { kind: 'open' });
    expect(await codeOf(act(c.regent, id, { kind: 'recall', reason: 'Salah lagi' }, c.roadsHead))).toBe('letters.already-read');
    await act(c.roadsHead, id, { kind: 'return', reason: 'Bukan jalan kabupaten' });
    expect(await branchOf(c.regent, id, c.roadsHead)).toMatchObject({ state: 'dikembalikan', reason: 'Bukan jalan kabupaten' });
    const { seq, branches } = await see(c.regent, id);
    const both = await Promise.all([c.wasteHead, c.secretary].map((to) => codeOf(as(t, c.regent).act({ id, seq, branch: branches[0]!.id, action: { kind: 'dispose', recipients: [{ post: postOf(to), role: 'lead' }], instructions: ['note'], words: '' } }))));
    expect(both.sort()).toEqual(['letters.changed', 'ok']);
  });
  it('refuses what is not sound', async () => {
    const id = await registered();
    expect(await codeOf(give(c.regent, id, [[c.roadsHead, 'support']]))).toBe('letters.one-lead');
    expect(await codeOf(give(c.regent, id, [[c.roadsHead, 'lead']], { instructions: [], words: '' }))).toBe('letters.no-instruction');
    expect(await codeOf(give(c.regent, id, [[c.roadsHead, 'lead']], { instructions: ['ada-ada-saja'] }))).toBe('letters.no-such-instruction');
    expect(await codeOf(give(c.regent, id, [[c.roadsHead, 'lead']], { deadline: '2026-03-01' }))).toBe('letters.deadline-past');
    expect(await codeOf(act(c.regent, id, { kind: 'dispose', recipients: [{ post: uuidv7(), role: 'lead' }], instructions: ['note'], words: '' })), 'a post without a holder').toBe('letters.post-without-holder');
    await give(c.regent, id, [[c.secretary, 'lead']]);
    expect(await codeOf(give(c.secretary, id, [[c.regent, 'lead']]))).toBe('letters.circle');
    expect(await codeOf(act(c.secretary, id, { kind: 'open' }, c.regent)), 'another\'s branch').toBe('letters.not-for-you');
  });
  it('goes back to tata usaha, who sends it to the right post', async () => {
    const id = await registered();
    await act(c.regent, id, { kind: 'return', reason: 'Untuk Sekda' });
    expect((await see(c.clerk, id)).stateText).toBe('Dikembalikan ke tata usaha');
    await act(c.clerk, id, { kind: 'direct', post: postOf(c.secretary), reason: 'Sesuai arahan' }, c.regent);
    expect((await as(t, c.secretary).inbox({ box: 'unread' })).items.some((row) => row.id === id)).toBe(true);
  });
  it('lists who may get it, those it usually goes to first, and offers them for one tap', async () => {
    const id = await registered();
    const { items } = await as(t, c.regent).listRecipients({ id, branch: (await branchOf(c.regent, id)).id });
    expect(items.map((one) => one.title)).toEqual(expect.arrayContaining(['Kepala Dinas PUPKP', 'Kepala Dinas Lingkungan Hidup', 'Sekretaris Daerah']));
    expect(items[0]!.usual).toBe(true);
    expect((await as(t, c.regent).quickDispositions({})).items.length).toBeGreaterThan(0);
    expect((await as(t, c.staff).quickDispositions({})).items).toEqual([]);
  });
});

describe('secrecy', () => {
  it('terbatas stays in the units, rahasia on its way', async () => {
    const open = await registered();
    const [limited, secret] = [await registered({ secrecy: 'terbatas' }), await registered({ secrecy: 'rahasia', subject: 'Hasil pemeriksaan khusus', fileWords: 'mutiara hitam' })];
    for (const id of [open, limited, secret]) await give(c.regent, id, [[c.roadsHead, 'lead']]);
    const reads = async (who: Viewer) => Promise.all([open, limited, secret].map((id) => codeOf(see(who, id))));
    expect(await reads(c.roadsHead)).toEqual(['ok', 'ok', 'ok']);
    expect(await reads(c.staff), 'the same unit').toEqual(['ok', 'ok', 'letters.unknown']);
    expect(await reads(c.workshopStaff), 'a unit below').toEqual(['ok', 'letters.unknown', 'letters.unknown']);
    expect(await reads(c.wasteHead), 'below the regent like everybody').toEqual(['letters.unknown', 'letters.unknown', 'letters.unknown']);
    const line = await see(c.clerk, secret);
    expect(line).toMatchObject({ masked: true, subject: '(rahasia)', sender: '(rahasia)', summary: '', files: [], timeline: [] });
    expect(JSON.stringify(line)).not.toMatch(/pemeriksaan|Gubernur/);
    await act(c.roadsHead, secret, { kind: 'name-reader', holding: c.staff.hat!.holdingId });
    expect((await see(c.staff, secret)).subject).toBe('Hasil pemeriksaan khusus');
  });
  it('sangat rahasia is the named person\'s: encrypted at rest, no search, no list tells its words, each opening in the trail', async () => {
    const words = 'Operasi penertiban tambang tanpa izin';
    const upload = await uploadFor(t, c.clerk, words);
    const { id } = await as(t, c.clerk).registerLetter(await letterTo(t, c, { secrecy: 'sangat-rahasia', subject: words, sender: 'Kapolres Ponorogo', files: [upload] }));
    expect(await see(c.regent, id)).toMatchObject({ subject: words, sender: 'Kapolres Ponorogo', readers: ['Bupati'], files: [{ name: 'Berkas 1.pdf', text: 'closed' }] });
    expect((await see(c.clerk, id)).subject).toBe('(sangat rahasia)');
    for (const who of [c.adjutant, c.secretary, c.roadsHead]) expect(await codeOf(see(who, id)), who.name).toBe('letters.unknown');
    expect((await as(t, c.regent).search({ query: 'tambang' })).items).toEqual([]);
    const inboxed = (await as(t, c.regent).inbox({ box: 'unread', limit: 100 })).items.find((row) => row.id === id);
    expect(inboxed).toMatchObject({ subject: '(sangat rahasia)', masked: false });
    const rows = JSON.stringify([await owner(sql`select * from letters.letter where id = ${id}`), await owner(sql`select * from letters.action where letter = ${id}`), await owner(sql`select * from letters.file where letter = ${id}`), await owner(sql`select * from platform.upload where id = ${upload}`)]);
    expect(rows).not.toMatch(/tambang|Kapolres/);
    const [file] = await owner<{ sha256: string }>(sql`select sha256 from letters.file where letter = ${id}`);
    expect((await t.house.files.read(t.instansi, file!.sha256)).toString('latin1')).not.toContain('tambang');
    const opened = await owner<{ count: number }>(sql`select count(*) as count from audit.entry where object_id = ${id} and action = 'letters.opened'`);
    await see(c.regent, id);
    expect((await owner<{ count: number }>(sql`select count(*) as count from audit.entry where object_id = ${id} and action = 'letters.opened'`))[0]!.count).toBe(opened[0]!.count + 1);
    await give(c.regent, id, [[c.secretary, 'lead']], { words: 'Koordinasikan tertutup' });
    expect((await branchOf(c.secretary, id)).disposition).toMatchObject({ words: 'Koordinasikan tertutup' });
    expect(JSON.stringify(await owner(sql`select * from letters.action where letter = ${id}`))).not.toContain('tertutup');
    for (const table of ['search', 'unlearned']) expect(await owner(sql`select * from letters.${sqlName(table)} where item = ${id}`), table).toEqual([]);
  });
  it('the plain bytes of a sealed file are gone', async () => {
    const upload = await uploadFor(t, c.clerk, 'Rencana pengamanan');
    const [{ sha256 }] = (await owner<{ sha256: string }>(sql`select sha256 from platform.upload where id = ${upload}`)) as [{ sha256: string }];
    await as(t, c.clerk).registerLetter(await letterTo(t, c, { secrecy: 'sangat-rahasia', files: [upload] }));
    expect(await t.house.files.has(t.instansi, sha256)).toBe(true);
    await runJobs('letters.sealed');
    expect(await t.house.files.has(t.instansi, sha256)).toBe(false);
  });
});

describe('search', () => {
  it('finds by stem, number, file and typing error what the reader may see, newest first', async () => {
    const id = await registered({ subject: 'Permohonan pengaspalan jalan Desa Gupolo', sender: 'Kepala Desa Gupolo', senderNumber: '600.1/45/405.40/2026', fileWords: 'Jalan poros dusun Krajan rusak berat sepanjang dua kilometer sejak banjir bandang' });
    const ids = async (query: string, who = c.regent, more: Record<string, unknown> = {}) => (await as(t, who).search({ query, ...more })).items.map((row) => row.id);
    expect([await ids('aspal gupolo'), await ids('45/405.40')], 'whole and stem').toEqual([[id], [id]]);
    await runJobs('letters.registered');
    expect(await ids('banjir krajan')).toEqual([id]);
    await search.learnFor(t.house, t.instansi);
    expect(await as(t, c.regent).search({ query: 'pengaspalann gupollo' })).toMatchObject({ corrected: 'pengaspalan gupolo', items: [{ id }] });
    expect([await ids('gupolo', c.wasteHead), await ids('gupolo', there.regent)]).toEqual([[], []]);
    await give(c.regent, id, [[c.wasteHead, 'lead']]);
    expect(await ids('gupolo', c.wasteHead)).toEqual([id]);
    await act(c.regent, id, { kind: 'recall', reason: 'Salah dinas' }, c.wasteHead);
    expect(await ids('gupolo', c.wasteHead)).toEqual([]);
    expect([await ids('gupolo', c.regent, { from: '2026-02-28' }), await ids('gupolo', c.regent, { classification: '000.1', to: '2026-02-27' }), await ids('', c.regent, { state: 'selesai' })].map((found) => found.includes(id))).toEqual([false, true, false]);
  });
  it('tells nothing of rahasia to who may not read it', async () => {
    const id = await registered({ secrecy: 'rahasia', subject: 'Zamrud', fileWords: 'zamrud khatulistiwa' });
    await runJobs('letters.registered');
    const finds = async (who: Viewer) => (await as(t, who).search({ query: 'zamrud' })).items.map((row) => row.id);
    expect([await finds(c.regent), await finds(c.clerk), await finds(c.adjutant)]).toEqual([[id], [], []]);
  });
});

describe('the book', () => {
  it('lists its numbers latest first, page by page, and as CSV from the first, formulas told as text', async () => {
    await registered({ subject: '=HYPERLINK("x")' });
    const first = await as(t, c.clerk).agendaBook({ limit: 5 });
    expect(first.items.map((row) => Number(row.agenda.split('/')[0]))).toEqual(Array.from({ length: 5 }, (_, i) => first.last - i));
    const next = await as(t, c.clerk).agendaBook({ limit: 5, cursor: first.nextCursor });
    expect(Number(next.items[0]!.agenda.split('/')[0])).toBe(first.last - 5);
    const csv = Buffer.from((await as(t, c.clerk).downloadAgendaBook({})).content, 'base64').toString('utf8').split('\r\n');
    expect(csv[0]).toContain('"Nomor agenda";"Tanggal terima"');
    expect(csv).toHaveLength(first.last + 2);
    expect(csv.at(-2)).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv.join()).not.toMatch(/Hasil pemeriksaan|tambang|Zamrud/);
    expect((await as(t, c.roadsClerk).agendaBook({})).last, 'each unit its own').toBe(0);
  });
});

describe('other institutions', () => {
  const letter = { number: '700/12/2026', letterDate: '2026-03-01', subject: 'Kerja sama pengelolaan sampah', secrecy: 'biasa' as const, urgency: 'segera' as const, host: 'sumenep.test' };
  it('a finished PDF arrives in their book without typing, once, and its receipt comes home', async () => {
    const input = { ...letter, id: uuidv7(), file: await uploadFor(t, c.clerk, 'Kerja sama sampah') };
    const { id } = await as(t, c.clerk).sendLetter(input);
    expect((await as(t, c.clerk).sendLetter(input)).id).toBe(id);
    await runJobs('letters.dispatched', 2);
    await runJobs('letters.received');
    expect((await as(t, there.regent).inbox({ box: 'unread' })).items).toMatchObject([{ sender: 'Kabupaten Ponorogo', senderNumber: '700/12/2026', subject: letter.subject, urgency: 'segera' }]);
    expect((await as(t, there.clerk).agendaBook({})).items).toMatchObject([{ agenda: '1/2026', forwarded: 'Bupati' }]);
    expect((await as(t, c.clerk).listDispatches({})).items).toMatchObject([{ id, state: 'received', receipt: expect.stringMatching(/Kabupaten Sumenep, agenda 1\/2026/) }]);
  });
  it.each<[Record<string, unknown>, string]>([[{ secrecy: 'sangat-rahasia' }, 'letters.secret-not-by-wire'], [{ host: 'tidak-ada.test' }, 'letters.no-such-institution'], [{ host: 'ponorogo.test' }, 'letters.no-such-institution'], [{ letterDate: '2026-03-03' }, 'letters.date-ahead'], [{ classification: '999' }, 'letters.no-such-code']])(
    'refuses %j', async (more, code) => expect(await codeOf(as(t, c.clerk).sendLetter({ ...letter, file: await uploadFor(t, c.clerk), ...more }))).toBe(code));
  it('says when it did not arrive', async () => {
    await owner(sql`update organization.post set is_head = false where instansi = ${t.other} returning id`);
    await as(t, c.clerk).sendLetter({ ...letter, number: '700/13/2026', file: await uploadFor(t, c.clerk) });
    await runJobs('letters.dispatched');
    expect((await as(t, c.clerk).listDispatches({})).items[0]).toMatchObject({ state: 'failed', receipt: expect.stringContaining('belum menetapkan') });
  });
});

describe('clocks', () => {
  it('are the institution\'s own to set, once by one person', async () => {
    const { clocks, version } = await as(t, c.administrator).getSettings({});
    const changed = clocks.map((clock) => (clock.urgency === 'segera' ? { ...clock, amount: 2, unit: 'working-days' as const, legalBasis: 'Perbup 1/2026' } : clock));
    await as(t, c.administrator).saveSettings({ clocks: changed, version });
    expect(await codeOf(as(t, c.administrator).saveSettings({ clocks: changed, version }))).toBe('request.changed-meanwhile');
    const id = await registered({ urgency: 'segera', receivedAt: '2026-02-27T08:00:00Z' });
    expect((await see(c.regent, id)).due!.at, 'Friday 15:00, two working days: Tuesday').toBe('2026-03-03T16:59:59.000Z');
  });
});

it('holds together: every letter folds to what is stored', async () => {
  const { checked, differences } = await checkState(t.context());
  expect(checked).toBeGreaterThan(100);
  expect(differences).toEqual([]);
});

/** Runs the subscribers of an event as the worker would, on what was emitted; `times` as often, as a job may come again. */
async function runJobs(event: string, times = 1): Promise<void> {
  const rows = await owner<{ instansi: string; id: string; payload: Record<string, unknown>; at: Date }>(sql`delete from platform.outbox where event = ${event} returning instansi, id, payload, at`);
  for (const row of rows) for (const subscriber of t.modules.flatMap((module) => module.subscribers ?? []).filter((one) => one.event === event)) {
    if (!(subscriber.wants?.(row.payload) ?? true)) continue;
    for (let i = 0; i < times; i += 1) await subscriber.run({ ...t.context(null, row.instansi), requestId: `job:${row.id}` }, { event, ...row, at: row.at.toISOString() });
  }
}
