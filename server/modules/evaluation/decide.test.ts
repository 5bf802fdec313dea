import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Context, Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { ObjectionCopy, Organiser } from '../self-assessment/contract.ts';
import { DAYS, deskScene, type DeskScene } from './desk.testing.ts';
import { as, codeOf, deliver, noticesAt, send } from './evaluation.testing.ts';
import { evaluation } from './module.ts';

// Chapters: before anything is whole · the conclusion · the provisional outcome · objections · the final one · publication · a correction

const t = await createTestHouse();
let s: DeskScene;
let participant: string;
const NUMBERS = Array.from({ length: 47 }, (_, at) => String(at + 1));
const fresh = (viewer: Viewer): Viewer => ({ ...viewer, secondFactorAt: t.clock.now() });
const lead = () => as(t, fresh(s.c.organiser));
const told = () => part<Organiser<Context>>(t.house, 'assessment-organiser').tellTo(t.context(null, s.c.ministry), s.campaign, t.instansi);
const national = () => (t.api.forPages(t.context(null, s.c.ministry)) as unknown as Api).assessments.national({});
const read = async (sha256: string): Promise<string> => {
  const path = join(mkdtempSync(join(tmpdir(), 'pendopo-report-')), 'report.pdf');
  writeFileSync(path, (await t.house.files.find(s.c.ministry, sha256))!);
  return execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
};
const RECOMMENDATION = { text: 'Melaksanakan audit infrastruktur SPBE.', addressee: 'Inspektorat Kabupaten Ponorogo', due: '2026-12-31', number: '29' };

async function conclude(more: Record<string, unknown> = {}) {
  const { seq, strengths, weaknesses } = await as(t, s.c.budi).getConclusion({ participant });
  const kept = (rows: typeof strengths) => rows.filter((one) => one.kept).map(({ number, text }) => ({ number, text }));
  return as(t, s.c.budi).saveConclusion({ participant, seq, summary: 'Layanan baik, dahulukan audit.', strengths: kept(strengths), weaknesses: kept(weaknesses), recommendations: [RECOMMENDATION], ...more });
}

beforeAll(async () => {
  s = await deskScene(t, { places: ['first', 'reviewer'], submission: { papers: [{ kind: 'persetujuan-publikasi', sha256: 'a'.repeat(64), number: '1', name: 'p.pdf', consents: true }] } });
  participant = s.ponorogo;
});

/** Every value 3 but 29, which is 1, and 42, which is 5. */
async function assess(): Promise<void> {
  const level = (number: string) => (number === '29' ? '1' : number === '42' ? '5' : '3');
  for (const number of NUMBERS) {
    const { seen } = await as(t, s.c.budi).atIndicator({ participant, number });
    await as(t, s.c.budi).giveVerdict({ participant, number, seen, level: level(number), fakta: 'Fakta asesor', analisis: 'Analisis asesor', justifikasi: number === '29' ? 'Audit belum pernah dilaksanakan.' : 'Sesuai data dukung.' });
  }
}
async function review(): Promise<void> {
  t.clock.set(DAYS.final);
  const items = [];
  for (const number of NUMBERS) items.push({ number, seen: (await as(t, s.c.reviewer).atIndicator({ participant, number })).seen });
  await as(t, s.c.reviewer).markReview({ participant, mark: 'valid', items } as never);
}

describe('before it is whole', () => {
  it('nothing is decided', async () => {
    expect(await codeOf(lead().decide({ participant }))).toBe('evaluation.decide-early');
    await assess();
    t.clock.set(DAYS.final);
    expect(await codeOf(lead().decide({ participant }))).toBe('evaluation.decide-unreviewed');
    await review();
    expect(await codeOf(lead().decide({ participant }))).toBe('evaluation.decide-no-recommendation');
    expect(await codeOf(lead().decide({ participant: s.pacitan }))).toBe('evaluation.decide-incomplete');
  });
});

describe('who may', () => {
  it('conclude: who is assigned and the organiser, nobody else', async () => {
    for (const who of [s.c.budi, s.c.reviewer, s.c.organiser]) expect(await codeOf(as(t, who).getConclusion({ participant }))).toBe('ok');
    expect(await codeOf(as(t, s.c.dewi).getConclusion({ participant }))).toBe('evaluation.not-assigned');
    expect(await codeOf(as(t, s.c.coordinator).getConclusion({ participant }))).toBe('request.not-allowed');
    expect(await codeOf(as(t, null).getConclusion({ participant }))).toBe('request.not-signed-in');
    expect(await codeOf(as(t, s.c.dewi).saveConclusion({ participant, seq: 0 }))).toBe('evaluation.not-assigned');
  });
  it('decide, answer, publish and correct: the organiser, with a second factor of the last minutes', async () => {
    const inputs = { decide: { participant }, signReport: { decision: uuidv7() }, answerObjection: { objection: uuidv7(), accepted: false, text: 'Tidak cukup bukti.' }, recordConsent: { participant, given: true, basis: 'Surat 12/2026' }, publish: { id: s.campaign }, correct: { participant, number: '1', level: '2', reason: 'Keliru membaca pasal.' } };
    for (const [name, input] of Object.entries(inputs)) {
      expect(await codeOf((as(t, s.c.budi) as never as Record<string, (one: unknown) => Promise<unknown>>)[name]!(input)), name).toBe('request.not-allowed');
      expect(await codeOf((as(t, null) as never as Record<string, (one: unknown) => Promise<unknown>>)[name]!(input)), name).toBe('request.not-signed-in');
    }
    for (const name of ['decide', 'publish', 'correct'] as const) expect(await codeOf((as(t, { ...s.c.organiser, secondFactorAt: new Date(0) }) as never as Record<string, (one: unknown) => Promise<unknown>>)[name]!(inputs[name])), name).toBe('request.second-factor');
    expect(await codeOf(as(t, s.c.budi).results({ id: s.campaign }))).toBe('request.not-allowed');
  });
});

describe('the conclusion', () => {
  it('is proposed by the levels', async () => {
    const page = await as(t, s.c.budi).getConclusion({ participant });
    expect(page.strengths).toMatchObject([{ number: '42', level: '5', kept: true }]);
    expect(page.weaknesses).toMatchObject([{ number: '29', level: '1', text: 'Audit belum pernah dilaksanakan.', kept: true }]);
    // 3 + (2 × 3.00 − 2 × 1.50) ÷ 100 = 3.03
    expect(page.result).toMatchObject({ index: '3.03', exact: '3.03', predicate: 'Baik' });
    expect(page).toMatchObject({ valued: 47, unreviewed: 0, next: null, sentence: expect.stringContaining('rekomendasi'), seq: 0 });
  });
  it('keeps what was edited, whole rows only, and refuses a stale save', async () => {
    expect(await codeOf(conclude({ recommendations: [{ ...RECOMMENDATION, addressee: '' }] }))).toBe('evaluation.recommendation-incomplete');
    expect(await codeOf(conclude({ strengths: [{ number: '99', text: 'Entah' }] }))).toBe('evaluation.unknown-finding');
    expect(await conclude({ strengths: [{ number: '42', text: 'Pengaduan terhubung nasional.' }, { number: '1', text: '' }] })).toEqual({ seq: 1 });
    const page = await as(t, s.c.reviewer).getConclusion({ participant });
    expect(page.strengths).toEqual([expect.objectContaining({ number: '42', text: 'Pengaduan terhubung nasional.', kept: true })]);
    expect(page.recommendations).toMatchObject([RECOMMENDATION]);
    expect(await codeOf(as(t, s.c.reviewer).saveConclusion({ participant, seq: 0, summary: 'Lain' }))).toBe('evaluation.conclusion-changed');
  });
  it('keeps the id of a recommendation when it is worded anew, and takes no id from outside', async () => {
    const [one] = (await as(t, s.c.budi).getConclusion({ participant })).recommendations;
    await conclude({ recommendations: [{ ...RECOMMENDATION, id: one!.id, text: 'Melaksanakan audit infrastruktur dan aplikasi SPBE.' }, { ...RECOMMENDATION, id: uuidv7(), number: '' }] });
    const { recommendations } = await as(t, s.c.budi).getConclusion({ participant });
    expect(recommendations.map(({ id }) => id)[0]).toBe(one!.id);
    expect(recommendations).toHaveLength(2);
  });
});

describe('the provisional outcome', () => {
  it('is told with a signed report', async () => {
    expect((await told())!.outcome).toBeNull();
    const made = await lead().decide({ participant });
    expect(made).toMatchObject({ state: 'provisional', report: 'signed' });
    const { outcome } = (await told())!;
    expect(outcome).toMatchObject({ no: 1, state: 'provisional', index: '3.03', objectBy: '2026-04-30', report: { name: expect.stringContaining('Ponorogo') } });
    expect(outcome!.values).toHaveLength(47);
    expect(outcome!.recommendations[0]).toMatchObject({ to: 'Inspektorat Kabupaten Ponorogo', by: '2026-12-31' });
    expect(await deliver(t, evaluation)).toContain('evaluation.told');
  });
  it('whose report says the same as what is told', async () => {
    const { outcome } = (await told())!;
    const text = await read(outcome!.report!.sha256);
    for (const words of ['LAPORAN HASIL EVALUASI', '3,03', 'Radar aspek', 'Inspektorat Kabupaten Ponorogo', '31 Desember 2026', 'Audit belum pernah dilaksanakan', 'sampai 30 April 2026', 'Sementara']) expect(text).toContain(words);
    const [decision] = (await lead().getConclusion({ participant })).decisions;
    expect(decision).toMatchObject({ no: 1, state: 'provisional', reportState: 'signed', reportNumber: '500.12.6/1/DEPUTI/IV/2026' });
    expect((await t.app.inject({ url: decision!.url!, headers: { host: 'penilai.test' } })).statusCode).toBe(401);
  });
  it('is not the public’s', async () => {
    expect((await national()).cycles).toEqual([]);
    expect(await codeOf(lead().publish({ id: s.campaign }))).toBe('evaluation.publish-early');
  });
  it('cannot be changed by the application', async () => {
    const tried = (statement: ReturnType<typeof sql>) => t.house.db.inTenant(s.c.ministry, (tx) => tx.run(statement)).then(String, (error: { code: string }) => error.code);
    expect(await tried(sql`update evaluation.decision set outcome = '{}'`)).toBe('42501');
    expect(await tried(sql`delete from evaluation.decision`)).toBe('42501');
  });
});

describe('objections', () => {
  const objection = (number: string, more: Partial<ObjectionCopy> = {}): ObjectionCopy => ({ id: uuidv7(), campaign: s.campaign, at: '2026-04-22T02:00:00.000Z', by: 'Sekretaris Daerah', items: [{ number, text: 'Audit dilaksanakan November 2025.' }], files: [], ...more });
  const arrive = () => send(t, evaluation, 'self-assessment.replied', { campaign: s.campaign, to: s.c.ministry });

  it('come once, with their files, in time only', async () => {
    t.clock.set(DAYS.objection);
    const bytes = Buffer.from('%PDF-1.4 audit');
    const sha256 = await t.house.files.put(t.instansi, bytes);
    s.home.told.objections = [objection('29', { files: [{ sha256, type: 'application/pdf', name: 'Audit.pdf' }, { sha256: createHash('sha256').update('x').digest('hex'), type: 'application/pdf', name: 'Hilang.pdf' }] }), objection('1', { at: '2026-04-22T02:05:00.000Z' }), objection('2', { at: '2026-04-30T17:30:00.000Z' })];
    await arrive();
    await arrive();
    const { objections } = await lead().getConclusion({ participant });
    expect(objections.map(({ number }) => number)).toEqual(['29', '1']);
    expect(objections[0]!.files.map(({ name, intact }) => [name, intact])).toEqual([['Audit.pdf', true], ['Hilang.pdf', false]]);
    expect(await t.house.files.has(s.c.ministry, sha256)).toBe(true);
    expect((await lead().results({ id: s.campaign, only: 'objections' })).rows).toMatchObject([{ openObjections: 2, decision: 'provisional' }]);
    // Both in the same millisecond: neither comes first.
    expect((await noticesAt(t, s.c.ministry, s.c.organiser)).toSorted()).toEqual(['Sanggahan atas indikator 1', 'Sanggahan atas indikator 29']);
  });
  it('refused with a reason, the value stays', async () => {
    const second = (await lead().getConclusion({ participant })).objections[1]!;
    expect(await lead().answerObjection({ objection: second.id, accepted: false, text: 'Peraturan belum memuat seluruh domain.' })).toEqual({ index: '3.03' });
    expect(await codeOf(lead().answerObjection({ objection: second.id, accepted: true, level: '5', text: 'Berubah pikiran saja.' }))).toBe('evaluation.objection-answered');
  });
  it('accepted, the value changes with its reason and the index with it', async () => {
    const first = (await lead().getConclusion({ participant })).objections[0]!;
    for (const level of ['', '6', '2.5', '1']) expect(await codeOf(lead().answerObjection({ objection: first.id, accepted: true, level, text: 'Laporan audit sah.' })), level).toBe('evaluation.objection-level');
    // 3.03 + 2 × 1.50 ÷ 100 = 3.06
    expect(await lead().answerObjection({ objection: first.id, accepted: true, level: '3', text: 'Laporan audit sah dan masih berlaku.' })).toEqual({ index: '3.06' });
    const page = await lead().getConclusion({ participant });
    expect(page.objections[0]).toMatchObject({ accepted: true, from: '1', to: '3', level: '3' });
    expect((await told())!.objectionAnswers).toEqual([expect.objectContaining({ accepted: true }), expect.objectContaining({ accepted: false })]);
    // What was told stays as it was told.
    expect((await told())!.outcome).toMatchObject({ no: 1, index: '3.03' });
  });
});

describe('the final outcome', () => {
  it('waits for the end of the objection phase', async () => {
    expect((await lead().getConclusion({ participant })).next).toBe('provisional');
    t.clock.set('2026-05-01T02:00:00Z');
    expect((await lead().getConclusion({ participant })).next).toBe('final');
  });
  it('replaces the provisional one and its report', async () => {
    await conclude();
    expect(await lead().decide({ participant })).toMatchObject({ state: 'final', report: 'signed' });
    const { outcome } = (await told())!;
    expect(outcome).toMatchObject({ no: 2, state: 'final', index: '3.06', objectBy: null });
    expect(outcome!.values.find(({ number }) => number === '29')).toMatchObject({ level: '3', justifikasi: 'Laporan audit sah dan masih berlaku.' });
    const { decisions } = await lead().getConclusion({ participant });
    expect(decisions.map(({ no, index }) => [no, index])).toEqual([[2, '3.06'], [1, '3.03']]);
    const status = await t.house.db.inTenant(s.c.ministry, (tx) => tx.one<{ status: string }>(sql`select status from issuance.document where id = ${decisions[1]!.document}`));
    expect(status.status).toBe('superseded');
    expect(await codeOf(lead().decide({ participant }))).toBe('evaluation.decided-already');
    expect(await codeOf(conclude())).toBe('evaluation.conclusion-closed');
  });
});

describe('publication', () => {
  it('shows the final results of who agreed', async () => {
    t.clock.set(DAYS.publication);
    expect((await lead().results({ id: s.campaign })).counts).toMatchObject({ all: 3, final: 1 });
    await lead().recordConsent({ participant, given: false, basis: 'Surat pencabutan 3/2026' });
    expect(await codeOf(lead().publish({ id: s.campaign }))).toBe('evaluation.publish-nothing');
    await lead().recordConsent({ participant, given: true, basis: 'Surat persetujuan 4/2026' });
    expect((await told())!.publishedAt).toBeNull();
    expect(await lead().publish({ id: s.campaign })).toEqual({ shown: 1, withheld: 2 });
    expect((await national()).rows).toMatchObject([{ name: 'Kabupaten Ponorogo', index: '3.06', predicate: 'Baik' }]);
    expect(await codeOf(lead().publish({ id: s.campaign }))).toBe('evaluation.publish-again');
    expect((await told())!.publishedAt).toBe(new Date(DAYS.publication).toISOString());
  });
  it('after which nothing changes', async () => {
    const page = await lead().getConclusion({ participant });
    expect(page).toMatchObject({ published: true, may: { edit: false }, next: null });
    expect(await codeOf(lead().decide({ participant }))).toBe('evaluation.decided-already');
  });
});

describe('a correction', () => {
  it('is a new decision, a new report and a new set', async () => {
    expect(await codeOf(lead().correct({ participant: s.pacitan, number: '1', level: '4', reason: 'Keliru membaca pasal.' }))).toBe('evaluation.not-published');
    expect(await codeOf(lead().correct({ participant, number: '1', level: '9', reason: 'Keliru membaca pasal.' }))).toBe('evaluation.objection-level');
    // 3.06 + 1.30 ÷ 100 = 3.073
    expect(await lead().correct({ participant, number: '1', level: '4', reason: 'Keliru membaca pasal.' })).toMatchObject({ index: '3.07' });
    expect((await national()).rows).toMatchObject([{ index: '3.07' }]);
    const sets = await t.house.db.inTenant(s.c.ministry, (tx) => tx.many<{ state: string }>(sql`select state from assessments.result_set order by made_at`));
    expect(sets.map(({ state }) => state).toSorted()).toEqual(['public', 'replaced', 'working']);
    expect((await told())!.outcome).toMatchObject({ no: 3, state: 'final', index: '3.07' });
    expect((await lead().results({ id: s.campaign })).publications).toMatchObject([{ no: 2, reason: 'Keliru membaca pasal.' }, { no: 1, shown: 1, withheld: 2 }]);
  });
});
