import type { Refusal, RefusalTable } from '../../../platform/kernel/refusal.ts';

/** The sentence that people read, for a refusal that is kept with a document instead of being thrown. */
export function sentenceOf(refusal: Refusal, table: RefusalTable): string {
  const entry = table[refusal.code] ?? table['issuance.production-failed'];
  if (!entry) throw new Error(`refusal "${refusal.code}" has no sentence`);
  return typeof entry.sentence === 'string' ? entry.sentence : entry.sentence(refusal.data ?? {});
}
