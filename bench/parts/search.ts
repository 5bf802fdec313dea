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

/** The search box, through the wall, over a million requests of one institution; by three officers who see different shares. */
export async function search(bench: Bench): Promise<Figure[]> {
  await fill(bench, { requests: MILLION, openShare: 0.03 });
  const { wholeToken, verifierToken, quietToken } = bench.cast;
  const askers = { 'who sees all': wholeToken, 'of a desa with 143,000': verifierToken, 'of a desa with 3,000': quietToken };
  const groups = { 'request number': await someNumbers(bench), ...ASKED };
  const path = (query: string) => `/api/permohonan/cari?query=${encodeURIComponent(query)}`;
  const figures: Figure[] = [];
  const all: number[] = [];
  for (const [who, token] of Object.entries(askers)) {
    const headers = { authorization: `Bearer ${token}` };
    const asked: string[] = [];
    const times: number[] = [];
    const kinds: string[] = [];
    for (const [what, queries] of Object.entries(groups)) {
      await replay(bench.url, queries.map(path), headers);
      const labels = Array.from({ length: ROUNDS }, () => queries).flat();
      const took = await replay(bench.url, labels.map(path), headers);
      asked.push(...labels);
      times.push(...took);
      kinds.push(`${what} ${percentile(took, 0.5).toFixed(1)}`);
    }
    all.push(...times);
    figures.push({ part: 'search', what: `by an officer ${who}, p99`, value: percentile(times, 0.99), unit: 'ms', target: { most: 50 }, note: `p50 by kind: ${kinds.join(', ')}; slowest ${slowest(asked, times, 2)}` });
  }
  return [{ part: 'search', what: 'text search over 1,000,000 requests, all, p99', value: percentile(all, 0.99), unit: 'ms', target: { most: 50 }, note: `${all.length} searches, p50 ${percentile(all, 0.5).toFixed(1)}` }, ...figures];
}

async function someNumbers(bench: Bench): Promise<string[]> {
  return bench.asSuperuser(async (client) => {
    const { rows } = await client.query<{ number: string }>('select number from permohonan.request where instansi = $1 order by md5(id::text) limit 6', [bench.cast.instansi]);
    return rows.map((row) => row.number);
  });
}
