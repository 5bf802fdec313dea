/** States of a plan (SKP), in their order. */
export const PLAN_STATES = { draft: 'Draf', diajukan: 'Menunggu persetujuan', revisi: 'Perlu perbaikan', disetujui: 'Disetujui', berjalan: 'Berjalan', dinilai: 'Sudah dinilai', keberatan: 'Keberatan diperiksa', final: 'Final' } as const;
export type PlanState = keyof typeof PLAN_STATES;

export const PERIODS = { q1: 'Triwulan I', q2: 'Triwulan II', q3: 'Triwulan III', q4: 'Triwulan IV', year: 'Setahun' } as const;
export type Period = keyof typeof PERIODS;
/** Inside a sentence. */
export const PERIOD_WORDS: Record<Period, string> = { q1: 'triwulan I', q2: 'triwulan II', q3: 'triwulan III', q4: 'triwulan IV', year: 'setahun' };

export const EVALUATION_STATES = { belum: 'Belum dimulai', disusun: 'Realisasi disusun', dilaporkan: 'Menunggu penilaian atasan', dinilai: 'Dinilai', keberatan: 'Keberatan diperiksa', final: 'Final' } as const;

/** Aspects of an indicator (Anak Lampiran 4 of Permenpan RB 6/2022). */
export const ASPECTS = { kuantitas: 'Kuantitas', kualitas: 'Kualitas', waktu: 'Waktu', biaya: 'Biaya' } as const;
export type Aspect = keyof typeof ASPECTS;

/** Core values of ASN, BerAKHLAK (SE MenPANRB 20/2021), with the conduct that each asks for. */
export const VALUES = {
  pelayanan: { title: 'Berorientasi pelayanan', conduct: 'Memahami dan memenuhi kebutuhan masyarakat; ramah, cekatan, solutif, dapat diandalkan; terus memperbaiki.' },
  akuntabel: { title: 'Akuntabel', conduct: 'Jujur, bertanggung jawab, cermat, disiplin; memakai barang negara dengan hemat; tidak menyalahgunakan wewenang.' },
  kompeten: { title: 'Kompeten', conduct: 'Terus belajar menjawab tantangan; membantu orang lain belajar; bekerja dengan mutu terbaik.' },
  harmonis: { title: 'Harmonis', conduct: 'Menghargai setiap orang apa pun latar belakangnya; suka menolong; membangun suasana kerja yang baik.' },
  loyal: { title: 'Loyal', conduct: 'Setia pada Pancasila dan UUD 1945; menjaga nama baik ASN, pimpinan, instansi, dan negara; menjaga rahasia jabatan.' },
  adaptif: { title: 'Adaptif', conduct: 'Cepat menyesuaikan diri; terus berinovasi; bertindak proaktif.' },
  kolaboratif: { title: 'Kolaboratif', conduct: 'Memberi kesempatan berbagai pihak; terbuka bekerja sama; menggerakkan sumber daya bersama.' },
} as const;
export type ValueCode = keyof typeof VALUES;

export const OCCASIONS = { ekspektasi: 'Penetapan ekspektasi', triwulan: 'Pemantauan triwulan', akhir: 'Akhir tahun', lain: 'Lainnya' } as const;
export type Occasion = keyof typeof OCCASIONS;
export const RELATIONS = { atasan: 'Atasan', rekan: 'Rekan kerja', bawahan: 'Bawahan', sendiri: 'Diri sendiri' } as const;

export const LOG_STATES = { diajukan: 'Menunggu persetujuan', disetujui: 'Disetujui', ditolak: 'Ditolak', kedaluwarsa: 'Kedaluwarsa' } as const;
export const VERDICTS = { empty: 'Belum ada penilaian', pass: 'Sesuai pola', justify: 'Unit kecil: kepala unit menjelaskan', fail: 'Tidak sesuai pola' } as const;

/** The last day of a period, within a plan's days. */
export function lastDayOf(period: Period, year: number): string {
  return { q1: `${year}-03-31`, q2: `${year}-06-30`, q3: `${year}-09-30`, q4: `${year}-12-31`, year: `${year}-12-31` }[period];
}
export function firstDayOf(period: Period, year: number): string {
  return { q1: `${year}-01-01`, q2: `${year}-04-01`, q3: `${year}-07-01`, q4: `${year}-10-01`, year: `${year}-01-01` }[period];
}
