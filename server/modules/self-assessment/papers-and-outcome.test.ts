import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogueInstrument } from '../../engines/scoring/instrument-catalogue.ts';
import { jobContext } from '../../platform/events/events.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { Api } from '../../api.ts';
import type { CalendarPort } from '../calendar/contract.ts';
import type { CampaignCopy, Organiser, OutcomeCopy, Participant, RecordSource } from './contract.ts';
import { answerWhole, apiOf, refusalOf, teamIn, uploaded, type Team } from './self-assessment.testing.ts';
import { isPaper, paperFinished } from './service/papers.ts';
import { takeIn } from './service/receive.ts';

const t = await createTestHouse();
const START = t.clock.now();
let team: Team;
const campaign = uuidv7();
const fresh = (viewer: Viewer): Viewer => ({ ...viewer, secondFactorAt: t.clock.now() });
const problem = (work: Promise<unknown>) => work.then(() => undefined, (error: { problem?: { code: string; detail: string } }) => error.problem);
const copy: CampaignCopy = {
  id: campaign, title: 'Evaluasi SPBE 2026', year: 2026, mode: 'evaluasi', organiser: { instansi: t.other, name: 'Provinsi Jawa Timur' }, instrument: catalogueInstrument('spbe-2020')!,
  phases: [{ phase: 'self', from: '2026-02-01', to: '2026-03-16' }, { phase: 'objection', from: '2026-03-20', to: '2026-04-02' }], seq: 1, closed: false,
};
let told: NonNullable<Awaited<ReturnType<Organiser<Context>['tellTo']>>> = { campaign: copy, questions: [], objectionAnswers: [], outcome: null, publishedAt: null };
const arrives = () => takeIn(jobContext(t.house, t.other, 'job'), { instansi: t.other, id: uuidv7(), event: 'evaluation.told', payload: { campaign, to: t.instansi } });
const lead = () => apiOf(t, fresh(team.coordinator));
const setSignMode = (viewer: Viewer, mode: string) => inTenant(t.context(), (x) => x.tx.run(sql`insert into organization.sign_mode (instansi, holding, mode, from_day) values (${x.instansi}, ${viewer.hat!.holdingId}, ${mode}, '2020-01-01')`));

beforeAll(async () => {
  team = await teamIn(t);
  t.house.parts.set('assessment-organiser', { tellTo: async () => told } satisfies Organiser<Context>);
  await arrives();
});

async function approveAll(): Promise<void> {
  const responsible = apiOf(t, team.responsible);
  for (let n = 1; n <= 47; n++) {
    const seq = await answerWhole(t, team.responsible, campaign, String(n), 2);
    await responsible.markReady({ id: campaign, number: String(n), seq });
  }
  await responsible.approve({ id: campaign, items: (await responsible.getBoard({ id: campaign, state: 'ready' })).rows.map(({ number, seq }) => ({ number, seq })) });
}

describe('the papers of a submission', () => {
  it('are not signed before every answer is approved, but may be read as drafts', async () => {
    expect(await refusalOf(lead().signPapers({ id: campaign, consents: true }))).toBe('self-assessment.not-complete');
    const { papers, needed, maySign, sentence } = await lead().getPapers({ id: campaign });
    expect(papers.map(({ kind, state }) => [kind, state])).toEqual([['berita-acara', 'draft'], ['persetujuan-publikasi', 'draft']]);
    expect({ needed, maySign }).toEqual({ needed: true, maySign: false });
    expect(sentence).toContain('indikator belum disetujui');
  });

  it('are signed by the coordinator alone, with a fresh second factor', async () => {
    await approveAll();
    for (const viewer of [team.responsible, team.member, team.stranger]) expect(await refusalOf(apiOf(t, viewer).signPapers({ id: campaign, consents: true }))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, null).signPapers({ id: campaign, consents: true }))).toBe('request.not-signed-in');
    expect(await refusalOf(apiOf(t, { ...team.coordinator, secondFactorAt: new Date(0) }).signPapers({ id: campaign, consents: true }))).toBe('request.second-factor');
  });

  it('must be there before anything is sent', async () => {
    expect(await problem(lead().submit({ id: campaign }))).toMatchObject({ code: 'self-assessment.papers-missing', detail: expect.stringContaining('Berita Acara') });
  });

  it('get numbers of one series and are signed; a second try signs nothing again', async () => {
    expect((await lead().signPapers({ id: campaign, consents: false })).papers).toEqual([{ kind: 'berita-acara', state: 'signed', sentence: '' }, { kind: 'persetujuan-publikasi', state: 'signed', sentence: '' }]);
    const before = (await lead().getPapers({ id: campaign })).papers;
    expect(before.map(({ number }) => number)).toEqual(['500.12.6/1/SETDA/III/2026', '500.12.6/2/SETDA/III/2026']);
    await lead().signPapers({ id: campaign, consents: false });
    expect((await lead().getPapers({ id: campaign })).papers).toEqual(before);
  });

  it('a consent that changes is a new paper in place of the old one', async () => {
    await lead().signPapers({ id: campaign, consents: true });
    const { papers, ready } = await lead().getPapers({ id: campaign });
    expect(papers.map(({ number, consents }) => [number, consents])).toEqual([['500.12.6/1/SETDA/III/2026', null], ['500.12.6/3/SETDA/III/2026', true]]);
    expect(ready).toBe(true);
  });

  it('the record says the index and every level; the file is that of the digest', async () => {
    const file = await t.app.inject({ url: `/api/penilaian/${campaign}/naskah/berita-acara/isi`, headers: { host: 'ponorogo.test' } });
    expect(file.statusCode).toBe(401);
    const { sha256 } = await inTenant(t.context(), (x) => x.tx.one<{ sha256: string }>(sql`select sha256 from self_assessment.paper where campaign = ${campaign} and kind = 'berita-acara'`));
    const bytes = await t.house.files.find(t.instansi, sha256);
    const path = join(mkdtempSync(join(tmpdir(), 'pendopo-papers-')), 'berita-acara.pdf');
    writeFileSync(path, bytes!);
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    expect(text).toMatch(/BERITA ACARA PENILAIAN MANDIRI/);
    expect(text).toMatch(/Indeks penilaian mandiri\s*:\s*2,00/);
    expect(text).toMatch(/Kebijakan Internal Arsitektur SPBE/);
  });

  it('an answer that changes afterwards makes the record stale', async () => {
    const responsible = apiOf(t, team.responsible);
    const { answer } = await responsible.getIndicator({ id: campaign, number: '1' });
    await responsible.sendBack({ id: campaign, number: '1', seq: answer.seq, reason: 'Perbaiki tingkatnya' });
    const seq = await answerWhole(t, team.responsible, campaign, '1', 3);
    await responsible.markReady({ id: campaign, number: '1', seq });
    await responsible.approve({ id: campaign, items: [{ number: '1', seq: (await responsible.getIndicator({ id: campaign, number: '1' })).answer.seq }] });
    expect((await lead().getPapers({ id: campaign })).papers.map(({ state }) => state)).toEqual(['stale', 'signed']);
    expect(await refusalOf(lead().submit({ id: campaign }))).toBe('self-assessment.papers-stale');
  });

  it('signed in ink they wait for their scan, and the submission with them', async () => {
    await setSignMode(team.coordinator, 'basah');
    expect((await lead().signPapers({ id: campaign, consents: true })).papers.map(({ state }) => state)).toEqual(['awaiting-scan', 'signed']);
    expect(await refusalOf(lead().submit({ id: campaign }))).toBe('self-assessment.papers-missing');
    const paper = (await lead().getPapers({ id: campaign })).papers[0]!;
    const issuance = (t.api.forPages(t.context(fresh(team.coordinator))) as unknown as Api).issuance;
    await issuance.uploadScan({ id: paper.document!, uploadId: await uploaded(t, team.coordinator, 'pindaian.pdf') });
    const { payload } = await t.house.db.asOwner((tx) => tx.one<{ payload: Record<string, unknown> }>(sql`select payload from platform.outbox where event = 'issuance.finished' and payload->>'documentId' = ${paper.document!} order by id desc limit 1`));
    expect(isPaper(payload)).toBe(true);
    await paperFinished(t.context(), { instansi: t.instansi, id: uuidv7(), event: 'issuance.finished', payload });
    expect((await lead().getPapers({ id: campaign })).papers.map(({ state }) => state)).toEqual(['signed', 'signed']);
  });

  it('go with the submission, digest by digest, with what the institution consents to', async () => {
    const { id } = await lead().submit({ id: campaign });
    const sent = await part<Participant<Context>>(t.house, 'self-assessment').submissionOf(t.context(), id);
    expect(sent!.papers).toMatchObject([{ kind: 'berita-acara', number: '500.12.6/4/SETDA/III/2026' }, { kind: 'persetujuan-publikasi', consents: true }]);
    for (const { sha256 } of sent!.papers) expect(await t.house.files.has(t.instansi, sha256)).toBe(true);
    expect(await refusalOf(lead().signPapers({ id: campaign, consents: false }))).toBe('self-assessment.papers-sent');
  });

  it('a file of another institution is not there', async () => {
    const neighbour = await teamIn(t, t.other);
    expect(await refusalOf(apiOf(t, neighbour.coordinator, t.other).getPapers({ id: campaign }))).toBe('self-assessment.unknown');
  });
});

describe('records of this platform as evidence', () => {
  const found = async (query: string) => (await apiOf(t, team.responsible).searchRecords({ query })).items;
  const factsOf = async (module: string, id: string) => (await inTenant(t.context(team.responsible), (x) => part<RecordSource<TenantContext>[]>(t.house, 'assessment-records').find((one) => one.module === module)!.factsOf(x, id)));

  it('signed papers of the register are found by their words, with number, signer and digest; never a replaced one, never the neighbour’s', async () => {
    const [paper, ...rest] = await found('berita acara');
    expect(paper).toMatchObject({ module: 'issuance', title: expect.stringContaining('500.12.6/4/SETDA/III/2026'), path: expect.stringMatching(/^\/v\//), kind: 'Naskah dinas bertanda tangan' });
    expect(rest).toEqual([]);
    const facts = await factsOf('issuance', paper!.id);
    expect(facts?.facts).toEqual(expect.arrayContaining([{ label: 'Nomor', value: '500.12.6/4/SETDA/III/2026' }, { label: 'Penanda tangan', value: 'Sekretaris Daerah' }]));
    expect(facts?.documentDate).toBe('2026-03-02');
    expect(await factsOf('issuance', 'bukan-uuid')).toBeUndefined();
    const theirs = await inTenant(t.context(null, t.other), (x) => part<RecordSource<TenantContext>[]>(t.house, 'assessment-records').find((one) => one.module === 'issuance')!.search(x, 'berita acara'));
    expect(theirs).toEqual([]);
  });

  it('a check of the audit trail, service levels and the published calendar', async () => {
    expect((await found('jejak')).map(({ module }) => module)).toEqual(['audit-trail']);
    expect((await factsOf('audit-trail', 'rantai'))?.facts[0]).toEqual({ label: 'Hasil', value: 'Utuh: tidak ada catatan yang diubah, dihapus, atau disisipkan' });
    expect((await found('ketepatan waktu layanan 2026'))[0]).toMatchObject({ module: 'permohonan', id: '2026' });
    expect((await factsOf('permohonan', '2026'))?.facts).toEqual(expect.arrayContaining([{ label: 'Permohonan diterima', value: '0' }, { label: 'Selesai tepat waktu', value: '0 dari 0' }]));
    expect(await factsOf('permohonan', '2026:tidak-ada')).toBeUndefined();
    await inTenant(t.context(), (x) => part<CalendarPort<TenantContext>>(t.house, 'calendar').snapshot(x));
    const [calendar] = await found('kalender');
    expect((await factsOf('calendar', calendar!.id))?.facts).toEqual(expect.arrayContaining([{ label: 'Tahun yang dimuat', value: '2024, 2025, 2026' }]));
    for (const [module, id] of [['calendar', uuidv7()], ['audit-trail', 'lain'], ['permohonan', '1999']] as const) expect(await factsOf(module, id)).toBeUndefined();
  });
});

describe('an outcome', () => {
  const values = Array.from({ length: 47 }, (_, at) => ({ number: String(at + 1), level: at === 28 ? '1' : '4', fakta: 'F', analisis: 'A', justifikasi: at === 28 ? 'Belum pernah diaudit.' : '' }));
  const recommendation = uuidv7();
  const outcome = (more: Partial<OutcomeCopy> = {}): OutcomeCopy => ({
    campaign, no: 1, state: 'provisional', index: '3.96', exact: '3.955', predicate: 'Sangat Baik', parts: [{ key: 'domain:1', number: '1', name: 'Kebijakan Internal SPBE', value: '4.00' }, { key: 'aspect:6', number: '6', name: 'Pelaksanaan Audit TIK', value: '3.00' }], values,
    strengths: [{ number: '1', text: 'Lengkap.' }], weaknesses: [{ number: '29', text: 'Belum diaudit.' }], summary: 'Dahulukan audit.', recommendations: [{ id: recommendation, number: '29', text: 'Melaksanakan audit infrastruktur.', to: 'Inspektorat', by: '2026-12-31' }],
    before: { name: 'Tahun 2025', index: '2.94', parts: { 'aspect:6': '1.33' } }, peers: null, report: null, objectBy: '2026-04-02', ...more,
  });

  it('is shown with parts, findings and the days left to object', async () => {
    expect((await lead().getOutcome({ id: campaign })).objecting.sentence).toContain('Belum ada hasil');
    t.clock.set(new Date('2026-03-23T02:00:00Z'));
    told = { ...told, outcome: outcome() };
    await arrives();
    const page = await lead().getOutcome({ id: campaign });
    expect(page).toMatchObject({ min: '1', max: '5', reportUrl: null, followUp: 0, objecting: { open: true, until: '2026-04-02', daysLeft: 10, sentence: '' } });
    expect(page.parts[1]).toMatchObject({ tier: 'Aspek', value: '3.00', before: '1.33', peers: null });
    expect(page.values[28]).toMatchObject({ name: 'Tingkat Kematangan Pelaksanaan Audit Infrastruktur SPBE', part: 'Aspek 6: Pelaksanaan Audit TIK', level: '1', levelName: 'Rintisan', claimed: '2', justifikasi: 'Belum pernah diaudit.' });
    expect(page.weaknesses).toEqual([{ number: '29', name: 'Tingkat Kematangan Pelaksanaan Audit Infrastruktur SPBE', level: '1', text: 'Belum diaudit.' }]);
  });

  it('may be objected to by those responsible, once an indicator, with files of their own', async () => {
    const of = { id: campaign, number: '29', text: 'Audit dilaksanakan November 2025, laporannya terlampir.' };
    for (const viewer of [team.member, team.stranger]) expect(await refusalOf(apiOf(t, viewer).objectTo(of))).toBe('request.not-allowed');
    const upload = await uploaded(t, team.responsible, 'Laporan-audit.pdf');
    expect(await refusalOf(lead().objectTo({ ...of, uploads: [upload] }))).toBe('files.unknown');
    expect(await refusalOf(lead().objectTo({ ...of, number: '99' }))).toBe('self-assessment.unknown-indicator');
    const { id } = await apiOf(t, team.responsible).objectTo({ ...of, uploads: [upload] });
    expect(await refusalOf(lead().objectTo(of))).toBe('self-assessment.objected-already');
    const { objections } = await part<Participant<Context>>(t.house, 'self-assessment').repliesOf(t.context(), campaign);
    expect(objections).toMatchObject([{ id, items: [{ number: '29' }], files: [{ name: 'Laporan-audit.pdf', type: 'application/pdf' }] }]);
    expect((await lead().getOutcome({ id: campaign })).objecting.numbers).toHaveLength(46);
  });

  it('an answer stands beside the objection, and the first one stays', async () => {
    const [sent] = (await lead().getOutcome({ id: campaign })).objections;
    told = { ...told, objectionAnswers: [{ objection: sent!.id, text: 'Laporan audit sah; tingkat menjadi 3.', at: '2026-03-24T02:00:00.000Z', accepted: true }] };
    await arrives();
    told = { ...told, objectionAnswers: [{ ...told.objectionAnswers[0]!, accepted: false, text: 'Lain' }] };
    await arrives();
    expect((await lead().getOutcome({ id: campaign })).objections).toMatchObject([{ accepted: true, answer: 'Laporan audit sah; tingkat menjadi 3.' }]);
  });

  it('is closed to objections after the last day', async () => {
    t.clock.set(new Date('2026-04-03T02:00:00Z'));
    expect(await refusalOf(lead().objectTo({ id: campaign, number: '30', text: 'Audit aplikasi juga sudah dilaksanakan.' }))).toBe('self-assessment.objection-late');
  });

  it('once final its recommendations wait to be followed up, and its report lies here', async () => {
    const sha256 = await t.house.files.put(t.other, Buffer.from('%PDF-1.7 laporan'));
    told = { ...told, outcome: outcome({ no: 2, state: 'final', objectBy: null, report: { sha256, name: 'Laporan.pdf' } }) };
    await arrives();
    await arrives();
    const page = await lead().getOutcome({ id: campaign });
    expect(page).toMatchObject({ followUp: 1, objecting: { open: false } });
    expect(await t.house.files.has(t.instansi, sha256)).toBe(true);
    expect(await refusalOf(lead().objectTo({ id: campaign, number: '30', text: 'Audit aplikasi juga sudah dilaksanakan.' }))).toBe('self-assessment.outcome-final');
    expect((await lead().listFollowUp({})).rows).toMatchObject([{ id: recommendation, source: 'Evaluasi SPBE 2026', year: 2026, number: '29', addressee: 'Inspektorat', due: '2026-12-31', unit: null, state: 'open' }]);
  });

  it('published by the organiser, it stands at the own /indeks with its source; a correction takes its place, and what is taken back is gone', async () => {
    const indeks = async () => (await (t.api.forPages(t.context()) as unknown as Api).assessments.national({})).told;
    expect(await indeks()).toEqual([]);
    told = { ...told, publishedAt: '2026-05-02T02:00:00.000Z' };
    await arrives();
    await arrives();
    // 4 − 3 × 1.50 ÷ 100 = 3.955: one indicator of audit at 1
    expect(await indeks()).toMatchObject([{ cycle: { year: 2026, own: true, count: 1, source: 'Provinsi Jawa Timur, Evaluasi SPBE 2026' }, row: { region: '35.02', index: '3.96', predicate: 'Sangat Baik' } }]);
    const { row } = (await indeks())[0]!;
    const one = await (t.api.forPages(t.context()) as unknown as Api).assessments.institution({ id: row.institution });
    expect(one).toMatchObject({ besides: [], history: [{ index: '3.96' }], row: { index: '3.96' } });
    expect(await inTenant(t.context(), (x) => x.tx.one<{ count: number }>(sql`select count(*)::int as count from assessments.result_set`))).toEqual({ count: 1 });
    told = { ...told, outcome: outcome({ no: 3, state: 'final', objectBy: null, values: values.map((one) => ({ ...one, level: '4' })) }) };
    await arrives();
    expect((await indeks()).map(({ row: now }) => now.index)).toEqual(['4.00']);
    told = { ...told, publishedAt: null };
    await arrives();
    expect(await indeks()).toEqual([]);
    t.clock.set(START);
  });
});
