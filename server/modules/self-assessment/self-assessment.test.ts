import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogueInstrument } from '../../engines/scoring/instrument-catalogue.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { jobContext } from '../../platform/events/events.ts';
import { inTenant, type Context, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { CampaignCopy, Organiser, OutcomeCopy, Participant, QuestionCopy } from './contract.ts';
import { answerWhole, apiOf, opened, refusalOf, teamIn, uploaded, type Team } from './self-assessment.testing.ts';
import { takeIn } from './service/receive.ts';
import { remind } from './service/remind.ts';

const t = await createTestHouse();
const START = t.clock.now();
let team: Team;
let id: string;
const fresh = (viewer: Viewer): Viewer => ({ ...viewer, secondFactorAt: t.clock.now() });
const problem = (work: Promise<unknown>) => work.then(() => undefined, (error: { problem?: { code: string; detail: string; fields?: { path: string; message: string }[] } }) => error.problem);
const noticesOf = (viewer: Viewer) => t.house.db.asOwner((tx) => tx.many<{ title: string }>(sql`select title from notifications.notification where account = ${viewer.accountId} order by at`)).then((rows) => rows.map(({ title }) => title));

beforeAll(async () => {
  team = await teamIn(t);
  id = await opened(t, team);
});

describe('an internal campaign', () => {
  it('begins with an empty answer for each of the 47 indicators, and its instrument is kept', async () => {
    const board = await apiOf(t, team.coordinator).getBoard({ id });
    expect(board.rows).toHaveLength(47);
    expect(board.rows.every(({ state, level }) => state === 'empty' && level === null)).toBe(true);
    expect(board.scored).toMatchObject({ complete: false, answered: 0, index: '1.00' });
    expect(board.campaign).toMatchObject({ organiser: { own: true }, phase: { id: 'self', daysLeft: 29 }, progress: { total: 47, answered: 0 } });
    expect(board.window).toEqual({ answering: true, adding: true, sentence: '' });
  });

  it('is refused with bad phases, an unknown instrument, a form without weights; what is wrong stands at its phase', async () => {
    const api = apiOf(t, team.coordinator);
    const base = { title: 'Penilaian', year: 2026, mode: 'evaluasi' as const, instrument: 'spbe-2020', phases: [{ phase: 'self' as const, from: '2026-03-31', to: '2026-03-01' }] };
    expect((await problem(api.openCampaign(base)))?.fields?.[0]).toMatchObject({ path: 'phases.self' });
    expect((await problem(api.openCampaign({ ...base, phases: [{ phase: 'document', from: '2026-03-01', to: '2026-03-31' }] })))?.fields?.[0]?.message).toContain('penilaian mandiri');
    expect(await refusalOf(api.openCampaign({ ...base, phases: [{ phase: 'self', from: '2026-03-01', to: '2026-03-31' }], instrument: 'tidak-ada' }))).toBe('assessments.unknown-instrument');
    expect(await refusalOf(api.openCampaign({ ...base, phases: [{ phase: 'self', from: '2026-03-01', to: '2026-03-31' }], instrument: 'ietpd' }))).toBe('self-assessment.form-instrument');
    expect(await refusalOf(api.openCampaign({ ...base, phases: [{ phase: 'self', from: '2026-02-30', to: '2026-03-31' }] }))).toBe('request.invalid');
  });
});

describe('who may', () => {
  it.each(['listCampaigns', 'getBoard', 'getPath', 'getIndicator'] as const)('%s is for the team only', async (name) => {
    const input = { id, number: '1', target: '3,5' };
    for (const viewer of [team.coordinator, team.responsible, team.member]) expect(await refusalOf(apiOf(t, viewer)[name](input as never))).toBe('allowed');
    expect(await refusalOf(apiOf(t, team.stranger)[name](input as never))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, null)[name](input as never))).toBe('request.not-signed-in');
  });

  it('each verb belongs to its duty', async () => {
    const of = { id, number: '1', seq: 0 };
    const member = apiOf(t, team.member);
    expect(await refusalOf(member.approve({ id, items: [of] }))).toBe('request.not-allowed');
    expect(await refusalOf(member.sendBack({ ...of, reason: 'Perbaiki lagi' }))).toBe('request.not-allowed');
    expect(await refusalOf(member.assign({ id, numbers: ['1'], account: null }))).toBe('request.not-allowed');
    expect(await refusalOf(member.submit({ id }))).toBe('request.not-allowed');
    expect(await refusalOf(member.openCampaign({ title: 'Penilaian', year: 2026, mode: 'evaluasi', instrument: 'spbe-2020', phases: [{ phase: 'self', from: '2026-03-01', to: '2026-03-31' }] }))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, team.responsible).submit({ id }))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, team.coordinator).answer({ ...of, level: '2' }))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, team.coordinator).attachEvidence({ ...of, level: 2, kind: 'link', url: 'https://a.id' }))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, team.coordinator).approve({ id, items: [of] }))).toBe('request.not-allowed');
  });

  it('another institution sees nothing of it', async () => {
    const neighbour = await teamIn(t, t.other);
    const api = apiOf(t, neighbour.responsible, t.other);
    expect((await api.listCampaigns({})).items).toEqual([]);
    expect(await refusalOf(api.getBoard({ id }))).toBe('self-assessment.unknown');
    expect(await refusalOf(api.getIndicator({ id, number: '1' }))).toBe('self-assessment.unknown');
    expect(await refusalOf(api.answer({ id, number: '1', seq: 0, level: '2' }))).toBe('self-assessment.unknown');
    const { count } = await inTenant(t.context(null, t.other), (x) => x.tx.one<{ count: number }>(sql`select count(*) as count from self_assessment.answer`));
    expect(count).toBe(0);
  });
});

describe('indicators are given to colleagues', () => {
  it('a whole aspect at once, with one notice; somebody outside the team is refused', async () => {
    const api = apiOf(t, team.responsible);
    expect(await api.assign({ id, group: 'aspect:1', numbers: [], account: team.member.accountId })).toEqual({ changed: 10 });
    expect(await api.assign({ id, numbers: ['11', '12'], account: team.second.accountId })).toEqual({ changed: 2 });
    expect(await noticesOf(team.member)).toEqual(['10 indikator penilaian untuk Anda']);
    expect(await refusalOf(api.assign({ id, numbers: ['11'], account: team.stranger.accountId }))).toBe('self-assessment.not-in-team');
    expect(await refusalOf(api.assign({ id, numbers: ['99'], account: team.member.accountId }))).toBe('self-assessment.unknown-indicator');
    expect(await refusalOf(api.assign({ id, numbers: [], account: team.member.accountId }))).toBe('self-assessment.bad-input');
    expect((await apiOf(t, team.member).getBoard({ id, assignee: 'me' })).rows.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect((await apiOf(t, team.member).listCampaigns({})).items[0]!.mine).toEqual({ total: 10, open: 10 });
    expect((await api.getBoard({ id, assignee: 'nobody' })).rows).toHaveLength(35);
  });

  it('a member writes only what was assigned', async () => {
    const member = apiOf(t, team.member);
    expect(await refusalOf(member.answer({ id, number: '11', seq: 0, level: '2' }))).toBe('self-assessment.not-assigned');
    expect(await refusalOf(member.answer({ id, number: '13', seq: 0, level: '2' }))).toBe('self-assessment.not-assigned');
    expect(await refusalOf(member.attachEvidence({ id, number: '11', level: 2, kind: 'link', url: 'https://ponorogo.go.id' }))).toBe('self-assessment.not-assigned');
  });
});

describe('an answer', () => {
  it.each([['0', 'di luar skala'], ['6', 'di luar skala'], ['2.5', 'tingkat bulat'], ['2,5', 'tingkat bulat'], ['tiga', 'bukan angka'], ['-1', 'bukan angka'], ['1e1', 'bukan angka'], ['٣', 'bukan angka']])('level %j is refused in words: %s', async (level, words) => {
    const refused = await problem(apiOf(t, team.member).answer({ id, number: '1', seq: 0, level }));
    expect(refused).toMatchObject({ code: 'self-assessment.bad-level', fields: [{ path: 'level' }] });
    expect(refused!.fields![0]!.message).toContain(words);
  });

  it('level 0 is good in SPBE 2018, a decimal where another body scores', async () => {
    const api = apiOf(t, team.responsible);
    const old = await opened(t, team, { instrument: 'spbe-2018', year: 2018 });
    expect(await api.answer({ id: old, number: '1', seq: 0, level: '0' })).toMatchObject({ state: 'working' });
    const pemdi = await opened(t, team, { instrument: 'pemdi-2026' });
    expect(await api.answer({ id: pemdi, number: '5', seq: 0, level: '3,25' })).toMatchObject({ state: 'working' });
    expect(await refusalOf(api.answer({ id: pemdi, number: '1', seq: 0, level: '3.25' }))).toBe('self-assessment.bad-level');
    expect((await api.getIndicator({ id: pemdi, number: '5' })).answer.level).toBe('3.25');
  });

  it('is kept as a draft with all its texts; criteria that do not exist are refused', async () => {
    const api = apiOf(t, team.member);
    expect(await refusalOf(api.answer({ id, number: '1', seq: 0, level: '3', met: ['3.z'] }))).toBe('self-assessment.bad-input');
    expect(await refusalOf(api.answer({ id, number: '1', seq: 0, level: '3', asks: 'Perizinan' }))).toBe('self-assessment.bad-input');
    expect(await api.answer({ id, number: '1', seq: 0, level: '3', met: ['2.a'], fakta: '<b>Perbup</b> 12/2024 🙂' })).toEqual({ state: 'working', seq: 1 });
    const one = await api.getIndicator({ id, number: '1' });
    expect(one.answer).toMatchObject({ level: '3', fakta: '<b>Perbup</b> 12/2024 🙂', state: 'working' });
    expect(one.reachable).toBe('2');
    expect(one.lacks.map(({ text }) => text)).toEqual(['1 kriteria kurang', 'Analisis kosong', 'tanpa bukti']);
    expect(one.levels[0]!.criteria[0]!.met).toBe(true);
  });

  it('was changed by somebody else: nothing is overwritten', async () => expect(await refusalOf(apiOf(t, team.member).answer({ id, number: '1', seq: 0, level: '2' }))).toBe('self-assessment.changed'));

  it('is not ready while something lacks, and the refusal names it', async () => {
    expect((await problem(apiOf(t, team.member).markReady({ id, number: '1', seq: 1 })))?.detail).toBe('Indikator 1 belum lengkap: 1 kriteria kurang, Analisis kosong, tanpa bukti. Lengkapi, lalu tandai lagi.');
  });

  it('is marked ready, sent back with a reason, marked again and approved', async () => {
    const [member, responsible] = [apiOf(t, team.member), apiOf(t, team.responsible)];
    let seq = await answerWhole(t, team.member, id, '1', 3);
    ({ seq } = await member.markReady({ id, number: '1', seq }));
    expect(await noticesOf(team.responsible)).toContain('Indikator 1 siap diperiksa');
    ({ seq } = await responsible.sendBack({ id, number: '1', seq, reason: 'Sebut halaman peraturannya.' }));
    expect((await member.getIndicator({ id, number: '1' })).remarks.at(-1)).toMatchObject({ kind: 'returned', text: 'Sebut halaman peraturannya.' });
    expect(await refusalOf(responsible.sendBack({ id, number: '1', seq, reason: 'Sekali lagi' }))).toBe('self-assessment.nothing-to-return');
    ({ seq } = await member.markReady({ id, number: '1', seq }));
    expect(await responsible.approve({ id, items: [{ number: '1', seq: seq - 1 }, { number: '2', seq: 0 }, { number: '99', seq: 0 }] })).toMatchObject({ approved: 0, refused: [{ number: '1' }, { number: '2' }, { number: '99' }] });
    expect(await responsible.approve({ id, items: [{ number: '1', seq }, { number: '1', seq }] })).toEqual({ approved: 1, refused: [] });
    expect(await refusalOf(member.answer({ id, number: '1', seq: seq + 1, level: '4' }))).toBe('self-assessment.approved');
    expect(await refusalOf(member.attachEvidence({ id, number: '1', level: 3, kind: 'link', url: 'https://ponorogo.go.id' }))).toBe('self-assessment.approved');
  });
});

describe('evidence', () => {
  it('is a file that was uploaded by oneself, and its age is computed from the instrument', async () => {
    const api = apiOf(t, team.member);
    const upload = await uploaded(t, team.member, '2.b.Notula-Reviu.pdf');
    const { id: first } = await api.attachEvidence({ id, number: '2', level: 4, letter: 'b', kind: 'file', upload, where: 'halaman 3', documentDate: '2024-02-01' });
    const row = (await api.getIndicator({ id, number: '2' })).levels.find(({ level }) => level === 4)!.evidence[0]!;
    expect(row).toMatchObject({ id: first, title: '2.b.Notula-Reviu', documentDate: '2024-02-01', expiresOn: '2026-02-01', age: 'expired', version: 1, frozen: false, file: { type: 'application/pdf' } });
    expect(await refusalOf(api.attachEvidence({ id, number: '2', level: 4, letter: 'b', kind: 'file', upload: await uploaded(t, team.second, 'punya-orang.pdf') }))).toBe('files.unknown');
    expect(await refusalOf(api.attachEvidence({ id, number: '2', level: 4, kind: 'file' }))).toBe('self-assessment.bad-input');
    // Monday 2 March 2026: a paper of tomorrow is none yet, and would be valid for longer than it is.
    expect((await problem(api.attachEvidence({ id, number: '2', level: 4, letter: 'b', kind: 'link', url: 'https://ponorogo.go.id/sk', documentDate: '2026-03-03' })))?.fields?.[0]).toMatchObject({ path: 'documentDate', message: expect.stringContaining('belum tiba') });
  });

  it('is replaced by a next version, and only the newest is replaced', async () => {
    const api = apiOf(t, team.member);
    const [old] = (await api.getIndicator({ id, number: '2' })).levels.find(({ level }) => level === 4)!.evidence;
    expect(await api.attachEvidence({ id, number: '2', level: 4, letter: 'b', kind: 'file', upload: await uploaded(t, team.member, 'Notula-2025.pdf'), documentDate: '2025-09-01', replaces: old!.id })).toMatchObject({ version: 2 });
    const rows = (await api.getIndicator({ id, number: '2' })).levels.find(({ level }) => level === 4)!.evidence;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ version: 2, age: 'fresh', expiresOn: '2027-09-01', former: [{ version: 1, id: old!.id }] });
    expect(await refusalOf(api.attachEvidence({ id, number: '2', level: 4, letter: 'b', kind: 'link', url: 'https://ponorogo.go.id', replaces: old!.id }))).toBe('self-assessment.changed');
    expect(await refusalOf(api.attachEvidence({ id, number: '3', level: 4, kind: 'link', url: 'https://ponorogo.go.id', replaces: rows[0]!.id }))).toBe('self-assessment.unknown-evidence');
  });

  it('is a https link, a letter of its level, a level of the scale', async () => {
    const api = apiOf(t, team.member);
    const link = { id, number: '3', level: 3, kind: 'link' as const, url: 'https://jdih.ponorogo.go.id/perbup/12' };
    expect((await problem(api.attachEvidence({ ...link, url: 'http://ponorogo.go.id' })))?.fields?.[0]).toEqual({ path: 'url', message: 'Alamat harus mulai dengan https://.' });
    expect((await problem(api.attachEvidence({ ...link, letter: 'z' })))?.fields?.[0]?.path).toBe('letter');
    expect((await problem(api.attachEvidence({ ...link, level: 6 })))?.fields?.[0]?.path).toBe('level');
    const { id: made } = await api.attachEvidence(link);
    expect(await api.dropEvidence({ id, evidence: made })).toEqual({ number: '3' });
    expect(await refusalOf(api.dropEvidence({ id, evidence: made }))).toBe('self-assessment.unknown-evidence');
  });

  it('is opened by the team only', async () => {
    const [row] = (await apiOf(t, team.member).getIndicator({ id, number: '2' })).levels.find(({ level }) => level === 4)!.evidence;
    const { evidenceFile } = await import('./service/evidence.ts');
    const of = (viewer: Viewer | null, instansi = t.instansi) => evidenceFile(t.context(viewer, instansi), id, row!.id).then(({ name }) => name, (error: { refusal?: { code: string } }) => error.refusal?.code);
    expect(await of(team.coordinator)).toBe('Notula-2025.pdf');
    expect(await of(team.stranger)).toBe('request.not-allowed');
    expect(await of(null)).toBe('request.not-signed-in');
    expect((await t.app.inject({ url: `/api/penilaian/${id}/bukti/${row!.id}/isi`, headers: { host: 'ponorogo.test' } })).statusCode).toBe(401);
  });

  it('of somebody else’s wall cannot be reached', async () => expect(await refusalOf(apiOf(t, { ...team.member, hat: { ...team.member.hat!, instansi: t.other } }, t.other).dropEvidence({ id, evidence: uuidv7() }))).toBe('self-assessment.unknown-evidence'));
});

describe('the board', () => {
  it('shows problems, filters by them, and tells what lifts most with the agency that holds the paper', async () => {
    const board = await apiOf(t, team.responsible).getBoard({ id, only: 'problems', group: 'domain:1' });
    expect(board.rows.map(({ number }) => number)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect((await apiOf(t, team.responsible).getBoard({ id, state: 'approved' })).rows.map(({ number, level, levelName }) => [number, level, levelName])).toEqual([['1', '3', 'Terdefinisi']]);
    expect(board.lifts).toHaveLength(10);
    const path = await apiOf(t, team.member).getPath({ id, target: '1,10' });
    expect(path).toMatchObject({ reached: true, target: '1.10' });
    expect(path.steps.find(({ number }) => number === '11' || number === '12')?.holder ?? 'BPKAD').toBe('BPKAD');
    expect(await apiOf(t, team.member).getPath({ id, target: '5,1' })).toMatchObject({ reached: false, steps: [] });
    expect(await refusalOf(apiOf(t, team.member).getPath({ id, target: 'tinggi' }))).toBe('request.invalid');
  });
});

describe('a deadline', () => {
  it('refuses answers with its date and whom to ask, on the calendar of the institution', async () => {
    // 31 March, 23.30 WIB is still the last day; half an hour later it is over.
    t.clock.set(new Date('2026-03-31T16:30:00Z'));
    const { answer } = await apiOf(t, team.member).getIndicator({ id, number: '4' });
    expect(await apiOf(t, team.member).answer({ id, number: '4', seq: answer.seq, level: '2' })).toMatchObject({ state: 'working' });
    t.clock.set(new Date('2026-03-31T17:00:00Z'));
    const late = await problem(apiOf(t, team.member).answer({ id, number: '4', seq: answer.seq + 1, level: '3' }));
    expect(late).toMatchObject({ code: 'self-assessment.too-late', detail: 'Pengisian berakhir 31 Maret 2026. Minta perpanjangan kepada Koordinator penilaian instansi Anda.' });
    expect(await refusalOf(apiOf(t, team.member).attachEvidence({ id, number: '4', level: 2, kind: 'link', url: 'https://ponorogo.go.id' }))).toBe('self-assessment.too-late');
    expect(await refusalOf(apiOf(t, fresh(team.coordinator)).submit({ id }))).toBe('self-assessment.too-late');
    expect((await apiOf(t, team.member).getBoard({ id })).window.sentence).toContain('31 Maret 2026');
    t.clock.set(new Date('2026-01-15T02:00:00Z'));
    expect((await problem(apiOf(t, team.member).answer({ id, number: '4', seq: answer.seq + 1, level: '3' })))?.detail).toContain('1 Februari 2026');
    t.clock.set(START);
  });
});

describe('a submission', () => {
  it('waits until every indicator is approved', async () => {
    expect(await refusalOf(apiOf(t, { ...team.coordinator, secondFactorAt: new Date(0) }).submit({ id }))).toBe('request.second-factor');
    expect(await problem(apiOf(t, fresh(team.coordinator)).submit({ id }))).toMatchObject({ code: 'self-assessment.not-complete', detail: 'Belum dapat dikirim: 46 indikator belum disetujui.' });
  });

  it('is sealed: its digest is that of its text, its evidence is frozen, its answers are locked', async () => {
    const responsible = apiOf(t, team.responsible);
    for (let n = 2; n <= 47; n++) {
      const seq = await answerWhole(t, team.responsible, id, String(n), 2);
      await responsible.markReady({ id, number: String(n), seq });
    }
    const ready = (await responsible.getBoard({ id, state: 'ready' })).rows;
    expect(await responsible.approve({ id, items: ready.map(({ number, seq }) => ({ number, seq })) })).toEqual({ approved: 46, refused: [] });
    const sent = await apiOf(t, fresh(team.coordinator)).submit({ id });
    expect(sent.no).toBe(1);
    const row = await inTenant(t.context(), (x) => x.tx.one<{ payload: string; sha256: string }>(sql`select payload, sha256 from self_assessment.submission where id = ${sent.id}`));
    expect(createHash('sha256').update(row.payload).digest('hex')).toBe(row.sha256);
    const copy = await part<Participant<Context>>(t.house, 'self-assessment').submissionOf(t.context(), sent.id);
    expect(copy).toMatchObject({ no: 1, campaign: id, by: { name: 'Sekretaris Daerah' }, institution: { name: 'Kabupaten Ponorogo', region: '35.02' }, papers: [] });
    expect(copy!.answers).toHaveLength(47);
    expect(copy!.answers[0]).toMatchObject({ number: '1', micro: '3000000', met: ['2.a', '3.a'] });
    expect(copy!.evidence.find(({ number }) => number === '2')).toMatchObject({ version: 2, file: { name: 'Notula-2025.pdf' } });
    const { answer, levels } = await responsible.getIndicator({ id, number: '2' });
    expect(await problem(responsible.answer({ id, number: '2', seq: answer.seq, level: '3' }))).toMatchObject({ code: 'self-assessment.locked', detail: expect.stringContaining('2 Maret 2026') });
    expect(await refusalOf(responsible.sendBack({ id, number: '2', seq: answer.seq, reason: 'Perbaiki lagi' }))).toBe('self-assessment.locked');
    expect(await refusalOf(responsible.dropEvidence({ id, evidence: levels.find(({ level }) => level === 4)!.evidence[0]!.id }))).toBe('self-assessment.frozen');
    expect(await refusalOf(apiOf(t, fresh(team.coordinator)).submit({ id }))).toBe('self-assessment.locked');
  });

  it('and its evidence cannot be changed or deleted by the application, whatever it asks', async () => {
    const tried = (statement: ReturnType<typeof sql>) => inTenant(t.context(), (x) => x.tx.run(statement)).then((rows) => `${rows} rows`, (error: { code: string }) => error.code);
    expect(await tried(sql`update self_assessment.submission set payload = 'x'`)).toBe('42501');
    expect(await tried(sql`delete from self_assessment.submission`)).toBe('42501');
    expect(await tried(sql`update self_assessment.evidence set title = 'x'`)).toBe('42501');
    expect(await tried(sql`delete from self_assessment.evidence`)).toBe('42501');
    expect(await inTenant(t.context(), (x) => x.tx.one(sql`select count(*) filter (where self_assessment.drop_evidence(id)) as dropped, count(*) as tried from self_assessment.evidence where frozen_at is not null`))).toEqual({ dropped: 0, tried: 48 });
  });

  it('evidence is added while assessors talk, as a new version, and goes out as the next number', async () => {
    t.clock.set(new Date('2026-04-22T02:00:00Z'));
    const api = apiOf(t, team.member);
    const sign = () => apiOf(t, fresh(team.coordinator)).submit({ id });
    expect(await refusalOf(sign())).toBe('self-assessment.nothing-new');
    const [old] = (await api.getIndicator({ id, number: '2' })).levels.find(({ level }) => level === 4)!.evidence;
    await api.attachEvidence({ id, number: '2', level: 4, letter: 'b', kind: 'link', url: 'https://ponorogo.go.id/notula-2026', documentDate: '2026-04-01', replaces: old!.id });
    expect(await sign()).toMatchObject({ no: 2 });
    const { submissions } = await api.getBoard({ id });
    expect(submissions.map(({ no }) => no)).toEqual([2, 1]);
    // The first copy is as it was.
    const first = await inTenant(t.context(), (x) => x.tx.one<{ payload: string }>(sql`select payload from self_assessment.submission where campaign = ${id} and no = 1`));
    expect(first.payload).toContain('Notula-2025.pdf');
    expect(first.payload).not.toContain('notula-2026');
    t.clock.set(START);
  });
});

describe('what an organiser tells', () => {
  const organiser = () => t.other;
  const campaign = uuidv7();
  const copy = (more: Partial<CampaignCopy> = {}): CampaignCopy => ({
    id: campaign, title: 'Evaluasi SPBE provinsi', year: 2027, mode: 'evaluasi', organiser: { instansi: organiser(), name: 'Provinsi Jawa Timur' }, instrument: catalogueInstrument('spbe-2020')!,
    phases: [{ phase: 'self', from: '2026-02-01', to: '2026-03-16' }], seq: 1, closed: false, ...more,
  });
  const question: QuestionCopy = { id: uuidv7(), campaign, number: '21', text: 'Kapan pedoman risiko ditetapkan?', askedAt: '2026-03-01T02:00:00.000Z', answerBy: '2026-03-20' };
  let told: Awaited<ReturnType<Organiser<Context>['tellTo']>>;
  const arrives = () => takeIn(jobContext(t.house, organiser(), 'job'), { instansi: organiser(), id: uuidv7(), event: 'evaluation.told', payload: { campaign, to: t.instansi } });
  beforeAll(() => void t.house.parts.set('assessment-organiser', { tellTo: async () => told } satisfies Organiser<Context>));

  it('becomes an own copy, once; the newer one wins and an older one changes nothing', async () => {
    told = { campaign: copy(), questions: [], objectionAnswers: [], outcome: null, publishedAt: null };
    await arrives();
    await arrives();
    const api = apiOf(t, team.coordinator);
    expect((await api.getBoard({ id: campaign })).campaign).toMatchObject({ title: 'Evaluasi SPBE provinsi', organiser: { name: 'Provinsi Jawa Timur', own: false }, progress: { total: 47 } });
    expect((await noticesOf(team.coordinator)).filter((title) => title === 'Penilaian baru dimulai')).toHaveLength(1);
    told = { ...told, campaign: copy({ seq: 3, title: 'Evaluasi SPBE 2027' }) };
    await arrives();
    told = { ...told, campaign: copy({ seq: 2, title: 'Judul lama' }) };
    await arrives();
    expect((await api.getBoard({ id: campaign })).campaign.title).toBe('Evaluasi SPBE 2027');
    // Other days are told in the words of the schedule, once.
    told = { ...told, campaign: copy({ seq: 4, title: 'Evaluasi SPBE 2027', phases: [{ phase: 'self', from: '2026-02-01', to: '2026-03-20' }] }) };
    await arrives();
    await arrives();
    expect((await noticesOf(team.coordinator)).filter((title) => title === 'Jadwal penilaian berubah')).toHaveLength(1);
    expect(await inTenant(t.context(null, t.other), (x) => x.tx.one<{ count: number }>(sql`select count(*) as count from self_assessment.campaign`))).toEqual({ count: 0 });
  });

  it('a question is shown and answered once; the answer is there for the organiser', async () => {
    told = { ...told!, questions: [question, { ...question, id: uuidv7(), number: '99' }] };
    await arrives();
    await arrives();
    const api = apiOf(t, team.responsible);
    expect((await api.getBoard({ id: campaign, only: 'questions' })).rows.map(({ number, questions }) => [number, questions])).toEqual([['21', 1]]);
    expect(await refusalOf(apiOf(t, team.member).reply({ id: campaign, question: question.id, text: 'Januari 2026' }))).toBe('self-assessment.not-assigned');
    await api.reply({ id: campaign, question: question.id, text: 'Ditetapkan 12 Januari 2026.' });
    expect(await refusalOf(api.reply({ id: campaign, question: question.id, text: 'Lagi' }))).toBe('self-assessment.unknown-question');
    const { replies } = await part<Participant<Context>>(t.house, 'self-assessment').repliesOf(t.context(), campaign);
    expect(replies).toMatchObject([{ question: question.id, text: 'Ditetapkan 12 Januari 2026.' }]);
    const sent = await t.house.db.asOwner((tx) => tx.many<{ payload: unknown }>(sql`select payload from platform.outbox where event = 'self-assessment.replied'`));
    expect(sent).toEqual([{ payload: { campaign, to: organiser() } }]);
  });

  it('an outcome replaces an older one only, and last year’s decided level stands beside this year’s answer', async () => {
    const outcome = (no: number, level: string): OutcomeCopy => ({
      campaign, no, state: 'provisional', index: '2.10', exact: '2.1', predicate: 'Cukup', parts: [], values: [{ number: '1', level, fakta: 'F', analisis: 'A', justifikasi: `Tingkat ${level}.` }], strengths: [], weaknesses: [], recommendations: [], report: null, objectBy: null,
    });
    told = { ...told!, outcome: outcome(2, '2') };
    await arrives();
    told = { ...told!, outcome: outcome(1, '5') };
    await arrives();
    expect((await apiOf(t, team.coordinator).getBoard({ id: campaign })).outcome).toMatchObject({ no: 2, values: [{ level: '2' }] });
    const next = await opened(t, team, { year: 2028 });
    expect((await apiOf(t, team.member).getIndicator({ id: next, number: '1' })).before).toEqual({ year: 2027, level: '2', text: 'Tingkat 2.' });
  });

  it('a closed campaign takes nothing more', async () => {
    told = { ...told!, campaign: copy({ seq: 9, closed: true }), outcome: null };
    await arrives();
    expect((await problem(apiOf(t, team.responsible).answer({ id: campaign, number: '1', seq: 0, level: '2' })))?.detail).toBe('Penilaian ini sudah ditutup. Tanyakan kepada Provinsi Jawa Timur.');
    told = undefined;
    await arrives();
  });
});

describe('reminders', () => {
  it('come 14, 7, 3 and 1 days before the end of a phase, once each, to whom something waits', async () => {
    const own = await opened(t, team, { year: 2029 });
    await apiOf(t, team.responsible).assign({ id: own, numbers: ['1', '2'], account: team.second.accountId });
    const heard = async () => (await noticesOf(team.second)).filter((title) => title.includes('belum selesai'));
    const before = (await heard()).length;
    for (const [moment, more] of [['2026-03-16T02:00:00Z', 0], ['2026-03-17T02:00:00Z', 1], ['2026-03-18T02:00:00Z', 1], ['2026-03-24T02:00:00Z', 2], ['2026-03-28T02:00:00Z', 3], ['2026-03-30T02:00:00Z', 4], ['2026-03-31T02:00:00Z', 4]] as const) {
      t.clock.set(new Date(moment));
      await remind(t.house);
      await remind(t.house);
      expect((await heard()).length - before, moment).toBe(more);
    }
    expect((await heard()).at(-1)).toBe('2 indikator Anda belum selesai');
    expect((await noticesOf(team.coordinator)).filter((title) => title.includes('indikator penilaian belum selesai')).length).toBeGreaterThan(0);
    t.clock.set(START);
  });
});
