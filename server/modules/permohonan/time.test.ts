import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { inTenant } from '../../platform/request/context.ts';
import type { Api } from '../../api.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { castOf, usahaAnswers, type Cast } from './permohonan.testing.ts';
import { recomputeDeadlines } from './service/recompute.ts';
import { actOnTime } from './service/system-acts.ts';
import { checkState } from './service/check-state.ts';

const t = await createTestHouse();
let cast: Cast;
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer)) as unknown as Api;

beforeAll(async () => {
  cast = await castOf(t);
});

const send = async () => as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers: await usahaAnswers(t, cast) });

describe('time', () => {
  it('counts what comes after closing from the next opening', async () => {
    t.clock.set('2026-03-06T12:00:00Z'); // Friday 19:00 WIB
    const receipt = await send();
    // Received Monday 9 March; one working day later is Tuesday the 10th.
    expect(receipt.due?.at).toBe('2026-03-10T16:59:59.000Z');
    const view = await as(cast.citizen).permohonan.getMine({ id: receipt.id });
    expect(view.receivedText).toContain('6 Mar');
  });

  it('counts late-entered paper from its real receipt', async () => {
    t.clock.set('2026-03-04T03:00:00Z');
    const draft = await as(cast.verifier).permohonan.startDraft({ layanan: 'surat-keterangan-usaha', onBehalf: { name: 'Mbah Karto', nik: '3502171203459001' }, lateEntry: { receivedAt: '2026-03-02T09:00:00+07:00', reason: 'Listrik padam seharian' } });
    await as(cast.verifier).permohonan.saveDraft({ id: draft.id, answers: await usahaAnswers(t, cast, cast.verifier) });
    const receipt = await as(cast.verifier).permohonan.submitDraft({ id: draft.id });
    expect(receipt.due).toMatchObject({ at: '2026-03-03T16:59:59.000Z', tone: 'late' });
    const seen = await as(cast.verifier).permohonan.getCase({ id: receipt.id });
    expect(seen).toMatchObject({ channel: 'counter', applicant: { level: 'verified' } });
    expect(seen.lateEntry).toContain('Listrik padam seharian');
  });

  it('refuses late entry by a citizen and from the future', async () => {
    const late = { receivedAt: '2026-03-02T09:00:00+07:00', reason: 'Listrik padam' };
    await expect(as(cast.citizen).permohonan.startDraft({ layanan: 'surat-keterangan-usaha', lateEntry: late })).rejects.toMatchObject({ problem: { code: 'request.not-allowed' } });
    await expect(as(cast.verifier).permohonan.startDraft({ layanan: 'surat-keterangan-usaha', lateEntry: { ...late, receivedAt: '2027-01-01T09:00:00+07:00' } })).rejects.toMatchObject({ problem: { code: 'request.invalid' } });
  });

  it('lets a returned request lapse when nobody corrects it, and not a day sooner', async () => {
    t.clock.set('2026-03-09T02:00:00Z');
    const { id } = await send();
    const { seq } = await as(cast.verifier).permohonan.getCase({ id });
    await as(cast.verifier).permohonan.act({ id, seq, action: { kind: 'return', step: 'periksa', remarks: [], general: 'Foto buram.' } });
    t.clock.advance(29 * 86_400_000);
    await actOnTime(t.house);
    expect((await as(cast.citizen).permohonan.getMine({ id })).status).toBe('returned');
    t.clock.advance(3 * 86_400_000);
    await actOnTime(t.house);
    expect((await as(cast.citizen).permohonan.getMine({ id })).status).toBe('lapsed');
  });

  it('moves open deadlines when a calendar changes, keeps the old date, and touches nothing decided', async () => {
    t.clock.set('2026-05-04T02:00:00Z'); // Monday
    const open = await send();
    const decided = await send();
    const { seq } = await as(cast.verifier).permohonan.getCase({ id: decided.id });
    await as(cast.verifier).permohonan.act({ id: decided.id, seq, action: { kind: 'reject', step: 'periksa', reasons: [{ text: 'Bukan warga desa ini.' }] } });
    const before = await as(cast.citizen).permohonan.getMine({ id: decided.id });
    const admin = t.context({ ...cast.signer, hat: { ...cast.signer.hat!, permissions: new Set(['calendar.manage']) } });
    const api = t.api.forPages(admin) as unknown as Api;
    const { items } = await api.calendar.listCalendars({});
    const calendar = items[0]!;
    const changed = await api.calendar.editCalendar({ id: calendar.id, version: calendar.version, change: { do: 'add-holiday', row: { date: '2026-05-05', name: 'Hari jadi desa', kind: 'libur_daerah' } } });
    await api.calendar.publishCalendar({ id: calendar.id, version: changed.version, reason: 'Hari jadi desa' });
    await recomputeDeadlines(t.context(), { instansi: t.instansi, id: 'x', event: 'calendar.published', payload: { reason: 'Hari jadi desa' } });
    const after = await as(cast.citizen).permohonan.getMine({ id: open.id });
    expect(after.due?.at).toBe('2026-05-06T16:59:59.000Z');
    expect(after.dueMoved).toMatchObject({ reason: 'Hari jadi desa' });
    expect((await as(cast.citizen).permohonan.getMine({ id: decided.id })).due).toEqual(before.due);
    const { count } = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ count: number }>(sql`select count(*) as count from permohonan.due_change where request = ${open.id}`));
    expect(count).toBe(1);
  });

  it('folds everything to what is stored', async () => {
    expect((await checkState(t.context())).differences).toEqual([]);
    await inTenant(t.context(), (tx) => tx.tx.run(sql`update permohonan.state set status = 'issued' where request = (select request from permohonan.state where status = 'in-progress' limit 1)`));
    expect((await checkState(t.context())).differences).toHaveLength(1);
    expect(part(t.house, 'open-clocks')).toContainEqual(expect.objectContaining({ kind: 'permohonan' }));
  });
});
