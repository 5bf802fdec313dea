import { isPublicCode, normalizePublicCode } from '../../../platform/kernel/ids.ts';

/** Length of a verification code. */
export const CODE_LENGTH = 16;
/** As printed: groups of four. */
export const groupedCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code;

const MOST = 20;

/**
 * Codes that a file carries in plain text (metadata, links, our stamp on scans), from its bytes read as Latin-1. Only
 * texts with a right check character, at most 20: a file full of them cannot make us search for long.
 */
export function codesInside(text: string): string[] {
  const found = new Set<string>();
  for (const [one] of text.matchAll(/(?<![0-9A-Z])(?:[2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}(?![0-9A-Z])|(?<![0-9A-Z])[2-9A-HJKMNP-TV-Z]{16}(?![0-9A-Z])/g)) {
    if (isPublicCode(one, CODE_LENGTH)) found.add(normalizePublicCode(one));
    if (found.size >= MOST) break;
  }
  return [...found];
}

/** Numbers that our metadata carries ("nomor 500.3/7/PONDOK/XI/2026"); escapes of PDF and XML are undone. */
export function numbersInside(text: string): string[] {
  const found = new Set<string>();
  for (const [, raw] of text.matchAll(/[(>, ]nomor ([^<>,\r\n]{3,160})/g)) {
    const whole = raw!.split(/(?<!\\)\)/)[0]!.replace(/\\([()\\])/g, '$1').replace(/&amp;/g, '&').trim();
    if (whole !== '') found.add(whole);
    if (found.size >= MOST) break;
  }
  return [...found];
}
