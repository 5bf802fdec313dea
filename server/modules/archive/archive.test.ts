import { describe, expect, it } from 'vitest';
import { writeXlsx } from '../../engines/sheets/write-sheet.ts';
import type { Calls } from '../../platform/operation.ts';
import { sql } from '../../platform/db/sql.ts';
import { inTenant, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, codeOf, holderOf, letterTo, uploadFor, as as letters } from '../letters/letters.testing.ts';
import type { operations } from './contract.ts';
import { dropBytes } from './service/destroy.ts';

// Chapters: classification and schedule · folders · moves and loans · destruction · the wall

const t = await createTestHouse();
const c = await castOf(t);
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)).archive as unknown as Calls<typeof operations>;
let serial = 0;
const officer = async (title: string, duties: string[], unit = c.units.setda) => {
  const post = await inTenant(t.context(), async ({ tx, instansi }) => (await tx.one<{ id: string }>(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${instansi}, gen_random_uuid(), ${unit}, ${title}, false, ${duties}, '2020-01-01') returning id`)).id);
  return holderOf(t, { instansi: t.instansi, post, unit, kind: 'setda', title, duties, person: `${title} ${++serial}`, capacity: 'definitive', from: '2020-01-01' });
};
const archivist = await officer('Arsiparis', ['archivist']);
const second = await officer('Arsiparis Muda', ['archivist']);
const [m1, m2] = [await officer('Kasubbag Satu', ['leader']), await officer('Kasubbag Dua', ['leader'])];
const rule = { activeYears: 2, inactiveYears: 3, fate: 'musnah' as const, security: 'biasa' as const, access: 'Unit pengolah', basis: 'Perbup JRA', fromDay: '2026-01-01' };
const fileNames = async (words: string) => uploadFor(t, c.clerk, words);
const sheet = async (kind: 'classification' | 'retention', rows: string[][]) =>
  as(archivist).startImport({ kind, fileName: 'daftar.xlsx', fromDay: '2026-01-01', basis: 'Perbup 1/2026', content: await writeXlsx('Daftar', (kind === 'classification' ? ['Kode', 'Uraian', 'Sebutan lain'] : ['Kode', 'Aktif', 'Inaktif', 'Nasib akhir']).map((heading) => ({ heading })), rows) });

/** A folder of the secretariat with one paper, closed on a day of an earlier year. */
async function closedFolder(more: { code?: string; closed?: string; clerk?: Viewer; year?: number } = {}) {
  const api = as(more.clerk ?? c.clerk);
  const { id } = await api.openFolder({ code: more.code ?? '000.1.5', title: `Rapat pimpinan ${++serial}`, year: more.year ?? 2019, location: 'Rak 1' });
  await api.addItem({ id, kind: 'paper', title: 'Notula rapat', number: '1/2019', day: '2019-03-04', file: await uploadFor(t, more.clerk ?? c.clerk) });
  await api.closeFolder({ id, version: (await api.getFolder({ id })).version, day: more.closed ?? '2019-06-30' });
  return id;
}

describe('classification and schedule', () => {
  it('is the whole of the catalogue until the institution has its own, with parents', async () => {
    const roots = await as(c.clerk).listCodes({});
    expect(roots.items.map(({ code }) => code)).toEqual(['000', '100', '200', '300', '400', '500', '600', '700', '800', '900']);
    const all = await Promise.all(roots.items.map(({ code }) => as(c.clerk).listCodes({ under: code })));
    expect(all.flatMap(({ items }) => items).filter(({ depth }) => depth === 1)).toHaveLength(56);
    expect((await as(c.clerk).listCodes({ query: '800.1.11' })).items.map(({ code }) => code)).toEqual(['800.1.11', ...[1, 2, 3, 4, 5, 6, 7, 13].map((n) => `800.1.11.${n}`)]);
    expect((await as(c.clerk).listCodes({ query: 'cuti tahunan' })).items[0]?.code).toBe('800.1.11.4');
  });

  it('imports nothing until every line is clean, then everything, and keeps what was', async () => {
    const bad = await sheet('classification', [['000.1.9', 'Tamu', ''], ['000.7.1.1', 'Tanpa induk', ''], ['12', 'Angka', '']]);
    const preview = await as(archivist).previewImport({ kind: 'classification', id: bad.id });
    expect(preview.counts).toEqual({ rows: 3, added: 1, changed: 0, unchanged: 0, refused: 2 });
    expect(await codeOf(as(archivist).takeImport({ kind: 'classification', id: bad.id, version: preview.version }))).toBe('archive.not-clean');
    expect((await as(c.clerk).listCodes({ query: '000.1.9' })).items).toEqual([]);
    expect(await codeOf(as(second).previewImport({ kind: 'classification', id: bad.id }))).toBe('request.not-found');

    const good = await sheet('classification', [[' 000.1.9 ', 'Tamu\nnegara', 'Protokol'], ['000.1.10', 'Sepuluh', ''], ['000.1', 'Ketatausahaan', ''], ['000', 'Umum', '']]);
    expect(await as(archivist).takeImport({ kind: 'classification', id: good.id, version: 1 })).toEqual({ added: 2, changed: 1, unchanged: 1, refused: 0 });
    expect(await codeOf(as(archivist).takeImport({ kind: 'classification', id: good.id, version: 2 }))).toBe('sheets.import-taken');
    const below = (await as(c.clerk).listCodes({ under: '000.1' })).items;
    expect(below.map(({ code }) => code)).toEqual(['000.1.2', '000.1.5', '000.1.9', '000.1.10']);
    expect(below[2]).toMatchObject({ title: 'Tamu negara', alias: 'Protokol' });
    // The earlier wording still holds on earlier days.
    expect((await as(c.clerk).listCodes({ day: '2025-12-31', query: '000.1' })).items[0]?.title).toBe('Ketatausahaan dan kerumahtanggaan');
  });

  it('takes three thousand lines at once', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => [`900.1.${n + 1}`, `Keuangan ${n + 1}`, '']);
    const { id } = await sheet('classification', rows);
    expect((await as(archivist).takeImport({ kind: 'classification', id, version: 1 })).added).toBe(3000);
    expect((await as(c.clerk).listCodes({ under: '900.1' })).items.slice(0, 11).at(-1)?.code).toBe('900.1.11');
  });

  it('adds, words anew and ends single codes', async () => {
    const api = as(c.administrator);
    await api.saveCode({ code: '000.9.1', title: 'Riset', fromDay: '2026-02-01' });
    expect(await codeOf(api.saveCode({ code: '000.9.1', title: 'Riset', fromDay: '2026-03-01' }))).toBe('archive.code-exists');
    expect(await codeOf(api.saveCode({ code: '000.9.1', title: 'Lain', fromDay: '2026-02-01' }))).toBe('archive.code-earlier');
    expect(await codeOf(api.saveCode({ code: '000.9.2.1', title: 'Tanpa induk', fromDay: '2026-02-01' }))).toBe('archive.no-parent');
    expect(await codeOf(api.endCode({ code: '000.9', lastDay: '2026-02-28' }))).toBe('archive.has-children');
    await api.endCode({ code: '000.9.1', lastDay: '2026-02-28' });
    expect(await codeOf(as(c.clerk).openFolder({ code: '000.9.1', title: 'Sudah berakhir' }))).toBe('archive.no-such-code');
    // Letters take their codes from the same list.
    const enter = async (classification: string) => codeOf(letters(t, c.clerk).registerLetter(await letterTo(t, c, { classification })));
    expect([await enter('000.9.1'), await enter('000.1.9'), await enter('000.1.99')]).toEqual(['letters.no-such-code', 'ok', 'letters.no-such-code']);
    expect(await codeOf(as(c.clerk).saveCode({ code: '000.9.3', title: 'Bukan haknya', fromDay: '2026-02-01' }))).toBe('request.not-allowed');
  });

  it('gives a code the schedule of its parent, and refuses negative years by line', async () => {
    const bad = await sheet('retention', [['000.1.5', '-2', '3', 'musnah']]);
    expect((await as(archivist).previewImport({ kind: 'retention', id: bad.id })).rows[0]?.reasons).toEqual(['Masa aktif tidak boleh kurang dari nol.']);
    expect(await codeOf(as(archivist).saveRetention({ ...rule, code: '000', activeYears: -1 }))).toBe('request.invalid');
    expect(await codeOf(as(archivist).saveRetention({ ...rule, code: '999' }))).toBe('archive.no-such-code');
    await as(archivist).saveRetention({ ...rule, code: '000' });
    const shown = (await as(c.clerk).listRetention({ query: '000.1.5', all: true })).items[0];
    expect(shown).toMatchObject({ code: '000.1.5', from: '000', activeYears: 2, inactiveYears: 3, fateText: 'Musnah' });
    const list = await sheet('retention', [['800', '2 tahun', '8 (delapan) tahun', 'Musnah'], ['700', '3', '7', 'Permanen'], ['600', '1', '1', 'Dinilai kembali']]);
    expect(await as(archivist).takeImport({ kind: 'retention', id: list.id, version: 1 })).toEqual({ added: 3, changed: 0, unchanged: 0, refused: 0 });
    expect(await codeOf(as(c.clerk).saveRetention({ ...rule, code: '000' }))).toBe('request.not-allowed');
  });
});

describe('folders', () => {
  it('opens with the next number, takes letters and papers, and closes once; the worked example gives its days', async () => {
    const api = as(c.clerk);
    const first = await api.openFolder({ code: '000.1.5', title: 'Rapat 2024', year: 2024 });
    expect(first.number).toBe('000.1.5/1/2024');
    expect((await api.openFolder({ code: '000.1.5', title: 'Rapat lain 2024', year: 2024 })).number).toBe('000.1.5/2/2024');
    expect(await codeOf(api.openFolder({ code: '000.1.77', title: 'Kode ngawur' }))).toBe('archive.no-such-code');
    expect(await codeOf(api.closeFolder({ id: first.id, version: 1 }))).toBe('archive.empty-folder');
    const letter = await letters(t, c.clerk).registerLetter(await letterTo(t, c));
    const added = await api.addItem({ id: first.id, kind: 'in', ref: letter.id });
    expect(added.folder).toBe('000.1.5/1/2024');
    expect(await codeOf(api.addItem({ id: first.id, kind: 'in', ref: letter.id }))).toBe('archive.already-filed');
    const other = await api.openFolder({ code: '000.1.5', title: 'Berkas kedua' });
    expect(await codeOf(api.addItem({ id: other.id, kind: 'in', ref: letter.id }))).toBe('archive.already-filed');
    expect((await api.whereIs({ kind: 'in', ref: letter.id })).folder?.number).toBe('000.1.5/1/2024');

    const { version } = await api.getFolder({ id: first.id });
    expect(await codeOf(api.closeFolder({ id: first.id, version, day: '2027-01-01' }))).toBe('archive.closed-ahead');
    expect(await codeOf(api.closeFolder({ id: first.id, version, day: '2023-12-31' }))).toBe('archive.closed-before-opened');
    expect(await api.closeFolder({ id: first.id, version, day: '2024-06-30' })).toEqual({ activeTo: '2026-12-31', inactiveTo: '2029-12-31', eligibleFrom: '2030-01-01' });
    expect(await codeOf(api.closeFolder({ id: first.id, version }))).toBe('archive.already-closed');
    expect(await codeOf(api.addItem({ id: first.id, kind: 'paper', title: 'Terlambat' }))).toBe('archive.not-now');
    const view = await api.getFolder({ id: first.id });
    expect(view).toMatchObject({ state: 'closed', dueText: 'aktif sampai 31 Desember 2026', items: 1, actions: expect.arrayContaining(['move', 'lend', 'hold']) });
    expect(view.contents[0]).toMatchObject({ kind: 'in', title: 'Undangan rapat koordinasi pengendalian inflasi', href: `/petugas/surat/${letter.id}` });
    // A later change of the schedule does not touch what is closed.
    await as(archivist).saveRetention({ ...rule, code: '000.1.5', activeYears: 9, fromDay: '2026-03-01' });
    expect((await api.getFolder({ id: first.id })).eligibleFrom).toBe('2030-01-01');
    await as(archivist).endRetention({ code: '000.1.5', lastDay: '2026-03-01' });
  });

  it('a folder that closed without a schedule gets it when there is one', async () => {
    const id = await closedFolder({ code: '400.12.2' });
    expect(await as(c.clerk).getFolder({ id })).toMatchObject({ eligibleFrom: null, dueText: 'belum ada jadwal retensi' });
    expect(await as(archivist).saveRetention({ ...rule, code: '400', activeYears: 1, inactiveYears: 1 })).toEqual({ scheduled: 1 });
    expect((await as(c.clerk).getFolder({ id })).eligibleFrom).toBe('2022-01-01');
  });

  it('keeps no word of a secret letter, and shows it to whom its own module does', async () => {
    const letter = await letters(t, c.clerk).registerLetter(await letterTo(t, c, { secrecy: 'rahasia', subject: 'Perihal yang tidak boleh bocor' }));
    const { id } = await as(c.clerk).openFolder({ code: '000.1.5', title: 'Berkas rahasia' });
    await as(c.clerk).addItem({ id, kind: 'in', ref: letter.id });
    expect(JSON.stringify(await as(c.clerk).getFolder({ id }))).not.toContain('bocor');
    const row = await inTenant(t.context(), ({ tx, instansi }) => tx.one<{ whole: string }>(sql`select i::text as whole from archive.item i where instansi = ${instansi} and ref = ${letter.id}`));
    expect(row.whole).not.toContain('bocor');
  });

  it('is for its own unit: others see nothing, also not by address', async () => {
    const id = await closedFolder();
    expect(await codeOf(as(c.roadsClerk).getFolder({ id }))).toBe('archive.unknown');
    expect(await codeOf(as(c.roadsClerk).lend({ id, borrower: 'Siapa', borrowerUnit: 'PU', purpose: 'Baca', dueOn: '2026-04-01' }))).toBe('archive.unknown');
    expect((await as(c.roadsClerk).listFolders({ box: 'all' })).items).toEqual([]);
    expect(await codeOf(as(c.roadsClerk).listFolders({ box: 'all', unit: c.units.setda }))).toBe('archive.unknown');
    expect(await codeOf(as(c.staff).listFolders({}))).toBe('request.not-allowed');
    expect((await as(c.secretary).getFolder({ id })).actions).toEqual([]);
    expect(await codeOf(as(c.secretary).closeFolder({ id, version: 1 }))).toBe('request.not-allowed');
  });

  it('lists items with the columns of the records list, as XLSX too', async () => {
    const list = await as(c.clerk).recordsList({ box: 'all' });
    expect(list.lines[0]).toMatchObject({ unit: 'Sekretariat Daerah', folder: expect.stringMatching(/^000\.1\.5/), period: expect.stringMatching(/^\d{4}/) });
    expect(Buffer.from((await as(c.clerk).downloadRecordsList({ box: 'all' })).content, 'base64').subarray(0, 2).toString()).toBe('PK');
  });
});

describe('moves and loans', () => {
  it('moves with a list and a receipt that somebody else gives', async () => {
    const [a, b] = [await closedFolder(), await closedFolder()];
    const { id } = await as(c.clerk).sendMove({ kind: 'unit-kearsipan', folders: [a, b] });
    expect(await codeOf(as(c.clerk).lend({ id: a, borrower: 'Peminjam', borrowerUnit: 'Bagian Hukum', purpose: 'Baca', dueOn: '2026-04-01' }))).toBe('archive.not-now');
    expect(await codeOf(as(c.clerk).answerMove({ id, accept: true, receipt: 'TT/1' }))).toBe('request.not-allowed');
    expect(await codeOf(as(archivist).answerMove({ id, accept: true }))).toBe('request.invalid');
    expect(await as(archivist).answerMove({ id, accept: true, receipt: 'TT/1/2026' })).toEqual({ state: 'received' });
    expect(await codeOf(as(archivist).answerMove({ id, accept: true, receipt: 'TT/1/2026' }))).toBe('archive.changed');
    expect((await as(c.clerk).getFolder({ id: a })).stateText).toBe('Di unit kearsipan');
    expect((await as(c.clerk).getMove({ id })).folders).toHaveLength(2);
    expect(await codeOf(as(c.roadsClerk).getMove({ id }))).toBe('archive.unknown');
  });

  it('lends once, tells who is late, and takes back once', async () => {
    const id = await closedFolder();
    const api = as(c.clerk);
    expect(await codeOf(api.lend({ id, borrower: 'Auditor', borrowerUnit: 'BPK', purpose: 'Pemeriksaan', dueOn: '2026-03-01' }))).toBe('archive.due-before-lent');
    const { loan } = await api.lend({ id, borrower: 'Auditor', borrowerUnit: 'BPK', purpose: 'Pemeriksaan', dueOn: '2026-03-05' });
    expect(await codeOf(api.lend({ id, borrower: 'Lain', borrowerUnit: 'BPK', purpose: 'Pemeriksaan', dueOn: '2026-03-05' }))).toBe('archive.lent');
    t.clock.set('2026-03-09T02:00:00Z');
    expect((await api.listLoans({ box: 'late' })).items).toMatchObject([{ id: loan, late: true, lateDays: 4, dueText: 'terlambat 4 hari' }]);
    expect(await codeOf(as(c.roadsClerk).giveBack({ id: loan }))).toBe('archive.unknown');
    await api.giveBack({ id: loan });
    expect(await codeOf(api.giveBack({ id: loan }))).toBe('archive.not-lent');
    t.clock.set('2026-03-02T02:00:00Z');
  });

  it('hands permanent folders to the archives of the region, and reappraises others by a decision', async () => {
    const permanent = await closedFolder({ code: '700.1', closed: '2010-01-05', year: 2010 });
    expect(await codeOf(as(c.clerk).sendMove({ kind: 'lkd', folders: [permanent], receiver: 'Dinas Perpustakaan dan Kearsipan' }))).toBe('archive.not-for-you');
    const { id } = await as(archivist).sendMove({ kind: 'lkd', folders: [permanent], receiver: 'Dinas Perpustakaan dan Kearsipan' });
    expect(await codeOf(as(archivist).answerMove({ id, accept: true, receipt: 'BA/1' }))).toBe('archive.same-sender');
    await as(second).answerMove({ id, accept: true, receipt: 'BA/1' });
    expect((await as(c.clerk).getFolder({ id: permanent })).state).toBe('static');

    const doubtful = await closedFolder({ code: '600.1' });
    const { version } = await as(archivist).getFolder({ id: doubtful });
    await as(archivist).decideFate({ id: doubtful, version, fate: 'musnah', years: 2, number: '045/2026', day: '2026-03-01' });
    expect(await as(archivist).getFolder({ id: doubtful })).toMatchObject({ fate: 'musnah', eligibleFrom: '2029-01-01' });
  });
});

describe('destruction', () => {
  const holdingOf = (viewer: Viewer) => viewer.hat!.holdingId;
  const people = () => ({ members: [m1, m2, c.roadsHead].map(holdingOf), executor: holdingOf(second), witness: holdingOf(m1) });
  const act = async (viewer: Viewer, id: string, action: Parameters<ReturnType<typeof as>['actOnDisposal']>[0]['action']) => as(viewer).actOnDisposal({ id, seq: (await as(archivist).getDisposal({ id })).seq, action });

  it('proposes only what is ripe, neither held nor lent, with a committee and three persons', async () => {
    const api = as(archivist);
    const [ripe, young, held, lent] = [await closedFolder(), await closedFolder({ closed: '2024-06-30', year: 2024 }), await closedFolder(), await closedFolder()];
    const { hold } = await as(c.clerk).hold({ id: held, kind: 'perkara', reason: 'Perkara 12/Pdt.G/2026' });
    await as(c.clerk).lend({ id: lent, borrower: 'Auditor', borrowerUnit: 'BPK', purpose: 'Pemeriksaan', dueOn: '2026-03-05' });
    const listed = (await api.listRipe({})).items.map(({ id }) => id);
    expect([ripe, young, held, lent].map((id) => listed.includes(id))).toEqual([true, false, false, false]);
    const ask = (folders: string[], more = {}) => codeOf(api.propose({ title: 'Usulan uji', folders, ...people(), ...more }));
    expect(await ask([young])).toBe('archive.not-due');
    expect(await ask([ripe, held])).toBe('archive.held');
    expect(await ask([lent])).toBe('archive.lent');
    expect(await ask([ripe], { members: [holdingOf(m1), holdingOf(m1)] })).toBe('archive.committee-small');
    expect(await ask([ripe], { executor: holdingOf(archivist) })).toBe('archive.same-person');
    expect(await ask([ripe], { witness: holdingOf(second) })).toBe('archive.same-person');
    expect(await codeOf(as(c.clerk).propose({ title: 'Usulan uji', folders: [ripe], ...people() }))).toBe('request.not-allowed');
    expect(await codeOf(as(c.clerk).release({ id: hold, reason: 'Selesai' }))).toBe('request.not-allowed');
    await api.release({ id: hold, reason: 'Perkara selesai' });
    expect(await codeOf(api.release({ id: hold, reason: 'Dua kali' }))).toBe('archive.not-held');
  });

  it('goes through committee, approval, berita acara, executor and witness; only then the bytes are gone, the line stays', async () => {
    const letter = await letters(t, c.clerk).registerLetter(await letterTo(t, c));
    const { id: folder } = await as(c.clerk).openFolder({ code: '000.1.5', title: 'Akan dimusnahkan', year: 2019 });
    const upload = await fileNames('Isi yang akan hilang');
    const { item } = await as(c.clerk).addItem({ id: folder, kind: 'paper', title: 'Notula', day: '2019-03-01', file: upload });
    await as(c.clerk).addItem({ id: folder, kind: 'in', ref: letter.id });
    await as(c.clerk).closeFolder({ id: folder, version: (await as(c.clerk).getFolder({ id: folder })).version, day: '2019-12-01' });
    const spared = await closedFolder();
    const { id } = await as(archivist).propose({ title: 'Usulan pemusnahan 2026', folders: [folder, spared], ...people() });
    expect(await codeOf(as(archivist).propose({ title: 'Usulan kedua', folders: [folder], ...people() }))).toBe('archive.in-disposal');
    expect(await codeOf(as(c.staff).getDisposal({ id }))).toBe('archive.unknown');
    expect(await codeOf(act(second, id, { kind: 'execute', way: 'dicacah' }))).toBe('archive.disposal-not-now');

    await act(m1, id, { kind: 'opine', agrees: true });
    await act(m2, id, { kind: 'opine', agrees: true, without: [spared], words: 'Masih dipakai' });
    expect(await codeOf(act(archivist, id, { kind: 'opine', agrees: true }))).toBe('archive.not-member');
    expect(await codeOf(act(c.secretary, id, { kind: 'approve' }))).toBe('archive.disposal-not-now');
    await act(c.roadsHead, id, { kind: 'opine', agrees: true });
    expect((await as(archivist).getFolder({ id: spared })).disposal).toBeNull();
    expect(await codeOf(act(archivist, id, { kind: 'approve' }))).toBe('archive.not-for-you');
    expect(await codeOf(as(c.secretary).actOnDisposal({ id, seq: 1, action: { kind: 'approve' } }))).toBe('archive.changed');
    expect((await act(c.secretary, id, { kind: 'approve' })).state).toBe('approved');
    // Without its berita acara nothing is carried out.
    expect(await codeOf(act(second, id, { kind: 'execute', way: 'dicacah' }))).toBe('archive.disposal-not-now');
    expect(await codeOf(as(archivist).signDisposal({ id }))).toBe('request.not-allowed');
    const signed = await as(c.secretary).signDisposal({ id });
    expect(signed).toEqual({ state: 'signed', sentence: '' });
    const { report } = await as(archivist).getDisposal({ id });
    expect(report.number).toMatch(/^000\.5\.6\/\d+\/SETDA\/III\/2026$/);

    // A hold of the last minute stops it.
    const { hold } = await as(archivist).hold({ id: folder, kind: 'pemeriksaan', reason: 'Surat BPK' });
    expect(await codeOf(act(second, id, { kind: 'execute', way: 'dicacah' }))).toBe('archive.folder-blocked');
    await as(archivist).release({ id: hold, reason: 'Selesai' });

    expect(await codeOf(act(archivist, id, { kind: 'execute', way: 'dicacah' }))).toBe('archive.same-person');
    expect((await act(second, id, { kind: 'execute', way: 'dicacah' })).state).toBe('executed');
    expect(await codeOf(act(second, id, { kind: 'witness' }))).toBe('archive.same-person');
    expect(await codeOf(act(m2, id, { kind: 'witness' }))).toBe('archive.not-for-you');
    const before = await as(c.clerk).getFolder({ id: folder });
    expect(before.state).toBe('closed');
    const sha = await inTenant(t.context(), ({ tx, instansi }) => tx.many<{ sha256: string }>(sql`select sha256 from archive.item where instansi = ${instansi} and folder = ${folder} and sha256 is not null union all select sha256 from letters.file where instansi = ${instansi} and letter = ${letter.id}`));
    expect(sha).toHaveLength(2);
    expect((await act(m1, id, { kind: 'witness' })).state).toBe('done');
    const gone = await t.house.db.asOwner((tx) => tx.many<{ payload: Record<string, unknown> }>(sql`select payload from platform.outbox where instansi = ${t.instansi} and event = 'archive.bytes-gone'`));
    for (const { payload } of gone) await dropBytes(t.context(), { instansi: t.instansi, id: t.instansi, event: 'archive.bytes-gone', payload });
    for (const { sha256 } of sha) expect(await t.house.files.has(t.instansi, sha256)).toBe(false);

    const after = await as(c.clerk).getFolder({ id: folder });
    expect(after).toMatchObject({ state: 'destroyed', endedOn: '2026-03-02', items: 2, actions: [] });
    expect(after.contents.map(({ title, gone, file }) => ({ title, gone, file }))).toEqual([{ title: 'Notula', gone: true, file: undefined }, { title: 'Undangan rapat koordinasi pengendalian inflasi', gone: true, file: undefined }]);
    expect((await letters(t, c.clerk).getLetter({ id: letter.id })).files).toEqual([]);
    expect(await codeOf(as(c.clerk).lend({ id: folder, borrower: 'Auditor', borrowerUnit: 'BPK', purpose: 'Pemeriksaan', dueOn: '2026-03-05' }))).toBe('archive.destroyed');
    const answer = await t.app.inject({ method: 'GET', url: `/api/arsip/berkas/${folder}/isi/${item}/unduh`, headers: { host: 'ponorogo.test' } });
    expect(answer.statusCode).toBe(401);
    const trail = await t.house.db.asOwner((tx) => tx.many<{ action: string }>(sql`select action from audit.entry where instansi = ${t.instansi} and action in ('archive.folder-destroyed', 'letters.files-destroyed', 'archive.disposal-witness')`));
    expect(trail.map(({ action }) => action).sort()).toEqual(['archive.disposal-witness', 'archive.folder-destroyed', 'letters.files-destroyed']);
  });

  it('wants the agreement of ANRI from ten years on, and can be rejected or cancelled', async () => {
    const old = await closedFolder({ code: '800.1', closed: '2012-05-05', year: 2012 });
    const { id } = await as(archivist).propose({ title: 'Usulan sepuluh tahun', folders: [old], ...people() });
    for (const member of [m1, m2, c.roadsHead]) await act(member, id, { kind: 'opine', agrees: true });
    expect(await codeOf(act(c.secretary, id, { kind: 'approve' }))).toBe('archive.anri-needed');
    expect(await codeOf(act(archivist, id, { kind: 'anri', number: 'B-AK.02/1/2026', day: '2027-01-01' }))).toBe('request.invalid');
    await act(archivist, id, { kind: 'anri', number: 'B-AK.02/1/2026', day: '2026-02-20' });
    await act(c.secretary, id, { kind: 'reject', reason: 'Masih diperlukan untuk sengketa' });
    expect((await as(archivist).getFolder({ id: old })).actions).toContain('propose');
    const again = await as(archivist).propose({ title: 'Usulan dibatalkan', folders: [old], ...people() });
    expect((await act(archivist, again.id, { kind: 'cancel', reason: 'Salah susun' })).state).toBe('cancelled');
    expect(await codeOf(act(m1, again.id, { kind: 'opine', agrees: true }))).toBe('archive.disposal-not-now');
  });
});

describe('the wall', () => {
  it('shows nothing of another institution', async () => {
    const other = await castOf(t, t.other);
    const id = await closedFolder();
    expect(await codeOf(as(other.clerk).getFolder({ id }))).toBe('archive.unknown');
    expect((await as(other.clerk).listFolders({ box: 'all' })).items).toEqual([]);
    expect((await as(other.clerk).listRetention({})).own).toBe(0);
    expect((await as(other.clerk).listCodes({ query: '900.1.11' })).items).toEqual([]);
  });
});
