import { describe, expect, it } from 'vitest';
import { canonical } from './canonical.ts';
import { checkProse } from './check-prose.ts';
import { compareProse } from './compare-prose.ts';
import { fillKnown, fillProse, mergeFieldsOf } from './merge-fields.ts';
import { proseHtml } from './prose-html.ts';
import { proseInput } from './prose-schema.ts';
import { proseBeginning, proseText } from './prose-text.ts';
import { paragraph, text, type Block, type Prose } from './prose.ts';

const doc = (...content: unknown[]) => ({ type: 'doc', content });
const p = (words: string) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
const item = (...content: unknown[]) => ({ type: 'listItem', content });
const cell = (words: string, attrs?: object) => ({ type: 'tableCell', ...(attrs ? { attrs } : {}), content: [p(words)] });
const row = (...content: unknown[]) => ({ type: 'tableRow', content });
const checked = (value: unknown): Prose => {
  const result = checkProse(value);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const refusal = (value: unknown) => {
  const result = checkProse(value);
  return result.ok ? undefined : result.refusal.code;
};
const letter = checked(doc(
  { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Pendahuluan' }] },
  { type: 'paragraph', attrs: { align: 'center' }, content: [{ type: 'text', text: 'Yth. ' }, { type: 'mergeField', attrs: { name: 'tujuan' }, marks: [{ type: 'bold' }] }, { type: 'hardBreak' }, { type: 'text', text: 'di tempat' }] },
  { type: 'orderedList', attrs: { start: 3 }, content: [item(p('rapat'), { type: 'bulletList', content: [item(p('daftar hadir'))] }), item(p('laporan'))] },
  { type: 'table', content: [row(cell('Hari'), cell('Jam')), row(cell('Senin'), cell('09.00'))] },
  { type: 'pageBreak' },
  p('Demikian.'),
));

describe('a body that is read', () => {
  it('has one way of writing each thing, whoever wrote it', () => {
    const typed = doc({ type: 'paragraph', attrs: { align: null, indent: 4 }, content: [
      { type: 'text', text: 'Rapat ', marks: [{ type: 'italic' }, { type: 'bold' }] }, { type: 'text', text: 'dinas', marks: [{ type: 'bold', attrs: {} }, { type: 'italic' }] },
      { type: 'text', text: '' }, { type: 'text', text: 'e' }, { type: 'text', text: '\u0301\t\u202Ex' }, { type: 'hardBreak' },
    ] });
    expect(checked(typed)).toEqual({ type: 'doc', content: [{ type: 'paragraph', content: [text('Rapat dinas', 'bold', 'italic'), text('é x')] }] });
    expect(canonical(checked({ content: [{ content: [{ text: 'a', type: 'text' }], type: 'paragraph' }], type: 'doc' }))).toBe(canonical(checked(doc(p('a')))));
    expect(canonical(checked(doc(p('a'))))).toBe('{"content":[{"content":[{"text":"a","type":"text"}],"type":"paragraph"}],"type":"doc"}');
    for (const one of [letter, checked(typed)]) expect(checked(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });

  it.each<[string, unknown, string]>([
    ['no body', null, 'prose.malformed'], ['a list', [], 'prose.malformed'], ['another root', p('x'), 'prose.malformed'],
    ['content that is text', { type: 'doc', content: 'x' }, 'prose.malformed'], ['a number among blocks', doc(3), 'prose.malformed'],
    ['text outside a paragraph', doc({ type: 'text', text: 'x' }), 'prose.malformed'], ['text that is none', doc({ type: 'paragraph', content: [{ type: 'text', text: 5 }] }), 'prose.malformed'],
    ['marks that are none', doc({ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: 'bold' }] }), 'prose.malformed'],
    ['a picture', doc({ type: 'image', attrs: { src: 'x' } }), 'prose.unknown-node'], ['a picture in a line', doc({ type: 'paragraph', content: [{ type: 'image' }] }), 'prose.unknown-node'],
    ['a name of every object', doc({ type: 'constructor' }), 'prose.unknown-node'],
    ['a link', doc({ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }] }), 'prose.unknown-mark'],
    ['a page break in a table', doc({ type: 'table', content: [row({ type: 'tableCell', content: [{ type: 'pageBreak' }] })] }), 'prose.misplaced'],
    ['a field with a strange name', doc({ type: 'paragraph', content: [{ type: 'mergeField', attrs: { name: '../x' } }] }), 'prose.field-name'],
    ['a paragraph of a megabyte', doc(p('x'.repeat(1_000_000))), 'prose.too-long'],
    ['fifty thousand paragraphs', doc(...Array.from({ length: 50_000 }, () => ({ type: 'paragraph' }))), 'prose.too-long'],
    ['a table of thirty columns', doc({ type: 'table', content: [row(...Array.from({ length: 30 }, () => cell('x')))] }), 'prose.table'],
    ['a row among paragraphs', doc(row(cell('x'))), 'prose.malformed'],
  ])('refuses %s', (_, value, code) => expect(refusal(value)).toBe(code));

  it('refuses lists within lists without end, before the stack does', () => {
    let deep: unknown = p('x');
    for (let i = 0; i < 3000; i += 1) deep = { type: 'bulletList', content: [item(deep)] };
    expect(refusal(doc(deep))).toBe('prose.too-deep');
  });

  it('leaves no hole in a table', () => {
    const holes = checked(doc({ type: 'table', content: [row(cell('a', { colspan: 2 }), cell('b', { rowspan: 9 })), row(cell('c')), row(cell('d'), cell('e'), cell('f'), cell('g'))] }));
    const rows = (holes.content[0] as Extract<Block, { type: 'table' }>).content;
    expect(rows.map((one) => one.content.map((each) => [proseText({ type: 'doc', content: each.content }), each.attrs?.colspan ?? 1, each.attrs?.rowspan ?? 1]))).toEqual([
      [['a', 2, 1], ['b', 1, 3], ['', 1, 1], ['', 1, 1]], [['c', 1, 1], ['', 1, 1], ['', 1, 1], ['', 1, 1]], [['d', 1, 1], ['e', 1, 1], ['f', 1, 1], ['g', 1, 1]],
    ]);
    expect(checked(holes)).toEqual(holes);
    expect(checked(doc({ type: 'table', content: [row()] }, { type: 'bulletList', content: [] }))).toEqual({ type: 'doc', content: [] });
  });

  it('never fails on rubbish, and what it takes it takes again unchanged', () => {
    let seed = 11;
    const next = (most: number) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % most;
    const types = ['doc', 'paragraph', 'heading', 'bulletList', 'orderedList', 'listItem', 'table', 'tableRow', 'tableCell', 'tableHeader', 'pageBreak', 'text', 'hardBreak'];
    const inside: Record<string, string[]> = { bulletList: ['listItem'], orderedList: ['listItem'], table: ['tableRow'], tableRow: ['tableCell', 'tableHeader'], paragraph: ['text', 'hardBreak'], heading: ['text'] };
    const some = (type: string, depth: number): unknown => ({
      type, text: ['a', 'e\u0301', ' \r\n', '\ud800', '<b>'][next(5)], attrs: { level: next(9) - 2, colspan: next(5), rowspan: next(5), align: ['left', 'center', 'x'][next(3)], start: next(4) },
      marks: next(3) ? [] : [{ type: ['bold', 'italic'][next(2)] }],
      ...(depth > 0 && !['text', 'hardBreak', 'pageBreak'].includes(type) ? { content: Array.from({ length: next(4) }, () => some((next(40) === 0 ? types : inside[type] ?? ['paragraph', 'bulletList', 'table', 'heading'])[next((next(1), (inside[type] ?? [1, 2, 3, 4]).length))] ?? 'paragraph', depth - 1)) } : {}),
    });
    let taken = 0;
    for (let round = 0; round < 400; round += 1) {
      const result = checkProse(some('doc', 7));
      if (!result.ok) continue;
      taken += 1;
      expect(checkProse(result.value)).toEqual(result);
    }
    expect(taken).toBeGreaterThan(50);
  });

  it('tells an operation in Indonesian', () => {
    expect(proseInput.safeParse(doc(p('x'))).success).toBe(true);
    expect(proseInput.safeParse(doc({ type: 'image' })).error?.issues[0]?.message).toMatch(/memuat gambar.*lampiran/);
  });
});

describe('a body that is shown', () => {
  it('reads as lines', () => {
    expect(proseText(letter)).toBe('Pendahuluan\nYth. [tujuan]\ndi tempat\n3. rapat\n   - daftar hadir\n4. laporan\nHari\tJam\nSenin\t09.00\nDemikian.');
    expect(proseBeginning(letter, 22)).toBe('Pendahuluan Yth.…');
  });
  it('is HTML in which nothing of the writer acts', () => {
    expect(proseHtml(letter)).toContain('<h3>Pendahuluan</h3><p class="rata-center">Yth. <strong><span class="isian" data-isian="tujuan">tujuan</span></strong><br>di tempat</p><ol start="3"><li><p>rapat</p><ul>');
    const evil = `<script>alert(1)</script>"'&<img src=x onerror=alert(1)>`;
    expect(proseHtml({ type: 'doc', content: [paragraph(evil)] })).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img src=x onerror=alert(1)&gt;</p>');
  });
  it('takes values for its fields and names those that are missing', () => {
    expect(mergeFieldsOf(letter)).toEqual(['tujuan']);
    expect(fillProse(letter, { tujuan: '  ' })).toMatchObject({ refusal: { code: 'prose.fields-missing', data: { names: ['tujuan'] } } });
    expect(fillProse(letter, Object.create({ tujuan: 'dari purwarupa' }) as Record<string, string>).ok).toBe(false);
    const filled = fillProse(letter, { tujuan: 'Kepala Dinas\nPendidikan' });
    expect(filled.ok && filled.value.content[1]).toMatchObject({ content: [text('Yth. '), text('Kepala Dinas', 'bold'), { type: 'hardBreak' }, text('Pendidikan', 'bold'), { type: 'hardBreak' }, text('di tempat')] });
    expect(fillKnown(letter, {})).toEqual({ ok: true, value: letter });
  });
});

describe('two versions', () => {
  const told = (before: Prose, after: Prose) => compareProse(before, after).lines.map((line) => `${line.kind}: ${line.pieces.map((piece) => ({ same: piece.text, added: `{+${piece.text}}`, removed: `{-${piece.text}}`, restyled: `{*${piece.text}}` })[piece.kind]).join('')}`);
  const of = (...lines: string[]): Prose => checked(doc(...lines.map(p)));
  it('are compared by line and word', () => {
    expect(told(of('Pembukaan surat ini.', 'Rapat pada hari Senin pukul 09.00 di aula.', 'Terima kasih.'), of('Pembukaan surat ini.', 'Rapat pada hari Selasa pukul 10.00 di aula.', 'Baris yang sama sekali baru.', 'Terima kasih.'))).toEqual([
      'same: Pembukaan surat ini.', 'changed: Rapat pada hari {-Senin}{+Selasa} pukul {-09}{+10}.00 di aula.', 'added: {+Baris yang sama sekali baru.}', 'same: Terima kasih.',
    ]);
    expect(compareProse(letter, letter)).toMatchObject({ changes: 0 });
  });
  it('tell a changed style, a moved item and a changed cell', () => {
    const bold = checked(doc({ type: 'paragraph', content: [{ type: 'text', text: 'harap ' }, { type: 'text', text: 'hadir', marks: [{ type: 'bold' }] }] }));
    expect(told(of('harap hadir'), bold)).toEqual(['changed: harap {*hadir}']);
    const list = (...items: string[]) => checked(doc({ type: 'orderedList', content: items.map((one) => item(p(one))) }));
    expect(told(list('satu', 'tiga'), list('satu', 'dua', 'tiga'))).toEqual(['same: satu', 'added: {+dua}', 'same: tiga']);
    const table = (jam: string) => checked(doc({ type: 'table', content: [row(cell('Hari'), cell('Jam')), row(cell('Senin'), cell(jam))] }));
    expect(told(table('09.00'), table('13.00'))).toEqual(['same: Hari\tJam', 'changed: Senin\t{-09}{+13}.00']);
    expect(compareProse(of('a'), checked(doc({ type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'a' }] })))).toMatchObject({ changes: 1, lines: [{ kind: 'changed', shape: 'heading' }] });
  });
  it('lose no word, whatever was changed, and stay quick for eighty pages', () => {
    let seed = 5;
    const next = (most: number) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % most;
    const words = ['surat', 'dinas', 'rapat', 'hari', 'Senin', 'yang', 'dan', 'kepala'];
    const some = () => of(...Array.from({ length: 1 + next(8) }, () => Array.from({ length: next(9) }, () => words[next(8)]).join(' ')));
    for (let round = 0; round < 200; round += 1) {
      const [before, after] = [some(), some()];
      const side = (gone: 'added' | 'removed') => compareProse(before, after).lines.filter((line) => line.kind !== gone).map((line) => line.pieces.filter((piece) => piece.kind !== gone).map((piece) => piece.text).join(''));
      expect(side('added')).toEqual(proseText(before).split('\n'));
      expect(side('removed')).toEqual(proseText(after).split('\n'));
    }
    const long = (shift: number) => of(...Array.from({ length: 2000 }, (_, i) => `baris ${i + shift} ${words[i % 8]} ${words[(i * 3 + shift) % 8]} dan seterusnya sampai selesai`));
    const began = performance.now();
    compareProse(long(0), long(7));
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
