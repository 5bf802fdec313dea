import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, codeOf, holderOf, postOf, type Cast } from '../letters/letters.testing.ts';
import type { PerformancePort } from '../performance/contract.ts';
import type { Correction, RecapSegment, TimesheetsPort } from '../timesheets/contract.ts';
import { onTimesheetCorrected } from './service/corrections.ts';

// 2 March 2026, 09:00 WIB; January and February are over.
const t = await createTestHouse();
let cast: Cast;
let agency: Viewer;
let payroll: Viewer;
const api = (viewer: Viewer) => (t.api.forPages(t.context(viewer)) as unknown as Api).allowance;
const inside = <T>(work: (tenant: TenantContext) => Promise<T>) => inTenant(t.context(null), work);

/** What the neighbours say, set by each test: their own tests show that they say it rightly. */
const said = { recap: [] as RecapSegment[], locked: true, corrections: [] as Correction[], productivity: new Map<string, number>(), meanwhile: undefined as (() => Promise<undefined>) | undefined };
const timesheets: Partial<TimesheetsPort<TenantContext>> = {
  month: async (_, of, month) => said.recap.filter((one) => one.fromDay.startsWith(month) && (of === 'everybody' || ('people' in of ? of.people.includes(one.person) : of.units.includes(one.unit)))),
  peopleByAgency: async (_, month) => new Map([...Map.groupBy(said.recap.filter((one) => one.fromDay.startsWith(month)), (one) => one.agency)].map(([agency, own]) => [agency, new Set(own.map((one) => one.person)).size])),
  lockedAt: async (_, units) => new Map(units.map((unit) => [unit, said.locked ? t.clock.now() : null])),
  corrections: async (_, of) => said.corrections.filter((one) => 'month' in of && one.month === of.month),
};
const performance: Partial<PerformancePort<TenantContext>> = {
  productivityOf: async (_, spans) => (await said.meanwhile?.()) ?? spans.map(({ person }) => ({ percent: said.productivity.get(person) ?? 9000, steps: ['Predikat Baik: 90 %.'] })),
};
const personOf = async (viewer: Viewer): Promise<string> => (await inside((x) => x.tx.one<{ person: string }>(sql`select person from organization.holding where instansi = ${t.instansi} and id = ${viewer.hat!.holdingId}`))).person;
const segment = (person: string, viewer: Viewer, root: string, month: string, changes: Partial<RecapSegment> = {}): RecapSegment => ({
  person, unit: viewer.hat!.unitId, agency: root, holding: viewer.hat!.holdingId, fromDay: `${month}-01`, toDay: `${month}-28`, due: 20, counts: { H: 20 }, faults: {}, jointLeave: 0, late: 0, early: 0, lateMinutes: 0, earlyMinutes: 0, missingIn: 0, missingOut: 0,
  effectiveMinutes: 9000, percent: 0, withoutLog: 0, base: 'discipline-part', classes: { A: 20, B: 0, C: 0, D: 0 }, ...changes,
});

let people: Record<'staff' | 'section' | 'head' | 'waste', string>;
beforeAll(async () => {
  cast = await castOf(t);
  const post = async (title: string, duties: string[]) => {
    const id = uuidv7();
    await inside((x) => x.tx.run(sql`insert into organization.post (instansi, id, unit, title, duties, from_day) values (${t.instansi}, ${id}, ${cast.units.setda}, ${title}, ${duties}, '2020-01-01')`));
    return holderOf(t, { instansi: t.instansi, post: id, unit: cast.units.setda, kind: 'setda', title, duties, person: title, capacity: 'definitive', from: '2020-01-01' });
  };
  agency = await post('Kabid Disiplin', ['personnel-agency']);
  payroll = await post('Pengelola Gaji', ['payroll-officer']);
  t.house.parts.set('timesheets', timesheets);
  t.house.parts.set('performance', performance);
  people = { staff: await personOf(cast.staff), section: await personOf(cast.section), head: await personOf(cast.roadsHead), waste: await personOf(cast.wasteHead) };
  const { roads, waste } = cast.units;
  for (const month of ['2026-01', '2026-02']) {
    said.recap.push(segment(people.staff, cast.staff, roads, month, { percent: 750, faults: { TL2: 3 }, counts: { H: 19, TK: 1 } }), segment(people.section, cast.section, roads, month), segment(people.head, cast.roadsHead, roads, month), segment(people.waste, cast.wasteHead, waste, month));
  }
});

describe('rules of the allowance', () => {
  it('take job classes from a sheet: the blank one is read back by its own headings, and only its owner agency may', async () => {
    expect(await codeOf(api(payroll).blankClassSheet({}))).toBe('request.not-allowed');
    const blank = await api(agency).blankClassSheet({});
    const opened = await api(agency).startClassImport({ fileName: blank.fileName, content: blank.content, fromDay: '2026-01-01', basis: 'SK Bupati 800/1/2026' });
    expect((await api(agency).previewClassImport({ id: opened.id })).missing).toEqual([]);
    const csv = Buffer.from('Unit;Jabatan;Kelas\nUnit Gaib;Kepala Dinas;14\n').toString('base64');
    const { id } = await api(agency).startClassImport({ fileName: 'kelas.csv', content: csv, fromDay: '2026-01-01', basis: 'SK Bupati 800/1/2026' });
    const preview = await api(agency).previewClassImport({ id });
    expect(preview.rows[0]).toMatchObject({ verdict: 'refused', reasons: [expect.stringContaining('tidak ditemukan')] });
    expect(await codeOf(api(agency).startClassImport({ fileName: 'kelas.csv', content: csv, fromDay: '2026-02-30', basis: 'SK' }))).toBe('request.invalid');
    expect(await codeOf(api(payroll).startClassImport({ fileName: 'kelas.csv', content: csv, fromDay: '2026-01-01', basis: 'SK Bupati 800/1/2026' }))).toBe('request.not-allowed');
  });

  it('pay no month that has not begun', async () => expect(await codeOf(api(payroll).computeRuns({ month: '2026-12' }))).toBe('allowance.month-not-over'));

  it('begin as the example, are refused while a formula is wrong, and stay as they were published', async () => {
    const { id } = await api(agency).draftRules({ from: '2026-01' });
    const draft = await api(agency).getRules({ id });
    expect(draft).toMatchObject({ state: 'draft', from: '2026-01', problems: [] });
    const broken = { ...draft.rules, lines: draft.rules.lines.map((line) => (line.id === 'tpp_dasar' ? { ...line, amount: 'tunjangan_kelas * indeks_fiskall' } : line)) };
    const saved = await api(agency).saveRules({ id, version: 1, from: '2026-01', rules: broken });
    expect(saved.problems[0]).toMatchObject({ path: 'lines.0.amount' });
    expect(await codeOf(api(agency).publishRules({ id, version: 2 }))).toBe('allowance.rules-invalid');
    expect(await codeOf(api(agency).saveRules({ id, version: 1, from: '2026-01', rules: draft.rules }))).toBe('request.changed-meanwhile');
    await api(agency).saveRules({ id, version: 2, from: '2026-01', rules: draft.rules });
    await api(agency).publishRules({ id, version: 3 });
    expect(await codeOf(api(agency).saveRules({ id, version: 4, from: '2026-01', rules: draft.rules }))).toBe('allowance.rules-published');
    const second = await api(agency).draftRules({ from: '2026-01' });
    expect(await codeOf(api(agency).publishRules({ id: second.id, version: 1 }))).toBe('allowance.rules-taken');
    await api(agency).dropRules({ id: second.id, version: 1 });
    expect((await api(payroll).listRules({})).items).toHaveLength(1);
  });

  it('are nobody else\'s to change or read', async () => {
    for (const viewer of [payroll, cast.staff, cast.roadsHead]) expect(await codeOf(api(viewer).draftRules({ from: '2026-05' }))).toBe('request.not-allowed');
    expect(await codeOf(api(cast.staff).listRules({}))).toBe('request.not-allowed');
  });
});

describe('a month', () => {
  it('is computed from locked recaps only, and says who cannot be paid yet', async () => {
    said.locked = false;
    expect(await codeOf(api(payroll).computeRuns({ month: '2026-01' }))).toBe('allowance.not-locked');
    expect(await codeOf(api(payroll).computeRuns({ month: '2025-12' }))).toBe('allowance.no-rules');
    said.locked = true;
    expect(await api(payroll).computeRuns({ month: '2026-01' })).toMatchObject({ computed: 2, people: 4, incomplete: 4 });
    const { items } = await api(payroll).listRuns({ month: '2026-01' });
    expect(await codeOf(api(payroll).checkRun({ id: items[0]!.id, version: items[0]!.version }))).toBe('allowance.incomplete');
    const run = await api(payroll).getRun({ id: items.find((one) => one.agencyName === 'Dinas PUPKP')!.id });
    expect(run.items.map((pay) => pay.missing)).toEqual([['kelas jabatan'], ['kelas jabatan'], ['kelas jabatan']]);
    expect((await api(agency).listClasses({ only: 'without' })).without).toBeGreaterThan(3);
    await api(agency).setClasses({ fromDay: '2020-01-01', basis: 'Perbup kelas jabatan (contoh)', classes: [{ post: postOf(cast.staff), class: 9 }, { post: postOf(cast.section), class: 11 }, { post: postOf(cast.roadsHead), class: 14 }, { post: postOf(cast.wasteHead), class: 14 }] });
    expect(await api(payroll).computeRuns({ month: '2026-01' })).toMatchObject({ computed: 2, people: 4, incomplete: 0 });
  });

  it('that is being computed anew is not checked on the way', async () => {
    const run = (await api(payroll).listRuns({ month: '2026-01' })).items.find((one) => one.agencyName === 'Dinas PUPKP')!;
    let checked: Promise<string> | undefined;
    said.meanwhile = async () => {
      checked ??= codeOf(api(payroll).checkRun({ id: run.id, version: run.version }));
      return new Promise((done) => setTimeout(() => done(undefined), 150));
    };
    await api(payroll).computeRuns({ month: '2026-01' });
    said.meanwhile = undefined;
    expect(await checked).toBe('request.changed-meanwhile');
    expect((await api(payroll).listRuns({ month: '2026-01' })).items.find((one) => one.id === run.id)).toMatchObject({ state: 'draft', version: run.version + 1 });
  });

  it('goes from draft over checked and approved to the payroll, by two people, with what was decided kept', async () => {
    const roads = async () => (await api(payroll).listRuns({ month: '2026-01' })).items.find((one) => one.agencyName === 'Dinas PUPKP')!;
    const run = await roads();
    expect(await codeOf(api(payroll).exportRun({ id: run.id, version: run.version }))).toBe('allowance.state');
    // The owner sees nothing before somebody has checked it.
    expect(await codeOf(api(cast.staff).getOwnSlip({ month: '2026-01' }))).toBe('allowance.no-slip');
    await api(agency).checkRun({ id: run.id, version: run.version });
    expect(await codeOf(api(agency).approveRun({ id: run.id, version: run.version + 1 }))).toBe('allowance.same-person');
    expect(await codeOf(api(payroll).approveRun({ id: run.id, version: run.version + 1 }))).toBe('request.not-allowed');
    await api(agency).returnRun({ id: run.id, version: run.version + 1, reason: 'Periksa kelas jabatan lagi' });
    await api(payroll).checkRun({ id: run.id, version: run.version + 2 });
    expect(await codeOf(api(agency).approveRun({ id: run.id, version: run.version + 1 }))).toBe('request.changed-meanwhile');
    const both = await Promise.all([1, 2].map(() => codeOf(api(agency).approveRun({ id: run.id, version: run.version + 3 }))));
    expect(both.sort()).toEqual(['allowance.state', 'ok']);
    expect(await api(payroll).computeRuns({ month: '2026-01' })).toMatchObject({ computed: 1, people: 1, skipped: ['Dinas PUPKP'] });
    const file = await api(payroll).exportRun({ id: run.id, version: run.version + 4, format: 'csv' });
    const [heading, ...rows] = Buffer.from(file.content, 'base64').toString('utf8').replace('\uFEFF', '').trim().split('\r\n');
    expect(file.fileName).toBe('tpp-2026-01-dpupkp.csv');
    expect(heading).toBe('NIP,NAMA,UNIT,JABATAN,KELAS,BULAN,TPP BRUTO,KOREKSI,PPH 21 GOL III,PPH 21 GOL IV,IURAN BPJS 1%,TPP BERSIH');
    // Class 9: basic 4,536,000 × 0.8 = 3,628,800; × 0.6 × 0.9 = 1,959,552; × 0.4 = 1,451,520 less 7.5 % = 108,864.
    expect(rows.find((row) => row.includes('Penata Jalan'))).toBe(',Penata Jalan,Dinas PUPKP,Penata Jalan,9,2026-01,3302208,0,0,0,33022,3269186');
    expect(await codeOf(api(payroll).returnRun({ id: run.id, version: run.version + 5, reason: 'Salah hitung semua' }))).toBe('allowance.state');
    expect((await api(payroll).exportRun({ id: run.id, version: run.version + 5, format: 'xlsx' })).fileName).toBe('tpp-2026-01-dpupkp.xlsx');
  });

  it('gives everybody the own slip, line by line, and nobody another\'s', async () => {
    const slip = await api(cast.staff).getOwnSlip({ month: '2026-01' });
    expect(slip).toMatchObject({ gross: 3_302_208, net: 3_269_186, state: 'exported', agency: 'Dinas PUPKP', segments: [{ class: 9, productivity: '90 %', cut: '7,5 %', cutSteps: ['20 hari kerja.', '3 × terlambat (TL2), 1 hari tanpa keterangan (TK): potongan 7,5 %.'] }] });
    expect(slip.segments[0]!.lines[0]).toMatchObject({ id: 'tpp_dasar', calculation: '9.000.000 × 0,7 × 0,9 × 0,8', amount: 4_536_000 });
    expect((await api(cast.staff).listOwnSlips({})).items).toMatchObject([{ month: '2026-01', gross: 3_302_208 }]);
    const runs = await api(payroll).listRuns({ month: '2026-01' });
    const { items } = await api(payroll).getRun({ id: runs.items.find((one) => one.agencyName === 'Dinas PUPKP')!.id });
    const other = items.find((pay) => pay.name === 'Kepala Bidang Jalan')!;
    expect((await api(payroll).getSlip({ id: other.id })).name).toBe('Kepala Bidang Jalan');
    for (const viewer of [cast.staff, cast.roadsHead, cast.administrator]) {
      expect(await codeOf(api(viewer).getSlip({ id: other.id }))).toBe('request.not-allowed');
      expect(await codeOf(api(viewer).getRun({ id: runs.items[0]!.id }))).toBe('request.not-allowed');
    }
    expect((await api(cast.section).getOwnSlip({ month: '2026-01' })).name).toBe('Kepala Bidang Jalan');
    const trail = await t.house.db.asOwner((tx) => tx.many(sql`select object_id from audit.entry where instansi = ${t.instansi} and action = 'allowance.slip-opened'`));
    expect(trail).toEqual([{ object_id: other.id }]);
    const foreign = { ...agency, hat: { ...agency.hat!, instansi: t.other } };
    expect(await codeOf(api(foreign).getSlip({ id: other.id }))).toBe('allowance.unknown');
  });
});

describe('what comes late', () => {
  it('is a named correction in a later payment: attendance by itself, a decree by somebody, never more than there is', async () => {
    const roads = cast.units.roads;
    const correction: Correction = { id: uuidv7(), person: people.staff, unit: cast.staff.hat!.unitId, agency: roads, month: '2026-01', percent: -300, counts: { TK: -1, DL: 1 }, basis: 'Surat tugas 800.1.11.1/7/2026', reason: 'Tugas luar yang terlambat dicatat', day: '2026-02-10' };
    said.corrections.push(correction);
    const event = { instansi: t.instansi, id: uuidv7(), event: 'timesheets.corrected', payload: { correction: correction.id, person: people.staff, month: '2026-01' } };
    await onTimesheetCorrected(t.context(null), event);
    await onTimesheetCorrected(t.context(null), event);
    // 3 % of 3,628,800 × 0.4
    expect((await api(payroll).listCorrections({})).items).toMatchObject([{ name: 'Penata Jalan', month: '2026-01', amount: 43_546, kind: 'attendance', settled: 0 }]);

    // The section head's post is of class 9 since January, says a decree of February.
    await api(agency).setClasses({ fromDay: '2026-01-01', basis: 'SK terlambat (contoh)', classes: [{ post: postOf(cast.section), class: 9 }] });
    const found = await api(payroll).findDifferences({ month: '2026-01' });
    expect(found).toMatchObject({ looked: 3, items: [{ name: 'Kepala Bidang Jalan', why: ['kelas jabatan'] }] });
    expect(found.items[0]!.amount).toBeLessThan(0);
    const chosen = { month: '2026-01', pays: found.items.map((one) => one.pay), kind: 'decree' as const, basis: 'SK Bupati 800/12/2026', reason: 'Kelas jabatan berubah' };
    expect(await codeOf(api(cast.roadsHead).makeCorrections(chosen))).toBe('request.not-allowed');
    expect(await api(payroll).makeCorrections(chosen)).toEqual({ made: 1, amount: found.items[0]!.amount });
    expect(await codeOf(api(payroll).makeCorrections(chosen))).toBe('allowance.no-difference');

    await api(payroll).computeRuns({ month: '2026-02' });
    const run = (await api(payroll).listRuns({ month: '2026-02' })).items.find((one) => one.agencyName === 'Dinas PUPKP')!;
    expect(run.correction).toBe(43_546 + found.items[0]!.amount);
    // Computed again, the same once.
    await api(payroll).computeRuns({ month: '2026-02', agency: roads });
    expect((await api(payroll).listRuns({ month: '2026-02' })).items.find((one) => one.agencyName === 'Dinas PUPKP')!.correction).toBe(run.correction);
    await api(payroll).checkRun({ id: run.id, version: run.version + 1 });
    const slip = await api(cast.staff).getOwnSlip({ month: '2026-02' });
    expect(slip.corrections).toEqual([{ month: '2026-01', amount: 43_546, whole: 43_546, basis: 'Surat tugas 800.1.11.1/7/2026', reason: 'Tugas luar yang terlambat dicatat' }]);
    expect(slip.net).toBe(3_302_208 + 43_546 - Math.round((3_302_208 + 43_546) / 100));
    // January itself is as it was handed over.
    expect((await api(cast.staff).getOwnSlip({ month: '2026-01' })).gross).toBe(3_302_208);
  });

  it('makes a draft stale, which is then not checked before it was computed again', async () => {
    const { id } = await api(agency).addSanction({ person: people.waste, percent: 25, from: '2026-02', months: 6, basis: 'SK hukuman disiplin (contoh)' });
    const waste = async () => (await api(payroll).listRuns({ month: '2026-02' })).items.find((one) => one.agencyName === 'Dinas Lingkungan Hidup')!;
    const before = await waste();
    expect(before.stale).toBe(true);
    expect(await codeOf(api(payroll).checkRun({ id: before.id, version: before.version }))).toBe('allowance.stale');
    await api(payroll).computeRuns({ month: '2026-02' });
    const after = await waste();
    expect(after).toMatchObject({ stale: false, gross: before.gross - Math.round(before.gross / 4) });
    expect(await codeOf(api(payroll).addSanction({ person: people.waste, percent: 25, from: '2026-02', months: 6, basis: 'SK hukuman' }))).toBe('request.not-allowed');
    const twice = { person: people.waste, percent: 25, months: 6, basis: ' SK Hukuman disiplin (contoh) ' };
    expect(await codeOf(api(agency).addSanction({ ...twice, from: '2026-07' }))).toBe('allowance.sanction-known');
    const later = { ...twice, basis: 'SK hukuman kedua', from: '2027-01' };
    expect((await Promise.all([later, later].map((one) => codeOf(api(agency).addSanction(one))))).sort()).toEqual(['allowance.sanction-known', 'ok']);
    const own = { ...cast.wasteHead, hat: { ...cast.wasteHead.hat!, permissions: agency.hat!.permissions } };
    expect([await codeOf(api(own).withdrawSanction({ id })), await codeOf(api(own).addSanction({ ...later, from: '2028-01' }))]).toEqual(['allowance.own-sanction', 'allowance.own-sanction']);
    await api(agency).withdrawSanction({ id });
    expect((await waste()).stale).toBe(true);
  });
});

describe('a rule tried out', () => {
  it('says who gains and who loses by class and unit, and leaves everything as it was', async () => {
    const before = await t.house.db.asOwner((tx) => tx.one<{ n: number }>(sql`select count(*) as n from audit.entry`));
    const same = await api(payroll).simulate({ from: '2026-01', to: '2026-02' });
    const more = await api(payroll).simulate({ from: '2026-01', to: '2026-02', parameters: { bobot_disiplin: '0,3', bobot_produktivitas: '0,7' } });
    expect(more.changes).toEqual(['Bobot produktivitas: 0,6 menjadi 0,7', 'Bobot disiplin: 0,4 menjadi 0,3']);
    // Productivity is 90 for all: who was never late loses, who was late gains less than he loses here.
    expect(more).toMatchObject({ slips: 8, people: 4, unknown: 0, before: same.before });
    expect(more.after).toBeLessThan(more.before);
    expect(more.byClass.map((one) => one.name)).toContain('Kelas 14');
    expect(Object.keys(more.most[0]!)).toEqual(['before', 'after', 'post', 'unit', 'class']);
    expect(await codeOf(api(payroll).simulate({ from: '2026-02', to: '2026-01' }))).toBe('allowance.months');
    expect(await codeOf(api(payroll).simulate({ from: '2026-01', to: '2026-02', parameters: { bobot_disiplin: 'banyak' } }))).toBe('allowance.parameter');
    expect(await codeOf(api(payroll).simulate({ from: '2024-01', to: '2024-02' }))).toBe('allowance.no-months');
    expect(await codeOf(api(cast.staff).simulate({ from: '2026-01', to: '2026-02' }))).toBe('request.not-allowed');
    expect(await t.house.db.asOwner((tx) => tx.one<{ n: number }>(sql`select count(*) as n from audit.entry`))).toEqual(before);
  });
});

it('December closes at its day inside the budget year; what comes after is settled with January', async () => {
  const december = segment(people.waste, cast.wasteHead, cast.units.waste, '2026-12', { toDay: '2026-12-31', percent: 0 });
  said.recap.push(december);
  said.locked = false;
  t.clock.set('2026-12-10T02:00:00Z');
  expect(await codeOf(api(payroll).computeRuns({ month: '2026-12' }))).toBe('allowance.december-open');
  t.clock.set('2026-12-16T02:00:00Z');
  await api(payroll).computeRuns({ month: '2026-12' });
  const [run] = (await api(payroll).listRuns({ month: '2026-12' })).items;
  expect(run).toMatchObject({ provisional: true, people: 1 });
  await api(payroll).checkRun({ id: run!.id, version: run!.version });
  await api(agency).approveRun({ id: run!.id, version: run!.version + 1 });
  await api(payroll).exportRun({ id: run!.id, version: run!.version + 2 });
  // He was absent after the close.
  december.percent = 400;
  december.counts = { H: 19, TK: 1 };
  said.locked = true;
  t.clock.set('2027-01-05T02:00:00Z');
  const { items } = await api(payroll).findDifferences({ month: '2026-12' });
  expect(items).toMatchObject([{ name: 'Kepala Dinas Lingkungan Hidup', why: ['kehadiran'] }]);
  await api(payroll).makeCorrections({ month: '2026-12', pays: [items[0]!.pay], kind: 'closing', basis: 'Surat edaran akhir tahun', reason: 'Selisih sesudah tutup Desember' });
  said.recap.push(segment(people.waste, cast.wasteHead, cast.units.waste, '2027-01', { toDay: '2027-01-31' }));
  t.clock.set('2027-02-02T02:00:00Z');
  await api(payroll).computeRuns({ month: '2027-01' });
  expect((await api(payroll).listRuns({ month: '2027-01' })).items[0]!.correction).toBe(items[0]!.amount);
});

describe('a year of payments', () => {
  const months = Array.from({ length: 12 }, (_, at) => (at === 11 ? '2028-01' : `2027-${String(at + 2).padStart(2, '0')}`));
  const last = months.at(-1)!;
  beforeAll(async () => {
    t.clock.set('2028-02-02T02:00:00Z');
    said.locked = true;
    for (const month of months) {
      said.recap.push(segment(people.staff, cast.staff, cast.units.roads, month, { percent: 750 }), segment(people.head, cast.roadsHead, cast.units.roads, month), segment(people.waste, cast.wasteHead, cast.units.waste, month));
      await api(payroll).computeRuns({ month });
    }
  });

  it('is tried out whole when no months are named: each month by itself, and their sum', async () => {
    const weights = { bobot_disiplin: '0,3', bobot_produktivitas: '0,7' };
    const year = await api(payroll).simulate({ parameters: weights });
    expect(year).toMatchObject({ months, slips: 36, people: 3 });
    expect((await api(payroll).listPaidMonths({})).items.slice(0, 2)).toMatchObject([{ month: last, people: 3, drafts: 2 }, { month: '2027-12', people: 3 }]);
    const sum = (rows: readonly { before: number; after: number }[], which: 'before' | 'after') => rows.reduce((total, row) => total + row[which], 0);
    for (const rows of [year.byMonth, year.byClass, year.byUnit]) expect([sum(rows, 'before'), sum(rows, 'after')]).toEqual([year.before, year.after]);
    expect(year.byMonth.map((one) => one.name)).toEqual(months);
    const one = await api(payroll).simulate({ from: last, to: last, parameters: weights });
    expect(year.byMonth.at(-1)).toMatchObject({ before: one.before, after: one.after });
    // Class 9 has 3,628,800 a month: 0.7 × 0.9 + 0.3 × (1 − 0.075) = 90.75 % of it, where it was 91 %.
    expect(year.byClass.find((row) => row.name === 'Kelas 9')).toMatchObject({ before: 12 * 3_302_208, after: 12 * 3_293_136, lose: 1 });
    expect((await api(payroll).simulate({ to: '2027-06' })).months).toEqual(['2026-12', '2027-01', ...months.slice(0, 5)]);
    expect(await codeOf(api(payroll).simulate({ from: '2027-01', to: last }))).toBe('allowance.months');
    expect(await codeOf(api(cast.staff).listPaidMonths({}))).toBe('request.not-allowed');
  });

  it('is looked through by page and by words', async () => {
    const run = (await api(payroll).listRuns({ month: last })).items.find((one) => one.agencyName === 'Dinas PUPKP')!;
    const found = async (asked: { search?: string; after?: number; limit?: number }) => (({ found: all, items, next }) => [all, items.map((one) => one.name), next])(await api(payroll).getRun({ id: run.id, ...asked }));
    expect(await found({ limit: 1 })).toEqual([2, ['Kepala Dinas PUPKP'], 1]);
    expect(await found({ limit: 1, after: 1 })).toEqual([2, ['Penata Jalan'], undefined]);
    expect(await found({ search: 'PENATA' })).toEqual([1, ['Penata Jalan'], undefined]);
    for (const search of ['%', '_', '\\']) expect(await found({ search })).toEqual([0, [], undefined]);
  });

  it('takes back what was paid to somebody whose post had ended, says a decree that came late', async () => {
    const run = (await api(payroll).listRuns({ month: last })).items.find((one) => one.agencyName === 'Dinas Lingkungan Hidup')!;
    await api(payroll).checkRun({ id: run.id, version: run.version });
    await inside((x) => x.tx.run(sql`update organization.holding set to_day = '2027-12-31' where instansi = ${t.instansi} and id = ${cast.wasteHead.hat!.holdingId}`));
    const { items } = await api(payroll).findDifferences({ month: last });
    expect(items).toMatchObject([{ name: 'Kepala Dinas Lingkungan Hidup', paid: run.gross, now: 0, amount: -run.gross, why: ['tidak lagi menjabat pada bulan itu menurut keputusan'] }]);
    await api(payroll).makeCorrections({ month: last, pays: [items[0]!.pay], kind: 'decree', basis: 'SK pensiun 800/99/2027', reason: 'Pensiun sejak 1 Januari 2028' });
    expect((await api(payroll).findDifferences({ month: last })).items).toEqual([]);
    expect((await api(payroll).listCorrections({ open: 'yes' })).items).toContainEqual(expect.objectContaining({ month: last, amount: -run.gross, settled: 0, kind: 'decree' }));
  });
});

it('who moved in the middle of a month is paid for each part by its class, its productivity and its cut, once, by the agency of the last', async () => {
  t.clock.set('2028-03-02T02:00:00Z');
  const post = uuidv7();
  await inside((x) => x.tx.run(sql`insert into organization.post (instansi, id, unit, title, duties, from_day) values (${t.instansi}, ${post}, ${cast.units.waste}, 'Pengawas Sampah', '{}', '2020-01-01')`));
  await inside((x) => x.tx.run(sql`update organization.holding set to_day = '2028-02-15' where instansi = ${t.instansi} and id = ${cast.staff.hat!.holdingId}`));
  const moved = await holderOf(t, { instansi: t.instansi, post, unit: cast.units.waste, kind: 'dinas', title: 'Pengawas Sampah', duties: [], person: cast.staff, capacity: 'definitive', from: '2028-02-16' });
  await api(agency).setClasses({ fromDay: '2028-02-16', basis: 'SK kelas jabatan 2028', classes: [{ post, class: 11 }] });
  said.recap.push(segment(people.staff, cast.staff, cast.units.roads, '2028-02', { toDay: '2028-02-15', due: 11, counts: { H: 11 }, percent: 400 }), segment(people.staff, moved, cast.units.waste, '2028-02', { fromDay: '2028-02-16', toDay: '2028-02-29', due: 10, counts: { H: 10 } }));
  expect(await api(payroll).computeRuns({ month: '2028-02' })).toMatchObject({ people: 1, incomplete: 0 });
  const [run] = (await api(payroll).listRuns({ month: '2028-02' })).items;
  expect(run!.agencyName).toBe('Dinas Lingkungan Hidup');
  await api(payroll).checkRun({ id: run!.id, version: run!.version });
  const slip = await api(moved).getOwnSlip({ month: '2028-02' });
  expect(slip.segments.map((one) => [one.fromDay, one.toDay, one.days, one.class, one.cut, one.post])).toEqual([['2028-02-01', '2028-02-15', 15, 9, '4 %', 'Penata Jalan'], ['2028-02-16', '2028-02-29', 14, 11, '0 %', 'Pengawas Sampah']]);
  expect(slip.gross).toBe(slip.segments.reduce((sum, one) => sum + one.total!, 0));
  expect(slip.because!.full - slip.because!.less.reduce((sum, one) => sum + one.amount, 0)).toBe(slip.gross);
  expect((await api(moved).listOwnSlips({})).items[0]).toMatchObject({ month: '2028-02', gross: slip.gross });
});
