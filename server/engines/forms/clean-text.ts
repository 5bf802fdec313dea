/*
 * What people paste: text from letters, chats and spreadsheets. HTML stays as it is: it is text, and the page escapes it.
 */

// Invisible signs that make two equal names differ or turn the reading direction of what follows.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu;
// Joiners belong inside emoji only.
const STRAY_JOINER = /(?<!\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)[\u200c\u200d]|[\u200c\u200d](?!\p{Extended_Pictographic})/gu;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Trimmed, NFC, without control and invisible characters; line ends become \n, or a space where one line is asked. */
export function cleanText(raw: string, { lines }: { lines: 'one' | 'many' }): string {
  const ends = raw.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n');
  const flat = lines === 'one' ? ends.replace(/[\n\t]+/g, ' ') : ends;
  return flat.replace(CONTROL, '').replace(INVISIBLE, '').replace(STRAY_JOINER, '').normalize('NFC').trim();
}

/** Length as a person counts it roughly: code points, so that an emoji is not two letters. */
export const lengthOf = (text: string): number => [...text].length;
