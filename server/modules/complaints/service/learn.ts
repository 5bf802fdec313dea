import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { inTenant, type TenantContext } from '../../../platform/request/context.ts';
import { STOP_WORDS, suggest, wordsOf, type Suggestion } from '../rules/past-decisions-suggest.ts';
import * as storage from '../storage/learning.ts';

const BATCH = 5000;
/** A decision becomes visible some time after its moment; younger ones are left for the next round. */
const SETTLED_MS = 5000;

/** Every few minutes: counts decisions and words that came since, inside the database, each once. */
export async function learn(house: House): Promise<void> {
  for (const { instansi } of await house.db.asOwner((tx) => storage.listInstitutions(tx))) await learnFor(house, instansi);
}

export async function learnFor(house: House, instansi: string): Promise<void> {
  const ctx = jobContext(house, instansi, 'complaints-learn');
  await inTenant(ctx, async (t) => {
    const { decided_until } = await storage.lockLearned(t.tx, instansi);
    await storage.learnDecisions(t.tx, instansi, decided_until, new Date(t.house.clock.now().getTime() - SETTLED_MS), STOP_WORDS);
  });
  while ((await inTenant(ctx, async (t) => storage.learnWords(t.tx, instansi, (await storage.lockLearned(t.tx, instansi)).report, BATCH))) === BATCH);
}

/** Labels as they were decided, best first: `category:…` or `unit:…`, without the prefix. */
export async function suggestFrom(t: TenantContext, text: string, prefix: 'category:' | 'unit:', most = 3): Promise<Suggestion[]> {
  const words = wordsOf(text).slice(0, 200);
  const [labels, counts] = await Promise.all([storage.listLabels(t.tx, t.instansi, prefix), storage.listWordCounts(t.tx, t.instansi, words, prefix)]);
  const byWord = new Map<string, Map<string, number>>();
  for (const { word, label, reports } of counts) {
    let of = byWord.get(word);
    if (!of) byWord.set(word, (of = new Map()));
    of.set(label, reports);
  }
  const found = suggest(text, { labels: new Map(labels.map((l) => [l.label, { reports: l.reports }])), words: byWord }, most);
  return found.map((s) => ({ ...s, label: s.label.slice(prefix.length) }));
}
