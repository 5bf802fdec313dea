import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, officer, usahaAnswers, type Cast } from './permohonan.testing.ts';

const t = await createTestHouse();
let cast: Cast;
let admin: Viewer;
const SKU = { id: 'surat-keterangan-usaha', version: 1 };
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)) as unknown as Api;
interface Told { code: string; status: number; detail: string; fields?: { path: string; message: string }[] }
const problem = (promise: Promise<unknown>): Promise<Told> => promise.then(() => { throw new Error('was not refused'); }, (e: { problem?: Told }) => { if (!e.problem) throw e; return e.problem; });
const source = readFileSync(join(import.meta.dirname, '../../../catalog/layanan/surat-keterangan-usaha.yaml'), 'utf8');

/** Everything that a request, a number or a message would leave behind. */
const traces = () => t.house.db.inTenant(t.instansi, (tx) => tx.one<{ count: string }>(sql`select (select count(*) from permohonan.request) || '/' || (select count(*) from permohonan.draft) || '/' || (select count(*) from permohonan.state)
  || '/' || (select count(*) from issuance.document) || '/' || (select count(*) from platform.outbox) || '/' || (select count(*) from audit.entry where instansi = ${t.instansi}) as count`));

beforeAll(async () => {
  cast = await castOf(t);
  admin = await officer(t, t.context(), cast.desa, 'Admin', 'Fajar Nugroho', ['administrator']);
  // The first look makes the calendar of an institution.
  await as(admin).calendar.listCalendars({});
});

describe('a definition is tried out', () => {
  it('page by page like a citizen: prefilled, with the sentences of the checks, and nothing is kept', async () => {
    const api = as(admin).permohonan;
    const before = await traces();
    const first = await api.tryOutForm({ ...SKU, answers: {}, prefill: true });
    expect(first.answers).toMatchObject({ nama: 'Fajar Nugroho' });
    expect(first.pages.map((page) => page.id)).toEqual(['pengantar', 'usaha', 'pemilik', 'keperluan']);
    const wrong = await api.tryOutForm({ ...SKU, answers: { nik: '123', keperluan: 'lain' }, page: 'pemilik' });
    expect(wrong.problems.map((one) => one.path)).toContain('nik');
    expect(wrong.problems.map((one) => one.path)).not.toContain('usaha_nama');
    expect(wrong.shown).toContain('keperluan_lain');
    expect((await api.tryOutForm({ ...SKU, answers: { keperluan: 'kredit' } })).shown).not.toContain('keperluan_lain');
    expect(await traces()).toEqual(before);
  });

  it('says what would follow: promised dates on the real calendar, who acts, fee, documents, conditions', async () => {
    const answers = await usahaAnswers(t, cast, admin);
    const before = await traces();
    // Friday after closing: counts from Monday; three working hours and four more; the whole: one working day.
    const outcome = await as(admin).permohonan.tryOut({ ...SKU, answers, at: '2026-03-06T17:30:00+07:00' });
    expect(outcome.problems).toEqual([]);
    expect(outcome.countsFrom.at).toBe('2026-03-09T00:30:00.000Z');
    expect(outcome.promise).toMatchObject({ text: '1 hari kerja', ends: { text: expect.stringContaining('10 Maret 2026') } });
    expect(outcome.steps.map((step) => [step.id, step.turn, step.people[0], step.promise])).toEqual([
      ['periksa', 'runs', 'Kasi Pelayanan, Joko Susilo', '3 jam kerja'], ['tanda_tangan', 'runs', 'Kepala Desa, Slamet Riyadi', '4 jam kerja'],
    ]);
    const [check, sign] = outcome.steps.map((step) => Date.parse(step.ends!.at));
    expect(check).toBeLessThan(sign!);
    expect(outcome.fee).toMatchObject({ total: 0 });
    expect(outcome.documents).toMatchObject([{ label: 'Surat pengantar RT/RW', required: true, given: 1 }, { label: 'Foto tempat usaha', given: 1 }]);
    expect(outcome.conditions).toEqual([{ where: 'Isian Tulis keperluannya', expression: 'keperluan = "lain"', holds: 'no' }]);
    expect(outcome.subject).toBe('Warung Bu Sri');
    expect(outcome.output.problem).toBeUndefined();
    const letter = await as(admin).permohonan.tryOutLetter({ ...SKU, answers });
    expect(Buffer.from(letter.pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(await traces(), 'no request, draft, document, event or message').toEqual(before);
  });

  it('tells what answers leave open, in the words an applicant or printer would meet', async () => {
    const outcome = await as(admin).permohonan.tryOut({ ...SKU, answers: { usaha_nama: 'Warung' } });
    expect(outcome.noUnit).toMatch(/Belum ada unit/);
    expect(outcome.output.problem).toMatch(/Surat belum dapat dicetak.*NIK/);
    const answers = await usahaAnswers(t, cast, admin);
    expect(await problem(as(admin).permohonan.tryOutLetter({ ...SKU, answers: { ...answers, alamat: '' } }))).toMatchObject({ code: 'documents.letter-incomplete', status: 422 });
    expect(await problem(as(admin).permohonan.tryOut({ ...SKU, answers, at: 'besok' }))).toMatchObject({ code: 'request.invalid', fields: [{ path: 'at' }] });
  });

  it('walks conditional and parallel steps of the sign permit; what officers record stands in by name', async () => {
    const tetap = await as(admin).permohonan.tryOut({ id: 'izin-reklame', version: 1, answers: { jenis: 'tetap' } });
    const insidentil = await as(admin).permohonan.tryOut({ id: 'izin-reklame', version: 1, answers: { jenis: 'insidentil' } });
    const turn = (outcome: typeof tetap, kind: string) => outcome.steps.find((step) => step.kind === kind)!.turn;
    expect([turn(tetap, 'inspection'), turn(insidentil, 'inspection')]).toEqual(['runs', 'skipped']);
    const opinions = tetap.steps.filter((step) => step.kind === 'opinion');
    expect(opinions.length).toBe(2);
    expect(tetap.output.stoodIn.length).toBeGreaterThan(0);
    expect(tetap.fee.total).toBeNull();
  });

  it('is tried as a draft, before anybody else can see it', async () => {
    const draft = await as(admin).layanan.saveDraft({ source: source.replace('name: Surat Keterangan Usaha', 'name: Surat Keterangan Usaha Baru') });
    expect((await as(admin).permohonan.tryOutForm({ id: SKU.id, version: draft.version })).layananName).toBe('Surat Keterangan Usaha Baru');
    expect((await as(null).layanan.getLayanan({ id: SKU.id })).name).toBe('Surat Keterangan Usaha');
  });
});

describe('a definition that cannot run', () => {
  const store = (version: number, text: string) => t.house.db.inTenant(t.instansi, (tx) => tx.run(sql`insert into layanan.definition (instansi, id, version, state, name, source, body, sha256, created_at)
    values (${t.instansi}, ${SKU.id}, ${version}, 'draft', 'Rusak', ${text}, '{}', 'x', ${t.clock.now()})`));

  it('with a cycle says which steps wait for each other', async () => {
    const text = source.replace('    - id: periksa\n', '    - id: periksa\n      after: [tanda_tangan]\n');
    const told = await problem(as(admin).layanan.saveDraft({ source: text }));
    expect(told).toMatchObject({ code: 'layanan.invalid', status: 422, fields: [{ path: expect.stringMatching(/^baris \d+$/), message: expect.stringContaining('periksa → tanda_tangan → periksa') }] });
    await store(91, text);
    expect((await problem(as(admin).permohonan.tryOut({ id: SKU.id, version: 91, answers: {} }))).fields?.[0]?.message).toContain('saling menunggu');
  });

  it('whose letter lost a field, or asks for one more, says so', async () => {
    await store(92, source.replace('    alamat: alamat\n', ''));
    expect((await problem(as(admin).permohonan.tryOut({ id: SKU.id, version: 92, answers: {} }))).fields?.[0]?.message).toMatch(/isian "alamat".*belum diisi/);
    await store(93, source.replace('    pekerjaan: pekerjaan\n', '    pekerjaan: pekerjaan\n    hobi: pekerjaan\n'));
    expect((await problem(as(admin).permohonan.tryOutLetter({ id: SKU.id, version: 93, answers: {} }))).fields?.[0]?.message).toMatch(/tidak mempunyai isian "hobi"/);
  });
});

describe('trying out is for administrators of this institution', () => {
  it('nobody else may', async () => {
    for (const viewer of [null, cast.citizen, cast.verifier, cast.signer]) {
      const code = viewer ? 'request.not-allowed' : 'request.not-signed-in';
      expect((await problem(as(viewer).permohonan.tryOutForm(SKU))).code).toBe(code);
      expect((await problem(as(viewer).permohonan.tryOut({ ...SKU, answers: {} }))).code).toBe(code);
      expect((await problem(as(viewer).permohonan.tryOutLetter({ ...SKU, answers: {} }))).code).toBe(code);
    }
    expect((await problem(as({ ...admin, hat: { ...admin.hat!, instansi: t.other } }).permohonan.tryOut({ ...SKU, answers: {} }))).code).toBe('layanan.unknown');
    expect((await problem(as(admin).permohonan.tryOut({ id: SKU.id, version: 999, answers: {} }))).code).toBe('layanan.unknown');
  });
  it('nor does a file of somebody else count', async () => {
    const answers = await usahaAnswers(t, cast, cast.citizen);
    expect((await as(admin).permohonan.tryOut({ ...SKU, answers })).problems.map((one) => one.path)).toContain('foto_pengantar');
  });
});
