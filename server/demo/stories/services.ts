import { addDays, dayIn } from '../../platform/kernel/calendar-day.ts';
import type { Viewer } from '../../platform/request/context.ts';
import type { Invented } from '../people.ts';
import type { Dice } from '../random.ts';
import type { OpenRequest, RequestPlan, Telling, Turn } from './request.ts';
import type { Stage } from './stage.ts';

// Chapters: what applicants tell · Surat Keterangan Usaha · Surat Keterangan Penelitian · Izin Reklame

/** Day of work: 450 minutes without breaks. */
const DAY = 450;
const HOUR = 60;
const today = (stage: Stage): string => dayIn(stage.at, 'WIB');
const yes = (...items: string[]) => Object.fromEntries(items.map((item) => [item, 'yes']));

const personOf = (plan: RequestPlan): Pick<Invented, 'name' | 'nik' | 'birthDate' | 'phone'> => ('citizen' in plan.applicant ? plan.applicant.citizen : plan.applicant.person);
const bare = (name: string): string => name.replace(/,.*$/, '');

export interface Place {
  region: string;
  name: string;
}

/** A point within some two kilometres of the centre of its district. */
function pointIn(stage: Stage, dice: Dice, region: string): { lat: number; lng: number } {
  const [lat, lng] = stage.file.centres[region.slice(0, 8)]!;
  return { lat: Number((lat + (dice.next() - 0.5) * 0.03).toFixed(6)), lng: Number((lng + (dice.next() - 0.5) * 0.03).toFixed(6)) };
}
const address = (stage: Stage, dice: Dice): string => `${dice.pick(stage.file.streets)} ${dice.between(1, 180)}, RT 0${dice.between(1, 6)} RW 0${dice.between(1, 4)}`;

export interface Business {
  name: string;
  field: string;
  job: string;
}

export function usaha(plan: RequestPlan, dice: Dice, place: Place, business: Business): Telling {
  return {
    service: 'usaha', plan, counter: { unit: place.region, duty: 'verifier' },
    answers: async (stage, by) => {
      const person = personOf(plan);
      const n = dice.between(0, 7);
      return {
        foto_pengantar: [await stage.upload(by, { kind: 'letter', n })],
        ...(dice.chance(0.7) ? { nomor_pengantar: `${dice.between(1, 90)}/RT.0${dice.between(1, 6)}/${today(stage).slice(0, 4)}` } : {}),
        tanggal_pengantar: addDays(today(stage), -dice.between(0, 6)),
        usaha_nama: business.name, usaha_bidang: business.field, desa_usaha: place.region, usaha_alamat: address(stage, dice),
        usaha_sejak: `${dice.between(2005, 2024)}-0${dice.between(1, 9)}-01`, foto_usaha: [await stage.upload(by, { kind: 'shop', n, text: business.name })],
        ...(dice.chance(0.6) ? { titik_usaha: pointIn(stage, dice, place.region) } : {}),
        nama: bare(person.name), nik: person.nik, tempat_lahir: 'Ponorogo', tanggal_lahir: person.birthDate, jenis_kelamin: Number(person.nik.slice(6, 8)) > 40 ? 'p' : 'l',
        pekerjaan: business.job, alamat: `${place.name}, RT 0${dice.between(1, 6)} RW 0${dice.between(1, 4)}`, no_hp: person.phone, keperluan: dice.pick(['kredit', 'kredit', 'bantuan', 'rekening', 'sekolah']), pernyataan: true,
      };
    },
    turns: [
      { step: 'periksa', unit: place.region, duty: 'verifier', minutes: 3 * HOUR, act: (_, by, r) => r.act(by, { kind: 'complete', step: 'periksa', outcome: 'pass', checklist: yes('pengantar_terbaca', 'usaha_ada') }) },
      { step: 'tanda_tangan', unit: place.region, duty: 'signer', minutes: 4 * HOUR, n: 0, act: (_, by, r) => r.sign(by, 'tanda_tangan') },
    ],
  };
}

export interface Research {
  title: string;
  field: string;
  place: string;
  campus: string;
}

export function penelitian(plan: RequestPlan, dice: Dice, place: Place, research: Research): Telling {
  const unit = 'KESBANGPOL';
  return {
    service: 'penelitian', plan, counter: { unit, duty: 'verifier' },
    answers: async (stage, by) => {
      const person = personOf(plan);
      const day = today(stage);
      const members = dice.chance(0.3) ? Array.from({ length: dice.between(1, 3) }, () => ({ nama_anggota: stage.seeding.people.name(dice, dice.chance(0.5) ? 'L' : 'P'), peran: 'Surveior' })) : [];
      return {
        kategori: 'mahasiswa', nama: bare(person.name), nik: person.nik, nomor_mahasiswa: String(dice.between(20_100_000, 23_999_999)), alamat: address(stage, dice), no_hp: person.phone,
        lembaga: research.campus, penanggung_jawab: `Dr. ${stage.seeding.people.name(dice, 'L')}, M.Si.`, ...(members.length > 0 ? { anggota: members } : {}),
        judul: research.title, bidang: research.field, tujuan: `Memahami ${research.title.toLowerCase()} dan menyusun saran bagi pemerintah daerah.`, cara: ['wawancara', dice.pick(['kuesioner', 'pengamatan', 'dokumen'])],
        kecamatan: place.region.slice(0, 8), lokasi: research.place, mulai: addDays(day, dice.between(10, 25)), selesai: addDays(day, dice.between(60, 150)),
        proposal: [await stage.upload(by, { kind: 'paper', title: 'Proposal penelitian', lines: [research.title, research.campus] })],
        surat_pengantar: [await stage.upload(by, { kind: 'paper', title: 'Surat pengantar', lines: [research.campus, 'Dengan hormat kami hadapkan mahasiswa kami.'] })],
        nomor_surat_pengantar: `${dice.between(100, 999)}/UN/PP/${day.slice(0, 4)}`, tanggal_surat_pengantar: addDays(day, -dice.between(2, 14)),
        kartu_identitas: [await stage.upload(by, { kind: 'card', n: dice.between(0, 3) })], pernyataan: true,
      };
    },
    turns: [
      { step: 'verifikasi', unit, duty: 'verifier', minutes: DAY, act: (_, by, r) => r.act(by, { kind: 'complete', step: 'verifikasi', outcome: 'pass', checklist: yes('proposal_disetujui', 'pengantar_sah', 'identitas_cocok') }) },
      { step: 'telaah', unit, duty: 'analyst', minutes: DAY, act: (_, by, r) => r.act(by, { kind: 'complete', step: 'telaah', outcome: 'recommend-approval', checklist: yes('wilayah', 'keresahan', 'waktu_wajar'), note: 'Layak diterbitkan.', answers: dice.chance(0.3) ? { ketentuan_tambahan: 'Melapor kepada camat dan kepala desa sebelum mulai.' } : {} }) },
      { step: 'paraf_kabid', unit, duty: 'initialer', n: 1, minutes: 4 * HOUR, act: (_, by, r) => r.act(by, { kind: 'initial', step: 'paraf_kabid' }) },
      { step: 'paraf_sekretaris', unit, duty: 'initialer', n: 0, minutes: 4 * HOUR, act: (_, by, r) => r.act(by, { kind: 'initial', step: 'paraf_sekretaris' }) },
      { step: 'tanda_tangan', unit, duty: 'signer', n: 0, minutes: 4 * HOUR, act: (_, by, r) => r.sign(by, 'tanda_tangan') },
    ],
  };
}

export interface Advert {
  /** Body that the permit is for; without it the person. */
  holder?: string;
  text: string;
  /** Shape of a permanent sign, or the number of points of a temporary one. */
  kind?: string;
  points?: number;
  /** Large and on a strategic road: signed by the regent in person. */
  regents?: boolean;
}

export function reklame(plan: RequestPlan, dice: Dice, place: Place, advert: Advert): Telling {
  const unit = 'DPMPTSP';
  const permanent = advert.points === undefined;
  const width = advert.regents ? '6' : dice.pick(['3', '4', '5', '6']);
  const amount = Number(width) * dice.between(8, 30) * 25_000;
  const opinion = (step: string, items: string[], texts: readonly [string, string]): Turn['act'] => (_, by, r) => {
    const conditions = dice.chance(0.25);
    return r.act(by, { kind: 'opinion', step, verdict: conditions ? 'agree-with-conditions' : 'agree', text: texts[0], ...(conditions ? { conditions: [texts[1]] } : {}), checklist: yes(...items) });
  };
  const inspect: Turn = {
    step: 'pemeriksaan', partOf: 'jadwal', unit, duty: 'inspector', n: 0, minutes: 3 * DAY * 0.8,
    act: async (stage, by, r) => {
      const photo = await stage.upload(by, { kind: 'street', n: dice.between(0, 7) });
      await r.act(by, {
        kind: 'record-inspection', step: 'pemeriksaan', doneAt: new Date(stage.at.getTime() - 2 * 3_600_000).toISOString(), presence: 'present', findings: 'Letak sesuai permohonan, tiang tidak mengganggu saluran dan pandangan.', recommendation: 'fit',
        checklist: yes('letak', 'jarak', 'lingkungan', 'tetangga'), photos: [{ upload: photo, ...pointIn(stage, dice, place.region) }], answers: { jarak_jalan: dice.pick(['2.5', '3', '3.5', '4']) },
      });
    },
  };
  return {
    service: 'reklame', plan, counter: { unit, duty: 'desk' },
    answers: async (stage, by) => {
      const person = personOf(plan);
      const point = async (photo: boolean) => ({
        alamat: address(stage, dice), letak: pointIn(stage, dice, place.region), jumlah: String(dice.between(1, permanent ? 2 : 4)),
        ...(photo ? { foto: [await stage.upload(by, { kind: 'street', n: dice.between(0, 7) })] } : {}),
      });
      return {
        jenis: permanent ? 'tetap' : 'insidentil', ...(permanent ? { bentuk_tetap: advert.kind ?? 'papan_nama', tinggi: dice.pick(['3', '3.5', '4']) } : { bentuk_insidentil: dice.pick(['spanduk', 'umbul_umbul']), lama_hari: String(dice.between(5, 21)) }),
        naskah: advert.text, panjang: width, lebar: advert.regents ? '4' : dice.pick(['1', '1.5', '2']), sisi: advert.regents ? '2' : dice.pick(['1', '2']),
        desain: [await stage.upload(by, { kind: 'design', n: dice.between(0, 7), text: advert.text })],
        mulai: addDays(today(stage), dice.between(20, 35)),
        ...(permanent
          ? { desa_lokasi: place.region, kelas_jalan: advert.regents ? 'strategis' : dice.pick(['kabupaten', 'kabupaten', 'lingkungan']), titik_tetap: [await point(true)], status_tanah: 'sendiri' }
          : { titik: await Promise.all(Array.from({ length: advert.points! }, (_, i) => point(i < 2))) }),
        nama: bare(person.name), nik: person.nik,
        ...(advert.holder ? { pemegang: 'badan', nama_usaha: advert.holder, nib: String(dice.between(1_000_000_000_000, 9_999_999_999_999)), npwp: person.nik } : { pemegang: 'perorangan' }),
        alamat_pemegang: address(stage, dice), no_hp: person.phone, kartu_identitas: [await stage.upload(by, { kind: 'card', n: dice.between(0, 3) })], pernyataan: true,
      };
    },
    turns: [
      { step: 'verifikasi', unit, duty: 'verifier', minutes: DAY, act: (_, by, r) => r.act(by, { kind: 'complete', step: 'verifikasi', outcome: 'pass', checklist: yes('desain_jelas', 'titik_cocok', 'identitas_cocok', 'tanah_jelas') }) },
      { step: 'pertimbangan_ketertiban', unit: 'SATPOLPP', duty: 'opinion', n: 0, minutes: DAY, act: opinion('pertimbangan_ketertiban', ['jalan_terlihat', 'kawasan_bebas'], ['Di luar zona larangan, tidak menghalangi rambu.', 'Lampu reklame dimatikan pukul 23.00.']) },
      { step: 'pertimbangan_teknis', unit: 'DPUPKP', duty: 'opinion', n: 0, minutes: DAY, act: opinion('pertimbangan_teknis', ['tata_ruang', 'konstruksi'], ['Konstruksi aman, jarak dari bahu jalan cukup.', 'Jarak dari bahu jalan paling sedikit 1,5 meter.']) },
      ...(permanent ? [{ step: 'jadwal', partOf: 'pemeriksaan', unit, duty: 'inspector' as const, n: 0, minutes: DAY * 0.4, act: schedule(dice) }, inspect] : []),
      { step: 'telaah', unit, duty: 'analyst', minutes: DAY, act: (_, by, r) => r.act(by, { kind: 'complete', step: 'telaah', outcome: 'recommend-approval', note: 'Semua pertimbangan setuju.' }) },
      {
        step: 'ketetapan', unit: 'BAPENDA', duty: 'treasurer', n: 0, minutes: 2 * DAY * 0.6,
        act: (stage, by, r) => r.act(by, { kind: 'record-assessment', step: 'ketetapan', skpdNumber: `SKPD-${today(stage).slice(0, 4)}-${String(dice.between(1000, 9999))}`, amount, paymentCode: `3502${dice.between(10_000_000, 99_999_999)}`, dueOn: addDays(today(stage), 30) }),
      },
      {
        step: 'pembayaran', unit: 'BAPENDA', duty: 'treasurer', n: 1, minutes: 4 * DAY,
        act: (stage, by, r) => r.act(by, { kind: 'record-payment', step: 'pembayaran', proof: { kind: 'bank-file', reference: `BANK-${today(stage).replaceAll('-', '')}-${dice.between(100, 999)}` }, amount, paidAt: new Date(stage.at.getTime() - dice.between(30, 90) * 60_000).toISOString() }),
      },
      { step: 'rekomendasi', unit, duty: 'initialer', n: 0, minutes: DAY * 0.7, act: (_, by, r) => r.act(by, { kind: 'initial', step: 'rekomendasi' }) },
      { step: 'tanda_tangan', unit: advert.regents ? 'BUPATI' : unit, duty: 'signer', n: 0, minutes: DAY, act: (_, by, r) => r.sign(by, 'tanda_tangan') },
    ],
  };
}

/** Surat tugas for two, on the next working day; the claim on the step is theirs. */
const schedule = (dice: Dice): Turn['act'] => async (stage: Stage, by: Viewer, r: OpenRequest) => {
  const team = [0, 1].map((n) => stage.officer('DPMPTSP', 'inspector', n));
  await r.act(by, {
    kind: 'schedule-inspection', step: 'pemeriksaan', visitAt: stage.later(stage.at, dice.between(120, 330)).toISOString(), toldApplicant: true,
    team: team.map((one) => ({ post: one.hat!.postId, name: one.name })), note: 'Mohon ada yang mendampingi di lokasi.',
  });
};
