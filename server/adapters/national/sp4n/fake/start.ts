import { startFakeSp4n } from './fake-sp4n.ts';

/** For a try-out: `node server/adapters/national/sp4n/fake/start.ts [port]`. Ten tickets wait; what is answered is printed. */
const port = Number(process.argv[2] ?? 8099);
const fake = await startFakeSp4n({ port });
fake.tickets = Array.from({ length: 10 }, (_, n) => ({
  nomor: `LAPOR-990${1000 + n}`, judul: `Laporan contoh ke-${n + 1}`, isi: `Lampu jalan padam di depan balai desa sejak ${n + 1} hari lalu. Laporan ini diciptakan.`, tanggal: new Date(Date.now() - (n + 1) * 3_600_000).toISOString(), status: 'Belum ditindaklanjuti', kategori: 'Lampu jalan', lokasi: 'Balai desa', anonim: n % 2 === 0, pelapor: { nama: 'Pelapor Contoh' },
}));
console.log(`Kembaran SP4N-LAPOR! pada ${fake.url}\nToken ${fake.token}, kode wilayah ${fake.region}. Isi keduanya di /kelola/pengaduan/sistem-nasional. Ctrl-C untuk berhenti.`);
let told = 0;
setInterval(() => {
  for (const answer of fake.answers.slice(told)) console.log(`${answer.nomor}: ${answer.status}. ${answer.isi.slice(0, 200)}`);
  told = fake.answers.length;
}, 1000);
