import { describe, expect, it } from 'vitest';
import { plainOf, postedProse, proseOfPlain } from './plain-notation.ts';
import { proseOfHtml } from './prose-of-html.ts';
import { paragraph, text, type Block, type Inline, type Prose } from './prose.ts';

const read = (plain: string, before?: Prose) => {
  const result = proseOfPlain(plain, before);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const ofHtml = (html: string): Prose => {
  const result = proseOfHtml(html);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.prose;
};

const TYPED = `# Dasar

>< **Rapat** //penting// __wajib__ untuk {{tujuan}}
baris kedua

1. satu
   a. bukan daftar, tetapi alinea
   - butir
2. dua

|! No. |! Nama |
| 1 | Budi \\| Ani |

=== ganti halaman ===

\\# bukan judul, 2 * 3 = 6, a*b, https://x.id dan https://y.id, tautan __x`;

describe('typing without script', () => {
  it('is read and written', () => {
    const body = read(TYPED);
    expect(body.content.map((block) => block.type)).toEqual(['heading', 'paragraph', 'orderedList', 'table', 'pageBreak', 'paragraph']);
    expect(body.content[1]).toMatchObject({ attrs: { align: 'center' }, content: [text('Rapat', 'bold'), text(' '), text('penting', 'italic'), text(' '), text('wajib', 'underline'), text(' untuk '), { type: 'mergeField' }, { type: 'hardBreak' }, text('baris kedua')] });
    expect(body.content[3]).toMatchObject({ content: [{ content: [{ type: 'tableHeader' }, { type: 'tableHeader' }] }, { content: [{}, { content: [paragraph('Budi | Ani')] }] }] });
    expect(body.content[5]).toEqual(paragraph('# bukan judul, 2 * 3 = 6, a*b, https://x.id dan https://y.id, tautan __x'));
    expect(read(plainOf(body))).toEqual(body);
    expect(read(TYPED.replaceAll('\n', '\r\n'))).toEqual(body);
    expect(read(' \n\n ')).toEqual({ type: 'doc', content: [] });
  });

  it('loses nothing of a block that was not touched', () => {
    const before = ofHtml('<p>Pembuka</p><table><tr><td colspan=2>Lebar</td></tr><tr><td>a</td><td><ul><li>b</li></ul></td></tr></table><p>a<br><br>b</p><ol start=4><li><p>x</p><p>y</p></li></ol>');
    expect(read(plainOf(before), before)).toEqual(before);
    expect(read(plainOf(before).replace('Pembuka', 'Pembuka baru'), before).content.slice(1)).toEqual(before.content.slice(1));
  });

  it('gives back any words with any marks', () => {
    let seed = 3;
    const next = (most: number) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % most;
    const words = ['a', ' b', '*', '**', '_', '__', '/', '//', '\\', '{{x}}', '# ', '- ', '1. ', '| ', '>< ', 'c d', '===', '{{', '•'];
    const marks = [[], [], ['bold'], ['italic'], ['underline'], ['bold', 'italic'], ['bold', 'italic', 'underline']] as const;
    const inline = (): Inline => (next(9) === 0 ? { type: 'hardBreak' } : next(9) === 0 ? { type: 'mergeField', attrs: { name: 'nama' } } : text(`w${words[next(words.length)]}${words[next(words.length)]}w`, ...marks[next(marks.length)]!));
    for (let round = 0; round < 500; round += 1) {
      const lead = text(`${words[next(words.length)]!}z`.trimStart());
      const line = [lead, ...Array.from({ length: next(5) }, inline)];
      const block: Block = [paragraph(...line), { type: 'heading' as const, attrs: { level: 2 as const }, content: line.filter((one) => one.type !== 'hardBreak') }, { type: 'bulletList' as const, content: [{ type: 'listItem' as const, content: [paragraph(...line.filter((one) => one.type !== 'hardBreak'))] }] }][next(3)]!;
      const body = postedProse({ json: JSON.stringify({ type: 'doc', content: [block] }) });
      if (!body.ok) throw new Error(body.refusal.code);
      expect(read(plainOf(body.value)), plainOf(body.value)).toEqual(body.value);
    }
  });

  it('takes the editor before the text, and refuses what is neither', () => {
    expect(postedProse({ json: '{"type":"doc","content":[]}', plain: 'x' })).toMatchObject({ ok: true, value: { content: [] } });
    expect(postedProse({ json: '', plain: 'x' })).toMatchObject({ value: { content: [paragraph('x')] } });
    expect(postedProse({ json: '{' })).toMatchObject({ refusal: { code: 'prose.malformed' } });
    expect(postedProse({ plain: 'x'.repeat(300_000) })).toMatchObject({ refusal: { code: 'prose.too-long' } });
  });
});
