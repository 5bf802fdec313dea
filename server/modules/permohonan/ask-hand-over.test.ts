import { beforeAll, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import type { EventMessage } from '../../platform/module.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, officer, usahaAnswers, type Cast } from './permohonan.testing.ts';

const t = await createTestHouse();
let cast: Cast;
let colleague: Viewer;
const as = (viewer: Viewer) => t.api.forPages(t.context(viewer)) as unknown as Api;
const codeOf = (work: Promise<unknown>) => work.then(() => 'ok', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
beforeAll(async () => {
  cast = await castOf(t);
  colleague = await officer(t, t.context(null), cast.desa, 'Kaur Umum', 'Endang', ['verifier']);
});

it('asks the colleague who holds a step; the holder finds it in the inbox and in the notes', async () => {
  const { id, number } = await as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers: await usahaAnswers(t, cast) });
  const { openTasks: [open] } = await as(colleague).permohonan.getCase({ id });
  const step = open!.step;
  expect(await codeOf(as(colleague).permohonan.askHandOver({ id, step })), 'nobody holds it').toBe('permohonan.nothing-to-ask');
  await as(cast.verifier).permohonan.claimMany({ ids: [id] });
  expect(await codeOf(as(cast.verifier).permohonan.askHandOver({ id, step })), 'of oneself').toBe('permohonan.nothing-to-ask');
  expect(await codeOf(as(cast.outsider).permohonan.askHandOver({ id, step })), 'of another village').toBe('permohonan.unknown');
  expect(await codeOf(as(cast.citizen).permohonan.askHandOver({ id, step })), 'a citizen').toBe('request.not-allowed');
  expect(await codeOf(as(colleague).permohonan.askHandOver({ id, step: 'ngawur' }))).toBe('permohonan.nothing-to-ask');

  await as(colleague).permohonan.askHandOver({ id, step });
  expect((await as(cast.verifier).permohonan.getCase({ id })).notes.at(-1)?.text).toContain('dialihkan kepadanya');
  const [event] = await t.house.db.asOwner((tx) => tx.many<EventMessage>(sql`select instansi, id, event, payload from platform.outbox where event = 'permohonan.hand-over-asked'`));
  const notify = t.modules.flatMap((module) => module.subscribers ?? []).find((one) => one.event === 'permohonan.hand-over-asked')!;
  await notify.run(t.context(null), event!);
  expect((await as(cast.verifier).notifications.listInbox({})).items).toEqual([expect.objectContaining({ kind: 'hand-over-asked', title: `${colleague.name} meminta berkas ${number}`, href: `/petugas/berkas/${id}` })]);
  expect((await as(colleague).notifications.listInbox({})).items).toEqual([]);
});
