import { startBare } from '../baseline/start-bare.ts';
import { rowsOf } from '../baseline/template.ts';
import { against, type Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { load, type Load } from '../harness/load.ts';

/** A complete request through the full stack, between two stretches of the bare line that writes the same rows. */
export async function submit(bench: Bench): Promise<Figure[]> {
  const body = JSON.stringify({ layanan: 'surat-keterangan-usaha', answers: bench.cast.answers });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${bench.cast.citizenToken}` };
  const first = await fetch(`${bench.url}/api/permohonan`, { method: 'POST', headers, body });
  if (first.status !== 201) throw new Error(`submission refused: ${await first.text()}`);
  const bare = await startBare(bench, await rowsOf(bench, ((await first.json()) as { id: string }).id));
  try {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const bareLine = { cpu: { nodePids: [bare.pid], postmasterPid: bench.cpu.postmasterPid }, settle: bench.settle };
    const before = await load({ url: bare.url, ...post }, bareLine, bench.seconds / 2);
    const full = await load({ url: `${bench.url}/api/permohonan`, method: 'POST', headers, body }, bench, bench.seconds);
    const backlog = await waiting(bench);
    await bench.composed.house.events.drain();
    const after = await load({ url: bare.url, ...post }, bareLine, bench.seconds / 2);
    const baseline = (before.perSecond + after.perSecond) / 2;
    const note = `${costs(full)}; bare ${costs(before)}; ${backlog} jobs waited at the end`;
    return [
      against({ part: 'submit', what: 'complete request, full stack, 10 connections', value: full.perSecond, unit: '/s', target: { least: 1000 }, note }, 'bare node+pg', baseline),
      { part: 'submit', what: 'share of the bare line', value: full.perSecond / baseline, unit: '×', target: { least: 0.5 } },
      { part: 'submit', what: 'p99', value: full.p99, unit: 'ms', target: { most: 40 }, baseline: { what: 'bare node+pg', value: before.p99 }, note: full.bad > 0 ? `${full.bad} BAD ANSWERS` : `p50 ${full.p50} ms` },
    ];
  } finally {
    await bare.stop();
  }
}

export const costs = (l: Load): string => `CPU µs node ${Math.round(l.nodeMicros)} + pg ${Math.round(l.postgresMicros)}${l.bad > 0 ? `, ${l.bad} BAD ANSWERS` : ''}`;

/** Work that submissions left for later: what the worker has not kept up with. */
async function waiting(bench: Bench): Promise<number> {
  return bench.asSuperuser(async (client) => {
    const { rows } = await client.query<{ n: string }>('select (select count(*) from platform.outbox) + (select count(*) from graphile_worker._private_jobs) as n');
    return Number(rows[0]!.n);
  });
}
