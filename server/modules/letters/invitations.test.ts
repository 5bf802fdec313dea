import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readICalendar } from '../../engines/icalendar/read-icalendar.testing.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { LetterAction } from './contract.ts';
import { as, castOf, codeOf, holderOf, letterTo, postOf, type Cast } from './letters.testing.ts';
import { checkState } from './service/check-state.ts';
import { closingTold, handOn } from './service/hand-on.ts';

// Chapters: the agenda of invitations · calendar apps · sifat after registration · closed units and posts · figures

const t = await createTestHouse({ background: false });
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});
beforeEach(() => t.clock.set('2026-03-02T02:00:00Z'));
const owner = <Row>(statement: ReturnType<typeof sql>) => t.house.db.asOwner((tx) => tx.many<Row>(statement));
const event = { day: '2026-03-09', from: '09:00', place: 'Gedung Negara Grahadi', dress: 'Batik' };
const registered = async (more: Record<string, unknown> = {}, who = c.clerk) => (await as(t, who).registerLetter(await letterTo(t, c, more, who))).id;
const see = (who: Viewer, id: string) => as(t, who).getLetter({ id });
async function act(who: Viewer, id: string, action: LetterAction, of = who) {
  const { seq, branches } = await see(who, id);
  return as(t, who).act({ id, seq, branch: branches.findLast((branch) => branch.post.id === postOf(of))?.id ?? branches[0]!.id, action });
}
const give = (who: Viewer, id: string, to: Viewer, instructions = ['attend']) => act(who, id, { kind: 'dispose', recipients: [{ post: postOf(to), role: 'lead' }], instructions, words: '' });
const week = (who: Viewer, from = '2026-03-09') => as(t, who).agenda({ from, days: 7 });
const itemsOf = async (who: Viewer, from?: string) => (await week(who, from)).days.flatMap((day) => day.items.map((item) => ({ ...item, day: day.day })));

describe('the agenda of invitations', () => {
  it('shows two at the same hour, follows who goes, and lets the leader answer', async () => {
    const governor = await registered({ event });
    const parliament = await registered({ subject: 'Undangan rapat paripurna', event: { ...event, from: '10:00', to: '12:00', place: 'DPRD' } });
    const both = await itemsOf(c.regent);
    expect(both.map((one) => [one.hours, one.stateText, one.clashes])).toEqual([['09.00–selesai', 'Belum dijawab', ['Undangan rapat paripurna']], ['10.00–12.00', 'Belum dijawab', ['Undangan rapat koordinasi pengendalian inflasi']]]);
    expect(both[0]).toMatchObject({ mayAnswer: true, event: { text: 'Senin, 9 Maret 2026 pukul 09.00 sampai selesai', place: 'Gedung Negara Grahadi', dress: 'Batik' } });
    expect((await as(t, c.regent).inbox({ box: 'unread' })).items.filter((row) => row.clash).map((row) => row.id).sort()).toEqual([governor, parliament].sort());
    await give(c.regent, parliament, c.secretary);
    await act(c.regent, governor, { kind: 'attend', answer: 'attending', note: '' });
    expect((await itemsOf(c.regent)).map((one) => [one.stateText, one.by, one.clashes])).toEqual([['Hadir', undefined, []], ['Diwakili', 'Sekretaris Daerah, Sekretaris Daerah', []]]);
    expect(await itemsOf(c.secretary)).toMatchObject([{ letter: parliament, stateText: 'Hadir' }]);
    expect((await see(c.regent, parliament)).branches[0]).toMatchObject({ attendance: 'Diwakili Sekretaris Daerah' });
    await act(c.regent, parliament, { kind: 'recall', reason: 'Saya sendiri' }, c.secretary);
    expect(await itemsOf(c.secretary)).toEqual([]);
    expect((await itemsOf(c.regent))[1]).toMatchObject({ stateText: 'Belum dijawab' });
    expect((await itemsOf(c.staff))).toEqual([]);
    await act(c.clerk, parliament, { kind: 'set-event', event: { ...event, day: '2026-03-16' }, reason: 'Ditunda sepekan' }, c.regent);
    expect((await itemsOf(c.regent)).map((one) => one.letter)).toEqual([governor]);
    expect((await itemsOf(c.regent, '2026-03-16')).map((one) => one.letter)).toEqual([parliament]);
    expect((await see(c.regent, parliament)).timeline.at(-1)).toMatchObject({ title: 'Waktu undangan dicatat', words: 'Ditunda sepekan' });
  });
  it('refuses hours that end before they begin, sangat rahasia, and answers to what is no invitation', async () => {
    expect(await codeOf(registered({ event: { ...event, to: '09:00' } }))).toBe('letters.event-hours');
    expect(await codeOf(registered({ event, secrecy: 'sangat-rahasia' }))).toBe('letters.secret-no-event');
    expect(await codeOf(registered({ event: { ...event, from: '25:00' } }))).toBe('request.invalid');
    const id = await registered();
    expect(await codeOf(act(c.regent, id, { kind: 'attend', answer: 'attending', note: '' }))).toBe('letters.not-now');
    expect(await codeOf(act(c.regent, id, { kind: 'set-event', event, reason: '' }))).toBe('ok');
    expect(await codeOf(as(t, null).agenda({}))).toBe('request.not-signed-in');
  });
  it('of rahasia tells an assistant with a lesser mandate the hour only', async () => {
    await registered({ event: { ...event, day: '2026-03-23' }, secrecy: 'rahasia', subject: 'Rapat tertutup' });
    await as(t, c.regent).giveMandate({ assistant: postOf(c.adjutant), fromDay: '2026-03-02', toDay: null, upTo: 'terbatas', orderLetter: '800/2/2026' });
    const [item] = await itemsOf(c.adjutant, '2026-03-23');
    expect(item).toMatchObject({ title: 'Undangan (rahasia)', sender: '', masked: true, mayAnswer: false, event: { place: '', dress: '' } });
    expect(JSON.stringify(item)).not.toMatch(/tertutup|Grahadi|Gubernur/);
  });
});

describe('calendar apps', () => {
  const read = (url: string) => t.app.inject({ url: new URL(url).pathname, headers: { host: 'ponorogo.test' } });
  it('read the agenda under an address that nobody guesses and its owner takes away', async () => {
    const { url } = await as(t, c.regent).createFeed({});
    expect(url).toMatch(/\/api\/undangan\/[\w-]{43}\.ics$/);
    const answer = await read(url);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    const text = answer.body.replaceAll('\r\n ', '');
    expect(text).toMatch(/BEGIN:VEVENT\r\nUID:[0-9a-f-]{36}@/);
    expect(text).toContain('DTSTART:20260309T020000Z');
    expect(text).toContain('LOCATION:Gedung Negara Grahadi');
    expect(text).toContain('SUMMARY:Undangan (rahasia)');
    expect(text).not.toContain('tertutup');
    expect(answer.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect((await as(t, c.regent).agenda({})).feed).toMatchObject({ readText: 'hari ini 09.00' });
    expect(JSON.stringify(await owner(sql`select encode(token, 'base64') as token from letters.feed`)), 'kept as a hash').not.toContain(url.slice(-47, -4));
    const { url: second } = await as(t, c.regent).createFeed({});
    expect((await read(url)).statusCode, 'the first one ends').toBe(404);
    expect((await read(second)).statusCode).toBe(200);
    expect((await t.app.inject({ url: new URL(second).pathname, headers: { host: 'sumenep.test' } })).statusCode, 'another institution').toBe(404);
    expect(await as(t, c.regent).endFeed({})).toEqual({ ended: true });
    expect((await read(second)).statusCode).toBe(404);
    for (const bad of ['x.ics', `${'A'.repeat(43)}.ics`, 'a']) expect((await t.app.inject({ url: `/api/undangan/${bad}`, headers: { host: 'ponorogo.test' } })).statusCode).toBe(404);
  });
  it('find one appointment under one UID, whatever changes: its hour, the answer, and that nobody goes', async () => {
    const id = await registered({ event: { ...event, day: '2026-03-17', from: '09:00', to: '11:00' }, subject: 'Rapat, koordinasi; "harga"\\stok' });
    const { url } = await as(t, c.regent).createFeed({});
    const seen = async () => {
      const { events } = readICalendar((await read(url)).body);
      return events.find((one) => one.description!.includes('Agenda') && one.summary.startsWith('Rapat, koordinasi'))!;
    };
    const first = await seen();
    expect(first).toMatchObject({ summary: 'Rapat, koordinasi; "harga"\\stok', status: 'TENTATIVE', start: new Date('2026-03-17T02:00:00Z'), end: new Date('2026-03-17T04:00:00Z') });
    await act(c.regent, id, { kind: 'set-event', event: { ...event, day: '2026-03-18', from: '13:30', to: '' }, reason: 'Diundur' });
    const moved = await seen();
    expect([moved.uid, moved.start, moved.end]).toEqual([first.uid, new Date('2026-03-18T06:30:00Z'), new Date('2026-03-18T08:30:00Z')]);
    expect(moved.sequence).toBeGreaterThan(first.sequence);
    await act(c.regent, id, { kind: 'attend', answer: 'declined', note: '' });
    expect(await seen()).toMatchObject({ uid: first.uid, status: 'CANCELLED' });
    await act(c.regent, id, { kind: 'attend', answer: 'attending', note: '' });
    expect(await seen()).toMatchObject({ uid: first.uid, status: 'CONFIRMED' });
    await as(t, c.regent).endFeed({});
  });
  it('ends with the holding: a Plh. has the days of the order', async () => {
    const acting = await holderOf(t, { instansi: t.instansi, post: postOf(c.secretary), unit: c.units.setda, kind: 'setda', title: 'Sekretaris Daerah', duties: ['leader'], person: 'Plh Sekda', capacity: 'plh', from: '2026-03-02', to: '2026-03-03' });
    const { url } = await as(t, acting).createFeed({});
    expect((await read(url)).statusCode).toBe(200);
    t.clock.set('2026-03-04T02:00:00Z');
    expect((await read(url)).statusCode).toBe(404);
  });
});

describe('sifat after registration', () => {
  const change = (who: Viewer, id: string, secrecy: 'biasa' | 'rahasia' | 'sangat-rahasia', reason = 'Salah catat') => act(who, id, { kind: 'change-secrecy', secrecy, reason }, c.regent);
  const stored = async (id: string) => JSON.stringify([await owner(sql`select * from letters.letter where id = ${id}`), await owner(sql`select * from letters.action where letter = ${id}`), await owner(sql`select * from letters.file where letter = ${id}`), await owner(sql`select * from letters.search where item = ${id}`), await owner(sql`select * from letters.event where letter = ${id}`), await owner(sql`select * from letters.appointment where letter = ${id}`)]);
  const finds = async (who: Viewer) => (await as(t, who).search({ query: 'kobalt' })).items.map((row) => row.id);

  it('upwards encrypts, leaves search and agenda; downwards opens again; both are in the trail with their reason', async () => {
    const id = await registered({ subject: 'Rencana kobalt biru', fileWords: 'isi kobalt biru', event });
    const [plain] = await owner<{ sha256: string }>(sql`select sha256 from letters.file where letter = ${id}`);
    await give(c.regent, id, c.roadsHead, ['note']);
    await act(c.roadsHead, id, { kind: 'report', words: 'Kobalt diperiksa', files: [], done: false });
    expect([await finds(c.clerk), await finds(c.roadsHead)]).toEqual([[id], [id]]);
    await change(c.regent, id, 'sangat-rahasia', 'Menyangkut operasi kobalt');
    expect(await stored(id)).not.toMatch(/obalt|Grahadi/);
    for (const who of [c.regent, c.clerk, c.roadsHead]) expect(await finds(who)).toEqual([]);
    const seen = await see(c.regent, id);
    expect(seen).toMatchObject({ subject: 'Rencana kobalt biru', secrecyText: 'Sangat rahasia', files: [{ name: 'Berkas 1.pdf', text: 'closed' }], timeline: expect.arrayContaining([expect.objectContaining({ title: 'Sifat diubah dari biasa menjadi sangat rahasia', words: 'Menyangkut operasi kobalt' }), expect.objectContaining({ words: 'Kobalt diperiksa' })]) });
    expect(seen).not.toHaveProperty('event');
    expect((await see(c.roadsHead, id)).subject, 'who had it is named').toBe('Rencana kobalt biru');
    expect((await see(c.clerk, id)).subject).toBe('(sangat rahasia)');
    expect(await codeOf(see(c.staff, id))).toBe('letters.unknown');
    await runJobs('letters.sealed');
    expect(await t.house.files.has(t.instansi, plain!.sha256), 'the plain bytes are gone').toBe(false);
    expect(await codeOf(change(c.clerk, id, 'biasa')), 'tata usaha does not open what it may not read').toBe('letters.unknown');
    await change(c.regent, id, 'rahasia', 'Sudah selesai operasinya');
    expect((await stored(id))).toMatch(/Rencana kobalt biru/);
    await runJobs('letters.acted');
    expect([await finds(c.regent), await finds(c.clerk)]).toEqual([[id], []]);
    expect((await see(c.roadsHead, id)).files).toMatchObject([{ text: 'read' }]);
    const file = (await see(c.regent, id)).files[0]!;
    const [row] = await owner<{ sha256: string; sealed: boolean }>(sql`select sha256, sealed from letters.file where id = ${file.id}`);
    expect(row).toEqual({ sha256: plain!.sha256, sealed: false });
    await change(c.regent, id, 'biasa');
    expect(await finds(c.clerk)).toEqual([id]);
    const entries = await owner<{ account: string }>(sql`select account from audit.entry where object_id = ${id} and action = 'letters.change-secrecy'`);
    expect(entries).toHaveLength(3);
  });
  it('is for tata usaha or the addressee, and not twice the same', async () => {
    const id = await registered();
    await give(c.regent, id, c.roadsHead, ['note']);
    expect(await codeOf(change(c.roadsHead, id, 'rahasia'))).toBe('letters.not-for-you');
    expect(await codeOf(change(c.clerk, id, 'biasa'))).toBe('letters.same-secrecy');
    expect(await codeOf(change(c.clerk, id, 'rahasia'))).toBe('ok');
    expect((await see(c.clerk, id)).masked).toBe(true);
    await act(c.clerk, id, { kind: 'direct', post: postOf(c.secretary), reason: '' }, c.regent).catch(() => undefined);
    expect((await see(c.clerk, id)).masked, 'nor by sending it to its right post').toBe(true);
    expect(await codeOf(see(c.workshopStaff, id)), 'the unit below no longer reads along').toBe('letters.unknown');
  });
});

describe('a closed unit or post', () => {
  const message = (event: string, payload: Record<string, unknown>) => ({ instansi: t.instansi, id: uuidv7(), event, payload });
  const closed = async (payload: Record<string, unknown>) => {
    await closingTold(t.context(), message('organization.unit-closed', payload));
    const [row] = await owner<{ payload: Record<string, unknown>; run_at: Date }>(sql`delete from platform.outbox where event = 'letters.place-closed' returning payload, run_at`);
    await handOn(t.context(), message('letters.place-closed', row!.payload));
    await handOn(t.context(), message('letters.place-closed', row!.payload));
    return row!.run_at;
  };
  it('hands its open letters to the head of the successor, once, told in the tree; and what was given below goes on', async () => {
    const id = await registered({ event });
    await give(c.regent, id, c.wasteHead);
    await act(c.wasteHead, id, { kind: 'open' });
    const done = await registered();
    await give(c.regent, done, c.wasteHead, ['note']);
    await act(c.wasteHead, done, { kind: 'report', words: 'Sudah', files: [], done: true });
    expect(await closed({ unit: c.units.waste, lastDay: '2026-03-01', successor: c.units.roads })).toEqual(new Date('2026-03-01T17:00:00Z'));
    const { branches, timeline } = await see(c.roadsHead, id);
    expect(branches[1]).toMatchObject({ post: { title: 'Kepala Dinas PUPKP' }, state: 'baru', before: ['Kepala Dinas Lingkungan Hidup, sampai hari ini 09.00'], attendance: 'Belum dijawab' });
    expect(timeline.filter((one) => one.title.startsWith('Diteruskan'))).toMatchObject([{ by: 'Pendopo', words: 'Unit sebelumnya ditutup; diteruskan kepada penggantinya.' }]);
    expect((await as(t, c.roadsHead).inbox({ box: 'unread' })).items.map((row) => row.id)).toContain(id);
    expect((await see(c.regent, done)).branches[1]!.post.title, 'what is done stays where it was done').toBe('Kepala Dinas Lingkungan Hidup');
  });
  it('without successor it goes back to who gave it; a closed post goes to the head of its unit', async () => {
    const lost = await registered();
    await give(c.regent, lost, c.wasteHead, ['note']);
    await closed({ unit: c.units.waste, lastDay: '2026-03-01', successor: null });
    expect((await see(c.regent, lost)).branches[1]).toMatchObject({ state: 'dikembalikan', reason: 'Unit ini ditutup; tidak ada penggantinya.' });
    const below = await registered();
    await give(c.regent, below, c.roadsHead, ['note']);
    await give(c.roadsHead, below, c.section, ['note']);
    await give(c.section, below, c.staff, ['note']);
    await closed({ post: postOf(c.staff), lastDay: '2026-03-01' });
    expect((await see(c.roadsHead, below)).branches.map((one) => [one.post.title, one.state])).toEqual([['Bupati', 'diproses'], ['Kepala Dinas PUPKP', 'diproses'], ['Kepala Bidang Jalan', 'diproses'], ['Kepala Dinas PUPKP', 'baru']]);
  });
});

describe('figures', () => {
  it('count by week, tell medians, what is late by unit and what is unread longest; each leader the own units', async () => {
    const before = await as(t, c.roadsHead).figures({});
    const at = async (moment: string, more: Record<string, unknown>) => {
      t.clock.set(moment);
      return registered({ post: postOf(c.roadsHead), urgency: 'segera', letterDate: '2026-02-01', ...more }, c.roadsClerk);
    };
    const first = await at('2026-02-16T02:00:00Z', {});
    const second = await at('2026-02-24T02:00:00Z', {});
    await at('2026-02-25T02:00:00Z', {});
    t.clock.set('2026-02-16T04:00:00Z');
    await give(c.roadsHead, first, c.section, ['note']);
    t.clock.set('2026-02-24T06:00:00Z');
    await give(c.roadsHead, second, c.section, ['note']);
    t.clock.set('2026-02-26T02:00:00Z');
    await act(c.section, second, { kind: 'report', words: 'Sudah', files: [], done: true });
    t.clock.set('2026-03-02T02:00:00Z');
    const told = await as(t, c.roadsHead).figures({ weeks: 4 });
    expect(told.weeks.map((one) => one.count)).toEqual([0, 1, 2, before.weeks.at(-1)!.count]);
    expect(told).toMatchObject({ scope: expect.any(String), toDisposition: { minutes: 180, text: '3 jam', of: 2 }, toFinish: { minutes: 2880, text: '2 hari', of: 1 } });
    const own = told.units.find((one) => one.id === c.units.roads)!;
    const was = before.units.find((one) => one.id === c.units.roads);
    expect([own.late - (was?.late ?? 0), own.open - (was?.open ?? 0)]).toEqual([3, 3]);
    expect(told.waiting[0]).toMatchObject({ days: 14, lead: true });
    expect(JSON.stringify(told)).not.toContain('inflasi');
    expect((await as(t, c.regent).figures({})).units.length).toBeGreaterThan(told.units.length);
    expect((await as(t, c.roadsHead).downloadFigures({})).fileName).toBe('kinerja-surat-2026-03-02.xlsx');
    expect(await codeOf(as(t, c.staff).figures({}))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.clerk).downloadFigures({}))).toBe('request.not-allowed');
  });
});

it('holds together', async () => expect((await checkState(t.context())).differences).toEqual([]));

async function runJobs(event: string): Promise<void> {
  const rows = await owner<{ instansi: string; id: string; payload: Record<string, unknown>; at: Date }>(sql`delete from platform.outbox where event = ${event} returning instansi, id, payload, at`);
  for (const row of rows) for (const subscriber of t.modules.flatMap((module) => module.subscribers ?? []).filter((one) => one.event === event)) if (subscriber.wants?.(row.payload) ?? true) await subscriber.run({ ...t.context(null, row.instansi), requestId: `job:${row.id}` }, { event, ...row, at: row.at.toISOString() });
}
