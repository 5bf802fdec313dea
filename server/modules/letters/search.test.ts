import { beforeAll, describe, expect, it } from 'vitest';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { AskedOfSearch, FoundByKind, LetterSearchPort } from './contract.ts';
import { as, castOf, codeOf, letterTo, postOf, type Cast } from './letters.testing.ts';
import { filterMarks, spans } from './rules/marks-of-a-letter.ts';
import { search } from './storage/search.ts';

// Chapters: filters · letters that go out · kept searches · days as few marks

const t = await createTestHouse();
let c: Cast;
let there: Cast;
let [invitation, report, secret] = ['', '', ''];
const registered = async (more: Record<string, unknown>) => (await as(t, c.clerk).registerLetter(await letterTo(t, c, more))).id;
const find = async (asked: Partial<AskedOfSearch>, who = c.regent) => (await as(t, who).search({ query: '', ...asked })).items.map((row) => row.id);
beforeAll(async () => {
  // What modules below bring is tried in theirs.
  delete part<FoundByKind<TenantContext>>(t.house, 'letters.found').out;
  c = await castOf(t);
  there = await castOf(t, t.other);
  invitation = await registered({ subject: 'Undangan rapat koordinasi', sender: 'Dinas Sosial Provinsi', senderNumber: '400.9/12/107.2/2026', letterDate: '2026-02-20', classification: '000.1.5' });
  report = await registered({ subject: 'Laporan posyandu', sender: 'Camat Siman', senderNumber: '400.7/88/405.30/2026', letterDate: '2025-12-31', classification: '400.7' });
  secret = await registered({ subject: 'Perkiraan keadaan', sender: 'Kepolisian Resor', senderNumber: 'R/3/2026', letterDate: '2026-01-05', secrecy: 'rahasia', classification: '300.1' });
  await search.learnFor(t.house, t.instansi);
});

describe('filters', () => {
  it.each<[string, Partial<AskedOfSearch>, () => string[]]>([
    ['the kind', { kind: 'in' }, () => [secret, report, invitation]], ['the other kind', { kind: 'out' }, () => []], ['a sender', { sender: 'sosial dinas' }, () => [invitation]], ['a sender half typed', { sender: 'camat sim' }, () => [report]], ['no such sender', { sender: 'sim camat' }, () => []],
    ['a year across its end', { from: '2025-12-30', to: '2026-01-05' }, () => [secret, report]], ['since a day', { from: '2026-01-06' }, () => [invitation]], ['up to a day', { to: '2025-12-31' }, () => [report]], ['days backwards', { from: '2026-02-01', to: '2026-01-01' }, () => []],
    ['a code and what is below it', { classification: '000.1' }, () => [invitation]], ['no code that only begins so', { classification: '00' }, () => []], ['a sifat', { secrecy: 'rahasia' }, () => [secret]], ['a state', { state: 'diterima' }, () => [secret, report, invitation]], ['no letter in a state', { state: 'selesai' }, () => []],
    ['words and filters', { query: 'posyandu', sender: 'camat', from: '2025-12-01' }, () => [report]], ['a whole number', { query: '400.9/12/107.2/2026' }, () => [invitation]], ['a whole number, otherwise cut', { query: '400.9-12-107.2-2026' }, () => [invitation]],
  ])('by %s', async (_, asked, expected) => expect(await find(asked)).toEqual(expected()));
  it('by the unit whose book holds it, as the choices name it, and by the state it reaches', async () => {
    const { kinds, units, states } = await as(t, c.regent).searchChoices({});
    expect([kinds, units, states.map(({ id }) => id)]).toEqual([[{ id: 'in', title: 'Surat masuk' }], [{ id: c.units.setda, title: 'Sekretariat Daerah' }], ['diterima', 'didisposisi', 'dikembalikan', 'selesai']]);
    expect([await find({ unit: c.units.setda, query: 'posyandu' }), await find({ unit: c.units.roads, query: 'posyandu' })]).toEqual([[report], []]);
    const { seq, branches } = await as(t, c.regent).getLetter({ id: report });
    await as(t, c.regent).act({ id: report, seq, branch: branches[0]!.id, action: { kind: 'dispose', recipients: [{ post: postOf(c.roadsHead), role: 'lead' }], instructions: ['follow-up'], words: '' } });
    expect([await find({ state: 'didisposisi' }), await find({ state: 'diterima', query: 'posyandu' }), await find({ state: 'didisposisi', sender: 'camat' }, c.roadsHead)]).toEqual([[report], [], [report]]);
  });
  it('never open what somebody may not read, nor tell it by number', async () => {
    for (const who of [c.clerk, c.adjutant, c.wasteHead, there.regent]) expect([await find({ secrecy: 'rahasia' }, who), await find({ query: 'R/3/2026' }, who)], who.name).toEqual([[], []]);
    expect(await codeOf(as(t, null).search({ query: 'rapat' }))).toBe('request.not-signed-in');
    for (const call of ['searchChoices', 'listSearches'] as const) expect(await codeOf(as(t, null)[call]({}))).toBe('request.not-signed-in');
  });
});

describe('letters that go out', () => {
  const port = () => part<LetterSearchPort<TenantContext>>(t.house, 'letters.search');
  it('are put in, found and told by the module that has them', async () => {
    const id = uuidv7();
    const found = part<FoundByKind<TenantContext>>(t.house, 'letters.found');
    const put = (who: Viewer, secrecy: 'biasa' | 'sangat-rahasia' = 'biasa') => inTenant(t.context(who), (ctx) => port().put(ctx, {
      kind: 'out', id, words: 'Undangan rapat lintas sektor kepada Camat Siman', number: '000.1.5/7/405.01/2026', access: port().keys({ secrecy: 'biasa', book: c.units.setda, posts: [postOf(c.secretary)], units: [c.units.setda], wideUnits: [], readers: [], accounts: [] }),
      facets: { day: '2026-03-02', classification: '000.1.5', secrecy, unit: c.units.setda, state: 'terkirim', sender: 'Sekretariat Daerah' },
    }));
    await put(c.secretary);
    expect(await find({ kind: 'out' }, c.secretary), 'nobody tells of it yet').toEqual([]);
    found.out = { states: { terkirim: 'Terkirim' }, rows: async (_, ids) => ids.map((one) => ({ id: one, href: `/petugas/naskah/${one}`, title: 'Undangan rapat lintas sektor', number: '000.1.5/7/405.01/2026', agenda: '', who: 'Camat Siman', day: '2026-03-02', secrecyText: 'Biasa', stateText: 'Terkirim', done: true, masked: false })) };
    expect((await as(t, c.secretary).search({ query: 'undangan rapat' })).items.map((row) => [row.kind, row.dayText])).toEqual([['out', '2 Maret 2026']]);
    expect([await find({ query: '000.1.5/7/405.01/2026' }, c.secretary), await find({ kind: 'out', state: 'terkirim', classification: '000' }, c.clerk), await find({ kind: 'out' }, c.wasteHead)]).toEqual([[id], [id], []]);
    expect((await as(t, c.secretary).searchChoices({})).states.at(-1)).toEqual({ id: 'terkirim', title: 'Terkirim' });
    await expect(put(c.secretary, 'sangat-rahasia')).rejects.toThrow(/no search/);
    await inTenant(t.context(c.secretary), (ctx) => port().remove(ctx, id));
    expect(await find({ kind: 'out' }, c.secretary)).toEqual([]);
    delete found.out;
  });
});

describe('kept searches', () => {
  const keep = (who: Viewer, name: string, asked: Partial<AskedOfSearch>) => as(t, who).keepSearch({ name, asked: { query: '', ...asked } });
  it('are the person’s own, count what came since, and are replaced by name', async () => {
    const { id } = await keep(c.regent, 'Undangan', { query: 'undangan' });
    await keep(c.regent, 'Rahasia', { secrecy: 'rahasia' });
    const list = async (who = c.regent) => (await as(t, who).listSearches({})).items.map(({ name, fresh }) => [name, fresh]);
    expect([await list(), await list(c.secretary)]).toEqual([[['Rahasia', 0], ['Undangan', 0]], []]);
    await registered({ subject: 'Undangan peresmian', senderNumber: '1/2026' });
    await registered({ subject: 'Undang', senderNumber: '2/2026', secrecy: 'rahasia' });
    expect(await list()).toEqual([['Rahasia', 1], ['Undangan', 2]]);
    expect(await as(t, c.regent).openSearch({ id })).toMatchObject({ name: 'Undangan', asked: { query: 'undangan' } });
    expect(await list()).toEqual([['Rahasia', 1], ['Undangan', 0]]);
    expect((await keep(c.regent, 'Undangan', { query: 'undangan', kind: 'in' })).id).toBe(id);
    expect([await codeOf(as(t, c.secretary).openSearch({ id })), await codeOf(as(t, c.secretary).dropSearch({ id })), await codeOf(keep(c.regent, 'Kosong', {}))]).toEqual(['letters.no-such-search', 'letters.no-such-search', 'letters.nothing-asked']);
    await as(t, c.regent).dropSearch({ id });
    expect(await list()).toEqual([['Rahasia', 1]]);
  });
  it('are thirty at most, also of two at the same moment', async () => {
    for (let n = 0; n < 29; n++) await keep(c.clerk, `Pencarian ${n}`, { query: 'rapat' });
    const codes = await Promise.all(['satu', 'dua'].map((name) => codeOf(keep(c.clerk, name, { query: 'rapat' }))));
    expect(codes.sort()).toEqual(['letters.too-many-searches', 'ok']);
    expect(await codeOf(keep(c.clerk, 'Pencarian 3', { query: 'lain' })), 'a known name').toBe('ok');
  });
});

describe('days as few marks', () => {
  it.each([
    ['2025-12-30', '2026-01-02', ['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02']], ['2024-02-01', '2024-02-29', ['2024-02']], ['2023-02-01', '2023-02-27', Array.from({ length: 27 }, (_, n) => `2023-02-${String(n + 1).padStart(2, '0')}`)],
    ['2023-12-01', '2026-01-01', ['2023-12', '2024', '2025', '2026-01-01']], ['2026-03-02', '2026-03-01', []],
  ])('%s to %s', (from, to, expected) => expect(spans(from, to)).toEqual(expected));
  it('asks nothing without filters, and words of others are quoted', () => {
    expect([filterMarks({}), filterMarks({ state: "a' | 'b", sender: ' ! ' })]).toEqual(['', "('z:a'' | ''b')"]);
  });
});
