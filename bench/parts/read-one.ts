import { startBare } from '../baseline/start-bare.ts';
import { rowsOf } from '../baseline/template.ts';
import { against, type Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { load } from '../harness/load.ts';
import { costs } from './submit.ts';

const MANY = 200;

/** The applicant opens one of their requests; over many requests, so that nothing is answered from one hot row. */
export async function readOne(bench: Bench): Promise<Figure[]> {
  const headers = { authorization: `Bearer ${bench.cast.citizenToken}` };
  const ids = await submitMany(bench);
  const bare = await startBare(bench, await rowsOf(bench, ids[0]!));
  try {
    const requests = (prefix: string) => ids.map((id) => ({ method: 'GET', path: `${prefix}/${id}` }));
    const before = await load({ url: bare.url, requests: requests('') }, { cpu: { nodePids: [bare.pid], postmasterPid: bench.cpu.postmasterPid }, settle: bench.settle }, bench.seconds / 2);
    const full = await load({ url: bench.url, headers, requests: requests('/api/permohonan-saya') }, bench, bench.seconds);
    return [
      against({ part: 'read', what: 'one request with timeline, answers, messages, documents', value: full.perSecond, unit: '/s', target: { least: 2500 }, note: `p99 ${full.p99} ms; ${costs(full)}; bare ${costs(before)}` },
        'bare select by key', before.perSecond),
    ];
  } finally {
    await bare.stop();
  }
}

async function submitMany(bench: Bench): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < MANY; i++) {
    const answer = await fetch(`${bench.url}/api/permohonan`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${bench.cast.citizenToken}` },
      body: JSON.stringify({ layanan: 'surat-keterangan-usaha', answers: { ...bench.cast.answers, usaha_nama: `Warung ${i}` } }),
    });
    ids.push(((await answer.json()) as { id: string }).id);
  }
  await bench.composed.house.events.drain();
  return ids;
}
