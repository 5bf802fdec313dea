import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { apiOf, opened, refusalOf, teamIn, uploaded, type Team } from './self-assessment.testing.ts';
import { remindRequests } from './service/remind-requests.ts';

const t = await createTestHouse();
const team: Team = await teamIn(t);
const far: Team = await teamIn(t, t.other);
const id = await opened(t, team);
const [responsible, member, second] = [team.responsible, team.member, team.second].map((one) => apiOf(t, one)) as [ReturnType<typeof apiOf>, ReturnType<typeof apiOf>, ReturnType<typeof apiOf>];
const stranger = apiOf(t, team.stranger);
const unit = team.second.hat!.unitId;
const ask = (more: Record<string, unknown> = {}) => ({ id, number: '21', level: 4, letter: 'b', unit, text: 'Notula reviu manajemen risiko tahun ini', due: '2026-03-12', ...more });
const asked = async (more: Record<string, unknown> = {}) => (await responsible.askForEvidence(ask(more))).id;
const noticesOf = (viewer: Viewer) => t.house.db.asOwner((tx) => tx.many<{ title: string }>(sql`select title from notifications.notification where account = ${viewer.accountId} order by at, id`)).then((rows) => rows.map(({ title }) => title));

describe('asking', () => {
  test('offers the units and the papers; the head and the member of the unit are told', async () => {
    const asking = await responsible.getAsking({ id, number: '21' });
    expect(asking).toMatchObject({ may: true, due: '2026-03-16', papers: expect.arrayContaining([{ level: 4, letter: 'b', text: expect.stringContaining('reviu'), main: true }]) });
    expect(asking.units.map(({ name }) => name)).toContain('BPKAD');
    await asked();
    expect(await noticesOf(team.second)).toEqual(['Bukti penilaian diminta dari unit Anda (indikator 21)']);
  });
  test.each([
    ['a day that has passed', { due: '2026-03-01' }, 'self-assessment.request-due'], ['a unit that there is not', { unit: uuidv7() }, 'self-assessment.request-unit'], ['a unit of another institution', { unit: far.second.hat!.unitId }, 'self-assessment.request-unit'],
    ['a letter of another level', { level: 3 }, 'self-assessment.bad-input'], ['a level outside the scale', { level: 6, letter: null }, 'self-assessment.bad-input'], ['an unknown indicator', { number: '48' }, 'self-assessment.unknown-indicator'], ['a few letters', { text: 'Notula' }, 'request.invalid'],
  ])('refuses %s', async (_, more, code) => expect(await refusalOf(responsible.askForEvidence(ask(more)))).toBe(code));
  test('only whose indicator it is, or who answers for all', async () => {
    expect(await refusalOf(member.askForEvidence(ask()))).toBe('self-assessment.not-assigned');
    await responsible.assign({ id, numbers: ['21'], account: team.member.accountId });
    expect(await refusalOf(member.askForEvidence(ask({ letter: 'a' })))).toBe('allowed');
    expect(await refusalOf(stranger.askForEvidence(ask()))).toBe('request.not-allowed');
    expect(await refusalOf(apiOf(t, far.responsible).askForEvidence(ask()))).toBe('self-assessment.unknown');
  });
});

describe('the unit', () => {
  let request: string;
  beforeAll(async () => { request = await asked({ number: '22', text: 'Laporan audit keamanan terakhir' }); });
  test('sees what is asked of it, and others do not', async () => {
    expect((await second.listRequests({ box: 'unit' })).items.map(({ id: one }) => one)).toContain(request);
    expect((await member.listRequests({ box: 'unit' })).items.map(({ id: one }) => one)).not.toContain(request);
    expect(await refusalOf(stranger.listRequests({}))).toBe('request.not-allowed');
    expect(await refusalOf(stranger.getRequest({ request }))).toBe('self-assessment.request-unknown');
    expect(await refusalOf(apiOf(t, far.second).getRequest({ request }))).toBe('self-assessment.request-unknown');
  });
  test('hands in own uploads; another unit cannot', async () => {
    const upload = await uploaded(t, team.second, 'laporan-audit.pdf');
    const foreign = await uploaded(t, team.member, 'milik-orang.pdf');
    expect(await refusalOf(second.handIn({ request, seq: 1, uploads: [foreign] }))).toBe('files.unknown');
    expect(await refusalOf(second.handIn({ request, seq: 1, uploads: [] }))).toBe('request.invalid');
    expect(await refusalOf(member.handIn({ request, seq: 1, uploads: [foreign] }))).toBe('self-assessment.request-unknown');
    expect(await refusalOf(second.handIn({ request, seq: 2, uploads: [upload] }))).toBe('self-assessment.request-moved');
    expect(await second.handIn({ request, seq: 1, uploads: [upload], note: 'Halaman 3' })).toMatchObject({ state: 'handed', seq: 2 });
    expect(await second.getRequest({ request })).toMatchObject({ files: [{ name: 'laporan-audit.pdf', type: 'application/pdf' }], note: 'Halaman 3', may: { handIn: false } });
    expect((await noticesOf(team.responsible)).at(-1)).toBe('Bukti indikator 22 diserahkan');
    expect(await refusalOf(second.handIn({ request, seq: 2, uploads: [upload] }))).toBe('self-assessment.request-step');
  });
  test('the file is read by the unit and the team only', async () => {
    const [file] = (await second.getRequest({ request })).files;
    const { requestFile } = await import('./service/requests.ts');
    await expect(requestFile(t.context(team.responsible), request, file!.id)).resolves.toMatchObject({ name: 'laporan-audit.pdf' });
    for (const who of [team.stranger, far.second]) await expect(requestFile(t.context(who), request, file!.id)).rejects.toMatchObject({ refusal: { code: 'self-assessment.request-unknown' } });
  });
  test('sent back with a reason it is handed in again, and only the last round becomes evidence', async () => {
    expect(await refusalOf(responsible.askAgain({ request, seq: 2, reason: 'x', due: '2026-03-20' }))).toBe('request.invalid');
    expect(await responsible.askAgain({ request, seq: 2, reason: 'Laporan ini tahun 2022', due: '2026-03-20' })).toMatchObject({ state: 'open', seq: 3 });
    const upload = await uploaded(t, team.second, 'laporan-audit-2025.pdf');
    await second.handIn({ request, seq: 3, uploads: [upload] });
    expect((await responsible.getRequest({ request })).files.map(({ name }) => name)).toEqual(['laporan-audit-2025.pdf']);
    expect(await refusalOf(second.acceptRequest({ request, seq: 4 }))).toBe('self-assessment.not-assigned');
    expect(await responsible.acceptRequest({ request, seq: 4, documentDate: '2025-11-03', where: 'Bab 2' })).toMatchObject({ state: 'accepted', evidence: [expect.any(String)] });
    const { levels } = await responsible.getIndicator({ id, number: '22' });
    expect(levels.flatMap(({ evidence }) => evidence)).toMatchObject([{ title: 'laporan-audit-2025', level: 4, letter: 'b', version: 1 }]);
    for (const again of [() => responsible.acceptRequest({ request, seq: 5 }), () => responsible.withdrawRequest({ request, seq: 5 }), () => responsible.askAgain({ request, seq: 5, reason: 'Sekali lagi', due: '2026-03-20' })]) expect(await refusalOf(again())).toBe('self-assessment.request-step');
  });
  test('gives back what it does not have; another unit is asked', async () => {
    const lost = await asked({ number: '23' });
    expect(await refusalOf(second.giveBack({ request: lost, seq: 1, reason: '' }))).toBe('request.invalid');
    expect(await second.giveBack({ request: lost, seq: 1, reason: 'Dokumen ada di Bapperida' })).toMatchObject({ state: 'returned' });
    await responsible.askAgain({ request: lost, seq: 2, reason: 'Menurut BPKAD ada di Bapperida', due: '2026-03-20', unit: team.member.hat!.unitId });
    expect((await member.listRequests({})).items.map(({ id: one }) => one)).toContain(lost);
    expect(await refusalOf(second.handIn({ request: lost, seq: 3, uploads: [uuidv7()] }))).toBe('self-assessment.request-unknown');
  });
});

test('overdue is listed, and reminders come once for each step', async () => {
  const request = await asked({ number: '24', due: '2026-03-04' });
  const told = async () => (await noticesOf(team.second)).filter((title) => title.startsWith('Bukti indikator 24'));
  await remindRequests(t.house);
  await remindRequests(t.house);
  expect(await told()).toEqual(['Bukti indikator 24 segera jatuh tempo']);
  t.clock.set(new Date('2026-03-05T02:00:00Z'));
  await remindRequests(t.house);
  await remindRequests(t.house);
  expect(await told()).toEqual(['Bukti indikator 24 segera jatuh tempo', 'Bukti indikator 24 lewat tenggat']);
  expect((await noticesOf(team.responsible)).filter((title) => title.includes('24 lewat'))).toHaveLength(1);
  const { items, counts } = await responsible.listRequests({ box: 'asked', only: 'overdue' });
  expect(items).toMatchObject([{ id: request, overdue: true, daysLeft: -1 }]);
  expect(counts.overdue).toBe(1);
  t.clock.set(new Date('2026-03-02T02:00:00Z'));
});
