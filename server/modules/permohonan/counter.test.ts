import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, officer, usahaAnswers, type Cast } from './permohonan.testing.ts';
import { checkState } from './service/check-state.ts';

const t = await createTestHouse({ background: true });
let cast: Cast;
let desk: Viewer;
let elsewhere: Viewer;
let supervisor: Viewer;
let colleague: Viewer;
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)) as unknown as Api;

beforeAll(async () => {
  cast = await castOf(t);
  const ctx = t.context();
  desk = await officer(t, ctx, cast.desa, 'Petugas Loket', 'Anggun Puspita', ['desk']);
  colleague = await officer(t, ctx, cast.desa, 'Kaur Umum', 'Wahid Asyari', ['verifier']);
  supervisor = await officer(t, ctx, cast.desa, 'Sekretaris Desa', 'Niken Larasati', ['verifier', 'unit-administrator']);
  elsewhere = await officer(t, ctx, cast.outsider.hat!.unitId, 'Petugas Loket', 'Rini Jauh', ['desk']);
});

async function sent(): Promise<string> {
  return (await as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers: await usahaAnswers(t, cast) })).id;
}
async function does(who: Viewer, id: string, action: Record<string, unknown>) {
  const { seq } = await as(who).permohonan.getCase({ id });
  return as(who).permohonan.act({ id, seq, action });
}
const returned = async () => {
  const id = await sent();
  await does(cast.verifier, id, { kind: 'return', step: 'periksa', remarks: [{ path: 'usaha_nama', message: 'Tulis nama usaha seperti pada papan.' }] });
  return id;
};
const offered = async (who: Viewer, id: string) => (await as(who).permohonan.getCase({ id })).actions.map((one) => one.kind);

describe('for an applicant who stands at the counter', () => {
  it('a returned request is corrected, and the officer stands in the history and in the applicant’s list', async () => {
    const id = await returned();
    expect(await offered(desk, id)).toEqual(expect.arrayContaining(['resubmit', 'withdraw']));
    const draft = await as(desk).permohonan.startCorrection({ id });
    expect(await as(desk).permohonan.startCorrection({ id })).toEqual(draft);
    const opened = await as(desk).permohonan.getDraft(draft);
    expect(opened).toMatchObject({ kind: 'correction', remarks: [{ path: 'usaha_nama' }], problems: [] });
    await as(desk).permohonan.saveDraft({ id: draft.id, answers: { usaha_nama: 'Warung Sri Rejeki' } });
    await as(desk).permohonan.submitDraft(draft);
    const seen = await as(cast.verifier).permohonan.getCase({ id });
    expect(seen).toMatchObject({ status: 'in-progress', title: expect.stringContaining('Warung Sri Rejeki') });
    const { by } = await t.house.db.asOwner((tx) => tx.one<{ by: { kind: string; name: string } }>(sql`select payload -> 'by' as by from permohonan.action where request = ${id} and kind = 'resubmit'`));
    expect(by).toMatchObject({ kind: 'officer', name: 'Anggun Puspita' });
    const access = await as(cast.citizen).identity.listAccess({});
    expect(access.items).toEqual(expect.arrayContaining([expect.objectContaining({ byName: 'Anggun Puspita', purpose: 'Memperbaiki isian di loket' })]));
    expect((await checkState(t.context())).differences).toEqual([]);
  });

  it('is withdrawn with the reason that the applicant gave', async () => {
    const id = await sent();
    await expect(does(desk, id, { kind: 'withdraw', reason: '' })).rejects.toMatchObject({ problem: { code: 'request.invalid' } });
    await does(desk, id, { kind: 'withdraw', reason: 'Usahanya pindah ke desa lain.' });
    expect(await as(cast.citizen).permohonan.getMine({ id })).toMatchObject({ status: 'withdrawn' });
    await expect(does(desk, id, { kind: 'withdraw', reason: 'Sekali lagi.' })).rejects.toMatchObject({ problem: { code: 'workflow.already-decided' } });
  });

  it('not by who has no counter, not by another unit, not another citizen, and not before it was returned', async () => {
    const id = await returned();
    const signer = { ...cast.signer, secondFactorAt: t.clock.now() };
    expect(await offered(signer, id)).not.toContain('resubmit');
    await expect(as(signer).permohonan.startCorrection({ id })).rejects.toMatchObject({ problem: { code: 'permohonan.unknown', status: 404 } });
    await expect(does(signer, id, { kind: 'withdraw', reason: 'Tidak boleh begini.' })).rejects.toMatchObject({ problem: { status: 403 } });
    for (const who of [elsewhere, cast.neighbour]) await expect(as(who).permohonan.startCorrection({ id })).rejects.toMatchObject({ problem: { code: 'permohonan.unknown' } });
    await expect(as(null).permohonan.startCorrection({ id })).rejects.toMatchObject({ problem: { status: 401 } });
    const fresh = await sent();
    await expect(as(desk).permohonan.startCorrection({ id: fresh })).rejects.toMatchObject({ problem: { code: 'workflow.not-now' } });
    // A draft begun at the counter is not opened for another officer.
    const draft = await as(desk).permohonan.startCorrection({ id });
    await expect(as(cast.verifier).permohonan.getDraft(draft)).rejects.toMatchObject({ problem: { code: 'permohonan.draft-unknown' } });
  });
});

describe('what a colleague holds', () => {
  it('is seen with who holds it; the supervisor with the same duty may take it, another colleague may not', async () => {
    const id = await sent();
    await does(cast.verifier, id, { kind: 'claim', step: 'periksa' });
    const seen = await as(colleague).permohonan.getCase({ id });
    expect(seen.openTasks[0]).toMatchObject({ mine: false, holder: expect.stringContaining('Joko Susilo') });
    expect(seen.actions.filter((one) => one.step === 'periksa')).toEqual([]);
    const assign = (await as(supervisor).permohonan.getCase({ id })).actions.find((one) => one.kind === 'assign')!;
    expect(assign).toMatchObject({ label: 'Alihkan' });
    expect(assign.posts!.map((one) => one.name)).toEqual(expect.arrayContaining(['Saya sendiri, Sekretaris Desa', 'Wahid Asyari, Kaur Umum']));
    expect(assign.posts!.some((one) => one.name.includes('Joko Susilo'))).toBe(false);
    await does(supervisor, id, { kind: 'assign', step: 'periksa', to: { post: supervisor.hat!.postId } });
    expect((await as(supervisor).permohonan.getCase({ id })).openTasks[0]).toMatchObject({ mine: true });
    await expect(does(colleague, id, { kind: 'assign', step: 'periksa', to: { post: colleague.hat!.postId } })).rejects.toMatchObject({ problem: { code: 'workflow.held-by-other' } });
  });
});
