import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { ClassificationPort } from '../letters/contract.ts';
import { as as asLetters, castOf, codeOf, holderOf, postOf, tinyPdf, type Cast } from '../letters/letters.testing.ts';
import { as, attach, drafted, handedOn, initialled, letterOf, prose, seqOf, signed } from './outgoing.testing.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { takeIn } from '../letters/service/dispatch.ts';
import { checkState } from './service/check-state.ts';
import { signAsked } from './service/sign.ts';
import { insertBatch } from './storage/lists.ts';

// Chapters: writing · paraf · signing · numbers · sending · secrecy · who may not · the whole is consistent

const t = await createTestHouse({ background: true });
let c: Cast;
let there: Cast;
beforeAll(async () => {
  c = await castOf(t);
  there = await castOf(t, t.other);
});
const withInside = (words: string) => Buffer.from(tinyPdf('x').toString('latin1').replace('/Size', `${words} /Size`), 'latin1');
const SCRIPTED = withInside('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>');
const see = (who: Cast['clerk'], id: string) => as(t, who).getLetter({ id });

describe('writing', () => {
  it('keeps what was saved last, twice the same once, and refuses what would overwrite another text', async () => {
    const { id, seq } = await as(t, c.clerk).beginLetter({ type: 'surat-pengantar' });
    const first = letterOf(c, { subject: 'Versi pertama' }) as never;
    const saved = await as(t, c.clerk).saveDraft({ id, seq, content: first });
    expect((await as(t, c.clerk).saveDraft({ id, seq, content: first })).seq, 'its answer was lost on the way').toBe(saved.seq);
    expect(await codeOf(as(t, c.clerk).saveDraft({ id, seq, content: letterOf(c, { subject: 'Dari tempat lain' }) as never }))).toBe('outgoing.draft-conflict');
    const draft = await as(t, c.clerk).getDraft({ id });
    expect(draft).toMatchObject({ seq: saved.seq, content: { subject: 'Versi pertama' }, type: { title: 'Surat Pengantar', needsAddressee: true } });
    expect((await as(t, c.clerk).desk({ box: 'drafts' })).items.find((row) => row.id === id)).toMatchObject({ subject: 'Versi pertama', to: 'Kepala Dinas PUPKP', state: 'konsep' });
  });
  it('two who save at the same moment: one wins, the other is told', async () => {
    const { id, seq } = await as(t, c.clerk).beginLetter({ type: 'surat-pengantar' });
    const codes = await Promise.all(['satu', 'dua', 'tiga'].map((subject) => codeOf(as(t, c.clerk).saveDraft({ id, seq, content: letterOf(c, { subject }) as never }))));
    expect(codes.sort()).toEqual(['ok', 'outgoing.draft-conflict', 'outgoing.draft-conflict']);
  });
  it('hands on only what is whole', async () => {
    const id = await drafted(t, c.clerk, letterOf(c, { signFor: 'ub', signer: postOf(c.roadsHead) }));
    expect(await codeOf(as(t, c.clerk).act({ id, seq: 1, action: { kind: 'submit' } })), 'u.b. without a.n.').toBe('outgoing.ub-without-an');
    const empty = await drafted(t, c.clerk, letterOf(c, { body: prose(' '), subject: '' }));
    expect(await codeOf(as(t, c.clerk).act({ id: empty, seq: 1, action: { kind: 'submit' } }))).toBe('outgoing.incomplete');
    expect(await codeOf(as(t, c.clerk).saveDraft({ id: empty, seq: 2, content: letterOf(c, { classification: '999.9' }) as never }))).toBe('outgoing.no-such-code');
    expect(await codeOf(as(t, c.clerk).saveDraft({ id: empty, seq: 2, content: letterOf(c, { files: [await attach(t, c.staff)] }) as never })), "another person's upload").toBe('outgoing.no-such-file');
    expect(await codeOf(as(t, c.clerk).saveDraft({ id: empty, seq: 2, content: letterOf(c, { body: { type: 'doc', content: [{ type: 'iframe' }] } as never }) as never }))).toBe('request.invalid');
  });
  it('names the merge fields that have no value, and fills those it knows', async () => {
    const field = (name: string) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Perihal ' }, { type: 'mergeField', attrs: { name } }] }] }) as never;
    const id = await drafted(t, c.clerk, letterOf(c, { body: field('nama_pegawai') }));
    expect(await codeOf(as(t, c.clerk).act({ id, seq: 1, action: { kind: 'submit' } }))).toBe('prose.fields-missing');
    const whole = await handedOn(t, c.clerk, letterOf(c, { body: field('jabatan_penanda_tangan') }));
    const read = await see(c.secretary, whole);
    expect([read.bodyText, JSON.stringify(read.content.body)], 'read as it prints, kept as it was written').toEqual(['Perihal Sekretaris Daerah', expect.stringContaining('mergeField')]);
    const dated = await handedOn(t, c.clerk, letterOf(c, { body: field('nomor') }));
    expect((await see(c.secretary, dated)).bodyHtml).toContain('nomor');
    await signed(t, c.secretary, [dated]);
    const { bodyText, number } = await see(c.secretary, dated);
    expect(bodyText).toBe(`Perihal ${number}`);
  });
});

describe('what is attached', () => {
  it.each<[string, Buffer, string]>([
    ['a script', SCRIPTED, 'outgoing.pdf-script'], ['a password', withInside('/Encrypt 9 0 R'), 'outgoing.pdf-password'], ['only half of it', tinyPdf('x').subarray(0, 200), 'outgoing.pdf-broken'],
  ])('is refused with %s, by its name, and nothing of the save is kept', async (_, bytes, code) => {
    const id = await drafted(t, c.clerk, letterOf(c, { subject: 'Sebelum lampiran' }));
    const { seq } = await as(t, c.clerk).getDraft({ id });
    const { id: file } = await storeUpload(t.context(c.clerk), 'denah.pdf', bytes, c.clerk.accountId);
    const save = as(t, c.clerk).saveDraft({ id, seq, content: letterOf(c, { subject: 'Sesudah lampiran', files: [file] }) as never });
    await expect(save).rejects.toMatchObject({ problem: { code, status: 422, fields: [{ path: 'files', message: 'denah.pdf tidak dapat dilampirkan. Hapus dari lampiran.' }] } });
    expect(await as(t, c.clerk).getDraft({ id })).toMatchObject({ seq, content: { subject: 'Sebelum lampiran', files: [] } });
  });
});

describe('paraf', () => {
  it('goes tier by tier; a return with a remark brings it back, and another text voids what was given', async () => {
    const chain = [{ post: postOf(c.section), kind: 'tier' as const }, { post: postOf(c.roadsHead), kind: 'tier' as const }];
    const content = letterOf(c, { chain, addressees: [{ kind: 'post', post: postOf(c.wasteHead) }] });
    const id = await handedOn(t, c.staff, content);
    expect((await as(t, c.section).desk({ box: 'initial' })).items.map((row) => row.id)).toContain(id);
    expect(await codeOf(initialled(t, c.roadsHead, id)), 'not yet').toBe('outgoing.not-for-you');
    await initialled(t, c.section, id);
    const first = await see(c.roadsHead, id);
    await as(t, c.roadsHead).act({ id, seq: first.seq, action: { kind: 'return', reason: 'Tambahkan dasar hukumnya.', remarks: [{ block: 0, quote: 'Menindaklanjuti rapat', words: 'Rapat yang mana?' }] } });
    const back = await as(t, c.staff).getDraft({ id });
    expect(back).toMatchObject({ state: 'koreksi', reason: 'Tambahkan dasar hukumnya.', remarks: [{ block: 0, quote: 'Menindaklanjuti rapat', words: 'Rapat yang mana?', version: 1 }] });
    await as(t, c.staff).saveDraft({ id, seq: back.seq, content: { ...content, body: prose('Menindaklanjuti rapat tanggal 27 Februari 2026, mohon pemeliharaan jalan dimulai pekan depan.', 'Demikian, terima kasih.') } as never });
    await as(t, c.staff).act({ id, seq: await seqOf(t, c.staff, id), action: { kind: 'submit' } });
    const again = await see(c.staff, id);
    expect(again.chain.map((step) => step.state)).toEqual(['now', 'next']);
    expect([again.version, again.chain[0]!.version]).toEqual([2, 1]);
    const { lines, others } = await as(t, c.staff).compareVersions({ id, from: 1, to: 2 });
    expect([lines.map((line) => line.kind), others]).toEqual([['changed', 'same'], []]);
    expect(lines[0]!.pieces.filter((piece) => piece.kind === 'added').map((piece) => piece.text).join('')).toContain('27 Februari 2026');
    await initialled(t, c.section, id);
    await initialled(t, c.roadsHead, id);
    expect((await see(c.secretary, id)).state).toBe('siap_ttd');
  });
  it('a draft revised while somebody initials it is refused, and read again', async () => {
    const content = letterOf(c, { chain: [{ post: postOf(c.section), kind: 'tier' }], addressees: [{ kind: 'post', post: postOf(c.wasteHead) }] });
    const id = await handedOn(t, c.staff, content);
    const read = await see(c.section, id);
    await as(t, c.staff).act({ id, seq: read.seq, action: { kind: 'withdraw' } });
    await as(t, c.staff).saveDraft({ id, seq: 2, content: { ...content, subject: 'Hal yang lain' } as never });
    await as(t, c.staff).act({ id, seq: await seqOf(t, c.staff, id), action: { kind: 'submit' } });
    const now = await see(c.section, id);
    expect(await codeOf(as(t, c.section).act({ id, seq: read.seq, action: { kind: 'initial', hash: read.hash } }))).toBe('outgoing.revised');
    expect(await codeOf(as(t, c.section).act({ id, seq: now.seq, action: { kind: 'initial', hash: read.hash } })), 'the old text').toBe('outgoing.revised');
    expect(await codeOf(as(t, c.section).act({ id, seq: now.seq, action: { kind: 'initial', hash: now.hash } }))).toBe('ok');
  });
});

describe('signing', () => {
  it('numbers once, draws, signs and delivers to the unit inside, with its agenda number as receipt', async () => {
    const id = await handedOn(t, c.clerk, letterOf(c, { files: [await attach(t, c.clerk)], copies: [{ kind: 'post', post: postOf(c.wasteHead) }], signFor: 'an', onBehalfOf: postOf(c.regent) }));
    const preview = await t.app.inject({ url: `/api/naskah-keluar/${id}/pratinjau`, headers: { host: 'ponorogo.test' } });
    expect(preview.statusCode, 'nobody is signed in').toBe(401);
    expect(await signed(t, c.secretary, [id])).toMatchObject({ total: 1, refused: [], ended: true, signed: [{ id, number: expect.stringMatching(/^600\.1\/\d+\/SETDA\/III\/2026$/) }] });
    await t.house.events.drain();
    const sent = await see(c.clerk, id);
    expect(sent).toMatchObject({ state: 'terkirim', document: { statusText: expect.any(String) }, deliveries: [{ to: 'Kepala Dinas PUPKP', channel: 'internal', state: 'received', receipt: expect.stringMatching(/^agenda \d+\/2026, belum dibaca$/) }, { to: 'Kepala Dinas Lingkungan Hidup', copy: true, state: 'received' }] });
    expect(sent.signer!.lines).toEqual(['a.n. BUPATI', 'SEKRETARIS DAERAH,']);
    const { items } = await asLetters(t, c.roadsHead).inbox({ box: 'unread' });
    const arrived = items.find((row) => row.senderNumber === sent.number)!;
    expect(arrived).toMatchObject({ sender: 'Sekretaris Daerah', subject: 'Pemeliharaan jalan kabupaten' });
    const inside = await asLetters(t, c.roadsHead).getLetter({ id: arrived.id });
    expect(inside).toMatchObject({ channel: 'internal', unit: 'Dinas PUPKP', files: [{ type: 'application/pdf' }, { name: 'lampiran.pdf' }] });
  });
  it('asked by a program with one key it signs once, also by twins, after a refusal and after a crash', async () => {
    const mounted = t.api.operations.find(({ module, name }) => module === 'outgoing' && name === 'sign')!;
    const id = await handedOn(t, c.clerk, letterOf(c));
    const { seq, hash } = await see(c.secretary, id);
    await as(t, c.secretary).markViewed({ id, hash });
    const ask = (key: string, viewer = c.secretary) => t.api.call(mounted, t.context(viewer), { items: [{ id, seq }] }, key);
    const { secondFactorAt: _, ...before } = c.secretary;
    await expect(ask('satu', before)).rejects.toMatchObject({ refusal: { code: 'request.second-factor' } });
    const twins = await Promise.allSettled([ask('satu'), ask('satu')]);
    const answers = twins.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(twins.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { refusal?: { code: string } }).refusal?.code] : [])).every((code) => code === 'request.still-running')).toBe(true);
    expect(answers[0]).toMatchObject({ total: 1, done: 1 });
    expect(await ask('satu')).toEqual(answers[0]);
    expect((await see(c.secretary, id)).state).toBe('ditandatangani');
    await expect(t.api.call(mounted, t.context(c.secretary), { items: [{ id, seq: seq + 1 }] }, 'satu')).rejects.toMatchObject({ refusal: { code: 'request.key-reused' } });
    // A process that ended in the middle keeps its key for ten minutes.
    const begun = (minutes: number) => t.house.db.asOwner((tx) => tx.run(sql`update platform.idempotency set answer = null, begun_at = ${new Date(t.clock.now().getTime() - minutes * 60_000)} where key = 'satu'`));
    await begun(9);
    await expect(ask('satu')).rejects.toMatchObject({ refusal: { code: 'request.still-running' } });
    await begun(11);
    expect(await ask('satu'), 'asked anew it finds the letter signed').toMatchObject({ total: 1, done: 1 });
    expect(await t.house.db.asOwner((tx) => tx.many(sql`select 1 from issuance.document where case_id = ${id}`))).toHaveLength(1);
  });
  it('a batch that goes on after a crash leaves out what was revised meanwhile', async () => {
    const [kept, revised] = [await handedOn(t, c.clerk, letterOf(c)), await handedOn(t, c.clerk, letterOf(c))];
    for (const id of [kept, revised]) await as(t, c.secretary).markViewed({ id, hash: (await see(c.secretary, id)).hash });
    const batch = '01a20000-0000-7000-8000-0000000000ba';
    const { accountId: account, hat } = c.secretary;
    await t.house.db.inTenant(t.instansi, (tx) => insertBatch(tx, t.instansi, { id: batch, account, name: 'Sekda', holding: hat!.holdingId, post: hat!.postId, at: t.clock.now() }, [kept, revised]));
    await as(t, c.clerk).act({ id: revised, seq: await seqOf(t, c.clerk, revised), action: { kind: 'withdraw', reason: '' } });
    await as(t, c.clerk).saveDraft({ id: revised, seq: (await as(t, c.clerk).getDraft({ id: revised })).seq, content: letterOf(c, { subject: 'Isi yang belum dibaca penanda tangan' }) as never });
    await as(t, c.clerk).act({ id: revised, seq: await seqOf(t, c.clerk, revised), action: { kind: 'submit' } });
    await signAsked(t.context(), { instansi: t.instansi, id: batch, event: 'outgoing.sign-asked', payload: { batch } });
    expect(await as(t, c.secretary).getBatch({ id: batch })).toMatchObject({ ended: true, signed: [{ id: kept }], refused: [{ id: revised, code: 'outgoing.not-viewed' }] });
    expect(await see(c.clerk, revised)).toMatchObject({ state: 'siap_ttd', number: '' });
  });
  it('only what was read, by who signs, with a second factor', async () => {
    const id = await handedOn(t, c.clerk, letterOf(c));
    const { seq, hash } = await see(c.secretary, id);
    const refusedWith = async (who: Cast['clerk'], at = seq) => (await as(t, who).getBatch({ id: (await as(t, who).sign({ items: [{ id, seq: at }] })).id })).refused.map((one) => one.code);
    expect(await refusedWith(c.secretary)).toEqual(['outgoing.not-viewed']);
    await as(t, c.secretary).markViewed({ id, hash });
    expect(await refusedWith(c.secretary, seq - 1)).toEqual(['outgoing.revised']);
    expect(await refusedWith(c.wasteHead)).toEqual(['outgoing.unknown']);
    expect(await refusedWith(c.regent), 'reads it, but does not sign it').toEqual(['outgoing.unknown']);
    expect(await codeOf(as(t, c.clerk).sign({ items: [{ id, seq }] }))).toBe('request.not-allowed');
    expect(await codeOf(as(t, { ...c.secretary, secondFactorAt: new Date(t.clock.now().getTime() - 11 * 60_000) }).sign({ items: [{ id, seq }] }))).toBe('request.second-factor');
    expect(await refusedWith(c.secretary)).toEqual([]);
    expect(await refusedWith(c.secretary), 'signed already').toEqual(['outgoing.not-now']);
  });
  it('an acting letter that has run out signs nothing, and one in force stands in the block', async () => {
    const expired = await holderOf(t, { instansi: t.instansi, post: postOf(c.wasteHead), unit: c.units.waste, kind: 'dinas', title: 'Kepala Dinas Lingkungan Hidup', duties: ['leader', 'signer'], person: 'Plh Lama', capacity: 'plh', from: '2026-02-20', to: '2026-03-01' });
    const acting = await holderOf(t, { instansi: t.instansi, post: postOf(c.wasteHead), unit: c.units.waste, kind: 'dinas', title: 'Kepala Dinas Lingkungan Hidup', duties: ['leader', 'signer'], person: 'Plh Baru', capacity: 'plh', from: '2026-03-02', to: '2026-03-03' });
    const id = await handedOn(t, c.clerk, letterOf(c, { signer: postOf(c.wasteHead) }));
    const seq = await seqOf(t, c.clerk, id);
    expect(await codeOf(as(t, expired).sign({ items: [{ id, seq }] }))).toBe('outgoing.not-in-force');
    expect((await see(acting, id)).signer).toMatchObject({ lines: ['Plh. KEPALA DINAS LINGKUNGAN HIDUP,'], post: { holder: 'Plh. Plh Baru' } });
    expect((await signed(t, acting, [id])).signed).toHaveLength(1);
    const [row] = await t.house.db.asOwner((tx) => tx.many<{ lines: string[]; unit: string }>(sql`select signer->'lines' as lines, unit_name as unit from issuance.document where case_kind = 'naskah' and case_id = ${id}`));
    expect(row, 'the head is that of the unit that signs').toEqual({ lines: ['Plh. KEPALA DINAS LINGKUNGAN HIDUP,'], unit: 'Dinas Lingkungan Hidup' });
  });
  it('by ink: tata usaha gives the number and prints it, the scan makes it signed', async () => {
    const [{ id: holding }] = await t.house.db.asOwner((tx) => tx.many<{ id: string }>(sql`select id from organization.holding where instansi = ${t.instansi} and post = ${postOf(c.roadsHead)}`)) as [{ id: string }];
    await t.house.db.asOwner((tx) => tx.run(sql`insert into organization.sign_mode (instansi, holding, from_day, mode) values (${t.instansi}, ${holding}, '2020-01-01', 'basah')`));
    const id = await handedOn(t, c.clerk, letterOf(c, { signer: postOf(c.roadsHead), addressees: [{ kind: 'outside', name: 'Camat Siman', place: 'Siman', email: '' }] }));
    const seq = await seqOf(t, c.clerk, id);
    expect(await codeOf(as(t, c.roadsHead).sign({ items: [{ id, seq }] }))).toBe('outgoing.signed-by-ink');
    expect(await codeOf(as(t, c.wasteHead).numberForInk({ id, seq }))).toBe('outgoing.unknown');
    const { document, number } = await as(t, c.roadsClerk).numberForInk({ id, seq });
    expect(await see(c.clerk, id)).toMatchObject({ state: 'penomoran', number, stateText: 'Menunggu pindaian', document: { url: expect.any(String) } });
    const scan = await attach(t, c.roadsClerk, 'Pindaian bertanda tangan dan bercap');
    await (t.api.forPages(t.context(c.roadsClerk)).issuance as unknown as { uploadScan(input: unknown): Promise<unknown> }).uploadScan({ id: document, uploadId: scan });
    await t.house.events.drain();
    const done = await see(c.clerk, id);
    expect(done).toMatchObject({ state: 'terkirim', deliveries: [{ to: 'Camat Siman', channel: 'print', state: 'waiting', mayMark: true }] });
    await as(t, c.clerk).markDelivered({ id, delivery: done.deliveries[0]!.id, receipt: 'Diterima Bu Sri, 2 Maret 2026' });
    expect((await see(c.clerk, id)).deliveries[0]).toMatchObject({ state: 'received', receipt: 'Diterima Bu Sri, 2 Maret 2026' });
    await t.house.db.asOwner((tx) => tx.run(sql`delete from organization.sign_mode where instansi = ${t.instansi} and holding = ${holding}`));
  });
  it('a code that is not in force on its date is neither handed on nor numbered', async () => {
    const codes = part<ClassificationPort<unknown>>(t.house, 'classification');
    const waits = await handedOn(t, c.clerk, letterOf(c));
    t.house.parts.set('classification', { ...codes, titleOn: async (_: unknown, code: string, day?: string) => (code === '600.1' && day !== undefined && day >= '2026-03-01' ? undefined : 'Judul') });
    expect(await codeOf(handedOn(t, c.clerk, letterOf(c)))).toBe('outgoing.code-not-in-force');
    expect((await signed(t, c.secretary, [waits])).refused).toMatchObject([{ code: 'outgoing.code-not-in-force', message: expect.stringContaining('600.1') }]);
    expect(await see(c.clerk, waits), 'no number was used').toMatchObject({ state: 'siap_ttd', number: '' });
    t.house.parts.set('classification', codes);
    expect((await signed(t, c.secretary, [waits])).refused).toEqual([]);
  });
  it('a cancelled letter keeps its number, and the register says so', async () => {
    const id = await handedOn(t, c.clerk, letterOf(c, { subject: 'Yang dibatalkan' }));
    await signed(t, c.secretary, [id]);
    const { number, seq } = await see(c.secretary, id);
    expect(await codeOf(as(t, c.section).act({ id, seq, action: { kind: 'cancel', reason: 'Keliru alamat.' } }))).toBe('outgoing.unknown');
    await as(t, c.secretary).act({ id, seq, action: { kind: 'cancel', reason: 'Keliru alamat.' } });
    expect(await see(c.secretary, id)).toMatchObject({ state: 'batal', number, document: { statusText: 'Dicabut' } });
    const { items } = await as(t, c.clerk).register({});
    expect(items.find((row) => row.id === id)).toMatchObject({ number, note: 'Batal' });
  });
});

describe('numbers', () => {
  it('a hundred signed in five batches at once get a hundred, without gap or double', async () => {
    const numbersOf = async () => (await as(t, c.clerk).register({ limit: 100 })).items.map((row) => Number(row.number.split('/')[1]));
    const before = Math.max(0, ...(await numbersOf()));
    // One drawing for all: what is tried here is the register.
    const { typesetter } = part<{ typesetter: { render(request: unknown): Promise<Buffer> } }>(t.house, 'issuance.workshop');
    const { render } = typesetter;
    let drawn: Promise<Buffer> | undefined;
    typesetter.render = (request) => (drawn ??= render(request));
    const ids = await Promise.all(Array.from({ length: 100 }, (_, nth) => handedOn(t, c.clerk, letterOf(c, { subject: `Surat ke-${nth + 1}`, addressees: [{ kind: 'outside', name: `Penerima ${nth}`, place: '', email: '' }] }))));
    const outcomes = await Promise.all(Array.from({ length: 5 }, (_, nth) => signed(t, c.secretary, ids.slice(nth * 20, nth * 20 + 20))));
    await t.house.events.drain();
    typesetter.render = render;
    const numbers = outcomes.flatMap((one) => one.signed.map((letter) => Number(letter.number.split('/')[1])));
    expect(outcomes.flatMap((one) => one.refused)).toEqual([]);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, nth) => before + 1 + nth));
  }, 120_000);
  it('letters that are initialled again, revised or cancelled while they are signed leave no gap and no unread text with a number', async () => {
    const numbersOf = async () => (await as(t, c.clerk).register({ limit: 100 })).items.map((row) => Number(row.number.split('/')[1]));
    const before = Math.max(0, ...(await numbersOf()));
    const { typesetter } = part<{ typesetter: { render(request: unknown): Promise<Buffer> } }>(t.house, 'issuance.workshop');
    const { render } = typesetter;
    let drawn: Promise<Buffer> | undefined;
    typesetter.render = (request) => (drawn ??= render(request));
    const content = (nth: number, more: object = {}) => letterOf(c, { subject: `Balapan ${nth}`, addressees: [{ kind: 'outside', name: `Penerima ${nth}`, place: '', email: '' }], chain: [{ post: postOf(c.wasteHead), kind: 'tier' }], ...more });
    const ids = await Promise.all(Array.from({ length: 24 }, async (_, nth) => {
      const id = await handedOn(t, c.clerk, content(nth));
      await initialled(t, c.wasteHead, id);
      return id;
    }));
    const read = new Map<string, string>();
    const items = await Promise.all(ids.map(async (id) => {
      const { seq, hash } = await see(c.secretary, id);
      await as(t, c.secretary).markViewed({ id, hash });
      read.set(id, hash);
      return { id, seq };
    }));
    // Every third is taken back, written anew and initialled again, every third sent back, while all of them are being signed.
    const disturb = async ({ id, seq }: { id: string; seq: number }, nth: number) => {
      if (nth % 3 === 0) return;
      if (nth % 3 === 2) return codeOf(as(t, c.secretary).act({ id, seq, action: { kind: 'return', reason: 'Perbaiki dahulu.', remarks: [] } }));
      if ((await codeOf(as(t, c.clerk).act({ id, seq, action: { kind: 'withdraw', reason: '' } }))) !== 'ok') return;
      await as(t, c.clerk).saveDraft({ id, seq: (await as(t, c.clerk).getDraft({ id })).seq, content: content(nth, { body: prose('Isi yang tidak pernah dibaca penanda tangan.') }) as never });
      await as(t, c.clerk).act({ id, seq: await seqOf(t, c.clerk, id), action: { kind: 'submit' } });
      await initialled(t, c.wasteHead, id);
    };
    const signs = Array.from({ length: 8 }, (_, nth) => as(t, c.secretary).sign({ items: items.slice(nth * 3, nth * 3 + 3) }));
    await Promise.all([...signs, ...items.map(disturb)]);
    await t.house.events.drain();
    typesetter.render = render;
    const after = await Promise.all(ids.map((id) => see(c.secretary, id)));
    const numbered = after.filter((one) => one.number !== '');
    expect(numbered.map((one) => Number(one.number.split('/')[1])).sort((a, b) => a - b)).toEqual(Array.from({ length: numbered.length }, (_, nth) => before + 1 + nth));
    expect(numbered.length).toBeGreaterThanOrEqual(8);
    for (const one of numbered) expect([one.state, one.hash]).toEqual(['terkirim', read.get(one.id)]);
    for (const one of after.filter((letter) => letter.number === '')) expect(['koreksi', 'siap_ttd']).toContain(one.state);
  }, 120_000);
});

describe('sending', () => {
  it('arrives at another institution without typing, and its agenda number comes home', async () => {
    const id = await handedOn(t, c.clerk, letterOf(c, { subject: 'Kerja sama antardaerah', addressees: [{ kind: 'institution', host: 'sumenep.test', office: 'Bupati Sumenep' }] }));
    await signed(t, c.secretary, [id]);
    await t.house.events.drain();
    expect((await see(c.clerk, id)).deliveries).toMatchObject([{ to: 'Bupati Sumenep, Kabupaten Sumenep', channel: 'institution', state: 'received', receipt: expect.stringContaining('Kabupaten Sumenep, agenda 1/2026') }]);
    const { items } = await asLetters(t, there.regent).inbox({ box: 'unread' });
    expect(items).toMatchObject([{ sender: 'Kabupaten Ponorogo', subject: 'Kerja sama antardaerah' }]);
  });
  it('takes what is attached along, sniffed and hashed there; what may not enter holds it up and is named', async () => {
    const to = { kind: 'institution' as const, host: 'sumenep.test', office: 'Bupati Sumenep' };
    const open = await handedOn(t, c.clerk, letterOf(c, { subject: 'Dengan lampiran', addressees: [to], files: [await attach(t, c.clerk, 'Rincian anggaran'), await attach(t, c.clerk, 'Peta lokasi')] }));
    const secret = await handedOn(t, c.clerk, letterOf(c, { subject: 'Rahasia berlampiran', secrecy: 'rahasia', addressees: [to], files: [await attach(t, c.clerk, 'Nama yang dilindungi')] }));
    const scripted = await storeUpload(t.context(c.clerk), 'berskrip.pdf', SCRIPTED, c.clerk.accountId);
    const harmless = await storeUpload(t.context(c.clerk), 'berskrip.pdf', tinyPdf('Tidak berskrip'), c.clerk.accountId);
    const bad = await handedOn(t, c.clerk, letterOf(c, { subject: 'Berskrip', addressees: [to], files: [harmless.id] }));
    // Let in by an earlier release: it is stopped on the way as well.
    await t.house.db.asOwner((tx) => tx.run(sql`update outgoing.version set content = replace(content::text, (select sha256 from platform.upload where id = ${harmless.id}), (select sha256 from platform.upload where id = ${scripted.id}))::jsonb where letter = ${bad}`));
    await signed(t, c.secretary, [open, secret, bad]);
    await t.house.events.drain();
    const arrived = async (subject: string) => {
      const row = (await asLetters(t, there.regent).inbox({ box: 'unread' })).items.find((one) => one.subject === subject);
      return row && asLetters(t, there.regent).getLetter({ id: row.id });
    };
    const there_ = await arrived('Dengan lampiran');
    expect(there_!.files.map(({ name, type }) => [name.slice(0, 8), type])).toEqual([['600.1-', 'application/pdf'], ['lampiran', 'application/pdf'], ['lampiran', 'application/pdf']].map(([name, type], nth) => [nth === 0 ? expect.stringContaining('600.1') : name, type]));
    const url = there_!.files[1]!.url;
    const opened = await t.app.inject({ url, headers: { host: 'sumenep.test' } });
    expect(opened.statusCode, 'nobody is signed in').toBe(401);
    // Twice on the way is once there.
    const { n } = await t.house.db.asOwner((tx) => tx.one<{ n: number }>(sql`select count(*) as n from letters.file where instansi = ${t.other}`));
    const [{ dispatch, to_instansi }] = await t.house.db.asOwner((tx) => tx.many<{ dispatch: string; to_instansi: string }>(sql`select id as dispatch, to_instansi from letters.dispatch where instansi = ${t.instansi} order by id desc limit 1`)) as [{ dispatch: string; to_instansi: string }];
    await takeIn(t.context(), { instansi: t.instansi, id: dispatch, event: 'letters.dispatched', payload: { dispatch, to: to_instansi } });
    expect((await t.house.db.asOwner((tx) => tx.one<{ n: number }>(sql`select count(*) as n from letters.file where instansi = ${t.other}`))).n).toBe(n);
    // Of rahasia the copy there lies sealed as well.
    const hashes = await t.house.db.asOwner((tx) => tx.many<{ sha256: string }>(sql`select f.sha256 from letters.file f join letters.letter l on l.instansi = f.instansi and l.id = f.letter where f.instansi = ${t.other} and l.secrecy = 'rahasia'`));
    expect(await Promise.all(hashes.map(({ sha256 }) => t.house.files.isSealed(t.other, sha256)))).toEqual([true, true]);
    expect((await see(c.clerk, bad)).deliveries).toMatchObject([{ state: 'failed', receipt: expect.stringContaining('berskrip.pdf') }]);
    expect(await arrived('Berskrip')).toBeUndefined();
  });
  it('by e-mail with the PDF, where the house has a mail server', async () => {
    const mails: { to: string; subject: string; attachments?: readonly { name: string }[] }[] = [];
    t.house.parts.set('mail', { send: async (mail: (typeof mails)[number]) => {
      mails.push(mail);
      return { outcome: 'sent' };
    } });
    const to = { kind: 'outside' as const, name: 'Rektor', place: '', email: 'rektor@contoh.ac.id' };
    const open = await handedOn(t, c.clerk, letterOf(c, { addressees: [to] }));
    const secret = await handedOn(t, c.clerk, letterOf(c, { addressees: [to], secrecy: 'rahasia', subject: 'Hal yang rahasia sekali' }));
    await signed(t, c.secretary, [open, secret]);
    await t.house.events.drain();
    t.house.parts.delete('mail');
    const letters = mails.filter((mail) => mail.to === to.email);
    expect(letters).toMatchObject([{ subject: expect.stringContaining('Surat Pengantar nomor'), attachments: [{ name: expect.stringMatching(/\.pdf$/) }] }]);
    expect((await see(c.clerk, secret)).deliveries, 'rahasia is never mailed').toMatchObject([{ channel: 'print', state: 'waiting' }]);
  });
  it('exports the signed PDF with its facts and hashes', async () => {
    const id = await handedOn(t, c.clerk, letterOf(c));
    expect(await codeOf(as(t, c.clerk).exportLetter({ id }))).toBe('outgoing.not-issued');
    await signed(t, c.secretary, [id]);
    const zip = await as(t, c.clerk).exportLetter({ id });
    const bytes = Buffer.from(zip.content, 'base64').toString('latin1');
    for (const part of ['naskah.pdf', 'metadata.json', 'SHA256SUMS', '"number": "600.1/', '%PDF-']) expect(bytes).toContain(part);
    expect((await as(t, c.clerk).downloadRegister({})).fileName).toBe('register-naskah-keluar-2026.xlsx');
  });
});

describe('secrecy', () => {
  it('sangat rahasia: to named persons, sealed in the database, told nowhere, and still delivered inside', async () => {
    const words = 'Rencana pengamanan yang tidak boleh bocor';
    const id = await handedOn(t, c.clerk, letterOf(c, { secrecy: 'sangat-rahasia', subject: words, body: prose(`${words} dalam isi.`) }));
    for (const who of [c.regent, c.adjutant, c.wasteHead]) expect(await codeOf(see(who, id))).toBe('outgoing.unknown');
    expect((await as(t, c.secretary).desk({ box: 'sign' })).items.find((row) => row.id === id), 'a list is not an opening').toMatchObject({ subject: '(sangat rahasia)', masked: true });
    expect((await see(c.secretary, id)).subject).toBe(words);
    await signed(t, c.secretary, [id]);
    await t.house.events.drain();
    const { document, deliveries } = await see(c.clerk, id);
    expect(deliveries).toMatchObject([{ state: 'received' }]);
    const verdict = await t.app.inject({ url: `/api/verifikasi/${new URL(document!.verifyUrl).pathname.split('/').at(-1)!}`, headers: { host: 'ponorogo.test' } });
    expect(verdict.statusCode).toBe(200);
    expect(verdict.body).not.toContain(words);
    const places = await t.house.db.asOwner((tx) => tx.many<{ n: number }>(sql`
      select (select count(*) from outgoing.letter where content::text like ${`%${words}%`} or heading::text like ${`%${words}%`}) + (select count(*) from outgoing.version where content::text like ${`%${words}%`})
        + (select count(*) from outgoing.action where payload::text || coalesce(words, '') like ${`%${words}%`}) + (select count(*) from audit.entry where detail::text like ${`%${words}%`}) + (select count(*) from issuance.document where title || subject_masked like ${`%${words}%`})
        + (select count(*) from notifications.notification where title || text like ${`%${words}%`}) + (select count(*) from letters.letter where subject like ${`%${words}%`}) as n`));
    expect(places[0]!.n).toBe(0);
    const opened = await t.house.db.asOwner((tx) => tx.many(sql`select 1 from audit.entry where action = 'outgoing.opened' and object_id = ${id}`));
    expect(opened.length).toBeGreaterThan(2);
    expect((await as(t, c.regent).register({ unit: c.units.setda })).items.find((row) => row.id === id)).toMatchObject({ masked: true, subject: '(sangat rahasia)', to: '', classification: '' });
  });
});

describe('who may not', () => {
  it('a neighbour sees nothing, and nobody without a post', async () => {
    const id = await handedOn(t, c.clerk, letterOf(c));
    expect(await codeOf(see(there.clerk, id))).toBe('outgoing.unknown');
    expect(await codeOf(as(t, there.clerk).exportLetter({ id }))).toBe('outgoing.unknown');
    expect(await codeOf(as(t, null).desk({}))).toBe('request.not-signed-in');
    expect(await codeOf(as(t, c.staff).register({}))).toBe('request.not-allowed');
    expect(await codeOf(as(t, c.roadsHead).register({ unit: c.units.waste }))).toBe('outgoing.not-for-you');
  });
  it('only the drafter writes, and only until it was handed on', async () => {
    const id = await drafted(t, c.clerk, letterOf(c));
    for (const who of [c.secretary, c.regent, c.staff]) expect(await codeOf(as(t, who).getDraft({ id }))).toBe('outgoing.unknown');
    await as(t, c.clerk).act({ id, seq: 1, action: { kind: 'submit' } });
    expect(await codeOf(as(t, c.clerk).saveDraft({ id, seq: 2, content: letterOf(c) as never }))).toBe('outgoing.not-now');
    expect(await codeOf(as(t, c.secretary).saveDraft({ id, seq: 2, content: letterOf(c) as never }))).toBe('outgoing.not-for-you');
  });
});

it('folds again to what is stored', async () => {
  const { checked, differences } = await checkState(t.context());
  expect(differences).toEqual([]);
  expect(checked).toBeGreaterThan(110);
});
