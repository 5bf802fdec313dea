import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { signOrThrow, testSigner, URL_BEHIND_QR, usahaLetter } from '../documents-fixture.ts';
import { verifyPdf } from '../verify/verify-pdf.ts';
import { createTypesetter, type RenderRequest } from './typesetter.ts';

const folder = mkdtempSync(join(tmpdir(), 'pendopo-typst-'));
const typesetter = createTypesetter();
afterAll(async () => {
  await typesetter.stop();
  rmSync(folder, { recursive: true });
});
const letter = (changes: Partial<RenderRequest> = {}): RenderRequest => ({ template: 'surat-keterangan-usaha', data: usahaLetter(), ...changes });
const tool = (name: string, args: string[], pdf: Buffer) => {
  const file = join(folder, 'surat.pdf');
  writeFileSync(file, pdf);
  return execFileSync(name, args.map((arg) => (arg === 'FILE' ? file : arg)), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
};
const textOf = (pdf: Buffer) => tool('pdftotext', ['-layout', 'FILE', '-'], pdf);

describe('typesetter', () => {
  it('prints number, name and a QR that is read back, as tagged PDF/A-2b with metadata', async () => {
    const pdf = await typesetter.render(letter());
    expect(textOf(pdf)).toMatch(/Nomor: 500\.2\/7\/PONDOK\/XI\/2026[\s\S]*SITI AMINAH[\s\S]*tidak tersertifikasi/);
    expect(textOf(pdf)).not.toContain('DATA CONTOH');
    expect(tool('pdfinfo', ['FILE'], pdf)).toMatch(/Title:\s+Surat Keterangan Usaha[\s\S]*Author:\s+Desa Pondok[\s\S]*Tagged:\s+yes/);
    expect(pdf.toString('latin1')).toMatch(/pdfaid:part>2<[\s\S]*pdfaid:conformance>B</);
    expect(pdf.toString('latin1')).toContain('/Lang (id-ID)');
    execFileSync('pdftoppm', ['-r', '150', '-png', join(folder, 'surat.pdf'), join(folder, 'halaman')], { stdio: 'ignore' });
    expect(execFileSync('zbarimg', ['-q', '--raw', join(folder, 'halaman-1.png')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()).toBe(URL_BEHIND_QR);
  });

  it.each([['A4', '595.276 x 841.89'], ['F4', '609.449 x 935.433']] as const)('prints on %s', async (paper, size) => {
    expect(tool('pdfinfo', ['FILE'], await typesetter.render(letter({ paper })))).toContain(size);
  });

  it('prints the receipt on A5 and on rolls as long as the text', async () => {
    const data = { ...usahaLetter(), fields: { instansi: 'Pemerintah', layanan: 'Surat', nomor: 'X-1', kode_rahasia: '482913', pemohon: 'Siti', diterima: 'hari ini', janji_selesai: '2026-11-24' } };
    for (const [paper, width] of [['A5', '419.528'], ['roll-58', '164.409'], ['roll-80', '226.772']] as const) {
      const pdf = await typesetter.render({ template: 'tanda-terima', data, paper });
      expect(tool('pdfinfo', ['FILE'], pdf)).toMatch(new RegExp(`Pages:\\s+1\\n[\\s\\S]*Page size:\\s+${width}`));
      expect(textOf(pdf)).toMatch(/482 913[\s\S]*24 November 2026/);
    }
  });

  it('says on every page of example data that it is not valid, and numbers pages from the second', async () => {
    const pdf = await typesetter.render(letter({ data: usahaLetter({ demo: true }, { alamat: 'Jalan yang sangat panjang '.repeat(400) }) }));
    const pages = textOf(pdf).split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('DATA CONTOH, TIDAK BERLAKU');
    expect(pages[0]).not.toMatch(/^\s*-\s?1\s?-\s*$/m);
    expect(pages[1]).toMatch(/^\s*-\s?2\s?-\s*$/m);
  });

  it('shows each way of signing', async () => {
    const certified = textOf(await typesetter.render(letter({ data: usahaLetter({ way: 'tersertifikasi', certificateIssuer: 'Penerbit Contoh' }) })));
    expect(certified).toMatch(/sertifikat elektronik yang diterbitkan oleh Penerbit Contoh/);
    expect(certified).not.toContain('tidak tersertifikasi');
    expect(textOf(await typesetter.render(letter({ data: usahaLetter({ way: 'basah' }) })))).not.toContain('Ditandatangani secara');
  });

  it('prints markup, HTML, emoji and long words as text and never runs them', async () => {
    const hostile = '#panic("x") $x^2$ *b* _i_ @ref <lbl> [k] \\ `raw` = H // c /* d */ #import "/x" </script><b>&amp; ~';
    const pdf = await typesetter.render(letter({ data: usahaLetter({ number: 'A#1/$2$/*3*' }, { nama: hostile, alamat: 'W'.repeat(10_000), keperluan: 'Ani 👩‍👩‍👧 漢 \u202eabc' }) }));
    const text = textOf(pdf).replace(/\s+/g, ' ');
    for (const part of ['#panic("x") $x^2$ *b* _i_ @ref', '<lbl> [k] \\ `raw`', '</script><b>&amp; ~', 'A#1/$2$/*3*', 'Ani □ □ abc']) expect(text).toContain(part);
    expect(pdf.toString('latin1')).toMatch(/pdfaid:part>2</);
  });

  it('takes a logo as SVG or PNG', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>');
    for (const [logo, content] of [['logo.png', png], ['logo.svg', svg]] as const) {
      const data = usahaLetter({ letterhead: { kind: 'desa', name: 'Desa Pondok', logo } });
      expect((await typesetter.render(letter({ data, files: { [logo]: content } }))).length).toBeGreaterThan(10_000);
    }
    await expect(typesetter.render(letter({ data: usahaLetter({ letterhead: { kind: 'desa', name: 'X', logo: 'a.svg' } }), files: { 'a.svg': Buffer.from('<svg rusak') } }))).rejects.toThrow(/SVG|svg/);
    expect((await typesetter.render(letter())).length).toBeGreaterThan(10_000);
  });

  it('refuses an incomplete letter before anything is drawn', async () => {
    await expect(typesetter.render(letter({ data: usahaLetter({}, { nama: undefined }) }))).rejects.toMatchObject({ refusal: { code: 'documents.letter-incomplete' } });
    await expect(typesetter.render(letter({ template: 'tidak-ada' }))).rejects.toMatchObject({ refusal: { code: 'documents.unknown-template' } });
  });

  it('gives a letter that stays valid after signing', async () => {
    const person = await testSigner();
    const signed = await signOrThrow(person, await typesetter.render(letter()));
    expect(verifyPdf(signed, { trustedRoots: person.trustedRoots }).status).toBe('genuine');
    expect(tool('qpdf', ['--check', 'FILE'], signed)).toContain('No syntax or stream encoding errors');
    expect(signed.toString('latin1').match(/\/ID \[/g)).toHaveLength(2);
  });
});

describe('the child process', () => {
  it('fails only the document in hand when it dies, and the next call starts a new one', async () => {
    const own = createTypesetter();
    await own.render(letter());
    const { pid } = own.status();
    const results = Promise.allSettled(Array.from({ length: 6 }, () => own.render(letter())));
    process.kill(pid!, 'SIGKILL');
    const ends = (await results).map((one) => one.status);
    expect(ends.filter((end) => end === 'rejected').length).toBeLessThanOrEqual(1);
    expect((await own.render(letter())).length).toBeGreaterThan(10_000);
    expect(own.status().childrenStarted).toBe(2);
    expect(own.status().pid).not.toBe(pid);
    await own.stop();
  });

  it('is replaced after its share of documents without losing one', async () => {
    const own = createTypesetter({ documentsPerChild: 3 });
    const pdfs = await Promise.all(Array.from({ length: 8 }, () => own.render(letter())));
    expect(pdfs.every((pdf) => pdf.subarray(0, 5).toString() === '%PDF-')).toBe(true);
    expect(own.status()).toMatchObject({ childrenStarted: 3, rendered: 8 });
    await own.stop();
  });

  it('ends after idling, ends at stop, and kills a document that takes too long', async () => {
    const own = createTypesetter({ idleMilliseconds: 50 });
    await own.render(letter());
    const first = own.status().pid!;
    for (let i = 0; i < 60 && isAlive(first); i++) await wait(50);
    expect(isAlive(first)).toBe(false);
    await own.render(letter());
    const second = own.status().pid!;
    await own.stop();
    expect(isAlive(second)).toBe(false);
    await expect(own.render(letter())).rejects.toThrow('stopped');

    const hasty = createTypesetter({ jobLimitMilliseconds: 1 });
    await expect(hasty.render(letter())).rejects.toThrow(/typesetter ended/);
    await hasty.stop();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
