import type { Figure } from '../harness/figure.ts';
import { countRequests, fill } from '../harness/fill.ts';
import type { Bench } from '../harness/house.ts';
import { load, type Load } from '../harness/load.ts';
import { costs } from './submit.ts';

const FEW = 1000;
export const MILLION = 1_000_000;

/** The first page of an officer's own box, with a thousand requests in the regency and with a million. */
export async function queue(bench: Bench): Promise<Figure[]> {
  // Other parts may have sent theirs before; these thousand are what stands on the desk.
  const few = (await countRequests(bench)) + FEW;
  await fill(bench, { requests: few, openShare: 0.5 });
  const small = await measure(bench);
  await fill(bench, { requests: MILLION, openShare: 0.03 });
  const large = await measure(bench);
  return [
    { part: 'queue', what: `officer's queue of 25 at ${few.toLocaleString('en')} requests`, value: small.perSecond, unit: '/s', target: { least: 1200 }, note: `p99 ${small.p99} ms; ${costs(small)}` },
    { part: 'queue', what: 'officer\'s queue of 25 at 1,000,000 requests', value: large.perSecond, unit: '/s', target: { least: 1200 }, baseline: { what: `at ${few.toLocaleString('en')}`, value: small.perSecond }, ratio: large.perSecond / small.perSecond, note: `p99 ${large.p99} ms; ${costs(large)}` },
    { part: 'queue', what: 'rate at 1,000,000 against a few thousand', value: large.perSecond / small.perSecond, unit: '×', target: { least: 0.8 } },
  ];
}

async function measure(bench: Bench): Promise<Load> {
  const headers = { authorization: `Bearer ${bench.cast.verifierToken}` };
  const path = '/api/antrean?box=mine';
  const answer = (await (await fetch(bench.url + path, { headers })).json()) as { items?: unknown[] };
  if (answer.items?.length !== 25) throw new Error(`the queue is not full: ${JSON.stringify(answer).slice(0, 300)}`);
  return load({ url: bench.url + path, headers }, bench, bench.seconds);
}
