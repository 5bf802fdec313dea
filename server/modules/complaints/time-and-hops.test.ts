import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { addDays, dayIn } from '../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { EventMessage } from '../../platform/module.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, pothole, type Cast } from './complaints.testing.ts';
import type { OfficerAction } from './contract.ts';
import { answerHop, takeInHop } from './service/hops.ts';
import { actOnTime, unitClosed } from './service/on-time.ts';
import { tellActed, tellEscalated, tellSubmitted } from './service/tell.ts';

// Chapters: what time does · the ladder · between institutions · outside · a closed unit · what everybody may take

const t = await createTestHouse();
let c: Cast;
let far: Cast;
beforeAll(async () => {
  c = await castOf(t);
  far = await castOf(t, t.other);
});

async function act(who: Viewer, id: string, action: OfficerAction, instansi = t.instansi) {
  const { seq } = await as(t, who, instansi).getCase({ id });
  return as(t, who, instansi).act({ id, seq, action });
}
async function disposed(viewer: Viewer | null = null, more: Record<string, unknown> = {}) {
  const receipt = await as(t, viewer).submit(pothole(more));
  await act(c.coordinator, receipt.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
  await act(c.coordinator, receipt.id, { kind: 'dispose', lead: c.roads, supporting: [], instruction: 'Tambal' });
  return receipt;
}
const stateOf = async (id: string) => (await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ state: string; due_at: Date | null; next_at: Date | null; unit: string | null }>(sql`select state, due_at, next_at, unit from complaints.state where instansi = ${t.instansi} and report = ${id}`)));
/** Takes what waits in the outbox and gives it to these subscribers, as the relay does. */
async function deliver(run: Record<string, (message: EventMessage) => Promise<void>>): Promise<void> {
  const rows = await t.house.db.asOwner((tx) => tx.many<EventMessage & { at: Date }>(sql`delete from platform.outbox returning instansi, id, event, payload, at`));
  for (const { at, ...row } of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) await run[row.event]?.({ ...row, at: at.toISOString() } as unknown as EventMessage);
}
const jobs = (instansi: string) => t.context(null, instansi);
const inbox = (account: string) => t.house.db.inTenant(t.instansi, (tx) => tx.many<{ title: string }>(sql`select title from notifications.notification where instansi = ${t.instansi} and account = ${account} order by id`).then((rows) => rows.map((r) => r.title)));

describe('what time does', () => {
  it('closes what the reporter left unanswered, brings back what was scheduled on 2 January', async () => {
    const [asked, held, scheduled] = [await disposed(), await as(t).submit(pothole()), await disposed()];
    await act(c.liaison, asked.id, { kind: 'draft-answer', text: 'Sebelah mana tepatnya?', outcome: 'ask', photos: [] });
    await act(c.head, asked.id, { kind: 'approve-answer', publish: true });
    await act(c.coordinator, held.id, { kind: 'hold', question: 'Foto lokasinya?' });
    expect(await codeOf(act(c.liaison, scheduled.id, { kind: 'schedule', budgetYear: 2026, budget: 'original', activity: 'Peningkatan jalan', unit: c.roads, text: 'Menunggu anggaran.' }))).toBe('complaints.schedule-past');
    await act(c.liaison, scheduled.id, { kind: 'schedule', budgetYear: 2027, budget: 'original', activity: 'Peningkatan jalan', unit: c.roads, text: 'Menunggu anggaran.' });
    expect(await as(t).getPublic({ number: scheduled.number })).toMatchObject({ state: 'scheduled', schedule: { budgetYear: 2027, activity: 'Peningkatan jalan', unit: 'Dinas PUPKP' }, pause: { reason: 'scheduled' } });
    t.clock.set('2026-03-12T16:59:58Z');
    await actOnTime(t.house);
    expect((await stateOf(asked.id)).state).toBe('wait-reporter');
    t.clock.set('2026-03-12T17:00:00Z');
    await actOnTime(t.house);
    expect((await stateOf(asked.id)).state).toBe('resolved');
    expect((await stateOf(held.id)).state).toBe('held');
    t.clock.set('2026-04-01T17:00:00Z');
    await actOnTime(t.house);
    expect((await stateOf(held.id)).state).toBe('archived');
    t.clock.set('2027-01-01T17:00:00Z');
    await actOnTime(t.house);
    expect((await stateOf(scheduled.id)).state).toBe('in-progress');
    t.clock.set('2026-03-02T02:00:00Z');
  });
});

describe('the ladder', () => {
  it('tells penghubung and head at 80 %, then the coordinator, Sekda, Inspektorat; each once; then everybody sees it', async () => {
    const { id, number } = await disposed();
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    const told: string[][] = [];
    const climb = async (now: string) => {
      t.clock.set(now);
      await actOnTime(t.house);
      await actOnTime(t.house);
      await deliver({ 'complaints.escalated': async (m) => {
        if (m.payload.report === id) told.push(m.payload.to as string[]);
        await tellEscalated(jobs(m.instansi), m);
      } });
    };
    // Disposed Mon 2 Mar, five hari kerja: Mon 9 Mar; 80 %: Fri 6 Mar.
    await climb('2026-03-06T16:59:59Z');
    await climb('2026-03-09T16:59:59Z');
    await climb('2026-03-12T16:59:59Z');
    expect((await as(t).getPublic({ number })).overdueBadge).toBe(false);
    // 18 and 19 March are holidays, 20 and 23 to 25 too: the seventh hari kerja after 9 Mar is read from the calendar.
    const badge = (await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ badge_at: Date }>(sql`select badge_at from complaints.state where instansi = ${t.instansi} and report = ${id}`))).badge_at;
    await climb(badge.toISOString());
    expect(told).toEqual([['liaison', 'unit-head'], ['coordinator'], ['sekda'], ['inspektorat']]);
    expect((await as(t).getPublic({ number })).overdueBadge).toBe(true);
    expect(await inbox(c.head.accountId)).toEqual([expect.stringContaining(`${number} mendekati`)]);
    expect(await inbox(c.sekda.accountId)).toEqual(expect.arrayContaining([expect.stringContaining(`${number} lewat`)]));
    const lead = await as(t, c.sekda).lead({});
    expect(lead.items.map((i) => i.number)).toContain(number);
    expect(lead.units.find((u) => u.id === c.roads)).toMatchObject({ name: 'Dinas PUPKP', late: expect.any(Number) });
    expect((await as(t, c.sekda).remindUnit({ unit: c.roads })).people).toEqual(expect.arrayContaining(['Penghubung PU', 'Kepala Dinas PU']));
    t.clock.set('2026-03-02T02:00:00Z');
  });
});

describe('what is told', () => {
  it('the reporter with an account is told of each step once, by number only', async () => {
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    const { number } = await disposed(c.citizen, { title: 'Selokan bau menyengat' });
    const rows = await t.house.db.asOwner((tx) => tx.many<EventMessage>(sql`select instansi, id, event, payload, at from platform.outbox order by id`));
    for (let twice = 0; twice < 2; twice++) for (const row of rows) await ({ 'complaints.submitted': tellSubmitted, 'complaints.acted': tellActed } as Record<string, typeof tellActed>)[row.event]?.(jobs(t.instansi), { ...row, at: new Date(row.at!).toISOString() });
    const mine = await inbox(c.citizen.accountId);
    expect(mine.sort()).toEqual([`Laporan ${number} diterima`, `Laporan ${number} diteruskan`, `Laporan ${number} terverifikasi`]);
    expect(await inbox(c.liaison.accountId)).toContain(`Ada disposisi pengaduan: ${number}`);
  });
});

describe('between institutions', () => {
  it('only governments that serve are offered and taken, not a team that assesses', async () => {
    const team = uuidv7();
    await t.house.db.asOwner(async (tx) => {
      await tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at) values (${team}, 'Tim Evaluasi', 'ministry', '31.71', 'WIB', 'TEV', true, ${t.clock.now()})`);
      await tx.run(sql`insert into organization.host (host, instansi) values ('penilai.test', ${team})`);
    });
    part<{ forget(): void }>(t.house, 'institutions').forget();
    expect((await as(t, c.coordinator).listUnits({})).institutions.map(({ host }) => host)).toEqual(['sumenep.test']);
    const receipt = await as(t).submit(pothole({}));
    expect(await codeOf(act(c.coordinator, receipt.id, { kind: 'forward-inside', host: 'penilai.test', reason: 'Bukan wewenang kami' }))).toBe('complaints.no-such-institution');
  });
  it('one number, two copies, each its own clock, the first date kept; the answer comes home; a second delivery changes nothing', async () => {
    const receipt = await as(t).submit(pothole({ lat: undefined, lng: undefined, region: undefined }));
    expect(await codeOf(act(c.coordinator, receipt.id, { kind: 'forward-inside', host: 'ponorogo.test', reason: 'Bukan wewenang kami' }))).toBe('complaints.no-such-institution');
    t.clock.set('2026-03-04T02:00:00Z');
    await act(c.coordinator, receipt.id, { kind: 'forward-inside', host: 'sumenep.test', reason: 'Jalan milik Sumenep' });
    const messages: EventMessage[] = [];
    await deliver({ 'complaints.forwarded': async (m) => { messages.push(m); } });
    expect(JSON.stringify(messages[0]!.payload)).not.toContain('Lubang');
    for (let i = 0; i < 2; i++) await takeInHop(jobs(t.instansi), messages[0]!);
    const there = (await as(t, far.coordinator, t.other).queue({ box: 'verify' })).items;
    expect(there).toEqual([expect.objectContaining({ number: receipt.number, submittedAt: '2026-03-02T02:00:00.000Z', channel: 'hop' })]);
    const copy = await as(t, far.coordinator, t.other).getCase({ id: there[0]!.id });
    expect(copy.hops).toEqual([expect.objectContaining({ to: 'Kabupaten Ponorogo', inside: true })]);
    expect(copy.clocks.find((k) => k.clock === 'verification')!.due!.long).toMatch(/^Senin, 9 Maret 2026/);
    expect(await codeOf(act(c.coordinator, receipt.id, { kind: 'hop-answered', text: 'Kami jawab sendiri', outcome: 'resolved', photos: [] }))).toBe('complaints.not-for-you');
    await act(far.coordinator, copy.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' }, t.other);
    await act(far.coordinator, copy.id, { kind: 'dispose', lead: far.roads, supporting: [], instruction: 'Tambal' }, t.other);
    await act(far.liaison, copy.id, { kind: 'draft-answer', text: 'Sudah ditambal hari ini.', outcome: 'resolved', photos: [] }, t.other);
    await act(far.head, copy.id, { kind: 'approve-answer', publish: true }, t.other);
    await deliver({ 'complaints.acted': async (m) => {
      for (let i = 0; i < 2; i++) await answerHop(jobs(m.instansi), m);
    } });
    const home = await as(t).track({ number: receipt.number, secret: receipt.secret });
    expect(home).toMatchObject({ state: 'resolved', ageDays: 2 });
    expect(home.timeline.at(-1)).toMatchObject({ text: 'Sudah ditambal hari ini.' });
    t.clock.set('2026-03-02T02:00:00Z');
  });
  it('leaves the platform with a letter, is asked about in time, and comes back with an answer', async () => {
    const receipt = await as(t).submit(pothole({ body: 'Tiang listrik miring hampir roboh di tepi sawah.' }));
    const { text } = await as(t, c.coordinator).draftLetter({ id: receipt.id, party: 'pln', name: 'PLN ULP Ponorogo' });
    expect(text).toContain(`nomor ${receipt.number}`);
    await act(c.coordinator, receipt.id, { kind: 'forward-outside', party: 'pln', name: 'PLN ULP Ponorogo', letter: text, reason: 'Tiang milik PLN' });
    const seen = await as(t, c.coordinator).getCase({ id: receipt.id });
    expect(seen.hops).toEqual([expect.objectContaining({ to: 'PLN ULP Ponorogo', inside: false, nextAskText: 'Sen 16 Mar' })]);
    expect((await as(t, c.coordinator).queue({ box: 'outside' })).items.map((r) => r.id)).toContain(receipt.id);
    t.clock.set('2026-03-16T17:00:00Z');
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    await actOnTime(t.house);
    await actOnTime(t.house);
    const asked: unknown[] = [];
    await deliver({ 'complaints.escalated': async (m) => { if (m.payload.report === receipt.id) asked.push(m.payload.rung); } });
    expect(asked).toEqual([0]);
    await act(c.coordinator, receipt.id, { kind: 'hop-asked', note: 'Ditelepon, dijanjikan pekan ini' });
    expect((await stateOf(receipt.id)).next_at).toEqual(new Date('2026-03-31T16:59:59Z'));
    expect(await act(c.coordinator, receipt.id, { kind: 'hop-answered', text: 'Tiang sudah ditegakkan.', outcome: 'resolved', photos: [] })).toMatchObject({ state: 'resolved' });
    t.clock.set('2026-03-02T02:00:00Z');
  });
});

describe('an answer that everybody will read', () => {
  it('with personal data is refused, covered, or kept on purpose', async () => {
    const { id } = await disposed();
    const draft = (more: object) => act(c.liaison, id, { kind: 'draft-answer', outcome: 'progress', text: 'Bapak Budi, NIK 3502170101900001, hubungi 0812-3456-7890.', photos: [], ...more } as OfficerAction);
    expect(await codeOf(draft({}))).toBe('complaints.answer-personal-data');
    expect(await codeOf(act(c.liaison, id, { kind: 'schedule', budgetYear: 2027, budget: 'original', activity: 'Tambal jalan', unit: c.roads, text: 'Tanya ke budi@contoh.id.', keepFindings: false }))).toBe('complaints.answer-personal-data');
    const { text } = await as(t, c.liaison).coverText({ text: 'Bapak Budi, NIK 3502170101900001.' });
    expect(text).toBe('Bapak Budi, NIK [NIK ditutup].');
    expect(await codeOf(draft({ text }))).toBe('ok');
    expect(await codeOf(draft({ keepFindings: true }))).toBe('ok');
    expect(await codeOf(as(t, c.citizen).coverText({ text: 'x' }))).toBe('request.not-allowed');
  });
});

describe('a unit that is closed', () => {
  it('gives its reports to its successor, else back to the coordinator', async () => {
    const [one, two] = [await disposed(), await disposed()];
    const message = (successor: string | null): EventMessage => ({ instansi: t.instansi, id: uuidv7(), event: 'organization.unit-closed', payload: { unit: c.roads, lastDay: '2026-03-01', successor } });
    await unitClosed(jobs(t.instansi), message(c.waste));
    expect((await stateOf(one.id)).unit).toBe(c.waste);
    await unitClosed(jobs(t.instansi), { ...message(null), payload: { unit: c.waste, successor: null } });
    expect(await stateOf(two.id)).toMatchObject({ state: 'verified', unit: null });
  });
  it('also gives back what waits for its reporter, for a budget or for a decision, with its clock running', async () => {
    const [asked, planned, again] = [await disposed(), await disposed(), await disposed()];
    const answer = async (id: string, outcome: 'ask' | 'resolved') => {
      await act(c.liaison, id, { kind: 'draft-answer', outcome, text: 'Mohon jelaskan letaknya.', photos: [] });
      await act(c.head, id, { kind: 'approve-answer', publish: true });
    };
    await answer(asked.id, 'ask');
    await act(c.liaison, planned.id, { kind: 'schedule', budgetYear: 2027, budget: 'original', activity: 'Rekonstruksi jalan', unit: c.roads, text: 'Dikerjakan tahun depan.' });
    await answer(again.id, 'resolved');
    await as(t).requestReopen({ number: again.number, secret: again.secret, reason: 'Belum beres sama sekali' });
    expect([await stateOf(asked.id), await stateOf(planned.id), await stateOf(again.id)].map((s) => s.state)).toEqual(['wait-reporter', 'scheduled', 'reopen-requested']);
    await unitClosed(jobs(t.instansi), { instansi: t.instansi, id: uuidv7(), event: 'organization.unit-closed', payload: { unit: c.roads, lastDay: '2026-03-01', successor: null } });
    for (const { id } of [asked, planned, again]) {
      expect(await stateOf(id)).toMatchObject({ state: 'verified', unit: null, due_at: expect.any(Date) });
      await act(c.coordinator, id, { kind: 'dispose', lead: c.waste, supporting: [], instruction: 'Lanjutkan' });
      const { clocks } = await as(t, c.coordinator).getCase({ id });
      expect(clocks.find((clock) => clock.clock === 'resolution')).toMatchObject({ state: 'running' });
    }
    // A person may not give back what waits.
    const other = await disposed();
    await answer(other.id, 'ask');
    expect(await codeOf(act(c.liaison, other.id, { kind: 'return', reason: 'Bukan kami' }))).toBe('complaints.not-now');
  });
});

describe('what everybody may take', () => {
  it('open data as CSV, JSON and GeoJSON: published reports only, no formula in a cell', async () => {
    const receipt = await disposed(null, { title: '=HYPERLINK("x") jalan', body: 'Jalan rusak, "parah", di tikungan.', reportPublic: true });
    const hidden = await disposed(null, { reportPublic: false });
    const get = (format: string) => t.app.inject({ url: `/api/pengaduan/data-terbuka.${format}`, headers: { host: 'ponorogo.test' } });
    const csv = (await get('csv')).body;
    expect(csv).toContain(receipt.number);
    expect(csv).toContain(`"'=HYPERLINK(""x"") jalan"`);
    expect(csv).not.toContain(hidden.number);
    const json = (await get('json')).json() as { nomor: string; lintang: number; diterima: string }[];
    expect(json.find((l) => l.nomor === receipt.number)).toMatchObject({ lintang: -7.871 });
    expect((await get('geojson')).json()).toMatchObject({ type: 'FeatureCollection', features: expect.arrayContaining([expect.objectContaining({ type: 'Feature' })]) });
    expect((await get('xlsx')).statusCode).toBe(404);
    const day = dayIn(new Date(json.find((l) => l.nomor === receipt.number)!.diterima), 'WIB');
    const of = async (query: string) => (await get(`json?${query}`)).json() as { nomor: string }[];
    expect((await of(`dari=${day}&sampai=${day}`)).map((l) => l.nomor)).toContain(receipt.number);
    expect((await of(`sampai=${addDays(day, -1)}`)).map((l) => l.nomor)).not.toContain(receipt.number);
    expect((await of(`dari=${addDays(day, 1)}`)).map((l) => l.nomor)).not.toContain(receipt.number);
    for (const query of ['dari=kemarin', 'dari=2026-02-30', 'dari=2026-03-02&sampai=2026-03-01']) expect((await get(`csv?${query}`)).statusCode).toBe(422);
    expect((await t.app.inject({ url: '/api/pengaduan/data-terbuka.json', headers: { host: 'sumenep.test' } })).body).not.toContain(receipt.number);
  });
  it('text search does not cross the wall', async () => {
    await disposed(null, { body: 'Kata langka zamrudkhatulistiwa di papan nama.' });
    const found = (instansi: string) => t.house.db.inTenant(instansi, (tx) => tx.many(sql`select item from complaints.search_ids(array['zamrudkhatulistiwa'], null, 10)`));
    expect(await found(t.instansi)).toHaveLength(1);
    expect(await found(t.other)).toEqual([]);
    expect(await t.house.db.outsideTenant((tx) => tx.many(sql`select item from complaints.search_ids(array['zamrudkhatulistiwa'], null, 10)`))).toEqual([]);
    expect(await t.house.db.outsideTenant((tx) => tx.many(sql`select complaints.nearest_word('zamrudkhatulistiwa') as word`))).toEqual([{ word: null }]);
  });
  it('following by mail asks the address first', async () => {
    const sent: { to: string; subject: string; text: string }[] = [];
    t.house.parts.set('mail', { send: async (m: { to: string; subject: string; text: string }) => { sent.push(m); return { outcome: 'sent' as const }; } });
    const { concernsFollowers, mailConfirmation, mailFollowers } = await import('./service/follow.ts');
    const receipt = await disposed();
    await t.house.db.asOwner((tx) => tx.run(sql`delete from platform.outbox`));
    await as(t).follow({ number: receipt.number, email: 'Warga@contoh.id' });
    const run = { 'complaints.followed': (m: EventMessage) => mailConfirmation(jobs(m.instansi), m), 'complaints.acted': async (m: EventMessage) => { if (concernsFollowers(m.payload)) await mailFollowers(jobs(m.instansi), m); } };
    await deliver(run);
    expect(sent).toEqual([expect.objectContaining({ to: 'warga@contoh.id' })]);
    await act(c.liaison, receipt.id, { kind: 'accept' });
    await deliver(run);
    expect(sent, 'not before it was confirmed').toHaveLength(1);
    const token = decodeURIComponent(/kunci=([^\s]+)/.exec(sent[0]!.text)![1]!);
    expect(await as(t).confirmFollow({ token })).toEqual({ number: receipt.number });
    expect(await codeOf(as(t).confirmFollow({ token: 'x' }))).toBe('complaints.follow-unknown');
    await act(c.liaison, receipt.id, { kind: 'draft-answer', text: 'Tim berangkat hari ini.', outcome: 'progress', photos: [] });
    await act(c.head, receipt.id, { kind: 'approve-answer', publish: true });
    await deliver(run);
    expect(sent.slice(1)).toEqual([expect.objectContaining({ subject: `Laporan ${receipt.number}: sedang ditangani` })]);
    const leave = decodeURIComponent(/berhenti\?kunci=([^\s]+)/.exec(sent[1]!.text)![1]!);
    expect(await as(t).unfollow({ token: leave })).toEqual({ number: receipt.number });
    expect(await codeOf(as(t).unfollow({ token: leave }))).toBe('complaints.follow-unknown');
    t.house.parts.delete('mail');
  });
});
