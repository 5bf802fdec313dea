import type { Figure } from '../harness/figure.ts';
import { fill } from '../harness/fill.ts';
import type { Bench } from '../harness/house.ts';
import { percentile, replay, slowest } from '../harness/keystrokes.ts';
import { MILLION } from './queue.ts';

const ROUNDS = 12;
/** Rare: one request. Middling: a name. Common: every request. And what happens while somebody types. */
const ASKED: Record<string, string[]> = {
  rare: ['zzzq', 'mahendra gerabah', 'teguh mahendra batik'],
  middling: ['hartono', 'siti aminah', 'kerupuk', 'reklame sate'],
  common: ['usaha', 'surat keterangan', 'warung', 'ponorogo'],
  'common and rare': ['usaha zzzq', 'surat hartono', 'ponorogo teguh mahendra', 'warung kartini suryani'],
  prefixes: ['su', 'ha', 'har', 'hart', 'siti am', 'wa', 'ke', 'png'],
};

/** The officer's search box, through the wall, over a million requests of one institution. */
export async function search(bench: Bench): Promise<Figure[]> {
  await fill(bench, { requests: MILLION, openShare: 0.03 });
  const numbers = await someNumbers(bench);
  const groups = { 'request number': numbers, ...ASKED };
  const headers = { authorization: `Bearer ${bench.cast.verifierToken}` };
  const path = (query: string) => `/api/permohonan/cari?query=${encodeURIComponent(query)}`;
  await replay(bench.url, Object.values(groups).flat().map(path), headers);
  const figures: Figure[] = [];
  const all: number[] = [];
  for (const [what, queries] of Object.entries(groups)) {
    const labels = Array.from({ length: ROUNDS }, () => queries).flat();
    const times = await replay(bench.url, labels.map(path), headers);
    all.push(...times);
    figures.push({ part: 'search', what: `${what} words, p99`, value: percentile(times, 0.99), unit: 'ms', target: { most: 50 }, note: `p50 ${percentile(times, 0.5).toFixed(1)}; slowest ${slowest(labels, times, 2)}` });
  }
  return [{ part: 'search', what: 'text search over 1,000,000 requests, all kinds, p99', value: percentile(all, 0.99), unit: 'ms', target: { most: 50 }, note: `${all.length} searches` }, ...figures];
}

async function someNumbers(bench: Bench): Promise<string[]> {
  return bench.asSuperuser(async (client) => {
    const { rows } = await client.query<{ number: string }>('select number from permohonan.request where instansi = $1 order by md5(id::text) limit 6', [bench.cast.instansi]);
    return rows.map((row) => row.number);
  });
}
