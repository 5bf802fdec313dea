import { sql } from '../../server/platform/db/sql.ts';
import type { Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { percentile, replay, slowest } from '../harness/keystrokes.ts';

const VILLAGES = 120;
/** What people type that begins no village's name: a place above it, both words, a slip of the finger. */
const TYPED = ['ponorogo', 'siman ponorogo', 'jawa timur', 'kota malang', 'sumatera utara', 'nusa tenggara', 'desa sukorejo', 'sukorejo pono', 'xyz', 'aceh', 'papua', 'suka maju'];

/** Whole names typed letter by letter, over all 83,763 villages and within one regency. */
export async function regions(bench: Bench): Promise<Figure[]> {
  const villages = await bench.composed.house.db.lookUp<{ name: string }>(sql`select name from wilayah.region where level = 'village' order by md5(code) limit ${VILLAGES}`);
  const typed = [...villages.map((v) => v.name.toLowerCase()), ...TYPED].flatMap((name) => Array.from({ length: Math.min(name.length, 14) }, (_, i) => name.slice(0, i + 1)));
  const ask = (within?: string) => typed.map((query) => `/api/wilayah/cari?query=${encodeURIComponent(query)}${within ? `&within=${within}` : ''}`);
  await replay(bench.url, ask().slice(0, 200));
  const all = await replay(bench.url, ask());
  const own = await replay(bench.url, ask('35.02'));
  const short = all.filter((_, i) => typed[i]!.length <= 2);
  return [
    { part: 'regions', what: 'keystroke over 83,763 villages, p99', value: percentile(all, 0.99), unit: 'ms', target: { most: 20 }, note: `${all.length} keystrokes, p50 ${percentile(all, 0.5).toFixed(1)}; slowest ${slowest(typed, all)}` },
    { part: 'regions', what: 'the first one or two letters, p99', value: percentile(short, 0.99), unit: 'ms', target: { most: 20 }, note: `${short.length} keystrokes` },
    { part: 'regions', what: 'keystroke within one regency, p99', value: percentile(own, 0.99), unit: 'ms', target: { most: 20 }, baseline: { what: 'whole country', value: percentile(all, 0.99) }, ratio: percentile(own, 0.99) / percentile(all, 0.99) },
  ];
}
