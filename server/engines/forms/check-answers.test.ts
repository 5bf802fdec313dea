import { describe, expect, test } from 'vitest';
import { checkAnswers } from './check-answers.ts';
import { compileForm } from './compile-form.ts';
import { simpleField } from './form-definition.ts';
import { compiled, definition, elements, facts, good } from './library-card.fixture.ts';
import { prefillAnswers, runForm } from './run-form.ts';
import { formOfFields, formScope } from './scope.ts';

const form = compiled();
const check = (over: Record<string, unknown> = {}, options = {}) => checkAnswers(form, { ...good, ...over }, facts, options);
const errorOf = (over: Record<string, unknown>, path: string) => check(over).errors.find((error) => error.path === path)?.message;

describe('good answers', () => {
  test('come back clean, in reading order, with computed values', () => {
    expect(check({ nama: '  Sri\u200b Wahyuni \n', csrf: 'x', lahir: '05/08/1968' })).toEqual({
      ok: true,
      errors: [],
      value: { ...good, umur: '58', ponsel: '+6281234567890' },
    });
    expect(Object.keys(check().value).slice(0, 4)).toEqual(['nama', 'nik', 'lahir', 'umur']);
  });
  test('a second pass changes nothing', () => {
    const once = check({ jarak: '1.234,50', kk: '3515.1405.0868.9001', minat: ['sains', 'sejarah', 'sains'], rumah: { lat: '-7,86', lng: 111.4 } });
    expect(once.errors).toEqual([]);
    expect(once.value).toMatchObject({ jarak: '1234.5', kk: '3515140508689001', minat: ['sejarah', 'sains'], rumah: { lat: -7.86, lng: 111.4 } });
    expect(checkAnswers(form, once.value, facts).value).toEqual(once.value);
  });
  test('a family card, with rows, sums and a page that appears', () => {
    const anggota = [
      { nama: 'Budi', iuran: 'Rp 250.000,00', kali: '2', subtotal: 1 },
      { nama: 'Ani', iuran: 100_000, kali: 5, catatan: 'tetap', asing: 1 },
    ];
    const answers = { jenis: 'keluarga', jaminan: '50.000', anggota, alasan: 'Keluarga besar', total: 7 };
    const found = check(answers);
    expect(found.value).toMatchObject({
      anggota: [
        { nama: 'Budi', iuran: 250000, kali: '2', subtotal: 500000 },
        { nama: 'Ani', iuran: 100000, kali: '5', subtotal: 500000, catatan: 'tetap' },
      ],
      total: 1000000,
      alasan: 'Keluarga besar',
    });
    expect(found.ok).toBe(true);
    expect(found.value.anggota).not.toHaveProperty('1.asing');
  });
  test('hidden answers are not kept', () => {
    const value = check({ wali: 'Ibu', anggota: [{ nama: 'B', iuran: 1, kali: 1 }], alasan: 'x', total: 5 }).value;
    expect(Object.keys(value)).not.toEqual(expect.arrayContaining(['wali']));
    for (const id of ['wali', 'anggota', 'alasan', 'total']) expect(value).not.toHaveProperty(id);
  });
});

describe('each fault has its sentence', () => {
  test('required', () => {
    const { errors, ok } = checkAnswers(form, {}, facts);
    expect(ok).toBe(false);
    expect(Object.fromEntries(errors.map((error) => [error.path, error.message]))).toMatchObject({
      nama: 'Isi Nama lengkap.',
      jenis: 'Pilih Jenis kartu.',
      desa: 'Pilih desa atau kelurahan.',
      foto: 'Unggah Pas foto.',
      setuju: 'Centang pernyataan ini untuk melanjutkan.',
    });
    expect(errors.map((error) => error.path)).not.toContain('jaminan');
  });
  test('a child needs a guardian', () => {
    expect(errorOf({ lahir: '2015-01-01' }, 'wali')).toBe('Isi Nama wali.');
    expect(errorOf({ lahir: '2009-11-24' }, 'wali')).toBeDefined();
    expect(errorOf({ lahir: '2009-11-23' }, 'wali')).toBeUndefined();
  });
  test('required by an expression, in rows as well', () => {
    expect(errorOf({ jenis: 'keluarga' }, 'jaminan')).toBe('Isi Uang jaminan.');
    expect(errorOf({ jenis: 'keluarga' }, 'anggota')).toBe('Isi Anggota keluarga, paling sedikit 1 anggota.');
    const anggota = [{ nama: 'B', iuran: 50000, kali: 6 }, { iuran: 50000, kali: 3 }];
    expect(errorOf({ jenis: 'keluarga', anggota }, 'anggota.0.catatan')).toBe('Isi Catatan.');
    expect(errorOf({ jenis: 'keluarga', anggota }, 'anggota.1.nama')).toBe('Isi Nama.');
    expect(errorOf({ jenis: 'keluarga', anggota }, 'anggota.1.catatan')).toBeUndefined();
    expect(errorOf({ jenis: 'keluarga', anggota: [{}, {}, {}, {}] }, 'anggota')).toBe('Paling banyak 3 anggota. Hapus sebagian.');
  });
  test.each<[string, unknown, string | RegExp | undefined]>([
    ['nama', 'x'.repeat(10_000), 'Terlalu panjang: paling banyak 150 huruf.'],
    ['nama', '12345', /huruf/],
    ['nama', '<b>Sri</b>', /huruf/],
    ['nama', "Ny. Hj. Siti Nur'aini, S.Pd. (alm)", undefined],
    ['nama', 'Zoë Kadek Đặng', undefined],
    ['nama', { toString: 1 }, 'Isi dengan teks.'],
    ['nama', 12, 'Isi dengan teks.'],
    ['nama', '\u200b\u202e \u0000', 'Isi Nama lengkap.'],
    ['alamat', '<script>alert(1)</script>', undefined],
    ['nik', '3515143202909001', /Tanggal lahir pada NIK/],
    ['nik', '351514050868900', /harus 16 angka/],
    ['nik', 3515144508689002, /dibulatkan/],
    ['nik', '3'.repeat(100_000), /angka/],
    ['lahir', '2025-02-29', /ada di kalender/],
    ['lahir', '31/04/2020', /ada di kalender/],
    ['lahir', '2026-11-24', 'Paling akhir 23 November 2026.'],
    ['lahir', '1899-12-31', 'Paling awal 1 Januari 1900.'],
    ['lahir', 19900101, /ada di kalender/],
    ['ponsel', '021 555', /ponsel/],
    ['surel', 'a@b', /contoh/],
    ['surel', 'a..b@contoh.id', /contoh/],
    ['surel', "sri.o'neil+kartu@Contoh.CO.ID", undefined],
    ['kk', '3515144508689002', /Nomor KK/],
    ['kk', '123', 'Nomor KK terdiri atas 16 angka.'],
    ['desa', '35.03.01.2001', 'Pilih desa atau kelurahan di dalam wilayah layanan ini.'],
    ['desa', '35.02.17', 'Pilih desa atau kelurahan dari daftar.'],
    ['desa', '99.99.99.9999', 'Pilih desa atau kelurahan dari daftar.'],
    ['desa', '3502172009', undefined],
    ['desa', ['35.02.17.2009'], 'Pilih desa atau kelurahan dari daftar.'],
    ['jenis', 'emas', 'Pilih salah satu dari daftar.'],
    ['jenis', ['biasa'], 'Pilih salah satu dari daftar.'],
    ['jenis', '__proto__', 'Pilih salah satu dari daftar.'],
    ['minat', 'sains', undefined],
    ['minat', ['sains', 'seni'], 'Pilih dari daftar.'],
    ['minat', Array(100_000).fill('sains'), undefined],
    ['jarak', 'jauh', 'Isi dengan angka saja, misalnya 12,5.'],
    ['jarak', NaN, /angka/],
    ['jarak', '0.125', 'Paling banyak 2 angka di belakang koma.'],
    ['jarak', 1.125, 'Paling banyak 2 angka di belakang koma.'],
    ['jarak', '1e3', /angka/],
    ['jarak', '-1', 'Paling sedikit 0 km.'],
    ['jarak', '1500,51', 'Paling banyak 1.500,5 km.'],
    ['jarak', '1.500,50', undefined],
    ['jarak', '9'.repeat(59), /panjang/],
    ['jumlah_buku', '1,5', 'Isi dengan bilangan bulat, tanpa koma.'],
    ['jumlah_buku', '1.250', undefined],
    ['jaminan', '1.250,50', /rupiah bulat/],
    ['jaminan', -5, /angka/],
    ['jaminan', '5.000.001', 'Paling banyak Rp5.000.000.'],
    ['rumah', { lat: 111.4, lng: -7.8 }, 'Lintang dan bujur tertukar. Tukar keduanya.'],
    ['rumah', { lat: 52, lng: 4 }, 'Titik ini di luar Indonesia. Tandai lagi di peta.'],
    ['rumah', { lat: NaN, lng: 111 }, /peta/],
    ['rumah', { lat: '-7.8' }, /peta/],
    ['rumah', [1, 2], /peta/],
    ['foto', ['u9'], 'Berkas tidak ditemukan. Unggah lagi.'],
    ['foto', ['u2'], 'Berkas "surat.pdf" harus berupa foto.'],
    ['foto', ['u3'], 'Berkas "besar.png" terlalu besar: paling besar 2 MB.'],
    ['foto', ['u4'], 'Berkas "virus.pdf" harus berupa foto.'],
    ['foto', ['u5'], 'Berkas "gambar.svg" harus berupa foto.'],
    ['foto', ['u1', 'u3', 'u2'], 'Paling banyak 2 berkas. Hapus sebagian.'],
    ['foto', ['u1', 'u1'], undefined],
    ['foto', 'u1', undefined],
    ['foto', [{}], /Unggah/],
    ['setuju', 'mungkin', /Centang/],
    ['setuju', false, 'Centang pernyataan ini untuk melanjutkan.'],
    ['setuju', 'on', undefined],
  ])('%s = %j', (path, raw, message) => {
    const found = errorOf({ [path]: raw }, path);
    if (message instanceof RegExp) expect(found).toMatch(message);
    else expect(found).toBe(message);
  });
});

describe('hostile input', () => {
  test('prototype keys, deep objects, foreign roots', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 5000; i++) deep = { deep };
    const raw = JSON.parse('{"__proto__":{"nama":"X","polluted":1},"constructor":{"prototype":{"polluted":1}},"anggota":[{"__proto__":{"nama":"X"}}]}') as object;
    const found = checkAnswers(form, { ...good, ...raw, jenis: 'keluarga', alamat: deep }, facts);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(found.errors.find((error) => error.path === 'anggota.0.nama')?.message).toBe('Isi Nama.');
    expect(found.value).not.toHaveProperty('polluted');
    for (const root of [null, undefined, 'x', 7, [], [good], NaN]) expect(checkAnswers(form, root, facts).value).toEqual({});
  });
  test('groups of the wrong shape', () => {
    for (const anggota of ['x', 7, { 0: {} }, [null], ['x'], [[]], Array(2), Array(1_000_000)]) {
      expect(errorOf({ jenis: 'keluarga', anggota }, 'anggota'), String(anggota).slice(0, 20)).toBeDefined();
    }
  });
  test('emoji with joiners stay whole, stray ones go', () => {
    expect(check({ alamat: '👨‍👩‍👧 rumah\u200d biru e\u0301' }).value.alamat).toBe('👨‍👩‍👧 rumah biru é');
  });
  test('facts of the wrong kind hide what depends on them, and nothing falls', () => {
    const found = checkAnswers(form, good, { today: '2026-11-23' });
    expect(found.errors.map((error) => error.path)).toEqual(['desa', 'foto']);
  });
});

describe('part of the form', () => {
  test('a draft lacks without fault, but not wrongly', () => {
    expect(checkAnswers(form, { nama: 'Sri' }, facts, { partial: true })).toEqual({ ok: true, errors: [], value: { nama: 'Sri' } });
    expect(checkAnswers(form, { nama: 'Sri', nik: '1' }, facts, { partial: true })).toMatchObject({ ok: false, value: { nama: 'Sri' }, errors: [{ path: 'nik' }] });
  });
  test('one page', () => {
    const found = checkAnswers(form, { ...good, foto: undefined, jenis: undefined }, facts, { page: 'pemohon' });
    expect(found).toMatchObject({ ok: true, errors: [] });
    expect(checkAnswers(form, good, facts, { page: 'besar' }).ok).toBe(true);
  });
});

describe('run in a browser', () => {
  test('shown and required follow what is typed', () => {
    const state = runForm(form.run, { lahir: '2015-01-01', jenis: 'keluarga', anggota: [{ iuran: '60000', kali: '6' }, {}] }, { hari_ini: '2026-11-23' });
    expect(state.shown.has('wali')).toBe(true);
    expect(state.required.has('jaminan')).toBe(true);
    expect(state.required.has('anggota.0.catatan')).toBe(true);
    expect(state.shown.has('anggota.1.catatan')).toBe(false);
    expect(state.kept.total).toBeUndefined();
    expect(state.shown.has('alasan')).toBe(false);
  });
  test('prefill by the dictionary', () => expect(prefillAnswers(form.run, facts.values!)).toEqual({ nama: 'Sri Wahyuni' }));
});

test('what an officer records in a step is a small form over the answers', () => {
  const fields = [{ id: 'denda', type: 'money', label: 'Denda', when: 'jenis = "biasa"' }].map((field) => simpleField.parse(field));
  const step = compileForm(formOfFields('langkah', 'Pemeriksaan', fields), { elements, facts: formScope(definition) });
  if (!step.ok) throw new Error(JSON.stringify(step.refusal));
  const run = (jenis: string) => checkAnswers(step.value, { denda: '1.000' }, { today: '2026-11-23', values: { jenis } });
  expect(run('biasa')).toEqual({ ok: true, errors: [], value: { denda: 1000 } });
  expect(run('keluarga')).toEqual({ ok: true, errors: [], value: {} });
});
