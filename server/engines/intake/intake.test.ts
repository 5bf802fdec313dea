import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { examinePdf } from './examine-pdf.ts';
import { findTextTools, readText } from './read-text.ts';

const pdf = (objects: string, trailer = '<< /Root 1 0 R /Size 9 >>'): Buffer => Buffer.from(`%PDF-1.7\n%âãÏÓ\n${objects}\nxref\n0 1\n0000000000 65535 f \ntrailer\n${trailer}\nstartxref\n9\n%%EOF\n`, 'latin1');
const stream = (dictionary: string, bytes: Buffer): string => `5 0 obj\n<< ${dictionary} /Length ${bytes.length} >>\nstream\n${bytes.toString('latin1')}\nendstream\nendobj`;
const objects = (text: string) => stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.from(text)));

describe('a PDF from outside', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['plain', pdf('1 0 obj << /Type /Catalog >> endobj'), undefined],
    ['with a password', pdf('1 0 obj << /Type /Catalog >> endobj', '<< /Root 1 0 R /Encrypt 7 0 R >>'), 'password'],
    ['with a script', pdf('1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj'), 'script'],
    ['with a script whose name is hidden', pdf('1 0 obj << /S /J#61vaScr#69pt >> endobj'), 'script'],
    ['that starts a program', pdf('1 0 obj << /S /Launch /F (cmd.exe) >> endobj'), 'script'],
    ['with a script in a compressed object stream', pdf(objects('7 0 << /S /JavaScript /JS (x) >>')), 'script'],
    ['with a harmless object stream', pdf(objects('7 0 << /Type /Page /Resources << /Font << /JSerif 9 0 R >> >> >>')), undefined],
    ['with words about scripts in a picture', pdf(stream('/Subtype /Image', Buffer.from('/JavaScript /Encrypt'))), undefined],
    ['that was cut off', pdf('1 0 obj << >> endobj').subarray(0, 60), 'broken'],
    ['that is none', Buffer.from('PK\u0003\u0004 docx'), 'broken'], ['empty', Buffer.alloc(0), 'broken'],
    ['with an object stream that cannot be opened', pdf(stream('/Type /ObjStm /Filter /FlateDecode', Buffer.from('rubbish'))), undefined],
  ])('%s', (_, bytes, fault) => expect(examinePdf(bytes)).toBe(fault));

  it('never fails on rubbish, and grows no bomb', () => {
    let seed = 3;
    const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0);
    for (let round = 0; round < 200; round += 1) {
      const bytes = pdf(objects('7 0 << /A 1 >>'));
      for (let change = 0; change < 5; change += 1) bytes[next() % bytes.length] = next() >>> 24;
      expect(() => examinePdf(bytes)).not.toThrow();
    }
    expect(examinePdf(pdf(stream('/Type /ObjStm /Filter /FlateDecode', deflateSync(Buffer.alloc(50_000_000)))))).toBeUndefined();
  });
});

describe('reading text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alat-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const tool = (name: string, script: string): string => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };
  const letter = 'Yth. Bupati Ponorogo. Bersama ini kami sampaikan undangan rapat koordinasi.';
  it('takes what the PDF holds', async () => expect(await readText({ pdftotext: tool('pdftotext', `echo '${letter}'`) }, pdf(''), 'application/pdf')).toContain('undangan rapat'));
  it('reads a scan page by page, in Indonesian, else in what is there', async () => {
    const tools = {
      pdftotext: tool('kosong', 'echo " "'), pdftoppm: tool('pdftoppm', 'for last; do :; done; echo a > "$last-1.png"; echo b > "$last-2.png"'),
      tesseract: tool('tesseract', `case "$*" in *"-l ind"*) case "$1" in *-1.png) echo "halaman satu";; *) exit 1;; esac;; *) echo "halaman dua";; esac`),
    };
    expect((await readText(tools, pdf(''), 'application/pdf'))?.split(/\s*\n/).filter(Boolean)).toEqual(['halaman satu', 'halaman dua']);
    expect(await readText(tools, Buffer.from('foto'), 'image/jpeg')).toContain('halaman dua');
  });
  it('says that it cannot, without a program, when it fails, and when nothing is there', async () => {
    expect(await readText({}, pdf(''), 'application/pdf')).toBeUndefined();
    expect(await readText({}, Buffer.from('foto'), 'image/png')).toBeUndefined();
    expect(await readText({ pdftotext: tool('rusak', 'exit 3') }, pdf(''), 'application/pdf')).toBeUndefined();
    expect(await readText({ tesseract: tool('hening', 'true') }, Buffer.from('foto'), 'image/png')).toBeUndefined();
  });
  it('finds programs where the machine keeps them', () => {
    tool('pdftotext', 'true');
    expect(findTextTools(`/tidak-ada:${folder}`).pdftotext).toBe(join(folder, 'pdftotext'));
    expect(findTextTools('')).toEqual({});
  });
});
