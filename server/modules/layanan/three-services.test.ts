import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printFieldValue } from '../../engines/documents/letter/print-field-value.ts';
import { checkAnswers } from '../../engines/forms/check-answers.ts';
import type { Answers } from '../../engines/forms/form-definition.ts';
import type { Action, ActionPayload, Who } from '../../engines/workflow/action-types.ts';
import { fold } from '../../engines/workflow/fold.ts';
import type { RequestState } from '../../engines/workflow/request-state.ts';
import { readDefinitionContext } from './catalogue-files.ts';
import { loadDefinition } from './load-layanan.ts';
import type { CompiledLayanan } from './rules/definition-is-sound.ts';
import { chosenUnits, isRenewable, lastValidDay, letterFields, subjectOf, workflowFacts, type LetterSources } from './rules/fill-the-letter.ts';

/** Each service from the answers of a person to the fields of the letter. NIK and names are invented. */

const CATALOG = new URL('../../../catalog/', import.meta.url).pathname;
const context = readDefinitionContext(CATALOG);
const load = (id: string): CompiledLayanan => {
  const loaded = loadDefinition(readFileSync(`${CATALOG}layanan/${id}.yaml`, 'utf8'), context);
  if (!loaded.ok) throw new Error(loaded.refusal.code);
  return loaded.value.compiled;
};
const lookups = { regionName: (code: string) => ({ '35.02.17.2001': 'Desa Ngebel, Kec. Ngebel', '35.02.17': 'Kec. Ngebel' })[code] };

const regions = {
  has: (code: string) => lookups.regionName(code) !== undefined,
  levelOf: (code: string) => (code.length > 8 ? ('village' as const) : ('district' as const)),
};
const formFacts = { today: '2026-02-02', ownRegion: '35.02', regions };

const day = (n: number): string => new Date(Date.UTC(2026, 1, n, 2)).toISOString();
const post = (name: string): Who => ({ kind: 'officer', post: name });
function history(...turns: [number, string, ActionPayload][]): Action[] {
  return turns.map(([n, who, payload]) => ({ ...payload, at: day(n), by: who === 'warga' ? { kind: 'applicant' } : who === 'sistem' ? { kind: 'system' } : post(who) }));
}
const submit: ActionPayload = { kind: 'submit', answersVersion: 1, channel: 'self' };
const done = (compiled: CompiledLayanan, step: string, outcome: 'pass' | 'recommend-approval' = 'pass', answers?: Answers): ActionPayload => {
  const items = compiled.definition.workflow.steps.find((one) => one.id === step)!.checklist;
  return { kind: 'complete', step, outcome, checklist: Object.fromEntries(items.map((item) => [item.id, 'yes' as const])), ...(answers ? { answers } : {}) };
};
const signing = (n: number, step: string, number: string): [number, string, ActionPayload][] => [
  [n, 'kepala', { kind: 'sign-requested', step }], [n, 'sistem', { kind: 'numbered', number, documentId: 'd' }],
  [n, 'sistem', { kind: 'signed', mode: 'internal', sha256: 'a'.repeat(64) }],
];
const stateOf = (compiled: CompiledLayanan, answers: Answers, actions: Action[]): RequestState => fold(compiled.definition.workflow, actions, workflowFacts(compiled, () => answers));
const sources = (answers: Answers, state: RequestState): LetterSources => ({ answers, state, date: '2026-02-27', request: { number: 'R1', receivedOn: '2026-02-02' }, lookups });

/** Answers as the form keeps them, and the letter as it would be printed. */
function clean(compiled: CompiledLayanan, raw: Answers): Answers {
  const files = compiled.definition.form.pages.flatMap((page) => page.fields).filter((field) => field.type === 'file');
  const optionalFiles = Object.fromEntries(files.map((field) => [field.id, undefined]));
  const checked = checkAnswers(compiled.form, { ...optionalFiles, ...raw }, formFacts, { partial: true });
  expect(checked.errors).toEqual([]);
  return checked.value;
}
function printed(compiled: CompiledLayanan, answers: Answers, state: RequestState): Record<string, unknown> {
  const letter = context.letters.get(compiled.definition.output.template)!;
  const fields = letterFields(compiled, letter, sources(answers, state));
  expect(Object.keys(fields).every((id) => letter.fields.some((field) => field.id === id))).toBe(true);
  return Object.fromEntries(letter.fields.map((field) => {
    const value = printFieldValue(field, fields[field.id]);
    expect(value.ok ? '' : JSON.stringify(value.refusal.data)).toBe('');
    return [field.id, value.ok ? value.value : undefined];
  }));
}

describe('Surat Keterangan Usaha', () => {
  const sku = load('surat-keterangan-usaha');
  const answers = clean(sku, {
    tanggal_pengantar: '2026-01-30', usaha_nama: 'Warung Bu Sri', usaha_bidang: 'Warung makan', desa_usaha: '35.02.17.2001',
    usaha_alamat: 'Jl. Raya 3', usaha_sejak: '2019-05-01', nama: 'Sri Contoh', nik: '3502175205859001', tempat_lahir: 'Ponorogo', tanggal_lahir: '1985-05-12',
    jenis_kelamin: 'p', pekerjaan: 'Pedagang', alamat: 'Jl. Raya 3', no_hp: '081234567890', keperluan: 'kredit', pernyataan: true,
  });
  const actions = history([2, 'warga', submit], [2, 'kasi', done(sku, 'periksa')], ...signing(2, 'tanda_tangan', '500.3/1/NGEBEL/II/2026'));
  it('goes from check to signature', () => {
    expect(stateOf(sku, answers, actions).status).toBe('issued');
    expect(sku.definition.form.pages[0]!.fields[0]!.id).toBe('foto_pengantar');
    expect(subjectOf(sku, answers)).toBe('Warung Bu Sri');
  });
  it('fills its letter', () => {
    const letter = printed(sku, answers, stateOf(sku, answers, actions));
    expect(letter).toMatchObject({
      usaha_alamat: 'Jl. Raya 3, Desa Ngebel, Kec. Ngebel', jenis_kelamin: 'Perempuan', keperluan: 'Mengajukan kredit atau KUR',
      pengantar: 'Surat pengantar RT/RW tanggal 30 Januari 2026', berlaku_sampai: '27 Agustus 2026',
    });
    expect(lastValidDay(sku, sources(answers, stateOf(sku, answers, actions)))).toBe('2026-08-27');
    const other = clean(sku, { ...answers, keperluan: 'lain', keperluan_lain: 'Lomba desa', nomor_pengantar: '12/RW3' });
    expect(printed(sku, other, stateOf(sku, other, actions))).toMatchObject({
      keperluan: 'Lomba desa', pengantar: 'Surat pengantar RT/RW nomor 12/RW3 tanggal 30 Januari 2026',
    });
  });
});

describe('Surat Keterangan Penelitian', () => {
  const skp = load('surat-keterangan-penelitian');
  const student = {
    kategori: 'mahasiswa', nama: 'Budi Contoh', nik: '3502171203019002', nomor_mahasiswa: '2101', alamat: 'Jl. A 1', no_hp: '081234567891', lembaga: 'Universitas Contoh',
    judul: 'Kearifan lokal di sekitar telaga', bidang: 'sosial', tujuan: 'Memahami', cara: ['wawancara'], kecamatan: '35.02.17', lokasi: 'Kantor Desa Ngebel',
    mulai: '2026-03-01', selesai: '2026-05-31', nomor_surat_pengantar: 'U/1', tanggal_surat_pengantar: '2026-01-20', pernyataan: true,
    anggota: [{ nama_anggota: 'Ani' }, { nama_anggota: 'Edi', peran: 'Surveior' }],
  };
  const actions = (more: Answers = {}): Action[] => history(
    [2, 'warga', submit], [3, 'loket', done(skp, 'verifikasi')], [4, 'analis', done(skp, 'telaah', 'recommend-approval', more)],
    [4, 'kabid', { kind: 'initial', step: 'paraf_kabid', contentHash: 'b'.repeat(64) }], [5, 'sekretaris', { kind: 'initial', step: 'paraf_sekretaris', contentHash: 'b'.repeat(64) }],
    ...signing(5, 'tanda_tangan', '000.9/1/KESBANGPOL/II/2026'),
  );
  it('counts its promise from the complete file, with two tiers of initials', () => {
    const answers = clean(skp, student);
    const state = stateOf(skp, answers, actions());
    expect(state.status).toBe('issued');
    expect(state.clocks.promise[0]).toEqual({ kind: 'start', at: day(3) });
    expect(state.doneSteps.filter((step) => step.kind === 'initial')).toHaveLength(2);
  });
  it('fills its letter, for a student and for a person alone', () => {
    const answers = clean(skp, student);
    expect(printed(skp, answers, stateOf(skp, answers, actions()))).toMatchObject({
      identitas: '2101', lokasi: 'Kantor Desa Ngebel, Kec. Ngebel', bidang: 'Sosial dan budaya', anggota: ['Ani', 'Edi'], selesai: '31 Mei 2026',
      dasar_surat: 'Universitas Contoh nomor U/1 tanggal 20 Januari 2026',
    });
    const { nomor_mahasiswa: _, lembaga: __, nomor_surat_pengantar: ___, tanggal_surat_pengantar: ____, anggota: _____, ...rest } = student;
    const alone = clean(skp, { ...rest, kategori: 'perorangan' });
    expect(printed(skp, alone, stateOf(skp, alone, actions({ ketentuan_tambahan: 'Melapor ke camat.' })))).toMatchObject({
      identitas: '3502171203019002', lembaga: 'Perorangan', dasar_surat: 'Permohonan perorangan', ketentuan: ['Melapor ke camat.'], anggota: null,
    });
  });
  it('ends not before it begins, nor after a year', () => {
    for (const selesai of ['2026-02-28', '2027-03-02']) {
      const checked = checkAnswers(skp.form, { ...student, selesai }, formFacts, { partial: true });
      expect(checked.errors.map((error) => error.path)).toEqual(['selesai']);
    }
  });
});

describe('Izin Penyelenggaraan Reklame', () => {
  const reklame = load('izin-reklame');
  const point = { alamat: 'Jl. Sudirman 1', letak: { lat: -7.868, lng: 111.462 }, jumlah: '2' };
  const person = { nama: 'Joko Contoh', nik: '3502171203759003', alamat_pemegang: 'Jl. B 2', no_hp: '081234567892', pernyataan: true, sisi: '2', panjang: '4', lebar: '1.5', mulai: '2026-03-01' };
  const tetap = {
    ...person, jenis: 'tetap', bentuk_tetap: 'billboard', naskah: 'Toko Maju', tinggi: '3', desa_lokasi: '35.02.17.2001', kelas_jalan: 'kabupaten', titik_tetap: [point], status_tanah: 'sendiri',
    pemegang: 'badan', nama_usaha: 'CV Maju', nib: '1234567890123', npwp: '3502171203759003',
  };
  const insidentil = { ...person, jenis: 'insidentil', bentuk_insidentil: 'spanduk', naskah: 'Bazar', lama_hari: '14', titik: [point, { ...point, alamat: 'Alun-alun', jumlah: '3' }], pemegang: 'perorangan' };
  const opinion = (step: string, conditions: string[] = []): ActionPayload => {
    const items = reklame.definition.workflow.steps.find((one) => one.id === step)!.checklist;
    const checklist = Object.fromEntries(items.map((item) => [item.id, 'yes' as const]));
    return { kind: 'opinion', step, verdict: conditions.length > 0 ? 'agree-with-conditions' : 'agree', text: 'Setuju', conditions, checklist };
  };
  const begin: [number, string, ActionPayload][] = [[2, 'warga', submit], [3, 'loket', done(reklame, 'verifikasi')]];
  const opinions: [number, string, ActionPayload][] = [[4, 'pu', opinion('pertimbangan_teknis', ['Jarak dari jalan paling sedikit 3 meter.'])], [5, 'satpol', opinion('pertimbangan_ketertiban')]];
  const visit: [number, string, ActionPayload][] = [
    [5, 'tim', { kind: 'schedule-inspection', step: 'pemeriksaan', team: [{ post: 'tim' }], visitAt: day(6), toldApplicant: true }],
    [9, 'tim', { kind: 'record-inspection', step: 'pemeriksaan', doneAt: day(6), presence: 'present', findings: 'Sesuai', photos: [], recommendation: 'fit',
      checklist: { letak: 'yes', jarak: 'yes', lingkungan: 'yes', tetangga: 'yes' }, answers: { jarak_jalan: '3.5' } }],
  ];
  const end: [number, string, ActionPayload][] = [
    [9, 'analis', done(reklame, 'telaah', 'recommend-approval')],
    [10, 'bapenda', { kind: 'record-assessment', step: 'ketetapan', skpdNumber: 'SKPD-7', amount: 150_000, paymentCode: '9907', dueOn: '2026-03-12' }],
    [13, 'sistem', { kind: 'record-payment', step: 'pembayaran', proof: { kind: 'bank-file', reference: 'x' }, amount: 150_000, paidAt: day(12) }],
    [13, 'kabid', { kind: 'initial', step: 'rekomendasi', contentHash: 'c'.repeat(64) }], ...signing(13, 'tanda_tangan', '500.16.7.2/1/DPMPTSP/II/2026'),
  ];

  it('tetap: both opinions side by side, then the visit, the tax, the payment, the signature', () => {
    const answers = clean(reklame, tetap);
    const opened = stateOf(reklame, answers, history(...begin));
    expect(opened.openTasks.map((task) => task.unit)).toEqual(['unit:DPUPKP', 'unit:SATPOLPP']);
    const state = stateOf(reklame, answers, history(...begin, ...opinions, ...visit, ...end));
    expect(state.status).toBe('issued');
    expect(state.clocks.promise.map((event) => [event.kind, event.at])).toEqual([['start', day(3)], ['pause', day(10)], ['resume', day(12)], ['stop', day(13)]]);
    expect(isRenewable(reklame, answers)).toBe(true);
    expect(subjectOf(reklame, answers)).toBe('CV Maju');
    expect(printed(reklame, answers, state)).toMatchObject({
      pemegang: 'CV Maju', nik_atau_nib: '1234567890123', jenis: 'Reklame tetap: Billboard', ukuran: '4 m × 1,5 m, 2 sisi', jumlah: '2',
      lokasi: [{ alamat: 'Jl. Sudirman 1', koordinat: '-7.868, 111.462', jumlah: '2' }], mulai: '1 Maret 2026', selesai: '28 Februari 2027',
      skpd_nomor: 'SKPD-7', pajak: 'Rp150.000', pertimbangan: ['Jarak dari jalan paling sedikit 3 meter.'],
    });
  });

  it('insidentil: many points, no visit, ends after its days, not renewable', () => {
    const answers = clean(reklame, insidentil);
    const state = stateOf(reklame, answers, history(...begin, ...opinions, ...end));
    expect([state.status, state.skippedSteps]).toEqual(['issued', ['pemeriksaan']]);
    expect(isRenewable(reklame, answers)).toBe(false);
    const letter = printed(reklame, answers, state);
    expect(letter).toMatchObject({ pemegang: 'Joko Contoh', nik_atau_nib: '3502171203759003', jumlah: '5', selesai: '14 Maret 2026' });
    expect(letter['lokasi']).toHaveLength(2);
    expect(lastValidDay(reklame, sources(answers, state))).toBe('2026-03-14');
  });

  it.each<[string, Answers, string]>([
    ['large on a strategic road: the regent', { kelas_jalan: 'strategis', panjang: '5', lebar: '2' }, 'unit:BUPATI'],
    ['exactly at the limit: the regent', { kelas_jalan: 'strategis', panjang: '10', lebar: '2', sisi: '1' }, 'unit:BUPATI'],
    ['a little below the limit: the agency', { kelas_jalan: 'strategis', panjang: '9.99', lebar: '2', sisi: '1' }, 'owner'],
    ['large on another road: the agency', { kelas_jalan: 'kabupaten', panjang: '20', lebar: '5' }, 'owner'],
  ])('tetap, %s signs', (_, size, unit) => {
    const answers = clean(reklame, { ...tetap, ...size });
    expect(chosenUnits(reklame, answers)).toEqual({ tanda_tangan: unit });
    const state = stateOf(reklame, answers, history(...begin, ...opinions, ...visit, ...end.slice(0, 4)));
    expect(state.openTasks.map((task) => [task.step, task.unit])).toEqual([['tanda_tangan', 'step:tanda_tangan']]);
  });

  it('insidentil is never the regent’s, and a version from before the rule has no choice', () => {
    expect(chosenUnits(reklame, clean(reklame, { ...insidentil, panjang: '50', lebar: '20' }))).toEqual({ tanda_tangan: 'owner' });
    expect(chosenUnits(load('surat-keterangan-usaha'), {})).toEqual({});
  });

  it('insidentil for longer than 30 days is refused', () => {
    const checked = checkAnswers(reklame.form, { ...insidentil, lama_hari: '31' }, formFacts, { partial: true });
    expect(checked.errors.map((error) => error.path)).toEqual(['lama_hari']);
  });
});
