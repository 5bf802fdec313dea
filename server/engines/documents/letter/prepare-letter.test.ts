import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { usahaLetter } from '../documents-fixture.ts';
import { dateInWords, decimal, inWords, longDate, rupiah } from './indonesian.ts';
import { createLetterCatalogue } from './letter-catalogue.ts';
import { letterheadFor } from './letterhead-follows-the-signing-unit.ts';
import { checkFiles, prepareLetter } from './prepare-letter.ts';
import { printable, undrawable } from './printable-text.ts';
import type { LetterData } from './letter-data.ts';

const catalogue = createLetterCatalogue(fileURLToPath(new URL('../../../../catalog/letters', import.meta.url)));
const definition = (id: string) => {
  const letter = catalogue.find(id);
  if (!letter.ok) throw new Error(letter.refusal.code);
  return letter.value;
};
const problems = (data: LetterData) => {
  const result = prepareLetter(definition('surat-keterangan-usaha'), data);
  return result.ok ? [] : result.refusal.fields?.map((field) => field.path) ?? [result.refusal.code];
};

describe('letter', () => {
  it('has all templates of the catalogue in order', () => {
    expect(catalogue.list().map((letter) => letter.id).sort()).toEqual(
      expect.arrayContaining(['berita-acara', 'izin-reklame', 'kartu-aktivasi', 'surat-keterangan-penelitian', 'surat-keterangan-usaha', 'surat-tugas', 'tanda-terima']),
    );
    expect(catalogue.find('../_lib')).toMatchObject({ refusal: { code: 'documents.unknown-template' } });
  });

  it('names every missing, unknown and wrong field with what to do', () => {
    expect(problems(usahaLetter())).toEqual([]);
    expect(problems(usahaLetter({}, { nama: undefined, alamat: '  ', warna: 'merah', tanggal_lahir: '1990-02-30' }))).toEqual(
      ['fields.nama', 'fields.tanggal_lahir', 'fields.alamat', 'fields.warna']);
    expect(problems(usahaLetter({ number: '', letterhead: undefined, way: undefined, date: '2026-13-01' }))).toEqual(['letterhead', 'number', 'date', 'way']);
    expect(problems(usahaLetter({ way: 'tersertifikasi' }))).toEqual(['certificateIssuer']);
    const missing = prepareLetter(definition('surat-keterangan-usaha'), usahaLetter({}, { nama: undefined }));
    expect(missing).toMatchObject({ refusal: { code: 'documents.letter-incomplete', fields: [{ message: 'Isian "Nama" (nama) belum ada. Isi "Nama" sebelum surat dibuat.' }] } });
  });

  it('refuses a paper, a logo or a picture that cannot be', () => {
    expect(prepareLetter(definition('surat-keterangan-usaha'), usahaLetter(), { paper: 'roll-58' })).toMatchObject({ refusal: { code: 'documents.paper-not-allowed' } });
    expect(problems(usahaLetter({ letterhead: { kind: 'desa', name: 'X', logo: 'logo.png' } }))).toEqual(['letterhead.logo']);
    expect(checkFiles({ '../x.svg': Buffer.from('<svg>') }).ok).toBe(false);
    expect(checkFiles({ 'x.png': Buffer.from('<svg>') })).toMatchObject({ refusal: { code: 'documents.picture-unreadable' } });
    expect(checkFiles({ 'x.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }).ok).toBe(true);
  });

  it('makes any text printable', () => {
    expect(printable('Ani 👩‍👩‍👧 漢 \u202eterbalik\u0000')).toBe('Ani □ □ terbalik');
    expect(printable('Café ½ “x” – Ωμέγα')).toBe('Café ½ “x” – Ωμέγα');
    expect(undrawable('Ani 👍 👍 漢')).toEqual(['👍', '漢']);
    const prepared = prepareLetter(definition('surat-keterangan-usaha'), usahaLetter({}, { nama: 'A'.repeat(10_000) }));
    expect(prepared.ok && String(prepared.value.f['nama']).split('\u200b').every((part) => part.length <= 48)).toBe(true);
    expect(prepareLetter(definition('surat-keterangan-usaha'), usahaLetter({}, { nama: 'A'.repeat(1_100_000) }))).toMatchObject({ refusal: { code: 'documents.letter-too-long' } });
  });

  it('follows the signing unit with its letterhead', () => {
    const unit = { kind: 'perangkat-daerah', government: 'Pemerintah Kabupaten X', name: 'Dinas Y' } as const;
    expect(letterheadFor({ isHeadOfRegion: false, postTitle: 'Kepala Dinas Y' }, unit)).toMatchObject({ kind: 'perangkat-daerah', name: 'Dinas Y' });
    expect(letterheadFor({ isHeadOfRegion: true, postTitle: 'Bupati X' }, unit)).toEqual({ kind: 'kepala-daerah', name: 'Bupati X' });
  });

  it('writes dates, amounts and numbers as Indonesian does', () => {
    expect(longDate('2025-02-08')).toBe('8 Februari 2025');
    expect(dateInWords('2026-11-23')).toBe('Senin tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam');
    expect([0, 10, 11, 12, 19, 20, 21, 100, 111, 200, 999, 1000, 1100, 2001, 1_000_000, 1_250_000, 21_000_000_000].map(inWords)).toEqual([
      'nol', 'sepuluh', 'sebelas', 'dua belas', 'sembilan belas', 'dua puluh', 'dua puluh satu', 'seratus', 'seratus sebelas', 'dua ratus',
      'sembilan ratus sembilan puluh sembilan', 'seribu', 'seribu seratus', 'dua ribu satu', 'satu juta', 'satu juta dua ratus lima puluh ribu', 'dua puluh satu miliar']);
    expect([rupiah(0n), rupiah(2_450_000n), rupiah(-1500n)]).toEqual(['Rp0', 'Rp2.450.000', '-Rp1.500']);
    expect([decimal('1234.50'), decimal('-7'), decimal('1000000')]).toEqual(['1.234,50', '-7', '1.000.000']);
  });
});
