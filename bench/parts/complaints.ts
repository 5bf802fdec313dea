import { cpuOf } from '../harness/cpu.ts';
import type { Figure } from '../harness/figure.ts';
import { countReports, fillComplaints } from '../harness/fill-complaints.ts';
import type { Bench } from '../harness/house.ts';
import { percentile, replay, slowest } from '../harness/keystrokes.ts';
import { stages, stories, warmUpSeconds, type Story, type Told } from '../harness/load.ts';

const MILLION = 1_000_000;
const CONNECTIONS = 10;
/** The spike that the broadest open peer was measured with, in lifecycles a second, and here twice as high. */
const SPIKE = [1, 15, 1, 25, 2, 35, 10].map((perSecond) => 2 * perSecond);
const STAGE_SECONDS = 10;
/** The slowest story of a second that counts as recovered, against the first stage. */
const RECOVERED_MS = 250;

const storyOf = ({ url, cast }: Bench, createOnly = false): Story => ({ url, tokens: { coordinator: cast.coordinatorToken, roads: cast.roadsToken }, roads: cast.roads, createOnly });

/** An institution where an answer goes out as its penghubung writes it: the lifecycle of the peers knows no approval. */
export async function answerDirectly(bench: Bench): Promise<void> {
  await stories({ ...storyOf(bench, true), connections: 1, seconds: 0.2 });
  await bench.asSuperuser((client) => client.query(`update complaints.settings set serial = serial + 1, body = body || '{"answerNeedsApproval": false}' where instansi = $1`, [bench.cast.instansi]));
}

/** Reports created, and carried through their life: on an empty database, and where a million are kept. */
export async function complaints(bench: Bench): Promise<Figure[]> {
  await answerDirectly(bench);
  const create = await closed(bench, true);
  const empty = await closed(bench, false);
  const kept = await countReports(bench);
  await fillComplaints(bench, MILLION);
  const large = await closed(bench, false);
  const spike = await stages({ ...storyOf(bench), stages: SPIKE, stageSeconds: STAGE_SECONDS });
  return [
    { part: 'complaints', what: 'report created, 10 connections', value: create.perSecond, unit: '/s', target: { least: 1000 }, note: create.note },
    { part: 'complaints', what: 'created, p99', value: create.p99, unit: 'ms', target: { most: 40 }, note: `p50 ${create.p50.toFixed(1)}` },
    { part: 'complaints', what: 'lifecycles (create, assign, resolve, search), few reports', value: empty.perSecond, unit: '/s', target: { least: 200 }, note: `${empty.note}; ${kept} reports at the end` },
    { part: 'complaints', what: 'lifecycles at 1,000,000 reports', value: large.perSecond, unit: '/s', target: { least: 150 }, baseline: { what: 'few', value: empty.perSecond }, ratio: large.perSecond / empty.perSecond, note: large.note },
    { part: 'complaints', what: `spike ${SPIKE.join('-')} lifecycles/s at 1,000,000: wrong answers`, value: spike.bad, unit: '', target: { most: 0 }, note: spike.firstBad || `${spike.stories} lifecycles; p99 of a call ${spike.p99.toFixed(1)} ms` },
    { part: 'complaints', what: 'seconds until stories are as quick as before the spike', value: recovery(spike), unit: 's', target: { most: 10 }, note: `slowest story of a second: ${Math.max(...spike.bySecond.map((s) => s.slowest)).toFixed(0)} ms` },
  ];
}

async function closed(bench: Bench, createOnly: boolean): Promise<Told & { perSecond: number; note: string }> {
  await stories({ ...storyOf(bench, createOnly), connections: CONNECTIONS, seconds: warmUpSeconds(bench.seconds) });
  await bench.settle();
  const before = cpuOf(bench.cpu);
  const told = await stories({ ...storyOf(bench, createOnly), connections: CONNECTIONS, seconds: bench.seconds });
  const after = cpuOf(bench.cpu);
  await bench.composed.house.events.drain();
  if (told.stories === 0) throw new Error(told.firstBad);
  const micros = (of: 'node' | 'postgres') => Math.round((after[of] - before[of]) / told.stories);
  return { ...told, perSecond: told.stories / told.seconds, note: `CPU µs node ${micros('node')} + pg ${micros('postgres')}; p99 of a call ${told.p99.toFixed(1)} ms${told.bad > 0 ? `, ${told.bad} BAD: ${told.firstBad}` : ''}` };
}

/** The longest run of seconds after the highest stage in which some story was slow. */
function recovery({ bySecond }: Told): number {
  const peakEnds = (SPIKE.indexOf(Math.max(...SPIKE)) + 1) * STAGE_SECONDS;
  const slow = bySecond.filter((s) => s.second >= peakEnds && s.slowest > RECOVERED_MS).map((s) => s.second);
  return slow.length === 0 ? 0 : Math.max(...slow) - peakEnds + 1;
}

const ROUNDS = 10;
const ASKED: Record<string, string[]> = {
  rare: ['gerabah pecah', 'tikungan ngebel berlubang sulastri', 'pudak keruh'],
  middling: ['lampu padam babadan', 'sampah pasar', 'antrean puskesmas', 'selokan'],
  common: ['jalan', 'rusak', 'ponorogo', 'dekat pasar'],
  'affixes and slips': ['perbaikan penerangan', 'sampahh menumpukk', 'jln berlubng', 'membahayakan'],
  prefixes: ['ja', 'ber', 'sam', 'pus', 'tik'],
};

/** Text search over a million reports: a coordinator, the officer of a unit that has them all, and everybody. */
export async function complaintSearch(bench: Bench): Promise<Figure[]> {
  await fillComplaints(bench, MILLION);
  await bench.composed.house.events.drain();
  const askers: [string, string, Record<string, string>][] = [
    ['coordinator', '/api/pengaduan/cari?limit=25&query=', { authorization: `Bearer ${bench.cast.coordinatorToken}` }],
    ['unit with all of them', '/api/pengaduan/cari?limit=25&query=', { authorization: `Bearer ${bench.cast.roadsToken}` }],
    ['everybody', '/api/pengaduan/publik?limit=25&query=', {}],
  ];
  const groups = { number: await someNumbers(bench), ...ASKED };
  const figures: Figure[] = [];
  const all: number[] = [];
  for (const [who, path, headers] of askers) {
    const asked: string[] = [];
    const times: number[] = [];
    const kinds: string[] = [];
    for (const [kind, queries] of Object.entries(groups)) {
      const paths = queries.map((query) => path + encodeURIComponent(query));
      await replay(bench.url, paths, headers);
      const took = await replay(bench.url, Array.from({ length: ROUNDS }, () => paths).flat(), headers);
      asked.push(...Array.from({ length: ROUNDS }, () => queries).flat());
      times.push(...took);
      kinds.push(`${kind} ${percentile(took, 0.5).toFixed(1)}`);
    }
    all.push(...times);
    figures.push({ part: 'complaint-search', what: `${who}, p99`, value: percentile(times, 0.99), unit: 'ms', target: { most: 50 }, note: `p50 by kind: ${kinds.join(', ')}; slowest ${slowest(asked, times, 3)}` });
  }
  return [{ part: 'complaint-search', what: 'text search over 1,000,000 reports, p99', value: percentile(all, 0.99), unit: 'ms', target: { most: 50 }, note: `${all.length} searches, p50 ${percentile(all, 0.5).toFixed(1)}` }, ...figures];
}

async function someNumbers(bench: Bench): Promise<string[]> {
  return bench.asSuperuser(async (client) => (await client.query<{ number: string }>('select number from complaints.report where instansi = $1 order by md5(id::text) limit 6', [bench.cast.instansi])).rows.map((row) => row.number));
}
