import { describe, expect, test } from 'vitest';
import { scoreForm } from '../../engines/scoring/form-index.ts';
import type { FormInstrument, WeightedInstrument } from '../../engines/scoring/instrument.ts';
import { indicatorsOf } from '../../engines/scoring/instrument.ts';
import { levelByEvidence } from '../../engines/scoring/ladder.ts';
import { sql } from '../../platform/db/sql.ts';
import { inTenant } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { apiOf, officerOf } from './assessments.testing.ts';
import { instrumentInForce, useInstrument } from './service/instruments.ts';

const t = await createTestHouse();
const admin = officerOf(t.instansi, 'assessments.configure');
const manage = apiOf(t, admin);
const neighbour = apiOf(t, officerOf(t.other, 'assessments.configure'), t.other);
interface Told { code: string; status: number; detail: string; fields?: { path: string; message: string }[] }
const problem = (promise: Promise<unknown>): Promise<Told> => promise.then(() => { throw new Error('was not refused'); }, (e: { problem?: Told }) => { if (!e.problem) throw e; return e.problem; });
const inForce = (id: string, instansi = t.instansi) => inTenant(t.context(null, instansi), (tt) => instrumentInForce(tt, id));

const ANNEX = 'Permenpan RB 8/2026, lampiran II.A';
const level = (at: number, criteria = '', main = '', other = '') => ({ level: at, criteria, main, other });
const first = { id: 'pemdi-2026', number: '1', legalBasis: ANNEX, verified: true };

describe('criteria that the catalogue could not know', () => {
  test('the draft begins at what is in force, and nothing is changed by looking', async () => {
    expect(await manage.getInstrumentDraft({ id: 'pemdi-2026' })).toMatchObject({ seq: 0, next: 1, changed: false, filled: 0, of: 100, faults: [], indicators: [{ number: '1', above: 'Tata Kelola dan Manajemen', of: 5 }, ...Array.from({ length: 19 }, () => ({}))] });
    expect(await manage.getIndicatorDraft({ id: 'pemdi-2026', number: '1' })).toMatchObject({ needsMain: true, before: null, after: '2', levels: [{ level: 1, name: 'Merintis', criteria: '', toFill: expect.stringContaining('lampiran') }, {}, {}, {}, {}] });
  });
  test('filled, letter by letter; what is left empty stays marked', async () => {
    const levels = [level(1, 'a. Ada rencana\nb. Ada penanggung jawab', 'SK tim\nRencana aksi', 'Notula'), level(2, 'Rencana aksi dipakai', 'Laporan (paling lama 2 tahun)')];
    expect(await manage.fillIndicator({ ...first, seq: 0, levels })).toEqual({ seq: 1 });
    expect(await manage.getInstrumentDraft({ id: 'pemdi-2026' })).toMatchObject({ seq: 1, changed: true, filled: 2 });
    const { levels: [one, two, three] } = await manage.getIndicatorDraft({ id: 'pemdi-2026', number: '1' });
    expect([one, two]).toMatchObject([{ criteria: 'a. Ada rencana\nb. Ada penanggung jawab', main: 'a. SK tim\nb. Rencana aksi', other: 'c. Notula', toFill: null }, { main: 'a. Laporan (paling lama 24 bulan)' }]);
    expect(three).toMatchObject({ criteria: '', toFill: expect.any(String) });
    expect(await manage.getIndicatorDraft({ id: 'pemdi-2026', number: '2' })).toMatchObject({ source: { legalBasis: ANNEX, verified: false } });
  });
  test('nothing is in force before it is published, and the neighbour never sees it', async () => {
    expect(await manage.getInstrument({ id: 'pemdi-2026' })).toMatchObject({ toFill: 100, drafted: expect.any(String), versions: [] });
    expect(await neighbour.getInstrumentDraft({ id: 'pemdi-2026' })).toMatchObject({ seq: 0, filled: 0 });
  });
  test.each([
    ['no compulsory evidence', [level(1, 'Ada rencana', '', 'Notula')], 'levels.1.main', 'satu bukti utama'],
    ['evidence without criteria', [level(3, '', 'SK')], 'levels.3.criteria', 'kriterianya'],
    ['a letter twice', [level(1, 'a. satu\na. dua', 'SK')], 'levels.1.criteria', 'Huruf a'],
    ['a letter of compulsory evidence again', [level(1, 'satu', 'a. SK', 'a. Notula')], 'levels.1.other', 'Huruf a'],
  ])('refuses %s and keeps what was', async (_, levels, path, message) => {
    expect(await problem(manage.fillIndicator({ ...first, seq: 1, levels }))).toMatchObject({ code: 'request.invalid', fields: [{ path, message: expect.stringContaining(message) }] });
    expect(await manage.getInstrumentDraft({ id: 'pemdi-2026' })).toMatchObject({ seq: 1, filled: 2 });
  });
  test('refuses a level or an indicator that there is not, a missing legal basis, and who read an older draft', async () => {
    expect(await problem(manage.fillIndicator({ ...first, seq: 1, levels: [level(6, 'x', 'y')] }))).toMatchObject({ code: 'scoring.level' });
    expect(await problem(manage.fillIndicator({ ...first, number: '21', seq: 1, levels: [] }))).toMatchObject({ code: 'assessments.unknown-indicator' });
    expect(await problem(manage.fillIndicator({ ...first, legalBasis: ' ', seq: 1, levels: [] }))).toMatchObject({ fields: [{ path: 'legalBasis' }] });
    for (const seq of [0, 2]) expect(await problem(manage.fillIndicator({ ...first, seq, levels: [level(3, 'x', 'y')] }))).toMatchObject({ code: 'assessments.draft-moved', status: 409 });
    expect(await problem(manage.fillIndicator({ ...first, id: 'skm-2017', number: 'u1', seq: 0, levels: [] }))).toMatchObject({ code: 'assessments.nothing-to-fill' });
  });
  test('two at once: one of them reads that the draft has moved', async () => {
    const both = await Promise.allSettled([3, 4].map((at) => manage.fillIndicator({ ...first, seq: 1, levels: [level(at, 'x', 'y')] })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
  test('published: a version of its own, in force here only, and the ladder counts by its evidence', async () => {
    expect(await problem(manage.publishInstrumentDraft({ id: 'pemdi-2026', seq: 1 }))).toMatchObject({ code: 'assessments.draft-moved' });
    expect(await manage.publishInstrumentDraft({ id: 'pemdi-2026', seq: 2 })).toEqual({ version: 1 });
    expect(await manage.getInstrument({ id: 'pemdi-2026' })).toMatchObject({ toFill: 97, drafted: null, catalogueMoved: false, versions: [{ version: 1, origin: 'own' }] });
    const own = (await inForce('pemdi-2026')) as WeightedInstrument;
    const { indicator } = indicatorsOf(own.tree)[0]!;
    expect(indicator.levels[0]).toMatchObject({ criteria: { a: 'Ada rencana' }, source: { legalBasis: ANNEX, verified: true }, evidence: [{ id: 'a', main: true }, { id: 'b', main: true }, { id: 'c', main: false }] });
    expect(levelByEvidence(own, indicator, (key) => (key.startsWith('1.') || key === '2.a' ? 'accepted' : 'missing')).level).toBeGreaterThanOrEqual(2);
    expect(await inTenant(t.context(admin), (tt) => useInstrument(tt, own))).toBe(1);
    expect(indicatorsOf(((await inForce('pemdi-2026', t.other)) as WeightedInstrument).tree)[0]!.indicator.levels[0]!.toFill).toBeDefined();
  });
  test('a further draft starts from it and becomes version 2; version 1 stays as it was', async () => {
    const before = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ body: unknown }>(sql`select body from assessments.instrument where id = 'pemdi-2026' and version = 1`));
    await manage.fillIndicator({ ...first, number: '2', seq: 0, levels: [level(1, 'x', 'y')] });
    expect(await manage.publishInstrumentDraft({ id: 'pemdi-2026', seq: 1 })).toEqual({ version: 2 });
    expect(await t.house.db.inTenant(t.instansi, (tx) => tx.one(sql`select body from assessments.instrument where id = 'pemdi-2026' and version = 1`))).toEqual(before);
    await expect(t.house.db.inTenant(t.instansi, (tx) => tx.run(sql`update assessments.instrument set name = 'x'`))).rejects.toThrow(/permission denied/);
  });
  test('a draft without a change is no new version, and can be thrown away', async () => {
    const now = await manage.getIndicatorDraft({ id: 'pemdi-2026', number: '2' });
    await manage.fillIndicator({ ...first, number: '2', seq: 0, levels: now.levels.map(({ level: at, criteria, main, other }) => ({ level: at, criteria, main, other })) });
    expect(await problem(manage.publishInstrumentDraft({ id: 'pemdi-2026', seq: 1 }))).toMatchObject({ code: 'assessments.draft-same', detail: expect.stringContaining('versi 2') });
    await manage.dropInstrumentDraft({ id: 'pemdi-2026' });
    expect(await problem(manage.dropInstrumentDraft({ id: 'pemdi-2026' }))).toMatchObject({ code: 'assessments.no-draft' });
    expect(await problem(manage.publishInstrumentDraft({ id: 'pemdi-2026', seq: 0 }))).toMatchObject({ code: 'assessments.no-draft' });
  });
});

describe('settings of an index of a form', () => {
  const typed = {
    id: 'ietpd', seq: 0, legalBasis: 'Contoh uji, bukan peraturan', verified: false, basis: 'unrounded' as const,
    variables: [{ id: 'implementasi', weight: '100' }, { id: 'realisasi', weight: '' }],
    answers: [{ key: 'hotel', weight: '100', points: { QRIS: '100', 'ATM, EDC, Internet/Mobile/SMS Banking, Agen Bank, UE Reader, E-Commerce': '62,5', 'Teller/Loket Bank': '50', Tunai: '0', 'Tidak dipungut': '' } }],
    ratios: [], stages: [{ label: 'Inisiasi', from: '0' }, { label: 'Berkembang', from: '40' }, { label: 'Maju', from: '60' }, { label: 'Digital', from: '80' }],
  };
  test('offers what may be scored: levies of one kind together, questions of their own alone', async () => {
    const { offer, values } = await manage.getFormIndexDraft({ id: 'ietpd' });
    expect(values).toBeNull();
    expect(offer.variables.map(({ id }) => id)).toEqual(['realisasi', 'implementasi', 'lingkungan_strategis']);
    expect(offer.answers.find(({ key }) => key === 'hotel')).toMatchObject({ count: 11, multi: true, options: expect.arrayContaining(['QRIS', 'Tunai']) });
    expect(offer.answers.find(({ key }) => key === 'blankspot')).toMatchObject({ count: 1, options: ['ya', 'tidak'] });
    expect(offer.sums).toHaveLength(4);
  });
  test('in force after publishing: index and stage are computed exactly', async () => {
    expect(await manage.fillFormIndex(typed)).toEqual({ seq: 1 });
    expect((await manage.getFormIndexDraft({ id: 'ietpd' })).values).toMatchObject({ legalBasis: typed.legalBasis, answers: [{ key: 'hotel', weight: '100', points: { 'Tidak dipungut': 'out' } }], stages: typed.stages });
    expect(scoreForm((await inForce('ietpd')) as FormInstrument, 'regency', {})).toEqual({ kind: 'no-settings' });
    await manage.publishInstrumentDraft({ id: 'ietpd', seq: 1 });
    const own = (await inForce('ietpd')) as FormInstrument;
    const levies = own.sections.flatMap(({ fields }) => fields).filter(({ group }) => group === 'pajak kabupaten/kota').map(({ id }) => id);
    const answers = Object.fromEntries(levies.map((id, at) => [id, at === 0 ? ['Tidak dipungut'] : at < 4 ? ['Tunai', 'QRIS'] : ['Teller/Loket Bank']]));
    // (3 × 100 + 7 × 50) ÷ 10
    expect(scoreForm(own, 'regency', answers)).toMatchObject({ kind: 'scored', index: '65.00', stage: 'Maju' });
    expect(await manage.getInstrument({ id: 'ietpd' })).toMatchObject({ toFill: 0, verified: false, bands: [{ label: 'Inisiasi', range: '0 sampai di bawah 40' }, {}, {}, { range: '80 sampai 100' }] });
  });
  test.each([
    ['weights of 90', { variables: [{ id: 'implementasi', weight: '90' }] }, { code: 'scoring.bad-instrument', detail: expect.stringContaining('berjumlah 90, seharusnya 100') }],
    ['a weight that is no number', { variables: [{ id: 'implementasi', weight: 'seratus' }] }, { fields: [{ path: 'variables.0.weight' }] }],
    ['nothing scored', { answers: [] }, { fields: [{ path: 'answers' }] }],
    ['stages that do not begin at 0', { stages: [{ label: 'Maju', from: '10' }] }, { code: 'scoring.bad-instrument' }],
    ['stages in the wrong order', { stages: [{ label: 'A', from: '0' }, { label: 'B', from: '60' }, { label: 'C', from: '40' }] }, { code: 'scoring.bad-instrument' }],
    ['no legal basis', { legalBasis: '' }, { fields: [{ path: 'legalBasis' }] }],
  ])('refuses %s', async (_, change, expected) => {
    expect(await problem(manage.fillFormIndex({ ...typed, ...change }))).toMatchObject(expected);
  });
  test('emptied again it reports completeness and channels only', async () => {
    await manage.clearFormIndex({ id: 'ietpd', seq: 0 });
    expect(await manage.publishInstrumentDraft({ id: 'ietpd', seq: 1 })).toEqual({ version: 2 });
    expect(await manage.getInstrument({ id: 'ietpd' })).toMatchObject({ toFill: 3 });
  });
});

test('only who configures assessments', async () => {
  const nobody = apiOf(t, officerOf(t.instansi));
  for (const call of [() => nobody.getInstrumentDraft({ id: 'ietpd' }), () => nobody.getIndicatorDraft({ id: 'pemdi-2026', number: '1' }), () => nobody.fillIndicator({ ...first, seq: 0, levels: [] }), () => nobody.getFormIndexDraft({ id: 'ietpd' }), () => nobody.clearFormIndex({ id: 'ietpd', seq: 0 }), () => nobody.publishInstrumentDraft({ id: 'ietpd', seq: 1 }), () => nobody.dropInstrumentDraft({ id: 'ietpd' })]) {
    expect(await problem(call())).toMatchObject({ status: 403 });
  }
});
