// Pure: texts as the index takes them, and what is asked of it.

/** Small letters and digits between spaces; accents are taken off, numbers come in pieces: "800.1/123/BKD" → "800 1 123 bkd". */
export const wordsOf = (text: string): string => wordList(text).join(' ');

/** What was typed, as words; at most eight. */
export const typedWords = (text: string): string[] => wordList(text).slice(0, 8);

const wordList = (text: string): string[] => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** A number as one word, for who types it whole: "800.1/123/BKD" → "8001123bkd". */
export const numberWord = (text: string): string => wordList(text).join('');

const quoted = (mark: string): string => `'${mark.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A text of to_tsquery over marks: the item carries one of them. Of none no item does. */
export const anyMark = (marks: readonly string[]): string => `(${(marks.length === 0 ? ['-'] : marks).map(quoted).join(' | ')})`;
/** All of several such texts; absent ones ask nothing. */
export const allMarks = (asked: readonly (string | undefined)[]): string => asked.filter((one) => one !== undefined).join(' & ');
