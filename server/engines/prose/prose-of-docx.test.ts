import { describe, expect, it } from 'vitest';
import { zipOf } from '../archives/archives.testing.ts';
import { proseHtml } from './prose-html.ts';
import { proseOfDocx } from './prose-of-docx.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const STYLES = `<?xml version="1.0"?><w:styles ${W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Judul2"><w:name w:val="Judul Sendiri"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`;
const NUMBERS = `<w:numbering ${W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;
const document = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${W}><w:body>${body}<w:sectPr/></w:body></w:document>`;
const docx = (body: string, more: Record<string, string> = {}) => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': document(body), 'word/styles.xml': STYLES, 'word/numbering.xml': NUMBERS, ...more });
const run = (words: string, marks = '') => `<w:r>${marks ? `<w:rPr>${marks}</w:rPr>` : ''}<w:t xml:space="preserve">${words}</w:t></w:r>`;
const para = (inside: string, properties = '') => `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${inside}</w:p>`;
const item = (words: string, level: number) => para(run(words), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="3"/></w:numPr>`);
const cell = (words: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${para(run(words))}</w:tc>`;
const read = (bytes: Buffer) => {
  const result = proseOfDocx(bytes);
  if (!result.ok) throw new Error(result.refusal.code);
  return { html: proseHtml(result.value.prose), warnings: result.value.warnings };
};
const refusal = (bytes: Buffer) => {
  const result = proseOfDocx(bytes);
  return result.ok ? undefined : result.refusal.code;
};

describe('a finished Word file', () => {
  it('keeps headings, lists, tables, marks of letters and of places', () => {
    const { html, warnings } = read(docx([
      para(run('PENDAHULUAN', '<w:b/>'), '<w:pStyle w:val="Heading1"/><w:jc w:val="center"/>'), para(run('Umum'), '<w:pStyle w:val="Judul2"/>'),
      para(run('Nomor: $') + run('{no', '<w:b/>') + run('mor} tanggal ${tanggal} dan ${BUKAN}')),
      para(`${run('tebal', '<w:b/>')}${run(' biasa ', '<w:b w:val="0"/>')}${run('miring &amp; garis', '<w:i/><w:u w:val="single"/>')}<w:r><w:br/></w:r><w:ins>${run('masuk')}</w:ins><w:del><w:r><w:delText>keluar</w:delText></w:r></w:del>`),
      item('satu', 0), item('butir', 1), item('dua', 0), para(''),
      `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('A', '<w:gridSpan w:val="2"/>')}${cell('B')}</w:tr><w:tr>${cell('1', '<w:vMerge w:val="restart"/>')}${cell('2')}${cell('3')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('4')}${cell('5')}</w:tr></w:tbl>`,
      para('<w:r><w:br w:type="page"/></w:r>' + run('Halaman dua') + '<w:r><w:drawing><a/></w:drawing></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'),
    ].join(''), { 'word/header1.xml': '<x/>' }));
    expect(html).toBe('<h3 class="rata-center">PENDAHULUAN</h3><h4>Umum</h4>' +
      '<p>Nomor: <span class="isian" data-isian="nomor">nomor</span> tanggal <span class="isian" data-isian="tanggal">tanggal</span> dan ${BUKAN}</p>' +
      '<p><strong>tebal</strong> biasa <em><u>miring &amp; garis</u></em><br>masuk</p>' +
      '<ol><li><p>satu</p><ul><li><p>butir</p></li></ul></li><li><p>dua</p></li></ol>' +
      '<table><tbody><tr><th colspan="2"><p>A</p></th><th><p>B</p></th></tr><tr><td rowspan="2"><p>1</p></td><td><p>2</p></td><td><p>3</p></td></tr><tr><td><p>4</p></td><td><p>5</p></td></tr></tbody></table>' +
      '<hr class="ganti-halaman"><p>Halaman dua</p>');
    expect(warnings).toEqual([expect.stringContaining('1 gambar'), 'Tidak ikut: kepala dan kaki halaman, catatan kaki.']);
  });

  it('is refused with macros, a password, as a bomb, broken, or far too long', () => {
    expect(refusal(docx('', { 'word/vbaProject.bin': 'x' }))).toBe('prose.docx-macro');
    expect(refusal(docx('', { '[Content_Types].xml': '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>' }))).toBe('prose.docx-macro');
    expect(refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('prose.docx-locked');
    expect(refusal(zipOf({ 'word/document.xml': document('') }, { flags: 1 }))).toBe('prose.docx-locked');
    expect(refusal(docx(' '.repeat(40_000_000)))).toBe('prose.docx-too-large');
    expect(refusal(zipOf({ 'word/document.xml': document(' '.repeat(40_000_000)) }, { claim: 100 }))).toBe('prose.docx-too-large');
    expect(refusal(Buffer.from('bukan zip'))).toBe('prose.docx-broken');
    expect(refusal(zipOf({ 'xl/workbook.xml': 'x' }))).toBe('prose.docx-broken');
    expect(refusal(docx(para(run('x'.repeat(300_000)))))).toBe('prose.too-long');
    const whole = docx(para(run('isi')));
    for (let at = 1; at < whole.length; at += 37) expect(() => proseOfDocx(whole.subarray(0, at))).not.toThrow();
    expect(read(docx('<w:tbl><w:tr><w:tc>'.repeat(30) + para(run('dalam')))).html).toContain('dalam');
  });
});
