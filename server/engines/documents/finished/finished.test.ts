import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { findMarks, marksIn } from '../../intake/find-marks.ts';
import { findTextTools } from '../../intake/read-text.ts';
import { signOrThrow, testSigner, usahaLetter } from '../documents-fixture.ts';
import { createTypesetter } from '../typst/typesetter.ts';
import { verifyPdf } from '../verify/verify-pdf.ts';
import { checkFinishedPdf } from './check-finished-pdf.ts';
import { MARKED, type FinishedPlace } from './finished-body.ts';

/** A letter that somebody wrote elsewhere, two pages, with marks. */
const folder = mkdtempSync(join(tmpdir(), 'pendopo-jadi-'));
cpSync(fileURLToPath(new URL('../../../../catalog/letters/_lib', import.meta.url)), join(folder, '_lib'), { recursive: true });
mkdirSync(join(folder, 'luar'));
writeFileSync(join(folder, 'luar/letter.yaml'), 'format: 1\nid: luar\ntitle: Surat dari luar\nlegalBasis: [{ id: contoh, title: Contoh }]\npaper: { default: F4, allowed: [F4] }\nparts: []\nfields: []\n');
writeFileSync(join(folder, 'luar/template.typ'), `#set page(width: 215mm, height: 330mm)
#set text(font: "Arimo")
KEPUTUSAN LUAR #linebreak() Nomor: \\\${nomor} #linebreak() Tanggal: \\\${tanggal}
#v(4cm) Isi halaman satu yang panjang.
#pagebreak()
Isi halaman dua. #v(3cm) #h(8cm) \\\${ttd} #v(6cm) \\\${qr} #v(3cm) \\\${tembusan}
`);
const outside = createTypesetter({ lettersFolder: folder });
const typesetter = createTypesetter();
const tools = findTextTools();
let pdf: Buffer;
let places: FinishedPlace[];
beforeAll(async () => {
  pdf = await outside.render({ template: 'luar', data: { ...usahaLetter(), fields: {} } });
  places = ((await findMarks(tools, pdf)) ?? []).map(({ name, ...place }) => ({ what: MARKED.find((one) => one === name)!, ...place }));
});
afterAll(async () => {
  await Promise.all([outside.stop(), typesetter.stop()]);
  rmSync(folder, { recursive: true });
});
const textOf = (bytes: Buffer, ...args: string[]) => {
  const file = join(folder, 'surat.pdf');
  writeFileSync(file, bytes);
  return execFileSync('pdftotext', [...args, file, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
};
const letter = (changes: Parameters<typeof usahaLetter>[0] = {}) => usahaLetter({ copies: ['Inspektur', 'Arsip'], ...changes });
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: unknown) => (error instanceof Refused ? error.refusal : { code: String(error) }));

describe('a finished PDF', () => {
  it('tells where its marks stand', () => {
    expect(places.map(({ what, page }) => [what, page])).toEqual([['nomor', 1], ['tanggal', 1], ['ttd', 2], ['qr', 2], ['tembusan', 2]]);
    expect(places[0]!.x).toBeGreaterThan(100);
    expect(marksIn('<page width="1" height="1"><word xMin="10" yMin="5" xMax="20" yMax="15">No:$</word><word xMin="20.5" yMin="5" xMax="60.5" yMax="15">{nomor}</word><word xMin="0" yMin="0" xMax="9" yMax="9">${BESAR}</word></page>'))
      .toEqual([{ name: 'nomor', page: 1, x: 23.77, y: 5, width: 36.73, height: 10 }]);
  });

  it('becomes a letter: number, date, signer, QR and copies at the marks, every page as it was', async () => {
    const made = await typesetter.finished({ data: letter(), pdf, places });
    const [first, second, none] = textOf(made, '-layout').split('\f');
    expect(first).toMatch(/KEPUTUSAN LUAR[\s\S]*500\.2\/7\/PONDOK\/XI\/2026[\s\S]*21 November 2026[\s\S]*Isi halaman satu[\s\S]*tidak tersertifikasi/);
    expect(second).toMatch(/Isi halaman dua[\s\S]*KEPALA DESA PONDOK[\s\S]*SUTRISNO HADI[\s\S]*Tembusan:[\s\S]*Inspektur/);
    expect(none).toBe('');
    writeFileSync(join(folder, 'surat.pdf'), made);
    expect(execFileSync('pdfinfo', [join(folder, 'surat.pdf')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toMatch(/Pages:\s+2[\s\S]*Page size:\s+609\.4/);
    execFileSync('pdftoppm', ['-r', '130', '-f', '2', '-l', '2', '-png', join(folder, 'surat.pdf'), join(folder, 'halaman')], { stdio: 'ignore' });
    expect(execFileSync('zbarimg', ['-q', '--raw', join(folder, 'halaman-2.png')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).toContain('/v/');
    // The marks lie below white: a reader of the picture does not see them.
    const place = places[0]!;
    const numbered = marksAt(textOf(made, '-bbox'), '500.2/7/PONDOK/XI/2026');
    expect(Math.abs(numbered.x - place.x)).toBeLessThan(3);
    expect(Math.abs(numbered.y - place.y)).toBeLessThan(8);
  });

  it('is signed and verified like any letter, and tells appended bytes', async () => {
    const signing = await testSigner();
    const { trustedRoots } = signing;
    const signed = await signOrThrow(signing, await typesetter.finished({ data: letter(), pdf, places }));
    expect(await verifyPdf(signed, { trustedRoots })).toMatchObject({ status: 'genuine' });
    expect(await verifyPdf(Buffer.concat([signed, Buffer.from('\n% lebih')]), { trustedRoots })).toMatchObject({ status: 'altered' });
    expect(textOf(signed)).toContain('500.2/7/PONDOK/XI/2026');
  });

  it('shows a draft without code, and a letter for ink with room', async () => {
    expect(textOf(await typesetter.finished({ data: letter({ draft: true }), pdf, places }))).toMatch(/KONSEP[\s\S]*Kode QR/);
    expect(textOf(await typesetter.finished({ data: letter({ way: 'basah', demo: true }), pdf, places }))).toMatch(/DATA CONTOH, TIDAK BERLAKU/);
  });

  it('is refused with what to do', async () => {
    expect(await refusalOf(typesetter.finished({ data: letter(), pdf, places: places.filter(({ what }) => what !== 'ttd') }))).toMatchObject({ code: 'documents.finished-place', data: { missing: ['ttd'] } });
    expect(await refusalOf(typesetter.finished({ data: letter(), pdf, places: [...places, { what: 'qr', page: 9, x: 1, y: 1 }] }))).toMatchObject({ code: 'documents.finished-page', data: { page: '9', pages: '2' } });
    expect(await refusalOf(typesetter.finished({ data: letter(), pdf, places: [...places, { what: 'qr', page: 2, x: 605, y: 1 }] }))).toMatchObject({ code: 'documents.finished-off-page', data: { what: 'qr', page: '2' } });
    expect(await refusalOf(typesetter.finished({ data: letter({ number: undefined }), pdf, places }))).toMatchObject({ code: 'documents.letter-incomplete' });
    const shell = Buffer.from('%PDF-1.7\n1 0 obj << >> endobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n');
    expect(await refusalOf(typesetter.finished({ data: letter(), pdf: shell, places }))).toMatchObject({ code: 'documents.finished-broken' });
    const withWords = (words: string) => Buffer.concat([pdf, Buffer.from(`\n9 0 obj << ${words} >> endobj\ntrailer << ${words} >>\n%%EOF`)]);
    expect(checkFinishedPdf(withWords('/S /JavaScript /JS (x)'))).toMatchObject({ refusal: { code: 'documents.finished-script' } });
    expect(checkFinishedPdf(withWords('/Encrypt 7 0 R'))).toMatchObject({ refusal: { code: 'documents.finished-password' } });
    expect(checkFinishedPdf(Buffer.from('PK'))).toMatchObject({ refusal: { code: 'documents.finished-broken' } });
    expect(checkFinishedPdf(Buffer.alloc(100 * 1024 * 1024))).toMatchObject({ refusal: { code: 'documents.finished-too-large', data: { megabytes: 100 } } });
  });
});

function marksAt(xhtml: string, words: string): { x: number; y: number } {
  const [, x, y] = new RegExp(`xMin="([\\d.]+)" yMin="([\\d.]+)"[^>]*>${words.replaceAll('/', '\\/')}<`).exec(xhtml) ?? [];
  return { x: Number(x), y: Number(y) };
}
