import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogueInstrument } from '../../engines/scoring/instrument-catalogue.ts';
import { indicatorsOf, type WeightedInstrument } from '../../engines/scoring/instrument.ts';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Context, Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { Organiser } from '../self-assessment/contract.ts';
import { DAYS, deskScene, type DeskScene } from './desk.testing.ts';
import { as, codeOf, deliver, evidenceOf, noticesAt, officer, PHASES, send, submissionOf } from './evaluation.testing.ts';
import { evaluation } from './module.ts';
import { deskFile } from './service/desk-files.ts';

// Chapters: who may · verdicts · two assessors · stages · submissions that come later · questions · the review · the organiser · side by side · files

const t = await createTestHouse();
const FILE = Buffer.from('%PDF-1.4 isi');
const SHA = createHash('sha256').update(FILE).digest('hex');
let s: DeskScene;
/** The campaign of each chapter is its own; people and tenants are shared. */
const scene = async (more: Parameters<typeof deskScene>[1] = {}): Promise<void> => {
  s = await deskScene(t, { ...more, ...(s && { cast: s.c }) });
};
const look = (who: Viewer, number = '21', participant = s.ponorogo) => as(t, who).atIndicator({ participant, number });
type Said = Partial<Parameters<ReturnType<typeof as>['giveVerdict']>[0]>;
async function say(who: Viewer, number: string, more: Said) {
  const { seen } = await look(who, number);
  return as(t, who).giveVerdict({ participant: s.ponorogo, number, seen, fakta: 'Fakta asesor', analisis: 'Analisis asesor', ...more });
}
const lower = (level: string): Said => ({ level, justifikasi: 'Bukti reviu tidak ada.' });
const level = (number: string) => t.house.db.inTenant(s.c.ministry, (tx) => tx.maybe<{ micro: string }>(sql`select l.micro::text as micro from assessments.level l join evaluation.campaign c on c.instansi = l.instansi and c.result_set = l.result_set
  join evaluation.participant p on p.instansi = l.instansi and p.institution = l.institution and p.campaign = c.id where l.instansi = ${s.c.ministry} and c.id = ${s.campaign} and p.id = ${s.ponorogo} and l.number = ${number}`)).then((row) => row?.micro);
const fieldsOf = (work: Promise<unknown>): Promise<string[]> => work.then(() => ['ok'], (error: { problem?: { fields?: { path: string }[] } }) => error.problem?.fields?.map(({ path }) => path) ?? [String(error)]);

describe('who may', () => {
  beforeAll(() => scene());
  beforeEach(() => t.clock.set(DAYS.document));

  it('opens what is assigned, from the documents on', async () => {
    expect(await look(s.c.budi)).toMatchObject({ role: 'first', name: expect.stringContaining('Ponorogo'), claim: { level: '3', submissionNo: 1 }, campaign: { stage: 'document', indicators: 47 }, may: { verdict: true, ask: true, settle: false, review: false } });
    t.clock.set('2026-03-09T02:00:00Z');
    expect(await codeOf(look(s.c.budi))).toBe('evaluation.not-assigned');
    expect((await as(t, s.c.budi).desk({})).campaigns.find(({ id }) => id === s.campaign)?.institutions).toEqual([]);
  });
  it('not another assessor, not the neighbour, not whoever lacks the duty; the reviewer only from the review on', async () => {
    expect(await codeOf(look(s.c.dewi))).toBe('evaluation.not-assigned');
    expect(await codeOf(as(t, s.c.dewi).giveVerdict({ participant: s.ponorogo, number: '21', seen: '', accept: true }))).toBe('evaluation.not-assigned');
    expect(await codeOf(look(s.c.reviewer))).toBe('evaluation.not-assigned');
    expect(await codeOf(look(s.c.coordinator))).toBe('request.not-allowed');
    const stranger = { ...s.c.budi, hat: { ...s.c.budi.hat!, instansi: t.other } };
    expect(await codeOf(look(stranger))).toBe('evaluation.not-assigned');
    expect(await codeOf(as(t, null).atIndicator({ participant: s.ponorogo, number: '21' }))).toBe('request.not-signed-in');
    for (const operation of ['settleValue', 'markReview'] as const) expect(await codeOf(as(t, s.c.budi)[operation]({ participant: s.ponorogo, number: '21', seen: '', reason: 'Alasan yang panjang', mark: 'valid', items: [{ number: '21', seen: '' }] } as never))).toBe('request.not-allowed');
    expect(await codeOf(as(t, s.c.reviewer).giveVerdict({ participant: s.ponorogo, number: '21', seen: '', level: '3' }))).toBe('evaluation.not-assigned');
  });
  it('the organiser looks, but gives no verdict', async () => {
    expect(await look(s.c.organiser)).toMatchObject({ role: 'organiser', may: { verdict: false, settle: true } });
    expect(await codeOf(as(t, s.c.organiser).giveVerdict({ participant: s.ponorogo, number: '21', seen: '', level: '3' }))).toBe('request.not-allowed');
  });
  it('whoever came to belong to the institution after the assignment', async () => {
    const dinas = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ id: string }>(sql`select id from organization.unit where instansi = ${t.instansi} limit 1`));
    const late = await officer(t, s.c.ministry, s.c.budi.hat!.unitId, 'Wahyu Pratama', ['assessor']);
    await as(t, late).declareInterests({ interests: '' });
    await as(t, s.c.organiser).assign({ id: s.campaign, places: [{ participant: s.ponorogo, role: 'second', account: late.accountId }] });
    expect((await look(late)).role).toBe('second');
    await officer(t, t.instansi, dinas.id, 'Wahyu Pratama', [], late.accountId);
    expect(await codeOf(look(late))).toBe('evaluation.own-institution');
    expect(await codeOf(as(t, late).giveVerdict({ participant: s.ponorogo, number: '21', seen: '', level: '3' }))).toBe('evaluation.own-institution');
    // A post that ended within the year that is assessed still counts, one that ended before it does not.
    const ended = (day: string) => t.house.db.asOwner((tx) => tx.run(sql`update organization.holding h set to_day = ${day} from organization.person p where h.instansi = ${t.instansi} and p.instansi = h.instansi and p.id = h.person and p.account = ${late.accountId}`));
    await ended('2026-01-01');
    expect(await codeOf(look(late))).toBe('evaluation.own-institution');
    await ended('2025-12-31');
    expect((await look(late)).role).toBe('second');
    await as(t, s.c.organiser).assign({ id: s.campaign, places: [{ participant: s.ponorogo, role: 'second', account: s.c.sari.accountId }] });
  });
  it('an indicator that the instrument does not have, an institution that sent nothing', async () => {
    expect(await codeOf(look(s.c.budi, '48'))).toBe('evaluation.unknown');
    expect(await look(s.c.budi, '1', s.pacitan)).toMatchObject({ claim: null, may: { verdict: false, why: 'evaluation.nothing-sent' } });
    expect(await codeOf(as(t, s.c.budi).giveVerdict({ participant: s.pacitan, number: '1', seen: '', level: '3' }))).toBe('evaluation.nothing-sent');
  });
});

describe('verdicts', () => {
  beforeAll(() => scene());

  it.each(['0', '6', '2.5', 'tiga', ''])('level "%s" is refused at its field', async (text) => expect(await fieldsOf(say(s.c.budi, '21', { level: text, justifikasi: 'x' }))).toEqual(['level']));
  it('a level other than the claim needs a justification', async () => {
    expect(await fieldsOf(say(s.c.budi, '21', { level: '2' }))).toEqual(['justifikasi']);
    expect(await codeOf(say(s.c.budi, '21', { level: '4', justifikasi: ' ' }))).toBe('evaluation.verdict');
  });
  it('accepted in one tap with the texts of the claim; lowered with its own', async () => {
    expect(await as(t, s.c.budi).giveVerdict({ participant: s.ponorogo, number: '20', seen: (await look(s.c.budi, '20')).seen, accept: true })).toMatchObject({ level: '3', state: 'waiting' });
    expect((await look(s.c.budi, '20')).mine).toMatchObject({ level: '3', direction: 'accept', fakta: 'Peraturan Bupati, indikator 20', analisis: 'Memenuhi.', justifikasi: '' });
    expect(await say(s.c.budi, '21', lower('2'))).toMatchObject({ level: '2' });
    expect((await look(s.c.budi, '21')).mine).toMatchObject({ direction: 'lower', fakta: 'Fakta asesor', justifikasi: 'Bukti reviu tidak ada.', by: 'Budi Santoso', stage: 'document' });
  });
  it('the same again is one verdict; another one on an old page is refused and loses nothing', async () => {
    const before = await look(s.c.budi, '22');
    const asked = { participant: s.ponorogo, number: '22', seen: before.seen, fakta: 'F', analisis: 'A', ...lower('1') };
    await as(t, s.c.budi).giveVerdict(asked);
    await as(t, s.c.budi).giveVerdict(asked);
    const { rows } = await t.house.db.inTenant(s.c.ministry, async (tx) => ({ rows: await tx.many<{ seq: number }>(sql`select seq from evaluation.verdict where instansi = ${s.c.ministry} and participant = ${s.ponorogo} and number = '22'`) }));
    expect(rows).toEqual([{ seq: 1 }]);
    expect(await codeOf(as(t, s.c.budi).giveVerdict({ ...asked, level: '2' }))).toBe('evaluation.changed');
    expect(await say(s.c.budi, '22', lower('2'))).toMatchObject({ level: '2' });
  });
  it('what the other does meanwhile and cannot be seen disturbs nobody; both at once end in one settlement', async () => {
    const [one, two] = [await look(s.c.budi, '23'), await look(s.c.sari, '23')];
    const give = (who: Viewer, seen: string) => as(t, who).giveVerdict({ participant: s.ponorogo, number: '23', seen, accept: true });
    await Promise.all([give(s.c.budi, one.seen), give(s.c.sari, two.seen)]);
    expect(await level('23')).toBe('3000000');
    expect((await look(s.c.organiser, '23')).stages[0]).toMatchObject({ value: { level: '3', how: 'agreed' } });
  });
  it('is in the audit trail with what it was before', async () => {
    const entries = await t.house.db.inTenant(s.c.ministry, (tx) => tx.many<{ detail: Record<string, unknown> }>(sql`select detail from audit.entry where instansi = ${s.c.ministry} and action = 'evaluation.verdict-given' and detail ->> 'number' = '22' order by id desc`));
    expect(entries[0]!.detail).toMatchObject({ level: '2', before: '1', claim: '3', stage: 'document', role: 'first' });
  });
  it('fills the board: how far the slower of two is', async () => {
    expect((await as(t, s.c.organiser).board({ id: s.campaign, limit: 10 })).rows.find(({ id }) => id === s.ponorogo)).toMatchObject({ document: 1, first: 'Budi Santoso', second: 'Sari Lestari' });
    expect((await as(t, s.c.budi).desk({})).campaigns.find(({ id }) => id === s.campaign)!.institutions.find(({ participant }) => participant === s.ponorogo)).toMatchObject({ role: 'first', done: 4, next: '1', disputed: 0 });
  });
  it('not once the campaign is closed', async () => {
    await as(t, s.c.organiser).closeCampaign({ id: s.campaign, reason: 'Dihentikan untuk uji.' });
    expect(await codeOf(say(s.c.budi, '30', { level: '3' }))).toBe('evaluation.not-open');
  });
});

describe('two assessors', () => {
  beforeAll(async () => {
    await scene();
    await say(s.c.budi, '1', { level: '3' });
    await say(s.c.sari, '1', lower('2'));
    await say(s.c.budi, '2', { level: '3' });
    await say(s.c.sari, '2', { level: '3' });
    await say(s.c.budi, '3', { level: '3' });
  });

  it('on the documents neither sees the other, nor what came of both', async () => {
    for (const [who, number] of [[s.c.budi, '1'], [s.c.sari, '1'], [s.c.budi, '2']] as const) expect(await look(who, number)).toMatchObject({ others: [], stages: [], disputed: false, otherGave: true });
    expect((await look(s.c.sari, '1')).stops.slice(0, 4).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'open', 'open']);
    expect((await as(t, s.c.budi).disputes({ campaign: s.campaign }))).toMatchObject({ rows: [], hidden: true, maySettle: false });
    const sheet = await as(t, s.c.budi).sheet({ participant: s.ponorogo });
    expect(sheet.rows[0]).toMatchObject({ first: '3', second: null, current: null, stages: [], state: 'waiting' });
    expect(sheet.index).toBeNull();
  });
  it('only what both agree on counts', async () => {
    expect([await level('1'), await level('2'), await level('3')]).toEqual([undefined, '3000000', undefined]);
  });
  it('from the interview on each sees the other, but not before giving his own', async () => {
    t.clock.set(DAYS.interview);
    expect(await look(s.c.sari, '1')).toMatchObject({ disputed: true, others: [{ role: 'first', level: '3', by: 'Budi Santoso' }], mine: { level: '2', stage: 'document' } });
    expect(await look(s.c.sari, '3')).toMatchObject({ others: [], otherGave: true, mine: null });
    expect(await as(t, s.c.sari).disputes({ campaign: s.campaign })).toMatchObject({ total: 1, hidden: false, rows: [{ number: '1', claim: '3', verdicts: [{ role: 'first', level: '3' }, { role: 'second', level: '2' }] }] });
    expect(await as(t, s.c.dewi).disputes({})).toMatchObject({ campaign: null, rows: [] });
  });
  it('one moves, and it is settled; a page from before is told', async () => {
    t.clock.set(DAYS.interview);
    const old = await look(s.c.budi, '1');
    expect(await say(s.c.sari, '1', { level: '3' })).toMatchObject({ state: 'settled' });
    expect(await level('1')).toBe('3000000');
    expect((await look(s.c.budi, '1')).stages.map(({ stage, value, inheritedFrom }) => [stage, value?.level ?? null, inheritedFrom])).toEqual([['document', null, null], ['interview', '3', null], ['review', '3', 'interview'], ['final', '3', 'interview']]);
    expect(await codeOf(as(t, s.c.budi).giveVerdict({ participant: s.ponorogo, number: '1', seen: old.seen, fakta: 'F', analisis: 'A', ...lower('1') }))).toBe('evaluation.changed');
  });
  it('one who moves away from an agreement opens it again, and the value of the documents stands', async () => {
    t.clock.set(DAYS.interview);
    expect(await say(s.c.budi, '2', lower('2'))).toMatchObject({ state: 'disputed' });
    expect(await level('2')).toBe('3000000');
    await say(s.c.budi, '2', { level: '3' });
    expect((await look(s.c.budi, '2')).stages[1]).toMatchObject({ stage: 'interview', value: { level: '3', how: 'agreed' }, inheritedFrom: null });
  });
  it('who gives up a seat takes the dispute along: what the other one said on the documents counts', async () => {
    await scene();
    await say(s.c.budi, '1', { level: '3' });
    await say(s.c.sari, '1', lower('2'));
    await say(s.c.budi, '2', { level: '3' });
    await say(s.c.budi, '3', { level: '3' });
    await say(s.c.sari, '3', { level: '3' });
    t.clock.set(DAYS.interview);
    await as(t, s.c.organiser).assign({ id: s.campaign, places: [{ participant: s.ponorogo, role: 'second', account: null }] });
    expect([await level('1'), await level('2'), await level('3')]).toEqual(['3000000', '3000000', '3000000']);
    expect((await look(s.c.budi, '1')).stages.slice(0, 2)).toMatchObject([{ stage: 'document', value: { level: '3', how: 'single' } }, { stage: 'interview', inheritedFrom: 'document' }]);
    expect((await look(s.c.budi, '3')).stages[0]).toMatchObject({ value: { how: 'agreed' } });
    // With nobody left, what is disputed waits as it is.
    await as(t, s.c.organiser).assign({ id: s.campaign, places: [{ participant: s.ponorogo, role: 'first', account: null }] });
    expect(await level('1')).toBe('3000000');
  });
  it('with one assessor his value counts at once', async () => {
    await scene({ places: ['first'] });
    expect(await say(s.c.budi, '5', { level: '3' })).toMatchObject({ state: 'settled' });
    expect(await level('5')).toBe('3000000');
    expect((await look(s.c.budi, '5')).stages[0]).toMatchObject({ value: { how: 'single' } });
    expect((await look(s.c.budi, '5')).otherGave).toBeNull();
  });
});

describe('claims accepted together', () => {
  const all = (catalogueInstrument('spbe-2020') as WeightedInstrument);
  const met = (number: string) => indicatorsOf(all.tree).find(({ indicator }) => indicator.number === number)!.indicator.levels.flatMap(({ level, criteria = {} }) => (level <= 3 ? Object.keys(criteria).map((id) => `${level}.${id}`) : []));
  const together = (who: Viewer, numbers: string[]) => as(t, who).acceptTogether({ participant: s.ponorogo, numbers });
  beforeAll(async () => {
    const { answers } = submissionOf(t, 'x');
    await scene({ submission: { answers: answers.map((one) => ({ ...one, met: one.number === '4' ? ['2.a'] : met(one.number) })) } });
  });

  it('only what was looked at, whole and not judged yet; all or none', async () => {
    const ready = async () => (await as(t, s.c.budi).sheet({ participant: s.ponorogo })).rows.slice(0, 4).map((row) => row.together);
    expect(await ready()).toEqual(['not-viewed', 'not-viewed', 'not-viewed', null]);
    for (const number of ['1', '2', '4']) await look(s.c.budi, number);
    expect(await ready()).toEqual(['ready', 'ready', 'not-viewed', null]);
    for (const numbers of [['1', '3'], ['1', '4'], ['1', '99']]) expect(await codeOf(together(s.c.budi, numbers))).toBe(numbers[1] === '99' ? 'evaluation.unknown' : 'evaluation.not-together');
    expect((await look(s.c.budi, '1')).mine).toBeNull();
    expect(await together(s.c.budi, ['1', '2', '1'])).toEqual({ accepted: 2 });
    expect((await look(s.c.budi, '2')).mine).toMatchObject({ level: '3', direction: 'accept', fakta: 'Peraturan Bupati, indikator 2', stage: 'document' });
    expect(await codeOf(together(s.c.budi, ['1']))).toBe('evaluation.not-together');
    // What the other assessor looked at is not what this one saw.
    expect(await codeOf(together(s.c.sari, ['1']))).toBe('evaluation.not-together');
  });
  it('not by who is not assigned, nor by the organiser', async () => {
    expect(await codeOf(together(s.c.dewi, ['1']))).toBe('evaluation.not-assigned');
    for (const who of [s.c.organiser, s.c.coordinator]) expect(await codeOf(together(who, ['1']))).toBe('request.not-allowed');
  });
  it('not what changed since, nor in the interview', async () => {
    await look(s.c.budi, '3');
    await as(t, s.c.organiser).settleValue({ participant: s.ponorogo, number: '3', seen: (await look(s.c.organiser, '3')).seen, level: '2', reason: 'Dasar hukumnya dicabut.' });
    expect(await codeOf(together(s.c.budi, ['3']))).not.toBe('ok');
    t.clock.set(DAYS.interview);
    await look(s.c.budi, '5');
    expect(await codeOf(together(s.c.budi, ['5']))).toBe('evaluation.not-together');
  });
});

describe('stages', () => {
  beforeAll(async () => {
    await scene({ places: ['first', 'reviewer'] });
    for (const number of ['1', '2']) await say(s.c.budi, number, lower('2'));
  });

  it('untouched at the interview inherits value and text, and each stage keeps its own', async () => {
    t.clock.set(DAYS.interview);
    await say(s.c.budi, '2', { level: '4', fakta: 'Ditunjukkan saat interviu', justifikasi: 'Notula reviu ada.' });
    expect((await look(s.c.budi, '1')).stages[1]).toMatchObject({ stage: 'interview', inheritedFrom: 'document', value: { level: '2', fakta: 'Fakta asesor', justifikasi: 'Bukti reviu tidak ada.' } });
    expect((await look(s.c.budi, '2')).stages.map(({ value }) => [value?.level, value?.fakta])).toEqual([['2', 'Fakta asesor'], ['4', 'Ditunjukkan saat interviu'], ['4', 'Ditunjukkan saat interviu'], ['4', 'Ditunjukkan saat interviu']]);
    expect((await look(s.c.budi, '3')).stages.every(({ value }) => value === null)).toBe(true);
  });
  it('the interview is over when the assessor says so', async () => {
    t.clock.set(DAYS.interview);
    expect(await as(t, s.c.budi).finishStage({ participant: s.ponorogo })).toEqual({ inherited: 46 });
    expect((await as(t, s.c.organiser).board({ id: s.campaign, limit: 10 })).rows.find(({ id }) => id === s.ponorogo)).toMatchObject({ interview: true });
    expect(await as(t, s.c.budi).sheet({ participant: s.ponorogo })).toMatchObject({ finished: true });
    await say(s.c.budi, '2', { level: '3' });
    expect(await as(t, s.c.budi).sheet({ participant: s.ponorogo })).toMatchObject({ finished: true });
    t.clock.set(DAYS.document);
    expect(await codeOf(as(t, s.c.budi).finishStage({ participant: s.ponorogo }))).toBe('evaluation.not-finishable');
  });
  it('after the publication nothing is written any more', async () => {
    t.clock.set(DAYS.publication);
    expect(await codeOf(say(s.c.budi, '1', { level: '3' }))).toBe('evaluation.not-now');
    expect(await codeOf(as(t, s.c.organiser).settleValue({ participant: s.ponorogo, number: '1', seen: '', level: '3', reason: 'Sudah terlambat untuk ini.' }))).toBe('evaluation.not-settled-here');
  });
  it('pemantauan: documents, then the review', async () => {
    await scene({ places: ['first'], campaign: { mode: 'pemantauan', phases: PHASES.filter(({ phase }) => phase !== 'interview') } });
    await say(s.c.budi, '1', { level: '3' });
    expect((await look(s.c.budi, '1')).stages.map(({ stage }) => stage)).toEqual(['document', 'review', 'final']);
    t.clock.set(DAYS.interview);
    expect((await look(s.c.budi, '1')).campaign.stage).toBe('document');
  });
  it('an index as soon as all 47 have a value', async () => {
    t.clock.set(DAYS.document);
    for (let n = 2; n <= 47; n++) await as(t, s.c.budi).giveVerdict({ participant: s.ponorogo, number: String(n), seen: (await look(s.c.budi, String(n))).seen, accept: true });
    expect(await as(t, s.c.budi).sheet({ participant: s.ponorogo })).toMatchObject({ index: '3.00', counts: { open: 0 } });
    expect((await as(t, s.c.organiser).board({ id: s.campaign, limit: 10 })).rows.find(({ id }) => id === s.ponorogo)).toMatchObject({ document: 47 });
  });
});

describe('what comes later', () => {
  it('a second submission shows its new evidence as a new version; the verdict is told that it is older', async () => {
    const sk = evidenceOf({ version: 1, expiresOn: '2026-03-01' });
    await scene({ submission: { evidence: [sk] } });
    expect((await look(s.c.budi)).evidence).toMatchObject([{ title: 'SK Manajemen Risiko', place: 'pasal 4', version: 1, expired: true, isNew: false, replaced: false, url: 'https://ponorogo.example/sk' }]);
    await say(s.c.budi, '21', lower('2'));
    t.clock.set(DAYS.interview);
    const old = await look(s.c.budi);
    await s.submit({ no: 2, answers: submissionOf(t, s.campaign).answers.map((one) => (one.number === '21' ? { ...one, micro: '4000000' } : one)), evidence: [{ ...sk, id: uuidv7(), version: 2, title: 'SK Manajemen Risiko (pembaruan)', expiresOn: null }] });
    const now = await look(s.c.budi);
    expect(now.claim).toMatchObject({ level: '4', submissionNo: 2 });
    expect(now.earlier).toEqual([{ no: 1, level: '3' }]);
    expect(now.mine).toMatchObject({ level: '2', submissionNo: 1 });
    expect(await codeOf(as(t, s.c.budi).giveVerdict({ participant: s.ponorogo, number: '21', seen: old.seen, level: '3', fakta: 'F', analisis: 'A', justifikasi: 'J' }))).toBe('evaluation.changed');
    expect(now.evidence.map(({ version, isNew, replaced }) => [version, isNew, replaced])).toEqual([[2, true, false], [1, false, true]]);
    expect((await as(t, s.c.budi).desk({})).campaigns.find(({ id }) => id === s.campaign)!.institutions.find(({ participant }) => participant === s.ponorogo)).toMatchObject({ changed: 1, submissionNo: 2 });
  });
  it('a sealed copy and its evidence are changed by nobody', async () => {
    for (const statement of [sql`update evaluation.evidence set title = 'x' where instansi = ${s.c.ministry}`, sql`delete from evaluation.evidence where instansi = ${s.c.ministry}`, sql`update evaluation.claim set micro = 5000000 where instansi = ${s.c.ministry}`])
      await expect(t.house.db.inTenant(s.c.ministry, (tx) => tx.run(statement))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('questions', () => {
  beforeAll(() => scene());
  beforeEach(() => deliver(t, evaluation));

  it('travel to the institution with their deadline, once; the reply comes back', async () => {
    const id = uuidv7();
    const asked = { participant: s.ponorogo, number: '21', id, text: 'Mohon notula reviu tahun 2025.', answerBy: '2026-03-20' };
    await as(t, s.c.budi).askInstitution(asked);
    await as(t, s.c.budi).askInstitution(asked);
    expect((await deliver(t, evaluation)).filter((event) => event === 'evaluation.told')).toHaveLength(1);
    const told = await part<Organiser<Context>>(t.house, 'assessment-organiser').tellTo(t.context(null, s.c.ministry), s.campaign, t.instansi);
    expect(told!.questions).toMatchObject([{ id, number: '21', text: 'Mohon notula reviu tahun 2025.', answerBy: '2026-03-20' }]);
    expect((await look(s.c.sari)).questions).toMatchObject([{ by: 'Budi Santoso', reply: null, late: false }]);
    expect((await as(t, s.c.sari).desk({})).campaigns.find((one) => one.id === s.campaign)!.institutions.find(({ participant }) => participant === s.ponorogo)).toMatchObject({ asked: 1, answered: 0 });
    s.home.told.replies.push({ question: id, campaign: s.campaign, text: 'Terlampir pada kiriman kedua.', at: t.clock.now().toISOString(), by: 'Sekretaris Daerah' });
    await send(t, evaluation, 'self-assessment.replied', { campaign: s.campaign, to: s.c.ministry });
    expect((await look(s.c.budi)).questions).toMatchObject([{ reply: { text: 'Terlampir pada kiriman kedua.', by: 'Sekretaris Daerah' } }]);
    const read = (who: Viewer) => noticesAt(t, s.c.ministry, who).then((titles) => titles.filter((title) => title === 'Pertanyaan tentang indikator 21 dijawab'));
    expect(await read(s.c.budi)).toHaveLength(1);
    expect(await read(s.c.sari)).toEqual([]);
    expect((await as(t, s.c.budi).sheet({ participant: s.ponorogo })).rows.find(({ number }) => number === '21')).toMatchObject({ asked: 0 });
  });
  it.each([['too short', { text: 'Apa?' }, 'request.invalid'], ['a deadline that has passed', { answerBy: '2026-03-11' }, 'evaluation.answer-by-past'], ['no day', { answerBy: '2026-02-30' }, 'request.invalid']])('%s', async (_, more, code) => {
    t.clock.set(DAYS.document);
    expect(await codeOf(as(t, s.c.budi).askInstitution({ participant: s.ponorogo, number: '21', id: uuidv7(), text: 'Mohon notula reviu tahun 2025.', ...more }))).toBe(code);
  });
  it('not by who is not assigned, not to who does not work here', async () => {
    const asked = { number: '21', id: uuidv7(), text: 'Mohon notula reviu tahun 2025.' };
    expect(await codeOf(as(t, s.c.dewi).askInstitution({ participant: s.ponorogo, ...asked }))).toBe('evaluation.not-assigned');
    expect(await codeOf(as(t, s.c.budi).askInstitution({ participant: s.pacitan, ...asked }))).toBe('evaluation.nothing-sent');
  });
});

describe('the review', () => {
  beforeAll(async () => {
    await scene({ places: ['first', 'reviewer'] });
    for (const number of ['1', '2', '3', '4']) await say(s.c.budi, number, { level: '3' });
    t.clock.set(DAYS.final);
  });
  beforeEach(() => t.clock.set(DAYS.final));
  type Marked = Omit<Parameters<ReturnType<typeof as>['markReview']>[0], 'items' | 'participant'>;
  const mark = async (numbers: string[], more: Marked) => {
    const { rows } = await as(t, s.c.reviewer).sheet({ participant: s.ponorogo });
    return as(t, s.c.reviewer).markReview({ participant: s.ponorogo, items: numbers.map((number) => ({ number, seen: rows.find((row) => row.number === number)!.seen })), ...more });
  };

  it('marks many as valid at once, all or none', async () => {
    expect(await codeOf(mark(['1', '5'], { mark: 'valid' }))).toBe('evaluation.nothing-to-review');
    expect(await mark(['1', '2'], { mark: 'valid' })).toEqual({ marked: 2 });
    expect((await as(t, s.c.reviewer).sheet({ participant: s.ponorogo })).counts).toMatchObject({ valid: 2, invalid: 0 });
  });
  it('not valid needs a text, and nothing is given back meanwhile behind somebody’s back', async () => {
    expect(await fieldsOf(mark(['3'], { mark: 'returned' }))).toEqual(['text']);
    expect(await codeOf(as(t, s.c.reviewer).markReview({ participant: s.ponorogo, mark: 'returned', text: 'Bukti kedaluwarsa.', items: [{ number: '3', seen: 'review.open.-.-.0' }] }))).toBe('evaluation.changed');
    expect(await codeOf(as(t, s.c.reviewer).markReview({ participant: s.ponorogo, mark: 'valid', items: [] }))).toBe('request.invalid');
  });
  it('sent back: the assessor, and only on this, gives a verdict of the review', async () => {
    await mark(['3'], { mark: 'returned', text: 'Bukti 3.a kedaluwarsa.' });
    expect(await codeOf(say(s.c.budi, '4', lower('2')))).toBe('evaluation.only-returned');
    expect(await look(s.c.budi, '3')).toMatchObject({ mark: { mark: 'returned', text: 'Bukti 3.a kedaluwarsa.' }, may: { verdict: true } });
    expect((await as(t, s.c.budi).desk({})).campaigns.find(({ id }) => id === s.campaign)!.institutions.find(({ participant }) => participant === s.ponorogo)).toMatchObject({ returned: 1 });
    await say(s.c.budi, '3', lower('2'));
    expect((await look(s.c.budi, '3')).stages.map(({ stage, value }) => [stage, value?.level])).toEqual([['document', '3'], ['interview', '3'], ['review', '2'], ['final', '2']]);
    expect(await level('3')).toBe('2000000');
    expect((await as(t, s.c.reviewer).sheet({ participant: s.ponorogo })).rows[2]).toMatchObject({ redone: true, mark: { mark: 'returned' } });
    expect((await as(t, s.c.budi).desk({})).campaigns.find(({ id }) => id === s.campaign)!.institutions.find(({ participant }) => participant === s.ponorogo)).toMatchObject({ returned: 0 });
    expect(await mark(['3'], { mark: 'valid' })).toEqual({ marked: 1 });
  });
  it('set by the review with its reason: the assessors cannot write over it', async () => {
    expect(await fieldsOf(mark(['4'], { mark: 'set', text: 'Reviu lebih dari dua tahun.', level: '3' }))).toEqual(['level']);
    await mark(['4'], { mark: 'set', text: 'Reviu lebih dari dua tahun.', level: '2' });
    expect(await level('4')).toBe('2000000');
    expect((await look(s.c.budi, '4')).stages[2]).toMatchObject({ stage: 'review', value: { level: '2', how: 'review', justifikasi: 'Reviu lebih dari dua tahun.', by: 'Rudi Hartono' } });
    expect(await codeOf(say(s.c.budi, '4', { level: '3' }))).toBe('evaluation.decided');
    await mark(['4'], { mark: 'returned', text: 'Mohon dinilai ulang.' });
    expect(await level('4')).toBe('3000000');
    expect((await look(s.c.budi, '4')).may.verdict).toBe(true);
  });
  it('not before the review begins, not by another reviewer', async () => {
    const rudi = s.c.reviewer;
    t.clock.set(DAYS.interview);
    expect(await codeOf(as(t, rudi).markReview({ participant: s.ponorogo, mark: 'valid', items: [{ number: '1', seen: '' }] }))).toBe('evaluation.not-assigned');
    t.clock.set(DAYS.objection);
    expect(await codeOf(as(t, rudi).markReview({ participant: s.ponorogo, mark: 'returned', text: 'x', items: [{ number: '1', seen: '' }] }))).toBe('evaluation.not-in-review');
    t.clock.set(DAYS.final);
    const other = await officer(t, s.c.ministry, s.c.budi.hat!.unitId, 'Reviu Lain', ['assessment-reviewer']);
    expect(await codeOf(as(t, other).markReview({ participant: s.ponorogo, mark: 'valid', items: [{ number: '1', seen: '' }] }))).toBe('evaluation.not-assigned');
  });
});

describe('the organiser', () => {
  beforeAll(async () => {
    await scene();
    await say(s.c.budi, '1', { level: '3' });
    await say(s.c.sari, '1', lower('1'));
  });
  const settle = async (more: { level?: string; reason?: string } = {}) => {
    const { rows } = await as(t, s.c.organiser).disputes({ campaign: s.campaign });
    return as(t, s.c.organiser).settleValue({ participant: s.ponorogo, number: '1', seen: rows[0]?.seen ?? (await look(s.c.organiser, '1')).seen, level: '1', reason: 'Bukti tidak sesuai pasal.', ...more });
  };

  it('sees every difference of the campaign and decides with a reason', async () => {
    expect(await as(t, s.c.organiser).disputes({ campaign: s.campaign })).toMatchObject({ total: 1, maySettle: true, rows: [{ number: '1', verdicts: [{ level: '3' }, { level: '1' }] }] });
    expect(await fieldsOf(settle({ level: '0' }))).toEqual(['level']);
    expect(await codeOf(settle({ reason: 'ya' }))).toBe('request.invalid');
    expect(await codeOf(as(t, s.c.organiser).settleValue({ participant: s.ponorogo, number: '1', seen: 'lama', level: '2', reason: 'Bukti tidak sesuai pasal.' }))).toBe('evaluation.changed');
    expect(await settle()).toEqual({ level: '1' });
    expect(await level('1')).toBe('1000000');
    expect((await look(s.c.organiser, '1')).stages[0]).toMatchObject({ value: { level: '1', how: 'lead', justifikasi: 'Bukti tidak sesuai pasal.', fakta: 'Fakta asesor' } });
    expect(await codeOf(say(s.c.budi, '1', lower('2')))).toBe('evaluation.decided');
    expect((await as(t, s.c.organiser).disputes({ campaign: s.campaign })).total).toBe(0);
  });
  it('after an objection sets the final value', async () => {
    t.clock.set(DAYS.objection);
    expect(await settle({ level: '2', reason: 'Keberatan diterima sebagian.' })).toEqual({ level: '2' });
    expect((await look(s.c.organiser, '1')).stages.map(({ stage, value }) => [stage, value?.level])).toEqual([['document', '1'], ['interview', '1'], ['review', '1'], ['final', '2']]);
    expect(await level('1')).toBe('2000000');
  });
});

describe('side by side', () => {
  it('one indicator across my institutions, the outlier first; nothing of the other assessor on the documents', async () => {
    await scene();
    const id = s.campaign;
    await say(s.c.budi, '1', lower('1'));
    const mine = await as(t, s.c.budi).calibrate({ campaign: id, number: '1' });
    expect(mine).toMatchObject({ number: '1', middle: '1', matching: 2, levels: [{ level: '1', count: 1 }] });
    expect(mine.rows).toMatchObject([{ participant: s.ponorogo, claim: '3', mine: '1', other: null, current: null, state: 'waiting' }, { participant: s.pacitan, claim: null, mine: null, state: 'open', distance: 0 }]);
    expect((await as(t, s.c.budi).calibrate({ campaign: id, number: '1', level: '3' })).rows).toEqual([]);
    expect((await as(t, s.c.organiser).calibrate({ campaign: id, number: '1' })).matching).toBe(3);
    expect(await codeOf(as(t, s.c.dewi).calibrate({ campaign: id }))).toBe('evaluation.not-assigned');
    expect(await codeOf(as(t, s.c.budi).calibrate({ campaign: id, number: '99' }))).toBe('evaluation.unknown');
    const draft = await as(t, s.c.organiser).createCampaign({ title: 'Rancangan saja', instrument: 'spbe-2020', year: 2027, mode: 'evaluasi', phases: PHASES });
    expect(await codeOf(as(t, s.c.organiser).calibrate({ campaign: draft.id }))).toBe('evaluation.not-assigned');
  });
});

describe('files', () => {
  const get = (viewer: Viewer | null, submission: string, id: string) => deskFile(t.context(viewer, s.c.ministry), submission, id).then(({ name }) => name, (error: { refusal: { code: string } }) => error.refusal.code);
  it('are for who is assigned, and the organiser; nobody else learns that they are there', async () => {
    const file = evidenceOf({ kind: 'file', url: null, file: { sha256: SHA, type: 'application/pdf', name: '21.b.SK.pdf', bytes: FILE.length } });
    const broken = evidenceOf({ kind: 'file', url: null, title: 'Yang rusak', file: { sha256: SHA.replace(/^../, '00'), type: 'application/pdf', name: 'x.pdf', bytes: 9 } });
    await t.house.files.put(t.instansi, FILE);
    await scene({ submission: { evidence: [file, broken] } });
    const shown = (await look(s.c.budi)).evidence.find(({ id }) => id === file.id);
    expect(shown).toMatchObject({ file: { name: '21.b.SK.pdf', type: 'application/pdf', intact: true, href: `/api/evaluasi/meja/berkas/${shown!.submission}/${file.id}` } });
    expect((await t.app.inject({ url: shown!.file!.href, headers: { host: 'penilai.test' } })).statusCode).toBe(401);
    for (const who of [s.c.budi, s.c.sari, s.c.organiser]) expect(await get(who, shown!.submission, file.id)).toBe('21.b.SK.pdf');
    expect(await get(s.c.dewi, shown!.submission, file.id)).toBe('evaluation.not-assigned');
    expect(await get(s.c.reviewer, shown!.submission, file.id)).toBe('evaluation.not-assigned');
    expect(await get(s.c.coordinator, shown!.submission, file.id)).toBe('request.not-allowed');
    expect(await get({ ...s.c.budi, hat: { ...s.c.budi.hat!, instansi: t.other } }, shown!.submission, file.id)).toBe('files.unknown');
    expect(await get(s.c.budi, shown!.submission, uuidv7())).toBe('files.unknown');
    expect(await get(s.c.budi, 'bukan-id', file.id)).toBe('files.unknown');
    expect(await get(s.c.budi, shown!.submission, broken.id)).toBe('evaluation.bad-seal');
    t.clock.set('2026-03-09T02:00:00Z');
    expect(await get(s.c.budi, shown!.submission, file.id)).toBe('evaluation.not-assigned');
  });
});
