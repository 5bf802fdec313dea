import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { findingsOf } from './support/look.ts';
import { demo, product, stage } from './support/stage.ts';
import { heading } from './support/usaha.ts';

/** An address, or how somebody gets to it from a page that lists it. */
type Stop = string | ((page: Page) => Promise<string>);

/** The address of the first link on a page that begins, and ends, so. */
const from = (list: string, begin: string, end = ''): Stop => async (page) => {
  await page.goto(list);
  const found = await page.locator(`main a[href^="${begin}"]`).evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  const address = found.find((href) => new URL(href, 'http://x').pathname.split('/').length > begin.split('/').length - 1 && !href.endsWith('/baru'));
  if (!address) throw new Error(`${list} has no link that begins with ${begin}`);
  return new URL(address, 'http://x').pathname + end;
};
/** A statement about a check-in that came after the window, begun by the superior. */
const lateStatement: Stop = async (page) => {
  await page.goto('/petugas/kehadiran/tinjau');
  await page.locator('li.entry').filter({ hasText: 'Sampai sesudah batas waktu' }).first().getByRole('checkbox').check();
  await page.getByLabel('Alasan').fill('Tidak ada sinyal selama jembatan diperbaiki.');
  await page.getByRole('button', { name: 'Buat pernyataan' }).click();
  await page.waitForURL(/pernyataan\//);
  return new URL(page.url()).pathname;
};
/** In the first days of a month nothing is paid yet: then the list itself. */
const orElse = (stop: Stop, list: string): Stop => (page) => resolve(stop, page).catch(() => list);
const paidMonth = from('/kelola/tpp', '/kelola/tpp/daftar/');
const paidPerson: Stop = async (page) => resolve(from(await resolve(paidMonth, page), '/kelola/tpp/slip/'), page);
/** A draft that was just begun. */
const draft = (end = ''): Stop => async (page) => {
  await page.goto('/layanan/surat-keterangan-usaha');
  await page.getByRole('button', { name: 'Ajukan' }).click();
  await heading(page).waitFor();
  return new URL(page.url()).pathname + end;
};

/** The own regency beside its province, with a name looked for. */
const compared: Stop = async (page) => {
  await page.goto('/indeks');
  return `${await page.getByRole('link', { name: 'Bandingkan', exact: true }).getAttribute('href')}&cari=madiun`;
};
/** The assessment of this year that the organiser opened, or what lies below it. */
const assessment = (end = ''): Stop => async (page) => {
  await page.goto('/petugas/penilaian');
  return `${await page.getByRole('main').getByRole('link', { name: 'Penilaian SPBE 2026 (simulasi)' }).getAttribute('href')}${end}`;
};
/** An institution on the desk of an assessor, and its third indicator. */
const deskOf = (end = ''): Stop => async (page) => {
  await page.goto('/petugas/evaluasi/meja');
  return `${new URL((await page.locator('main .list .more a').first().getAttribute('href'))!, 'http://x').pathname}${end}`;
};
/** Of the evaluation that is over. */
const earlier = (end: string): Stop => async (page) => {
  await page.goto('/petugas/penilaian');
  return `${await page.getByRole('main').getByRole('link', { name: /^Evaluasi SPBE .*simulasi/ }).first().getAttribute('href')}${end}`;
};
const followUp: Stop = async (page) => {
  await page.goto('/petugas/penilaian/tindak-lanjut');
  return (await page.getByRole('main').getByRole('link', { name: /simulasi/ }).first().getAttribute('href'))!;
};
/** At its organiser, who begins at the own board. */
const decided = (end = ''): Stop => async (page) => {
  await page.goto('/petugas/evaluasi');
  const address = `${await page.getByRole('main').getByRole('link', { name: /^Evaluasi SPBE 2024/ }).first().getAttribute('href')}/hasil`;
  if (end === '') return address;
  await page.goto(address);
  return (await page.getByRole('main').getByRole('link', { name: end }).first().getAttribute('href'))!;
};
const caseOf = (list = '/petugas'): Stop => from(list, '/petugas/berkas/');
const desk: Stop[] = ['/petugas', '/petugas/belum-diambil', '/petugas/menunggu-pemohon', '/petugas/berkas', '/petugas/kinerja'];
const account: Stop[] = ['/akun', '/akun/kata-sandi', '/akun/keamanan', '/akun/keamanan/aplikasi', '/akun/keamanan/kode', '/akun/kontak', '/akun/pemberitahuan', '/akun/pembukaan', '/akun/perangkat'];
const service = 'surat-keterangan-usaha';
const units = '/kelola/organisasi';
const unit = '/kelola/organisasi?cari=Ronowijayan';
const post = '/kelola/organisasi?cari=Lurah+Ronowijayan';
const person = '/kelola/organisasi?cari=Purwoko';

/** The first letter of a list, and a page of its own below it. */
const letterOf = (list: string, end = ''): Stop => async (page) => {
  await page.goto(list);
  const found = await page.locator('main a[href^="/petugas/surat/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!.split('?')[0]!).find((href) => href.split('/').length === 4 && href.length > 40));
  if (!found) throw new Error(`${list} has no letter`);
  return `${found}${end}`;
};
/** The first letter in a box of the desk of letters that go out, and a page of its own below it. */
function naskahOf(box: string, end = ''): Stop {
  return async (page) => {
    await page.goto(`/petugas/naskah?kotak=${box}`);
    const href = (await page.locator('main .list a').first().getAttribute('href'))!;
    return `${href.replace(/\/tulis$/, '')}${end}`;
  };
}
/** The form of IETPD of the first semester. */
const formOf = (end = ''): Stop => from('/petugas/penilaian/formulir', '/petugas/penilaian/formulir/', end);

/** Who walks where (behind a colon: on another day). Every page of the product stands here at least once; the last test counts. */
const tours: Record<string, Stop[]> = {
  'a stranger': ['/absen-kantor', 
    '/', '/layanan', '/layanan?q=reklame', '/layanan?q=tidakada', `/layanan/${service}`, '/layanan/izin-reklame', '/layanan/surat-keterangan-penelitian', '/lacak', '/kinerja', '/privasi',
    '/v', '/v/AAAA-AAAA-AAAA-AAAA', async () => `/v/${await verificationCode()}`, '/masuk', '/daftar', '/lupa-sandi', '/aktivasi', '/demo',
    '/desain', '/desain/meja', '/desain/penyunting', '/desain/pimpinan', '/desain/warga',
  ],
  'a stranger: pengaduan': ['/pengaduan', reportOf, '/pengaduan/baru', '/pengaduan/lacak', '/pengaduan/pantau?kunci=salah', '/pengaduan/pantau/berhenti?kunci=salah', '/pengaduan/statistik', '/pengaduan/tanda-terima/00000000-0000-7000-8000-000000000000'],
  'a stranger: indeks': ['/indeks', '/indeks?provinsi=35&kelompok=kabupaten&urut=nama', '/indeks?cari=kjqxz', from('/indeks', '/indeks/'), '/indeks/bandingkan', compared],
  'Ayu Kusumaningrum': ['/permohonan-saya', from('/permohonan-saya', '/permohonan-saya/'), async (page) => (await resolve(from('/permohonan-saya', '/permohonan-saya/'), page)).replace('permohonan-saya', 'tanda-terima'), '/kotak-masuk', ...account, draft(), draft('/periksa'), '/keluar'],
  'Sri Wahyuni': ['/permohonan-saya', from('/permohonan-saya', '/permohonan-saya/'), '/pengaduan-saya'],
  siti: [...desk, '/petugas/berkas-berjalan', registerOf, '/petugas/cari', '/petugas/cari?cari=billboard', '/petugas/loket', caseOf('/petugas/berkas'), '/akun', '/kotak-masuk'],
  'pengaduan: meja': [
    '/petugas/pengaduan?kotak=moderation', '/petugas/pengaduan?kotak=all&saring=terlambat', '/petugas/pengaduan/cari?cari=lampu', '/petugas/pengaduan/templat?baru', reportAt('verify'), reportAt('verify', '?tindakan=verify'), reportAt('verify', '?tindakan=forward-outside'), reportAt('all', '/tayang'),
  ],
  'pengaduan: LAPOR!': ['/petugas/pengaduan/lapor', '/petugas/pengaduan/lapor/impor', laporOf],
  'penghubung.dpupkp': ['/petugas/pengaduan', reportAt('unit'), reportAt('unit', '?tindakan=draft-answer'), '/kotak-masuk'],
  'kadin.dpupkp': ['/petugas/pengaduan', '/pimpinan/pengaduan'],
  'pj.spbe': ['/petugas/penilaian', '/petugas/penilaian/baru', assessment(), assessment('?status=siap'), assessment('/jalan'), assessment('/bagi')],
  'pj.spbe: bukti': [assessment('/12'), assessment('/45?tambah=berkas'), assessment('/21?tambah=rekaman'), assessment('/22?tambah=tautan')],
  'spbe.bpkad': ['/petugas/penilaian', assessment('?tugas=saya'), assessment('/24'), assessment('/1'), '/petugas/penilaian/permintaan', from('/petugas/penilaian/permintaan', '/petugas/penilaian/permintaan/'), '/petugas/penilaian/formulir', formOf(), formOf('/0-2'), formOf('/2-1'), formOf('/cetak')],
  'pj.spbe: permintaan': ['/petugas/penilaian/permintaan?kotak=tim&tampil=lewat', assessment('/21/minta'), assessment('/unggah'), bulkOf, assessment('/salin'), assessment('/portal')],
  sekda: ['/petugas/penilaian', assessment('/kirim'), assessment('/berkas'), earlier('/hasil')],
  'pj.spbe: tindak lanjut': [earlier('/hasil'), '/petugas/penilaian/tindak-lanjut', '/petugas/penilaian/tindak-lanjut?keadaan=late', '/petugas/penilaian/tindak-lanjut?tahun=2001', '/petugas/penilaian/tindak-lanjut/baru', followUp],
  'ketua.evaluasi: hasil': [decided(), decided('Kabupaten Ponorogo'), decided('Kabupaten Madiun')],
  'spbe.inspektorat': ['/petugas/penilaian/tindak-lanjut', followUp],
  'staf.dpmptsp': ['/petugas/hari-ini', '/petugas/tpp', orElse(from('/petugas/tpp', '/petugas/tpp/'), '/petugas/tpp')],
  kepegawaian: ['/kelola/tpp', orElse(paidMonth, '/kelola/tpp'), orElse(paidPerson, '/kelola/tpp'), '/kelola/tpp/koreksi', '/kelola/tpp/simulasi', '/kelola/tpp/aturan', from('/kelola/tpp/aturan', '/kelola/tpp/aturan/0'), '/kelola/tpp/kelas?lihat=belum', classesOf, '/kelola/tpp/hukuman'],
  anggun: ['/petugas', '/petugas/loket', '/petugas/identitas'],
  joko: ['/petugas', from('/petugas', '/petugas/berkas/', '/daftar-periksa'), caseOf()],
  rina: ['/petugas', caseOf()],
  maya: ['/petugas', caseOf('/petugas/berkas')],
  wahid: ['/petugas', caseOf('/petugas/berkas')],
  dian: [...desk, '/petugas/loket'],
  'operator.siman': ['/petugas', '/petugas/belum-diambil'],
  bupati: ['/pimpinan', '/pimpinan/terlambat', '/pimpinan/kinerja', '/pimpinan/pengaduan', '/akun/keamanan', '/kotak-masuk'],
  pengaduan: ['/petugas/pengaduan', from('/petugas/pengaduan', '/petugas/pengaduan/berkas/'), from('/petugas/pengaduan', '/petugas/pengaduan/berkas/', '/tayang'), '/petugas/pengaduan/cari', '/petugas/pengaduan/catat', '/petugas/pengaduan/peta', '/petugas/pengaduan/templat', '/petugas/pengaduan/surel'],
  'tu.setda': ['/petugas/surat', '/petugas/surat/catat', '/petugas/surat/agenda', '/petugas/surat/agenda/cetak', '/petugas/surat/agenda/kertas', bookOf, '/petugas/surat/cari', '/petugas/surat/kirim', letterOf('/petugas/surat/agenda')],
  'bupati: surat': ['/saku', '/pimpinan/surat', '/pimpinan/surat?lihat=terbuka', '/pimpinan/surat/mandat', '/pimpinan/surat/kinerja', '/pimpinan/agenda', '/petugas/surat?kotak=menunggu', '/petugas/surat/cari?cari=jembatan', letterOf('/petugas/surat?kotak=terbuka', '/disposisi'), letterOf('/petugas/surat?kotak=selesai')],
  'tu.setda: perjalanan': ['/petugas/perjalanan', '/petugas/perjalanan/baru', from('/petugas/perjalanan', '/petugas/perjalanan/0'), '/petugas/naskah-srikandi', from('/petugas/naskah-srikandi', '/petugas/naskah-srikandi/0'), '/petugas/naskah-srikandi/catat'],
  'siti: kinerja': ['/petugas/skp', from('/petugas/skp', '/petugas/skp/0'), from('/petugas/skp', '/petugas/skp/0', '/evaluasi/q3'), '/petugas/lkh'],
  'anggun: kinerja': [from('/petugas/skp', '/petugas/skp/penilaian/')],
  'ajudan.dpmptsp: kinerja': [from('/petugas/skp', '/petugas/skp/0', '/lampiran'), from('/petugas/skp', '/petugas/skp/0', '/hasil/01890000-0000-7000-8000-00000000beef')],
  'kabid.dpmptsp: kinerja': ['/petugas/skp/staf', '/petugas/lkh/staf'],
  'kepegawaian: kinerja': ['/kelola/skp', from('/kelola/skp', '/kelola/skp/0'), '/kelola/skp/aturan', '/petugas/lkh/rekap', predicatesOf],
  'staf.pudak: kehadiran': ['/petugas/kehadiran', '/petugas/kehadiran/mohon', '/petugas/kehadiran/permohonan'],
  'kepegawaian: kehadiran': [
    '/petugas/kehadiran/unit', '/petugas/kehadiran/rekap', from('/petugas/kehadiran/rekap', '/petugas/kehadiran/rekap/'), from('/petugas/kehadiran/unit', '/petugas/kehadiran/orang/'), '/petugas/kehadiran/disiplin', '/kelola/kehadiran/aturan', from('/kelola/kehadiran/aturan', '/kelola/kehadiran/aturan/'), '/kelola/kehadiran/cara-absen', '/petugas/kehadiran/foto', '/kelola/kehadiran/status', '/kelola/kehadiran/keadaan-awal/disiplin', disciplineOf,
  ],
  'ajudan: surat': ['/petugas/surat', '/pimpinan/surat', '/pimpinan/surat/mandat', letterOf('/petugas/surat', '/disposisi?cara=catat')],
  'camat.pudak: tinjau': ['/petugas/kehadiran/tinjau', lateStatement],
  'sekda: pegawai': ['/pimpinan/pegawai', '/petugas/hari-ini'],
  'kepegawaian: mesin': ['/kelola/kehadiran/mesin', from('/kelola/kehadiran/mesin', '/kelola/kehadiran/mesin/'), '/kelola/kehadiran/pin-mesin', pinsOf, '/kelola/kehadiran/catatan-mesin', punchesOf],
  'admin.dpmptsp: absen': ['/kelola/kehadiran/tempat', '/kelola/kehadiran/tempat/baru', from('/kelola/kehadiran/tempat', '/kelola/kehadiran/tempat/0'), '/kelola/kehadiran/tempat-lain', '/kelola/kehadiran/hp', '/petugas/kehadiran/kode-pintu', '/petugas/kehadiran/tinjau', '/saku/pintu'],
  'plt.dpmptsp: cuti': ['/petugas/cuti', '/petugas/cuti/baru?jenis=CS', '/petugas/cuti/tinjau', from('/petugas/cuti/tinjau', '/petugas/cuti/0'), '/petugas/kehadiran/jadwal'],
  'kepegawaian: cuti': ['/kelola/cuti', '/kelola/cuti/saldo', from('/kelola/cuti/saldo', '/kelola/cuti/saldo/'), '/kelola/cuti/saldo-awal', openingsOf, '/kelola/cuti/bersama', '/kelola/cuti/aturan'],
  'kepegawaian: jam kerja': ['/kelola/kehadiran/jam-kerja', from('/kelola/kehadiran/jam-kerja', '/kelola/kehadiran/jam-kerja/'), from('/kelola/kehadiran/jam-kerja', '/kelola/kehadiran/jam-kerja/unit/'), '/kelola/kehadiran/jam-kerja/baru?jenis=shift', '/petugas/kehadiran/perubahan', '/petugas/kehadiran/jadwal/susun', from('/petugas/kehadiran/jadwal/susun', '/petugas/kehadiran/jadwal/susun/'), rosterSheetOf],
  'admin.dpmptsp: pintu lain': ['/petugas/kehadiran/perangkat', '/petugas/kehadiran/pin', '/petugas/kehadiran/lembar', from('/petugas/kehadiran/lembar', '/petugas/kehadiran/lembar/'), sheetOf],
  'tu.setda: arsip': [
    '/petugas/arsip', '/petugas/arsip/baru', from('/petugas/arsip?kotak=terbuka', '/petugas/arsip/0'), '/petugas/arsip/daftar', '/petugas/arsip/pinjaman', '/petugas/arsip/pemindahan', from('/petugas/arsip/pemindahan', '/petugas/arsip/pemindahan/'),
    async (page) => `/petugas/arsip/berkaskan?jenis=in&surat=${(await resolve(letterOf('/petugas/surat/agenda'), page)).split('/').at(-1)}`,
  ],
  'arsiparis: arsip': ['/petugas/arsip/pemusnahan', '/petugas/arsip/pemusnahan/baru', from('/petugas/arsip/pemusnahan', '/petugas/arsip/pemusnahan/0'), '/kelola/arsip/klasifikasi?di=000', '/kelola/arsip/retensi', codesOf],
  'admin: surat': ['/kelola/surat', '/kelola/naskah', '/kelola/naskah/baru', '/kelola/naskah/surat-dinas'],
  'tu.setda: naskah': ['/petugas/naskah/baru?cari=tugas', naskahOf('konsep'), naskahOf('konsep', '/tulis'), '/petugas/naskah/register', naskahOf('terkirim')],
  'bupati: naskah': ['/petugas/naskah', naskahOf('tanda-tangan')],
  'sekda: naskah': ['/petugas/naskah?kotak=paraf', naskahOf('paraf')],
  'asesor.galih: meja': ['/petugas/evaluasi/meja', deskOf(), deskOf('/3'), '/petugas/evaluasi/meja/kalibrasi', '/petugas/evaluasi/meja/kalibrasi?nomor=21&tingkat=9', '/petugas/evaluasi/meja/beda'],
  'penyelenggara: meja': ['/petugas/evaluasi/meja', '/petugas/evaluasi/meja/beda', '/petugas/evaluasi/meja/kalibrasi'],
  irban: ['/petugas/pengaduan', '/petugas/pengaduan/kunci', '/petugas/pengaduan/kunci/pemulihan'],
  'plt.dpmptsp': ['/pimpinan', from('/petugas/berkas', '/petugas/berkas/'), async (page) => `/pimpinan/tanda-tangan?berkas=${await waiting(page)}`],
  'ajudan.dpmptsp': ['/pimpinan', '/pimpinan/kinerja'],
  'kades.siman': ['/pimpinan', '/petugas', '/kelola'],
  gunawan: ['/ganti-jabatan', '/petugas'],
  admin: [
    '/kelola', units, '/kelola/organisasi?cari=siman', '/kelola/organisasi?cari=kjqxz', '/kelola/organisasi?tutup=ya', '/kelola/organisasi/baru', '/kelola/organisasi/desa-baru',
    from(unit, '/kelola/organisasi/unit/'), from(unit, '/kelola/organisasi/unit/', '/ubah'),
    from(post, '/kelola/organisasi/jabatan/'), from(post, '/kelola/organisasi/jabatan/', '/ubah'), from(post, '/kelola/organisasi/jabatan/', '/tetapkan'),
    async (page) => `/kelola/organisasi/jabatan/baru?unit=${(await resolve(from(unit, '/kelola/organisasi/unit/'), page)).split('/').at(-1)}`,
    '/kelola/organisasi/orang', '/kelola/organisasi/orang/baru', from(person, '/kelola/organisasi/orang/'),
    '/kelola/organisasi/impor', importOf,
  ],
  'admin: layanan': [
    '/kelola/akun', '/kelola/layanan', '/kelola/layanan/baru', `/kelola/layanan/${service}/1`, `/kelola/layanan/${service}/1/teks`, `/kelola/layanan/${service}/1/uji-coba`, `/kelola/layanan/${service}/1/ubah?simpul=identitas`, `/kelola/layanan/izin-reklame/1/ubah?simpul=form.pages.lokasi_insidentil.fields.titik`, `/kelola/layanan/${service}/tutup`,
  ],
  'admin: pekerjaan': [
    '/kelola/kalender', from('/kelola/kalender', '/kelola/kalender/'), planOf,
    '/kelola/seri', '/kelola/seri/buka', from('/kelola/seri', '/kelola/seri/0'), registerOfNumbers, '/kelola/sertifikat', '/kelola/templat', '/kelola/pekerjaan', '/kelola/pekerjaan?lihat=berjalan', '/kelola/pekerjaan?lihat=pengiriman', '/kelola/kunci-api', '/kelola/jejak', '/kelola/jejak?action=permohonan.',
  ],
  'admin: pengaduan': ['/kotak-masuk', '/kelola/jejak?from=2026-02-31', '/kelola/pengaduan', '/kelola/pengaduan/batas', '/kelola/pengaduan/kategori', from('/kelola/pengaduan/kategori', '/kelola/pengaduan/kategori/'), '/kelola/pengaduan/penerusan', '/kelola/pengaduan/kunci', '/kelola/pengaduan/setelan', '/kelola/pengaduan/sistem-nasional', '/kelola/pengaduan/jalan', roadsOf, '/kelola/pengaduan/surel'],
  'admin: penilaian': ['/kelola/penilaian', '/kelola/penilaian/spbe-2020', '/kelola/penilaian/pemdi-2026', '/kelola/penilaian/ietpd', '/kelola/penilaian/pemdi-2026/rancangan', '/kelola/penilaian/pemdi-2026/rancangan/7', '/kelola/penilaian/ietpd/rancangan', '/kelola/penilaian/ietpd/rancangan/indeks', '/kelola/penilaian/hasil', from('/kelola/penilaian/hasil', '/kelola/penilaian/hasil/')],
  penyelenggara: [
    '/petugas/evaluasi', '/petugas/evaluasi/baru', ...['', '?saring=terlambat', '?cari=kjqxz', '/peserta', '/ubah', '/tutup', '/luring', '/penugasan', '/penugasan?usul=ya'].map((end) => from('/petugas/evaluasi', '/petugas/evaluasi/', end)), '/petugas/evaluasi/asesor',
  ],
  'asesor.galih': ['/petugas/evaluasi/kepentingan', '/kotak-masuk'],
  'admin.dpmptsp': ['/kelola', units, '/kelola/akun'],
  auditor: ['/kelola', '/kelola/jejak'],
};
/** Addresses that a citizen is refused, with the status. */
const refused: Record<string, number> = { '/tidak-ada': 404, '/layanan/tidak-ada': 404, '/desain/galat/404': 404, '/kelola/jejak': 403, '/petugas': 403, '/pimpinan': 403, '/petugas/tpp/2026-01': 403, '/kelola/tpp/daftar/00000000-0000-7000-8000-000000000000': 403, '/kelola/tpp/slip/00000000-0000-7000-8000-000000000000': 403 };

const visited = new Set<string>();
const routes = routesIn(join(product().root, 'web', 'src', 'routes'));

describe('every page, for everybody, on a phone and on a desk', () => {
  const { stranger, enter } = stage({ separate: true, together: true });

  // Two at once: a browser that is looked through by axe leaves the other core to the next tour.
  it.concurrent.each(Object.entries(tours))('%s', async (who, stops) => {
    const [name] = who.split(': ') as [string];
    const page = name === 'a stranger' ? await stranger() : await enter(name);
    const findings: string[] = [];
    // What they see first after signing in is no stop of theirs: the home of a post once refused its own holder.
    const home = name === who ? await page.request.get('/beranda') : undefined;
    if (home && home.status() !== 200) findings.push(`first page ${new URL(home.url()).pathname} answered ${home.status()}`);
    for (const stop of stops) {
      const address = await resolve(stop, page);
      const response = await page.goto(address);
      const at = new URL(page.url());
      if (response?.status() !== 200) findings.push(`${address} answered ${response?.status()}: ${await heading(page).textContent()}`);
      if (at.pathname !== new URL(address, at).pathname) findings.push(`${address} led to ${at.pathname}`);
      findings.push(...(await lookBoth(page, at.pathname)));
    }
    expect(findings, `${who}:\n${findings.join('\n')}`).toEqual([]);
    await page.context().close();
    // Every page is looked at twice, by eye and by axe; where others use the machine too that takes its time.
  }, 300_000);

  it('somebody between password and second factor', async () => {
    const page = await stranger();
    const { password } = await demo();
    await page.goto('/masuk');
    await page.getByLabel(/nama pengguna/).fill('kaban.kesbangpol');
    await page.getByLabel('Kata sandi').fill(password);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByLabel('Kode', { exact: true }).waitFor();
    expect(await lookBoth(page, new URL(page.url()).pathname)).toEqual([]);
  });

  it('pages that refuse', async () => {
    const page = await enter('Ayu Kusumaningrum');
    const findings: string[] = [];
    for (const [address, status] of Object.entries(refused)) {
      const response = await page.goto(address);
      expect(response?.status(), address).toBe(status);
      findings.push(...(await lookBoth(page, address)));
    }
    expect(findings, findings.join('\n')).toEqual([]);
  });

  it('leaves no page out', () => {
    expect(routes.length).toBeGreaterThan(70);
    const left = routes.filter((route) => !visited.has(route));
    expect(left, `No tour above visits these pages; add them:\n${left.join('\n')}`).toEqual([]);
  });
});

/** In light colours on a phone, in dark ones on a desk. */
async function lookBoth(page: Page, pathname: string): Promise<string[]> {
  const route = routeOf(pathname);
  if (route) visited.add(route);
  const phone = await findingsOf(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1280, height: 900 });
  const wide = await findingsOf(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...phone.map((finding) => `${pathname} on a phone: ${finding}`), ...wide.map((finding) => `${pathname} on a desk, dark: ${finding}`)];
}

const resolve = async (stop: Stop, page: Page): Promise<string> => (typeof stop === 'string' ? stop : stop(page));

/** The first report in a box of the desk, or a page of it. */
function reportAt(box: string, end = ''): Stop {
  return async (page) => {
    await page.goto(`/petugas/pengaduan?kotak=${box}`);
    const href = (await page.locator('.queue .list a').first().getAttribute('href'))!;
    return new URL(href, 'http://x').pathname + end;
  };
}

async function verificationCode(): Promise<string> {
  const { tour } = (await demo()) as unknown as { tour: { document: { code: string } } };
  return tour.document.code;
}

/** The first letter that waits for a signature. */
async function waiting(page: Page): Promise<string> {
  await page.goto('/pimpinan');
  return (await page.locator('input[name="naskah"]').first().getAttribute('value'))!.split('|')[0]!;
}

/** A draft of the calendar, thrown away at the end of all tours. */
async function planOf(page: Page): Promise<string> {
  await page.goto(await resolve(from('/kelola/kalender', '/kelola/kalender/'), page));
  const form = page.locator('form[action="?/libur"]');
  await form.getByLabel('Tanggal').fill('2026-12-11');
  await form.getByLabel('Nama').fill('Hari contoh');
  await form.getByRole('button', { name: 'Tambah ke konsep' }).click();
  const consequences = page.getByRole('link', { name: 'Lihat akibatnya' });
  return (await consequences.getAttribute('href'))!;
}

/** A report that everybody may read. */
async function reportOf(page: Page): Promise<string> {
  await page.goto('/pengaduan');
  const found = await page.locator('main a[href^="/pengaduan/"]').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  const address = found.find((path) => /\/[^/]*\d[^/]*$/.test(path));
  if (!address) throw new Error('/pengaduan shows no report');
  return address;
}

async function importOf(page: Page): Promise<string> {
  await page.goto('/kelola/organisasi/impor');
  await page.getByRole('radio', { name: /Unit kerja/ }).check();
  await page.locator('input[type=file]').setInputFiles({ name: 'unit.csv', mimeType: 'text/csv', buffer: Buffer.from('Kode,Nama,Jenis,Induk\nUPTD-1,UPTD Pasar Legi,uptd,DISPERDAGKUM\n,Tanpa kode,uptd,DISPERDAGKUM\n') });
  await page.getByRole('button', { name: 'Lihat pratinjau' }).click();
  await page.waitForURL(/\/impor\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function registerOf(page: Page): Promise<string> {
  await page.goto('/petugas/berkas-berjalan');
  await page.getByLabel('Layanan').selectOption({ index: 1 });
  await page.locator('input[type=file]').setInputFiles({ name: 'register.csv', mimeType: 'text/csv', buffer: Buffer.from('Nama,NIK,Tgl masuk,No register,Posisi\nSuwarno,3502171203859001,16-11-2026,12,periksa\n') });
  await page.getByRole('button', { name: 'Lihat pratinjau' }).click();
  await page.waitForURL(/\/berkas-berjalan\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function bulkOf(page: Page): Promise<string> {
  await page.goto(await resolve(assessment('/unggah'), page));
  const file = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${name}\n%%EOF\n`) });
  await page.locator('input[type=file]').setInputFiles([file('21.b.Notula.pdf'), file('catatan.pdf')]);
  await page.getByRole('button', { name: 'Lihat pratinjau' }).click();
  await page.waitForURL(/\/unggah\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function laporOf(page: Page): Promise<string> {
  await page.goto('/petugas/pengaduan/lapor/impor');
  return previewOf(page, 'Tracking ID,Tanggal,Isi\n7000001,16-11-2026,Lampu padam di gang\n,16-11-2026,Tanpa nomor\n');
}

/** A paper agenda book, for a book that was opened where paper stands. */
async function bookOf(page: Page): Promise<string> {
  await page.goto('/petugas/surat/agenda/kertas');
  return previewOf(page, 'No Agenda,Tgl Terima,Tgl Surat,Asal,Perihal\n3,5-1-2026,2-1-2026,Camat Siman,Laporan bulanan\n4,5-1-2026,2-1-2026,,Tanpa asal\n');
}

/** A paper register of numbers, for a series that lends a block. */
async function registerOfNumbers(page: Page): Promise<string> {
  await page.goto(await resolve(from('/kelola/seri', '/kelola/seri/0'), page));
  await page.getByLabel('Dipakai oleh').fill('Desa Gupolo');
  await page.locator('#pinjam-until').fill(`${new Date().getFullYear() + 1}-01-05`);
  await page.getByRole('button', { name: 'Pinjamkan' }).click();
  await page.waitForURL(/sudah=pinjam/);
  return previewOf(page, 'No Urut,Tgl Surat,Perihal\n1,5-1-2026,Undangan\n,5-1-2026,Tanpa nomor\n');
}

/** Balances with a line of nobody. */
async function openingsOf(page: Page): Promise<string> {
  await page.goto('/kelola/cuti/saldo-awal');
  return previewOf(page, 'NIP;Nama;Sisa N-2;Sisa N-1;Terpakai N\n198503102010011999;Tidak ada;6;4;2\n');
}
/** A roster with a line of nobody. */
async function rosterSheetOf(page: Page): Promise<string> {
  await page.goto(await resolve(from('/petugas/kehadiran/jadwal/susun', '/petugas/kehadiran/jadwal/susun/'), page));
  await page.getByText('Lewat lembar XLSX').click();
  const days = Array.from({ length: 31 }, (_, at) => at + 1);
  return previewOf(page, `Nama;${days.map((day) => `Tgl ${day}`).join(';')}\nBukan siapa-siapa;${days.map(() => 'P').join(';')}\n`);
}
/** PINs with one that is nobody's. */
async function pinsOf(page: Page): Promise<string> {
  await page.goto('/kelola/kehadiran/pin-mesin');
  return previewOf(page, 'PIN;NIP\n31;Sulistyowati\n0;Tanpa PIN\n');
}
async function punchesOf(page: Page): Promise<string> {
  await page.goto('/kelola/kehadiran/catatan-mesin');
  return previewOf(page, 'PIN,Tanggal,Jam\n1,16-11-2026,07:21\n99,16-11-2026,07:30\n');
}
/** A sheet of today, not yet typed. */
async function sheetOf(page: Page): Promise<string> {
  await page.goto('/petugas/kehadiran/lembar');
  if (await page.getByRole('radio').count() > 0) await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Ketik daftar hadir' }).click();
  const address = new URL(page.url());
  return address.pathname + address.search;
}

/** A list of codes with a line that has no parent. */
async function codesOf(page: Page): Promise<string> {
  await page.goto('/kelola/arsip/klasifikasi');
  return previewOf(page, 'Kode,Uraian\n000.1.9,Tamu dan protokol\n000.7.1.1,Tanpa induk\n');
}

async function roadsOf(page: Page): Promise<string> {
  await page.goto('/kelola/pengaduan/jalan');
  return previewOf(page, 'Nama Ruas,Status\nJalan Baru Sekali,kabupaten\nJalan Tol,tol\n');
}

/** A list of e-Kinerja with a NIP that nobody has. */
async function predicatesOf(page: Page): Promise<string> {
  await page.goto('/kelola/skp');
  await page.locator('input[name=kind][value=predikat]').check();
  return previewOf(page, 'NIP,Predikat\n198802292012032901,Baik\n');
}

/** A list of job classes, one of a unit that is none. */
async function classesOf(page: Page): Promise<string> {
  await page.goto('/kelola/tpp/kelas');
  const form = page.locator('form[action="?/unggah"]');
  await form.getByLabel('Berlaku mulai').fill('2026-01-01');
  await form.getByLabel('Dasar').fill('Keputusan Bupati 800/1/2026');
  return previewOf(page, 'Unit,Jabatan,Kelas\nDinas Kesehatan,Kepala Dinas Kesehatan,14\nUnit Gaib,Juru Masak,3\n');
}

/** Days of discipline from before, with a NIP that nobody has. */
async function disciplineOf(page: Page): Promise<string> {
  await page.goto('/kelola/kehadiran/keadaan-awal/disiplin');
  return previewOf(page, 'NIP,Per tanggal,TK\n198802292012032901,31-10-2026,2\n');
}

/** A list is uploaded on the page that is open. */
async function previewOf(page: Page, content: string): Promise<string> {
  await page.locator('input[type=file]#berkas').setInputFiles({ name: 'daftar.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
  await page.getByRole('button', { name: 'Lihat pratinjau' }).click();
  await page.waitForURL(/\/(impor|kertas|klasifikasi|saldo-awal|lembar|keadaan-awal)(\/[a-z-]+)?\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

/** Addresses of all pages, from the folders: `/petugas/berkas/[id]`. */
function routesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('+page.svelte'))
    .map((file) => `/${file.split('/').slice(0, -1).filter((part) => !part.startsWith('(')).join('/')}`)
    .sort();
}

/** The page behind an address; a plain name goes before a placeholder. */
function routeOf(pathname: string): string | undefined {
  const parts = pathname.split('/');
  return routes
    .filter((route) => route.split('/').length === parts.length && route.split('/').every((part, at) => part.startsWith('[') || part === parts[at]))
    .sort((a, b) => a.split('[').length - b.split('[').length)[0];
}

afterAll(() => visited.clear());
