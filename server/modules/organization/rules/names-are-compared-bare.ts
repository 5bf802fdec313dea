// Titles as they stand in personnel lists, often without a space behind; one counts only with its full stop.
const BEFORE = /^(prof|drs|dra|drg|drh|dr|ir|hj|h|k\.h|kh|rr|r|apt|ns|bd|pdt|ust)\.\s*(?=\S)/i;
// "S.H.", "M.Si", "S.Sos.", "A.Md.Keb": a title behind the name whose comma was forgotten.
const BEHIND = /^(S|M|A|D|Sp)\.[A-Z][A-Za-z]{0,4}\.?([A-Z][A-Za-z]{0,4}\.?)*$/;

/** A name split for comparison; `name` is what was given, for display. */
export interface SplitName {
  name: string;
  before: string[];
  bare: string;
  behind: string[];
}

/**
 * "Dr. H. SITI  AMINAH, S.Sos., M.Si." → before ["Dr.", "H."], bare "siti aminah", behind ["S.Sos.", "M.Si."].
 * Titles stay in the name that is shown; they are split off to compare two spellings of one person.
 */
export function splitName(given: string): SplitName {
  const name = given.normalize('NFC').replace(/^[\s'’‘`]+/, '').replace(/\s+/g, ' ').trim();
  const [head = '', ...behind] = name.split(',').map((part) => part.trim());
  const before: string[] = [];
  let rest = head;
  for (let title = BEFORE.exec(rest); title; title = BEFORE.exec(rest)) {
    before.push(title[0].trim());
    rest = rest.slice(title[0].length);
  }
  const words = rest.split(' ').filter(Boolean);
  const after: string[] = [];
  while (words.length > 1 && BEHIND.test(words.at(-1)!)) after.unshift(words.pop()!);
  const bare = words.join(' ').toLocaleLowerCase('id-ID').replace(/[^\p{L}\p{N} ]/gu, '').replace(/\s+/g, ' ').trim();
  return { name, before, bare, behind: [...after, ...behind.filter(Boolean)] };
}

export const bareName = (given: string): string => splitName(given).bare;
