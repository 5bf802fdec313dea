import { beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../platform/db/database.ts';
import { sql, type Sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse } from '../../testing/house.ts';
import { DAYS, deskScene, type DeskScene } from './desk.testing.ts';
import { as } from './evaluation.testing.ts';
import * as desk from './storage/desk.ts';
import * as verdicts from './storage/verdicts.ts';

/**
 * A campaign with every stage of every indicator filled by both assessors. PENDOPO_INSTITUTIONS=621 makes it as large as
 * the nation and prints what the operations take.
 */
const INSTITUTIONS = Number(process.env['PENDOPO_INSTITUTIONS'] ?? 120);
const t = await createTestHouse();
let s: DeskScene;
let ids: string[];
beforeAll(async () => {
  s = await deskScene(t);
  const [org, campaign] = [s.c.ministry, s.campaign];
  await t.house.db.inTenant(org, async (tx) => {
    await tx.run(sql`insert into evaluation.participant (instansi, id, campaign, kind, name, bare_name, submission, submission_no)
      select ${org}, gen_random_uuid(), ${campaign}, 'central', 'Lembaga ' || n, 'lembaga ' || n, gen_random_uuid(), 1 from generate_series(1, ${INSTITUTIONS}::int) n`);
    await tx.run(sql`insert into evaluation.submission (instansi, id, participant, no, way, payload, sha256, by_name, submitted_at, received_at)
      select ${org}, submission, id, 1, 'paper', '{}', 'x', 'x', now(), now() from evaluation.participant where instansi = ${org} and kind = 'central'`);
    const all = sql`from evaluation.participant p cross join generate_series(1, 47) n where p.instansi = ${org} and p.campaign = ${campaign} and p.kind = 'central'`;
    await tx.run(sql`insert into evaluation.claim (instansi, submission, number, micro, met, asks, fakta, analisis) select ${org}, p.submission, n::text, 3000000, '{}', '', repeat('fakta ', 40), repeat('analisis ', 40) ${all}`);
    await tx.run(sql`insert into evaluation.evidence (instansi, submission, id, number, level, letter, kind, title, intact) select ${org}, p.submission, gen_random_uuid(), n::text, 3, 'a', 'link', repeat('bukti ', 20), true ${all}`);
    await tx.run(sql`insert into evaluation.item (instansi, participant, number, campaign, state, micro, value_stage, changed_at) select ${org}, p.id, n::text, ${campaign}, case when random() < 0.01 then 'disputed' else 'settled' end, 3000000, 'document', now() ${all}`);
    for (const stage of ['document', 'interview', 'visit', 'review']) {
      await tx.run(sql`insert into evaluation.verdict (instansi, participant, number, stage, role, account, by_name, micro, direction, fakta, analisis, justifikasi, submission_no, seq, given_at)
        select ${org}, p.id, n::text, ${stage}, r, ${s.c.budi.accountId}, 'x', 3000000, 'accept', repeat('fakta ', 40), 'a', '', 1, 1, now() from evaluation.participant p cross join generate_series(1, 47) n cross join unnest(array['first', 'second']) r where p.instansi = ${org} and p.campaign = ${campaign} and p.kind = 'central'`);
      await tx.run(sql`insert into evaluation.stage_value (instansi, participant, number, stage, micro, fakta, analisis, justifikasi, how, by_name, set_at) select ${org}, p.id, n::text, ${stage}, 3000000, repeat('fakta ', 40), 'a', '', 'agreed', 'x', now() ${all}`);
    }
    await tx.run(sql`insert into evaluation.mark (instansi, participant, number, mark, text, account, by_name, seq, given_at) select ${org}, p.id, n::text, 'valid', '', ${s.c.reviewer.accountId}, 'x', 1, now() ${all}`);
    await tx.run(sql`insert into evaluation.question (instansi, id, campaign, participant, number, stage, text, account, by_name, asked_at) select ${org}, gen_random_uuid(), ${campaign}, p.id, n::text, 'document', 'x', ${s.c.budi.accountId}, 'x', now() ${all}`);
    // One assessor of twenty has thirty institutions.
    await tx.run(sql`insert into evaluation.assignment (instansi, id, campaign, participant, role, account, name, made_at)
      select ${org}, gen_random_uuid(), ${campaign}, p.id, 'first', case when row_number() over (order by p.id) <= 30 then ${s.c.budi.accountId}::uuid else gen_random_uuid() end, 'x', now() from evaluation.participant p where p.instansi = ${org} and p.campaign = ${campaign} and p.kind = 'central'`);
    ids = (await tx.many<{ participant: string }>(sql`select participant from evaluation.assignment where instansi = ${org} and campaign = ${campaign} and account = ${s.c.budi.accountId}`)).map(({ participant }) => participant);
  });
  await t.house.db.asOwner((tx) => tx.run(sql`analyze evaluation.verdict, evaluation.stage_value, evaluation.item, evaluation.claim, evaluation.mark, evaluation.question, evaluation.assignment, evaluation.participant, evaluation.submission, evaluation.evidence`));
  t.clock.set(DAYS.document);
}, 120_000);

/** The large tables that a statement reads row by row, behind the wall as the application does. */
async function scanned(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const found: string[] = [];
  await t.house.db.inTenant(s.c.ministry, async (tx) => {
    const explain = async (statement: Sql): Promise<void> => {
      const rows = await tx.many<{ 'QUERY PLAN': string }>({ ...statement, text: `explain ${statement.text}`, name: undefined } as unknown as Sql);
      for (const row of rows) for (const [, table] of row['QUERY PLAN'].matchAll(/Seq Scan on (verdict|stage_value|item|claim|mark|question|evidence|submission)\b/g)) found.push(table!);
    };
    const answering = <T>(answer: T) => (statement: Sql): Promise<T> => explain(statement).then(() => answer);
    const spy = { one: answering({}), maybe: answering(undefined), many: answering([]), run: answering(0) };
    await work(spy as unknown as Tx);
  });
  return found;
}

describe('with all stages filled, the desk reads by index only', () => {
  it.each<[string, (tx: Tx, org: string, participant: string) => Promise<unknown>]>([
    ['items', (tx, org, one) => verdicts.itemsOf(tx, org, one)],
    ['verdicts of an indicator', (tx, org, one) => verdicts.verdictsOf(tx, org, one, '21')],
    ['verdicts of an institution', (tx, org, one) => verdicts.verdictLevelsOf(tx, org, one)],
    ['values', (tx, org, one) => verdicts.valueLevelsOf(tx, org, one)],
    ['marks', (tx, org, one) => verdicts.marksOf(tx, org, one)],
    ['questions', (tx, org, one) => verdicts.questionsTo(tx, org, one, null)],
    ['progress', (tx, org, one) => verdicts.countVerdicts(tx, org, one, 'document', 'first')],
    ['evidence', (tx, org, one) => desk.evidenceOfAll(tx, org, one, '21')],
    ['newest claims', (tx, org, one) => desk.claimedLevels(tx, org, one, '21')],
    ['my institutions', (tx, org) => desk.myInstitutions(tx, org, s.c.budi.accountId, [{ campaign: s.campaign, stage: 'document' }])],
    ['calibration', (tx, org) => desk.sideBySide(tx, org, ids, '21')],
    ['levels side by side', (tx, org) => desk.latestLevels(tx, org, ids, '21')],
    ['differences of the campaign', (tx, org) => desk.disputesIn(tx, org, s.campaign, null, 50)],
    ['differences of mine', (tx, org) => desk.disputesIn(tx, org, s.campaign, ids, 50)],
    ['where they differ', (tx, org) => desk.latestVerdicts(tx, org, ids.map((participant) => ({ participant, number: '21' })))],
  ])('%s', async (_, work) => expect(await scanned((tx) => work(tx, s.c.ministry, ids[0]!))).toEqual([]));

  it('the plan is really looked at', async () => expect(await scanned((tx) => tx.many(sql`select fakta from evaluation.verdict where micro = ${'1'}`))).toEqual(['verdict']));

  it('and the operations answer', async () => {
    const api = as(t, s.c.budi);
    /** Milliseconds of the fastest of five. */
    const took = async (work: () => Promise<unknown>): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 5; n++) {
        const from = performance.now();
        await work();
        times.push(performance.now() - from);
      }
      return Math.round(Math.min(...times) * 10) / 10;
    };
    const one = ids.at(-1)!;
    expect((await api.desk({})).campaigns.find(({ id }) => id === s.campaign)!.institutions.length).toBe(32);
    let level = 2;
    const figures = {
      desk: await took(() => api.desk({})), sheet: await took(() => api.sheet({ participant: one })), indicator: await took(() => api.atIndicator({ participant: one, number: '21' })), calibration: await took(() => api.calibrate({ campaign: s.campaign, number: '21' })),
      verdict: await took(async () => api.giveVerdict({ participant: one, number: '21', seen: (await api.atIndicator({ participant: one, number: '21' })).seen, level: String((level = level === 2 ? 1 : 2)), fakta: 'F', analisis: 'A', justifikasi: `J ${uuidv7()}` })),
    };
    if (process.env['PENDOPO_INSTITUTIONS']) console.error(figures);
    expect(Object.keys(figures)).toHaveLength(5);
  });
});
