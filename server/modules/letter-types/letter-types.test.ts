import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { tinyPdf } from '../../engines/documents/documents-fixture.ts';
import { numbersMayMeet } from '../../engines/documents/numbering/numbers-may-meet.ts';
import { paragraph } from '../../engines/prose/prose.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { part } from '../../platform/house.ts';
import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as as asLetters, castOf, letterTo, postOf, type Cast } from '../letters/letters.testing.ts';
import { CODES, TEMPLATES, TYPES } from './catalogue-files.ts';
import type { LetterTypesPort } from './contract.ts';
import { aTypeIsSound } from './rules/a-type-is-sound.ts';
import { versionOn } from './rules/type-in-force.ts';
import { startingBody } from './service/kinds.ts';

// 2 March 2026, 09:00 WIB
const t = await createTestHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(t);
});
const TODAY = '2026-03-02' as CalendarDay;
const TOMORROW = '2026-03-03' as CalendarDay;
const port = part<LetterTypesPort<TenantContext>>(t.house, 'letter-types');
const inside = <T>(work: (tenant: TenantContext) => Promise<T>, instansi = t.instansi) => inTenant(t.context(null, instansi), work);
const api = (viewer: Viewer = cast.administrator) => (t.api.forPages(t.context(viewer)) as unknown as Api)['letter-types'];
const problem = (work: Promise<unknown>) => work.then(() => 'no refusal', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const marks = (work: Promise<unknown>) => work.then(() => [], (error: { problem?: { fields?: { path: string; message: string }[] } }) => error.problem?.fields ?? []);

describe('the kinds of the catalogue', () => {
  it('are those of the reference page', () => {
    expect([...TYPES.values()].map(({ family }) => family)).toEqual([...TYPES.values()].map(({ family }) => family).sort((a, b) => order(a) - order(b)));
    expect([...TYPES.keys()]).toEqual(expect.arrayContaining(['instruksi', 'surat-edaran', 'sop', 'surat-perintah', 'surat-tugas', 'nota-dinas', 'memorandum', 'lembar-disposisi', 'undangan-internal', 'surat-dinas', 'surat-undangan',
      'surat-perjanjian', 'surat-kuasa', 'berita-acara', 'surat-keterangan', 'surat-pengantar', 'pengumuman', 'laporan', 'telaahan-staf', 'notula', 'surat-panggilan', 'surat-izin', 'rekomendasi', 'spmt', 'surat-pernyataan',
      'radiogram', 'sertifikat', 'piagam', 'sttpp', 'lembaran-daerah', 'berita-daerah']));
  });
  const order = (family: string) => ['arahan', 'korespondensi', 'khusus', 'lainnya'].indexOf(family);

  it.each([...TYPES.values()])('can be numbered and printed: $id', (known) => {
    const template = TEMPLATES.find(known.template);
    expect(template.ok && aTypeIsSound(startingBody(known), { template: template.value, knowsCode: (code) => CODES.has(code) })).toEqual({ ok: true, value: undefined });
    const fields = template.ok ? template.value.fields.map((field) => field.id) : [];
    expect(fields).toEqual(expect.arrayContaining([...Object.keys(known.fixed), ...(known.needsAddressee ? ['kepada'] : []), ...(known.written ? ['isi'] : [])]));
  });
});

it('kinds of the catalogue with a row of numbers of their own print their own numbers, but for those cited by their kind', () => {
  const kinds = [...TYPES.values()];
  const met = kinds.flatMap((a, nth) => kinds.slice(nth + 1).filter((b) => a.series !== b.series && numbersMayMeet(a, b)).map((b) => [a.series, b.series].sort().join(' = ')));
  expect([...new Set(met)].sort()).toEqual([
    'berita-daerah = instruksi', 'berita-daerah = keputusan', 'berita-daerah = lembaran-daerah', 'instruksi = keputusan', 'instruksi = lembaran-daerah', 'keputusan = lembaran-daerah', 'surat-dinas = surat-tugas',
  ]);
});

describe('of several versions', () => {
  const v = (version: number, validFrom: string, validTo: string | null = null) => ({ version, validFrom: validFrom as CalendarDay, validTo: validTo as CalendarDay | null });
  const on = (versions: ReturnType<typeof v>[], day: string) => {
    const found = versionOn(versions, day as CalendarDay);
    return found === undefined || found === 'ended' ? found : found.version;
  };
  it.each([
    ['none yet', [v(1, '2026-05-01')], '2026-04-30', undefined],
    ['from its first day', [v(1, '2026-05-01')], '2026-05-01', 1],
    ['the last published of one day', [v(1, '2026-05-01'), v(2, '2026-05-01')], '2026-05-02', 2],
    ['one that was planned earlier for a later day', [v(2, '2026-06-01'), v(3, '2026-05-01')], '2026-06-01', 2],
    ['its last day included', [v(1, '2026-01-01', '2026-05-01')], '2026-05-01', 1],
    ['no older one comes back', [v(1, '2025-01-01'), v(2, '2026-01-01', '2026-05-01')], '2026-05-02', 'ended'],
  ] as const)('counts %s', (_, versions, day, expected) => expect(on([...versions], day)).toBe(expected));
});

describe('a kind in force', () => {
  it('is that of the catalogue until something changed, and is kept when a letter begins', async () => {
    const before = await inside((x) => port.typeInForce(x, 'pengumuman', TODAY));
    expect(before).toMatchObject({ versionId: null, version: 0, template: 'pengumuman', issuedIn: 'pendopo' });
    const used = await inside((x) => port.use(x, 'pengumuman', TODAY));
    expect((await inside((x) => port.use(x, 'pengumuman', TODAY))).versionId).toBe(used.versionId);
    expect(await inside((x) => port.typeOfVersion(x, used.versionId))).toMatchObject({ id: 'pengumuman', version: 1 });
    expect((await inside((x) => port.typeInForce(x, 'pengumuman', TODAY), t.other))!.versionId).toBe(null);
    expect(await inside((x) => port.typeOfVersion(x, used.versionId), t.other)).toBe(undefined);
  });

  it('begins once, also when two letters begin at the same moment', async () => {
    const versions = await Promise.all(Array.from({ length: 5 }, () => inside((x) => port.use(x, 'laporan', TODAY))));
    expect(new Set(versions.map((one) => one.versionId)).size).toBe(1);
  });

  it('fills the fields that its template has, and no other', async () => {
    const type = (await inside((x) => port.typeInForce(x, 'surat-kuasa', TODAY)))!;
    const fields = port.fieldsOf(type, { subject: 'Pengambilan berkas', secrecyText: 'Biasa', to: ['Camat'], body: { type: 'doc', content: [paragraph('untuk mengambil berkas')] }, own: { kata: 'lain', orang: [{ butir: 'Nama', isi: 'Joko' }] } });
    expect(Object.keys(fields).sort()).toEqual(['hal', 'isi', 'judul', 'kata', 'orang']);
    expect(fields).toMatchObject({ judul: 'Surat Kuasa', kata: 'dengan ini memberi kuasa kepada:' });
    expect(port.seriesOf(type, { classification: '800.1', derajat: 'B' })).toEqual({ id: 'surat-kuasa', classification: '800.1', pattern: '{kode}/{urut}/KUASA/{unit}/{yyyy}', derajat: 'B' });
  });
});

describe('an administrator', () => {
  const draftOf = async (id: string) => {
    const { current, draft } = await api().getManaged({ id });
    const { title, series, pattern, classification, secrecy, paper, layout, copies, initials, issuedIn, skeleton } = draft ? { ...current, ...draft.body } : current;
    return { id, version: draft?.version ?? 0, title, series, pattern, classification, secrecy, ...(paper ? { paper } : {}), layout, copies, initials, issuedIn, skeleton: skeleton as never };
  };

  it('changes a kind by publishing a version; what began before keeps its own', async () => {
    const begun = await inside((x) => port.use(x, 'surat-dinas', TODAY));
    const { version } = await api().saveDraft({ ...(await draftOf('surat-dinas')), pattern: '{kode}/{urut:3}/{unit}/{yyyy}', layout: { left: 35, size: 12, font: 'Tinos' }, copies: ['Arsip'] });
    expect((await api().getManaged({ id: 'surat-dinas' })).current.pattern).toBe(begun.pattern);
    expect(await problem(api().publishType({ id: 'surat-dinas', version, from: '2026-03-01', note: 'Pola baru' }))).toBe('letter-types.from-past');
    expect(await api().publishType({ id: 'surat-dinas', version, from: TOMORROW, note: 'Pola baru' })).toEqual({ version: 2 });
    expect((await inside((x) => port.typeInForce(x, 'surat-dinas', TODAY)))!.versionId).toBe(begun.versionId);
    expect(await inside((x) => port.typeInForce(x, 'surat-dinas', TOMORROW))).toMatchObject({ version: 2, pattern: '{kode}/{urut:3}/{unit}/{yyyy}', layout: { left: 35, size: 12, font: 'Tinos' }, copies: ['Arsip'] });
    expect(await inside((x) => port.typeOfVersion(x, begun.versionId))).toMatchObject({ pattern: '{kode}/{urut}/{unit}/{romawi}/{yyyy}' });
    const { versions, draft, example } = await api().getManaged({ id: 'surat-dinas' });
    expect(versions.map((one) => [one.version, one.state, one.used])).toEqual([[2, 'coming', false], [1, 'in-force', true]]);
    expect([draft, example]).toEqual([undefined, '000.1/7/SETDA/III/2026']);
    expect(await problem(api().publishType({ id: 'surat-dinas', version, from: TOMORROW, note: 'Lagi' }))).toBe('letter-types.no-draft');
  });

  it('is told beside each field what is wrong', async () => {
    const base = await draftOf('nota-dinas');
    const said = await marks(api().saveDraft({ ...base, pattern: '{urut}/{nomor}', classification: '999.9', paper: 'roll-58', copies: ['Camat', 'camat'], layout: { left: 50, right: 50 }, skeleton: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'mergeField', attrs: { name: 'gaji' } }] }] } }));
    expect(said.map(({ path }) => path)).toEqual(['pattern', 'classification', 'paper', 'layout.left', 'skeleton', 'copies']);
    expect(said[0]!.message).toMatch(/^Token \{nomor\} tidak dikenal/);
    expect((await marks(api().saveDraft({ ...base, pattern: '{kode}/{unit}' })))[0]!.message).toMatch(/belum memuat \{urut\}/);
    expect((await marks(api().saveDraft({ ...base, layout: { left: 3 } })))[0]).toEqual({ path: 'layout.left', message: 'Paling sedikit 5 mm.' });
    expect(await problem(api().exampleNumber({ pattern: '{urut}{yyyy}' }))).toBe('documents.number-pattern');
    expect(await api().exampleNumber({ pattern: '{urut:3}/ND/{unit}/{romawi}/{yy}' })).toEqual({ example: '007/ND/SETDA/III/26' });
  });

  it('who saves on an older draft is told', async () => {
    const base = await draftOf('memorandum');
    await api().saveDraft(base);
    expect(await problem(api().saveDraft(base))).toBe('request.changed-meanwhile');
    expect(await problem(api().discardDraft({ id: 'memorandum', version: 5 }))).toBe('request.changed-meanwhile');
    expect(await api().discardDraft({ id: 'memorandum', version: 1 })).toEqual({ ok: true, gone: false });
  });

  it('ends a kind and brings it back by another version', async () => {
    await api().endType({ id: 'radiogram', lastDay: TODAY, note: 'Tidak dipakai lagi' });
    expect(await inside((x) => port.typeInForce(x, 'radiogram', TODAY))).toBeDefined();
    expect(await inside((x) => port.typeInForce(x, 'radiogram', TOMORROW))).toBe(undefined);
    await expect(inside((x) => port.use(x, 'radiogram', TOMORROW))).rejects.toMatchObject({ refusal: { code: 'letter-types.not-in-force' } });
    const { version } = await api().saveDraft(await draftOf('radiogram'));
    await api().publishType({ id: 'radiogram', version, from: TOMORROW, note: 'Dipakai lagi' });
    expect(await inside((x) => port.typeInForce(x, 'radiogram', TOMORROW))).toMatchObject({ version: 2 });
  });

  it('sees a draft as it will print', async () => {
    await api().saveDraft({ ...(await draftOf('nota-dinas')), title: 'Nota Dinas Internal', paper: 'A4' });
    const { content, fileName } = await api().previewType({ id: 'nota-dinas' });
    const pdf = Buffer.from(content, 'base64');
    expect([fileName, pdf.subarray(0, 5).toString('latin1'), /\/MediaBox\s*\[0 0 595/.test(pdf.toString('latin1'))]).toEqual(['contoh-nota-dinas.pdf', '%PDF-', true]);
  });

  it('is an administrator: nobody else changes or sees the drafts', async () => {
    for (const viewer of [cast.clerk, cast.secretary]) {
      expect(await problem(api(viewer).listManaged({}))).toBe('request.not-allowed');
      expect(await problem(api(viewer).getManaged({ id: 'surat-dinas' }))).toBe('request.not-allowed');
      expect(await problem(api(viewer).endType({ id: 'surat-dinas', lastDay: TODAY, note: 'coba' }))).toBe('request.not-allowed');
      expect(await problem(api(viewer).previewType({ id: 'surat-dinas' }))).toBe('request.not-allowed');
    }
    expect(await problem(api(cast.clerk).getType({ id: 'tidak-ada' }))).toBe('letter-types.unknown');
    expect((await api(cast.clerk).listTypes({})).items.map((one) => one.id)).toContain('surat-dinas');
    expect((await api().listManaged({})).items).toHaveLength(TYPES.size);
  });
});

describe('a kind that the institution makes for itself', () => {
  const make = (more: Record<string, unknown> = {}) => api().createType({ id: 'surat-himbauan', like: 'surat-dinas', title: 'Surat Himbauan', template: 'naskah-umum', series: 'himbauan', ...more } as never);

  it('is a draft with a preview, and in force only once published', async () => {
    expect(await make({ legalBasis: 'Perbup 12/2026 (contoh)' })).toEqual({ id: 'surat-himbauan', version: 1 });
    const { current, own, inForce, draft, versions } = await api().getManaged({ id: 'surat-himbauan' });
    expect([own, inForce, draft?.version, versions, current.legalBasis]).toEqual([true, false, 1, [], 'Perbup 12/2026 (contoh)']);
    expect(current).toMatchObject({ family: 'korespondensi', template: 'naskah-umum', title: 'Surat Himbauan', series: 'himbauan', needsAddressee: true, initials: 1 });
    expect(Buffer.from((await api().previewType({ id: 'surat-himbauan' })).content, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(await inside((x) => port.typeInForce(x, 'surat-himbauan', TODAY))).toBe(undefined);
    expect(await problem(api(cast.clerk).getType({ id: 'surat-himbauan' }))).toBe('letter-types.not-in-force');

    const saved = await api().saveDraft({ id: 'surat-himbauan', version: 1, title: 'Surat Himbauan', series: 'himbauan', pattern: '{urut:2}/HMB/{unit}/{yyyy}', classification: '000.1', secrecy: 'biasa', copies: [], layout: {}, initials: 0, issuedIn: 'pendopo', skeleton: { type: 'doc', content: [paragraph('Kami mengimbau …')] } as never });
    await api().publishType({ id: 'surat-himbauan', version: saved.version, from: TODAY, note: 'Jenis baru' });
    const used = await inside((x) => port.use(x, 'surat-himbauan', TODAY));
    expect(used).toMatchObject({ version: 1, pattern: '{urut:2}/HMB/{unit}/{yyyy}', initials: 0 });
    expect(await inside((x) => port.typeOfVersion(x, used.versionId))).toMatchObject({ id: 'surat-himbauan', template: 'naskah-umum' });
    expect((await api(cast.clerk).listTypes({})).items.map((one) => one.id)).toContain('surat-himbauan');
    expect(await inside((x) => port.typeInForce(x, 'surat-himbauan', TODAY), t.other)).toBe(undefined);
    const families = (await api().listManaged({})).items.map((one) => one.family);
    expect(families).toEqual([...families].sort((a, b) => ['arahan', 'korespondensi', 'khusus', 'lainnya'].indexOf(a) - ['arahan', 'korespondensi', 'khusus', 'lainnya'].indexOf(b)));
    await api().endType({ id: 'surat-himbauan', lastDay: TODAY, note: 'Tidak dipakai lagi' });
    expect(await inside((x) => port.typeInForce(x, 'surat-himbauan', TOMORROW))).toBe(undefined);
  });

  it('is refused where its code is taken, its template unknown or a field of it foreign; nothing is kept of it', async () => {
    expect(await problem(make())).toBe('letter-types.code-taken');
    expect(await problem(make({ id: 'nota-dinas' }))).toBe('letter-types.code-taken');
    expect((await marks(make({ id: 'Surat Baru' })))[0]?.path).toBe('id');
    expect((await marks(make({ id: 'contoh-nomor' })))[0]?.message).toMatch(/nama halaman/);
    expect(await problem(make({ id: 'surat-satu', like: 'tidak-ada' }))).toBe('letter-types.unknown');
    // A sheet that the system fills itself.
    expect(await marks(make({ id: 'surat-satu', template: 'tanda-terima' }))).toEqual([expect.objectContaining({ path: 'template' })]);
    expect((await marks(make({ id: 'surat-satu', like: 'surat-kuasa', template: 'surat-keterangan', fixed: { gaji: '1' } })))[0]).toEqual({ path: 'fixed', message: 'Isian gaji tidak dikenal templat Surat Keterangan. Yang dapat dipakai: kata.' });
    expect((await marks(make({ id: 'surat-satu', template: 'surat-dinas', fixed: { hal: 'x' } })))[0]?.message).toMatch(/^Isian hal diisi oleh naskahnya sendiri/);
    for (const viewer of [cast.clerk, cast.secretary]) expect(await problem(api(viewer).createType({ id: 'surat-satu', like: 'surat-dinas', title: 'Satu', issuedIn: 'pendopo' }))).toBe('request.not-allowed');
    expect((await api().listManaged({})).items.map((one) => one.id)).not.toContain('surat-satu');
    expect(await problem(make({ id: 'surat-satu', skeleton: 1, like: 'surat-kuasa', template: undefined, series: undefined, title: 'Kuasa Khusus' }))).toBe('no refusal');
    expect((await api().getManaged({ id: 'surat-satu' })).current).toMatchObject({ series: 'surat-satu', template: 'surat-keterangan', fixed: { kata: 'dengan ini memberi kuasa kepada:' } });
  });

  it('never published it goes with its draft, and its code is free again; published it stays', async () => {
    const { items } = await api().listManaged({});
    expect(items.find((one) => one.id === 'surat-satu')).toMatchObject({ own: true, published: false, hasDraft: true });
    expect(await api().discardDraft({ id: 'surat-satu', version: 1 })).toEqual({ ok: true, gone: true });
    expect(await problem(api().getManaged({ id: 'surat-satu' }))).toBe('letter-types.unknown');
    const { version } = await make({ id: 'surat-satu', issuedIn: 'srikandi' });
    await api().publishType({ id: 'surat-satu', version, from: TOMORROW, note: 'Terbit di SRIKANDI' });
    expect((await inside((x) => port.typeInForce(x, 'surat-satu', TOMORROW)))?.issuedIn).toBe('srikandi');
    const again = await api().saveDraft({ id: 'surat-satu', version: 0, title: 'Lain', series: 'himbauan', pattern: '{urut}/{yyyy}', classification: '000.1', secrecy: 'biasa', copies: [], layout: {}, initials: 0, issuedIn: 'srikandi', skeleton: { type: 'doc', content: [] } as never });
    expect(await api().discardDraft({ id: 'surat-satu', version: again.version })).toEqual({ ok: true, gone: false });
    expect((await api().getManaged({ id: 'surat-satu' })).versions).toHaveLength(1);
  });

  it('whose letters may carry the number of another kind is published only when that is meant', async () => {
    const written = { title: 'Surat Edaran Umum', classification: '000.1', secrecy: 'biasa', copies: [], layout: {}, initials: 0, issuedIn: 'pendopo', skeleton: { type: 'doc', content: [] } } as const;
    const { version } = await make({ id: 'surat-kembar', title: written.title, series: 'kembar' });
    expect((await api().getManaged({ id: 'surat-kembar' })).sameNumbers.map(({ id }) => id)).toEqual(expect.arrayContaining(['surat-dinas', 'surat-tugas']));
    const publish = (more: Record<string, unknown> = {}) => api().publishType({ id: 'surat-kembar', version, from: TODAY, note: 'Jenis baru', ...more } as never);
    const refused = await publish().then(() => undefined, (error: { problem?: { code: string; status: number; title: string } }) => error.problem);
    expect(refused).toMatchObject({ code: 'letter-types.same-numbers', status: 409 });
    expect(JSON.stringify(refused)).toContain('Surat Dinas');
    expect(await inside((x) => port.typeInForce(x, 'surat-kembar', TODAY))).toBe(undefined);
    // One row of numbers with the other kind, a mark of its own, or numbers given elsewhere: nothing to ask.
    const save = async (more: Record<string, unknown>) => {
      const { draft } = await api().getManaged({ id: 'surat-kembar' });
      await api().saveDraft({ id: 'surat-kembar', version: draft!.version, ...written, series: 'kembar', pattern: '{kode}/{urut}/{unit}/{romawi}/{yyyy}', ...more } as never);
      return (await api().getManaged({ id: 'surat-kembar' })).sameNumbers.map(({ id }) => id);
    };
    expect([await save({ series: 'surat-dinas' }), await save({ pattern: '{kode}/{urut}/KBR/{unit}/{yyyy}' }), await save({ issuedIn: 'srikandi' })]).toEqual([['surat-tugas'], [], []]);
    expect(await save({})).toEqual(expect.arrayContaining(['surat-dinas', 'surat-pengantar', 'surat-tugas', 'surat-undangan']));
    const last = (await api().getManaged({ id: 'surat-kembar' })).draft!.version;
    expect(await api().publishType({ id: 'surat-kembar', version: last, from: TODAY, note: 'Memang dimaksud', evenSo: true })).toEqual({ version: 1 });
    // Once meant, it is not asked again; a kind that comes later is asked about this one.
    const again = await api().saveDraft({ id: 'surat-kembar', version: 0, ...written, series: 'kembar', pattern: '{kode}/{urut:3}/{unit}/{romawi}/{yyyy}' } as never);
    expect(await problem(api().publishType({ id: 'surat-kembar', version: again.version, from: TODAY, note: 'Tiga angka' }))).toBe('no refusal');
    const later = await make({ id: 'surat-kembar-dua', title: 'Kembar Dua', series: 'kembar-dua' });
    await api().saveDraft({ id: 'surat-kembar-dua', version: later.version, ...written, title: 'Kembar Dua', series: 'kembar-dua', pattern: '000.1/{urut}/{unit}/{romawi}/{yyyy}' } as never);
    expect((await api().getManaged({ id: 'surat-kembar-dua' })).sameNumbers.map(({ id }) => id)).toContain('surat-kembar');
    for (const one of ['surat-kembar']) await api().endType({ id: one, lastDay: TODAY, note: 'Selesai dicoba' });
  });

  it('two administrators cannot take one code at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => problem(make({ id: 'surat-serentak' }))));
    expect(answers.sort()).toEqual(['letter-types.code-taken', 'letter-types.code-taken', 'letter-types.code-taken', 'no refusal']);
  });
});

describe('a letter issued in the national application', () => {
  const pdf = (text: string) => storeUpload(t.context(cast.clerk), 'srikandi.pdf', tinyPdf(text), cast.clerk.accountId);
  const record = async (changes: Record<string, unknown> = {}, viewer = cast.clerk) => api(viewer).recordNational({ type: 'surat-panggilan', number: 'B-500/12/PNG/2026', letterDate: '2026-03-02', subject: 'Panggilan klarifikasi', to: 'Camat Babadan', classification: '800.1', file: (await pdf('isi')).id, ...changes } as never);
  const draftFor = async (id: string) => {
    const { current } = await api().getManaged({ id });
    const { title, series, pattern, classification, secrecy, layout, copies, initials, skeleton } = current;
    return { id, version: 0, title, series, pattern, classification, secrecy, layout, copies, initials, issuedIn: 'srikandi' as const, skeleton: skeleton as never };
  };

  it('is recorded only where its kind is issued there', async () => {
    expect(await problem(record())).toBe('letter-types.issued-here');
    const { version } = await api().saveDraft(await draftFor('surat-panggilan'));
    await api().publishType({ id: 'surat-panggilan', version, from: TODAY, note: 'Terbit di SRIKANDI' });
    const { id, repeated } = await record();
    expect(repeated).toBe(false);
    expect(await api(cast.clerk).getNational({ id })).toMatchObject({ number: 'B-500/12/PNG/2026', to: 'Camat Babadan', unitName: 'Sekretariat Daerah', typeTitle: 'Surat Panggilan' });
    expect((await inside((x) => port.typeInForce(x, 'surat-panggilan', TODAY)))!.issuedIn).toBe('srikandi');
  });

  it('keeps a number once a year, whatever its spaces and case; the same sending twice is one record', async () => {
    expect(await problem(record({ number: 'b-500 / 12/png/2026' }))).toBe('letter-types.number-known');
    const id = '01890000-0000-7000-8000-00000000abcd';
    expect(await record({ id, number: 'B-9/2026' })).toEqual({ id, repeated: false });
    expect(await record({ id, number: 'B-9/2026' })).toEqual({ id, repeated: true });
    expect(await record({ number: 'B-9/2026', letterDate: '2025-12-31' }).then(() => '', (error: { problem?: { code: string } }) => error.problem?.code)).toBe('letter-types.issued-here');
  });

  it('is looked at before it is kept', async () => {
    expect(await problem(record({ number: 'B-1', letterDate: '2026-03-03' }))).toBe('letter-types.date-ahead');
    expect(await problem(record({ number: 'B-1', secrecy: 'rahasia' }))).toBe('letter-types.secret-stays');
    expect(await problem(record({ number: 'B-1', classification: '999' }))).toBe('letter-types.invalid');
    expect(await problem(record({ number: 'B-1', file: cast.units.setda }))).toBe('letter-types.no-such-file');
    const script = await storeUpload(t.context(cast.clerk), 'x.pdf', Buffer.from(Buffer.from(tinyPdf('x')).toString('latin1').replace('/Type/Catalog', '/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>'), 'latin1'), cast.clerk.accountId);
    expect(await problem(record({ number: 'B-1', file: script.id }))).toMatch(/letter-types\.pdf-/);
  });

  it('is found by a part of number, subject or addressee, by its unit and those above', async () => {
    const found = async (viewer: Viewer, query: string) => (await api(viewer).listNational({ query })).items.map((one) => one.number);
    expect(await found(cast.clerk, 'klarifikasi babadan')).toEqual(expect.arrayContaining(['B-500/12/PNG/2026', 'B-9/2026']));
    expect(await found(cast.clerk, '12/PNG')).toEqual(['B-500/12/PNG/2026']);
    expect(await found(cast.clerk, '100%')).toEqual([]);
    expect(await found(cast.roadsClerk, '')).toEqual([]);
    expect(await problem(api(cast.staff).listNational({}))).toBe('request.not-allowed');
    expect(await problem(api(cast.secretary).recordNational({ type: 'surat-panggilan', number: 'B-2', letterDate: TODAY, subject: 'Contoh', to: 'Camat', classification: '800.1', file: cast.units.setda }))).toBe('request.not-allowed');
    const [first] = (await api(cast.clerk).listNational({ query: '12/PNG' })).items;
    expect(await problem(api(cast.roadsClerk).getNational({ id: first!.id }))).toBe('letter-types.unknown-national');
  });

  it('is handed on to a post once, enters the book with its national number, and is disposed of like any other', async () => {
    const [first] = (await api(cast.clerk).listNational({ query: '12/PNG' })).items;
    const { id } = first!;
    const { agenda, letter } = await api(cast.clerk).handOnNational({ id, post: postOf(cast.regent) });
    expect(await problem(api(cast.clerk).handOnNational({ id, post: postOf(cast.regent) }))).toBe('letter-types.handed-on');
    expect(await problem(api(cast.clerk).handOnNational({ id, post: '01890000-0000-7000-8000-0000000000ff' }))).toBe('letters.post-without-holder');
    expect(await problem(api(cast.roadsClerk).handOnNational({ id, post: postOf(cast.roadsHead) }))).toBe('letter-types.unknown-national');
    expect(await problem(api(cast.secretary).handOnNational({ id, post: postOf(cast.regent) }))).toBe('request.not-allowed');
    const seen = await asLetters(t, cast.regent).getLetter({ id: letter });
    expect(seen).toMatchObject({ senderNumber: 'B-500/12/PNG/2026', sender: 'Sekretariat Daerah', channelText: 'SRIKANDI', files: [{ type: 'application/pdf' }] });
    await asLetters(t, cast.regent).act({ id: letter, seq: seen.seq, branch: seen.branches[0]!.id, action: { kind: 'dispose', recipients: [{ post: postOf(cast.roadsHead), role: 'lead' }], instructions: ['follow-up'], words: '' } });
    expect((await asLetters(t, cast.roadsHead).inbox({ box: 'unread' })).items.map((row) => row.id)).toContain(letter);
    expect((await api(cast.clerk).getNational({ id })).handed).toEqual([{ post: postOf(cast.regent), title: 'Bupati', receipt: expect.stringContaining(`agenda ${agenda}, dibaca`), by: cast.clerk.name }]);
    // Both stand in the one search: the recorded letter and what came of it.
    const found = (await asLetters(t, cast.clerk).search({ query: 'klarifikasi' })).items.map((row) => row.href);
    expect(found).toEqual(expect.arrayContaining([`/petugas/surat/${letter}`]));
  });

  it('that came by the national application is entered by hand as well, and says so', async () => {
    const made = await asLetters(t, cast.clerk).registerLetter({ ...(await letterTo(t, cast)), channel: 'srikandi' });
    expect((await asLetters(t, cast.regent).getLetter({ id: made.id })).channelText).toBe('SRIKANDI');
  });
});
