import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { sql } from '../../platform/db/sql.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import { part } from '../../platform/house.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, codeOf, holderOf, tinyPdf, type Cast } from '../letters/letters.testing.ts';
import { viewerWith } from '../organization/organization.fixture.ts';
import type { AbsenceSources } from '../travel/contract.ts';
import type { LeavePort } from './contract.ts';
import { scheduleChanged } from './service/decide.ts';

// Monday 2 March 2026, 09:00 WIB
const t = await createTestHouse();
let cast: Cast;
let agency: Viewer;
const people = new Map<string, string>();
const api = (viewer: Viewer) => (t.api.forPages(t.context(viewer)) as unknown as Api).leave;
const inside = <T>(work: (tenant: TenantContext) => Promise<T>) => inTenant(t.context(null), work);
const port = () => part<LeavePort<TenantContext>>(t.house, 'leave');
const personOf = (viewer: Viewer) => people.get(viewer.accountId)!;
const ask = (more: Record<string, unknown> = {}) => ({ kind: 'CT', purpose: 'Keperluan keluarga', fromDay: '2026-03-09', toDay: '2026-03-11', address: 'Jalan Melati 4, Madiun', ...more });
const yes = { decision: 'disetujui' as const, note: '' };

beforeAll(async () => {
  cast = await castOf(t);
  agency = viewerWith(t, ['personnel-agency'], { id: cast.units.setda, kind: 'setda' });
  for (const row of await inside((x) => x.tx.many<{ id: string; account: string }>(sql`select id, account from organization.person where instansi = ${t.instansi}`))) people.set(row.account, row.id);
  for (const who of [cast.staff, cast.section, cast.roadsHead, cast.workshopStaff, cast.roadsClerk, cast.wasteHead, cast.secretary]) await api(agency).setOpening({ person: personOf(who), year: 2025, left: 4, serviceFrom: '2012-03-01' });
  await inside((x) => x.tx.run(sql`update organization.post set reports_to = ${cast.section.hat!.postId} where instansi = ${t.instansi} and id = ${cast.staff.hat!.postId}`));
});

describe('leave', () => {
  it('goes from the request over the superior to the letter, is seen by attendance and journeys, and given back when it is cancelled', async () => {
    const tried = await api(cast.staff).tryLeave(ask());
    expect(tried).toMatchObject({ days: 3, unit: 'hari kerja', superior: 'Kepala Bidang Jalan, Kepala Bidang Jalan', grantor: 'Kepala Dinas PUPKP, Kepala Dinas PUPKP', after: { right: 16, waiting: 3, left: 13 } });
    const { id, state } = await api(cast.staff).requestLeave({ id: uuidv7(), ...ask() });
    expect(state).toBe('diajukan');
    expect((await api(cast.staff).requestLeave({ id, ...ask() })).id).toBe(id);
    expect((await api(cast.staff).myLeave({})).balance).toMatchObject({ right: 16, waiting: 3, left: 13 });
    expect(await codeOf(api(cast.wasteHead).getLeave({ id }))).toBe('leave.unknown');
    expect(await codeOf(api(cast.roadsHead).grantLeave({ id, version: 1, ...yes }))).toBe('leave.not-now');
    expect(await codeOf(api(cast.staff).considerLeave({ id, version: 1, consideration: 'disetujui', note: '' }))).toBe('leave.not-now');
    expect(await codeOf(api(cast.section).considerLeave({ id, version: 1, consideration: 'ditangguhkan', note: '' }))).toBe('leave.say-why');
    expect((await api(cast.section).listWaiting({})).consider.map((one) => one.id)).toEqual([id]);
    await api(cast.section).considerLeave({ id, version: 1, consideration: 'disetujui', note: '' });
    expect(await codeOf(api(cast.section).considerLeave({ id, version: 2, consideration: 'disetujui', note: '' }))).toBe('leave.not-now');
    const { secondFactorAt: _, ...without } = cast.roadsHead;
    expect(await codeOf(api(without).grantLeave({ id, version: 2, ...yes }))).toBe('request.second-factor');
    expect((await inside((x) => port().between(x, [personOf(cast.staff)], '2026-03-01', '2026-03-31'))).size).toBe(0);
    expect(await api(cast.roadsHead).grantLeave({ id, version: 2, ...yes })).toEqual({ state: 'diberikan', number: '800.1.11.4/1/DPUPKP/III/2026' });
    const view = await api(cast.staff).getLeave({ id });
    expect(view).toMatchObject({ state: 'diberikan', papers: [{ state: 'signed', number: '800.1.11.4/1/DPUPKP/III/2026' }], may: ['cancel'], balance: { used: 3, waiting: 0, left: 13 } });
    expect(view.steps.map((one) => one.title)).toEqual(['Diajukan', 'Pertimbangan atasan: disetujui', 'Diberikan']);
    const document = view.papers[0]!.url!.split('/')[3]!;
    const opened = (viewer: Viewer) => codeOf((t.api.forPages(t.context(viewer)) as unknown as Api).issuance.getDocument({ id: document }));
    expect([await opened(cast.staff), await opened(agency), await opened(cast.wasteHead)]).toEqual(['ok', 'ok', 'issuance.unknown-document']);

    const days = (await inside((x) => port().between(x, [personOf(cast.staff), personOf(cast.section)], '2026-03-10', '2026-03-31'))).get(personOf(cast.staff));
    expect(days).toEqual([{ day: '2026-03-10', code: 'CT', part: 'full', request: id, letter: view.number }, { day: '2026-03-11', code: 'CT', part: 'full', request: id, letter: view.number }]);
    const absences = part<AbsenceSources<TenantContext>>(t.house, 'absences');
    expect(await inside((x) => absences['leave']!.between(x, [{ person: personOf(cast.staff), post: null }], '2026-03-11', '2026-03-20'))).toEqual([{ person: personOf(cast.staff), fromDay: '2026-03-09', toDay: '2026-03-11', words: 'cuti tahunan' }]);

    // Who decides about the person reads that they are away; colleagues of the same unit do not, nor why.
    const away = async (viewer: Viewer) => (await api(viewer).listWaiting({})).away.map((one) => one.id);
    expect([await away(cast.section), await away(cast.roadsHead), await away(cast.staff)]).toEqual([[id], [id], [id]]);
    expect(await away(cast.roadsClerk)).toEqual([]);

    await api(cast.staff).cancelLeave({ id, version: 3, reason: 'Acara ditunda' });
    expect((await api(cast.staff).getLeave({ id })).papers.map((one) => one.state)).toEqual(['revoked']);
    expect((await api(cast.staff).myLeave({})).balance.left).toBe(16);
    const events = await t.house.db.asOwner((tx) => tx.many<{ event: string; payload: unknown }>(sql`select event, payload from platform.outbox where event like 'leave.%' order by id`));
    expect(events).toEqual(['leave.granted', 'leave.changed'].map((event) => ({ event, payload: { person: personOf(cast.staff), from: '2026-03-09', to: '2026-03-11' } })));
  });

  it('cannot be overdrawn, not even by two requests at once', async () => {
    expect(await codeOf(api(cast.workshopStaff).requestLeave(ask({ fromDay: '2026-04-06', toDay: '2026-05-08' })))).toBe('leave.over-balance');
    const told = (fromDay: string, toDay: string) => api(cast.workshopStaff).tryLeave(ask({ fromDay, toDay })).catch((error: { problem: { detail: string } }) => error.problem.detail);
    // Of the 16 days of 2026 seven leave nine of its own, of which six go over: 18 in 2027, where a year untouched would have more.
    expect(await told('2026-12-07', '2027-01-29')).toContain('Sisa hak cuti tahunan 2026 tinggal 16 hari, yang diminta 17 hari.');
    expect(await told('2026-12-21', '2027-01-29')).toMatch(/Sisa hak cuti tahunan 2027 tinggal 18 hari, yang diminta (19|20) hari/);
    expect(await told('2026-12-08', '2027-01-29')).toMatch(/Sisa hak cuti tahunan 2027 tinggal 12 hari, yang diminta (19|20) hari/);
    const at = (fromDay: string, toDay: string) => codeOf(api(cast.workshopStaff).requestLeave(ask({ fromDay, toDay })));
    const both = await Promise.all([at('2026-04-06', '2026-04-17'), at('2026-05-04', '2026-05-13'), at('2026-06-08', '2026-06-19')]);
    expect(both.filter((code) => code === 'ok')).toHaveLength(1);
    expect(both.filter((code) => code === 'leave.over-balance')).toHaveLength(2);
    const problem = await api(cast.workshopStaff).requestLeave(ask({ fromDay: '2026-07-06', toDay: '2026-07-31' })).then(() => undefined, (error: { problem: { detail: string } }) => error.problem);
    expect(JSON.stringify(problem)).toMatch(/tinggal \d+ hari, yang diminta 20 hari/);
  });

  it('does not overlap, is told of journeys, and is changed when the superior asks for it', async () => {
    const { id } = await api(cast.staff).requestLeave(ask({ fromDay: '2026-04-06', toDay: '2026-04-08' }));
    expect(await codeOf(api(cast.staff).requestLeave(ask({ fromDay: '2026-04-08', toDay: '2026-04-09' })))).toBe('leave.overlaps');
    await api(cast.section).considerLeave({ id, version: 1, consideration: 'perubahan', note: 'Sesudah rapat tanggal 8' });
    expect((await api(cast.staff).getLeave({ id })).may).toEqual(['change', 'cancel']);
    expect(await codeOf(api(cast.staff).changeLeave({ id, version: 1, ...ask({ fromDay: '2026-04-09', toDay: '2026-04-10' }) }))).toBe('request.changed-meanwhile');
    expect(await codeOf(api(cast.section).changeLeave({ id, version: 2, ...ask() }))).toBe('leave.unknown');
    await api(cast.staff).changeLeave({ id, version: 2, ...ask({ fromDay: '2026-04-09', toDay: '2026-04-10' }) });
    expect(await api(cast.staff).getLeave({ id })).toMatchObject({ state: 'diajukan', days: 2 });
    await api(cast.section).considerLeave({ id, version: 3, consideration: 'tidak-disetujui', note: 'Tenaga tidak cukup' });
    expect((await api(cast.staff).myLeave({})).balance.left).toBe(16);
  });

  it('of a head is granted by whom the delegation names, with a Plh. suggested', async () => {
    const { id, state } = await api(cast.roadsHead).requestLeave(ask({ fromDay: '2026-04-06', toDay: '2026-04-07' }));
    const before = await api(cast.roadsHead).getLeave({ id });
    expect([state, before.grantor, before.acting?.has]).toEqual(['diajukan', 'Sekretaris Daerah, Sekretaris Daerah', undefined]);
    await api(cast.regent).considerLeave({ id, version: 1, consideration: 'disetujui', note: '' });
    expect((await api(cast.secretary).getLeave({ id })).acting).toMatchObject({ title: 'Kepala Dinas PUPKP', has: false });
    expect((await api(cast.secretary).grantLeave({ id, version: 2, ...yes })).number).toBe('800.1.11.4/1/SETDA/III/2026');
    const { id: own, state: both } = await api(cast.secretary).requestLeave(ask({ fromDay: '2026-04-13', toDay: '2026-04-14' }));
    expect([both, (await api(cast.regent).getLeave({ id: own })).may]).toEqual(['dipertimbangkan', ['grant']]);
    expect((await api(cast.regent).grantLeave({ id: own, version: 1, decision: 'ditangguhkan', note: 'Pembahasan anggaran' })).state).toBe('ditangguhkan');
    expect((await api(cast.secretary).myLeave({ year: 2027 })).balance.right).toBe(18);
  });

  it('of the sick needs the doctor, is made longer, and ends early when somebody is called back', async () => {
    expect(await codeOf(api(cast.staff).requestLeave(ask({ kind: 'CS', reasonId: 'sakit', fromDay: '2026-03-02', toDay: '2026-03-04' })))).toBe('leave.evidence');
    const file = (await storeUpload(t.context(cast.staff), 'surat-dokter.pdf', tinyPdf('Surat dokter'), cast.staff.accountId)).id;
    expect(await codeOf(api(cast.staff).requestLeave(ask({ kind: 'CS', reasonId: 'sakit', fromDay: '2026-03-02', toDay: '2026-03-04', files: [uuidv7()] })))).toBe('leave.file');
    const { id } = await api(cast.staff).requestLeave(ask({ kind: 'CS', reasonId: 'sakit', fromDay: '2026-03-02', toDay: '2026-03-04', files: [file] }));
    await api(cast.section).considerLeave({ id, version: 1, consideration: 'disetujui', note: '' });
    await api(cast.roadsHead).grantLeave({ id, version: 2, ...yes });
    expect((await api(cast.staff).getLeave({ id })).may).toEqual(['extend']);
    const longer = ask({ kind: 'CS', reasonId: 'sakit', fromDay: '2026-03-05', toDay: '2026-03-06', files: [file], extends: id });
    expect(await codeOf(api(cast.staff).requestLeave({ ...longer, fromDay: '2026-03-09', toDay: '2026-03-09' }))).toBe('leave.extends');
    expect((await api(cast.staff).requestLeave(longer)).state).toBe('diajukan');
    expect(await codeOf(api(cast.section).callBack({ id, version: 3, lastDay: '2026-03-04', reason: 'Bencana longsor' }))).toBe('leave.call-back-day');
    expect(await codeOf(api(cast.staff).callBack({ id, version: 3, lastDay: '2026-03-02', reason: 'Bencana longsor' }))).toBe('leave.not-now');
    await api(cast.section).callBack({ id, version: 3, lastDay: '2026-03-02', reason: 'Bencana longsor' });
    expect(await api(cast.staff).getLeave({ id })).toMatchObject({ toDay: '2026-03-02', days: 1, endedEarly: expect.stringContaining('4 Maret 2026') });
    const get = (viewer: Viewer | null, address: string) => t.app.inject({ method: 'GET', url: address, headers: { host: 'ponorogo.test' }, ...(viewer ? {} : {}) }).then((answer) => answer.statusCode);
    expect(await get(null, `/api/cuti/${id}/berkas/${file}`)).toBe(401);
  });

  it('is counted again when the calendar changes', async () => {
    const { id } = await api(cast.roadsClerk).requestLeave(ask({ fromDay: '2026-06-01', toDay: '2026-06-05' }));
    const before = (await api(cast.roadsClerk).getLeave({ id })).days;
    const calendars = (t.api.forPages(t.context(cast.administrator)) as unknown as Api).calendar;
    const { items: [main] } = await calendars.listCalendars({});
    const { version } = await calendars.editCalendar({ id: main!.id, version: main!.version, change: { do: 'add-holiday', row: { date: '2026-06-04', name: 'Hari jadi kabupaten', kind: 'libur_daerah' } } });
    await calendars.publishCalendar({ id: main!.id, version, reason: 'Keputusan Bupati tentang hari jadi' });
    await scheduleChanged(t.context(null), { instansi: t.instansi, id: uuidv7(), event: 'work-schedules.changed', payload: { from: '2025-01-01', everybody: true } });
    const after = await api(cast.roadsClerk).getLeave({ id });
    expect([after.days, after.steps.at(-1)!.title]).toEqual([before - 1, 'Dihitung lagi']);
  });
  it('of who works by roster is asked for before the roster is made, and counted again when it is', async () => {
    const schedules = (t.api.forPages(t.context(agency)) as unknown as Api)['work-schedules'];
    const shifts = (await schedules.listPatterns({})).items.find((one) => one.name.startsWith('Jaga rumah sakit'))!;
    await schedules.assignPattern({ person: personOf(cast.section), pattern: shifts.id, from: '2026-07-01' });
    const { id } = await api(cast.section).requestLeave(ask({ fromDay: '2026-07-06', toDay: '2026-07-09' }));
    const view = () => api(cast.section).getLeave({ id });
    // Nobody knows yet which of the four are days of work.
    expect((await view()).days).toBe(4);
    const { people: [row] } = await schedules.getRoster({ unit: cast.units.roads, month: '2026-07' });
    await schedules.saveRoster({ unit: cast.units.roads, month: '2026-07', version: 0, rows: [{ person: row!.person, codes: row!.codes.map((_, at) => (at === 6 || at === 7 ? 'L' : 'P')) }] });
    await scheduleChanged(t.context(null), { instansi: t.instansi, id: uuidv7(), event: 'work-schedules.changed', payload: { from: '2026-07-01', to: '2026-07-31', people: [row!.person] } });
    expect([(await view()).days, (await view()).steps.at(-1)!.title]).toEqual([2, 'Dihitung lagi']);
    await api(cast.section).cancelLeave({ id, version: (await view()).version, reason: 'Sudah tidak perlu' });
  });
});

describe('the register and the rules', () => {
  it('are for those who keep the personnel matters', async () => {
    const codes = (viewer: Viewer) => Promise.all([codeOf(api(viewer).listRegister({})), codeOf(api(viewer).listBalances({})), codeOf(api(viewer).listJointLeave({})), codeOf(api(viewer).getPolicy({})), codeOf(api(viewer).openingTemplate({})), codeOf(api(viewer).setOpening({ person: personOf(cast.staff), year: 2025, left: 12 }))]);
    expect(new Set(await codes(cast.staff))).toEqual(new Set(['request.not-allowed']));
    const officer = viewerWith(t, ['personnel-officer'], { id: cast.units.waste });
    expect(await codes(officer)).toEqual(['ok', 'ok', 'ok', 'request.not-allowed', 'request.not-allowed', 'request.not-allowed']);
    expect((await api(officer).listRegister({ month: '2026-04' })).items).toEqual([]);
    expect(await codeOf(api(officer).getBalance({ person: personOf(cast.staff) }))).toBe('leave.unknown');
    expect(await codeOf(api(officer).listBalances({ unit: cast.units.roads }))).toBe('leave.unknown');
    expect((await api(agency).listRegister({ month: '2026-04', kind: 'CT' })).items.length).toBeGreaterThan(2);
    expect((await api(agency).listBalances({ unit: cast.units.roads })).items.map((one) => one.name)).toContain('Penata Jalan');
    expect(await codeOf(api(agency).exportRegister({ month: '2026-04' }))).toBe('ok');
    expect(await codeOf(t.api.forPages(t.context(null)).leave === undefined ? Promise.reject(new Error('x')) : (t.api.forPages(t.context(null)) as unknown as Api).leave.myLeave({}))).toBe('request.not-signed-in');
  });

  it('change from a day on, never behind what is in force', async () => {
    const { kinds, rules, rulesBasis } = await api(agency).getPolicy({});
    const annual = kinds.find((one) => one.code === 'CT')!;
    await api(agency).saveKind({ kind: { ...annual, halfDays: true }, from: '2026-08-01', note: 'Peraturan Bupati 5/2026' });
    expect(await codeOf(api(agency).saveKind({ kind: annual, from: '2026-07-01', note: 'Salah tanggal' }))).toBe('leave.policy-not-after');
    expect(await codeOf(api(cast.staff).tryLeave(ask({ fromDay: '2026-07-06', toDay: '2026-07-06', part: 'morning' })))).toBe('leave.half-day');
    expect((await api(cast.staff).tryLeave(ask({ fromDay: '2026-08-03', toDay: '2026-08-03', part: 'morning' }))).days).toBe(0.5);
    expect(await codeOf(api(agency).saveGranting({ rules: [{ kinds: ['XX'], by: 'sekda' }], legalBasis: rulesBasis, from: '2026-08-01', note: 'Keputusan baru' }))).toBe('leave.bad-rules');
    expect((await api(agency).saveGranting({ rules, legalBasis: rulesBasis, from: '2026-08-01', note: 'Keputusan baru' })).number).toBe(1);
  });

  it('take opening balances from a sheet, line by line', async () => {
    await inside((x) => x.tx.run(sql`update organization.person set nip = '198503102010011002' where instansi = ${t.instansi} and id = ${personOf(cast.wasteHead)}`));
    const csv = 'NIP;Nama;Sisa N-2;Sisa N-1;Terpakai N\n198503102010011002;Kepala DLH;12;12;2\n198503102010011009;Tidak ada;1;2;3\n198503102010011002;Dua kali;1;1;1\n';
    const { id } = await api(agency).startOpenings({ fileName: 'saldo.csv', content: Buffer.from(csv).toString('base64'), year: 2026 });
    const preview = await api(agency).previewOpenings({ id });
    expect(preview.rows.map((one) => one.verdict)).toEqual(['changed', 'refused', 'refused']);
    expect(await api(agency).takeOpenings({ id, version: preview.version })).toMatchObject({ changed: 1, refused: 2 });
    expect((await api(agency).getBalance({ person: personOf(cast.wasteHead), year: 2026 })).balance).toMatchObject({ right: 24, used: 2, left: 22 });
    expect(await inside((x) => port().creditJointLeave(x, [{ person: personOf(cast.wasteHead), day: '2026-02-16' }, { person: personOf(cast.wasteHead), day: '2026-02-16' }]).catch(() => -1))).toBe(1);
    expect((await api(cast.wasteHead).myLeave({})).balance.right).toBe(25);
    expect(await codeOf(api(agency).creditJointLeave({ day: '2026-02-17', people: [personOf(cast.wasteHead)] }))).toBe('leave.not-joint-leave');
  });

  it('is decided by somebody else, also while its asker acts in the post that decides', async () => {
    const acting = (post: Viewer, unit: string, kind: string) => holderOf(t, { instansi: t.instansi, post: post.hat!.postId, unit, kind, title: post.hat!.title, duties: ['leader', 'signer'], person: cast.staff, capacity: 'plh', from: '2026-03-02', to: '2026-03-02' });
    const { id } = await api(cast.staff).requestLeave(ask({ fromDay: '2026-05-04', toDay: '2026-05-05' }));
    const asSuperior = await acting(cast.section, cast.units.roads, 'dinas');
    expect((await api(asSuperior).listWaiting({})).consider.map((one) => one.id)).not.toContain(id);
    expect((await api(asSuperior).getLeave({ id })).may).toEqual(['change', 'cancel']);
    expect(await codeOf(api(asSuperior).considerLeave({ id, version: 1, consideration: 'disetujui', note: '' }))).toBe('leave.own');
    await api(cast.section).considerLeave({ id, version: 1, consideration: 'disetujui', note: '' });
    const asHead = await acting(cast.roadsHead, cast.units.roads, 'dinas');
    expect((await api(asHead).listWaiting({})).grant.map((one) => one.id)).not.toContain(id);
    expect(await codeOf(api(asHead).grantLeave({ id, version: 2, ...yes }))).toBe('leave.own');
    expect(await codeOf(api(asHead).grantLeave({ id, version: 2, decision: 'tidak-disetujui', note: 'Tidak jadi' }))).toBe('leave.own');
    // What is asked for again goes past the own post.
    expect((await api(asHead).cancelLeave({ id, version: 2, reason: 'Diajukan lagi' })).state).toBe('batal');
    const again = await api(cast.staff).requestLeave(ask({ fromDay: '2026-05-04', toDay: '2026-05-05' }));
    expect((await api(cast.staff).getLeave({ id: again.id })).grantor).not.toContain('Dinas PUPKP');
    await api(cast.staff).cancelLeave({ id: again.id, version: 1, reason: 'Tidak jadi' });
  });
});
