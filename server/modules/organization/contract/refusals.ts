import type { RefusalTable } from '../../../platform/kernel/refusal.ts';

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' && value !== '' ? value : otherwise);

export const organizationRefusals: RefusalTable = {
  'organization.not-your-unit': { status: 403, sentence: 'Anda hanya dapat mengelola unit Anda sendiri dan unit di bawahnya. Minta administrator instansi untuk unit lain.' },
  'organization.power-not-yours-to-give': { status: 403, sentence: 'Jabatan penanda tangan, pimpinan, administrator, dan auditor hanya diatur oleh administrator instansi. Sampaikan usulan Anda kepadanya.' },
  'organization.code-taken': { status: 409, sentence: (d) => `Kode ${text(d.code, 'itu')} sudah dipakai ${text(d.name, 'unit lain')}. Pakai kode lain.` },
  'organization.circle': { status: 422, sentence: 'Unit tidak dapat dipindah ke bawah dirinya sendiri atau ke bawah unit yang ada di dalamnya. Pilih induk lain.' },
  'organization.reports-in-circle': { status: 422, sentence: 'Atasan yang dipilih adalah bawahan dari jabatan ini. Pilih atasan lain.' },
  'organization.unit-closed': { status: 409, sentence: (d) => `${text(d.name, 'Unit ini')} sudah ditutup. Pilih unit yang masih ada.` },
  'organization.desa-stands-alone': { status: 422, sentence: 'Di bawah desa hanya dapat dibuat unit jenis "lainnya", misalnya dusun. Pilih induk lain untuk perangkat daerah.' },
  'organization.region-of-another-kind': { status: 422, sentence: (d) => `Wilayah ${text(d.region, '')} tidak cocok. Kecamatan memakai kode seperti 35.02.01; desa seperti 35.02.01.2001 dan kelurahan seperti 35.02.17.1001, di dalam wilayah instansi.` },
  'organization.region-taken': { status: 409, sentence: (d) => `Wilayah ${text(d.region, '')} sudah dilayani ${text(d.name, 'unit lain')}. Tutup unit itu dahulu, atau pilih wilayah lain.` },
  'organization.has-units-below': { status: 409, sentence: (d) => `Masih ada ${Number(d.count)} unit di bawahnya. Pilih unit pengganti yang menerimanya, atau tutup unit-unit itu dahulu.` },
  'organization.successor-below': { status: 422, sentence: 'Unit pengganti tidak boleh unit itu sendiri atau unit di bawahnya. Pilih pengganti lain.' },
  'organization.days-reversed': { status: 422, sentence: 'Hari terakhir mendahului hari pertama. Periksa kedua tanggalnya.' },
  'organization.day-in-future': { status: 422, sentence: 'Hari itu belum tiba. Isi hari ini atau hari yang sudah lewat.' },
  'organization.rename-before-last': { status: 422, sentence: 'Sudah ada pergantian nama pada atau sesudah hari itu. Pilih hari sesudahnya.' },
  'organization.post-held': { status: 409, sentence: (d) => `Jabatan ini dipegang ${text(d.name, 'orang lain')} (definitif) sejak ${text(d.from, '')}${d.to ? ` sampai ${String(d.to)}` : ''}. Akhiri dahulu masa jabatannya, atau pilih "akhiri sehari sebelumnya".` },
  'organization.post-not-vacant': { status: 409, sentence: (d) => `Plt. dan Pj. hanya untuk jabatan yang kosong, padahal ${text(d.name, 'pejabatnya')} masih menjabat pada hari itu. Untuk menggantikan sementara pakai Plh.` },
  'organization.same-capacity-twice': { status: 409, sentence: (d) => `${text(d.name, 'Orang lain')} sudah menjadi ${text(d.capacity, '')} jabatan ini pada ${text(d.from, '')} sampai ${text(d.to, 'seterusnya')}. Satu jabatan hanya punya satu ${text(d.capacity, '')} pada satu hari; akhiri surat perintah yang lama dahulu.` },
  'organization.person-has-a-post': { status: 409, sentence: (d) => `Orang ini sudah memegang jabatan definitif ${text(d.title, 'lain')} pada masa itu. Akhiri jabatan itu dahulu, atau tetapkan sebagai Plt.` },
  'organization.person-has-a-plt': { status: 409, sentence: (d) => `Orang ini sudah menjadi Plt. ${text(d.title, 'jabatan lain')} pada masa itu. Seseorang paling banyak memegang satu jabatan definitif dan satu Plt.` },
  'organization.acts-for-oneself': { status: 409, sentence: 'Orang ini sudah memegang jabatan itu sendiri pada masa itu, sehingga tidak dapat menjadi pelaksananya.' },
  'organization.two-heads': { status: 409, sentence: (d) => `Kepala unit ini sudah ada: ${text(d.title, 'jabatan lain')}. Satu unit punya satu kepala; ubah jabatan itu dahulu.` },
  'organization.order-needed': { status: 422, sentence: 'Plt., Plh., Pj., dan Pjs. memerlukan nomor surat perintah atau keputusan. Isi nomornya.' },
  'organization.end-needed': { status: 422, sentence: 'Plh. dan Pjs. berlaku untuk hari-hari dalam surat perintah. Isi hari terakhirnya.' },
  'organization.outside-post': { status: 422, sentence: 'Masa jabatan di luar masa adanya jabatan ini. Periksa tanggalnya.' },
  'organization.post-closed': { status: 409, sentence: 'Jabatan ini sudah dihapuskan. Pilih jabatan yang masih ada.' },
  'organization.nip-taken': { status: 409, sentence: (d) => `NIP itu sudah tercatat untuk ${text(d.name, 'orang lain')}. Buka data orang itu; jangan mendaftarkannya dua kali.` },
  'organization.nik-taken': { status: 409, sentence: (d) => `NIK itu sudah tercatat untuk ${text(d.name, 'orang lain')}. Buka data orang itu; jangan mendaftarkannya dua kali.` },
  'organization.identity-wrong': { status: 422, sentence: (d) => text(d.sentence, 'NIP atau NIK belum benar.') },
};
