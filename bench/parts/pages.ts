import { against, type Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { load, paced } from '../harness/load.ts';
import { costs } from './submit.ts';

const PAGES = [
  { path: '/layanan', api: '/api/layanan', what: 'list of services' },
  { path: '/layanan/surat-keterangan-usaha', api: '/api/layanan/surat-keterangan-usaha', what: 'one service' },
  { path: '/', api: '/api/layanan', what: 'home' },
];

/** Pages of the catalogue, drawn on the server for a visitor and compressed; against the same data as JSON, not drawn. */
export async function pages(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { path, api, what } of PAGES) {
    const headers = { 'accept-encoding': 'gzip', accept: 'text/html' };
    const answer = await fetch(bench.url + path, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const html = await answer.text();
    const plain = await load({ url: bench.url + api }, bench, bench.seconds / 2);
    const full = await load({ url: bench.url + path, headers }, bench, bench.seconds);
    const half = await paced({ url: bench.url + path, headers, perSecond: Math.max(10, Math.round(full.perSecond / 2)), seconds: bench.seconds });
    if (half.bad > 0) throw new Error(`${path}: ${half.bad} bad answers at half load`);
    const perCore = 1e6 / (full.nodeMicros + full.postgresMicros);
    figures.push(
      against({ part: 'pages', what: `${what}, per core (CPU of node and postgres)`, value: perCore, unit: '/s', target: { least: 1500 }, note: `${Math.round(full.perSecond)}/s by the clock; ${costs(full)}; ${(html.length / 1024).toFixed(0)} KB of HTML` },
        `JSON of ${api}`, 1e6 / (plain.nodeMicros + plain.postgresMicros)),
      { part: 'pages', what: `${what}, p99 at half load`, value: half.p99, unit: 'ms', target: { most: 30 }, baseline: { what: 'at full load', value: full.p99 }, ratio: half.p99 / full.p99, note: `${Math.round(half.perSecond)}/s at even distances; p50 ${half.p50.toFixed(1)} ms` },
    );
  }
  return figures;
}
