import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { verifyPdf } from '../../engines/documents/verify/verify-pdf.ts';
import type { Api } from '../../api.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, usahaAnswers, type Cast } from './permohonan.testing.ts';
import type { Viewer } from '../../platform/request/context.ts';

const t = await createTestHouse({ background: true });
let cast: Cast;
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)) as unknown as Api;
const problem = async (promise: Promise<unknown>) => promise.then(() => undefined, (e: { problem?: { code: string; status: number; detail: string; fields?: { path: string }[] } }) => e.problem ?? e);

beforeAll(async () => {
  cast = await castOf(t);
});

describe('a Surat Keterangan Usaha from the phone to the signed letter', () => {
  let id: string;
  let receipt: { number: string; secret?: string };

  it('keeps a draft, tells what is missing, and sends it once', async () => {
    const api = as(cast.citizen);
    const draft = await api.permohonan.startDraft({ layanan: 'surat-keterangan-usaha' });
    id = draft.id;
    expect((await api.permohonan.getDraft({ id })).answers).toMatchObject({ nama: 'Hartono Wibowo' });
    await api.permohonan.saveDraft({ id, answers: { usaha_nama: '<b>Warung</b> Bu Sri', nik: '123' }, page: 'usaha' });
    const seen = await api.permohonan.getDraft({ id });
    expect(seen.answers).toMatchObject({ nik: '123', usaha_nama: '<b>Warung</b> Bu Sri' });
    expect(seen.problems.map((p) => p.path)).toContain('nik');
    const refused = await problem(api.permohonan.submitDraft({ id }));
    expect(refused).toMatchObject({ code: 'permohonan.incomplete', status: 422 });
    await api.permohonan.saveDraft({ id, answers: await usahaAnswers(t, cast) });
    const [first, second] = await Promise.all([api.permohonan.submitDraft({ id }), api.permohonan.submitDraft({ id })]);
    expect(first.number).toBe(second.number);
    receipt = [first, second].find((r) => r.secret)!;
    expect(receipt.number).toMatch(/^PNG-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(first.due).toMatchObject({ text: 'besok', provisional: false });
    const { count } = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ count: number }>(sql`select count(*) as count from permohonan.request where id = ${id}`));
    expect(count).toBe(1);
  });

  it('keeps no readable NIK', async () => {
    const { text } = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ text: string }>(sql`select (select answers::text from permohonan.answers where request = ${id}) || (select body::text from permohonan.folded where request = ${id}) || (select words::text from permohonan.search where item = ${id}) || (select words from permohonan.unlearned where item = ${id}) as text`));
    expect(text).not.toContain('3502171203859001');
    expect(text).toContain('3502••••••••9001');
  });

  it('is tracked with number and secret, however they are typed, and with nothing less', async () => {
    const tracked = await as(null).permohonan.track({ number: receipt.number.toLowerCase().replaceAll('-', ' '), secret: receipt.secret! });
    expect(tracked).toMatchObject({ number: receipt.number, statusText: 'Sedang diproses' });
    expect(await problem(as(null).permohonan.track({ number: receipt.number, secret: '000000' }))).toMatchObject({ code: 'permohonan.track-unknown' });
  });

  it('does not exist for another citizen, another village, another institution', async () => {
    expect(await problem(as(cast.neighbour).permohonan.getMine({ id }))).toMatchObject({ code: 'permohonan.unknown' });
    expect(await problem(as(cast.outsider).permohonan.getCase({ id }))).toMatchObject({ code: 'permohonan.unknown' });
    expect(await problem(as(cast.citizen).permohonan.getCase({ id }))).toMatchObject({ code: 'request.not-allowed' });
    expect(await problem(as(null).permohonan.getMine({ id }))).toMatchObject({ code: 'request.not-signed-in' });
    const there = await castOf(t, t.other);
    expect(await problem(as(there.verifier).permohonan.getCase({ id }))).toMatchObject({ code: 'permohonan.unknown' });
  });

  it('waits in the village’s box, sorted by promise', async () => {
    const box = await as(cast.verifier).permohonan.queue({ box: 'unclaimed' });
    expect(box.items[0]).toMatchObject({ id, stepTitle: 'Periksa berkas', due: { text: 'besok' } });
    expect(await as(cast.verifier).permohonan.queueCounts({})).toMatchObject({ unclaimed: 1, mine: 0 });
    for (const query of ['warung sri', 'war sr', 'sri']) expect((await as(cast.verifier).permohonan.search({ query })).items.map((r) => r.id)).toContain(id);
    expect((await as(cast.verifier).permohonan.search({ query: '- !' })).items).toEqual([]);
    expect((await as(cast.outsider).permohonan.search({ query: 'warung sri' })).items).toEqual([]);
  });

  it('goes back with remarks, is corrected, and the clock stands still meanwhile', async () => {
    const officer = as(cast.verifier);
    const before = await officer.permohonan.getCase({ id });
    await officer.permohonan.act({ id, seq: before.seq, action: { kind: 'return', step: 'periksa', remarks: [{ path: 'usaha_alamat', message: 'Tulis RT dan RW.' }] } });
    const mine = await as(cast.citizen).permohonan.getMine({ id });
    expect(mine).toMatchObject({ status: 'returned', remarks: [{ path: 'usaha_alamat', message: 'Tulis RT dan RW.' }] });
    t.clock.advance(3 * 86_400_000);
    const correction = await as(cast.citizen).permohonan.startCorrection({ id });
    expect((await as(cast.citizen).permohonan.startCorrection({ id })).id).toBe(correction.id);
    expect((await as(cast.citizen).permohonan.getDraft({ id: correction.id })).answers).toMatchObject({ nik: '3502171203859001' });
    await as(cast.citizen).permohonan.saveDraft({ id: correction.id, answers: { usaha_alamat: 'Jl. Raya Siman 14 RT 02 RW 01' } });
    const sent = await as(cast.citizen).permohonan.submitDraft({ id: correction.id });
    expect(sent.due?.tone).not.toBe('late');
  });

  it('refuses the second of two officers and says what happened', async () => {
    const officer = as(cast.verifier);
    const { seq } = await officer.permohonan.getCase({ id });
    const complete = { kind: 'complete', step: 'periksa', outcome: 'pass', checklist: { pengantar_terbaca: 'yes', usaha_ada: 'yes' } };
    await officer.permohonan.act({ id, seq, action: complete });
    const refused = await problem(officer.permohonan.act({ id, seq, action: complete }));
    expect(refused).toMatchObject({ code: 'permohonan.changed', status: 409 });
    expect((refused as { detail: string }).detail).toContain('Joko Susilo');
  });

  it('is signed after a second factor, numbered once, and verifies', async () => {
    const list = await as(cast.signer).permohonan.signingList({});
    expect(list.items.map((i) => i.id)).toContain(id);
    const items = list.items.filter((i) => i.id === id).map(({ seq, step }) => ({ id, seq, step }));
    const { secondFactorAt: _, ...without } = cast.signer;
    expect(await problem(as(without).permohonan.signMany({ items }))).toMatchObject({ code: 'request.second-factor' });
    expect(await problem(as(cast.verifier).permohonan.signMany({ items }))).toMatchObject({ code: 'request.not-allowed' });
    const now = { ...cast.signer, secondFactorAt: t.clock.now() };
    expect(await as(now).permohonan.signMany({ items })).toEqual({ signed: [id], refused: [] });
    await t.house.events.drain();
    const mine = await as(cast.citizen).permohonan.getMine({ id });
    expect(mine.status).toBe('issued');
    const document = mine.documents[0]!;
    expect(document.number).toMatch(/^500\.3\/1\//);
    const verified = await as(null).issuance.verifyCode({ code: document.verifyUrl!.split('/').at(-1)! });
    expect(verified).toMatchObject({ status: 'genuine' });
    const { file } = await t.house.db.asOwner((tx) => tx.one<{ file: string }>(sql`select file_sha256 as file from issuance.document where id = ${document.id}`));
    const bytes = await t.house.files.read(t.instansi, file);
    expect((await verifyPdf(bytes, { trustedRoots: [] })).signatures).toHaveLength(1);
    const changed = new Uint8Array(bytes);
    changed[Math.floor(changed.length / 3)]! ^= 1;
    expect(await as(null).issuance.verifyFile({ name: 'surat.pdf', bytes: changed })).toMatchObject({ status: 'altered' });
    expect(await as(null).issuance.verifyFile({ name: 'surat.pdf', bytes: new Uint8Array(bytes) })).toMatchObject({ status: 'genuine' });
  });

  it('gives the letter to who tracked it without an account, for half an hour, and to nobody else', async () => {
    const get = (url: string) => t.app.inject({ url, headers: { host: 'ponorogo.test' } });
    const { documents } = await as(null).permohonan.track({ number: receipt.number, secret: receipt.secret! });
    const url = documents[0]!.url!;
    expect(url).not.toContain(receipt.secret);
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['content-disposition'], answer.rawPayload.subarray(0, 5).toString()]).toEqual([200, expect.stringContaining('attachment'), '%PDF-']);
    expect((await get(url.replace(/sampai=\d+/, (one) => `${one}0`))).statusCode).toBe(404);
    expect((await get(url.slice(0, -4))).statusCode).toBe(404);
    expect((await get(url.split('?')[0]!)).statusCode).toBe(404);
    expect((await t.app.inject({ url, headers: { host: 'sumenep.test' } })).statusCode).toBe(404);
    t.clock.advance(31 * 60_000);
    expect((await get(url)).statusCode).toBe(404);
  });

  it('shows the citizen who opened the data', async () => {
    const seen = await as(cast.citizen).identity.listAccess({});
    expect(JSON.stringify(seen)).toContain('Joko Susilo');
  });

  it('folds to the same state from its actions', async () => {
    const { checkState } = await import('./service/check-state.ts');
    expect(await checkState(t.context())).toMatchObject({ differences: [] });
  });
});

describe('over HTTP', () => {
  it('takes a whole request in one call and the same id only once', async () => {
    const answers = await usahaAnswers(t, cast);
    const id = uuidv7();
    const api = as(cast.citizen);
    const first = await api.permohonan.submit({ id, layanan: 'surat-keterangan-usaha', answers });
    const second = await api.permohonan.submit({ id, layanan: 'surat-keterangan-usaha', answers });
    expect(second.number).toBe(first.number);
    expect(await problem(as(cast.neighbour).permohonan.submit({ id, layanan: 'surat-keterangan-usaha', answers }))).toMatchObject({ status: expect.any(Number) });
    const anonymous = await t.app.inject({ method: 'POST', url: '/api/permohonan', headers: { host: 'ponorogo.test' }, payload: { layanan: 'surat-keterangan-usaha', answers } });
    expect(anonymous.statusCode).toBe(401);
  });

  it('tells which village has nobody to serve', async () => {
    const answers = { ...(await usahaAnswers(t, cast)), desa_usaha: '35.02.20.2010' };
    const refused = await problem(as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers }));
    expect(['permohonan.no-unit', 'permohonan.incomplete']).toContain((refused as { code: string }).code);
  });

  it('never takes another person’s upload', async () => {
    const answers = await usahaAnswers(t, cast, cast.neighbour);
    expect(await problem(as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers }))).toMatchObject({ code: 'permohonan.incomplete' });
  });
});
