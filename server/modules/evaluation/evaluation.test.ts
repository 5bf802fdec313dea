import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { inTenant, readTenant, type Context } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { Organiser } from '../self-assessment/contract.ts';
import { as, campaign, castOf, codeOf, deliver, evidenceOf, homePart, officer, opened, PHASES, send, submissionOf, type Cast } from './evaluation.testing.ts';
import { evaluation } from './module.ts';
import { atDesk, watcherOf } from './service/desk-access.ts';
import { remindAssessors } from './service/remind.ts';
import { openSeal } from './service/take-submission.ts';
import { assignedTo, setProgress } from './storage/assignments.ts';
import * as submissions from './storage/submissions.ts';

// Chapters: campaigns · participants · sealed copies · on paper · assignments · who may see · board · reminders · who may not

const t = await createTestHouse();
const home = homePart(t);
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});
beforeEach(() => t.clock.set('2026-03-02T02:00:00Z'));

const at = <T>(work: (tx: Parameters<Parameters<typeof t.house.db.inTenant>[1]>[0]) => Promise<T>) => t.house.db.inTenant(c.ministry, work);
const told = (id: string, to: string) => part<Organiser<Context>>(t.house, 'assessment-organiser').tellTo(t.context(null, c.ministry), id, to);
const inbox = (account: string, instansi: string) => t.house.db.inTenant(instansi, (tx) => tx.many<{ title: string }>(sql`select title from notifications.notification where instansi = ${instansi} and account = ${account} order by id`).then((rows) => rows.map(({ title }) => title)));
const audited = (action: string) => at((tx) => tx.many<{ detail: Record<string, unknown> }>(sql`select detail from audit.entry where instansi = ${c.ministry} and action = ${action} order by id desc`));
async function declareAll(): Promise<void> {
  for (const who of [c.budi, c.sari, c.dewi]) await as(t, who).declareInterests({ interests: '' });
  await as(t, c.organiser).declareInterestsOf({ account: c.reviewer.accountId, interests: '' });
}

describe('a campaign', () => {
  it('is a draft that nobody hears of until it is opened, then every participant here is told', async () => {
    const api = as(t, c.organiser);
    const { id } = await api.createCampaign(campaign());
    expect(await codeOf(api.openCampaign({ id }))).toBe('evaluation.no-participants');
    expect(await api.addParticipants({ id, how: 'installation' })).toEqual({ added: 2, already: 0 });
    expect(await told(id, t.instansi)).toBeUndefined();
    await deliver(t, evaluation);
    expect(await api.openCampaign({ id })).toEqual({ told: 2 });
    expect((await deliver(t, evaluation)).filter((event) => event === 'evaluation.told')).toHaveLength(2);
    expect(await told(id, t.instansi)).toMatchObject({ campaign: { title: 'Evaluasi SPBE 2026', organiser: { name: 'Tim Evaluasi Nasional' }, instrument: { id: 'spbe-2020' }, seq: 2, closed: false }, outcome: null });
    expect(await told(id, c.ministry)).toBeUndefined();
    expect(await codeOf(api.openCampaign({ id }))).toBe('evaluation.not-draft');
    expect((await api.listCampaigns({})).items[0]).toMatchObject({ id, state: 'open', phase: 'self', phaseEnds: '2026-03-10', participants: 2, submitted: 0 });
  });

  it('changes its dates with a reason only, told again, never behind somebody else’s back; closed it stays', async () => {
    const { id } = await opened(t, c);
    const api = as(t, c.organiser);
    const phases = PHASES.map((one) => (one.phase === 'document' ? { ...one, to: '2026-03-30' } : one));
    expect(await codeOf(api.changeCampaign({ id, seq: 2, phases }))).toBe('evaluation.needs-reason');
    expect(await codeOf(api.changeCampaign({ id, seq: 1, phases, reason: 'Libur lebaran dimajukan.' }))).toBe('evaluation.changed-meanwhile');
    expect(await codeOf(api.changeCampaign({ id, seq: 2, phases: phases.slice(1), reason: 'Libur lebaran dimajukan.' }))).toBe('evaluation.phases');
    await deliver(t, evaluation);
    expect(await api.changeCampaign({ id, seq: 2, phases, reason: 'Libur lebaran dimajukan.' })).toEqual({ seq: 3 });
    expect(await deliver(t, evaluation)).toEqual(['evaluation.told', 'evaluation.told']);
    expect((await audited('evaluation.campaign-changed'))[0]!.detail).toMatchObject({ reason: 'Libur lebaran dimajukan.', before: PHASES });
    await api.closeCampaign({ id, reason: 'Semua hasil sudah terbit.' });
    expect(await told(id, t.instansi)).toMatchObject({ campaign: { closed: true, seq: 4 } });
    expect(await codeOf(api.changeCampaign({ id, seq: 4, title: 'Evaluasi lain', reason: 'Mencoba setelah tutup.' }))).toBe('evaluation.not-open');
  });

  it('is refused with impossible phases, an instrument without weights, an unknown one', async () => {
    const api = as(t, c.organiser);
    expect(await codeOf(api.createCampaign(campaign({ mode: 'pemantauan' })))).toBe('evaluation.phases');
    expect(await codeOf(api.createCampaign(campaign({ instrument: 'ietpd' })))).toBe('assessments.unknown-instrument');
    expect(await codeOf(api.createCampaign(campaign({ instrument: 'tidak-ada' })))).toBe('assessments.unknown-instrument');
    expect(await codeOf(api.createCampaign(campaign({ instrument: 'pemdi-2026', mode: 'pemantauan' })))).toBe('evaluation.mode');
  });
});

describe('participants', () => {
  it('come by province and kind, or by a list of which every line is clear', async () => {
    const api = as(t, c.organiser);
    const { id } = await api.createCampaign(campaign());
    expect(await api.addParticipants({ id, how: 'regions', province: '35' })).toEqual({ added: 39, already: 0 });
    expect(await api.addParticipants({ id, how: 'regions', province: '35', kind: 'city' })).toEqual({ added: 0, already: 9 });
    expect(await codeOf(api.addParticipants({ id, how: 'list', names: 'Kementerian Sosial\nKab. Ponorogoo\nMalang' }))).toBe('evaluation.bad-names');
    expect(await api.addParticipants({ id, how: 'list', names: 'Kementerian Sosial\n\n35.02\nPemkab Ponorogo' })).toEqual({ added: 1, already: 1 });
    const { counts } = await api.board({ id });
    expect(counts).toMatchObject({ all: 40, waiting: 40 });
    const png = (await api.board({ id, query: 'ponorogo' })).rows;
    expect(png).toEqual([expect.objectContaining({ name: 'Kabupaten Ponorogo', onPlatform: true, province: 'Jawa Timur' })]);
    expect((await api.board({ id, query: 'pacitan' })).rows[0]).toMatchObject({ onPlatform: false, mayRemind: false });
    await api.removeParticipant({ id, participant: png[0]!.id });
    expect((await api.board({ id })).counts.all).toBe(39);
  });
});

describe('a sealed copy', () => {
  it('is taken once, with its files in the organiser’s own store, and opens only as it was', async () => {
    const { id, named } = await opened(t, c);
    const pdf = Buffer.from('%PDF-1.7 surat keputusan');
    const sha256 = await t.house.files.put(t.instansi, pdf);
    const gone = createHash('sha256').update('never stored').digest('hex');
    const file = (sha: string) => ({ sha256: sha, type: 'application/pdf', name: '21.b.SK.pdf', bytes: 24 });
    const copy = submissionOf(t, id, {
      evidence: [evidenceOf({ kind: 'file', url: null, file: file(sha256) }), evidenceOf({ kind: 'file', url: null, letter: 'c', file: file(gone) }), evidenceOf({ letter: 'd', kind: 'record', url: null, record: { module: 'complaints', id: '1', path: '/kinerja', facts: [{ label: 'Laporan', value: '40' }] } })],
      papers: [{ kind: 'berita-acara', sha256, number: '500/1/2026', name: 'ba.pdf' }],
    });
    home.submissions.set(copy.id, copy);
    for (let n = 0; n < 2; n++) await send(t, evaluation, 'self-assessment.submitted', { campaign: id, submission: copy.id, to: c.ministry });
    const participant = named('Ponorogo');
    const listed = await at((tx) => submissions.listSubmissions(tx, c.ministry, participant));
    expect(listed).toEqual([expect.objectContaining({ id: copy.id, no: 1, way: 'message', byName: 'Sekretaris Daerah' })]);
    expect(await t.house.files.read(c.ministry, sha256)).toEqual(pdf);
    const evidence = await at((tx) => submissions.listEvidence(tx, c.ministry, copy.id));
    expect(evidence.map(({ kind, letter, intact }) => [kind, letter, intact])).toEqual([['file', 'b', true], ['file', 'c', false], ['record', 'd', true], ['berita-acara', null, true]]);
    expect((await at((tx) => submissions.listClaims(tx, c.ministry, copy.id))).find(({ number }) => number === '1')).toMatchObject({ micro: '3000000', met: ['2.a', '3.a'], before: { year: 2023, level: '2' } });
    expect(await readTenant(t.context(null, c.ministry), (x) => openSeal(x, copy.id))).toEqual(copy);
    expect((await as(t, c.organiser).board({ id, only: 'submitted' })).rows).toEqual([expect.objectContaining({ name: 'Kabupaten Ponorogo', submissionNo: 1 })]);
    // The institution sees nothing of the organiser's tables.
    expect(await t.house.db.inTenant(t.instansi, (tx) => tx.many(sql`select id from evaluation.submission`))).toEqual([]);
    await t.house.db.asOwner((tx) => tx.run(sql`update evaluation.submission set payload = replace(payload, '3000000', '4000000') where id = ${copy.id}`));
    expect(await readTenant(t.context(null, c.ministry), (x) => openSeal(x, copy.id)).catch((error: { refusal: { code: string } }) => error.refusal.code)).toBe('evaluation.bad-seal');
  });

  it('cannot be changed or deleted by the application', async () => {
    for (const table of ['submission', 'claim', 'evidence']) {
      await expect(at((tx) => tx.run({ text: `update evaluation.${table} set instansi = instansi`, values: [] }))).rejects.toThrow('permission denied');
      await expect(at((tx) => tx.run({ text: `delete from evaluation.${table}`, values: [] }))).rejects.toThrow('permission denied');
    }
  });

  it('is not taken too late, nor from who was not invited; more evidence comes as the next number', async () => {
    const { id, named } = await opened(t, c, '35.02');
    const sendAs = async (no: number, submittedAt: string, from = t.instansi) => {
      const copy = submissionOf(t, id, { no, submittedAt });
      home.submissions.set(copy.id, copy);
      await send(t, evaluation, 'self-assessment.submitted', { campaign: id, submission: copy.id, to: c.ministry }, from);
    };
    const count = async () => (await at((tx) => submissions.listSubmissions(tx, c.ministry, named('Ponorogo')))).map(({ no }) => no);
    // 11 March 00:30 in Jakarta is still the tenth in UTC.
    await sendAs(1, '2026-03-10T17:30:00Z');
    await sendAs(1, '2026-03-02T01:00:00Z', t.other);
    expect(await count()).toEqual([]);
    expect((await audited('evaluation.submission-refused'))[0]!.detail).toMatchObject({ code: 'evaluation.too-late', from: 'Kabupaten Ponorogo' });
    await sendAs(1, '2026-03-10T16:30:00Z');
    await sendAs(2, '2026-03-20T03:00:00Z');
    await sendAs(2, '2026-04-02T03:00:00Z');
    await sendAs(2, '2026-04-02T04:00:00Z');
    expect(await count()).toEqual([1, 2]);
    expect(await at((tx) => tx.one(sql`select submission_no as no, first_submitted_at as first from evaluation.participant where instansi = ${c.ministry} and id = ${named('Ponorogo')}`))).toEqual({ no: 2, first: new Date('2026-03-10T16:30:00Z') });
  });

  it('brings replies once', async () => {
    const { id, named } = await opened(t, c, '35.02');
    home.told.replies = [{ question: '019508a0-0000-7000-8000-000000000001', campaign: id, text: 'Terlampir.', at: '2026-03-20T03:00:00Z', by: 'Sekretaris Daerah' }];
    for (let n = 0; n < 2; n++) await send(t, evaluation, 'self-assessment.replied', { campaign: id, to: c.ministry });
    expect(await at((tx) => submissions.listReplies(tx, c.ministry, named('Ponorogo')))).toEqual([expect.objectContaining({ text: 'Terlampir.' })]);
    expect((await deliver(t, evaluation)).filter((event) => event === 'evaluation.replied')).toHaveLength(1);
  });
});

describe('a submission on paper', () => {
  const sheet = (...who: string[]) => Buffer.from(`institution,number,level\n${who.flatMap((name) => Array.from({ length: 47 }, (_, n) => `${name},${n + 1},${(n % 5) + 1}`)).join('\n')}`).toString('base64');
  it('is entered from the sheet of levels, sealed and marked; all or none', async () => {
    const { id, named } = await opened(t, c);
    const api = as(t, c.organiser);
    const enter = (content: string) => api.enterLevels({ id, fileName: 'tingkat.csv', content, by: 'Tim Pacitan' });
    expect(await codeOf(enter(sheet('Kab. Pacitan', 'Kabupaten Madiun')))).toBe('evaluation.bad-levels');
    expect(await codeOf(enter(Buffer.from('institution,number,level\nKab. Pacitan,1,7').toString('base64')))).toBe('evaluation.bad-levels');
    const worded = (criteria: string) => Buffer.from(`institution,number,level,fakta,analisis,kriteria,bukti\n${Array.from({ length: 47 }, (_, n) => `Kab. Pacitan,${n + 1},2,Fakta ${n + 1},Memenuhi.,${criteria},SK ${n + 1} https://a.example.id/${n + 1}; Notula`).join('\n')}`).toString('base64');
    expect(await codeOf(enter(worded('9.z')))).toBe('evaluation.bad-levels');
    expect((await as(t, c.organiser).board({ id })).counts.submitted).toBe(0);
    expect(await enter(sheet('Kab. Pacitan', '35.29'))).toEqual({ entered: 2 });
    expect(await enter(worded('2.a'))).toEqual({ entered: 1 });
    const sent = await at((tx) => submissions.listSubmissions(tx, c.ministry, named('Pacitan')));
    expect(sent.map(({ no, way }) => [no, way])).toEqual([[1, 'paper'], [2, 'paper']]);
    expect((await at((tx) => submissions.listEvidence(tx, c.ministry, sent[1]!.id, '21'))).map(({ kind, title, url, level, intact }) => ({ kind, title, url, level, intact }))).toEqual(expect.arrayContaining([{ kind: 'link', title: 'SK 21', url: 'https://a.example.id/21', level: 2, intact: true }, { kind: 'link', title: 'Notula', url: null, level: 2, intact: true }]));
    const copy = submissionOf(t, id);
    home.submissions.set(copy.id, copy);
    await send(t, evaluation, 'self-assessment.submitted', { campaign: id, submission: copy.id, to: c.ministry });
    expect(await codeOf(enter(sheet('35.02')))).toBe('evaluation.by-message');
    t.clock.set('2026-03-11T02:00:00Z');
    expect(await codeOf(enter(sheet('Kab. Pacitan')))).toBe('evaluation.too-late');
  });
});

describe('assignments', () => {
  it('are refused without a declaration, of oneself, twice, and to who is no assessor', async () => {
    const { id, named } = await opened(t, c, '35.02\n35.29\nKab. Pacitan\nKementerian Sosial');
    const api = as(t, c.organiser);
    const one = (participant: string, role: 'first' | 'second' | 'reviewer', who: Cast['budi']) => codeOf(api.assign({ id, places: [{ participant, role, account: who.accountId }] }));
    const png = named('Ponorogo');
    expect(await one(png, 'first', c.budi)).toBe('evaluation.not-declared');
    await declareAll();
    await as(t, c.budi).declareInterests({ interests: 'Jawa Tengah\nKementerian Sosial' }).catch(() => undefined);
    await as(t, c.budi).declareInterests({ interests: 'Provinsi Jawa Tengah\nKementerian Sosial' });
    expect((await as(t, c.budi).myInterests({})).interests).toEqual([{ region: null, name: 'Kementerian Sosial' }, { region: '33', name: 'Provinsi Jawa Tengah' }]);
    expect(await one(png, 'first', c.budi)).toBe('ok');
    expect(await one(png, 'second', c.budi)).toBe('evaluation.twice');
    expect(await one(named('Sosial'), 'first', c.budi)).toBe('evaluation.own-institution');
    expect(await one(png, 'second', c.reviewer)).toBe('evaluation.not-an-assessor');
    expect(await one(png, 'reviewer', c.sari)).toBe('evaluation.not-an-assessor');
    expect(await one(png, 'second', c.organiser)).toBe('evaluation.not-an-assessor');
    await as(t, c.sari).declareInterests({ interests: '35' });
    expect(await one(png, 'second', c.sari)).toBe('evaluation.own-institution');
    // The same account wears a hat at home in Sumenep.
    const unit = await inTenant(t.context(null, t.other), async ({ tx }) => (await tx.one<{ id: string }>(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${t.other}, ${c.dewi.accountId}, 'dinas', 'KOMINFO', 'Kominfo', '2020-01-01') returning id`)).id);
    await officer(t, t.other, unit, 'Dewi Anggraini', [], c.dewi.accountId);
    expect(await one(named('Sumenep'), 'first', c.dewi)).toBe('evaluation.own-institution');
    expect(await one(png, 'second', c.dewi)).toBe('ok');
    // One bad place stops all of them.
    expect(await codeOf(api.assign({ id, places: [{ participant: named('Pacitan'), role: 'first', account: c.dewi.accountId }, { participant: named('Sumenep'), role: 'second', account: c.dewi.accountId }] }))).toBe('evaluation.own-institution');
    expect((await api.assignments({ id, query: 'pacitan' })).rows).toEqual([expect.objectContaining({ first: null, barred: [expect.objectContaining({ account: c.sari.accountId })] })]);
  });

  it('are proposed evenly, kept when taken, ended when replaced, and told', async () => {
    await declareAll();
    const { id, named } = await opened(t, c, '35.02\nKab. Pacitan\nKab. Madiun\nKota Madiun\nKab. Ngawi\nKab. Magetan');
    const api = as(t, c.organiser);
    const proposed = await api.assignments({ id, propose: 'yes' });
    expect(proposed).toMatchObject({ matching: 6, open: 0 });
    expect((await api.assignments({ id })).open).toBe(18);
    await deliver(t, evaluation);
    expect(await api.assignEvenly({ id })).toEqual({ changed: 18, open: 0 });
    const rows = (await api.assignments({ id })).rows;
    expect(rows.map(({ first, second, reviewer }) => [first, second, reviewer])).toEqual(proposed.rows.map(({ first, second, reviewer }) => [first, second, reviewer]));
    await deliver(t, evaluation, 2);
    expect(await inbox(c.budi.accountId, c.ministry)).toContain('4 instansi ditugaskan kepada Anda');
    const place = rows.find(({ name }) => name.includes('Ponorogo'))!;
    const other = [c.budi, c.sari, c.dewi].find(({ accountId }) => accountId !== place.first && accountId !== place.second)!;
    expect(await api.assign({ id, places: [{ participant: named('Ponorogo'), role: 'first', account: other.accountId }, { participant: named('Ponorogo'), role: 'second', account: place.second }] })).toEqual({ changed: 1 });
    expect((await at((tx) => assignedTo(tx, c.ministry, place.first!))).some(({ participant }) => participant === named('Ponorogo'))).toBe(false);
    expect(await at((tx) => tx.one(sql`select count(*)::int as all, count(ended_at)::int as ended from evaluation.assignment where instansi = ${c.ministry} and participant = ${named('Ponorogo')}`))).toEqual({ all: 4, ended: 1 });
  });
});

describe('who may see', () => {
  it('only what is assigned, only from the document phase on; the reviewer from the review', async () => {
    await declareAll();
    const { id, named } = await opened(t, c, '35.02\nKab. Pacitan');
    const png = named('Ponorogo');
    await as(t, c.organiser).assign({ id, places: [{ participant: png, role: 'first', account: c.budi.accountId }, { participant: png, role: 'reviewer', account: c.reviewer.accountId }] });
    const sees = (who: Cast['budi'], participant: string) => readTenant(t.context(who), (x) => atDesk(x, participant)).then(({ role, phase }) => `${watcherOf(role)} ${phase}`, (error: { refusal: { code: string } }) => error.refusal.code);
    expect(await sees(c.budi, png)).toBe('evaluation.not-assigned');
    t.clock.set('2026-03-11T02:00:00Z');
    expect(await sees(c.budi, png)).toBe('assessor document');
    expect(await sees(c.reviewer, png)).toBe('evaluation.not-assigned');
    expect(await sees(c.sari, png)).toBe('evaluation.not-assigned');
    expect(await sees(c.budi, named('Pacitan'))).toBe('evaluation.not-assigned');
    t.clock.set('2026-04-12T02:00:00Z');
    expect(await sees(c.reviewer, png)).toBe('reviewer final');
    await as(t, c.organiser).assign({ id, places: [{ participant: png, role: 'first', account: null }] });
    expect(await sees(c.budi, png)).toBe('evaluation.not-assigned');
  });
});

describe('the board', () => {
  it('says who is late in each phase: institution, assessor, reviewer', async () => {
    await declareAll();
    const { id, named } = await opened(t, c, '35.02\nKab. Pacitan');
    const api = as(t, c.organiser);
    const copy = submissionOf(t, id);
    home.submissions.set(copy.id, copy);
    await send(t, evaluation, 'self-assessment.submitted', { campaign: id, submission: copy.id, to: c.ministry });
    const png = named('Ponorogo');
    await api.assign({ id, places: [{ participant: png, role: 'first', account: c.budi.accountId }, { participant: png, role: 'second', account: c.dewi.accountId }, { participant: png, role: 'reviewer', account: c.reviewer.accountId }] });
    const late = async () => Object.fromEntries((await api.board({ id })).rows.map(({ name, late: who }) => [name, who]));
    const done = (role: 'first' | 'second' | 'reviewer', stage: 'document' | 'interview' | 'review', count: number) => at((tx) => setProgress(tx, c.ministry, { campaign: id, participant: png, stage, role, done: count, finishedAt: count === 47 ? t.clock.now() : null }));
    expect(await late()).toEqual({ 'Kabupaten Ponorogo': null, 'Kabupaten Pacitan': null });
    t.clock.set('2026-03-12T02:00:00Z');
    expect(await late()).toEqual({ 'Kabupaten Ponorogo': null, 'Kabupaten Pacitan': 'institution' });
    await done('first', 'document', 47);
    await done('second', 'document', 12);
    expect((await api.board({ id, query: 'ponorogo' })).rows[0]).toMatchObject({ document: 12, first: 'Budi Santoso', second: 'Dewi Anggraini', reviewer: 'Rudi Hartono' });
    t.clock.set('2026-04-01T02:00:00Z');
    expect((await api.board({ id, only: 'late' })).rows.map(({ late: who }) => who)).toEqual(['institution', 'assessor']);
    await done('second', 'document', 47);
    expect(await late()).toMatchObject({ 'Kabupaten Ponorogo': null });
    t.clock.set('2026-04-11T02:00:00Z');
    expect(await late()).toMatchObject({ 'Kabupaten Ponorogo': 'assessor' });
    for (const role of ['first', 'second'] as const) await done(role, 'interview', 47);
    t.clock.set('2026-04-21T02:00:00Z');
    expect(await late()).toMatchObject({ 'Kabupaten Ponorogo': 'reviewer' });
    await done('reviewer', 'review', 47);
    expect(await late()).toMatchObject({ 'Kabupaten Ponorogo': null });
    expect((await api.board({ id })).counts).toEqual({ all: 2, late: 1, waiting: 1, submitted: 1, unassigned: 1 });
  });
});

describe('reminders', () => {
  it('reach the coordinator of who has not sent, once a day', async () => {
    const { id, named } = await opened(t, c);
    const api = as(t, c.organiser);
    await deliver(t, evaluation);
    expect(await codeOf(api.remind({ id, participant: named('Ponorogo') }))).toBe('ok');
    expect(await codeOf(api.remind({ id, participant: named('Ponorogo') }))).toBe('evaluation.reminded');
    expect(await codeOf(api.remind({ id, participant: named('Pacitan') }))).toBe('evaluation.not-reachable');
    await deliver(t, evaluation, 2);
    expect((await inbox(c.coordinator.accountId, t.instansi)).filter((title) => title === 'Penilaian mandiri belum dikirim: Evaluasi SPBE 2026')).toHaveLength(1);
    t.clock.set('2026-03-03T02:00:00Z');
    expect(await codeOf(api.remind({ id, participant: named('Ponorogo') }))).toBe('ok');
  });

  it('reach assessors by themselves, seven days and one day before their phase ends', async () => {
    await declareAll();
    const { id, named } = await opened(t, c, '35.02\nKab. Pacitan', { title: 'Evaluasi untuk pengingat' });
    const copy = submissionOf(t, id);
    home.submissions.set(copy.id, copy);
    await send(t, evaluation, 'self-assessment.submitted', { campaign: id, submission: copy.id, to: c.ministry });
    for (const name of ['Ponorogo', 'Pacitan']) await as(t, c.organiser).assign({ id, places: [{ participant: named(name), role: 'first', account: c.budi.accountId }] });
    const heard = () => at((tx) => tx.many<{ title: string; text: string }>(sql`select title, text from notifications.notification where instansi = ${c.ministry} and account = ${c.budi.accountId} and text like '%Evaluasi untuk pengingat%' and title like 'Penilaian dokumen%' order by id`));
    t.clock.set('2026-03-23T00:30:00Z');
    await remindAssessors(t.house);
    expect(await heard()).toEqual([]);
    t.clock.set('2026-03-24T00:30:00Z');
    await remindAssessors(t.house);
    await remindAssessors(t.house);
    expect(await heard()).toEqual([{ title: 'Penilaian dokumen berakhir dalam 7 hari', text: '1 instansi belum selesai Anda nilai dalam Evaluasi untuk pengingat.' }]);
    await at((tx) => setProgress(tx, c.ministry, { campaign: id, participant: named('Ponorogo'), stage: 'document', role: 'first', done: 47, finishedAt: t.clock.now() }));
    t.clock.set('2026-03-30T00:30:00Z');
    await remindAssessors(t.house);
    expect(await heard()).toHaveLength(1);
  });
});

describe('who may not', () => {
  it('assessors, reviewers and the assessed organise nothing; the organiser declares for himself nothing', async () => {
    const { id } = await opened(t, c, '35.02');
    for (const who of [c.budi, c.reviewer, c.coordinator, null]) {
      const expected = who ? 'request.not-allowed' : 'request.not-signed-in';
      const api = as(t, who);
      for (const call of [api.board({ id }), api.listCampaigns({}), api.createCampaign(campaign()), api.assignEvenly({ id }), api.openCampaign({ id }), api.listAssessors({})]) expect(await codeOf(call)).toBe(expected);
    }
    expect(await codeOf(as(t, c.organiser).declareInterests({ interests: '' }))).toBe('request.not-allowed');
    expect(c.reviewer.hat!.permissions.has('evaluation.review')).toBe(true);
    expect(c.budi.hat!.permissions.has('evaluation.review')).toBe(false);
  });

  it('an organiser of another institution sees nothing of this one', async () => {
    const { id } = await opened(t, c, '35.02');
    const unit = c.coordinator.hat!.unitId;
    const foreign = await officer(t, t.instansi, unit, 'Penyelenggara lain', ['assessment-organiser']);
    expect(await codeOf(as(t, foreign).board({ id }))).toBe('evaluation.unknown');
    expect((await as(t, foreign).listCampaigns({})).items).toEqual([]);
  });
});
