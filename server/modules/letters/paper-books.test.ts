import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, letterTo, postOf, tinyPdf, uploadFor, type Cast } from './letters.testing.ts';
import { readAgendaRow } from './rules/read-an-agenda-row.ts';
import { checkState } from './service/check-state.ts';

// Chapters: opening · the paper book taken over · blocks · rows

const t = await createTestHouse({ background: false });
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});
const open = async (who: Viewer, number: number, more: Record<string, unknown> = {}) => as(t, who).openBook({ number, day: '2026-02-27', scan: await uploadFor(t, who), ...more });
const enter = async (more: Record<string, unknown> = {}, who = c.clerk) => as(t, who).registerLetter(await letterTo(t, c, more, who));
const HEAD = 'No Agenda;Tgl Terima;Tanggal Surat;No Surat;Asal Surat;Perihal;Sifat;Urgensi;Lampiran;Kode;Indeks;Diteruskan Kepada;Tgl Diteruskan;Ket';
const csv = (...lines: string[]) => ({ fileName: 'agenda 2026.csv', content: Buffer.from([HEAD, ...lines].join('\r\n')).toString('base64') });
const row = (number: number | string, more: Partial<Record<'received' | 'sender' | 'letter' | 'subject' | 'secrecy' | 'code' | 'to', string>> = {}) =>
  `${number};${more.received ?? '5-1-2026'};02/01/2026;${more.letter ?? `045/${number}/2026`};${more.sender ?? 'Camat Siman'};${more.subject ?? 'Laporan bulanan'};${more.secrecy ?? 'Biasa'};;1 berkas;${more.code ?? '000.1.5'};Laporan;${more.to ?? 'Sekretaris Daerah'};6-1-2026;Selesai`;

describe('a book opens where the paper book stands', () => {
  it('goes on after its last number, with who, when and the scan of the last page', async () => {
    expect(await as(t, c.clerk).bookState({})).toMatchObject({ last: 0, next: 1, openings: [], mayKeep: true });
    expect(await codeOf(as(t, c.clerk).startBookImport(csv(row(1)))), 'not opened yet').toBe('letters.no-opening');
    expect(await open(c.clerk, 200, { note: 'Buku lama 2026 jilid 1' })).toMatchObject({ next: 201 });
    const state = await as(t, c.clerk).bookState({});
    expect(state).toMatchObject({ last: 200, next: 201, openings: [{ number: 200, dayText: '27 Februari 2026', by: 'Pengelola Surat', note: 'Buku lama 2026 jilid 1' }], missing: [{ from: 1, to: 200 }] });
    expect((await enter()).agenda).toBe('201/2026');
    expect((await t.app.inject({ url: state.openings[0]!.scan.url, headers: { host: 'ponorogo.test' } })).statusCode).toBe(401);
    const entries = await t.house.db.asOwner((tx) => tx.many<{ detail: Record<string, unknown> }>(sql`select detail from audit.entry where action = 'letters.book-opened'`));
    expect(entries).toMatchObject([{ detail: { number: 200, before: 0, day: '2026-02-27' } }]);
  });
  it.each<[string, number, Record<string, unknown>, string]>([
    ['a number that was given', 201, {}, 'letters.book-past'], ['a number below', 150, {}, 'letters.book-past'], ['a day to come', 300, { day: '2026-03-03' }, 'letters.opening-day'], ['a day of last year', 300, { day: '2025-12-31' }, 'letters.opening-day'],
    ['somebody else\'s scan', 300, { scan: '018f0000-0000-7000-8000-000000000000' }, 'letters.no-such-file'],
  ])('refuses %s', async (_, number, more, code) => expect(await codeOf(open(c.clerk, number, more))).toBe(code));
  it('refuses a scan with a script, and whoever keeps no book', async () => {
    const bytes = Buffer.from(tinyPdf('x').toString('latin1').replace('/Size', '/OpenAction << /S /JavaScript >> /Size'), 'latin1');
    expect(await codeOf(open(c.clerk, 300, { scan: await uploadFor(t, c.clerk, '', bytes) }))).toBe('letters.pdf-script');
    for (const who of [c.secretary, c.regent, c.staff]) expect(await codeOf(open(who, 300)), who.name).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.staff).bookState({}))).toBe('request.not-allowed');
  });
});

describe('the paper book of this year is taken over', () => {
  it('with its own numbers, all clean lines or none, bad ones named, gaps allowed and listed', async () => {
    const file = csv(
      row(1), row(2, { sender: 'Dinas Pendidikan', subject: 'Undangan rapat koordinasi guru' }), row(5, { secrecy: 'Rahasia', subject: 'Mutasi pejabat' }), row(5, { letter: 'lain' }), row(7, { received: '31-02-2026' }), row(201), row(8, { code: '005', to: 'Kepala Bagian Umum' }), row('8a'), row(9, { received: '30-12-2025' }),
      row(10, { secrecy: 'Segera', sender: '' }), row(11, { secrecy: 'Segera' }), row(12, { secrecy: 'SR', subject: 'Operasi tertutup' }), row(199, { letter: '045/1/2026' }), row(202),
    );
    const { id } = await as(t, c.clerk).startBookImport(file);
    const before = await as(t, c.clerk).previewBookImport({ id });
    expect(before.missing).toEqual([]);
    expect(before.counts).toMatchObject({ rows: 14, added: 7, refused: 7 });
    const of = (line: number) => before.rows.find((one) => one.line === line)!;
    expect(of(5).reasons).toEqual(['Nomor agenda 5 sudah ada di baris 4.']);
    expect(of(6).reasons).toEqual(['Tanggal terima "31-02-2026" tidak terbaca. Tulis seperti 31-01-2026.']);
    expect(of(7).reasons).toEqual(['Nomor agenda 201 sudah dipakai surat lain di sini.']);
    expect(of(15).reasons[0]).toContain('di atas nomor terakhir buku kertas (200)');
    expect(of(8).notes.join(' ')).toMatch(/Kode 005 tidak ada.*bukan jabatan yang dilayani/);
    expect(of(14).notes.join(' ')).toContain('sama dengan agenda');
    expect(of(13), 'no word of sangat rahasia in the preview').toMatchObject({ title: '(sangat rahasia)', facts: ['5 Januari 2026'] });
    expect(await as(t, c.clerk).takeBookImport({ id, version: before.version })).toEqual({ added: 7, changed: 0, unchanged: 0, refused: 7 });
    expect((await enter()).agenda, 'the counter did not move').toBe('202/2026');
    const state = await as(t, c.clerk).bookState({});
    expect(state).toMatchObject({ taken: 7, last: 202 });
    expect(state.missing.slice(0, 3)).toEqual([{ from: 3, to: 4 }, { from: 6, to: 7 }, { from: 9, to: 10 }]);
    const book = await as(t, c.clerk).agendaBook({ limit: 100 });
    expect(book.items.find((one) => one.agenda === '2/2026')).toMatchObject({ subject: 'Undangan rapat koordinasi guru', forwarded: 'Sekretaris Daerah', state: 'selesai', receivedDay: '2026-01-05', senderNumber: '045/2/2026' });
    expect(book.items.find((one) => one.agenda === '5/2026')!.subject).toBe('(rahasia)');
    expect((await as(t, c.secretary).search({ query: 'koordinasi guru' })).items).toHaveLength(1);
    expect((await as(t, c.secretary).inbox({ box: 'unread' })).items, 'no inbox fills with old letters').toEqual([]);
    const plain = JSON.stringify(await t.house.db.asOwner((tx) => tx.many(sql`select l.subject, l.sender, a.payload, a.words from letters.letter l join letters.action a on a.letter = l.id where l.agenda = 12`)));
    expect(plain).not.toMatch(/Operasi/);
  });
  it('twice takes nothing twice, and what was repaired comes in', async () => {
    const { id } = await as(t, c.clerk).startBookImport(csv(row(1), row(2, { sender: 'Dinas Pendidikan', subject: 'Undangan rapat koordinasi guru' }), row(7)));
    const { version, counts } = await as(t, c.clerk).previewBookImport({ id });
    expect(counts).toMatchObject({ added: 1, unchanged: 2, refused: 0 });
    expect(await as(t, c.clerk).takeBookImport({ id, version })).toMatchObject({ added: 1, unchanged: 2 });
    expect(await codeOf(as(t, c.clerk).takeBookImport({ id, version }))).toBe('sheets.import-taken');
    expect(await codeOf(as(t, c.roadsClerk).previewBookImport({ id })), 'another clerk').toBe('request.not-found');
  });
  it('can be opened again by whom it is addressed to, and known duplicates are asked about', async () => {
    const found = (await as(t, c.clerk).agendaBook({ limit: 100 })).items.find((one) => one.agenda === '1/2026')!;
    const letter = await as(t, c.secretary).getLetter({ id: found.id });
    expect(letter).toMatchObject({ channelText: 'Buku agenda kertas', summary: expect.stringContaining('Diteruskan kepada: Sekretaris Daerah.') });
    await as(t, c.secretary).act({ id: found.id, seq: letter.seq, branch: letter.branches[0]!.id, action: { kind: 'reopen', reason: 'Belum dijawab' } });
    expect((await as(t, c.secretary).inbox({ box: 'open' })).items.map((one) => one.id)).toContain(found.id);
    expect(await codeOf(enter({ sender: 'Camat Siman', senderNumber: '045/1/2026', letterDate: '2026-01-02' }))).toBe('letters.looks-registered');
  });
});

describe('blocks for offline registers', () => {
  const lease = (more: Record<string, unknown> = {}, who = c.roadsClerk) => as(t, who).leaseNumbers({ count: 5, holder: 'Desa Gupolo', until: '2026-03-31', ...more });
  const toRoads = () => ({ post: postOf(c.roadsHead) });
  it('never collide, are stepped over, and hold the letters that come home', async () => {
    const both = await Promise.all([lease(), lease({ holder: 'Tablet UPTD' }), lease({ holder: 'Loket' })]);
    expect(both.map((one) => [one.first, one.last]).sort((a, b) => a[0]! - b[0]!)).toEqual([[1, 5], [6, 10], [11, 15]]);
    expect((await enter(toRoads(), c.roadsClerk)).agenda).toBe('16/2026');
    await lease({ first: 18, count: 2 });
    expect([(await enter(toRoads(), c.roadsClerk)).agenda, (await enter(toRoads(), c.roadsClerk)).agenda], 'past 18 and 19').toEqual(['17/2026', '20/2026']);
    expect(await codeOf(lease({ first: 9 }))).toBe('letters.lease-overlap');
    expect(await codeOf(lease({ first: 19 }))).toBe('letters.lease-overlap');
    expect(await codeOf(lease({ until: '2026-03-01' }))).toBe('letters.lease-until');
    expect((await enter({ ...toRoads(), number: 3 }, c.roadsClerk)).agenda).toBe('3/2026');
    expect(await codeOf(enter({ ...toRoads(), number: 3 }, c.roadsClerk))).toBe('letters.number-taken');
    expect(await codeOf(enter({ ...toRoads(), number: 17 }, c.roadsClerk))).toBe('letters.not-in-lease');
    const { id } = await as(t, c.roadsClerk).startBookImport(csv(row(7, { to: 'Kepala Dinas PUPKP' }), row(30)));
    const { version, counts } = await as(t, c.roadsClerk).previewBookImport({ id });
    expect(counts).toMatchObject({ added: 1, refused: 1 });
    await as(t, c.roadsClerk).takeBookImport({ id, version });
    const [, , second] = (await as(t, c.roadsClerk).bookState({})).leases;
    expect(second).toMatchObject({ first: 6, used: 1, state: 'open', stateText: 'Dipinjam' });
    const closed = await as(t, c.roadsClerk).closeLease({ id: second!.id, reason: 'Register dikembalikan' });
    expect(closed).toMatchObject({ stateText: 'Ditutup', unused: [{ from: 6, to: 6 }, { from: 8, to: 10 }], closed: expect.stringContaining('Register dikembalikan') });
    expect(await codeOf(enter({ ...toRoads(), number: 8 }, c.roadsClerk)), 'closed').toBe('letters.not-in-lease');
    expect(await codeOf(as(t, c.roadsClerk).closeLease({ id: second!.id, reason: 'Sekali lagi' }))).toBe('letters.lease-closed');
    expect((await enter(toRoads(), c.roadsClerk)).agenda).toBe('21/2026');
  });
  it('belong to the clerk of the unit', async () => {
    const [one] = (await as(t, c.roadsClerk).bookState({})).leases;
    expect(await codeOf(as(t, c.clerk).closeLease({ id: one!.id, reason: 'Bukan milik saya' }))).toBe('letters.unknown');
    expect(await codeOf(lease({}, c.secretary))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.secretary).closeLease({ id: one!.id, reason: 'Bukan milik saya' }))).toBe('request.not-allowed');
  });
  it('leave numbers without double when letters come at the same moment', async () => {
    const work = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 4 === 3 ? lease({ count: 3 }).then((one) => [one.first, one.first + 1, one.last]) : enter(toRoads(), c.roadsClerk).then((one) => [Number(one.agenda.split('/')[0])]))));
    const all = work.flat();
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a row of an agenda book', () => {
  const read = (values: Record<string, string>) => readAgendaRow({ line: 2, values: { agenda: '12', received: '5 Januari 2026', letterDate: '2/1/2026', sender: 'Camat', subject: 'Hal', ...values } }, { year: 2026, today: '2026-03-02' });
  it.each([['012', 12], ['12/2026', 12], ['12.', 12]])('reads the number %s', (agenda, number) => expect(read({ agenda })).toMatchObject({ row: { agenda: number } }));
  it.each(['12/2025', '0', '-3', '12a', ''])('refuses the number "%s"', (agenda) => expect(read({ agenda })).toHaveProperty('reasons'));
  it('reads a word of urgency in the column of sifat, and names everything that is wrong at once', () => {
    expect(read({ secrecy: 'Penting' })).toMatchObject({ row: { secrecy: 'biasa', urgency: 'biasa' } });
    expect(read({ secrecy: 'Amat Segera' })).toMatchObject({ row: { secrecy: 'biasa', urgency: 'sangat-segera' } });
    expect(read({ secrecy: 'Kosmik', sender: '', subject: '' })).toEqual({ reasons: ['Asal surat kosong.', 'Hal surat kosong.', expect.stringContaining('Sifat "Kosmik"')] });
  });
});

it('holds together', async () => expect((await checkState(t.context())).differences).toEqual([]));
