import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bytesOf, largePdf } from './support/files.ts';
import { eventually, expectGood } from './support/look.ts';
import { stage } from './support/stage.ts';

const main = (page: Page) => page.getByRole('main');
const text = (page: Page) => main(page).innerText();
const press = (page: Page, name: string | RegExp) => main(page).getByRole('button', { name, exact: typeof name === 'string' }).click();
const unfold = (page: Page, name: string) => main(page).locator('summary', { hasText: name }).click();

describe('leave: asked for, sent back, granted by a letter, called back, made longer, cancelled', () => {
  const { enter } = stage();
  let staff: Page;
  let superior: Page;
  let head: Page;
  let annual: string;
  let sick: string;

  const fill = async (page: Page, fields: Record<string, string>) => {
    for (const [label, words] of Object.entries(fields)) await main(page).getByLabel(label, { exact: true }).fill(words);
  };

  it('more than what is left is refused with the number; what was typed stays, and the count comes before the request', async () => {
    staff = await enter('staf.dpmptsp');
    await staff.goto('/petugas/cuti/baru?jenis=CT');
    await fill(staff, { Mulai: '2026-12-14', Sampai: '2027-01-29', Keterangan: 'Mengurus orang tua di Pacitan', 'Alamat selama cuti': 'Jalan Ahmad Yani 5, Pacitan' });
    await press(staff, 'Ajukan cuti');
    await eventually(() => text(staff)).toMatch(/Sisa hak cuti tahunan 202[67] tinggal [\d,]+ hari, yang diminta [\d,]+ hari/);
    expect(await staff.getByLabel('Alamat selama cuti').inputValue()).toBe('Jalan Ahmad Yani 5, Pacitan');
    await staff.getByLabel('Sampai', { exact: true }).fill('2026-12-15');
    await press(staff, 'Hitung dahulu');
    await eventually(() => text(staff)).toContain('2 hari kerja akan dihitung');
    expect(await text(staff)).toContain('Menunggu persetujuan');
    await expectGood(staff, 'a leave that is counted');
    await press(staff, 'Ajukan cuti');
    await eventually(() => text(staff)).toContain('Permintaan diajukan.');
    annual = new URL(staff.url()).pathname;
  });

  it('the superior asks for other days with a reason, the person changes them, the head grants and signs', async () => {
    superior = await enter('kabid.dpmptsp');
    await superior.goto(annual);
    await main(superior).getByRole('radio', { name: 'Perubahan' }).check();
    await press(superior, 'Simpan pertimbangan');
    await eventually(() => text(superior)).toContain('Tulis sebabnya');
    await main(superior).getByLabel('Catatan').fill('Geser sehari, tanggal 7 ada penilaian ombudsman.');
    await press(superior, 'Simpan pertimbangan');
    await eventually(() => text(superior)).toContain('Diminta diubah');
    await staff.goto(annual);
    expect(await text(staff)).toContain('Geser sehari');
    await main(staff).getByRole('link', { name: 'Ubah', exact: true }).click();
    await fill(staff, { Mulai: '2026-12-15', Sampai: '2026-12-16' });
    await press(staff, 'Ajukan lagi');
    await eventually(() => text(staff)).toContain('Permintaan diajukan.');
    await superior.goto(annual);
    await press(superior, 'Simpan pertimbangan');
    await eventually(() => text(superior)).toContain('Pertimbangan dicatat.');
    head = await enter('plt.dpmptsp');
    await head.goto(annual);
    await press(head, 'Putuskan');
    await eventually(() => text(head)).toContain('Keputusan dicatat.');
    await staff.goto(annual);
    expect(await text(staff)).toMatch(/surat nomor \S+\/2026/);
    await expectGood(staff, 'a leave that was granted');
  });

  it('sick leave with a letter of a doctor sets its days at once, is shortened by calling back, and made longer', async () => {
    await staff.goto('/petugas/cuti/baru?jenis=CS');
    await main(staff).getByRole('radio', { name: 'Sakit', exact: true }).check();
    await fill(staff, { Mulai: '2026-11-18', Sampai: '2026-11-30', Keterangan: 'Demam berdarah', 'Alamat selama cuti': 'Di rumah' });
    await press(staff, 'Ajukan cuti');
    await eventually(() => text(staff)).toContain('Lampirkan surat keterangan dokter.');
    await staff.locator('input[type=file]').setInputFiles(largePdf('surat-dokter.pdf', 20_000));
    await press(staff, 'Ajukan cuti');
    await eventually(() => text(staff)).toContain('Permintaan diajukan.');
    sick = new URL(staff.url()).pathname;
    await superior.goto(sick);
    await press(superior, 'Simpan pertimbangan');
    await eventually(() => text(superior)).toContain('Pertimbangan dicatat.');
    await head.goto(sick);
    await press(head, 'Putuskan');
    await eventually(() => text(head)).toContain('Keputusan dicatat.');
    await staff.goto('/petugas/kehadiran?bulan=2026-11');
    await eventually(async () => main(staff).locator('#\\32 026-11-18').innerText()).toContain('Cuti sakit');

    await unfold(head, 'Panggil kembali');
    await fill(head, { 'Hari cuti terakhir': '2026-12-24', Alasan: 'Sudah sembuh menurut dokter' });
    await press(head, 'Panggil kembali');
    await eventually(() => text(head)).toContain('Pilih hari antara');
    await fill(head, { 'Hari cuti terakhir': '2026-11-25' });
    await press(head, 'Panggil kembali');
    await eventually(() => text(head)).toContain('Cuti dipersingkat');
    await staff.goto(sick);
    await main(staff).getByRole('link', { name: 'Perpanjang' }).click();
    expect(await staff.getByLabel('Mulai', { exact: true }).inputValue()).toBe('2026-11-26');
  });

  it('the personnel officer finds both in the register; the person cancels the one that has not begun, and gets the days back', async () => {
    const officer = await enter('admin.dpmptsp', { on: 'desk' });
    await officer.goto('/kelola/cuti?bulan=2026-12');
    expect(await text(officer)).toContain('2026');
    await expectGood(officer, 'the register of leave');
    await staff.goto('/petugas/cuti');
    const left = async () => Number((await main(staff).locator('.left').first().innerText()).replace(',', '.'));
    const before = await left();
    await staff.goto(annual);
    await unfold(staff, 'Batalkan cuti');
    await staff.getByLabel('Alasan', { exact: true }).fill('Acara ditunda');
    await press(staff, 'Batalkan cuti');
    await eventually(() => text(staff)).toContain('Cuti dibatalkan.');
    expect(await text(staff)).toContain('Dicabut');
    await staff.goto('/petugas/cuti');
    expect(await left()).toBe(before + 2);
  });
});

describe('the recap of a month: objected to, verified by its unit, locked, corrected by name', () => {
  const { enter } = stage();
  let agency: Page;
  let address: string;

  it('a person reads each day, objects, and the superior decides', async () => {
    const rina = await enter('rina');
    await rina.goto('/petugas/kehadiran?bulan=2026-10');
    const day = main(rina).locator('details.day').first();
    await day.locator('summary').click();
    await day.getByRole('link', { name: 'Saya berkeberatan' }).click();
    await rina.getByLabel('Alasan', { exact: true }).fill('Hari itu');
    await press(rina, 'Kirim keberatan');
    await eventually(() => text(rina)).toContain('paling sedikit sepuluh huruf');
    await rina.getByLabel('Alasan', { exact: true }).fill('Hari itu saya meninjau jalan sejak pukul tujuh pagi.');
    await press(rina, 'Kirim keberatan');
    await eventually(() => text(rina)).toContain('Permohonan terkirim');
    const head = await enter('kadin.dpupkp');
    await head.goto('/petugas/kehadiran/permohonan');
    expect(await text(head)).toContain('meninjau jalan');
    await expectGood(head, 'requests that wait');
    await head.goto('/petugas/kehadiran/rekap?bulan=2026-10');
    await main(head).getByRole('link', { name: /^Dinas Pekerjaan Umum/ }).click();
    await press(head, 'Verifikasi rekap');
    await eventually(() => text(head)).toContain('Rekap diverifikasi. Pegawai diberi tahu');
    await expectGood(head, 'a recap that was verified');
  });

  it('BKPSDM cannot lock what may still be objected to, locks what is over, and corrects it by name', async () => {
    agency = await enter('kepegawaian', { on: 'desk' });
    await agency.goto('/petugas/kehadiran/rekap?bulan=2026-10&keadaan=verified');
    await main(agency).getByRole('link', { name: /^Dinas Pekerjaan Umum/ }).click();
    await eventually(() => text(agency)).toContain('Belum dapat dikunci.');
    expect(await main(agency).getByRole('button', { name: 'Kunci rekap' }).count()).toBe(0);
    await agency.goto('/petugas/kehadiran/rekap?bulan=2026-10&keadaan=verified');
    await main(agency).getByRole('link', { name: 'Sekretariat Daerah', exact: true }).click();
    await press(agency, 'Kunci rekap');
    await eventually(() => text(agency)).toContain('Rekap terkunci.');
    address = new URL(agency.url()).pathname;
    await unfold(agency, 'Tambah koreksi');
    const person = agency.getByLabel('Pegawai', { exact: true });
    await person.selectOption({ label: await person.locator('option').filter({ hasText: /^Endang/ }).first().innerText() });
    await agency.getByLabel('Dasar', { exact: true }).fill('Surat Sekda 800/77/SETDA/2026');
    await agency.getByLabel('Alasan', { exact: true }).fill('Surat sakit terlambat diserahkan.');
    await press(agency, 'Simpan koreksi');
    await eventually(() => text(agency)).toContain('tidak mengubah apa pun');
    await agency.getByLabel(/^Selisih potongan/).fill('-0,5');
    await press(agency, 'Simpan koreksi');
    await eventually(() => text(agency)).toContain('Koreksi tercatat.');
    expect(await text(agency)).toContain('Surat Sekda 800/77/SETDA/2026');
    await expectGood(agency, 'a recap that is locked and corrected');
    const [sheet] = await Promise.all([agency.waitForEvent('download'), main(agency).getByRole('link', { name: 'Unduh XLSX' }).click()]);
    expect((await bytesOf(sheet)).subarray(0, 2).toString()).toBe('PK');
    const paper = await agency.request.get(`/api/lembar-kehadiran${address.slice('/petugas/kehadiran'.length)}/cetak`);
    expect([paper.status(), (await paper.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  });

  it('nothing changes a locked month any more; its person sees the correction, its head signs it', async () => {
    const clerk = await enter('tu.setda');
    await clerk.goto('/petugas/kehadiran?bulan=2026-10');
    expect(await text(clerk)).toContain('koreksi -0,5%');
    expect(await main(clerk).getByRole('link', { name: 'Saya berkeberatan' }).count()).toBe(0);
    await clerk.goto('/petugas/kehadiran/mohon?hari=2026-10-20&jenis=keberatan');
    await clerk.getByLabel('Alasan', { exact: true }).fill('Saya hadir sejak pagi hari itu.');
    await press(clerk, 'Kirim keberatan');
    await eventually(() => text(clerk)).toContain('sudah terkunci');
    const secretary = await enter('sekda');
    await secretary.goto(address);
    await press(secretary, 'Tanda tangani rekap');
    await eventually(() => text(secretary)).toContain('Rekap ditandatangani.');
    expect(await text(secretary)).toMatch(/Naskah \S+\/2026/);
    await expectGood(secretary, 'a recap that was signed');
  });
});
