import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { inTenant, type Context, type TenantContext } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import type { Api } from '../../api.ts';
import type { Capacity, OrganizationPort } from './contract.ts';
import { insertAccount, viewerWith } from './organization.fixture.ts';

const t = await createTestHouse();
const port = part<OrganizationPort<TenantContext>>(t.house, 'organization');
const admin = viewerWith(t, ['administrator']);
const ctx = t.context(admin);
const api = (context: Context = ctx) => (t.api.forPages(context) as unknown as Api).organization;
const problem = (work: Promise<unknown>) => work.then(() => 'no refusal', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const inside = <T>(work: (tenant: TenantContext) => Promise<T>) => inTenant(t.context(admin), work);

let serial = 100;
const person = async (name: string, instance = api()) => (await instance.createPerson({ name, nip: `19800101200501100${serial++ % 10}`.slice(0, 15) + String(serial).padStart(3, '0') })).id;
const appoint = (post: string, who: string, capacity: Capacity, fromDay: string, toDay?: string, extra: object = {}) =>
  api().appointHolder({ post, person: who, capacity, fromDay, toDay: toDay ?? null, orderLetter: capacity === 'definitive' ? null : '800/12/2025', ...extra });

let dinas: string;
let kadis: string;
beforeAll(async () => {
  dinas = (await api().createUnit({ kind: 'dinas', code: 'KOMINFO', name: 'Dinas Komunikasi dan Informatika', from: '2020-01-01' })).id;
  kadis = (await api().createPost({ unit: dinas, title: 'Kepala Dinas', isHead: true, duties: ['signer', 'leader'], from: '2020-01-01' })).id;
});

describe('the worked example of the reference page (section 6)', () => {
  let a: string;
  let b: string;
  let c: string;
  beforeAll(async () => {
    [a, b, c] = [await person('A'.repeat(3)), await person('Budi Plt'), await person('Citra')];
    await appoint(kadis, a, 'definitive', '2024-01-02', '2025-03-31');
    await appoint(kadis, b, 'plt', '2025-04-01', '2025-06-30');
    await appoint(kadis, c, 'definitive', '2025-06-16');
  });

  it.each([
    ['2025-03-31', 'a', 'definitive'], ['2025-04-01', 'b', 'plt'], ['2025-06-10', 'b', 'plt'], ['2025-06-15', 'b', 'plt'],
    ['2025-06-16', 'c', 'definitive'], ['2025-06-20', 'c', 'definitive'], ['2025-07-01', 'c', 'definitive'],
  ])('on %s %s signs as %s', async (day, who, capacity) => {
    const signer = await inside((tenant) => port.holderForSigning(tenant, dinas, day));
    expect(signer).toMatchObject({ personId: { a, b, c }[who], capacity });
    const all = await inside((tenant) => port.whoHeld(tenant, kadis, day));
    expect(all.map((one) => one.personId)).toEqual([{ a, b, c }[who]]);
  });

  it('places each of them for the days that count, and asks the head above when a head is asked about', async () => {
    const rows = await inside((tenant) => port.placements(tenant, { units: [dinas] }, '2025-03-01', '2025-06-30'));
    const days = (who: string) => rows.filter((one) => one.person === who).map((one) => [one.capacity, one.fromDay, one.toDay]);
    expect([days(a), days(b), days(c)]).toEqual([[['definitive', '2024-01-02', '2025-03-31']], [['plt', '2025-04-01', '2025-06-15']], [['definitive', '2025-06-16', null]]]);
    expect(await inside((tenant) => port.placements(tenant, { people: [b] }, '2025-06-16', '2025-12-31'))).toEqual([]);

    const below = (await api().createUnit({ kind: 'bidang', code: 'KOMINFO-E', name: 'Bidang E-Government', parent: dinas, from: '2020-01-01' })).id;
    const staff = (await api().createPost({ unit: below, title: 'Pranata Komputer', from: '2020-01-01' })).id;
    const who = await person('Dina');
    await appoint(staff, who, 'definitive', '2025-01-01');
    await appoint(staff, b, 'plh', '2025-06-01', '2025-06-02');
    const [first] = await inside((tenant) => port.placements(tenant, { people: [who] }, '2025-06-01', '2025-06-01'));
    const superior = async (holding: string, day: string) => (await inside((tenant) => port.superiorsOf(tenant, [holding], day))).get(holding)?.personId;
    expect([await superior(first!.holding, '2025-03-31'), await superior(first!.holding, '2025-06-15'), await superior(first!.holding, '2025-06-16')]).toEqual([a, b, c]);
    expect(await superior(rows.find((one) => one.person === c)!.holding, '2025-06-20')).toBeUndefined();
    // He is Plt. head himself: nobody is his own superior.
    const plh = (await inside((tenant) => port.placements(tenant, { people: [b] }, '2025-06-01', '2025-06-01'))).find((one) => one.capacity === 'plh')!;
    expect(await superior(plh.holding, '2025-06-01')).toBeUndefined();
  });

  it('refuses the Plt. his hat from the day on which the post is filled, and at midnight of the last day, local time', async () => {
    const account = await insertAccount(t, b);
    const holding = (await api().whoHeld({ post: kadis, day: '2025-06-10' })).items[0]!;
    const hatAt = async (moment: string) =>
      (await t.house.db.lookUp<{ capacity: string }>(sql`select capacity from organization.hat(${t.instansi}, ${holding.id}, ${account}, organization.local_day(${t.instansi}, ${moment}))`))[0]?.capacity;
    expect(await hatAt('2025-03-31T16:59:59Z')).toBeUndefined(); // 31 March 23.59.59 WIB
    expect(await hatAt('2025-03-31T17:00:00Z')).toBe('plt'); // 1 April 00.00 WIB
    expect(await hatAt('2025-06-15T16:59:59Z')).toBe('plt');
    expect(await hatAt('2025-06-15T17:00:00Z')).toBeUndefined();
    expect(await hatAt('2025-06-20T03:00:00Z')).toBeUndefined();
  });

  it('keeps the order spent when the post falls vacant again within its days', async () => {
    const current = (await api().whoHeld({ post: kadis, day: '2025-06-20' })).items[0]!;
    await api().changeHolding({ id: current.id, version: current.version, toDay: '2025-06-18' });
    expect(await inside((tenant) => port.whoHeld(tenant, kadis, '2025-06-19'))).toEqual([]);
    const again = (await api().whoHeld({ post: kadis, day: '2025-06-18' })).items[0]!;
    await api().changeHolding({ id: again.id, version: again.version, toDay: null });
  });
});

describe('holders of a post', () => {
  it('refuses a second definitive holder, or ends the first the day before when asked', async () => {
    const post = (await api().createPost({ unit: dinas, title: 'Sekretaris', from: '2020-01-01' })).id;
    const [first, second] = [await person('Dewi'), await person('Eko')];
    await appoint(post, first, 'definitive', '2024-01-01');
    expect(await problem(appoint(post, second, 'definitive', '2025-01-10'))).toBe('organization.post-held');
    await appoint(post, second, 'definitive', '2025-01-10', undefined, { current: 'end-the-day-before' });
    expect((await api().whoHeld({ post, day: '2025-01-09' })).items.map((one) => one.person)).toEqual([first]);
    expect((await api().whoHeld({ post, day: '2025-01-10' })).items.map((one) => one.person)).toEqual([second]);
  });

  it('refuses two Plt. for one post, but not one after the other', async () => {
    const post = (await api().createPost({ unit: dinas, title: 'Kepala Bidang', from: '2020-01-01' })).id;
    const [first, second] = [await person('Fajar'), await person('Gita')];
    await appoint(post, first, 'plt', '2025-01-01', '2025-03-31');
    expect(await problem(appoint(post, second, 'plt', '2025-03-31', '2025-06-30'))).toBe('organization.same-capacity-twice');
    await appoint(post, second, 'plt', '2025-04-01', '2025-06-30');
  });

  it('lets Plh. stand beside the holder and sign for the days of the order; acting needs an order and Plh. an end', async () => {
    const post = (await api().createPost({ unit: dinas, title: 'Kepala UPT', from: '2020-01-01' })).id;
    const [holder, stand] = [await person('Hadi'), await person('Indah')];
    await appoint(post, holder, 'definitive', '2024-01-01');
    expect(await problem(appoint(post, stand, 'plt', '2025-02-01', '2025-02-28'))).toBe('organization.post-not-vacant');
    expect(await problem(appoint(post, stand, 'plh', '2025-02-01'))).toBe('organization.end-needed');
    expect(await problem(appoint(post, stand, 'plh', '2025-02-01', '2025-02-05', { orderLetter: ' ' }))).toBe('organization.order-needed');
    expect(await problem(appoint(post, stand, 'plh', '2025-02-05', '2025-02-01'))).toBe('organization.days-reversed');
    await appoint(post, stand, 'plh', '2025-02-01', '2025-02-05');
    const both = await inside((tenant) => port.whoHeld(tenant, post, '2025-02-03'));
    expect(both.map((one) => one.capacity)).toEqual(['plh', 'definitive']);
    expect(await problem(appoint(post, holder, 'plh', '2025-03-01', '2025-03-02'))).toBe('organization.acts-for-oneself');
  });

  it('lets a person hold one definitive post and one Plt., not more; a filled post frees for another Plt.', async () => {
    const posts = await Promise.all(['I', 'II', 'III', 'IV'].map((n) => api().createPost({ unit: dinas, title: `Kepala Seksi ${n}`, from: '2020-01-01' })));
    const [one, two, three, four] = posts.map((post) => post.id) as [string, string, string, string];
    const busy = await person('Joko');
    await appoint(one, busy, 'definitive', '2024-01-01');
    expect(await problem(appoint(two, busy, 'definitive', '2025-01-01'))).toBe('organization.person-has-a-post');
    await appoint(two, busy, 'plt', '2025-01-01', '2025-03-31');
    expect(await problem(appoint(three, busy, 'plt', '2025-02-01', '2025-04-30'))).toBe('organization.person-has-a-plt');
    await appoint(two, await person('Kartika'), 'definitive', '2025-02-01');
    await appoint(three, busy, 'plt', '2025-02-01', '2025-04-30');
    await appoint(four, busy, 'pj', '2025-01-01', '2025-12-31');
  });

  it('lets only one of two appointments at the same moment win', async () => {
    const post = (await api().createPost({ unit: dinas, title: 'Bendahara', from: '2020-01-01' })).id;
    const people = await Promise.all([person('Lina'), person('Made')]);
    const outcomes = await Promise.all(people.map((who) => problem(appoint(post, who, 'definitive', '2025-01-01'))));
    expect(outcomes.toSorted()).toEqual(['no refusal', 'organization.post-held']);
  });

  it('warns, without refusing, about a Plt. longer than usual', async () => {
    const post = (await api().createPost({ unit: dinas, title: 'Arsiparis', from: '2020-01-01' })).id;
    expect((await appoint(post, await person('Nur'), 'plt', '2025-01-01', '2025-06-30')).warnings).toEqual([]);
    expect((await appoint(post, await person('Oki'), 'plt', '2025-07-01', '2026-03-31')).warnings[0]).toContain('lebih lama dari 6 bulan');
  });

  it('signs in the dated way of the holder', async () => {
    const holding = (await api().whoHeld({ post: kadis, day: '2025-08-01' })).items[0]!;
    expect((await inside((tenant) => port.holderForSigning(tenant, dinas, '2025-08-01')))?.signMode).toBe('internal');
    await api().setSignMode({ id: holding.id, mode: 'tersertifikasi', from: '2025-08-10' });
    expect((await inside((tenant) => port.holderForSigning(tenant, dinas, '2025-08-09')))?.signMode).toBe('internal');
    expect((await inside((tenant) => port.holderForSigning(tenant, dinas, '2025-08-10')))?.signMode).toBe('tersertifikasi');
  });
});

describe('the tree', () => {
  it('refuses circles, a taken code, and regions of another kind', async () => {
    const parent = (await api().createUnit({ kind: 'dinas', code: 'PU', name: 'Dinas Pekerjaan Umum' })).id;
    const child = (await api().createUnit({ kind: 'bidang', code: 'PU-BM', name: 'Bidang Bina Marga', parent })).id;
    expect(await problem(api().moveUnit({ id: parent, version: 1, parent: child }))).toBe('organization.circle');
    expect(await problem(api().moveUnit({ id: parent, version: 1, parent }))).toBe('organization.circle');
    expect(await problem(api().createUnit({ kind: 'dinas', code: 'PU', name: 'Dinas Lain' }))).toBe('organization.code-taken');
    expect(await problem(api().createUnit({ kind: 'kecamatan', code: 'KEC-X', name: 'Kecamatan X' }))).toBe('organization.region-of-another-kind');
    expect(await problem(api().createUnit({ kind: 'kecamatan', code: 'KEC-X', name: 'Kecamatan X', region: '35.29.01' }))).toBe('organization.region-of-another-kind');
    expect(await problem(api().moveUnit({ id: child, version: 9, parent: null }))).toBe('request.changed-meanwhile');
  });

  it('keeps old names findable and old letterheads as they were', async () => {
    const unit = (await api().createUnit({ kind: 'dinas', code: 'DPM', name: 'Badan Perizinan Terpadu', from: '2019-01-01', profile: { address: 'Jl. Aloon-aloon 1', phone: '(0352) 481' } })).id;
    await api().renameUnit({ id: unit, version: 1, name: 'Dinas Penanaman Modal dan PTSP', from: '2025-01-01' });
    const hits = await Promise.all(['perizinan terpadu', 'penanaman modal'].map((query) => api().searchOrganization({ query })));
    expect(hits.map((hit) => hit.items[0]?.id)).toEqual([unit, unit]);
    const heads = await inside(async (tenant) => [await port.letterheadOf(tenant, unit, '2024-12-31'), await port.letterheadOf(tenant, unit, '2025-01-01')]);
    expect(heads[0]).toMatchObject({ kind: 'perangkat-daerah', government: 'Pemerintah Kabupaten Ponorogo', name: 'Badan Perizinan Terpadu', contact: 'Telepon (0352) 481' });
    expect(heads[1]!.name).toBe('Dinas Penanaman Modal dan PTSP');
    expect(await problem(api().renameUnit({ id: unit, version: 2, name: 'X Y Z', from: '2024-06-01' }))).toBe('organization.rename-before-last');
  });

  it('gives DPRD a head of its own, and its secretariat that of the government', async () => {
    const chamber = await api().createUnit({ kind: 'dprd', code: 'DPRD', name: 'Dewan Perwakilan Rakyat Daerah', from: '2020-01-01', profile: { address: 'Jl. Aloon-aloon Timur 5' } });
    const office = await api().createUnit({ kind: 'setwan', code: 'SETWAN', name: 'Sekretariat DPRD', parent: chamber.id, from: '2020-01-01' });
    const [own, below] = await inside(async (tenant) => [await port.letterheadOf(tenant, chamber.id), await port.letterheadOf(tenant, office.id)]);
    expect(own).toMatchObject({ government: 'Dewan Perwakilan Rakyat Daerah', parents: [], name: 'Kabupaten Ponorogo', address: 'Jl. Aloon-aloon Timur 5' });
    expect(below).toMatchObject({ government: 'Pemerintah Kabupaten Ponorogo', parents: [], name: 'Sekretariat DPRD' });
  });

  it('closes a unit into its successor: posts and holders end, units below move, references follow', async () => {
    const [old, heir] = [await api().createUnit({ kind: 'dinas', code: 'PASAR', name: 'Dinas Pasar', from: '2020-01-01' }), await api().createUnit({ kind: 'dinas', code: 'DAGANG', name: 'Dinas Perdagangan', from: '2020-01-01' })];
    const below = await api().createUnit({ kind: 'uptd', code: 'PASAR-1', name: 'UPTD Pasar Songgolangit', parent: old.id, from: '2020-01-01' });
    const post = await api().createPost({ unit: old.id, title: 'Kepala Dinas Pasar', isHead: true, from: '2020-01-01' });
    await appoint(post.id, await person('Putri'), 'definitive', '2021-01-01');
    expect(await problem(api().closeUnit({ id: old.id, version: 1, lastDay: '2025-12-31' }))).toBe('organization.has-units-below');
    expect(await problem(api().closeUnit({ id: old.id, version: 1, lastDay: '2025-12-31', successor: below.id }))).toBe('organization.successor-below');
    await api().closeUnit({ id: old.id, version: 1, lastDay: '2025-12-31', successor: heir.id });
    expect((await api().getUnit({ id: below.id })).parent).toBe(heir.id);
    expect((await api().whoHeld({ post: post.id, day: '2025-12-31' })).items).toHaveLength(1);
    expect((await api().whoHeld({ post: post.id, day: '2026-01-01' })).items).toHaveLength(0);
    expect((await inside((tenant) => port.resolveUnit(tenant, 'unit:PASAR', {})))?.code).toBe('DAGANG');
    const hit = (await api().searchOrganization({ query: 'dinas pasar' })).items.find((one) => one.id === old.id);
    expect(hit).toMatchObject({ closed: true, detail: expect.stringContaining('kini Dinas Perdagangan') });
    expect((await api().listUnits({})).items.some((one) => one.id === old.id)).toBe(false);
  });
});

describe('a desa', () => {
  it('is made from the template of three, below its kecamatan, and stands alone', async () => {
    const kecamatan = await api().createUnit({ kind: 'kecamatan', code: 'KEC-BABADAN', name: 'Kecamatan Babadan', region: '35.02.16' });
    const desa = await api().createDesa({ region: '35.02.16.2004', size: 'three', from: '2020-01-01' });
    const unit = await api().getUnit({ id: desa.id });
    expect(unit).toMatchObject({ kind: 'desa', parent: kecamatan.id });
    expect(unit.posts.map((post) => post.title)).toEqual(['Kepala Desa', 'Sekretaris Desa', 'Kepala Seksi Pelayanan']);
    expect(unit.posts[0]).toMatchObject({ isHead: true, duties: ['signer', 'leader'] });
    expect(unit.posts[1]!.reportsTo).toBe(unit.posts[0]!.id);
    expect(await problem(api().createUnit({ kind: 'bidang', code: 'X1', name: 'Bidang di desa', parent: desa.id }))).toBe('organization.desa-stands-alone');
    expect(await problem(api().createDesa({ region: '35.02.16.2004', code: 'LAGI' }))).toBe('organization.region-taken');
    expect(await problem(api().createDesa({ region: '35.02.16.2999' }))).toBe('wilayah.unknown');
    expect(await problem(api().createDesa({ region: '35.02.16.1001' }))).toBe('organization.region-of-another-kind');
    const head = await inside((tenant) => port.letterheadOf(tenant, desa.id));
    expect(head).toMatchObject({ kind: 'desa', parents: ['Kecamatan Babadan'] });
    const where = { regionCodes: { lokasi: '35.02.16.2004' } };
    const found = await inside((tenant) => port.resolveUnits(tenant, ['village:lokasi', 'district:lokasi', 'parent', 'owner', 'unit:NONE'], { ...where, ownerUnitId: desa.id }));
    expect(Object.fromEntries([...found].map(([reference, one]) => [reference, one.id]))).toEqual({ 'village:lokasi': desa.id, 'district:lokasi': kecamatan.id, parent: kecamatan.id, owner: desa.id });
  });

  it('lets the sekretaris act by written order, also for an empty post, and a Pj. keep the other hat', async () => {
    const desa = await api().createDesa({ region: '35.02.16.2002', size: 'five', from: '2020-01-01' });
    const posts = (await api().getUnit({ id: desa.id })).posts;
    const [kades, sekdes] = [posts[0]!.id, posts[1]!.id];
    const sekretaris = await person('Ratna');
    await appoint(sekdes, sekretaris, 'definitive', '2021-01-01');
    expect(await inside((tenant) => port.holderForSigning(tenant, desa.id, '2025-01-15'))).toBeUndefined();
    await appoint(kades, sekretaris, 'plh', '2025-01-10', '2025-01-20');
    expect(await inside((tenant) => port.holderForSigning(tenant, desa.id, '2025-01-15'))).toMatchObject({ personId: sekretaris, capacity: 'plh' });
    const camatStaff = await person('Surya');
    const other = (await api().createPost({ unit: dinas, title: 'Analis', from: '2020-01-01' })).id;
    await appoint(other, camatStaff, 'definitive', '2022-01-01');
    await appoint(kades, camatStaff, 'pj', '2025-02-01', '2025-12-31');
    const account = await insertAccount(t, camatStaff);
    const hats = await t.house.db.lookUp<{ capacity: string }>(sql`select capacity from organization.hats_of(${account}, '2025-06-01')`);
    expect(hats.map((hat) => hat.capacity)).toEqual(['definitive', 'pj']);
  });
});

describe('who may not', () => {
  it('keeps unit administrators inside their own unit and away from power', async () => {
    const [mine, other] = [await api().createUnit({ kind: 'dinas', code: 'MINE', name: 'Dinas Sendiri' }), await api().createUnit({ kind: 'dinas', code: 'OTHER', name: 'Dinas Tetangga' })];
    const below = await api().createUnit({ kind: 'bidang', code: 'MINE-1', name: 'Bidang Sendiri', parent: mine.id });
    const unitAdmin = api(t.context(viewerWith(t, ['unit-administrator'], { id: mine.id })));
    await unitAdmin.updateUnit({ id: below.id, version: 1, profile: { phone: '0352' } });
    expect(await problem(unitAdmin.updateUnit({ id: other.id, version: 1, profile: { phone: '1' } }))).toBe('organization.not-your-unit');
    expect(await problem(unitAdmin.updateUnit({ id: below.id, version: 2, name: 'Nama baru' }))).toBe('request.not-allowed');
    const post = await unitAdmin.createPost({ unit: below.id, title: 'Petugas loket', duties: ['desk'] });
    expect(await problem(unitAdmin.createPost({ unit: other.id, title: 'Petugas loket', duties: ['desk'] }))).toBe('organization.not-your-unit');
    for (const power of ['signer', 'leader', 'assistant', 'administrator', 'unit-administrator', 'auditor'] as const) {
      expect(await problem(unitAdmin.updatePost({ id: post.id, version: 1, duties: ['desk', power] }))).toBe('organization.power-not-yours-to-give');
    }
    const powerful = await api().createPost({ unit: mine.id, title: 'Kepala Dinas Sendiri', duties: ['signer'], isHead: true });
    const somebody = await person('Tono');
    expect(await problem(unitAdmin.appointHolder({ post: powerful.id, person: somebody, capacity: 'definitive', fromDay: '2026-01-01' }))).toBe('organization.power-not-yours-to-give');
    expect(await problem(unitAdmin.updatePost({ id: powerful.id, version: 1, duties: [] }))).toBe('organization.power-not-yours-to-give');
    expect(await problem(unitAdmin.createUnit({ kind: 'bidang', code: 'NEW', name: 'Bidang baru', parent: mine.id }))).toBe('request.not-allowed');
  });

  it.each(['createUnit', 'moveUnit', 'closeUnit', 'createPost', 'appointHolder', 'createPerson', 'setSignMode', 'listPeople'] as const)('refuses %s to an officer without the duty, and to strangers', async (name) => {
    const mounted = t.api.operations.find((one) => one.module === 'organization' && one.name === name)!;
    await expect(t.api.call(mounted, t.context(viewerWith(t, ['verifier'])), {})).rejects.toMatchObject({ refusal: { code: 'request.not-allowed' } });
    await expect(t.api.call(mounted, t.context(null), {})).rejects.toMatchObject({ refusal: { code: 'request.not-signed-in' } });
  });

  it('shows nothing to the neighbouring institution', async () => {
    const stranger = api(t.context(viewerWith(t, ['administrator'], undefined, t.other)));
    expect((await stranger.listUnits({ closed: 'show' })).items).toEqual([]);
    expect(await problem(stranger.getUnit({ id: dinas }))).toBe('request.not-found');
    expect(await problem(stranger.getPost({ id: kadis }))).toBe('request.not-found');
    expect((await stranger.searchOrganization({ query: 'dinas' })).items).toEqual([]);
    expect(await inTenant(t.context(null, t.other), (tenant) => port.holdersWithDuty(tenant, [dinas], 'signer', '2025-06-20'))).toEqual([]);
  });
});

describe('people', () => {
  it('refuses wrong, rounded and known identity numbers with a sentence', async () => {
    const wrong = await api().createPerson({ name: 'Umar', nip: '1,98803E+17' }).catch((error: { problem: { code: string; detail: string; fields: { path: string }[] } }) => error.problem);
    expect(wrong).toMatchObject({ code: 'organization.identity-wrong', fields: [{ path: 'nip' }] });
    expect((wrong as { detail: string }).detail).toContain('dibulatkan');
    await api().createPerson({ name: 'Vera', nip: '19880229 201203 2 901' });
    expect(await problem(api().createPerson({ name: 'Wati', nip: '198802292012032901' }))).toBe('organization.nip-taken');
    expect(await problem(api().createPerson({ name: 'Xaver', nip: '198902292012032901' }))).toBe('organization.identity-wrong');
  });

  it('keeps titles for display, sorts and finds without them, and masks the NIK', async () => {
    const { id } = await api().createPerson({ name: 'Dr. Hj. ZULAIKHA  Az-Zahra, S.Sos., M.Si.', nik: '3502175202909001', employment: 'village' });
    const detail = await api().getPerson({ id });
    expect(detail).toMatchObject({ name: 'Dr. Hj. ZULAIKHA Az-Zahra, S.Sos., M.Si.', nikMasked: '3502••••••••9001' });
    expect((await api().listPeople({ query: 'zulaikha azzahra' })).items.map((one) => one.id)).toEqual([id]);
    expect(await problem(api().createPerson({ name: 'Orang Lain', nik: "'3502175202909001" }))).toBe('organization.nik-taken');
    const updated = await api().updatePerson({ id, version: 1, phone: '0812' });
    expect(await api().getPerson({ id })).toMatchObject({ version: updated.version, employment: 'village', nikMasked: '3502••••••••9001', phone: '0812' });
  });

  it('pages through names in order', async () => {
    const first = await api().listPeople({ limit: 5 });
    const second = await api().listPeople({ limit: 5, cursor: first.next! });
    const names = [...first.items, ...second.items].map((one) => one.id);
    expect(new Set(names).size).toBe(10);
  });

  it('writes each change into the trail, never a NIK', async () => {
    const rows = await t.house.db.inTenant(t.instansi, (tx) => tx.many<{ action: string; detail: unknown }>(sql`select action, detail from audit.entry where action like 'organization.%'`));
    const actions = new Set(rows.map((row) => row.action));
    for (const action of ['unit-created', 'unit-renamed', 'unit-closed', 'post-created', 'holder-appointed', 'holding-changed', 'person-created', 'person-updated', 'desa-created', 'sign-mode-set', 'unit-updated']) {
      expect(actions).toContain(`organization.${action}`);
    }
    expect(JSON.stringify(rows)).not.toContain('3502175202909001');
  });
});
