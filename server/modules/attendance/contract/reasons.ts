/** What was noticed about a punch. A reason blames nobody: it says what the superior should know. Codes are stored, sentences are read. */
export const REASONS = {
  // Place
  'near-the-fence': 'Posisi berada di tepi area absen; ketelitian GPS tidak cukup untuk memastikan.',
  'outside-fence': 'Absen dari luar area, dengan alasan yang ditulis sendiri.',
  'no-position': 'Perangkat tidak memberi posisi.',
  'no-place': 'Unit ini belum punya tempat absen, jadi posisi tidak diperiksa.',
  'accuracy-poor': 'Ketelitian posisi kurang dari batas yang ditetapkan.',
  'accuracy-unlikely': 'Ketelitian posisi terlalu sempurna untuk sebuah HP (0 atau 1 meter).',
  'accuracy-constant': 'Posisi dan ketelitian persis sama dengan absen sebelumnya.',
  'mock-location': 'Perangkat memberi tahu bahwa lokasinya buatan.',
  'too-fast': 'Jarak dari absen sebelumnya menuntut kecepatan lebih dari 200 km/jam.',
  'door-code-wrong': 'Kode pintu yang dikirim tidak pernah tampil pada waktu itu.',
  'device-shared': 'Perangkat yang sama dipakai orang lain pada hari ini.',
  'phone-unapproved': 'Absen dari HP yang belum disetujui sebagai HP absen orang ini.',
  // Time
  'clock-off': 'Jam perangkat berbeda dari jam server; yang dipakai jam server.',
  'clock-absurd': 'Jam perangkat menunjukkan tahun yang tidak mungkin.',
  'sent-late': 'Sampai sesudah batas waktu; perlu pernyataan kepala unit.',
  'weak-anchor': 'Waktunya tidak dapat dipastikan: HP terlalu lama tidak terhubung.',
  'chain-marked': 'Urutan atau jam perangkat tidak wajar; lihat catatan antrean.',
  // What confirms
  'door-code': 'Kode di pintu cocok.',
  'on-duty': 'Sedang dinas luar menurut surat tugas.',
  'approved-elsewhere': 'Bekerja di tempat lain yang sudah disetujui.',
  'office-network': 'Terkirim lewat jaringan internet kantor.',
  // Other doors
  'by-sheet': 'Diketik dari daftar hadir bertanda tangan.',
  'no-photo': 'Foto tidak ikut, sehingga orangnya tidak dapat dipastikan.',
  'terminal-clock': 'Jam mesin absen menyimpang.',
} as const;
export type Reason = keyof typeof REASONS;

/** These confirm; they never mark a punch. */
export const CONFIRMING: ReadonlySet<string> = new Set<Reason>(['door-code', 'on-duty', 'approved-elsewhere', 'office-network']);

export const sentencesOf = (codes: readonly string[]): { code: string; text: string }[] => codes.map((code) => ({ code, text: (REASONS as Record<string, string>)[code] ?? code }));
