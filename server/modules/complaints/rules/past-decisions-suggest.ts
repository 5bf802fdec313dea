/**
 * Which category a text belongs to, from what officers decided before: plain naive Bayes over words, add-one smoothing.
 * Counts come from the database; the person confirms.
 */
export interface Counts {
  /** Reports per label. */
  labels: ReadonlyMap<string, { reports: number }>;
  /** Per word of the text: how many reports of each label carry it. */
  words: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export interface Suggestion {
  label: string;
  /** 0 to 100, of this label among all. */
  confidence: number;
  /** The words that speak most for it, against the average of the others. */
  why: string[];
}

/** Words that say nothing about a matter. */
export const STOP_WORDS: readonly string[] =
  'yang dan di ke dari untuk pada dengan ini itu ada tidak sudah belum akan saya kami kita anda mohon tolong segera karena sejak juga agar atau oleh sangat sekali bisa dapat lagi masih para bapak ibu pak bu terima kasih selamat pagi siang sore malam dalam kepada sebagai tersebut adalah hari bulan tahun'.split(' ');
const STOP = new Set(STOP_WORDS);

/** Distinct words of at least three letters, small, without digits; each counts once however often it stands there. */
export const wordsOf = (text: string): string[] => [...new Set(text.toLowerCase().normalize('NFKD').match(/[a-z]{3,30}/g) ?? [])].filter((w) => !STOP.has(w));

/** Best first. Empty while fewer than two labels are known or no word of the text has been seen. */
export function suggest(text: string, counts: Counts, most = 3): Suggestion[] {
  const words = wordsOf(text).filter((w) => counts.words.has(w));
  if (counts.labels.size < 2 || words.length === 0) return [];
  const total = [...counts.labels.values()].reduce((sum, l) => sum + l.reports, 0);
  const chance = (word: string, label: string) => ((counts.words.get(word)?.get(label) ?? 0) + 1) / (counts.labels.get(label)!.reports + 2);
  const scored = [...counts.labels.keys()].map((label) => ({
    label,
    score: Math.log(counts.labels.get(label)!.reports / total) + words.reduce((sum, word) => sum + Math.log(chance(word, label)), 0),
  }));
  const top = Math.max(...scored.map((s) => s.score));
  const sum = scored.reduce((all, s) => all + Math.exp(s.score - top), 0);
  return scored
    .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1))
    .slice(0, most)
    .map(({ label, score }) => ({ label, confidence: Math.round((100 * Math.exp(score - top)) / sum), why: speakingFor(label, words, counts, chance) }));
}

function speakingFor(label: string, words: readonly string[], counts: Counts, chance: (word: string, label: string) => number): string[] {
  const others = [...counts.labels.keys()].filter((l) => l !== label);
  return words
    .map((word) => ({ word, weight: Math.log(chance(word, label)) - others.reduce((sum, l) => sum + Math.log(chance(word, l)), 0) / others.length }))
    .filter(({ weight, word }) => weight > 0 && (counts.words.get(word)?.get(label) ?? 0) > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 4)
    .map(({ word }) => word);
}
