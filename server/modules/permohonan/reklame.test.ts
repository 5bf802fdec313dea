import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { anyUnit, castOf, officer, photo, type Cast } from './permohonan.testing.ts';
import { checkState } from './service/check-state.ts';

const t = await createTestHouse({ background: true });
let cast: Cast;
const who: Record<string, Viewer> = {};
const as = (viewer: Viewer) => t.api.forPages(t.context(viewer)) as unknown as Api;
const upload = async (viewer: Viewer) => [(await storeUpload(t.context(viewer), 'foto.jpg', photo(), viewer.accountId)).id];

beforeAll(async () => {
  cast = await castOf(t);
  const ctx = t.context();
  const staff: [string, string, [string, string[]][]][] = [
    ['DPMPTSP', 'Dinas Penanaman Modal dan PTSP', [['verifikator', ['verifier']], ['peninjau', ['inspector']], ['analis', ['analyst']], ['kabid', ['initialer']], ['kadis', ['signer', 'leader']]]],
    ['DPUPKP', 'Dinas Pekerjaan Umum', [['pu', ['opinion']]]],
    ['SATPOLPP', 'Satuan Polisi Pamong Praja', [['satpol', ['opinion']]]],
    ['BAPENDA', 'Badan Pendapatan Daerah', [['bapenda', ['treasurer']]]],
  ];
  for (const [code, name, posts] of staff) {
    const unit = await anyUnit(ctx, code, name);
    for (const [key, duties] of posts) who[key] = await officer(t, ctx, unit, `Jabatan ${key}`, `Pegawai ${key}`, duties, duties.includes('signer'));
  }
});

const yes = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, 'yes']));
async function does(key: string, id: string, action: Record<string, unknown>) {
  const api = as(who[key]!);
  const { seq } = await api.permohonan.getCase({ id });
  return api.permohonan.act({ id, seq, action });
}

async function answersFor(kind: 'tetap' | 'insidentil', more: Record<string, unknown>): Promise<Record<string, unknown>> {
  const point = async () => ({ alamat: 'Jl. Sudirman 1', letak: { lat: -7.868, lng: 111.462 }, jumlah: '2', foto: await upload(cast.citizen) });
  const shared = {
    nama: 'Joko Contoh', nik: '3502171203759003', alamat_pemegang: 'Jl. B 2', no_hp: '081234567892', pernyataan: true, sisi: '2', panjang: '4', lebar: '1.5', mulai: '2026-04-01',
    kartu_identitas: await upload(cast.citizen), desain: await upload(cast.citizen), foto_lokasi: await upload(cast.citizen), gambar: await upload(cast.citizen),
  };
  return kind === 'tetap'
    ? { ...shared, jenis: 'tetap', bentuk_tetap: 'billboard', naskah: 'Toko Maju', tinggi: '3', desa_lokasi: cast.region, kelas_jalan: 'kabupaten', titik_tetap: [await point()], status_tanah: 'sendiri', pemegang: 'badan', nama_usaha: 'CV Maju', nib: '1234567890123', npwp: '3502171203759003', foto_titik: await upload(cast.citizen), bukti_tanah: await upload(cast.citizen), ...more }
    : { ...shared, jenis: 'insidentil', bentuk_insidentil: 'spanduk', naskah: 'Bazar', lama_hari: '14', titik: [await point(), await point()], pemegang: 'perorangan' };
}

/** Fills in every file that the form still misses, whatever it is called. */
async function send(kind: 'tetap' | 'insidentil', more: Record<string, unknown> = {}): Promise<string> {
  const api = as(cast.citizen);
  const { id } = await api.permohonan.startDraft({ layanan: 'izin-reklame' });
  await api.permohonan.saveDraft({ id, answers: await answersFor(kind, more) });
  const missing = (await api.permohonan.getDraft({ id })).problems.filter((p) => p.message.startsWith('Unggah'));
  await api.permohonan.saveDraft({ id, answers: Object.fromEntries(await Promise.all(missing.map(async (p) => [p.path, await upload(cast.citizen)]))) });
  await api.permohonan.submitDraft({ id });
  return id;
}

describe('Izin reklame tetap, with parallel considerations and a visit', () => {
  let id: string;
  it('opens both considerations side by side after verification', async () => {
    id = await send('tetap');
    await does('verifikator', id, { kind: 'complete', step: 'verifikasi', outcome: 'pass', checklist: yes('desain_jelas', 'titik_cocok', 'identitas_cocok', 'tanah_jelas') });
    expect((await as(who.pu!).permohonan.queue({ box: 'unclaimed' })).items.map((i) => i.step)).toEqual(['pertimbangan_teknis']);
    expect((await as(who.satpol!).permohonan.queue({ box: 'unclaimed' })).items.map((i) => i.step)).toEqual(['pertimbangan_ketertiban']);
    await expect(does('satpol', id, { kind: 'opinion', step: 'pertimbangan_teknis', verdict: 'agree', text: 'Setuju', checklist: yes('tata_ruang', 'konstruksi') })).rejects.toMatchObject({ problem: { code: 'workflow.not-your-step', status: 403 } });
  });

  it('waits for both, then asks for the visit, told to the applicant', async () => {
    await does('pu', id, { kind: 'opinion', step: 'pertimbangan_teknis', verdict: 'agree-with-conditions', text: 'Aman', conditions: ['Jarak dari jalan paling sedikit 3 meter.'], checklist: yes('tata_ruang', 'konstruksi') });
    expect((await as(who.peninjau!).permohonan.queue({ box: 'unclaimed' })).items).toEqual([]);
    await does('satpol', id, { kind: 'opinion', step: 'pertimbangan_ketertiban', verdict: 'agree', text: 'Di luar zona larangan.', checklist: yes('jalan_terlihat', 'kawasan_bebas') });
    await does('peninjau', id, { kind: 'schedule-inspection', step: 'pemeriksaan', team: [{ post: who.peninjau!.hat!.postId, name: 'Pegawai peninjau' }], visitAt: '2026-03-04T09:00:00+07:00', toldApplicant: true });
    expect((await as(cast.citizen).permohonan.getMine({ id })).visit).toMatchObject({ text: 'Rabu, 4 Maret 2026 pukul 09.00', team: ['Pegawai peninjau'] });
  });

  it('keeps apart when the visit was and when it was entered, and cannot lie in the future', async () => {
    const record = { kind: 'record-inspection', step: 'pemeriksaan', presence: 'present', findings: 'Sesuai', photos: [], recommendation: 'fit', checklist: yes('letak', 'jarak', 'lingkungan', 'tetangga'), answers: { jarak_jalan: '3,5' } };
    await expect(does('peninjau', id, { ...record, doneAt: '2026-03-04T10:00:00+07:00' })).rejects.toMatchObject({ problem: { code: 'workflow.in-the-future' } });
    t.clock.set('2026-03-05T02:00:00Z');
    await does('peninjau', id, { ...record, doneAt: '2026-03-04T10:00:00+07:00', photos: [{ upload: (await upload(who.peninjau!))[0], lat: -7.868, lng: 111.462 }] });
    expect((await as(who.analis!).permohonan.getCase({ id })).opinions.map((o) => o.verdictText)).toEqual(['setuju bersyarat', 'setuju']);
  });

  it('stands still while the tax waits to be paid, and takes no less than what is owed', async () => {
    await does('analis', id, { kind: 'complete', step: 'telaah', outcome: 'recommend-approval' });
    await does('bapenda', id, { kind: 'record-assessment', step: 'ketetapan', skpdNumber: 'SKPD-7', amount: 150_000, paymentCode: '9907', dueOn: '2026-04-03' });
    const waiting = await as(cast.citizen).permohonan.getMine({ id });
    expect(waiting).toMatchObject({ status: 'awaiting-payment', payment: { amount: 150_000, code: '9907', paid: false } });
    t.clock.set('2026-03-10T02:00:00Z');
    const slip = (await upload(who.bapenda!))[0];
    const pay = { kind: 'record-payment', step: 'pembayaran', proof: { kind: 'slip', upload: slip }, paidAt: '2026-03-09T10:00:00+07:00' };
    await expect(does('bapenda', id, { ...pay, amount: 100_000 })).rejects.toMatchObject({ problem: { code: 'workflow.amount-differs' } });
    await does('bapenda', id, { ...pay, amount: 150_000 });
  });

  it('is initialled, signed, and can be renewed with its answers', async () => {
    await does('kabid', id, { kind: 'initial', step: 'rekomendasi' });
    const kadis = { ...who.kadis!, secondFactorAt: t.clock.now() };
    const [item] = (await as(kadis).permohonan.signingList({})).items;
    expect((await as(kadis).permohonan.signMany({ items: [{ id, seq: item!.seq, step: item!.step }] })).signed).toEqual([id]);
    await t.house.events.drain();
    const mine = await as(cast.citizen).permohonan.getMine({ id });
    expect(mine.status).toBe('issued');
    expect(mine.actions).toContain('renew');
    const renewal = await as(cast.citizen).permohonan.startDraft({ layanan: 'izin-reklame', renewOf: id });
    expect((await as(cast.citizen).permohonan.getDraft({ id: renewal.id })).answers).toMatchObject({ nama_usaha: 'CV Maju', nik: '3502171203759003' });
    await expect(as(cast.neighbour).permohonan.startDraft({ layanan: 'izin-reklame', renewOf: id })).rejects.toMatchObject({ problem: { code: 'permohonan.unknown' } });
  });
});

describe('large, on a strategic road', () => {
  const LARGE = { kelas_jalan: 'strategis', panjang: '6', lebar: '4' };

  it('is refused, before anything is stored, where the institution has no such unit', async () => {
    await expect(send('tetap', LARGE)).rejects.toMatchObject({ problem: { code: 'permohonan.no-unit' } });
  });

  it('goes to the regent after the same steps, and to nobody else', async () => {
    const regency = await anyUnit(t.context(), 'BUPATI', 'Bupati Ponorogo', 'head-of-region');
    who.bupati = await officer(t, t.context(), regency, 'Bupati Ponorogo', 'Wahyu Kertajaya', ['signer', 'leader'], true);
    const id = await send('tetap', LARGE);
    t.clock.set('2026-03-12T02:00:00Z');
    await does('verifikator', id, { kind: 'complete', step: 'verifikasi', outcome: 'pass', checklist: yes('desain_jelas', 'titik_cocok', 'identitas_cocok', 'tanah_jelas') });
    await does('pu', id, { kind: 'opinion', step: 'pertimbangan_teknis', verdict: 'agree', text: 'Aman', checklist: yes('tata_ruang', 'konstruksi') });
    await does('satpol', id, { kind: 'opinion', step: 'pertimbangan_ketertiban', verdict: 'agree', text: 'Boleh', checklist: yes('jalan_terlihat', 'kawasan_bebas') });
    await does('peninjau', id, { kind: 'schedule-inspection', step: 'pemeriksaan', team: [{ post: who.peninjau!.hat!.postId, name: 'Pegawai peninjau' }], visitAt: '2026-03-13T09:00:00+07:00', toldApplicant: true });
    t.clock.set('2026-03-13T04:00:00Z');
    await does('peninjau', id, { kind: 'record-inspection', step: 'pemeriksaan', presence: 'present', findings: 'Sesuai', photos: [], recommendation: 'fit', checklist: yes('letak', 'jarak', 'lingkungan', 'tetangga'), doneAt: '2026-03-13T09:30:00+07:00' });
    await does('analis', id, { kind: 'complete', step: 'telaah', outcome: 'recommend-approval' });
    await does('bapenda', id, { kind: 'record-assessment', step: 'ketetapan', skpdNumber: 'SKPD-8', amount: 900_000, paymentCode: '9908', dueOn: '2026-04-13' });
    await does('bapenda', id, { kind: 'record-payment', step: 'pembayaran', proof: { kind: 'bank-file', reference: 'B-1' }, paidAt: '2026-03-13T10:00:00+07:00', amount: 900_000 });
    await does('kabid', id, { kind: 'initial', step: 'rekomendasi' });

    const kadis = { ...who.kadis!, secondFactorAt: t.clock.now() };
    const bupati = { ...who.bupati!, secondFactorAt: t.clock.now() };
    expect((await as(kadis).permohonan.signingList({})).items).toEqual([]);
    const [item] = (await as(bupati).permohonan.signingList({})).items;
    expect(item).toMatchObject({ id, step: 'tanda_tangan' });
    const asked = { items: [{ id, seq: item!.seq, step: item!.step }] };
    await expect(as(kadis).permohonan.signMany(asked)).rejects.toMatchObject({ problem: { code: 'workflow.not-your-step', status: 403 } });
    expect((await as(bupati).permohonan.signMany(asked)).signed).toEqual([id]);
    await t.house.events.drain();

    const [letter] = (await as(cast.citizen).permohonan.getMine({ id })).documents;
    expect(letter).toMatchObject({ number: '500.16.7.2/1/BUPATI/III/2026' });
    const { document: facts } = await as(cast.citizen).issuance.verifyCode({ code: String(letter!.verifyUrl).split('/').at(-1)! });
    expect(facts).toMatchObject({ signer: 'Wahyu Kertajaya', signerLines: ['BUPATI PONOROGO'], unit: 'Bupati Ponorogo' });
    expect((await checkState(t.context())).differences).toEqual([]);
  });
});

describe('insidentil', () => {
  it('has many points and no visit', async () => {
    const id = await send('insidentil');
    await does('verifikator', id, { kind: 'complete', step: 'verifikasi', outcome: 'pass', checklist: yes('desain_jelas', 'titik_cocok', 'identitas_cocok', 'tanah_jelas') });
    await does('pu', id, { kind: 'opinion', step: 'pertimbangan_teknis', verdict: 'agree', text: 'Aman', checklist: yes('tata_ruang', 'konstruksi') });
    await does('satpol', id, { kind: 'opinion', step: 'pertimbangan_ketertiban', verdict: 'agree', text: 'Boleh', checklist: yes('jalan_terlihat', 'kawasan_bebas') });
    const seen = await as(who.analis!).permohonan.getCase({ id });
    expect(seen.step).toBe('Telaah dan kesimpulan');
    expect(seen.points).toHaveLength(2);
    expect((await checkState(t.context())).differences).toEqual([]);
  });
});
