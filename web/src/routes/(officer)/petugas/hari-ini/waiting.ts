/** One kind of work that waits for the reader: how many, in words, and where it is done. */
export interface Waiting {
  href: string;
  title: string;
  count: number;
  /** How many of them are late. */
  late?: number;
}

/** What each module counts for a post; what the post may not see is left out. */
export interface Counted {
  letters?: { boxes: { box: string; count: number }[]; prepared: number };
  outgoing?: { boxes: { box: string; count: number }[] };
  requests?: { mine: number; unclaimed: number };
  complaints?: { boxes: { box: string; count: number; late: number }[] };
  leave?: { waiting: number };
  petitions?: { items: unknown[] };
  reviews?: { items: unknown[] };
  performance?: { waiting: { staff: number; logs: number; dialogues: number; reviews: unknown[] } };
  evidence?: { counts: { waiting: number; overdue: number } };
}

/** Only what is there, in the order in which a day is worked off: letters with a clock, people who wait for a decision, the long work. */
export function waitingFor(counted: Counted): Waiting[] {
  const box = (boxes: { box: string; count: number }[] | undefined, name: string): number => boxes?.find((one) => one.box === name)?.count ?? 0;
  const reports = counted.complaints?.boxes.find((one) => one.box === 'all');
  const all: Waiting[] = [
    { href: '/petugas/naskah?kotak=tanda-tangan', title: 'Naskah menunggu tanda tangan Anda', count: box(counted.outgoing?.boxes, 'sign') },
    { href: '/petugas/naskah?kotak=paraf', title: 'Naskah menunggu paraf Anda', count: box(counted.outgoing?.boxes, 'initial') },
    { href: '/petugas/surat', title: 'Surat belum dibaca', count: box(counted.letters?.boxes, 'unread') },
    { href: '/petugas/surat?kotak=terbuka', title: 'Surat dan disposisi belum selesai', count: box(counted.letters?.boxes, 'open'), late: box(counted.letters?.boxes, 'late') },
    { href: '/petugas', title: 'Permohonan di tangan Anda', count: counted.requests?.mine ?? 0 },
    { href: '/petugas/belum-diambil', title: 'Permohonan belum diambil', count: counted.requests?.unclaimed ?? 0 },
    { href: '/petugas/pengaduan', title: 'Laporan warga di antrean Anda', count: reports?.count ?? 0, late: reports?.late ?? 0 },
    { href: '/petugas/cuti/tinjau', title: 'Permintaan cuti menunggu Anda', count: counted.leave?.waiting ?? 0 },
    { href: '/petugas/kehadiran/permohonan', title: 'Lupa absen dan keberatan menunggu Anda', count: counted.petitions?.items.length ?? 0 },
    { href: '/petugas/kehadiran/tinjau', title: 'Absen bercatatan menunggu tinjauan Anda', count: counted.reviews?.items.length ?? 0 },
    { href: '/petugas/skp/staf', title: 'SKP dan penilaian menunggu Anda', count: counted.performance?.waiting.staff ?? 0 },
    { href: '/petugas/lkh/staf', title: 'Laporan harian menunggu persetujuan Anda', count: counted.performance?.waiting.logs ?? 0 },
    { href: '/petugas/skp', title: 'Dialog dan penilaian perilaku menunggu Anda', count: (counted.performance?.waiting.dialogues ?? 0) + (counted.performance?.waiting.reviews.length ?? 0) },
    { href: '/petugas/penilaian/permintaan', title: 'Permintaan bukti kepada unit Anda', count: counted.evidence?.counts.waiting ?? 0, late: counted.evidence?.counts.overdue ?? 0 },
  ];
  return all.filter(({ count }) => count > 0);
}
