/** A line of an annex with its letter, and what it says of the age of a piece of evidence. */
export interface LetteredLine {
  id: string;
  text: string;
  maxAgeMonths?: number;
  monthsAfterReview?: number;
}

/**
 * Reads lines as they are pasted from an annex. "a. …" or "a) …" keep their letter and a line without one goes on with the
 * line before; where the first line has no letter every line is a piece of its own and gets the next one that is free
 * after `taken`. Bullets fall away. Returns a sentence where it cannot be.
 */
export function readLettered(text: string, taken: readonly string[] = []): LetteredLine[] | { sentence: string } {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
  const found: { id?: string; text: string }[] = [];
  for (const line of lines) {
    const lettered = /^([a-zA-Z])[.)]\s*(\S.*)$/.exec(line);
    const goesOn = !lettered && found[0]?.id !== undefined;
    if (goesOn) found.at(-1)!.text += ` ${line}`;
    else if (lettered) found.push({ id: lettered[1]!.toLowerCase(), text: lettered[2]! });
    else found.push({ text: line.replace(/^([-•*·–]|\d{1,2}[.)])\s+/, '') });
  }
  if (found.length > 26) return { sentence: MOST };
  if (found.some(({ id }) => id === undefined) && found.some(({ id }) => id !== undefined)) return { sentence: 'Beri huruf pada semua baris, atau tidak sama sekali.' };
  const free = [...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => !taken.includes(letter));
  const all = found.map(({ id, text: own }, at) => ({ id: id ?? free[at] ?? '', ...aged(own) }));
  if (all.some(({ id }) => id === '')) return { sentence: MOST };
  const twice = all.find(({ id }, at) => taken.includes(id) || all.findIndex((other) => other.id === id) !== at);
  if (twice) return { sentence: `Huruf ${twice.id} dipakai dua kali. Beri huruf yang berbeda.` };
  const empty = all.find((one) => one.text === '');
  return empty ? { sentence: `Butir ${empty.id} belum berisi kalimat.` } : all;
}

const MOST = 'Paling banyak 26 butir, satu untuk tiap huruf.';
const AGE = /(?:^|\s+)\((?:paling lama|berumur paling lama) (\d{1,3}) (bulan|tahun)\)$/i;
const AFTER = /(?:^|\s+)\(paling lambat (\d{1,3}) (bulan|tahun) sesudah reviu\)$/i;
const months = ([, count, unit]: RegExpExecArray): number => Math.max(1, Number(count) * (unit!.toLowerCase() === 'tahun' ? 12 : 1));

/** "Laporan reviu (paling lama 2 tahun)" → text and months. */
function aged(text: string): Omit<LetteredLine, 'id'> {
  const age = AGE.exec(text);
  if (age) return { text: text.replace(AGE, ''), maxAgeMonths: months(age) };
  const after = AFTER.exec(text);
  return after ? { text: text.replace(AFTER, ''), monthsAfterReview: months(after) } : { text };
}

/** The way back: what stands in the form. */
export const writeLettered = (lines: readonly LetteredLine[]): string =>
  lines.map(({ id, text, maxAgeMonths, monthsAfterReview }) => `${id}. ${text}${maxAgeMonths ? ` (paling lama ${maxAgeMonths} bulan)` : ''}${monthsAfterReview ? ` (paling lambat ${monthsAfterReview} bulan sesudah reviu)` : ''}`).join('\n');
