import type pg from 'pg';
import { wordsOf } from '../../server/platform/kernel/search-words.ts';

/** Years of texts were learned as they came; a million at once would keep the database busy while others are measured. `home` without stems: permohonan. */
export async function learnWords(client: pg.Client, home: 'permohonan' | 'complaints' | 'letters', instansi: string, texts: readonly string[]): Promise<void> {
  const words = [...new Set(wordsOf(texts.join(' ')).split(' '))].filter((word) => /^[a-z]{2,30}$/.test(word));
  await client.query(`insert into ${home}.vocabulary (instansi, word, lexeme, items, told) select $1, w, coalesce(platform.lexeme(w, $3), ''), 1000, true from unnest($2::text[]) w on conflict do nothing`, [instansi, words, home !== 'permohonan']);
  await client.query(`vacuum analyze ${home}.vocabulary`);
}
