/**
 * Which label (category, unit) a text belongs to, from what officers decided before: naive Bayes over stems of words. Counts
 * come from the database; the person confirms.
 *
 * A category's own name and keywords count as some decided reports that carry them all, so that it is found before anybody
 * decided anything. A word that a label was never met with counts as rarely there as everywhere, so that a rare label gains
 * nothing from it. Words of one report say much the same, so that their evidence counts by half: what is called certain here
 * was right for wordings that were kept back (`npm run bench -- complaint-routing`).
 */
export interface Counts {
  /** Reports per label. */
  labels: ReadonlyMap<string, { reports: number }>;
  /** Per stem: how many reports of each label carry it. */
  stems: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Stems of the label's own name and keywords. */
  keywords?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A word of the text as it was written, and its stem. */
export interface Word {
  typed: string;
  stem: string;
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

/** As many decided reports a label's keywords stand for, and the general share of a word for each label. */
const KEYWORDS_STAND_FOR = 10;
const GENERAL_STANDS_FOR = 2;
const EVIDENCE = 0.5;

/** Best first. Empty while fewer than two labels are known or no word of the text has been seen. */
export function suggest(text: readonly Word[], counts: Counts, most = 3): Suggestion[] {
  const table = tableOf(counts);
  const words = [...new Map(text.filter(({ stem }) => table.shares.has(stem)).map((word) => [word.stem, word])).values()];
  if (table.reports.size < 2 || words.length === 0) return [];
  const scored = [...table.reports.keys()].map((label) => ({
    label, score: Math.log(table.reports.get(label)! / table.total) + EVIDENCE * words.reduce((sum, { stem }) => sum + Math.log(table.chance(stem, label)), 0),
  }));
  const top = Math.max(...scored.map((s) => s.score));
  const sum = scored.reduce((all, s) => all + Math.exp(s.score - top), 0);
  return scored
    .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1))
    .slice(0, most)
    .map(({ label, score }) => ({ label, confidence: Math.round((100 * Math.exp(score - top)) / sum), why: speakingFor(label, words, table) }));
}

interface Table {
  /** Reports per label, keywords included. */
  reports: ReadonlyMap<string, number>;
  total: number;
  /** In how many of all reports a stem stands. */
  shares: ReadonlyMap<string, number>;
  met(stem: string, label: string): number;
  /** How likely a report of the label carries the stem. */
  chance(stem: string, label: string): number;
}

function tableOf({ labels, stems, keywords = new Map() }: Counts): Table {
  const reports = new Map([...labels].map(([label, l]) => [label, l.reports]));
  for (const label of keywords.keys()) reports.set(label, (reports.get(label) ?? 0) + KEYWORDS_STAND_FOR);
  const total = [...reports.values()].reduce((sum, n) => sum + n, 0);
  const met = (stem: string, label: string) => (stems.get(stem)?.get(label) ?? 0) + (keywords.get(label)?.has(stem) ? KEYWORDS_STAND_FOR : 0);
  const known = new Set([...stems.keys(), ...[...keywords.values()].flatMap((own) => [...own])]);
  const shares = new Map([...known].map((stem) => [stem, [...reports.keys()].reduce((sum, label) => sum + met(stem, label), 0) / total]));
  const chance = (stem: string, label: string) => (met(stem, label) + GENERAL_STANDS_FOR * shares.get(stem)!) / (reports.get(label)! + GENERAL_STANDS_FOR);
  return { reports, total, shares, met, chance };
}

function speakingFor(label: string, words: readonly Word[], { reports, met, chance }: Table): string[] {
  const others = [...reports.keys()].filter((l) => l !== label);
  return words
    .map(({ typed, stem }) => ({ typed, stem, weight: Math.log(chance(stem, label)) - others.reduce((sum, l) => sum + Math.log(chance(stem, l)), 0) / others.length }))
    .filter(({ weight, stem }) => weight > 0 && met(stem, label) > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 4)
    .map(({ typed }) => typed);
}
