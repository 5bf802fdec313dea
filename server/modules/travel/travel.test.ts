import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { part } from '../../platform/house.ts';
import { sql } from '../../platform/db/sql.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, holderOf, type Cast } from '../letters/letters.testing.ts';
import type { AbsenceSources, TravelPort } from './contract.ts';
import { aTripIsSound, daysOf } from './rules/a-trip-is-sound.ts';
import { daysOverlap, spansOf } from './rules/days-overlap.ts';

// 2 March 2026, 09:00 WIB
const t = await createTestHouse();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(t);
});
const signing = (viewer: Viewer): Viewer => ({ ...viewer, secondFactorAt: t.house.clock.now() });
const api = (viewer: Viewer) => (t.api.forPages(t.context(viewer)) as unknown as Api).travel;
const problem = (work: Promise<unknown>) => work.then(() => 'no refusal', (error: { problem?: { code: string } }) => error.problem?.code ?? String(error));
const inside = <T>(work: (tenant: TenantContext) => Promise<T>) => inTenant(t.context(null), work);
const trip = (changes: Record<string, unknown> = {}) => ({
  kind: 'surat-tugas' as const, purpose: 'Menghadiri rapat koordinasi jalan provinsi', basis: ['Undangan Kepala Dinas PU Provinsi'], origin: 'Ponorogo', destination: 'Surabaya', fromDay: '2026-03-09', toDay: '2026-03-10', means: 'Kendaraan dinas',
  budget: { code: '5.1.02.04.01.0001', institution: 'Dinas PUPKP', source: 'DPA 2026', tier: 'C' }, note: '', signingUnit: cast.units.roads, travellers: [{ holding: cast.staff.hat!.holdingId }], ...changes,
});

describe('the days of a journey', () => {
  it.each([['2026-03-09', '2026-03-09', 1], ['2026-02-27', '2026-03-01', 3], ['2028-02-28', '2028-03-01', 3]])('%s to %s are %i', (from, to, days) => expect(daysOf(from, to)).toBe(days));
  it('overlap with both ends included', () => {
    const a = { fromDay: '2026-03-09', toDay: '2026-03-10' };
    expect([daysOverlap(a, { fromDay: '2026-03-10', toDay: '2026-03-12' }), daysOverlap(a, { fromDay: '2026-03-11', toDay: '2026-03-12' }), daysOverlap(a, { fromDay: '2026-03-01', toDay: '2026-03-31' })]).toEqual([true, false, true]);
    expect(spansOf(['2026-03-03', '2026-03-01', '2026-03-02', '2026-03-05'])).toEqual([{ fromDay: '2026-03-01', toDay: '2026-03-03' }, { fromDay: '2026-03-05', toDay: '2026-03-05' }]);
  });
  it('are in order, of people who are named once', () => {
    const guest = { name: 'Dewi', nip: '', rank: '', title: 'Tenaga ahli' };
    const code = (changes: Partial<Parameters<typeof aTripIsSound>[0]>) => {
      const said = aTripIsSound({ fromDay: '2026-03-09', toDay: '2026-03-10', travellers: [guest], ...changes });
      return said.ok ? 'ok' : said.refusal.code;
    };
    expect([code({}), code({ toDay: '2026-03-08' }), code({ toDay: '2026-06-07' }), code({ travellers: [{ ...guest, title: '' }] }), code({ travellers: [guest, { ...guest, name: 'DEWI' }] })]).toEqual(['ok', 'travel.days', 'travel.days', 'travel.traveller', 'travel.twice']);
  });
});

describe('a journey', () => {
  it('is prepared, signed with an SPD of each traveller, seen by attendance, and cancelled', async () => {
    const { id, warnings } = await api(cast.roadsClerk).prepareTrip(trip({ travellers: [{ holding: cast.staff.hat!.holdingId }, { name: 'Dewi Lestari', title: 'Tenaga ahli' }] }));
    expect(warnings).toEqual([]);
    const before = await api(cast.roadsHead).getTrip({ id });
    expect(before).toMatchObject({ state: 'konsep', days: 2, may: ['change', 'order', 'cancel'], people: [{ name: 'Penata Jalan' }, { name: 'Dewi Lestari' }] });
    const { secondFactorAt: _, ...without } = cast.roadsHead;
    expect(await problem(api(without).orderTrip({ id, version: 1 }))).toBe('request.second-factor');
    expect(await problem(api(signing(cast.wasteHead)).orderTrip({ id, version: 1 }))).toBe('travel.unknown');
    const { papers } = await api(signing(cast.roadsHead)).orderTrip({ id, version: 1 });
    expect(papers.map(({ number, state }) => [number, state])).toEqual([['800.1.11.1/1/DPUPKP/III/2026', 'signed'], ['000.1.2.3/1/SPD/DPUPKP/2026', 'signed'], ['000.1.2.3/2/SPD/DPUPKP/2026', 'signed']]);
    expect((await api(signing(cast.roadsHead)).orderTrip({ id, version: 1 })).papers).toEqual(papers);
    const documents = papers.map(({ url }) => url!.split('/')[3]!);
    const opened = (viewer: Viewer, document: string) => problem((t.api.forPages(t.context(viewer)) as unknown as Api).issuance.getDocument({ id: document }));
    expect([await opened(cast.roadsClerk, documents[0]!), await opened(cast.roadsClerk, documents[2]!)]).toEqual(['no refusal', 'no refusal']);
    expect([await opened(cast.wasteHead, documents[0]!), await opened(cast.staff, documents[1]!)]).toEqual(['issuance.unknown-document', 'issuance.unknown-document']);
    const events = await t.house.db.asOwner((tx) => tx.many<{ payload: { trip: string } }>(sql`select payload from platform.outbox where event = 'travel.ordered'`));
    expect(events.map(({ payload }) => payload)).toEqual([{ trip: id }]);

    const port = part<TravelPort<TenantContext>>(t.house, 'travel');
    const person = await inside((x) => x.tx.one<{ person: string }>(sql`select person from travel.traveller where instansi = ${t.instansi} and trip = ${id} and nth = 1`)).then((row) => row.person);
    expect((await inside((x) => port.awayOn(x, [person], '2026-03-10'))).get(person)).toMatchObject({ destination: 'Surabaya', number: '800.1.11.1/1/DPUPKP/III/2026' });
    expect((await inside((x) => port.awayOn(x, [person], '2026-03-11'))).size).toBe(0);

    expect(await problem(api(cast.roadsClerk).changeTrip({ id, version: 2, ...trip() }))).toBe('travel.not-draft');
    const second = await api(cast.roadsClerk).prepareTrip(trip({ fromDay: '2026-03-10', toDay: '2026-03-12', destination: 'Malang' }));
    expect(second.warnings).toEqual([{ name: 'Penata Jalan', words: 'sudah bepergian ke Surabaya', fromDay: '2026-03-09', toDay: '2026-03-10' }]);
    await api(cast.roadsClerk).cancelTrip({ id, version: 2, reason: 'Rapat ditunda penyelenggara' });
    expect((await inside((x) => port.awayOn(x, [person], '2026-03-10'))).size).toBe(0);
    expect((await api(cast.roadsClerk).getTrip({ id })).papers.map(({ state }) => state)).toEqual(['revoked', 'revoked', 'revoked']);
    expect((await api(cast.roadsClerk).getTrip({ id: second.id })).warnings).toEqual([]);
    expect(await problem(api(signing(cast.roadsHead)).orderTrip({ id, version: 3 }))).toBe('travel.cancelled');
  });

  it('warns of a Plh. in the post of the traveller, and of any other source', async () => {
    await holderOf(t, { instansi: t.instansi, post: cast.section.hat!.postId, unit: cast.units.roads, kind: 'dinas', title: 'Kepala Bidang Jalan', duties: ['leader'], person: 'Pengganti', capacity: 'plh', from: '2026-03-17', to: '2026-03-18' });
    const sources = part<AbsenceSources<TenantContext>>(t.house, 'absences');
    sources.leave = { between: async (_, people) => people.map(({ person }) => ({ person, fromDay: '2026-03-20', toDay: '2026-03-20', words: 'cuti tahunan' })) };
    const asked = { holdings: [cast.section.hat!.holdingId], fromDay: '2026-03-16', toDay: '2026-03-20' };
    const { warnings } = await api(cast.roadsClerk).checkAbsences(asked);
    expect(warnings.map(({ words, fromDay, toDay }) => [words, fromDay, toDay])).toEqual([['digantikan Plh.', '2026-03-17', '2026-03-18'], ['cuti tahunan', '2026-03-20', '2026-03-20']]);
    expect((await api(cast.roadsClerk).checkAbsences({ ...asked, toDay: '2026-03-16' })).warnings).toEqual([]);
    delete sources.leave;
  });

  it('of the head is ordered by the unit above', async () => {
    expect(await problem(api(cast.roadsClerk).prepareTrip(trip({ travellers: [{ holding: cast.roadsHead.hat!.holdingId }] })))).toBe('travel.own-order');
    const { id } = await api(cast.roadsClerk).prepareTrip(trip({ kind: 'surat-perintah', signingUnit: cast.units.bupati, travellers: [{ holding: cast.roadsHead.hat!.holdingId }] }));
    expect((await api(cast.regent).listTrips({})).waiting.map((one) => one.id)).toEqual([id]);
    const { papers } = await api(signing(cast.regent)).orderTrip({ id, version: 1 });
    expect(papers.map(({ number }) => number)).toEqual(['800.1.11.1/1/SP/BUPATI/III/2026', '000.1.2.3/1/SPD/BUPATI/2026']);
    expect(await problem(api(cast.roadsClerk).prepareTrip(trip({ signingUnit: cast.units.waste })))).toBe('travel.signing-unit');
  });

  it('is seen by its unit and those above, prepared by its clerks, and by nobody else', async () => {
    const { id } = await api(cast.roadsClerk).prepareTrip(trip({ fromDay: '2026-04-01', toDay: '2026-04-02', id: '01890000-0000-7000-8000-00000000beef' }));
    expect((await api(cast.roadsClerk).prepareTrip(trip({ id }))).id).toBe(id);
    expect(await problem(api(cast.wasteHead).getTrip({ id }))).toBe('travel.unknown');
    expect(await problem(api(cast.staff).listTrips({}))).toBe('request.not-allowed');
    expect(await problem(api(cast.staff).prepareTrip(trip()))).toBe('request.not-allowed');
    expect(await problem(api(signing(cast.roadsClerk)).orderTrip({ id, version: 1 }))).toBe('request.not-allowed');
    expect((await api(cast.secretary).listTrips({ month: '2026-04' })).items.map((one) => one.id)).toEqual([id]);
    expect((await api(cast.wasteHead).listTrips({ month: '2026-04' })).items).toEqual([]);
    expect(await problem(api(cast.roadsClerk).changeTrip({ id, version: 9, ...trip() }))).toBe('request.changed-meanwhile');
    expect(await api(cast.roadsClerk).changeTrip({ id, version: 1, ...trip({ destination: 'Madiun' }) })).toEqual({ version: 2, warnings: expect.any(Array) });
    expect((await api(cast.roadsClerk).listPeople({})).signingUnits.map((one) => one.name)).toEqual(expect.arrayContaining(['Dinas PUPKP', 'Bupati dan Wakil Bupati']));
  });
});
