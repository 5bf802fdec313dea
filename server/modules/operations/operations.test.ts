import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Calls } from '../../platform/operation.ts';
import { INSTALLATION, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import type { operations } from './contract.ts';
import { jobState } from './rules/job-state.ts';
import { whatJobDoes } from './rules/what-a-job-does.ts';

const t = await createTestHouse();
const as = (viewer: Viewer | null) => t.api.forPages(t.context(viewer))['operations'] as unknown as Calls<typeof operations>;
const admin = as(viewerWith(t, ['administrator']));
const neighbour = as(viewerWith(t, ['administrator'], undefined, t.other));

interface Given {
  instansi?: string;
  within?: string;
  subscriber?: string;
  attempts?: number;
  locked?: string;
  error?: string;
  task?: string;
  number?: string;
}
/** A job as the relay and the worker would have left it. */
async function job(g: Given = {}): Promise<string> {
  const payload = g.task ? { _cron: {} } : { subscriber: g.subscriber ?? 'permohonan.submitted/notify', instansi: g.instansi ?? t.instansi, id: uuidv7(), event: 'x', payload: { number: g.number ?? 'PNG-1', nik: '3502170506689001', ...(g.within ? { instansi: g.within } : {}) } };
  return t.house.db.asOwner(async (tx) => {
    const { id } = await tx.one<{ id: string }>(sql`select id::text from graphile_worker.add_job(${g.task ?? 'event'}, ${JSON.stringify(payload)}::json, null, null, 12)`);
    await tx.run(sql`update graphile_worker._private_jobs set attempts = ${g.attempts ?? 12}, last_error = ${g.error ?? null},
      locked_at = now() - ${g.locked ?? null}::interval, locked_by = case when ${g.locked ?? null}::text is null then null else 'worker-gone' end where id = ${id}::bigint`);
    return id;
  });
}
const forget = () => t.house.db.asOwner((tx) => tx.run(sql`delete from graphile_worker._private_jobs`));
const attemptsOf = (id: string) => t.house.db.asOwner((tx) => tx.one<{ attempts: number; locked: boolean }>(sql`select attempts, locked_at is not null as locked from graphile_worker._private_jobs where id = ${id}::bigint`));

describe('dead jobs', () => {
  beforeAll(forget);
  afterAll(forget);
  let dead = '';
  let stuck = '';
  let foreign = '';

  it('are shown with what they do and why they failed, without personal data', async () => {
    dead = await job({ subscriber: 'identity.reset-requested/mail-reset', instansi: INSTALLATION, within: t.instansi, error: 'Error: 535 for siti@contoh.id, 081234567890\n    at secret.ts:1' });
    stuck = await job({ attempts: 1, locked: '31 minutes' });
    foreign = await job({ instansi: t.other, error: 'foreign' });
    await job({ instansi: INSTALLATION, within: t.other });
    await job({ attempts: 3 });
    await job({ attempts: 0 });
    await job({ attempts: 1, locked: '1 minute' });
    const { items, counts } = await admin.listJobs({});
    expect(items.map((i) => [i.id, i.state, i.retryable])).toEqual([[stuck, 'stuck', true], [dead, 'dead', true]]);
    expect(items[1]).toMatchObject({ what: 'Mengirim tautan kata sandi baru', stateText: 'gagal, berhenti dicoba', attempts: 12, error: 'Error: 535 for s••••@contoh.id, ••••' });
    expect(counts).toEqual({ dead: 1, stuck: 1, retrying: 1, waiting: 1, running: 1 });
    expect(JSON.stringify(items)).not.toMatch(/3502170506689001|siti@|secret\.ts/);
    expect((await admin.listJobs({ state: 'open' })).items.map((i) => i.state)).toEqual(['running', 'waiting', 'retrying']);
    expect((await admin.listJobs({ state: 'all' })).items).toHaveLength(5);
  });

  it('are the institution’s own: the neighbour sees and repeats none of them', async () => {
    const theirs = await neighbour.listJobs({ state: 'all' });
    expect(theirs.items).toHaveLength(2);
    expect(theirs.counts.dead).toBe(2);
    await expect(neighbour.retryJob({ id: dead })).rejects.toMatchObject({ problem: { status: 404, code: 'operations.no-such-job' } });
    expect(await attemptsOf(dead)).toMatchObject({ attempts: 12 });
  });

  it('start again from the first attempt, audited; what still runs is left alone', async () => {
    expect(await admin.retryJob({ id: dead })).toEqual({ id: dead, what: 'Mengirim tautan kata sandi baru' });
    expect(await attemptsOf(dead)).toEqual({ attempts: 0, locked: false });
    await expect(admin.retryJob({ id: dead })).rejects.toMatchObject({ problem: { status: 409, code: 'operations.not-dead' } });
    await expect(admin.retryJob({ id: '999999999' })).rejects.toMatchObject({ problem: { status: 404 } });
    await expect(admin.retryJob({ id: 'abc' })).rejects.toMatchObject({ problem: { status: 422 } });
    const entries = await t.house.db.asOwner((tx) => tx.many<{ detail: unknown }>(sql`select detail from audit.entry where instansi = ${t.instansi} and action = 'operations.job-retried'`));
    expect(entries).toEqual([{ detail: { job: dead, code: 'identity.reset-requested/mail-reset', attempts: 12 } }]);
  });

  it('start again all at once, in the own institution only', async () => {
    const another = await job();
    expect(await admin.retryAllJobs({})).toEqual({ retried: 2 });
    expect(await attemptsOf(stuck)).toEqual({ attempts: 0, locked: false });
    expect(await attemptsOf(another)).toEqual({ attempts: 0, locked: false });
    expect(await attemptsOf(foreign)).toMatchObject({ attempts: 12 });
    expect(await admin.retryAllJobs({})).toEqual({ retried: 0 });
  });

  it('of a schedule belong to everybody, and keep their error to the log', async () => {
    const id = await job({ task: 'identity-sweep', error: 'something about another institution' });
    for (const api of [admin, neighbour]) {
      expect((await api.listJobs({})).items.find((i) => i.id === id)).toMatchObject({ shared: true, error: 'Lihat log server.', what: 'Membersihkan sesi dan kode yang lewat waktu' });
    }
    expect(await neighbour.retryJob({ id })).toMatchObject({ id });
  });

  it('are paged', async () => {
    await forget();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift(await job());
    const first = await admin.listJobs({ limit: 3 });
    const second = await admin.listJobs({ limit: 3, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map((i) => i.id)).toEqual(ids);
    expect(second.nextCursor).toBeUndefined();
  });

  it('are closed to everybody else', async () => {
    const id = await job();
    for (const viewer of [viewerWith(t, ['verifier', 'leader', 'unit-administrator', 'signer', 'auditor']), { ...viewerWith(t, []), hat: undefined } as unknown as Viewer]) {
      await expect(as(viewer).listJobs({})).rejects.toMatchObject({ problem: { status: 403 } });
      await expect(as(viewer).retryJob({ id })).rejects.toMatchObject({ problem: { status: 403 } });
      await expect(as(viewer).retryAllJobs({})).rejects.toMatchObject({ problem: { status: 403 } });
    }
    await expect(as(null).listJobs({})).rejects.toMatchObject({ problem: { status: 401 } });
    expect((await t.app.inject({ method: 'POST', url: `/api/pekerjaan/${id}/ulangi`, headers: { host: 'ponorogo.test' } })).statusCode).toBe(401);
    expect(await attemptsOf(id)).toMatchObject({ attempts: 12 });
  });
});

describe('the outbox', () => {
  it('shows what has not become a job yet, with its age', async () => {
    await t.house.db.asOwner(async (tx) => {
      for (const [instansi, payload, at] of [[t.instansi, {}, '2026-03-02T01:00:00Z'], [INSTALLATION, { instansi: t.instansi }, '2026-03-02T01:30:00Z'], [t.other, {}, '2026-03-01T00:00:00Z']] as const) {
        await tx.run(sql`insert into platform.outbox (instansi, id, event, payload, at) values (${instansi}, ${uuidv7()}, 'x.happened', ${JSON.stringify(payload)}, ${at})`);
      }
    });
    expect((await admin.listJobs({})).outbox).toEqual({ waiting: 2, oldestText: 'Sen 2 Mar 08.00 WIB' });
  });
});

describe('rules', () => {
  const now = new Date('2026-03-02T02:00:00Z');
  const minutesAgo = (n: number) => new Date(now.getTime() - n * 60_000);
  it.each([
    [{ attempts: 12, lockedAt: null }, 'dead'],
    [{ attempts: 12, lockedAt: minutesAgo(1) }, 'running'],
    [{ attempts: 12, lockedAt: minutesAgo(31) }, 'stuck'],
    [{ attempts: 1, lockedAt: minutesAgo(30) }, 'running'],
    [{ attempts: 11, lockedAt: null }, 'retrying'],
    [{ attempts: 0, lockedAt: null }, 'waiting'],
  ] as const)('%j is %s', (facts, state) => {
    expect(jobState({ ...facts, maxAttempts: 12, runAt: now }, now)).toBe(state);
  });
  it('says what unknown work is about', () => {
    expect(whatJobDoes('permohonan.sign-requested/sign')).toBe('Memberi nomor dan menandatangani surat');
    expect(whatJobDoes('complaints.forwarded/send')).toBe('Menindaklanjuti complaints.forwarded');
    expect(whatJobDoes('identity.verified/notify')).toBe('Memberi tahu pemilik akun');
    expect(whatJobDoes('some-sweep')).toBe('Pekerjaan berkala some-sweep');
  });
});
