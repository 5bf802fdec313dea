import { describe, expect, test } from 'vitest';
import type { Api } from '../../api.ts';
import { readSheet } from '../../engines/sheets/read-sheet.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { apiOf as assessmentsOf, officerOf as configurerOf, publish } from '../assessments/assessments.testing.ts';

const t = await createTestHouse();
// The neighbour is a province here.
await t.house.db.asOwner((tx) => tx.run(sql`update organization.instansi set region = '35', kind = 'province' where id = ${t.other}`));
const person = (instansi: string, ...permissions: string[]): Viewer => ({
  accountId: uuidv7(), sessionId: uuidv7(), name: 'Laila Fitri', kind: 'officer', level: 'verified',
  hat: { instansi, holdingId: uuidv7(), postId: uuidv7(), title: 'Kabid Pendapatan', capacity: 'definitive', unitId: uuidv7(), unitName: 'Bapenda', unitKind: 'badan', duties: [], permissions: new Set(permissions.map((one) => `self-assessment.${one}`)) },
});
const as = (viewer: Viewer | null) => (t.api.forPages(t.context(viewer)) as unknown as Api)['self-assessment'];
const member = as(person(t.instansi, 'view', 'form-fill'));
const responsible = as(person(t.instansi, 'view', 'form-fill', 'form-finish'));
const coordinator = as(person(t.instansi, 'view'));
const neighbour = as(person(t.other, 'view', 'form-fill', 'form-finish'));
interface Told { code: string; status: number; detail: string; fields?: { path: string; message: string }[] }
const problem = (promise: Promise<unknown>): Promise<Told> => promise.then(() => { throw new Error('was not refused'); }, (e: { problem?: Told }) => { if (!e.problem) throw e; return e.problem; });
const NONE = 'Tidak dipungut';
const open = async (year: number, semester = 1, who = member) => (await who.openForm({ instrument: 'ietpd', year, semester })).id;
const seqOf = async (id: string) => (await member.getForm({ id })).seq;
const save = async (id: string, page: string, answers: Record<string, string | string[]>, who = member) => who.saveFormPage({ id, page, seq: await seqOf(id), answers });

describe('opening', () => {
  test('one for a semester; the house fills in what it knows, a regency is asked no provincial tax', async () => {
    const id = await open(2026);
    const form = await member.getForm({ id });
    expect(form).toMatchObject({ state: 'draft', seq: 1, level: 'regency', complete: { count: 3, of: 121, percent: '2.48' }, newer: false, score: { kind: 'no-settings', index: null }, may: { fill: true, send: true, finish: false }, beside: null });
    const identity = await member.getFormPage({ id, page: '0-1' });
    expect(identity.fields.filter(({ known }) => known).map(({ id: field, values }) => [field, values])).toEqual([['tingkat_pemda', ['kabupaten']], ['nama_daerah', ['Kabupaten Ponorogo']], ['periode', ['Semester 1 2026']]]);
    for (const { key } of form.pages) expect((await member.getFormPage({ id, page: key })).fields.some(({ id: field }) => field === 'rokok')).toBe(false);
    expect(await problem(open(2026))).toMatchObject({ code: 'self-assessment.form-exists', detail: expect.stringContaining('semester 1 tahun 2026') });
    expect((await member.listForms({})).items.find((one) => one.id === id)).toMatchObject({ year: 2026, semester: 1 });
    expect((await neighbour.listForms({})).items).toEqual([]);
  });
  test('two at once open one', async () => {
    const both = await Promise.allSettled([open(2031), open(2031)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
  test('a province is asked its own taxes', async () => {
    const viewer = person(t.other, 'view', 'form-fill');
    const { id } = await as(viewer).openForm({ instrument: 'ietpd', year: 2026, semester: 2 });
    const { level, pages } = await as(viewer).getForm({ id });
    expect(level).toBe('province');
    const asked = (await Promise.all(pages.map(({ key }) => as(viewer).getFormPage({ id, page: key })))).flatMap(({ fields }) => fields.map((field) => field.id));
    expect([asked.includes('rokok'), asked.includes('hotel'), asked.length]).toEqual([true, false, 115]);
  });
  test('only forms', async () => expect(await problem(member.openForm({ instrument: 'spbe-2020', year: 2026, semester: 1 }))).toMatchObject({ code: 'self-assessment.not-a-form' }));
});

describe('page by page', () => {
  const form = open(2027);
  test('whole rupiah as people write them; a page leaves the others alone; blank is not answered', async () => {
    const id = await form;
    await save(id, '0-2', { total_realisasi_pajak_daerah: 'Rp 1.250.000.000,00', total_target_pajak_daerah: '' });
    await save(id, '2-1', { hotel: ['Tunai', 'QRIS'], restoran: ['Tunai'], parkir: [NONE] });
    const { fields } = await member.getFormPage({ id, page: '0-2' });
    expect(fields.find((field) => field.id === 'total_realisasi_pajak_daerah')!.values).toEqual(['1250000000']);
    expect(await member.getForm({ id })).toMatchObject({ complete: { count: 7 }, coverage: { collected: 2, notCollected: 1, classes: [{ id: 'digital', share: { count: 1, of: 2, percent: '50.00' } }, {}, {}, { id: 'cash', share: { percent: '100.00' } }] } });
    await save(id, '2-1', { hotel: ['QRIS'] });
    expect(await member.getForm({ id })).toMatchObject({ coverage: { collected: 1, notCollected: 0 } });
  });
  test.each<[string, string, Record<string, string | string[]>, string, string]>([
    ['cents', '0-2', { total_target_pajak_daerah: '1,50' }, 'total_target_pajak_daerah', 'tanpa sen'],
    ['not collected with another channel', '2-1', { hotel: [NONE, 'QRIS'] }, 'hotel', 'tidak dapat dipilih bersama'],
    ['an option of another field', '5', { sp2d_online: 'QRIS' }, 'sp2d_online', 'dari daftarnya'],
  ])('refuses %s and saves nothing of the page', async (_, page, answers, path, message) => {
    const before = await seqOf(await form);
    expect(await problem(save(await form, page, answers))).toMatchObject({ code: 'request.invalid', fields: [{ path, message: expect.stringContaining(message) }] });
    expect(await seqOf(await form)).toBe(before);
  });
  test('refuses fields of another page, a page that there is not, and who read an older form', async () => {
    const id = await form;
    expect(await problem(save(id, '3', { hotel: ['QRIS'] }))).toMatchObject({ code: 'self-assessment.form-page' });
    expect(await problem(save(id, '9', {}))).toMatchObject({ code: 'self-assessment.form-page', status: 404 });
    expect(await problem(member.saveFormPage({ id, page: '3', seq: 1, answers: {} }))).toMatchObject({ code: 'self-assessment.form-moved', status: 409 });
  });
  test('what the house knows cannot be written over', async () => {
    const id = await form;
    await save(id, '0-1', { nama_daerah: 'Kabupaten Lain', tingkat_pemda: 'provinsi', nip: '198001012005011001' });
    expect((await member.getFormPage({ id, page: '0-1' })).fields.find((field) => field.id === 'nama_daerah')!.values).toEqual(['Kabupaten Ponorogo']);
  });
  test('sums that do not fit are shown at once with their page', async () => {
    const id = await form;
    await save(id, '4', { total_pajak_daerah_dari_qris: '1.000.000.000', total_pajak_daerah_dari_atm: '250.000.001' });
    expect((await member.getForm({ id })).faults).toMatchObject([{ field: 'total_realisasi_pajak_daerah', page: '0-2', sentence: expect.stringContaining('tidak boleh melebihi') }]);
  });
});

describe('draft → proses → selesai', () => {
  const form = open(2028);
  test('what does not fit is not sent', async () => {
    const id = await form;
    await save(id, '0-2', { total_pagu_belanja_daerah: '10', total_pagu_belanja_operasi: '1', total_pagu_belanja_modal: '2', total_pagu_belanja_tidak_terduga: '3', total_pagu_belanja_transfer: '5' });
    expect(await problem(member.sendForm({ id, seq: await seqOf(id) }))).toMatchObject({ code: 'self-assessment.form-faulty', detail: expect.stringContaining('harus sama dengan') });
    await save(id, '0-2', { total_pagu_belanja_daerah: '11', total_pagu_belanja_operasi: '1', total_pagu_belanja_modal: '2', total_pagu_belanja_tidak_terduga: '3', total_pagu_belanja_transfer: '5' });
    expect(await member.sendForm({ id, seq: await seqOf(id) })).toMatchObject({ state: 'process' });
  });
  test('while it is checked only who checks changes it, sends it back with a reason, or ends it', async () => {
    const id = await form;
    const seq = await seqOf(id);
    expect(await problem(save(id, '3', { atm: 'ya' }))).toMatchObject({ code: 'self-assessment.form-shut' });
    expect(await problem(member.finishForm({ id, seq }))).toMatchObject({ status: 403 });
    expect(await problem(member.sendForm({ id, seq }))).toMatchObject({ code: 'self-assessment.form-step' });
    await save(id, '3', { atm: 'ya' }, responsible);
    expect(await problem(responsible.returnForm({ id, seq: seq + 1, reason: '' }))).toMatchObject({ fields: [{ path: 'reason' }] });
    await responsible.returnForm({ id, seq: seq + 1, reason: 'Realisasi belum diisi' });
    expect(await member.getForm({ id })).toMatchObject({ state: 'draft', returned: 'Realisasi belum diisi', may: { fill: true } });
    await member.sendForm({ id, seq: seq + 2 });
  });
  test('empty fields are named before the end; done is not changed, only opened again with a reason', async () => {
    const id = await form;
    const seq = await seqOf(id);
    expect(await problem(responsible.finishForm({ id, seq }))).toMatchObject({ code: 'self-assessment.form-missing', detail: expect.stringContaining('112 isian kosong') });
    expect(await responsible.finishForm({ id, seq, acceptMissing: true })).toMatchObject({ state: 'done' });
    expect(await member.getForm({ id })).toMatchObject({ state: 'done', finishedAt: expect.any(String), may: { fill: false, send: false, finish: false } });
    for (const who of [member, responsible]) expect(await problem(save(id, '3', { atm: 'tidak' }, who))).toMatchObject({ code: 'self-assessment.form-shut' });
    expect(await problem(member.reopenForm({ id, seq: seq + 1, reason: 'Salah angka' }))).toMatchObject({ status: 403 });
    expect(await responsible.reopenForm({ id, seq: seq + 1, reason: 'Angka realisasi dikoreksi BPK' })).toMatchObject({ state: 'draft' });
  });
});

test('with settings of its own the index and the stage are shown, once the form takes the newer version', async () => {
  const manage = assessmentsOf(t, configurerOf(t.instansi, 'assessments.configure'));
  const id = await open(2029);
  await manage.fillFormIndex({
    id: 'ietpd', seq: 0, legalBasis: 'Contoh uji, bukan peraturan', variables: [{ id: 'implementasi', weight: '100' }], ratios: [], stages: [{ label: 'Inisiasi', from: '0' }, { label: 'Digital', from: '80' }],
    answers: [{ key: 'teller_loket_bank', weight: '100', points: { ya: '100', tidak: '0' } }],
  });
  await manage.publishInstrumentDraft({ id: 'ietpd', seq: 1 });
  expect(await member.getForm({ id })).toMatchObject({ newer: true, score: { kind: 'no-settings' } });
  await member.renewForm({ id, seq: 1 });
  expect(await member.getForm({ id })).toMatchObject({ newer: false, score: { kind: 'incomplete', legalBasis: 'Contoh uji, bukan peraturan', verified: false } });
  await save(id, '3', { teller_loket_bank: 'ya', agen_bank: 'ya', atm: 'ya', edc: 'ya', uereader: 'ya', internet_mobile_sms_banking: 'ya', qris: 'ya', ecommerce: 'tidak' });
  expect(await member.getForm({ id })).toMatchObject({ score: { kind: 'scored', index: '87.50', exact: '87.5', stage: 'Digital' } });
  expect(await problem(member.renewForm({ id, seq: await seqOf(id) }))).toMatchObject({ code: 'self-assessment.form-step' });
});

test('the SPBE total stands beside it, as TP2DD asks for', async () => {
  await publish(t, 'institution,group,domain_1,domain_2,domain_3,domain_4,published_index,published_predicate\nPemerintah Kab. Ponorogo,Pemerintah Daerah di Jawa Timur,2.4,2.5,1.27,3.94,2.94,Baik\n');
  const [one] = (await member.listForms({})).items;
  expect(await member.getForm({ id: one!.id })).toMatchObject({ beside: { name: 'Indeks SPBE 2023', index: '2.94', predicate: 'Baik' } });
});

test.each(['xlsx', 'csv'] as const)('export as %s holds every question with its answer', async (format) => {
  const id = (await member.listForms({})).items.find(({ year }) => year === 2027)!.id;
  const file = await coordinator.exportForm({ id, format });
  const sheet = await readSheet(Buffer.from(file.content, 'base64'));
  const rows = sheet.ok ? sheet.value : [];
  expect(rows).toHaveLength(122);
  expect(rows.find(({ cells }) => cells[1] === 'total_realisasi_pajak_daerah')!.cells[4] ?? '').toBe('1250000000');
  expect(rows.find(({ cells }) => cells[1] === 'hotel')!.cells[4]).toBe('QRIS');
});

test('who may not', async () => {
  const id = (await member.listForms({})).items[0]!.id;
  expect(await problem(coordinator.openForm({ instrument: 'ietpd', year: 2030, semester: 1 }))).toMatchObject({ status: 403 });
  expect(await problem(coordinator.saveFormPage({ id, page: '3', seq: 1, answers: {} }))).toMatchObject({ status: 403 });
  expect(await problem(coordinator.finishForm({ id, seq: 1 }))).toMatchObject({ status: 403 });
  expect(await problem(as(person(t.instansi)).getForm({ id }))).toMatchObject({ status: 403 });
  expect(await problem(as(null).listForms({}))).toMatchObject({ status: 401 });
  for (const call of [() => neighbour.getForm({ id }), () => neighbour.getFormPage({ id, page: '3' }), () => neighbour.exportForm({ id }), () => neighbour.finishForm({ id, seq: 1 })]) expect(await problem(call())).toMatchObject({ code: 'self-assessment.form-unknown', status: 404 });
});
