import { describe, expect, it } from 'vitest';
import { canonical } from './canonical.ts';
import { proseHtml } from './prose-html.ts';
import { proseOfHtml } from './prose-of-html.ts';

const read = (html: string) => {
  const result = proseOfHtml(html);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const shown = (html: string) => proseHtml(read(html).prose);

/** As Word 365 puts it on the clipboard, shortened in its style sheet only. */
const WORD = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:Wingdings;} p.MsoNormal {margin:0cm;}
@list l0 {mso-list-id:1; mso-list-type:hybrid;} @list l0:level1 {mso-level-text:"%1\\."; mso-level-tab-stop:none;}
@list l1:level1 {mso-level-number-format:bullet; mso-level-text:\\F0B7;} --></style></head>
<body lang=IN style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->
<h1 style='text-align:center'><b><span lang=IN style='font-size:14.0pt'>PENDAHULUAN<o:p></o:p></span></b></h1>
<p class=MsoNormal style='text-align:justify'>Menindaklanjuti surat Gubernur <b style='mso-bidi-font-weight:normal'>Nomor&nbsp;100/2026</b> tentang <i>e-government</i>, <u>bersama ini</u><span
style='mso-spacerun:yes'>  </span>kami sampaikan:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-fareast-font-family:Calibri'><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Peserta rapat:<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>a.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><!--[endif]-->para <b>camat</b>;</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>b.<span>&nbsp; </span></span>para lurah.</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Acara terlampir.</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='font-family:Symbol;mso-list:Ignore'>·<span>&nbsp; </span></span>membawa laptop</p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>
 <tr style='mso-yfti-irow:0'><td width=200 colspan=2 valign=top style='width:150.0pt;border:solid windowtext 1.0pt'><p class=MsoNormal align=center style='text-align:center'><b>Jadwal</b></p></td></tr>
 <tr><td><p class=MsoNormal>Senin</p></td><td><p class=MsoNormal>09.00<o:p></o:p></p></td></tr>
</table>
<span style='font-size:11.0pt'><br clear=all style='mso-special-character:line-break;page-break-before:always'></span>
<p class=MsoNormal>Hormat kami,<br>Sekretaris<span style='mso-hide:all'>tersembunyi</span></p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="x"><v:imagedata src="file:///C:/a.png"/></v:shape><![endif]--><![if !vml]><img width=100 src="file:///C:/Temp/clip_image001.png"><![endif]></p>
<!--EndFragment--></body></html>`;

const DOCS = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:400;text-decoration:none;white-space:pre-wrap;">Dasar</span></h2>
<p dir="ltr" style="text-align: right;"><span style="font-weight:700;font-style:italic;text-decoration:underline;white-space:pre-wrap;">Penting</span><span style="font-weight:400;"> sekali</span></p>
<ol style="margin-top:0"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Satu</span></p></li><ul><li aria-level="2"><p><span>Dalam</span></p></li></ul><li><p><span>Dua</span></p></li></ol></b><br class="Apple-interchange-newline">`;

const LIBRE = `<!DOCTYPE html><html><head><title>judul berkas</title><style type="text/css">p { margin-bottom: 0.25cm }</style></head><body lang="id-ID" dir="ltr">
<p align="center" style="line-height: 115%"><font face="Arial"><font size="3"><b>NOTA DINAS</b></font></font></p>
<ol start="3"><li><p>Tiga</p><ol type="a"><li><p>anak</p></li></ol></li><li><p>Empat</p></li></ol>
<table width="100%" cellpadding="7"><colgroup><col width="128*"/></colgroup><thead><tr><th rowspan="2"><p>No</p></th><th>Nama</th></tr><tr><th>NIP</th></tr></thead><tbody><tr valign="top"><td><p align="right">1</p></td><td><ul><li>Budi</li></ul></td></tr></tbody></table></body></html>`;

describe('a paste', () => {
  it('from Word keeps headings, lists in lists, tables, marks and page breaks', () => {
    expect(shown(WORD)).toBe('<h3 class="rata-center">PENDAHULUAN</h3>' +
      '<p>Menindaklanjuti surat Gubernur <strong>Nomor 100/2026</strong> tentang <em>e-government</em>, <u>bersama ini</u> kami sampaikan:</p>' +
      '<ol><li><p>Peserta rapat:</p><ol><li><p>para <strong>camat</strong>;</p></li><li><p>para lurah.</p></li></ol></li><li><p>Acara terlampir.</p></li></ol>' +
      '<ul><li><p>membawa laptop</p></li></ul>' +
      '<table><tbody><tr><td colspan="2"><p class="rata-center"><strong>Jadwal</strong></p></td></tr><tr><td><p>Senin</p></td><td><p>09.00</p></td></tr></tbody></table>' +
      '<hr class="ganti-halaman"><p>Hormat kami,<br>Sekretaris</p>');
    expect(read(WORD).warnings).toEqual([expect.stringContaining('1 gambar tidak ikut')]);
  });
  it('from Google Docs and LibreOffice does so too', () => {
    expect(shown(DOCS)).toBe('<h4>Dasar</h4><p class="rata-right"><strong><em><u>Penting</u></em></strong> sekali</p><ol><li><p>Satu</p><ul><li><p>Dalam</p></li></ul></li><li><p>Dua</p></li></ol>');
    expect(shown(LIBRE)).toBe('<p class="rata-center"><strong>NOTA DINAS</strong></p><ol start="3"><li><p>Tiga</p><ol><li><p>anak</p></li></ol></li><li><p>Empat</p></li></ol>' +
      '<table><tbody><tr><th rowspan="2"><p><strong>No</strong></p></th><th><p><strong>Nama</strong></p></th></tr><tr><th><p><strong>NIP</strong></p></th></tr><tr><td><p class="rata-right">1</p></td><td><ul><li><p>Budi</p></li></ul></td></tr></tbody></table>');
  });

  it.each<[string, string, string]>([
    ['a list whose sign is missing, by the style sheet', `<style>@list l1:level1 {mso-level-number-format:bullet;}</style><p style='mso-list:l1 level1 lfo2'>butir</p><p style='mso-list:l0 level1 lfo1'>nomor</p>`, '<ul><li><p>butir</p></li></ul><ol><li><p>nomor</p></li></ol>'],
    ['a list that begins later', `<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>c.</span>tiga</p>`, '<ol start="3"><li><p>tiga</p></li></ol>'],
    ['tags that nobody closed', '<p>satu<p>dua<ul><li>a<li>b</ul><table><tr><td>x<td>y<tr><td>z</table>ekor', '<p>satu</p><p>dua</p><ul><li><p>a</p></li><li><p>b</p></li></ul><table><tbody><tr><td><p>x</p></td><td><p>y</p></td></tr><tr><td><p>z</p></td><td><p></p></td></tr></tbody></table><p>ekor</p>'],
    ['plain words with signs', 'a < b &amp; c &lt;d&gt; &#8220;x&#x201D; &bogus; 5 &euro;', '<p>a &lt; b &amp; c &lt;d&gt; “x” &amp;bogus; 5 €</p>'],
    ['a frame of one cell', '<table><tr><td><p>bingkai</p></td></tr></table>', '<p>bingkai</p>'],
    ['numbered headings with their number', `<h2 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Umum</h2>`, '<h4>1. Umum</h4>'],
  ])('takes %s', (_, html, wanted) => expect(shown(html)).toBe(wanted));

  it.each([
    '<script>alert(1)</script>', '<scr<script>ipt>alert(1)</script>', '<img src=x onerror=alert(1)>', '<svg><script>alert(1)</script></svg>', '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)">klik</a>', '<p onclick="alert(1)" style="background:url(javascript:alert(1))">x</p>', '<style>@import "x"; p{}</style>', '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
    '"><img src=x onerror=alert(1)>', '<!--><img src=x onerror=alert(1)>-->', '<template><img src=x onerror=alert(1)></template>', '<input value="<script>"><textarea><script>alert(1)</script></textarea>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>', '<SCRIPT\n>alert(1)</SCRIPT foo>', '<object data="data:text/html,x">',
  ])('lets nothing of %s act', (html) => {
    expect(shown(html).replace(/<\/?(p|strong|em|u|br|h3|table|tbody|tr|td|th|ul|ol|li)>/g, '')).not.toMatch(/[<>]/);
    expect(shown(`<p>sebelum</p>${html}`)).toContain('<p>sebelum</p>');
  });

  it('takes what is huge, deep or broken in its stride', () => {
    const began = performance.now();
    const lists = '<ul><li>'.repeat(4_000) + 'dalam';
    expect(shown(lists).slice(-80)).toContain('dalam');
    expect(shown('<table><tr><td>'.repeat(1_000) + 'sel').endsWith('sel</p>')).toBe(true);
    expect(shown('<div>'.repeat(20_000) + 'isi')).toBe('<p>isi</p>');
    expect(shown('<'.repeat(50_000)).length).toBeGreaterThan(50_000);
    expect(shown(`<p ${'a '.repeat(50_000)}>x</p>`)).toBe('<p>x</p>');
    expect(shown(`<p a="${' '.repeat(500_000)}`)).toBe('');
    expect(shown('<script>'.repeat(50_000))).toBe('');
    expect(proseOfHtml('</x'.repeat(300_000)).ok).toBe(true);
    expect(proseOfHtml('x'.repeat(9_000_000))).toMatchObject({ refusal: { code: 'prose.too-long' } });
    expect(proseOfHtml(`<p>${'x '.repeat(300_000)}</p>`)).toMatchObject({ refusal: { code: 'prose.too-long' } });
    let seed = 7;
    const next = (most: number) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % most;
    for (let round = 0; round < 60; round += 1) {
      const [from, to] = [next(WORD.length), next(WORD.length)];
      const broken = WORD.slice(0, from) + ['<', '>', '"', '</td>', '<table>', '<ul>'][next(6)] + WORD.slice(to);
      const { prose } = read(broken);
      expect(canonical(read(proseHtml(prose)).prose).length).toBeGreaterThan(10);
    }
    expect(performance.now() - began).toBeLessThan(6000);
  });

  it('reads its own HTML again unchanged', () => {
    for (const html of [WORD, DOCS, LIBRE]) {
      const { prose } = read(html);
      expect(proseHtml(read(proseHtml(prose).replace('<hr class="ganti-halaman">', '<br style="page-break-before:always">').replace(/(<\/?h)(\d)/g, (_, tag: string, n: string) => `${tag}${Number(n) - 2}`).replace(/class="rata-(\w+)"/g, 'style="text-align:$1"')).prose)).toBe(proseHtml(prose));
    }
  });
});
