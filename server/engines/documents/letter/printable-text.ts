import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * A PDF/A document must hold a glyph for every character, so Typst refuses a whole letter for one emoji in a name.
 * What the letter font cannot draw is printed as □, visible to the officer who reads the preview.
 */
const SUBSTITUTE = '□';

// Marks that reorder or hide text: in a name they make a paper that reads differently from its data.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;
const segmenter = new Intl.Segmenter('id', { granularity: 'grapheme' });
let drawable: Set<number> | undefined;

/** Text as it can be printed: composed (NFC), without control marks, undrawable characters as □. */
export function printable(text: string): string {
  return pieces(text).map((piece) => (canDraw(piece) ? piece : SUBSTITUTE)).join('');
}

/** The characters of `text` that would be printed as □: for a form that wants to warn before the letter is made. */
export const undrawable = (text: string): string[] => [...new Set(pieces(text).filter((piece) => !canDraw(piece)))];

/** What a person sees as one character each; joined emoji (a family) are one, so the joiners go only afterwards. */
function pieces(text: string): string[] {
  const composed = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
  if (/^[\n\x20-\x7e]*$/.test(composed)) return [composed];
  return [...segmenter.segment(composed)].map(({ segment }) => segment.replace(INVISIBLE, '')).filter((piece) => piece !== '');
}

/** Words of more than `longest` characters get zero-width places to break, or they would run off the paper. */
export const breakable = (text: string, longest: number): string =>
  text.replace(/\S+/gu, (word) => {
    if (word.length <= longest) return word;
    const letters = [...word];
    const parts: string[] = [];
    for (let i = 0; i < letters.length; i += longest) parts.push(letters.slice(i, i + longest).join(''));
    return parts.join('\u200b');
  });

function canDraw(grapheme: string): boolean {
  drawable ??= readCharacterMap();
  for (const character of grapheme) if (character !== '\n' && !drawable.has(character.codePointAt(0)!)) return false;
  return true;
}

/** Code points of the letter font, from its `cmap` table (OpenType, format 4 and 12). */
function readCharacterMap(): Set<number> {
  const font = readFileSync(createRequire(import.meta.url).resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'));
  const tables = font.readUInt16BE(4);
  let cmap = 0;
  for (let i = 0; i < tables; i++) {
    if (font.toString('latin1', 12 + i * 16, 16 + i * 16) === 'cmap') cmap = font.readUInt32BE(12 + i * 16 + 8);
  }
  const points = new Set<number>();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const table = cmap + font.readUInt32BE(cmap + 4 + i * 8 + 4);
    const format = font.readUInt16BE(table);
    if (format === 4) addSegments(font, table, points);
    if (format === 12) {
      for (let g = 0; g < font.readUInt32BE(table + 12); g++) {
        const at = table + 16 + g * 12;
        for (let c = font.readUInt32BE(at); c <= font.readUInt32BE(at + 4); c++) points.add(c);
      }
    }
  }
  return points;
}

function addSegments(font: Buffer, table: number, points: Set<number>): void {
  const segX2 = font.readUInt16BE(table + 6);
  for (let i = 0; i < segX2; i += 2) {
    const end = font.readUInt16BE(table + 14 + i);
    const start = font.readUInt16BE(table + 16 + segX2 + i);
    const delta = font.readUInt16BE(table + 16 + 2 * segX2 + i);
    const offsetAt = table + 16 + 3 * segX2 + i;
    const offset = font.readUInt16BE(offsetAt);
    for (let c = start; c <= end && c !== 0xffff; c++) {
      const glyph = offset === 0 ? (c + delta) & 0xffff : font.readUInt16BE(offsetAt + offset + 2 * (c - start));
      if (glyph !== 0) points.add(c);
    }
  }
}
