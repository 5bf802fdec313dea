import { beforeAll, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, officer, usahaAnswers, type Cast } from './permohonan.testing.ts';

const t = await createTestHouse();
let cast: Cast;
let colleague: Viewer;
const as = (viewer: Viewer) => t.api.forPages(t.context(viewer)) as unknown as Api;
beforeAll(async () => {
  cast = await castOf(t);
  colleague = await officer(t, t.context(null), cast.desa, 'Kaur Umum', 'Endang', ['verifier']);
});

it('takes many at once, each once, and tells those that somebody else took or that are not in the box', async () => {
  const answers = await usahaAnswers(t, cast);
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) ids.push((await as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers })).id);
  const [first, second, third, fourth] = ids as [string, string, string, string];
  expect(await as(colleague).permohonan.claimMany({ ids: [second] })).toEqual({ claimed: [second], refused: [] });
  const unknown = uuidv7();
  const said = expect.stringContaining('bukan lagi di kotak ini') as string;
  expect(await as(cast.verifier).permohonan.claimMany({ ids: [first, second, first, unknown, third] })).toEqual({ claimed: [first, third], refused: [{ id: second, message: said }, { id: unknown, message: said }] });
  expect((await as(cast.verifier).permohonan.queue({ box: 'mine' })).items.map((row) => row.id).sort()).toEqual([first, third].sort());
  expect((await as(cast.verifier).permohonan.queue({ box: 'unclaimed' })).items.map((row) => row.id)).toEqual([fourth]);
  // Another village's officer has none of them in the box.
  expect((await as(cast.outsider).permohonan.claimMany({ ids: [fourth] })).claimed).toEqual([]);
});

it('counts a step past its own time as late, while the promise to the applicant still holds', async () => {
  const { id } = await as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers: await usahaAnswers(t, cast) });
  await as(cast.verifier).permohonan.claimMany({ ids: [id] });
  const before = (await as(cast.verifier).permohonan.queueCounts({})).late;
  const row = async (filter: 'all' | 'late') => (await as(cast.verifier).permohonan.queue({ box: 'mine', filter })).items.find((one) => one.id === id);
  const { due, stepDue } = (await row('all'))!;
  expect(Date.parse(stepDue!.at)).toBeLessThan(Date.parse(due!.at));
  expect(await row('late')).toBeUndefined();
  t.clock.advance(Date.parse(stepDue!.at) + 1000 - t.clock.now().getTime());
  expect(await row('late')).toMatchObject({ stepDue: { tone: 'late' }, due: { tone: expect.not.stringMatching('late') as string } });
  expect((await as(cast.verifier).permohonan.queueCounts({})).late).toBeGreaterThan(before);
});
