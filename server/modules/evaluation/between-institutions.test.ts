import { expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import type { EventMessage } from '../../platform/module.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { answerWhole, apiOf, teamIn, uploaded } from '../self-assessment/self-assessment.testing.ts';
import { selfAssessment } from '../self-assessment/module.ts';
import { as, castOf, noticesAt, opened } from './evaluation.testing.ts';
import { evaluation } from './module.ts';
import { openSeal } from './service/take-submission.ts';
import { readTenant } from '../../platform/request/context.ts';
import { listEvidence, listSubmissions } from './storage/submissions.ts';

const t = await createTestHouse();

/** As the relay does, each message twice: it comes at least once. */
async function deliver(): Promise<void> {
  for (;;) {
    const rows = await t.house.db.asOwner((tx) => tx.many<Omit<EventMessage, 'at'> & { at: Date }>(sql`delete from platform.outbox returning instansi, id, event, payload, at`));
    if (rows.length === 0) return;
    for (const { at, ...row } of rows)
      for (const { event, run, wants } of [...selfAssessment.subscribers!, ...evaluation.subscribers!])
        if (event === row.event && (wants?.(row.payload) ?? true)) for (let n = 0; n < 2; n++) await run(t.context(null, row.instansi), { ...row, at: at.toISOString() });
  }
}
const fresh = (viewer: Viewer): Viewer => ({ ...viewer, secondFactorAt: t.clock.now() });

it('an opened campaign reaches the institution, its answers come back sealed with their files, more evidence as the next number', async () => {
  const c = await castOf(t);
  const team = await teamIn(t);
  const { id, named } = await opened(t, c, '35.02\nKab. Pacitan');
  await deliver();
  const home = apiOf(t, team.responsible);
  expect(await home.getBoard({ id })).toMatchObject({ submissions: [] });

  const file = await uploaded(t, team.responsible, 'SK-Manrisk.pdf');
  await home.attachEvidence({ id, number: '21', level: 2, letter: 'a', kind: 'file', upload: file, title: 'SK Manajemen Risiko', documentDate: '2025-06-01' });
  for (let n = 1; n <= 47; n++) await home.markReady({ id, number: String(n), seq: await answerWhole(t, team.responsible, id, String(n), n === 21 ? 2 : 1) });
  const ready = (await home.getBoard({ id, state: 'ready' })).rows;
  await home.approve({ id, items: ready.map(({ number, seq }) => ({ number, seq })) });
  await apiOf(t, fresh(team.coordinator)).signPapers({ id, consents: true });
  const sent = await apiOf(t, fresh(team.coordinator)).submit({ id });
  await deliver();

  const organiser = t.context(null, c.ministry);
  const kept = await readTenant(organiser, (x) => listSubmissions(x.tx, x.instansi, named('Ponorogo')));
  // The digest that the institution keeps is that of the organiser's copy.
  expect(kept).toEqual([expect.objectContaining({ id: sent.id, no: 1, sha256: sent.sha256, way: 'message' })]);
  expect((await readTenant(organiser, (x) => openSeal(x, sent.id))).answers).toHaveLength(47);
  const [evidence] = await readTenant(organiser, (x) => listEvidence(x.tx, x.instansi, sent.id, '21'));
  expect(evidence).toMatchObject({ kind: 'file', letter: 'a', title: 'SK Manajemen Risiko', intact: true });
  expect(await t.house.files.has(c.ministry, evidence!.sha256!)).toBe(true);
  const papers = (await readTenant(organiser, (x) => listEvidence(x.tx, x.instansi, sent.id))).filter(({ number }) => number === null);
  expect(papers.map(({ kind, intact }) => [kind, intact])).toEqual([['berita-acara', true], ['persetujuan-publikasi', true]]);
  // The receipt came home, once.
  expect((await home.getBoard({ id })).submissions).toMatchObject([{ no: 1, receivedAt: expect.any(String), intact: true }]);
  expect((await noticesAt(t, t.instansi, team.coordinator)).filter((title) => title === 'Kiriman ke-1 diterima penyelenggara')).toHaveLength(1);
  expect((await as(t, c.organiser).board({ id, only: 'submitted' })).rows.map(({ name }) => name)).toEqual(['Kabupaten Ponorogo']);

  t.clock.set('2026-04-02T02:00:00Z');
  await home.attachEvidence({ id, number: '21', level: 2, letter: 'a', kind: 'link', url: 'https://ponorogo.go.id/notula', title: 'Notula', documentDate: '2026-03-01' });
  await apiOf(t, fresh(team.coordinator)).submit({ id });
  await deliver();
  expect((await readTenant(organiser, (x) => listSubmissions(x.tx, x.instansi, named('Ponorogo')))).map(({ no }) => no)).toEqual([1, 2]);
  // Two letters are typeset and signed on the way.
}, 120_000);

it('an assessment that the institution holds by itself goes nowhere', () => {
  const wants = evaluation.subscribers!.filter(({ event }) => event.startsWith('self-assessment.')).map((one) => one.wants?.({ to: null }));
  expect(wants).toEqual([false, false]);
});
