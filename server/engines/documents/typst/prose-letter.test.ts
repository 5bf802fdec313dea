import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { usahaLetter } from '../documents-fixture.ts';
import { checkProse } from '../../prose/check-prose.ts';
import { proseOfHtml } from '../../prose/prose-of-html.ts';
import { createTypesetter } from './typesetter.ts';

/** A neutral letter with a body, so that no template of the catalogue is bent to serve a test. */
const folder = mkdtempSync(join(tmpdir(), 'pendopo-prose-'));
cpSync(fileURLToPath(new URL('../../../../catalog/letters/_lib', import.meta.url)), join(folder, '_lib'), { recursive: true });
mkdirSync(join(folder, 'surat-contoh'));
writeFileSync(join(folder, 'surat-contoh/letter.yaml'), `format: 1
id: surat-contoh
title: Surat Contoh
legalBasis: [{ id: contoh, title: Contoh }]
paper: { default: A4, allowed: [A4, A5, roll-80] }
parts: [number, date]
fields:
  - { id: isi, label: Isi surat, type: prose }
`);
writeFileSync(join(folder, 'surat-contoh/template.typ'), `#import "/_lib/page.typ": document-page, f
#import "/_lib/pieces.typ": letter-title
#import "/_lib/prose.typ": prose-before-closing, prose-closing
#import "/_lib/signer.typ": signer-block
#show: document-page
#letter-title()
#prose-before-closing(f.isi)
#signer-block(closing: prose-closing(f.isi))
`);
const typesetter = createTypesetter({ lettersFolder: folder });
afterAll(async () => {
  await typesetter.stop();
  rmSync(folder, { recursive: true });
});

const body = (html: string): unknown => {
  const read = proseOfHtml(html);
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value.prose;
};
const letter = (isi: unknown, changes: Parameters<typeof usahaLetter>[0] = {}) => ({ ...usahaLetter(changes), fields: { isi } });
const render = (isi: unknown, changes: Parameters<typeof usahaLetter>[0] = {}, paper: 'A4' | 'A5' | 'roll-80' = 'A4') => typesetter.render({ template: 'surat-contoh', data: letter(isi, changes), paper });
const tool = (name: string, args: string[], pdf: Buffer): string => {
  const file = join(folder, 'surat.pdf');
  writeFileSync(file, pdf);
  return execFileSync(name, args.map((arg) => (arg === 'FILE' ? file : arg)), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
};
const textOf = (pdf: Buffer) => tool('pdftotext', ['-layout', 'FILE', '-'], pdf);
const refusalOf = async (isi: unknown, changes: Parameters<typeof usahaLetter>[0] = {}) => {
  const error = await render(isi, changes).then(() => undefined, (thrown: unknown) => thrown as { refusal: { code: string; fields: { message: string }[] } });
  return `${error?.refusal.code}: ${error?.refusal.fields[0]!.message}`;
};

const WHOLE = `<h1>Latar</h1><p>Rapat <b>penting</b>, <i>mendesak</i>, <u>wajib</u> hadir.<br>Baris kedua.</p>
<ol><li>Pertama<ol><li>Anak<ol><li>Cucu</li></ol></li></ol></li><li>Kedua<ul><li>butir</li></ul></li></ol><ol start="5"><li>Kelima</li></ol>
<h2>Jadwal</h2><h3>Hari</h3><table><thead><tr><th rowspan="2">No.</th><th colspan="2">Waktu</th></tr><tr><th>Hari</th><th>Jam</th></tr></thead>
<tr><td align="right">1</td><td>Senin</td><td>09.00</td></tr><tr><td>2</td><td colspan="2"><ul><li>bebas</li></ul></td></tr></table>
<br style="page-break-before:always"><p align="center">Tengah</p><p>Demikian penutup.</p>`;

describe('a body on paper', () => {
  it('prints all it may hold, numbered as the regulation numbers, as tagged PDF/A-2b', async () => {
    const pdf = await render(body(WHOLE));
    const [first, second] = textOf(pdf).split('\f');
    expect(first).toMatch(/Latar\n[\s\S]*Rapat penting, mendesak, wajib hadir\.\n\s*Baris kedua\.[\s\S]*1\. +Pertama\n+\s*a\. +Anak\n+\s*1\) +Cucu\n+\s*2\. +Kedua\n+\s*• +butir|– +butir/);
    expect(first).toMatch(/5\. +Kelima[\s\S]*Jadwal[\s\S]*Waktu[\s\S]*Senin\s+09\.00[\s\S]*bebas/);
    expect(second).toMatch(/Tengah[\s\S]*Demikian penutup\.[\s\S]*SUTRISNO HADI/);
    expect(tool('pdfinfo', ['FILE'], pdf)).toMatch(/Tagged:\s+yes/);
    expect(pdf.toString('latin1')).toMatch(/pdfaid:part>2<[\s\S]*pdfaid:conformance>B</);
    const fonts = tool('pdffonts', ['FILE'], pdf);
    for (const face of ['Arimo-Bold', 'Arimo-Italic']) expect(fonts).toContain(face);
    expect(tool('pdfinfo', ['-struct', 'FILE'], pdf)).toMatch(/H2[\s\S]*L[\s\S]*LI[\s\S]*Table[\s\S]*TH[\s\S]*TD/);
  });

  it('takes no word of the writer for a command', async () => {
    const evil = '#panic("x") $x^2$ *tebal* _m_ `raw` @x <x> \\ #import "/etc/passwd" = Judul';
    expect(textOf(await render({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: evil }] }, { type: 'paragraph', content: [{ type: 'text', text: '- bukan daftar 🙂' }] }] }))).toMatch(/#panic\("x"\) \$x\^2\$ \*tebal\* _m_ `raw` @x <x> \\ #import[\s\S]*- bukan daftar □/);
  });

  it('keeps tables of any shape on the paper', async () => {
    const wide = `<table>${`<tr>${'<td>kata</td>'.repeat(24)}</tr>`.repeat(2)}</table>`;
    expect(textOf(await render(body(wide), {}, 'A5')).match(/k\s*a\s*t\s*a/g)?.length).toBeGreaterThan(10);
    const ragged = { type: 'table', content: [[['a', 1, 3], ['b', 2, 1]], [['c', 1, 1]], [['d', 4, 9], ['e', 1, 1]]].map((row) => ({ type: 'tableRow', content: row.map(([text, colspan, rowspan]) => ({ type: 'tableCell', attrs: { colspan, rowspan }, content: [{ type: 'paragraph', content: [{ type: 'text', text: `sel ${text}` }] }] })) })) };
    for (const paper of ['A4', 'roll-80'] as const) expect(textOf(await render({ type: 'doc', content: [ragged] }, {}, paper)).match(/sel [a-e]/g)?.sort()).toEqual(['sel a', 'sel b', 'sel c', 'sel d', 'sel e']);
  });

  it('fills in what the letter itself knows, and asks for the rest unless it is a draft', async () => {
    const field = (name: string) => ({ type: 'mergeField', attrs: { name } });
    const isi = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Surat nomor ' }, field('nomor'), { type: 'text', text: ' tanggal ' }, field('tanggal'), { type: 'text', text: ' untuk ' }, field('tujuan'), { type: 'text', text: '.' }] }] };
    expect(await refusalOf(isi)).toBe('documents.letter-incomplete: Isian "Isi surat" (isi) belum dapat dicetak. Isian pada naskah belum berisi: tujuan. Lengkapi dahulu.');
    expect(textOf(await render(isi, { draft: true })).replace(/\s+/g, ' ')).toContain('Surat nomor 500.2/7/PONDOK/XI/2026 tanggal 21 November 2026 untuk [tujuan].');
    const marked = { type: 'doc', content: [{ type: 'paragraph', content: [field('ttd')] }, { type: 'paragraph', content: [{ type: 'text', text: 'Isi.' }] }] };
    expect(textOf(await render(marked))).not.toContain('ttd');
    expect(await refusalOf({ type: 'doc', content: [] })).toMatch(/belum ada/);
    expect(await refusalOf('teks biasa')).toMatch(/tidak terbaca/);
    expect(await refusalOf({ type: 'doc', content: [{ type: 'image' }] })).toMatch(/memuat gambar/);
  });

  it('prints eighty pages in time', async () => {
    const long = checkProse({ type: 'doc', content: Array.from({ length: 400 }, (_, i) => ({ type: 'paragraph', content: [{ type: 'text', text: `Alinea ${i} ${'kata demi kata '.repeat(25)}` }] })) });
    const began = performance.now();
    expect(textOf(await render(long.ok && long.value)).split('\f').length).toBeGreaterThan(40);
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
