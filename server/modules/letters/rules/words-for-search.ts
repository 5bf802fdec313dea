/** Words as the search index takes them: numbers in pieces, so that "800/123" finds "800.1/123/BKD". */
export const wordsOf = (text: string): string => (text.normalize('NFKD').toLowerCase().match(/[a-z0-9]+/g) ?? []).join(' ');

/** What was typed, as words for a text of to_tsquery; at most eight. */
export const typedWords = (query: string): string[] => (query.normalize('NFKD').toLowerCase().match(/[a-z0-9]+/g) ?? []).slice(0, 8);
