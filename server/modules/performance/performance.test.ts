import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, codeOf, holderOf, letterTo, as as lettersAs, type Cast } from '../letters/letters.testing.ts';
import type { CommandHandlers } from '../sync/contract.ts';
import type { ActivityLogs } from '../timesheets/contract.ts';
import type { PerformancePort, ValueCode } from './contract.ts';
import { VALUES } from './contract.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { fileOf } from './service/log-files.ts';
import { actOnTime } from './service/on-time.ts';
import { followHolders } from './service/transfers.ts';

// Monday 2 March 2026, 09:00 WIB
const t = await createTestHouse();
let cast: Cast;
let staffPerson: string;
const api = (viewer: Viewer) => (t.api.forPages(t.context(viewer)) as unknown as Api).performance;
const inside = <T>(work: (tenant: TenantContext) => Promise<T>) => inTenant(t.context(null), work);
const indicator = (text: string) => ({ id: uuidv7(), aspect: 'waktu' as const, text, target: '95 %' });
const values = (rating: 'sesuai' | 'di-atas') => Object.fromEntries(Object.keys(VALUES).map((value) => [value, rating])) as Record<ValueCode, typeof rating>;
let officer: Viewer;

beforeAll(async () => {
  cast = await castOf(t);
  // Staff answer to the head of the section, the section to the head of the agency.
  await inside((x) => x.tx.run(sql`update organization.post set reports_to = ${cast.section.hat!.postId} where instansi = ${t.instansi} and id = ${cast.staff.hat!.postId}`));
  await inside((x) => x.tx.run(sql`update organization.person set nip = '198802292012032901' where instansi = ${t.instansi} and account = ${cast.staff.accountId}`));
  // Setda's administrator keeps the rules.
  officer = { ...cast.administrator };
  staffPerson = (await inside((x) => x.tx.one<{ id: string }>(sql`select id from organization.person where instansi = ${t.instansi} and account = ${cast.staff.accountId}`))).id;
});

/** A plan with one row, handed in. */
async function planOf(viewer: Viewer, supports: { plan: string; row: string; text: string } | { agreement: string }, more: { year?: number } = {}) {
  const { id, version } = await api(viewer).startPlan({ year: more.year ?? 2026, approach: 'kuantitatif' });
  const row = uuidv7();
  const item = indicator('Pekerjaan selesai tepat waktu');
  let at = (await api(viewer).saveRow({ plan: id, row, version, kind: 'utama', result: 'Ruas jalan kabupaten terpelihara', supports, indicators: [item] })).version;
  if ('agreement' in supports) at = (await api(viewer).saveAttachments({ id, version: at, approach: 'kuantitatif', agreement: '100.3/1/2026', expectations: {}, resources: '', accountability: '', consequences: '' })).version;
  return { id, row, indicator: item.id, version: at, submit: () => api(viewer).submitPlan({ id, version: at }) };
}

describe('the cascade', () => {
  it('goes from the agreement of the head to the section and its staff', async () => {
    expect((await api(cast.regent).listMyPlans({})).covered).toBe(false);
    const early = await planOf(cast.section, { agreement: 'Belum ada' });
    expect(await codeOf(early.submit())).toBe('performance.superior-has-no-plan');

    const head = await planOf(cast.roadsHead, { agreement: 'Meningkatnya kualitas jalan' });
    expect(await codeOf(api(cast.roadsHead).submitPlan({ id: head.id, version: 1 }))).toBe('request.changed-meanwhile');
    const { version } = await head.submit();
    expect(await codeOf(api(cast.roadsHead).approvePlan({ id: head.id, version }))).toBe('performance.not-for-you');
    expect(await codeOf(api(cast.wasteHead).approvePlan({ id: head.id, version }))).toBe('performance.unknown');
    expect(await codeOf(api(cast.wasteHead).getPlan({ id: head.id }))).toBe('performance.unknown');
    await api(cast.regent).approvePlan({ id: head.id, version, expectations: { kolaboratif: 'Bersama DLH menata drainase' } });
    const seen = await api(cast.roadsHead).getPlan({ id: head.id });
    expect(seen).toMatchObject({ state: 'berjalan', top: true, number: 1, content: { expectations: { kolaboratif: 'Bersama DLH menata drainase' } }, versions: [{ number: 1, approvedBy: 'Bupati' }] });

    const { offered, superiorReady } = await api(cast.section).getPlan({ id: early.id });
    expect([superiorReady, offered.map((one) => one.row)]).toEqual([true, [head.row]]);
    expect(await codeOf(early.submit())).toBe('performance.incomplete');
    await api(cast.section).saveRow({ plan: early.id, row: early.row, version: early.version, kind: 'utama', result: 'Ruas jalan terpelihara', supports: offered[0]!, indicators: [indicator('Ruas selesai')] });
    const handed = await api(cast.section).submitPlan({ id: early.id, version: early.version + 1 });
    expect(await codeOf(api(cast.section).saveRow({ plan: early.id, row: early.row, version: handed.version, kind: 'utama', result: 'Lain sekali', indicators: [indicator('x'.repeat(5))] }))).toBe('performance.not-now');
    const back = await api(cast.roadsHead).returnPlan({ id: early.id, version: handed.version, reason: 'Tambahkan target drainase' });
    expect((await api(cast.section).getPlan({ id: early.id })).history[0]).toMatchObject({ text: 'Dikembalikan untuk diperbaiki', words: 'Tambahkan target drainase' });
    const again = await api(cast.section).submitPlan({ id: early.id, version: back.version });
    await api(cast.roadsHead).approvePlan({ id: early.id, version: again.version });

    const [above] = (await api(cast.section).listStaff({})).items.map((one) => one.name);
    expect(above).toBe('Penata Jalan');
    expect((await api(cast.roadsHead).listStaff({})).items.map((one) => one.name)).toEqual(['Kepala Bidang Jalan', 'Mekanik', 'Pengelola Surat PUPKP']);
    expect(await codeOf(api(cast.section).startPlan({ year: 2026, approach: 'kuantitatif' }))).toBe('performance.plan-exists');
    expect(await codeOf(api(cast.section).startPlan({ year: 2019 + 1, fromDay: '2026-01-01', approach: 'kuantitatif' }))).toBe('performance.period');
  });

  it('is not for somebody without a superior, nor for whom the rule does not cover', async () => {
    const alone = await inside(async (x) => {
      await x.tx.run(sql`update organization.person set employment = 'contract' where instansi = ${t.instansi} and account = ${cast.workshopStaff.accountId}`);
      return cast.workshopStaff;
    });
    expect(await codeOf(api(alone).startPlan({ year: 2026, approach: 'kuantitatif' }))).toBe('performance.not-covered');
    await inside((x) => x.tx.run(sql`update organization.person set employment = 'pns' where instansi = ${t.instansi} and account = ${cast.workshopStaff.accountId}`));
    const other = await castOf(t, t.other);
    await inTenant(t.context(null, t.other), (x) => x.tx.run(sql`update organization.holding set to_day = '2026-01-31' where instansi = ${t.other} and post in (select id from organization.post where instansi = ${t.other} and is_head)`));
    const stranger = (t.api.forPages(t.context(other.staff, t.other)) as unknown as Api).performance;
    expect(await codeOf(stranger.startPlan({ year: 2026, approach: 'kuantitatif' }))).toBe('performance.no-superior');
    const { secondFactorAt: _, hat: __, ...citizen } = cast.staff;
    expect(await codeOf(api({ ...citizen, kind: 'citizen' }).listMyPlans({}))).toBe('request.not-allowed');
  });
});

describe('a quarter', () => {
  it('is reported, rated, objected to and decided by the one above; the paper is signed by the rater', async () => {
    t.clock.set(new Date('2026-03-30T02:00:00Z'));
    const { items } = await api(cast.section).listMyPlans({});
    const superior = items[0]!;
    const supports = (await api(cast.section).getPlan({ id: superior.id })).content.rows[0]!;
    const plan = await planOf(cast.staff, { plan: superior.id, row: supports.id, text: supports.result });
    expect(await codeOf(api(cast.staff).reportResults({ plan: plan.id, period: 'q1', version: plan.version }))).toBe('performance.not-approved');
    const { version: handed } = await plan.submit();
    expect(await codeOf(api(cast.section).rate({ plan: plan.id, period: 'q1', version: handed, hasil: 'sesuai', perilaku: 'sesuai' }))).toBe('performance.not-approved');
    let { version } = await api(cast.section).approvePlan({ id: plan.id, version: handed });
    const realisations = [{ indicator: plan.indicator, realised: '97 %', evidence: 'Berita acara' }];
    await api(cast.staff).saveRealisations({ plan: plan.id, period: 'q1', version, realisations });
    expect(await codeOf(api(cast.staff).reportResults({ plan: plan.id, period: 'q1', version }))).toBe('performance.period-not-over');
    expect(await codeOf(api(cast.section).rate({ plan: plan.id, period: 'q1', version, hasil: 'sesuai', perilaku: 'sesuai' }))).toBe('performance.nothing-reported');

    t.clock.set(new Date('2026-04-01T02:00:00Z'));
    expect(await codeOf(api(cast.staff).reportResults({ plan: plan.id, period: 'q1', version, realisations: [] }))).toBe('performance.no-realisation');
    ({ version } = await api(cast.staff).reportResults({ plan: plan.id, period: 'q1', version }));
    expect(await codeOf(api(cast.roadsHead).rate({ plan: plan.id, period: 'q1', version, hasil: 'di-atas', perilaku: 'di-atas' }))).toBe('performance.not-for-you');
    const rated = await api(cast.section).rate({ plan: plan.id, period: 'q1', version, hasil: 'di-atas', perilaku: 'di-bawah', values: {}, note: 'Sering terlambat' });
    expect(rated.predicate).toBe('Kurang');
    const objected = await api(cast.staff).objectToRating({ plan: plan.id, period: 'q1', version: rated.version, reason: 'Terlambat karena tugas lapangan' });
    expect((await api(cast.roadsHead).listStaff({})).objections.map((one) => one.id)).toEqual([plan.id]);
    expect(await codeOf(api(cast.section).answerObjection({ plan: plan.id, period: 'q1', version: objected.version, hasil: 'di-atas', perilaku: 'sesuai', reason: 'Tetap dengan penilaian' }))).toBe('performance.not-for-you');
    expect((await api(cast.roadsHead).answerObjection({ plan: plan.id, period: 'q1', version: objected.version, hasil: 'di-atas', perilaku: 'sesuai', reason: 'Bukti surat tugas diterima' })).predicate).toBe('Baik');
    expect(await codeOf(api(cast.roadsHead).signEvaluation({ plan: plan.id, period: 'q1' }))).toBe('performance.not-for-you');
    const signed = await api({ ...cast.section, secondFactorAt: t.clock.now() }).signEvaluation({ plan: plan.id, period: 'q1' });
    expect(signed).toMatchObject({ outcome: 'signed', number: expect.stringMatching(/^800\.1\.4\.4\/1\/DPUPKP\/IV\/2026$/) });
    const seen = await api(cast.staff).getPlan({ id: plan.id });
    expect(seen.evaluations[0]).toMatchObject({ state: 'final', predicate: 'Baik', objection: 'Terlambat karena tugas lapangan', answer: 'Bukti surat tugas diterima', paper: { state: 'signed' } });
    expect(seen.state).toBe('berjalan');
    const paper = (viewer: Viewer) => codeOf((t.api.forPages(t.context(viewer)) as unknown as Api).issuance.getDocument({ id: seen.evaluations[0]!.paper!.id }));
    expect([await paper(cast.staff), await paper(cast.wasteHead)]).toEqual(['ok', 'issuance.unknown-document']);
    const port = part<PerformancePort<TenantContext>>(t.house, 'performance');
    expect(await inside((x) => port.predicates(x, { people: [staffPerson] }, 2026))).toEqual([expect.objectContaining({ person: staffPerson, period: 'q1', hasil: 'di-atas', perilaku: 'sesuai', predicate: 'Baik', final: true })]);
  });

  it('of the head takes the achievement of the unit, and is final when nobody objects', async () => {
    const { items } = await api(cast.roadsHead).listMyPlans({});
    const { id, content } = await api(cast.roadsHead).getPlan({ id: items[0]!.id });
    let { version } = items[0]!;
    ({ version } = await api(cast.roadsHead).reportResults({ plan: id, period: 'q1', version, realisations: content.rows.flatMap((row) => row.indicators.map((one) => ({ indicator: one.id, realised: '96 %', evidence: '' }))) }));
    expect(await codeOf(api(cast.regent).rate({ plan: id, period: 'q1', version, hasil: 'di-atas', perilaku: 'di-atas' }))).toBe('performance.no-unit-predicate');
    expect(await codeOf(api(cast.roadsHead).setOrganisation({ unit: cast.units.roads, year: 2026, period: 'q1', predicate: 'istimewa', basis: 'Rencana aksi triwulan' }))).toBe('request.not-allowed');
    await api(officer).setOrganisation({ unit: cast.units.roads, year: 2026, period: 'q1', predicate: 'baik', basis: 'Rencana aksi triwulan I' });
    expect((await api(cast.regent).rate({ plan: id, period: 'q1', version, hasil: 'di-atas', perilaku: 'di-atas' })).predicate).toBe('Baik');
    // Good Friday is no working day: five of them end on 9 April.
    t.clock.set(new Date('2026-04-09T12:00:00Z'));
    await actOnTime(t.house);
    expect((await api(cast.roadsHead).getPlan({ id })).evaluations[0]!.state).toBe('dinilai');
    t.clock.set(new Date('2026-04-10T02:00:00Z'));
    // One that is broken holds up no other.
    const broken = uuidv7();
    await inside((x) => x.tx.run(sql`insert into performance.plan select (jsonb_populate_record(p, ${JSON.stringify({ id: broken, person: uuidv7(), state: 'disetujui', folded: {} })}::jsonb)).* from performance.plan p where p.id = ${id}`));
    await actOnTime(t.house);
    await inside((x) => x.tx.run(sql`delete from performance.plan where instansi = ${t.instansi} and id = ${broken}`));
    expect((await api(cast.roadsHead).getPlan({ id })).evaluations[0]).toMatchObject({ state: 'final', hasil: 'sesuai', perilaku: 'di-atas' });
    const unit = await api(cast.roadsHead).getOrganisation({ unit: cast.units.roads, year: 2026, period: 'q1' });
    expect(unit).toMatchObject({ predicate: 'baik', staff: 2, mayJustify: true, distribution: { total: 1, verdict: 'justify' } });
    expect(await codeOf(api(cast.section).justifyDistribution({ unit: cast.units.roads, year: 2026, period: 'q1', version: 1, words: 'Baru satu orang dinilai' }))).toBe('performance.not-for-you');
    await api(cast.roadsHead).justifyDistribution({ unit: cast.units.roads, year: 2026, period: 'q1', version: 1, words: 'Baru satu orang dinilai' });
    expect(await codeOf(api(cast.wasteHead).getOrganisation({ unit: cast.units.roads, year: 2026, period: 'q1' }))).toBe('performance.unit-unknown');
    expect(await codeOf(api(cast.staff).listOrganisations({}))).toBe('request.not-allowed');
  });
});

describe('talking about it', () => {
  it('a dialogue is confirmed by both, feedback hangs on a value, 360° shows no names and not too few', async () => {
    const { id } = (await api(cast.staff).listMyPlans({})).items[0]!;
    const { id: dialogue } = await api(cast.section).writeDialogue({ plan: id, day: '2026-04-08', occasion: 'triwulan', notes: 'Membahas realisasi triwulan pertama' });
    expect((await api(cast.staff).listMyPlans({})).waiting.dialogues).toBe(1);
    await api(cast.staff).changeDialogue({ plan: id, id: dialogue, version: 1, notes: 'Membahas realisasi dan kendala alat' });
    expect(await codeOf(api(cast.section).confirmDialogue({ plan: id, id: dialogue, version: 1 }))).toBe('request.changed-meanwhile');
    await api(cast.section).confirmDialogue({ plan: id, id: dialogue, version: 2 });
    expect(await codeOf(api(cast.staff).changeDialogue({ plan: id, id: dialogue, version: 3, notes: 'Diubah sesudah konfirmasi' }))).toBe('performance.dialogue-closed');
    await api(cast.section).giveFeedback({ plan: id, about: { value: 'adaptif' }, words: 'Cepat belajar alat baru' });
    expect(await codeOf(api(cast.wasteHead).giveFeedback({ plan: id, about: { value: 'adaptif' }, words: 'Bukan urusan saya' }))).toBe('performance.unknown');

    const head = (await api(cast.section).listMyPlans({})).items[0]!.id;
    const { colleagues } = await api(cast.roadsHead).getPlan({ id: head });
    expect(colleagues.map(({ name, relation }) => [name, relation])).toEqual(expect.arrayContaining([['Penata Jalan', 'bawahan'], ['Pengelola Surat PUPKP', 'rekan']]));
    expect(await codeOf(api(cast.staff).nominateReviewers({ plan: head, period: 'q1', people: [{ person: staffPerson, relation: 'bawahan' }] }))).toBe('performance.unknown');
    await api(cast.roadsHead).nominateReviewers({ plan: head, period: 'q1', people: colleagues.map(({ person, relation }) => ({ person, relation })) });
    const [asked] = (await api(cast.staff).listMyPlans({})).waiting.reviews;
    expect(await codeOf(api(cast.roadsClerk).answerReview({ id: asked!.id, ratings: values('sesuai') }))).toBe('performance.unknown');
    await api(cast.staff).answerReview({ id: asked!.id, ratings: values('di-atas'), words: 'Mau mendengar' });
    expect(await codeOf(api(cast.staff).answerReview({ id: asked!.id, ratings: values('sesuai') }))).toBe('performance.review-closed');
    expect((await api(cast.section).getPlan({ id: head })).reviews).toEqual([{ period: 'q1', asked: 2, answered: 1, minimum: 3, over: false, values: [], words: [], mayClose: false }]);
    // Closed with too few, nothing is shown, nobody can answer or be asked any more; who was asked is not reminded.
    expect(await codeOf(api(cast.section).closeReviews({ plan: head, period: 'q1' }))).toBe('performance.not-for-you');
    expect(await codeOf(api(cast.roadsHead).closeReviews({ plan: head, period: 'q2' }))).toBe('performance.no-review');
    expect((await api(cast.roadsHead).getPlan({ id: head })).reviews[0]).toMatchObject({ over: false, mayClose: true });
    const [open] = (await api(cast.roadsClerk).listMyPlans({})).waiting.reviews;
    expect(await api(cast.roadsHead).closeReviews({ plan: head, period: 'q1' })).toEqual({ answered: 1, shown: false });
    expect((await api(cast.section).getPlan({ id: head })).reviews[0]).toMatchObject({ over: true, values: [], words: [], mayClose: false });
    expect(await codeOf(api(cast.roadsClerk).answerReview({ id: open!.id, ratings: values('sesuai') }))).toBe('performance.review-over');
    expect((await api(cast.roadsClerk).getReview({ id: open!.id })).closed).toBe(true);
    expect((await api(cast.roadsClerk).listMyPlans({})).waiting.reviews).toEqual([]);
    expect(await codeOf(api(cast.roadsHead).closeReviews({ plan: head, period: 'q1' }))).toBe('performance.review-over');
    expect(await codeOf(api(cast.roadsHead).nominateReviewers({ plan: head, period: 'q1', people: colleagues.map(({ person, relation }) => ({ person, relation })) }))).toBe('performance.review-over');
  });

  it('360° is shown together once everybody answered, not while a further answer could be told apart', async () => {
    const settings = (await api(officer).getPerformanceSettings({})).current;
    await api(officer).savePerformanceSettings({ validFrom: (await inside((x) => part<{ today(t: TenantContext): Promise<string> }>(t.house, 'organization').today(x))), legalBasis: 'Keputusan kepala BKPSDM', rules: { ...settings.rules, feedback: { minimumAnswers: 2 } } });
    const head = (await api(cast.section).listMyPlans({})).items[0]!.id;
    const { colleagues } = await api(cast.roadsHead).getPlan({ id: head });
    await api(cast.roadsHead).nominateReviewers({ plan: head, period: 'q2', people: colleagues.map(({ person, relation }) => ({ person, relation })) });
    const round = async () => (await api(cast.section).getPlan({ id: head })).reviews.find((one) => one.period === 'q2')!;
    for (const [viewer, rating, words] of [[cast.staff, 'di-atas', 'Terbuka'], [cast.roadsClerk, 'sesuai', 'Adil']] as const) {
      expect((await round()).values).toEqual([]);
      await api(viewer).answerReview({ id: (await api(viewer).listMyPlans({})).waiting.reviews[0]!.id, ratings: values(rating), words });
    }
    expect(await round()).toMatchObject({ over: true, answered: 2, words: ['Adil', 'Terbuka'], mayClose: false });
    expect((await round()).values.map((one) => one.counts)).toEqual(Array.from({ length: 7 }, () => ({ 'di-atas': 1, sesuai: 1 })));
    expect(JSON.stringify(await round())).not.toContain(cast.staff.name);
    expect(await codeOf(api(cast.roadsHead).nominateReviewers({ plan: head, period: 'q2', people: colleagues.map(({ person, relation }) => ({ person, relation })) }))).toBe('performance.review-over');
  });
});

describe('the daily log', () => {
  const log = (more: Record<string, unknown> = {}) => ({ day: '2026-04-09', activity: 'Menyusun gambar kerja ruas Siman', minutes: 120, ...more });
  it('fits the hours of its day, is approved by the superior alone, and counts', async () => {
    t.clock.set(new Date('2026-04-09T02:00:00Z'));
    const first = await api(cast.staff).writeLog(log());
    expect(first.left).toBe(330);
    expect(await codeOf(api(cast.staff).writeLog(log({ minutes: 331 })))).toBe('performance.over-hours');
    expect(await codeOf(api(cast.staff).writeLog(log({ day: '2026-04-10' })))).toBe('performance.day-ahead');
    expect(await codeOf(api(cast.staff).writeLog(log({ day: '2026-04-01' })))).toBe('performance.day-locked');
    expect(await codeOf(api(cast.staff).writeLog(log({ result: uuidv7() })))).toBe('performance.no-such-result');
    const [result] = (await api(cast.staff).listLogs({ day: '2026-04-09' })).results;
    const second = await api(cast.staff).writeLog(log({ minutes: 330, ...result }));
    const { items } = await api(cast.section).listStaffLogs({});
    expect(items.map((one) => one.id).sort()).toEqual([first.id, second.id].sort());
    expect((await api(cast.roadsHead).listStaffLogs({})).items).toEqual([]);
    expect(await codeOf(api(cast.roadsHead).decideLogs({ ids: [first.id], decision: 'setujui' }))).toBe('performance.not-for-you');
    expect(await codeOf(api(cast.staff).decideLogs({ ids: [first.id], decision: 'setujui' }))).toBe('performance.not-for-you');
    expect(await codeOf(api(cast.section).decideLogs({ ids: [first.id], decision: 'tolak' }))).toBe('performance.log-reason');
    await api(cast.section).decideLogs({ ids: [first.id], decision: 'tolak', reason: 'Lampirkan gambarnya' });
    await api(cast.section).decideLogs({ ids: [second.id], decision: 'setujui' });
    expect(await codeOf(api(cast.section).decideLogs({ ids: [second.id], decision: 'setujui' }))).toBe('request.changed-meanwhile');
    expect(await codeOf(api(cast.staff).changeLog({ id: second.id, version: 2, ...log({ minutes: 5 }) }))).toBe('performance.log-decided');
    // What was refused gives its minutes back, and is handed in again.
    expect(await codeOf(api(cast.staff).changeLog({ id: first.id, version: 2, ...log({ minutes: 121 }) }))).toBe('performance.over-hours');
    await api(cast.staff).changeLog({ id: first.id, version: 2, ...log({ evidence: 'Gambar 3.dwg' }) });
    expect(await codeOf(api(cast.roadsClerk).dropLog({ id: first.id, version: 3 }))).toBe('performance.unknown');

    const logs = part<ActivityLogs<TenantContext>>(t.house, 'activity-logs');
    expect([...(await inside((x) => logs.hasLog(x, [staffPerson], '2026-04-01', '2026-04-30'))).get(staffPerson)!]).toEqual(['2026-04-09']);
    const port = part<PerformancePort<TenantContext>>(t.house, 'performance');
    const [day, month] = [(await inside((x) => port.productivityOf(x, [{ person: staffPerson, fromDay: '2026-04-09', toDay: '2026-04-09' }])))[0]!, (await inside((x) => port.productivity(x, [staffPerson], '2026-04'))).get(staffPerson)!];
    expect(day).toMatchObject({ percent: 8667, predicate: 'Baik', steps: ['Laporan harian disetujui 330 menit dari 450 menit kerja wajib: 73,33%.', 'Predikat Baik (triwulan I 2026): 100%.', '50% × 73,33% + 50% × 100% = 86,67%.'] });
    expect(month.percent).toBeLessThan(day.percent);
    const recap = await api(cast.roadsHead).listRecap({ month: '2026-04' });
    expect(recap.items.find((one) => one.person === staffPerson)).toMatchObject({ minutes: 330, days: 1, waiting: 120 });
    expect(await codeOf(api(cast.staff).listRecap({}))).toBe('request.not-allowed');
  });

  it('keeps evidence as a file for who may look, and prints the month', async () => {
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
    const stored = await storeUpload(t.context(cast.staff), 'foto rapat.pdf', pdf, cast.staff.accountId);
    const foreign = await storeUpload(t.context(cast.roadsClerk), 'lain.pdf', pdf, cast.roadsClerk.accountId);
    expect(await codeOf(api(cast.staff).writeLog(log({ day: '2026-04-08', minutes: 10, files: [foreign.id] })))).toBe('files.unknown');
    const { id } = await api(cast.staff).writeLog(log({ day: '2026-04-08', minutes: 10, files: [stored.id] }));
    const url = `/api/lkh/${id}/berkas/${stored.id}`;
    expect((await api(cast.section).listStaffLogs({})).items.find((one) => one.id === id)!.files).toEqual([{ id: stored.id, name: 'foto rapat.pdf', bytes: pdf.length, url }]);
    expect(await fileOf(t.context(cast.section), id, stored.id)).toMatchObject({ name: 'foto rapat.pdf', type: 'application/pdf' });
    expect(await codeOf(fileOf(t.context(cast.roadsClerk), id, stored.id))).toMatch('performance.unknown');
    expect(await codeOf(fileOf(t.context(cast.staff), id, foreign.id))).toMatch('performance.unknown');

    const rows = async (file: { content: string }) => {
      const { default: excel } = await import('exceljs');
      const book = new excel.Workbook();
      await book.xlsx.load(Buffer.from(file.content, 'base64') as never);
      return book.worksheets[0]!.getSheetValues().slice(1).map((row) => (row as unknown[]).slice(1).map(String));
    };
    const own = await rows(await api(cast.staff).exportLogs({ month: '2026-04' }));
    expect(own[0]!.slice(0, 2)).toEqual(['Tanggal', 'Kegiatan']);
    expect(own.slice(1).map((row) => [row[0], row[4], row[6]])).toContainEqual(['2026-04-08', '10', '1']);
    expect(await rows(await api(cast.section).exportLogs({ month: '2026-04', person: staffPerson }))).toHaveLength(own.length);
    expect(await codeOf(api(cast.roadsClerk).exportLogs({ month: '2026-04', person: staffPerson }))).toBe('performance.unknown');
    expect((await rows(await api(cast.roadsHead).exportRecap({ month: '2026-04' })))[0]!.slice(0, 3)).toEqual(['Nama', 'Jabatan', 'Menit disetujui']);
    expect(await codeOf(api(cast.staff).exportRecap({}))).toBe('request.not-allowed');
    await api(cast.staff).dropLog({ id, version: 1 });
  });

  it('takes the photograph that follows from the phone, once, of its writer, before it is decided', async () => {
    const png = (shade: number) => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'), Buffer.from([shade])]);
    const { id } = await api(cast.staff).writeLog(log({ day: '2026-04-08', minutes: 5 }));
    const attach = (viewer: Viewer, bytes: Buffer | string) => api(viewer).attachToLog({ id, bytes: typeof bytes === 'string' ? bytes : bytes.toString('base64') });
    const first = await attach(cast.staff, png(1));
    expect(await attach(cast.staff, png(1))).toEqual(first);
    expect((await api(cast.section).listStaffLogs({})).items.find((one) => one.id === id)!.files).toMatchObject([{ id: first.id, name: 'foto-bukti.jpg' }]);
    expect(await codeOf(attach(cast.roadsClerk, png(2)))).toBe('performance.unknown');
    expect(await codeOf(attach(cast.staff, Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')))).toBe('performance.log-not-a-photo');
    expect(await codeOf(attach(cast.staff, Buffer.alloc(400_001, 1)))).toBe('performance.log-photo');
    expect(await codeOf(attach(cast.staff, 'bukan base64!'))).toBe('request.invalid');
    await attach(cast.staff, png(2));
    await attach(cast.staff, png(3));
    expect(await codeOf(attach(cast.staff, png(4)))).toBe('performance.log-full');
    await api(cast.section).decideLogs({ ids: [id], decision: 'setujui' });
    expect(await codeOf(attach(cast.staff, png(1)))).toBe('performance.log-decided');
  });

  it('of days off takes what the institution allows', async () => {
    t.clock.set(new Date('2026-04-12T02:00:00Z'));
    expect((await api(cast.staff).writeLog(log({ day: '2026-04-12', minutes: 100 }))).left).toBe(200);
  });

  it('offers what was done in Pendopo, once', async () => {
    t.clock.set(new Date('2026-04-13T03:00:00Z'));
    const { id } = await lettersAs(t, cast.clerk).registerLetter(await letterTo(t, cast));
    const { offered } = await api(cast.clerk).listLogs({ day: '2026-04-13' });
    expect(offered).toEqual([{ href: `/petugas/surat/${id}`, title: expect.stringMatching(/^Mencatat surat masuk agenda 1\/2026: Undangan/), at: '2026-04-13T03:00:00.000Z' }]);
    await api(cast.clerk).takeWork({ day: '2026-04-13', href: offered[0]!.href, minutes: 15 });
    expect((await api(cast.clerk).listLogs({ day: '2026-04-13' })).offered).toEqual([]);
    expect(await codeOf(api(cast.clerk).takeWork({ day: '2026-04-13', href: offered[0]!.href, minutes: 15 }))).toBe('performance.work-unknown');
    expect((await api(cast.staff).listLogs({ day: '2026-04-13' })).offered).toEqual([]);
  });

  it('comes from the phone by the day on which it was written there', async () => {
    t.clock.set(new Date('2026-04-20T03:00:00Z'));
    const handler = part<CommandHandlers<TenantContext>>(t.house, 'sync.handlers').get('performance.log')!;
    const send = (command: string, day: string, at: string, trust: 'sound' | 'weak' = 'sound') =>
      inTenant(t.context(cast.staff), (x) => handler.run(x, handler.body.parse(log({ day })), { command, device: { id: uuidv7(), name: 'HP', registeredAt: new Date(0) }, at: new Date(at), receivedAt: t.clock.now(), clock: { at: new Date(at), source: 'anchored', marks: [] } as never, trust, marks: [] }));
    const id = uuidv7();
    await send(id, '2026-04-10', '2026-04-14T02:00:00Z');
    await send(id, '2026-04-10', '2026-04-14T02:00:00Z');
    expect((await api(cast.staff).listLogs({ day: '2026-04-10' })).items.map((one) => [one.id, one.source])).toEqual([[id, 'phone']]);
    await expect(send(uuidv7(), '2026-04-10', '2026-04-19T02:00:00Z')).rejects.toMatchObject({ refusal: { code: 'performance.day-locked' } });
    expect((await send(uuidv7(), '2026-04-13', '2026-04-14T02:00:00Z', 'weak')).marks?.map((one) => one.code)).toEqual(['performance.weak-clock']);
  });

  it('expires when nobody decides it', async () => {
    t.clock.set(new Date('2026-05-15T03:00:00Z'));
    await actOnTime(t.house);
    expect((await api(cast.staff).listLogs({ day: '2026-04-12' })).items[0]).toMatchObject({ state: 'kedaluwarsa', mayChange: false });
  });
});

describe('a transfer', () => {
  it('ends the plan with its post, also when the decree comes late; the next post begins its own, and each part is counted by its days', async () => {
    t.clock.set(new Date('2026-05-15T02:00:00Z'));
    const roadsPlan = (await api(cast.roadsHead).getPlan({ id: (await api(cast.roadsHead).listMyPlans({})).items[0]!.id })).content.rows[0]!;
    const { id: above } = (await api(cast.roadsHead).listMyPlans({})).items[0]!;
    const plan = await planOf(cast.workshopStaff, { plan: above, row: roadsPlan.id, text: roadsPlan.result });
    const { version } = await plan.submit();
    await api(cast.roadsHead).approvePlan({ id: plan.id, version });
    const changed = () => followHolders(t.context(null), { instansi: t.instansi, id: uuidv7(), event: 'organization.holder-changed', payload: { post: cast.workshopStaff.hat!.postId } });
    // Nothing changed yet: an order that only corrects its number ends no plan.
    await changed();
    expect((await api(cast.workshopStaff).getPlan({ id: plan.id })).toDay).toBe('2026-12-31');
    // Known on 15 May: since 11 May in another agency.
    await inside((x) => x.tx.run(sql`update organization.holding set to_day = '2026-05-10' where instansi = ${t.instansi} and id = ${cast.workshopStaff.hat!.holdingId}`));
    const post = uuidv7();
    await inside((x) => x.tx.run(sql`insert into organization.post (instansi, id, unit, title, duties, from_day) values (${t.instansi}, ${post}, ${cast.units.waste}, 'Pengawas Alat', '{}', '2020-01-01')`));
    const moved = await holderOf(t, { instansi: t.instansi, post, unit: cast.units.waste, kind: 'dinas', title: 'Pengawas Alat', duties: [], person: cast.workshopStaff, capacity: 'definitive', from: '2026-05-11' });
    await changed();
    await changed();
    const ended = await api(moved).getPlan({ id: plan.id });
    expect(ended).toMatchObject({ toDay: '2026-05-10', state: 'berjalan', mine: true, superior: { name: 'Kepala Dinas PUPKP' } });
    expect(ended.history.filter((one) => one.text === 'Masa SKP diakhiri lebih awal')).toMatchObject([{ by: 'Sistem' }]);
    expect(ended.evaluations.map((one) => [one.period, one.toDay])).toEqual([['q1', '2026-03-31'], ['q2', '2026-05-10'], ['year', '2026-05-10']]);
    expect((await api(moved).listMyPlans({})).mayStart).toBe(true);
    const next = await api(moved).startPlan({ year: 2026, approach: 'kuantitatif' });
    expect(await api(moved).getPlan({ id: next.id })).toMatchObject({ fromDay: '2026-05-11', toDay: '2026-12-31', superior: { name: 'Kepala Dinas Lingkungan Hidup' } });
    // The old superior still judges what was done below him; the new one sees nothing of it.
    const handed = await api(moved).reportResults({ plan: plan.id, period: 'q2', version: ended.version, realisations: [{ indicator: plan.indicator, realised: '90 %', evidence: '' }] });
    expect(await codeOf(api(cast.wasteHead).rate({ plan: plan.id, period: 'q2', version: handed.version, hasil: 'sesuai', perilaku: 'sesuai' }))).toBe('performance.unknown');
    expect((await api(cast.roadsHead).rate({ plan: plan.id, period: 'q2', version: handed.version, hasil: 'sesuai', perilaku: 'sesuai' })).predicate).toBe('Baik');
  });
});

describe('"SKP di e-Kinerja BKN"', () => {
  it('takes plan and predicate by NIP, reports who is not found, and closes the way here', async () => {
    const { current } = await api(officer).getPerformanceSettings({});
    expect(await codeOf(api(officer).savePerformanceSettings({ validFrom: '2026-05-14', legalBasis: 'Perbup 1/2026', rules: current.rules }))).toBe('performance.settings-past');
    await api(officer).savePerformanceSettings({ validFrom: '2026-05-15', legalBasis: 'Surat edaran BKN', rules: { ...current.rules, source: 'e-kinerja' } });
    expect(await codeOf(api(cast.roadsHead).savePerformanceSettings({ validFrom: '2026-06-01', legalBasis: 'Surat edaran BKN', rules: current.rules }))).toBe('request.not-allowed');
    expect(await codeOf(api(cast.roadsClerk).startPlan({ year: 2026, approach: 'kuantitatif' }))).toBe('performance.in-e-kinerja');
    expect((await api(cast.staff).getPlan({ id: (await api(cast.staff).listMyPlans({})).items[0]!.id }))).toMatchObject({ elsewhere: true, may: ['talk', 'feedback'] });

    // The blank sheet is read back by its own headings: who fills it in maps no column by hand.
    for (const kind of ['skp', 'predikat'] as const) {
      const blank = await api(officer).blankPerformanceSheet({ kind });
      const { id } = await api(officer).startPerformanceImport({ kind, year: 2025, period: 'year', fileName: blank.fileName, content: blank.content });
      const preview = await api(officer).previewPerformanceImport({ kind, id });
      expect([preview.missing, preview.fields.filter((one) => preview.mapping[one.field] === undefined)]).toEqual([[], []]);
      expect(preview.rows.find((row) => row.key === '198802292012032901')).toMatchObject({ verdict: 'unchanged', notes: ['Belum diisi, dilewati.'] });
      expect(preview.counts.refused).toBe(0);
    }
    expect(await codeOf(api(cast.staff).blankPerformanceSheet({ kind: 'skp' }))).toBe('request.not-allowed');
    const csv = (text: string) => Buffer.from(text).toString('base64');
    const upload = async (kind: 'skp' | 'predikat', period: 'q2' | 'year', text: string) => {
      const { id } = await api(officer).startPerformanceImport({ kind, year: 2025, period, fileName: 'ekinerja.csv', content: csv(text) });
      return { id, preview: await api(officer).previewPerformanceImport({ kind, id }) };
    };
    const plans = await upload('skp', 'year', 'NIP;Hasil Kerja;Aspek;Indikator;Target\n198802292012032901;Jalan terpelihara;Waktu;Tepat waktu;90 %\n198802292012032901;Jalan terpelihara;Biaya;Sesuai pagu;100 %\n199001012015011001;Tidak dikenal;;;\n');
    expect(plans.preview.counts).toMatchObject({ added: 2, refused: 1 });
    expect(await api(officer).takePerformanceImport({ kind: 'skp', id: plans.id, version: plans.preview.version })).toMatchObject({ added: 2, refused: 1 });
    const predicates = await upload('predikat', 'year', 'NIP;Rating Hasil Kerja;Rating Perilaku;Predikat\n198802292012032901;Di atas ekspektasi;Di bawah ekspektasi;Baik\n198802292012032901;Sesuai Ekspektasi;Sesuai Ekspektasi;BAIK\n');
    expect(predicates.preview.rows.map((one) => one.reasons)).toEqual([['Predikat tidak cocok dengan ratingnya: seharusnya Kurang.'], ['NIP ini sudah ada di baris 2.']]);
    // What was rated in Pendopo is not written over.
    const rated = await api(officer).startPerformanceImport({ kind: 'predikat', year: 2026, period: 'q1', fileName: 'ekinerja.csv', content: csv('NIP;Predikat\n198802292012032901;Sangat Baik\n') });
    expect((await api(officer).previewPerformanceImport({ kind: 'predikat', id: rated.id })).rows[0]).toMatchObject({ verdict: 'refused', reasons: [expect.stringContaining('dinilai di Pendopo')] });
    const right = await upload('predikat', 'year', 'NIP;Predikat\n198802292012032901;Sangat Baik\n');
    await api(officer).takePerformanceImport({ kind: 'predikat', id: right.id, version: right.preview.version });
    const port = part<PerformancePort<TenantContext>>(t.house, 'performance');
    expect((await inside((x) => port.predicates(x, { people: [staffPerson] }, 2025))).map((one) => [one.period, one.predicate, one.final])).toEqual([['year', 'Sangat Baik', true]]);
    const imported = (await api(cast.staff).listMyPlans({})).items.find((one) => one.year === 2025)!;
    expect(imported).toMatchObject({ source: 'e-kinerja', rows: 1 });
    expect((await upload('skp', 'year', 'NIP;Hasil Kerja;Aspek;Indikator;Target\n198802292012032901;Jalan terpelihara;Waktu;Tepat waktu;90 %\n')).preview.counts).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
    // A later list adds to the plan, and what it adds can be reported against.
    const later = await upload('skp', 'year', 'NIP;Hasil Kerja;Aspek;Indikator;Target\n198802292012032901;Drainase bersih;Waktu;Tepat waktu;80 %\n');
    await api(officer).takePerformanceImport({ kind: 'skp', id: later.id, version: later.preview.version });
    expect((await api(cast.staff).getPlan({ id: imported.id })).content.rows.map((one) => one.result)).toEqual(['Jalan terpelihara', 'Drainase bersih']);
    expect((await api(cast.staff).getVersion({ id: imported.id, number: 1 })).content.rows).toHaveLength(2);
    expect(await api(cast.staff).getPlan({ id: imported.id })).toMatchObject({ state: 'final', history: [{ text: 'Setahun: predikat masuk dari e-Kinerja BKN', by: 'e-Kinerja BKN' }, { text: 'SKP dimulai' }] });
    // Into a plan that was begun here, when the institution moved over in between: a later list of theirs may change it, and nobody reports over it once it is here again.
    const here = (await api(cast.staff).listMyPlans({})).items.find((one) => one.year === 2026)!;
    for (const [words, verdict] of [['Baik', 'new'], ['Sangat Baik', 'changed']] as const) {
      const list = await api(officer).startPerformanceImport({ kind: 'predikat', year: 2026, period: 'q2', fileName: 'ekinerja.csv', content: csv(`NIP;Predikat\n198802292012032901;${words}\n`) });
      const preview = await api(officer).previewPerformanceImport({ kind: 'predikat', id: list.id });
      expect(preview.rows[0]!.verdict).toBe(verdict);
      await api(officer).takePerformanceImport({ kind: 'predikat', id: list.id, version: preview.version });
    }
    await api(officer).savePerformanceSettings({ validFrom: '2026-07-01', legalBasis: 'Kembali ke Pendopo', rules: current.rules });
    t.clock.set(new Date('2026-07-02T02:00:00Z'));
    const back = await api(cast.staff).getPlan({ id: here.id });
    expect(back.evaluations.find((one) => one.period === 'q2')).toMatchObject({ predicate: 'Sangat Baik', state: 'final', may: [] });
    expect(await codeOf(api(cast.staff).reportResults({ plan: here.id, period: 'q2', version: back.version }))).toBe('performance.not-now');
    expect(await codeOf(api(cast.staff).startPerformanceImport({ kind: 'skp', year: 2025, period: 'year', fileName: 'a.csv', content: csv('NIP') }))).toBe('request.not-allowed');
  });
});

it('whoever decides the objection of a head changes the rating of conduct, never the achievement of the unit', async () => {
  const { id, version } = (await api(cast.roadsHead).listMyPlans({})).items[0]!;
  const { content } = await api(cast.roadsHead).getPlan({ id });
  await api(officer).setOrganisation({ unit: cast.units.roads, year: 2026, period: 'q2', predicate: 'butuh-perbaikan', basis: 'Rencana aksi triwulan II' });
  const handed = await api(cast.roadsHead).reportResults({ plan: id, period: 'q2', version, realisations: content.rows.flatMap((row) => row.indicators.map((one) => ({ indicator: one.id, realised: '70 %', evidence: '' }))) });
  const rated = await api(cast.regent).rate({ plan: id, period: 'q2', version: handed.version, perilaku: 'di-bawah' });
  expect(rated.predicate).toBe('Sangat Kurang');
  const objected = await api(cast.roadsHead).objectToRating({ plan: id, period: 'q2', version: rated.version, reason: 'Tidak ada catatan pelanggaran' });
  // Nobody stands above the regent: he decides himself.
  expect((await api(cast.regent).answerObjection({ plan: id, period: 'q2', version: objected.version, hasil: 'di-atas', perilaku: 'di-atas', reason: 'Catatan perilaku diperiksa lagi' })).predicate).toBe('Butuh Perbaikan');
  expect((await api(cast.roadsHead).getPlan({ id })).evaluations[1]).toMatchObject({ state: 'final', hasil: 'di-bawah', perilaku: 'di-atas' });
});
