import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { readPhoto } from '../../engines/photos/clean-photo.ts';
import { phonePhoto } from '../../engines/photos/photos.testing.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, HERE, pothole, type Cast } from './complaints.testing.ts';
import type { OfficerAction } from './contract.ts';
import { checkState } from './service/check-state.ts';

// Chapters: reporting · the way through the office · who may not · misconduct · moderation · forwarding

const t = await createTestHouse();
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
  await castOf(t, t.other);
});

/** Acts on the newest state, as somebody. */
async function act(who: Cast[keyof Cast], id: string, action: OfficerAction) {
  const { seq } = await as(t, who as never).getCase({ id });
  return as(t, who as never).act({ id, seq, action });
}
async function disposed(more: Record<string, unknown> = {}) {
  const receipt = await as(t).submit(pothole(more));
  await act(c.coordinator, receipt.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
  await act(c.coordinator, receipt.id, { kind: 'dispose', lead: c.roads, supporting: [c.waste], instruction: 'Tambal' });
  return receipt;
}

describe('reporting', () => {
  it('without an account: number, secret code, a promised date, found by both', async () => {
    const receipt = await as(t).submit(pothole());
    expect(receipt).toMatchObject({ repeated: false, number: expect.stringMatching(/^PNG-L-[0-9A-Z]{4}-[0-9A-Z]{4}$/), secret: expect.stringMatching(/^\d{6}$/) });
    expect(receipt.verifyBy?.long).toMatch(/^Kamis, 5 Maret 2026/);
    const tracked = await as(t).track({ number: receipt.number.toLowerCase(), secret: receipt.secret });
    expect(tracked).toMatchObject({ number: receipt.number, state: 'submitted', title: 'Jalan berlubang di depan pasar', point: HERE, isPublic: false, actions: ['reply', 'withdraw'] });
    expect(tracked.place).toMatch(/\w/);
  });
  it('the same report sent twice, also at the same moment, is one', async () => {
    const report = pothole({ id: uuidv7() });
    const receipts = await Promise.all([as(t).submit(report), as(t).submit(report), as(t).submit(report)]);
    expect(new Set(receipts.map((r) => r.number)).size).toBe(1);
    expect(new Set(receipts.map((r) => r.secret)).size).toBe(1);
    expect(receipts.filter((r) => !r.repeated)).toHaveLength(1);
    expect(await codeOf(as(t, c.citizen).submit(report)), 'another person with that id').toBe('complaints.unknown');
  });
  it.each([
    [{ lat: -6.2, lng: 106.8 }, 'complaints.outside-region'], [{ lat: 0, lng: -150 }, 'complaints.outside-region'], [{ region: '35.29.01.2001' }, 'complaints.outside-region'], [{ region: '35.02.99.2999' }, 'complaints.outside-region'],
    [{ category: 'TIDAK-ADA' }, 'complaints.no-such-category'], [{ category: 'INFORMASI' }, 'complaints.incomplete'], [{ eventDate: '2026-03-03' }, 'complaints.date-ahead'], [{ photos: [uuidv7()] }, 'complaints.no-such-photo'],
    [{ lng: undefined }, 'complaints.incomplete'], [{ body: 'pendek' }, 'request.invalid'], [{ lat: 91 }, 'request.invalid'], [{ photos: Array.from({ length: 11 }, () => uuidv7()) }, 'request.invalid'],
  ])('refuses %j', async (more, code) => expect(await codeOf(as(t).submit(pothole(more)))).toBe(code));
  it('a wrong number, a wrong secret, and too many tries', async () => {
    const { number } = await as(t).submit(pothole());
    expect(await codeOf(as(t).track({ number: `${number.slice(0, -1)}0`, secret: '123456' }))).toBe('complaints.number-mistyped');
    for (let i = 0; i < 10; i++) expect(await codeOf(as(t).track({ number, secret: '00000x' }))).toBe('complaints.track-unknown');
    expect(await codeOf(as(t).track({ number, secret: '000000' }))).toBe('request.too-many');
  });
  it('an own report needs no secret, somebody else\'s does', async () => {
    const { number } = await as(t, c.citizen).submit(pothole());
    expect((await as(t, c.citizen).track({ number })).number).toBe(number);
    expect(await codeOf(as(t, c.neighbour).track({ number }))).toBe('complaints.track-unknown');
    expect((await as(t, c.citizen).listMine({})).items.map((r) => r.number)).toContain(number);
    expect((await as(t, c.neighbour).listMine({})).items).toEqual([]);
  });
});

describe('the way through the office', () => {
  it('verify, dispose, draft, approve, publish, rate: told to the reporter and to everybody', async () => {
    const receipt = await disposed();
    expect((await as(t, c.liaison).queue({})).items.map((r) => r.id)).toContain(receipt.id);
    await act(c.liaison, receipt.id, { kind: 'draft-answer', text: 'Lubang sudah kami tambal.', outcome: 'resolved', photos: [] });
    expect(await codeOf(act(c.liaison, receipt.id, { kind: 'publish-answer' }))).toBe('complaints.not-approved');
    expect((await as(t, c.head).queue({ box: 'approve' })).items.map((r) => r.id)).toContain(receipt.id);
    expect(await act(c.head, receipt.id, { kind: 'approve-answer', publish: true })).toMatchObject({ state: 'resolved' });
    const seen = await as(t).getPublic({ number: receipt.number });
    expect(seen).toMatchObject({ state: 'resolved', reporter: 'Anonim', unit: 'Dinas PUPKP', point: { lat: -7.871, lng: 111.463 } });
    expect(seen.timeline.map((line) => line.title)).toEqual(['Laporan diterima', 'Laporan terverifikasi', 'Diteruskan ke Dinas PUPKP', 'Selesai ditangani']);
    expect(seen.timeline.at(-1)!.text).toBe('Lubang sudah kami tambal.');
    const rated = await as(t).rate({ number: receipt.number, secret: receipt.secret, stars: 2, solved: false, comment: 'Berlubang lagi' });
    expect(rated).toMatchObject({ state: 'reopen-requested', rating: { stars: 2, solved: false } });
    expect(await act(c.coordinator, receipt.id, { kind: 'reopen', reason: '' })).toMatchObject({ state: 'in-progress' });
  });
  it('a head answers in one step; a penghubung whose answer needs approval does not, and nothing of the try stays', async () => {
    const [receipt, other] = [await disposed(), await disposed()];
    const answer = { kind: 'draft-answer' as const, text: 'Lubang sudah kami tambal.', outcome: 'resolved' as const, photos: [], publish: true };
    const atOnce = async (who: typeof c.head, id: string) => (await as(t, who).getCase({ id })).answersAtOnce;
    expect([await atOnce(c.liaison, other.id), await atOnce(c.head, receipt.id), await atOnce(c.coordinator, receipt.id)]).toEqual([false, true, false]);
    expect(await codeOf(act(c.liaison, other.id, answer))).toBe('complaints.not-approved');
    expect(await as(t, c.liaison).getCase({ id: other.id })).toMatchObject({ seq: 3, state: 'disposed' });
    expect((await as(t, c.liaison).getCase({ id: other.id })).draftAnswer).toBeUndefined();
    expect(await act(c.head, receipt.id, answer)).toMatchObject({ state: 'resolved', seq: 6 });
    expect(await atOnce(c.head, receipt.id), 'nothing to answer').toBe(false);
    const seen = await as(t).track({ number: receipt.number, secret: receipt.secret });
    expect(seen.timeline.at(-1)).toMatchObject({ title: 'Selesai ditangani', text: 'Lubang sudah kami tambal.' });
  });
  it('is returned with its reason and disposed to another unit; the first unit sees it no more', async () => {
    const receipt = await disposed();
    expect(await act(c.liaison, receipt.id, { kind: 'return', reason: 'Bukan jalan kabupaten' })).toMatchObject({ state: 'verified' });
    expect(await codeOf(as(t, c.liaison).getCase({ id: receipt.id }))).toBe('complaints.unknown');
    await act(c.coordinator, receipt.id, { kind: 'dispose', lead: c.waste, supporting: [], instruction: 'Bersihkan' });
    expect((await as(t, c.wasteLiaison).getCase({ id: receipt.id })).disposition).toMatchObject({ lead: { name: 'Dinas Lingkungan Hidup' }, instruction: 'Bersihkan' });
  });
  it('a question waits for the reporter, whose answer brings it back', async () => {
    const receipt = await disposed();
    await act(c.liaison, receipt.id, { kind: 'draft-answer', text: 'Di sebelah mana tepatnya?', outcome: 'ask', photos: [] });
    await act(c.head, receipt.id, { kind: 'approve-answer', publish: true });
    const asked = await as(t).track({ number: receipt.number, secret: receipt.secret });
    expect(asked).toMatchObject({ state: 'wait-reporter', question: 'Di sebelah mana tepatnya?', pause: { reason: 'wait-reporter' }, replyBy: { text: 'Kam 12 Mar' } });
    expect(await as(t).reply({ number: receipt.number, secret: receipt.secret, text: 'Depan kios nomor 3' })).toMatchObject({ state: 'in-progress' });
  });
  it('refuses the second of two officers, and a closed report', async () => {
    const receipt = await as(t).submit(pothole());
    const { seq } = await as(t, c.coordinator).getCase({ id: receipt.id });
    const both = await Promise.all([1, 2].map(() => codeOf(as(t, c.coordinator).act({ id: receipt.id, seq, action: { kind: 'archive', reason: 'spam', text: 'Bukan laporan' } }))));
    expect(both.sort()).toEqual(['complaints.changed', 'ok']);
    expect(await codeOf(as(t).reply({ number: receipt.number, secret: receipt.secret, text: 'Halo' }))).toBe('complaints.closed');
  });
  it('merges a duplicate into its parent and back', async () => {
    const [one, two] = [await as(t).submit(pothole()), await as(t).submit(pothole())];
    expect(await codeOf(act(c.coordinator, one.id, { kind: 'merge', into: one.number, reason: '' }))).toBe('complaints.merge-into-itself');
    expect(await act(c.coordinator, two.id, { kind: 'merge', into: one.number, reason: '' })).toMatchObject({ state: 'duplicate' });
    expect((await as(t, c.coordinator).getCase({ id: one.id })).merged.map((m) => m.number)).toEqual([two.number]);
    expect(await codeOf(act(c.coordinator, one.id, { kind: 'merge', into: two.number, reason: '' }))).toBe('complaints.merge-chain');
    expect(await act(c.coordinator, two.id, { kind: 'unmerge', reason: 'Ternyata lain' })).toMatchObject({ state: 'verified' });
  });
  it('the stored state is what its actions fold to, and a changed one is found', async () => {
    const receipt = await disposed();
    const checked = await checkState(t.context());
    expect(checked.differences).toEqual([]);
    expect(checked.checked).toBeGreaterThan(5);
    const change = (state: string) => t.house.db.inTenant(t.instansi, (tx) => tx.run(sql`update complaints.state set state = ${state} where instansi = ${t.instansi} and report = ${receipt.id}`));
    await change('resolved');
    expect((await checkState(t.context())).differences.map((d) => d.number)).toEqual([receipt.number]);
    await change('disposed');
  });
  it('bulk disposition verifies what is new, and says of each refused one why', async () => {
    const [one, two] = [await as(t).submit(pothole()), await as(t).submit(pothole({ category: undefined, title: 'Xyzzy plugh', body: 'xyzzy plugh quux waldo fred garply' }))];
    const result = await as(t, c.coordinator).disposeMany({ items: [{ id: one.id, seq: 1 }, { id: two.id, seq: 1 }], lead: c.roads, instruction: 'Cek lapangan' });
    expect(result.done).toEqual([one.id]);
    expect(result.refused).toEqual([{ id: two.id, message: expect.stringContaining('Kategori') }]);
  });
  it('is found by its stem and in spite of a typing error, by the coordinator and the unit that has it only', async () => {
    const receipt = await disposed({ body: 'Gorong-gorong tersumbat lumpur, air meluap kemana-mana sampai masuk rumah warga.' });
    const found = async (who: Cast['coordinator'], query: string) => (await as(t, who).search({ query })).items.map((r) => r.id);
    expect(await found(c.coordinator, 'penyumbatan lumpur')).toContain(receipt.id);
    expect(await found(c.coordinator, receipt.number)).toContain(receipt.id);
    expect(await found(c.liaison, 'lumpur')).toContain(receipt.id);
    const { learnFor } = await import('./service/learn.ts');
    await learnFor(t.house, t.instansi);
    const typo = await as(t, c.coordinator).search({ query: 'gorongg lumpir' });
    expect(typo).toMatchObject({ corrected: 'gorong lumpur' });
    expect(typo.items.map((r) => r.id)).toContain(receipt.id);
  });
  it('suggests the category that was decided before for such words', async () => {
    for (let i = 0; i < 4; i++) {
      const waste = await as(t).submit(pothole({ category: undefined, title: 'Tumpukan bangkai', body: `Bangkai ayam membusuk di pinggir sungai ${uuidv7()}` }));
      await act(c.coordinator, waste.id, { kind: 'verify', as: 'complaint', category: 'PENCEMARAN' });
    }
    t.clock.advance(10_000);
    const { learnFor } = await import('./service/learn.ts');
    await learnFor(t.house, t.instansi);
    const [first] = (await as(t).suggestCategory({ text: 'ada bangkai ayam dibuang ke sungai' })).items;
    expect(first).toMatchObject({ code: 'PENCEMARAN', why: expect.arrayContaining(['bangkai']) });
  });
});

describe('who may not', () => {
  it('a neighbour institution sees nothing, by id or by number', async () => {
    const receipt = await disposed();
    const other = { ...c.coordinator, hat: { ...c.coordinator.hat!, instansi: t.other } };
    expect(await codeOf(as(t, other, t.other).getCase({ id: receipt.id }))).toBe('complaints.unknown');
    expect(await codeOf(as(t, null, t.other).track({ number: receipt.number, secret: receipt.secret }))).toBe('complaints.track-unknown');
    expect(await codeOf(as(t, null, t.other).getPublic({ number: receipt.number }))).toBe('complaints.unknown');
  });
  it('each duty does its own part only', async () => {
    const { id } = await as(t).submit(pothole());
    expect(await codeOf(as(t, c.citizen).getCase({ id }))).toBe('request.not-allowed');
    expect(await codeOf(as(t).queue({}))).toBe('request.not-signed-in');
    expect(await codeOf(as(t, c.liaison).getCase({ id }))).toBe('complaints.unknown');
    expect(await codeOf(as(t, c.sekda).act({ id, seq: 1, action: { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' } }))).toBe('complaints.not-for-you');
    expect(await codeOf(as(t, c.liaison).moderate({ ids: [id], decision: 'release' }))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.coordinator).saveSettings({ ...(await as(t, c.administrator).getSettings({})) }))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.liaison).queue({ box: 'verify' }))).toBe('complaints.not-for-you');
  });
  it('the identity of who is anonymous to the agency is opened by the coordinator only, and that is in the trail', async () => {
    const receipt = await disposed({ nameToAgency: false, reporter: { name: 'Siti Aminah', phone: '081234567890' } });
    expect((await as(t, c.liaison).getCase({ id: receipt.id })).reporter).toMatchObject({ name: 'Tersembunyi', hidden: true, revealable: false });
    expect(await codeOf(as(t, c.liaison).revealReporter({ id: receipt.id, purpose: 'ingin tahu' }))).toBe('complaints.not-for-you');
    expect(await as(t, c.coordinator).revealReporter({ id: receipt.id, purpose: 'konfirmasi lokasi' })).toMatchObject({ name: 'Siti Aminah', phone: '081234567890' });
    const trail = await t.house.db.inTenant(t.instansi, (tx) => tx.many(sql`select detail from audit.entry where instansi = ${t.instansi} and object_id = ${receipt.id} and action = 'complaints.reporter-opened'`));
    expect(trail).toHaveLength(1);
    expect(await codeOf(as(t, c.liaison).whatsapp({ id: receipt.id, about: 'receipt' }))).toBe('complaints.no-phone');
  });
});

describe('misconduct', () => {
  it('is read by the Inspektorat only: not by coordinator, unit, Sekda; not in search, map, figures; not in the database', async () => {
    const before = (await as(t).stats({ months: 1 })).received;
    const receipt = await as(t).submit({ kind: 'misconduct', title: 'Pungli di loket', body: 'Petugas bernama Zulkarnaen meminta uang rokok dua ratus ribu rupiah.', ...HERE, reportPublic: true, namePublic: true });
    for (const who of [c.coordinator, c.liaison, c.head, c.sekda]) {
      expect(await codeOf(as(t, who).getCase({ id: receipt.id })), who.hat!.title).toBe('complaints.unknown');
      expect((await as(t, who).queue({ box: 'all' })).items.map((r) => r.id)).not.toContain(receipt.id);
    }
    expect((await as(t, c.coordinator).search({ query: 'zulkarnaen' })).items).toEqual([]);
    expect((await as(t, c.examiner).queue({ box: 'verify' })).items).toEqual([expect.objectContaining({ id: receipt.id, title: 'Pungli di loket' })]);
    expect(await as(t, c.examiner).getCase({ id: receipt.id })).toMatchObject({ body: expect.stringContaining('Zulkarnaen'), kind: 'misconduct' });
    expect(await act(c.examiner, receipt.id, { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' })).toMatchObject({ state: 'verified' });
    expect(await codeOf(act(c.examiner, receipt.id, { kind: 'dispose', lead: c.roads, supporting: [], instruction: 'Tangani' }))).toBe('complaints.reported-unit-may-not-handle');
    await act(c.examiner, receipt.id, { kind: 'dispose', lead: c.inspectorate, supporting: [], instruction: 'Periksa Zulkarnaen' });
    await as(t, c.examiner).addNote({ id: receipt.id, text: 'Zulkarnaen dipanggil' });
    expect(await codeOf(as(t).getPublic({ number: receipt.number }))).toBe('complaints.unknown');
    t.clock.advance(31_000);
    expect((await as(t).stats({ months: 1 })).received).toBe(before);
    const dump = await t.house.db.asOwner((tx) => tx.many<{ text: string }>(sql`select to_jsonb(r)::text || coalesce((select string_agg(to_jsonb(a)::text, '') from complaints.action a where a.report = r.id), '') || coalesce((select string_agg(to_jsonb(n)::text, '') from complaints.note n where n.report = r.id), '')
      || coalesce((select string_agg(detail::text, '') from audit.entry e where e.object_id = r.id), '') || coalesce((select string_agg(payload::text, '') from platform.outbox), '') as text from complaints.report r where r.id = ${receipt.id}`));
    expect(dump[0]!.text.toLowerCase()).not.toContain('zulkarnaen');
  });
});

describe('moderation', () => {
  it('holds identical reports with their reason; released, they are seen again; nothing is lost', async () => {
    const body = 'Hapus parkir berlangganan sekarang juga, kami menolak kebijakan ini.';
    const receipts = [];
    for (let i = 0; i < 8; i++) receipts.push(await as(t).submit({ title: 'Tolak parkir', body: i % 2 ? body : `${body.toUpperCase()}  !` }));
    expect(receipts.map((r) => r.held !== undefined)).toEqual([false, false, false, false, false, true, true, true]);
    const held = receipts.slice(5).map((r) => r.id);
    expect((await as(t, c.coordinator).queue({ box: 'moderation' })).items.map((r) => r.id)).toEqual(expect.arrayContaining(held));
    expect((await as(t).track({ number: receipts[7]!.number, secret: receipts[7]!.secret })).held).toMatchObject({ reason: 'identical' });
    expect(await as(t, c.coordinator).moderate({ ids: held.slice(0, 2), decision: 'release' })).toEqual({ done: 2 });
    expect(await as(t, c.coordinator).moderate({ ids: held, decision: 'archive', reason: 'Kiriman berulang' })).toEqual({ done: 1 });
    const rows = await t.house.db.inTenant(t.instansi, (tx) => tx.many<{ state: string; held: boolean }>(sql`select state, held from complaints.state where instansi = ${t.instansi} and report = any(${held}::uuid[]) order by state desc`));
    expect(rows).toEqual([{ state: 'submitted', held: false }, { state: 'submitted', held: false }, { state: 'archived', held: false }]);
  });
  it('says why a report waits; who verifies it at the desk has looked, and the unit sees it', async () => {
    const receipt = await as(t).submit(pothole({ body: `Jalan rusak, dasar goblok semua tidak becus. ${uuidv7().replace(/\d/g, 'x')}` }));
    expect(receipt.held).toBeDefined();
    expect((await as(t, c.coordinator).getCase({ id: receipt.id })).moderation).toBe('Ditahan: ada kata kasar');
    await act(c.coordinator, receipt.id, { kind: 'hold', question: 'Di sebelah mana letaknya?' });
    expect((await as(t, c.coordinator).getCase({ id: receipt.id })).moderation, 'a question decides nothing').toBeDefined();
    await as(t).reply({ number: receipt.number, secret: receipt.secret!, text: 'Di depan pasar sebelah timur.' });
    await act(c.coordinator, receipt.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
    await act(c.coordinator, receipt.id, { kind: 'dispose', lead: c.roads, supporting: [], instruction: 'Tambal' });
    expect((await as(t, c.liaison).getCase({ id: receipt.id })).moderation).toBeUndefined();
    expect((await as(t).track({ number: receipt.number, secret: receipt.secret })).held).toBeUndefined();
    const archived = await as(t).submit(pothole({ body: `Kalian semua goblok tolol, jalan tidak pernah bagus. ${uuidv7().replace(/\d/g, 'y')}` }));
    await act(c.coordinator, archived.id, { kind: 'archive', reason: 'spam', text: 'Bukan laporan.' });
    const rows = await t.house.db.inTenant(t.instansi, (tx) => tx.many<{ decision: string }>(sql`select decision from complaints.moderation where instansi = ${t.instansi} and report = any(${[receipt.id, archived.id]}::uuid[]) order by decision`));
    expect(rows.map((row) => row.decision)).toEqual(['archive', 'release']);
  });
  it('offers personal data for covering before it is shown', async () => {
    const receipt = await as(t).submit(pothole({ body: 'NIK saya 3502011501900001, hubungi 081234567890. Jalan rusak parah sekali.' }));
    await act(c.coordinator, receipt.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
    expect(await codeOf(as(t).getPublic({ number: receipt.number })), 'not shown by itself').toBe('complaints.unknown');
    const offer = await as(t, c.coordinator).proposePublication({ id: receipt.id });
    expect(offer.findings.map((f) => f.kind)).toEqual(['nik', 'phone']);
    expect(await codeOf(as(t, c.coordinator).publish({ id: receipt.id, title: offer.title, body: offer.original.body }))).toBe('complaints.personal-data');
    await as(t, c.coordinator).publish({ id: receipt.id, title: offer.title, body: offer.body });
    expect((await as(t).getPublic({ number: receipt.number })).body).toBe('NIK saya [NIK ditutup], hubungi [nomor ditutup]. Jalan rusak parah sekali.');
    await as(t, c.coordinator).unpublish({ id: receipt.id, reason: 'Diminta pelapor' });
    expect(await codeOf(as(t).getPublic({ number: receipt.number }))).toBe('complaints.unknown');
  });
  it('covers a telephone number in the words for the place, which nobody moderates', async () => {
    const receipt = await disposed({ place: 'rumah Bu Siti, hubungi 081234567890' });
    expect((await as(t).getPublic({ number: receipt.number })).place).toMatch(/^rumah Bu Siti, hubungi \[nomor ditutup\]/);
    expect((await as(t, c.liaison).getCase({ id: receipt.id })).placeText).toContain('081234567890');
  });
  it('a secret report is never shown', async () => {
    const receipt = await disposed({ reportPublic: false });
    expect((await as(t, c.coordinator).proposePublication({ id: receipt.id })).mayPublish).toBe(false);
    expect(await codeOf(as(t, c.coordinator).publish({ id: receipt.id, title: 'Jalan rusak', body: 'Jalan rusak' }))).toBe('complaints.may-not-publish');
  });
});

describe('lists, map and joining', () => {
  it('similar open reports nearby are told, one can join, once', async () => {
    const receipt = await disposed({ lat: -7.9, lng: 111.5 });
    const near = await as(t, c.citizen).listSimilar({ category: 'JALAN-RUSAK', lat: -7.9015, lng: 111.5009 });
    expect(near.items).toEqual([expect.objectContaining({ number: receipt.number, metres: expect.any(Number) })]);
    expect(near.items[0]!.metres).toBeGreaterThan(150);
    expect((await as(t).listSimilar({ category: 'JALAN-RUSAK', lat: -7.9025, lng: 111.5009 })).items).toEqual([]);
    expect(await as(t, c.citizen).join({ number: receipt.number })).toEqual({ joined: 1, already: false, sent: false });
    expect(await as(t, c.citizen).join({ number: receipt.number })).toEqual({ joined: 1, already: true, sent: false });
    expect(await as(t, c.neighbour).join({ number: receipt.number })).toEqual({ joined: 2, already: false, sent: false });
    // Whoever leaves an address is asked for a confirmation, like a follower.
    expect(await as(t).join({ number: receipt.number, email: 'warga@contoh.id' })).toMatchObject({ joined: 3 });
    const asked = await t.house.db.asOwner((tx) => tx.one<{ count: number }>(sql`select count(*)::int as count from complaints.follower where report = ${receipt.id}`));
    expect(asked.count).toBe(1);
  });
  it('pages through the public list without repeating, filters, and draws the map', async () => {
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page: { items: { number: string }[]; nextCursor?: string | undefined } = await as(t).listPublic({ limit: 2, ...(cursor ? { cursor } : {}) });
      all.push(...page.items.map((r) => r.number));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(4);
    expect((await as(t).listPublic({ category: 'SAMPAH' })).items).toEqual([]);
    const map = await as(t).mapPublic({ state: 'all' });
    expect(map.points.every((p) => Number.isInteger(Math.round(p.lat * 1e6) / 1000))).toBe(true);
    const cells = await as(t).mapPublic({ state: 'all', cell: 1 });
    expect(cells.total).toBe(map.total);
    expect(await codeOf(as(t).listPublic({ cursor: 'x' }))).toBe('request.invalid');
  });
  it('the queue pages by deadline', async () => {
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page: { items: { id: string }[]; nextCursor?: string | undefined } = await as(t, c.coordinator).queue({ box: 'all', limit: 3, ...(cursor ? { cursor } : {}) });
      all.push(...page.items.map((r) => r.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(all).size).toBe(all.length);
    const counts = await as(t, c.coordinator).queueCounts({});
    expect(all.length).toBe(counts.boxes.find((b) => b.box === 'all')!.count);
  });
});

describe('photos without an account', () => {
  const png = (more: number[] = []) => {
    const u32 = (n: number) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];
    const chunk = (kind: string, data: number[]) => [...u32(data.length), ...Buffer.from(kind), ...data, 0, 0, 0, 0];
    return Buffer.from([0x89, ...Buffer.from('PNG\r\n\u001a\n'), ...chunk('IHDR', [...u32(40), ...u32(30), 8, 2, 0, 0, 0]), ...chunk('tEXt', [...Buffer.from('SECRET')]), ...chunk('IDAT', more), ...chunk('IEND', [])]);
  };
  it('go into one report, stripped, and are seen by its reporter and the office only', async () => {
    const photo = await as(t).storePhoto({ name: '../x/lubang.png', bytes: png([1]) });
    expect(photo).toMatchObject({ name: 'lubang.png', type: 'image/png' });
    const receipt = await as(t).submit(pothole({ photos: [photo.id] }));
    expect(await codeOf(as(t).submit(pothole({ photos: [photo.id] }))), 'used already').toBe('complaints.no-such-photo');
    const seen = await as(t).track({ number: receipt.number, secret: receipt.secret });
    const fetched = await t.app.inject({ url: seen.photos[0]!.url, headers: { host: 'ponorogo.test' } });
    expect(fetched.statusCode).toBe(200);
    expect(fetched.rawPayload.includes(Buffer.from('SECRET'))).toBe(false);
    expect((await t.app.inject({ url: seen.photos[0]!.url.replace(/tiket=.*/, 'tiket=1.x'), headers: { host: 'ponorogo.test' } })).statusCode).toBe(404);
    await act(c.coordinator, receipt.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
    const open = `/api/pengaduan/publik/${receipt.number}/foto/${photo.id}`;
    expect((await t.app.inject({ url: open, headers: { host: 'ponorogo.test' } })).statusCode, 'not before a person looked').toBe(404);
    await as(t, c.coordinator).publish({ id: receipt.id, title: 'Jalan berlubang', body: 'Jalan berlubang di pasar', photos: [photo.id] });
    expect((await t.app.inject({ url: open, headers: { host: 'ponorogo.test' } })).statusCode).toBe(200);
    expect(await codeOf(as(t).storePhoto({ name: 'a.png', bytes: Buffer.from('bukan gambar') }))).toBe('files.wrong-type');
    expect(await codeOf(as(t).storePhoto({ name: 'a.png', bytes: png([1]).subarray(0, 20) }))).toBe('complaints.photo-broken');
  });
  it('of the general door are published without what the camera wrote', async () => {
    const given = phonePhoto(6);
    expect(given.includes(Buffer.from('KAMERA-RAHASIA'))).toBe(true);
    const photo = await storeUpload(t.context(c.coordinator), 'jalan.jpg', given, c.coordinator.accountId);
    const receipt = await as(t, c.coordinator).submit(pothole({ photos: [photo.id] }));
    await act(c.coordinator, receipt.id, { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' });
    await as(t, c.coordinator).publish({ id: receipt.id, title: 'Jalan berlubang', body: 'Jalan berlubang di pasar', photos: [photo.id] });
    const shown = await t.app.inject({ url: `/api/pengaduan/publik/${receipt.number}/foto/${photo.id}`, headers: { host: 'ponorogo.test' } });
    expect(shown.statusCode).toBe(200);
    expect(readPhoto(shown.rawPayload)?.point).toBeUndefined();
    expect(shown.rawPayload.includes(Buffer.from('RAHASIA'))).toBe(false);
  });
  it('go on after a break', async () => {
    const bytes = png(Array.from({ length: 500 }, (_, i) => i & 255));
    const { id } = await as(t).beginPhoto({ name: 'besar.png', size: bytes.length });
    const send = (offset: number, piece: Buffer) => t.app.inject({ method: 'PATCH', url: `/api/pengaduan/foto/${id}`, headers: { host: 'ponorogo.test', 'upload-offset': String(offset), 'content-type': 'application/octet-stream' }, payload: piece });
    expect((await send(0, bytes.subarray(0, 200))).json()).toMatchObject({ offset: 200, complete: false });
    expect((await send(300, bytes.subarray(300))).statusCode).toBe(409);
    expect(await as(t).getPhoto({ id })).toMatchObject({ offset: 200, complete: false });
    expect((await send(200, bytes.subarray(200))).json()).toMatchObject({ complete: true, type: 'image/png' });
    expect(await codeOf(as(t).submit(pothole({ photos: [id] })))).toBe('ok');
    expect(await codeOf(as(t).getPhoto({ id: uuidv7() }))).toBe('files.unknown');
  });
});

describe('limits', () => {
  it('an edited limit holds for what comes after it, and the general row stays', async () => {
    const { items } = await as(t, c.administrator).listLimits({});
    const general = items.find((l) => l.clock === 'verification')!;
    expect(await codeOf(as(t, c.administrator).deleteLimit({ id: general.id }))).toBe('complaints.last-limit');
    const before = await as(t).submit(pothole());
    await as(t, c.administrator).saveLimit({ ...general, n: 1, legalBasis: 'Perbup 1/2026' });
    const after = await as(t).submit(pothole());
    const due = async (id: string) => (await as(t, c.coordinator).getCase({ id })).clocks.find((k) => k.clock === 'verification');
    expect(await due(before.id)).toMatchObject({ limitText: '3 hari kerja' });
    expect(await due(after.id)).toMatchObject({ limitText: '1 hari kerja', legalBasis: 'Perbup 1/2026' });
    await as(t, c.administrator).saveLimit({ ...general });
  });
});
