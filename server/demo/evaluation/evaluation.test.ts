import { expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse } from '../../testing/house.ts';
import { openSeal } from '../../modules/evaluation/service/take-submission.ts';
import { readTenant } from '../../platform/request/context.ts';
import { anchorOf } from '../anchor.ts';
import { readNames } from '../catalogue.ts';
import type { OrganisationPlan } from '../organisation.ts';
import { createPeople } from '../people.ts';
import { diceOf } from '../random.ts';
import type { Seeding } from '../seeding.ts';
import { manualClock } from '../../platform/kernel/clock.ts';
import { seedEvaluation } from './campaigns.ts';

const NOW = '2026-11-20T03:15:00Z';
const t = await createTestHouse({ now: NOW });

it('has an organiser under a host of its own, a campaign whose desks are full, and one in which the regency assesses itself', async () => {
  const dice = diceOf('35020');
  const anchor = anchorOf(new Date(NOW));
  const plan: OrganisationPlan = { units: [], posts: [], people: [], holdings: [], classes: new Map() };
  const seeding: Seeding = {
    house: t.house, composed: t, instansi: t.instansi, anchor, dice, people: createPeople(dice.of('people'), readNames(), ['35.02.01']), plan, say: () => {},
    context: (at) => ({ house: { ...t.house, clock: manualClock(at) }, instansi: t.instansi, requestId: uuidv7(), viewer: null, ip: '127.0.0.1' }),
  };
  const seeded = await seedEvaluation(seeding);
  expect(seeded.entries.map(({ signIn, group, secondFactor }) => [signIn, group, secondFactor])).toEqual([
    ['ketua.evaluasi', 'penilai', true], ['penyelenggara', 'penilai', false], ['asesor.galih', 'penilai', false], ['asesor.maria', 'penilai', false], ['reviu', 'penilai', false],
  ]);
  const api = (t.api.forPages(seeded.as('penyelenggara', anchor.now)) as unknown as Api).evaluation;
  const running = await api.board({ id: seeded.running, limit: 100 });
  expect(running.campaign).toMatchObject({ title: 'Evaluasi SPBE 2025 (simulasi)', phase: 'document' });
  expect(running.counts).toEqual({ all: 12, late: 1, waiting: 1, submitted: 11, unassigned: 0 });
  expect(running.rows[0]).toMatchObject({ name: 'Kabupaten Bangkalan', late: 'institution' });
  // Two desks in the middle of the work, and two assessors who differ now and then.
  const galih = (await (t.api.forPages(seeded.as('asesor.galih', anchor.now)) as unknown as Api).evaluation.desk({})).campaigns.find(({ id }) => id === seeded.running)!;
  expect(galih.institutions.map(({ done }) => done).toSorted((a, b) => b - a).slice(0, 4)).toEqual([47, 30, 12, 0]);
  expect((await api.disputes({ campaign: seeded.running })).total).toBeGreaterThan(0);
  const next = await api.board({ id: seeded.next, limit: 100 });
  expect(next.campaign).toMatchObject({ phase: 'self' });
  expect(next.rows.filter(({ onPlatform }) => onPlatform).map(({ name }) => name)).toEqual(['Kabupaten Ponorogo', 'Kabupaten Sumenep']);
  expect(next.counts).toMatchObject({ all: 39, late: 0 });

  const copies = await t.house.db.inTenant(seeded.instansi, (tx) => tx.many<{ id: string }>(sql`select id from evaluation.submission where instansi = ${seeded.instansi}`));
  expect(copies).toHaveLength(11);
  for (const { id } of copies) {
    const copy = await readTenant(seeded.context(anchor.now), (x) => openSeal(x, id));
    expect(copy.answers).toHaveLength(47);
    expect(copy.answers.every(({ micro }) => /^[1-5]000000$/.test(micro))).toBe(true);
    for (const { file } of copy.evidence) if (file) expect(await t.house.files.has(seeded.instansi, file.sha256)).toBe(true);
  }
  expect(copies).not.toEqual([]);
  expect(await t.house.db.asOwner((tx) => tx.one(sql`select count(*)::int as waiting from platform.outbox`))).toEqual({ waiting: 0 });
});
