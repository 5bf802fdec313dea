import { catalogueInstrument } from '../../server/engines/scoring/instrument-catalogue.ts';
import type { WeightedInstrument } from '../../server/engines/scoring/instrument.ts';
import { LEVEL_SCALE, prepare, score } from '../../server/engines/scoring/score.ts';
import { publishIndices } from '../../server/demo/published-indices.ts';
import { weightsForSql } from '../../server/modules/assessments/rules/weights-for-sql.ts';
import { insertLevels, insertSet, recompute, type ResultSet } from '../../server/modules/assessments/storage/results.ts';
import { sql } from '../../server/platform/db/sql.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import { inTenant } from '../../server/platform/request/context.ts';
import { cpuOf } from '../harness/cpu.ts';
import type { Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { percentile } from '../harness/keystrokes.ts';
import { paced } from '../harness/load.ts';

const ROUNDS = 20;
/** What a ministry's page would be asked while everybody talks of the new ranking. */
const PER_SECOND = 50;

/** 621 institutions: their printed results taken in, their 47 levels scored in one statement and in memory, their page. */
export async function assessments(bench: Bench): Promise<Figure[]> {
  const { cast, composed: { house } } = bench;
  const imports: number[] = [];
  for (let round = 0; round < 5; round++) imports.push(await took(() => publishIndices(cast.context())));
  const institutions = (await house.db.inTenant(cast.instansi, (tx) => tx.many<{ id: string }>(sql`select id from assessments.institution where instansi = ${cast.instansi} order by id`))).map(({ id }) => id);

  const prepared = prepare(catalogueInstrument('spbe-2020') as WeightedInstrument);
  const levels = institutions.map((_, at) => prepared.indicators.map((__, column) => BigInt(1 + ((at * 31 + column * 17) % 5)) * LEVEL_SCALE));
  const set: ResultSet = { id: uuidv7(), instrument: 'spbe-2020', version: 1, family: 'bench', year: 2030, kind: 'levels', basis: 'unrounded', source: 'ukuran', state: 'working', madeAt: house.clock.now(), toldBy: null };
  await inTenant(cast.context(), async (t) => {
    await insertSet(t.tx, t.instansi, { ...set, by: null });
    await insertLevels(t.tx, t.instansi, set.id, institutions.flatMap((institution, at) => prepared.indicators.map(({ indicator }, column) => ({ institution, number: indicator.number, micro: levels[at]![column]! }))));
  });
  await bench.settle();
  const weights = weightsForSql(prepared, 'unrounded');
  const inSql: number[] = [];
  let micros = 0;
  for (let round = 0; round < ROUNDS; round++) {
    // Every institution has another index in every round, so that all 621 are written.
    await house.db.inTenant(cast.instansi, (tx) => tx.run(sql`update assessments.level set micro = ${String((1 + (round % 5)) * 1_000_000)}::bigint where instansi = ${cast.instansi} and result_set = ${set.id} and number = '46'`));
    const before = cpuOf(bench.cpu);
    inSql.push(await took(async () => {
      const written = await house.db.inTenant(cast.instansi, (tx) => recompute(tx, cast.instansi, set.id, weights));
      if (written !== institutions.length) throw new Error(`${written} of ${institutions.length} were written`);
    }));
    micros += cpuOf(bench.cpu).postgres - before.postgres;
  }
  const inMemory: number[] = [];
  for (let round = 0; round < ROUNDS; round++) inMemory.push(await took(() => levels.map((own) => score(prepared, own))));

  const page = await paced({ url: `${bench.url}/indeks`, headers: { accept: 'text/html', 'accept-encoding': 'gzip' }, perSecond: PER_SECOND, seconds: bench.seconds });
  const narrowed = await paced({ url: `${bench.url}/indeks?provinsi=35&kelompok=kabupaten`, headers: { accept: 'text/html', 'accept-encoding': 'gzip' }, perSecond: PER_SECOND, seconds: bench.seconds });
  const map = await paced({ url: `${bench.url}/api/indeks/peta.svg`, headers: { 'accept-encoding': 'gzip' }, perSecond: PER_SECOND, seconds: bench.seconds });
  if (page.bad + narrowed.bad + map.bad > 0) throw new Error('bad answers');
  const middle = percentile(inMemory, 0.5);
  return [
    { part: 'assessments', what: '621 × 47 recomputed in one statement, committed, p50', value: percentile(inSql, 0.5), unit: 'ms', target: { most: 50 }, baseline: { what: 'in memory', value: middle }, ratio: percentile(inSql, 0.5) / middle, note: `13 values each, all 621 written; ${(micros / ROUNDS / 1000).toFixed(0)} ms of CPU; slowest of ${ROUNDS}: ${Math.max(...inSql).toFixed(1)}` },
    { part: 'assessments', what: '621 × 47 in memory, p50', value: middle, unit: 'ms', target: { most: 50 }, note: `slowest of ${ROUNDS}: ${Math.max(...inMemory).toFixed(1)}` },
    { part: 'assessments', what: 'import of 621 rows, read, judged and shown, slowest of 5', value: Math.max(...imports), unit: 'ms', target: { most: 2000 }, note: `p50 ${percentile(imports, 0.5).toFixed(0)}` },
    { part: 'assessments', what: 'national page, p99', value: page.p99, unit: 'ms', target: { most: 100 }, note: `${Math.round(page.perSecond)}/s at even distances; p50 ${page.p50.toFixed(1)}; slowest while warming up ${page.first.toFixed(0)}; of one province ${narrowed.p99.toFixed(1)}` },
    { part: 'assessments', what: 'map of the country, p99', value: map.p99, unit: 'ms', target: { most: 100 }, note: `${Math.round(map.perSecond)}/s; p50 ${map.p50.toFixed(1)}` },
  ];
}

async function took(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
