import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type TextTools } from './read-text.ts';

/** A mark `${name}` in the text of a PDF, in points from the upper left corner of its page. */
export interface FoundMark {
  name: string;
  page: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the marks stand, by `pdftotext -bbox`; undefined without the program or when it cannot read the file. */
export async function findMarks(tools: TextTools, bytes: Uint8Array): Promise<FoundMark[] | undefined> {
  if (!tools.pdftotext) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'tanda-'));
  try {
    const file = join(folder, 'naskah.pdf');
    await writeFile(file, bytes, { mode: 0o600 });
    const told = await run(tools.pdftotext, ['-q', '-bbox', '-enc', 'UTF-8', file, '-'], 4_000_000);
    return told === undefined ? undefined : marksIn(told);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In XHTML as `pdftotext -bbox` writes it. A mark may stand in the middle of a word, or be set in two. */
export function marksIn(xhtml: string): FoundMark[] {
  const marks: FoundMark[] = [];
  let page = 0;
  for (const part of xhtml.split(/<page\b/).slice(1)) {
    page += 1;
    const words = [...part.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<\/word>/g)]
      .map(([, xMin, yMin, xMax, yMax, text]) => ({ xMin: Number(xMin), yMin: Number(yMin), xMax: Number(xMax), yMax: Number(yMax), text: text!.replaceAll('&amp;', '&') }));
    for (let at = 0; at < words.length; at += 1) {
      let word = words[at]!;
      // Typesetters set "$" and "{nomor}" apart where the style changes between them.
      while (/\$(\{[a-z]*)?$/.test(word.text) && words[at + 1] && Math.abs(words[at + 1]!.yMin - word.yMin) < 3 && words[at + 1]!.xMin - word.xMax < 4) {
        at += 1;
        word = { ...word, xMax: words[at]!.xMax, yMax: Math.max(word.yMax, words[at]!.yMax), text: word.text + words[at]!.text };
      }
      for (const found of word.text.matchAll(/\$\{([a-z]{1,20})\}/g)) {
        const each = (word.xMax - word.xMin) / word.text.length;
        const round = (value: number) => Math.round(value * 100) / 100;
        marks.push({ name: found[1]!, page, x: round(word.xMin + each * found.index), y: round(word.yMin), width: round(each * found[0].length), height: round(word.yMax - word.yMin) });
      }
    }
  }
  return marks;
}
