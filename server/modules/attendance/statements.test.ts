import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { principalOn, type OrganizationPort } from '../organization/contract.ts';
import { castOf, codeOf, holderOf, type Cast } from '../letters/letters.testing.ts';
import type { AttendancePort, NewPunch } from './contract.ts';
import { draftOf } from './service/statements.ts';

// Monday 2 March 2026, 09:00 WIB
const t = await createTestHouse();
const port = part<AttendancePort<TenantContext>>(t.house, 'attendance');
const api = (viewer: Viewer) => (t.api.forPages(t.context(viewer)) as unknown as Api).attendance;
let cast: Cast;
let person: string;
let late: string[];
let ordinary: string;

beforeAll(async () => {
  cast = await castOf(t);
  await inTenant(t.context(), (x) => x.tx.run(sql`update organization.post set reports_to = ${cast.section.hat!.postId} where instansi = ${t.instansi} and id = ${cast.staff.hat!.postId}`));
  ({ id: person } = await t.house.db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from organization.person where instansi = ${t.instansi} and account = ${cast.staff.accountId}`)));
  const punch = (over: Partial<NewPunch>): NewPunch => ({ id: uuidv7(), person, holding: cast.staff.hat!.holdingId, at: new Date('2026-02-23T07:12:00+07:00'), direction: 'in', source: 'terminal', trust: 75, class: 'C', reasons: ['sent-late'], ...over });
  const made = [punch({}), punch({ at: new Date('2026-02-23T16:03:00+07:00'), direction: 'out' }), punch({ reasons: ['near-the-fence'] })];
  await inTenant(t.context(), (x) => port.record(x, made));
  [late, ordinary] = [made.slice(0, 2).map((one) => one.id), made[2]!.id];
});
const reviews = async () => ((await inTenant(t.context(), (x) => port.punches(x, [person], new Date('2026-02-01'), new Date('2026-03-02')))).get(person) ?? []).map(({ id, review }) => [late.indexOf(id), review]).sort();
const words = 'Jaringan seluler di kecamatan putus sejak Senin.';

describe('check-ins that came in after the window', () => {
  it('are upheld by no mere word; rejected they may be as any other', async () => {
    const { items } = await api(cast.section).listReviews({});
    expect(items.map((one) => one.id).sort()).toEqual([...late, ordinary].sort());
    expect(await codeOf(api(cast.section).reviewPunches({ ids: [...late, ordinary], decision: 'upheld' }))).toBe('attendance.needs-statement');
    expect(await reviews()).toEqual([[-1, 'open'], [0, 'open'], [1, 'open']]);
    expect(await api(cast.section).reviewPunches({ ids: [ordinary], decision: 'upheld' })).toEqual({ decided: 1, skipped: 0 });
  });

  it('are settled by a statement that the superior signs, once and with a number', async () => {
    const id = uuidv7();
    const make = (viewer: Viewer, ids: string[], more: object = {}) => api(viewer).makeStatement({ id, ids, words, ...more });
    expect(await codeOf(make(cast.wasteHead, late))).toBe('attendance.not-your-staff');
    expect(await codeOf(make(cast.staff, late))).toBe('attendance.not-your-staff');
    expect(await codeOf(make(cast.section, [...late, uuidv7()]))).toBe('attendance.not-your-staff');
    expect(await codeOf(make(cast.section, [...late, ordinary]))).toBe('attendance.not-late');
    expect(await codeOf(make(cast.section, late, { words: 'Putus' }))).toBe('request.invalid');
    expect(await make(cast.section, late)).toEqual({ id });
    expect(await make(cast.section, late)).toEqual({ id });
    expect((await api(cast.section).listStatements({})).items).toMatchObject([{ id, checkIns: 2, words, number: null, signedAt: null }]);
    expect(await codeOf(api(cast.staff).getStatement({ id }))).toBe('attendance.statement-unknown');
    expect(await codeOf(api(cast.wasteHead).signStatement({ id }))).toBe('attendance.statement-unknown');
    expect(await codeOf(api({ ...cast.section, secondFactorAt: undefined }).signStatement({ id }))).toBe('request.second-factor');
    expect((await draftOf(t.context(cast.section), id)).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await reviews()).toEqual([[-1, 'upheld'], [0, 'open'], [1, 'open']]);

    const signer = { ...cast.section, secondFactorAt: t.clock.now() };
    const signed = await api(signer).signStatement({ id });
    expect(signed).toMatchObject({ outcome: 'signed', number: expect.stringMatching(/^800\.1\.11\/1\//) });
    expect(await reviews()).toEqual([[-1, 'upheld'], [0, 'upheld'], [1, 'upheld']]);
    expect(await api(cast.section).getStatement({ id })).toMatchObject({ maySign: false, number: signed.number, paper: { url: expect.any(String) }, lines: [{ decided: true }, { decided: true }] });
    expect((await api(cast.staff).myDay({})).punches.every((one) => one.review !== 'open')).toBe(true);
    expect(await codeOf(api(signer).signStatement({ id }))).toBe('attendance.statement-signed');
    expect(await codeOf(api(cast.section).makeStatement({ id: uuidv7(), ids: late, words }))).toBe('attendance.not-late');
    // Those whom it is about may open the paper, strangers do not learn of it.
    const [paper] = await t.house.db.asOwner((tx) => tx.many<{ id: string }>(sql`select id from issuance.document where instansi = ${t.instansi} and case_kind = 'pernyataan-absen'`));
    const open = (viewer: Viewer) => codeOf((t.api.forPages(t.context(viewer)) as unknown as Api).issuance.getDocument({ id: paper!.id }));
    expect([await open(cast.section), await open(cast.staff), await open(cast.wasteHead)]).toEqual(['ok', 'ok', 'issuance.unknown-document']);
  });

  it('uphold nothing that was rejected meanwhile, and nobody who acts for the superior signs the own', async () => {
    const [kept, rejected] = [uuidv7(), uuidv7()];
    await inTenant(t.context(), (x) => port.record(x, [kept, rejected].map((id, at) => ({ id, person, holding: cast.staff.hat!.holdingId, at: new Date(`2026-02-24T0${7 + at}:12:00+07:00`), direction: 'in', source: 'terminal', trust: 75, class: 'C', reasons: ['sent-late'] }))));
    const id = uuidv7();
    await api(cast.section).makeStatement({ id, ids: [kept, rejected], words });
    const acting = await holderOf(t, { instansi: t.instansi, post: cast.section.hat!.postId, unit: cast.units.roads, kind: 'dinas', title: 'Kepala Bidang Jalan', duties: ['leader'], person: cast.staff, capacity: 'plh', from: '2026-03-02', to: '2026-03-02' });
    expect(await codeOf(api(acting).reviewPunches({ ids: [rejected], decision: 'rejected', words: 'Bukan saya' }))).toBe('attendance.not-your-staff');
    expect(await codeOf(api(acting).signStatement({ id }))).toBe('attendance.statement-own');
    expect((await api(acting).getStatement({ id })).number).toBeNull();

    await t.house.db.asOwner((tx) => tx.run(sql`delete from organization.holding where instansi = ${t.instansi} and id = ${acting.hat!.holdingId}`));
    await api(cast.section).reviewPunches({ ids: [rejected], decision: 'rejected', words: 'Jam itu sedang cuti' });
    await api({ ...cast.section, secondFactorAt: t.clock.now() }).signStatement({ id });
    const decisions = await t.house.db.asOwner((tx) => tx.many<{ id: string; decision: string }>(sql`select check_in as id, decision from attendance.review where instansi = ${t.instansi} and check_in = any(${[kept, rejected]}::uuid[])`));
    expect(new Map(decisions.map((row) => [row.id, row.decision]))).toEqual(new Map([[kept, 'upheld'], [rejected, 'rejected']]));
    const [paper] = await t.house.db.asOwner((tx) => tx.many<{ subject: string }>(sql`select subject_masked as subject from issuance.document where instansi = ${t.instansi} and case_id = ${id}`));
    expect(paper!.subject).toBe('Absen luring 1 kali');
    // Two of it in two papers: what the first one settled leaves nothing to sign.
    const [first, second] = [uuidv7(), uuidv7()];
    const last = uuidv7();
    await inTenant(t.context(), (x) => port.record(x, [{ id: last, person, holding: cast.staff.hat!.holdingId, at: new Date('2026-02-25T07:12:00+07:00'), direction: 'in', source: 'terminal', trust: 75, class: 'C', reasons: ['sent-late'] }]));
    for (const one of [first, second]) await api(cast.section).makeStatement({ id: one, ids: [last], words });
    const signer = { ...cast.section, secondFactorAt: t.clock.now() };
    const both = await Promise.all([api(signer).signStatement({ id: first }), api(signer).signStatement({ id: first })].map((one) => one.then((done) => done.number, () => 'later')));
    expect(new Set(both.filter((one) => one !== 'later')).size).toBe(1);
    expect(await codeOf(api(signer).signStatement({ id: second }))).toBe('attendance.not-late');
  });
});

describe('whose check-ins somebody reviews', () => {
  it('are those of the own staff: asked from above it is the same as asked from below, for everybody', async () => {
    const organization = part<OrganizationPort<TenantContext>>(t.house, 'organization');
    await inTenant(t.context(), async (x) => {
      const today = await organization.today(x);
      const placed = [...Map.groupBy(await organization.placements(x, 'everybody', today, today), (one) => one.person).values()].map((all) => principalOn(all, today)!);
      const above = await organization.superiorsOf(x, placed.map((one) => one.holding), today);
      const below = Map.groupBy(placed, (one) => above.get(one.holding)?.personId);
      expect([placed.length > 8, below.size > 4]).toEqual([true, true]);
      for (const { person: one, name } of placed) expect((await organization.reportsOf(x, one, today)).map((staff) => staff.person).sort(), name).toEqual((below.get(one) ?? []).map((staff) => staff.person).sort());
    });
  });
  it('come page by page, the newest first, and each once', async () => {
    const marks = Array.from({ length: 203 }, (_, at): NewPunch => ({ id: uuidv7(), person, holding: cast.staff.hat!.holdingId, at: new Date(Date.parse('2026-01-20T07:00:00+07:00') + Math.floor(at / 3) * 60_000), direction: 'in', source: 'terminal', trust: 75, class: 'A', reasons: ['near-the-fence'] }));
    await inTenant(t.context(), (x) => port.record(x, marks));
    const seen: { id: string; at: string }[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await api(cast.section).listReviews({ state: 'open', after });
      seen.push(...page.items);
      after = page.next;
    }
    expect(marks.every(({ id }) => seen.filter((one) => one.id === id).length === 1)).toBe(true);
    expect(seen.map((one) => one.at)).toEqual(seen.map((one) => one.at).toSorted().toReversed());
    // A mark of nowhere begins at the start.
    for (const after of ['x', `2026-99-99T99:99:99.999Z_${marks[0]!.id}`, `2026-01-20T00:00:00.000Z_${'-'.repeat(36)}`]) expect((await api(cast.section).listReviews({ after })).items).toHaveLength(100);
    expect((await api(cast.wasteHead).listReviews({})).items).toEqual([]);
  });
});
