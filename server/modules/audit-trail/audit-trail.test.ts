import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { audit, auditMany } from '../../platform/audit/audit.ts';
import { seal } from '../../platform/audit/sealer.ts';
import { verifyAudit } from '../../platform/audit/verify.ts';
import { inTenant } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { insertAccount, viewerWith } from '../organization/organization.fixture.ts';

const t = await createTestHouse();
const admin = viewerWith(t, ['administrator']);
const api = (viewer = admin) => (t.api.forPages(t.context(viewer)) as unknown as Api);
const problem = (work: Promise<unknown>) => work.then(() => 'no refusal', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const write = (action: string, viewer = admin) => inTenant(t.context(viewer), (tenant) => audit(tenant, { action, object: 'trial', detail: { n: 1 } }));

let budi: ReturnType<typeof viewerWith>;
beforeAll(async () => {
  const { id } = await api().organization.createPerson({ name: 'Budi Santoso, S.H.', employment: 'contract' });
  budi = { ...viewerWith(t, ['verifier']), accountId: await insertAccount(t, id) };
  for (let i = 0; i < 7; i++) {
    await write('trial.happened');
    t.clock.advance(1000);
  }
  await write('trial.by-budi', budi);
});

describe('searching the trail', () => {
  it('finds by beginning of the action, by person and by kind of object, newest first', async () => {
    const { items } = await api()['audit-trail'].searchTrail({ action: 'trial.' });
    expect(items.map((item) => item.action)).toEqual(['trial.by-budi', ...Array.from({ length: 7 }, () => 'trial.happened')]);
    expect(items[0]).toMatchObject({ who: 'Budi Santoso, S.H.', object: 'trial', detail: { n: 1 } });
    expect((await api()['audit-trail'].searchTrail({ person: 'santoso' })).items.map((item) => item.action)).toEqual(['trial.by-budi']);
    expect((await api()['audit-trail'].searchTrail({ person: 'nobody of that name' })).items).toEqual([]);
    expect((await api()['audit-trail'].searchTrail({ object: 'trial', action: 'organization' })).items).toEqual([]);
  });

  it('pages without losing or repeating an entry', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await api()['audit-trail'].searchTrail({ action: 'trial.', limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size).toBe(8);
    expect(seen.length).toBe(8);
    expect(await problem(api()['audit-trail'].searchTrail({ cursor: 'x_y' }))).toBe('audit.bad-cursor');
  });

  it('takes days of the institution, and refuses more than a year', async () => {
    expect((await api()['audit-trail'].searchTrail({ action: 'trial.', from: '2026-03-02', to: '2026-03-02' })).items).toHaveLength(8);
    expect((await api()['audit-trail'].searchTrail({ action: 'trial.', from: '2026-03-01', to: '2026-03-01' })).items).toHaveLength(0);
    expect(await problem(api()['audit-trail'].searchTrail({ from: '2024-01-01', to: '2026-01-01' }))).toBe('audit.range-too-long');
    expect(await problem(api()['audit-trail'].searchTrail({ from: '2026-02-02', to: '2026-01-01' }))).toBe('audit.range-too-long');
  });

  it('is itself written into the trail, and tells what is sealed', async () => {
    expect((await api()['audit-trail'].searchTrail({ action: 'audit.searched' })).items.length).toBeGreaterThan(3);
    await seal(t.house.db, t.clock.now());
    const state = await api()['audit-trail'].describeTrail({});
    expect(state).toMatchObject({ blocks: 1, unsealed: 0, lastHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await api()['audit-trail'].searchTrail({ action: 'trial.' })).items.every((item) => item.sealed)).toBe(true);
  });

  it('is for administrators and auditors only, each of their own institution', async () => {
    expect(await problem(api(viewerWith(t, ['leader', 'signer', 'unit-administrator']))['audit-trail'].searchTrail({}))).toBe('request.not-allowed');
    expect((await api(viewerWith(t, ['auditor']))['audit-trail'].searchTrail({ action: 'trial.' })).items).toHaveLength(8);
    expect((await api(viewerWith(t, ['auditor'], undefined, t.other))['audit-trail'].searchTrail({ action: 'trial.' })).items).toHaveLength(0);
  });
});

describe('many entries in one statement', () => {
  it('carry digests that verify', async () => {
    await inTenant(t.context(admin), (tenant) => auditMany(tenant, Array.from({ length: 50 }, (_, n) => ({ action: 'trial.many', object: 'trial', detail: { n, text: 'a"b\\c,{}' } }))));
    await seal(t.house.db, t.clock.now());
    expect(await verifyAudit(t.house.db, t.instansi)).toMatchObject({ intact: true, unsealed: 0 });
    expect((await api()['audit-trail'].searchTrail({ action: 'trial.many', limit: 100 })).items).toHaveLength(50);
  });
});
