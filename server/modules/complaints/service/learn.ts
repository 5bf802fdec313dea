import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { inTenant, type TenantContext } from '../../../platform/request/context.ts';
import type { Configuration } from './configuration.ts';
import { STOP_WORDS, suggest, wordsOf, type Suggestion } from '../rules/past-decisions-suggest.ts';
import * as storage from '../storage/learning.ts';
import { search } from '../storage/search.ts';

/** A decision becomes visible some time after its moment; younger ones are left for the next round. */
const SETTLED_MS = 5000;

/** Every few minutes: counts decisions and words that came since, inside the database, each once. */
export async function learn(house: House): Promise<void> {
  for (const { instansi } of await house.db.asOwner((tx) => storage.listInstitutions(tx))) await learnFor(house, instansi);
}

export async function learnFor(house: House, instansi: string): Promise<void> {
  const ctx = jobContext(house, instansi, 'complaints-learn');
  await inTenant(ctx, async (t) => {
    const until = await storage.lockLearned(t.tx, instansi);
    await storage.learnDecisions(t.tx, instansi, until, new Date(t.house.clock.now().getTime() - SETTLED_MS), STOP_WORDS);
  });
  await search.learnFor(house, instansi);
}

/** Labels as they were decided, best first: `category:…` or `unit:…`, without the prefix. Categories are known by their keywords, too. */
export async function suggestFrom(t: TenantContext, text: string, prefix: 'category:' | 'unit:', categories: Configuration['categories'] = new Map(), most = 3): Promise<Suggestion[]> {
  const [words, keywords] = await Promise.all([stemmed(t, wordsOf(text).slice(0, 200)), keywordsOf(t, categories)]);
  const [labels, counts] = await Promise.all([storage.listLabels(t.tx, t.instansi, prefix), storage.listStemCounts(t.tx, t.instansi, words.map((w) => w.stem), prefix)]);
  const short = (label: string) => label.slice(prefix.length);
  const stems = new Map<string, Map<string, number>>();
  for (const { stem, label, reports } of counts) {
    let of = stems.get(stem);
    if (!of) stems.set(stem, (of = new Map()));
    of.set(short(label), reports);
  }
  return suggest(words, { labels: new Map(labels.map((l) => [short(l.label), { reports: l.reports }])), stems, keywords }, most);
}

async function stemmed(t: TenantContext, words: readonly string[]): Promise<{ typed: string; stem: string }[]> {
  const stems = await storage.stemsOf(t.tx, words);
  return words.map((typed) => ({ typed, stem: stems.get(typed) ?? typed }));
}

/** Stems of name and keywords of what a report may be about; worked out once for each version of the table. */
const kept = new WeakMap<Configuration['categories'], Promise<ReadonlyMap<string, ReadonlySet<string>>>>();
function keywordsOf(t: TenantContext, categories: Configuration['categories']): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  let known = kept.get(categories);
  if (!known) {
    known = stemKeywords(t, categories);
    kept.set(categories, known);
    known.catch(() => kept.delete(categories));
  }
  return known;
}
async function stemKeywords(t: TenantContext, categories: Configuration['categories']): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const own = [...categories.values()].filter((c) => c.active && c.keywords.length > 0 && !c.kinds.includes('misconduct')).map((c) => ({ code: c.code, words: wordsOf(`${c.name} ${c.keywords.join(' ')}`) }));
  const stems = await storage.stemsOf(t.tx, [...new Set(own.flatMap((c) => c.words))]);
  return new Map(own.map(({ code, words }) => [code, new Set(words.map((word) => stems.get(word) ?? word))]));
}
