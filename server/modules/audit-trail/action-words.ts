// What stands in the trail, in the words of those who read it. A code without words is shown as it is.

interface Group {
  title: string;
  actions: Readonly<Record<string, string>>;
}

/** By the first part of an action's code ("account" of "account.created"), then by the rest. */
export const ACTION_WORDS: Readonly<Record<string, Group>> = {
  'account': {
    title: 'Akun dan masuk',
    actions: {
      'card-issued': 'Kartu akun dicetak', 'closed': 'Akun ditutup', 'contact-changed': 'Kontak akun diubah', 'created': 'Akun dibuat', 'exported': 'Salinan data akun diunduh', 'hat-chosen': 'Jabatan dipilih', 'linked-to-person': 'Akun dihubungkan dengan pegawai', 'locked': 'Akun dikunci',
      'looked-up': 'Akun warga dicari', 'password-changed': 'Kata sandi diganti', 'reset-code-issued': 'Kode atur ulang sandi diberikan', 'reset-requested': 'Atur ulang sandi diminta', 'second-factor-failed': 'Kode kedua salah', 'second-factor-given': 'Kode kedua diberikan',
      'second-factor-reset': 'Verifikasi kedua diatur ulang', 'session-revoked': 'Satu perangkat dikeluarkan', 'sessions-revoked': 'Perangkat lain dikeluarkan', 'sign-in-failed': 'Gagal masuk', 'sign-in-refused': 'Masuk ditolak', 'signed-in': 'Masuk', 'signed-out': 'Keluar',
      'totp-begun': 'Aplikasi kode mulai dipasang', 'unlocked': 'Kunci akun dibuka', 'verified': 'Identitas diverifikasi',
    },
  },
  'allowance': {
    title: 'TPP',
    actions: {
      'approved': 'Daftar TPP disetujui', 'checked': 'Daftar TPP diperiksa', 'classes-imported': 'Kelas jabatan diimpor', 'classes-set': 'Kelas jabatan diatur', 'computed': 'TPP dihitung', 'corrected': 'TPP dikoreksi', 'exported': 'Daftar TPP diekspor', 'rules-drafted': 'Rancangan aturan TPP dibuat',
      'rules-dropped': 'Rancangan aturan TPP dibuang', 'rules-published': 'Aturan TPP diterbitkan', 'rules-saved': 'Rancangan aturan TPP disimpan', 'sanction-added': 'Potongan hukuman dicatat', 'sanction-withdrawn': 'Potongan hukuman dicabut', 'slip-opened': 'Slip TPP dibuka',
    },
  },
  'api-key': { title: 'Kunci API', actions: { 'created': 'Kunci API dibuat', 'revoked': 'Kunci API dicabut' } },
  'archive': {
    title: 'Arsip',
    actions: {
      'bytes-kept': 'Isi berkas disimpan', 'code-ended': 'Kode klasifikasi diakhiri', 'code-saved': 'Kode klasifikasi disimpan', 'codes-imported': 'Klasifikasi diimpor', 'disposal-approve': 'Pemusnahan disetujui', 'disposal-execute': 'Pemusnahan dilaksanakan', 'disposal-opine': 'Pendapat pemusnahan diberikan',
      'disposal-proposed': 'Pemusnahan diusulkan', 'disposal-reject': 'Pemusnahan ditolak', 'disposal-take-out': 'Berkas dikeluarkan dari pemusnahan', 'disposal-witness': 'Pemusnahan disaksikan', 'fate-decided': 'Nasib akhir berkas diputuskan', 'folder-changed': 'Berkas arsip diubah', 'folder-closed': 'Berkas arsip ditutup',
      'folder-destroyed': 'Berkas arsip dimusnahkan', 'folder-given-back': 'Berkas pinjaman dikembalikan', 'folder-held': 'Berkas arsip ditahan', 'folder-lent': 'Berkas arsip dipinjamkan', 'folder-opened': 'Berkas arsip dibuka', 'hold-released': 'Penahanan berkas dilepas', 'item-added': 'Naskah dimasukkan ke berkas',
      'item-removed': 'Naskah dikeluarkan dari berkas', 'list-downloaded': 'Daftar arsip diunduh', 'move-received': 'Pemindahan arsip diterima', 'move-sent': 'Pemindahan arsip dikirim', 'records-downloaded': 'Rekaman arsip diunduh', 'retention-ended': 'Aturan retensi diakhiri', 'retention-imported': 'Jadwal retensi diimpor',
      'retention-saved': 'Aturan retensi disimpan', 'settings-saved': 'Setelan arsip disimpan',
    },
  },
  'assessments': {
    title: 'Instrumen penilaian',
    actions: {
      'import-uploaded': 'Daftar hasil diunggah', 'instrument-draft-dropped': 'Rancangan instrumen dibuang', 'instrument-drafted': 'Rancangan instrumen dibuat', 'instrument-published': 'Instrumen diterbitkan', 'instrument-stored': 'Instrumen disimpan', 'results-published': 'Hasil penilaian diterbitkan',
      'told-result-hidden': 'Hasil yang disampaikan disembunyikan', 'told-result-shown': 'Hasil yang disampaikan ditampilkan',
    },
  },
  'attendance': {
    title: 'Absen',
    actions: {
      'checked-in': 'Absen diterima', 'door-closed': 'Kode pintu ditutup', 'door-keyed': 'Kunci kode pintu diganti', 'door-made': 'Kode pintu dibuat', 'elsewhere-allowed': 'Bekerja di tempat lain diizinkan', 'elsewhere-ended': 'Izin bekerja di tempat lain diakhiri', 'office-device-added': 'Perangkat kantor ditambahkan',
      'office-device-code': 'Kode pasang perangkat kantor dibuat', 'office-device-paired': 'Perangkat kantor dipasang', 'office-device-revoked': 'Perangkat kantor dicabut', 'office-pin-given': 'PIN kantor diberikan', 'office-pin-set': 'PIN kantor diganti pemiliknya', 'phone-approved': 'HP disetujui', 'phone-asked': 'HP diajukan',
      'phone-revoked': 'HP dicabut', 'phone-taken': 'HP dipakai untuk absen', 'photograph-seen': 'Foto absen dibuka', 'place-changed': 'Tempat absen diubah', 'place-made': 'Tempat absen dibuat', 'punches-imported': 'Catatan mesin diimpor', 'reviewed': 'Absen bertanda ditinjau', 'rule-set': 'Aturan absen diatur',
      'selfie-attached': 'Swafoto dilampirkan', 'sheet-scan-opened': 'Pindaian lembar hadir dibuka', 'sheet-typed': 'Lembar hadir diketik', 'statement-made': 'Pernyataan atasan dibuat', 'statement-numbered': 'Pernyataan atasan diberi nomor', 'statement-signed': 'Pernyataan atasan ditandatangani', 'terminal-active': 'Mesin diaktifkan',
      'terminal-adopted': 'Mesin diakui', 'terminal-changed': 'Mesin diubah', 'terminal-clock-corrected': 'Jam mesin dikoreksi', 'terminal-commanded': 'Perintah dikirim ke mesin', 'terminal-lines-set-aside': 'Catatan mesin disisihkan', 'terminal-met': 'Mesin baru menghubungi', 'terminal-pin-ended': 'PIN mesin diakhiri',
      'terminal-pin-given': 'PIN mesin diberikan', 'terminal-pins-imported': 'PIN mesin diimpor', 'terminal-resend': 'Mesin diminta mengirim ulang', 'terminal-revoked': 'Mesin dicabut', 'terminal-settings-saved': 'Setelan mesin disimpan', 'terminal-site-created': 'Alamat mesin dibuat', 'terminal-site-revoked': 'Alamat mesin dicabut',
    },
  },
  'audit': { title: 'Jejak audit', actions: { 'searched': 'Jejak audit dicari' } },
  'calendar': { title: 'Kalender kerja', actions: { 'assigned': 'Kalender ditetapkan untuk unit', 'counter-hours-set': 'Jam loket diatur', 'created': 'Kalender dibuat', 'drafted': 'Rancangan kalender dibuat', 'published': 'Kalender diterbitkan' } },
  'complaints': {
    title: 'Pengaduan',
    actions: {
      'accept': 'Laporan diterima unit', 'demo-seeded': 'Data contoh dibuat', 'answer': 'Laporan dijawab', 'approve-answer': 'Jawaban disetujui', 'archive': 'Laporan diarsipkan', 'close': 'Laporan ditutup', 'contribute': 'Bahan jawaban diberikan', 'draft-answer': 'Rancangan jawaban ditulis', 'dispose': 'Laporan didisposisi', 'example-roads-deleted': 'Contoh ruas jalan dihapus',
      'extend': 'Batas waktu diperpanjang', 'forward-inside': 'Laporan diteruskan di dalam', 'forward-outside': 'Laporan diteruskan ke luar', 'hold': 'Laporan ditahan', 'hop-answered': 'Penerusan dijawab', 'hop-asked': 'Penerusan diminta', 'hop-proof': 'Bukti penerusan dicatat', 'key-closed': 'Kunci pengaduan ditutup',
      'key-half-printed': 'Separuh kunci pemulihan dicetak', 'key-holder-admitted': 'Pemegang kunci diterima', 'key-holder-made': 'Pemegang kunci dibuat', 'key-holder-removed': 'Pemegang kunci dilepas', 'key-made': 'Kunci pengaduan dibuat', 'key-opened': 'Kunci pengaduan dibuka', 'key-passphrase-changed': 'Frasa kunci diganti',
      'key-recovered': 'Kunci dipulihkan', 'key-recovery-made': 'Pemulihan kunci dibuat', 'key-refused': 'Pembukaan kunci ditolak', 'lapor-post-undone': 'Pencatatan LAPOR! dibatalkan', 'lapor-posted': 'Dicatat di SP4N-LAPOR!', 'lapor-status-read': 'Status LAPOR! dibaca', 'mailbox-saved': 'Kotak surel disimpan', 'mailbox-tried': 'Kotak surel dicoba',
      'merge': 'Laporan digabung', 'moderated': 'Laporan dimoderasi', 'name-reader': 'Pembaca ditunjuk', 'national-system-saved': 'Setelan sistem nasional disimpan', 'noted': 'Catatan ditambahkan', 'open': 'Laporan dibuka', 'province-saved': 'Setelan provinsi disimpan', 'publish-answer': 'Jawaban diterbitkan', 'published': 'Laporan ditayangkan',
      'rate': 'Laporan dinilai pelapor', 'recategorize': 'Kategori diganti', 'refuse-reopen': 'Pembukaan kembali ditolak', 'reject': 'Laporan ditolak', 'reminded': 'Unit diingatkan', 'reopen': 'Laporan dibuka kembali', 'reply': 'Pelapor membalas', 'reporter-opened': 'Data pelapor dibuka', 'request-reopen': 'Pembukaan kembali diminta',
      'return': 'Laporan dikembalikan', 'return-answer': 'Jawaban dikembalikan', 'road-deleted': 'Ruas jalan dihapus', 'road-settings-saved': 'Setelan jalan disimpan', 'roads-imported': 'Ruas jalan diimpor', 'schedule': 'Tindak lanjut dijadwalkan', 'sealed': 'Laporan disegel', 'settings-saved': 'Setelan pengaduan disimpan', 'submitted': 'Laporan dikirim',
      'supply': 'Keterangan dilengkapi pelapor', 'template-deleted': 'Templat jawaban dihapus', 'template-saved': 'Templat jawaban disimpan', 'time-out': 'Batas waktu lewat', 'unarchive': 'Laporan dikeluarkan dari arsip', 'unmerge': 'Gabungan dilepas', 'unpublished': 'Tayangan ditarik', 'unschedule': 'Jadwal dibatalkan', 'verify': 'Laporan diverifikasi',
      'whatsapp': 'Pesan WhatsApp disiapkan', 'withdraw': 'Laporan dicabut pelapor',
    },
  },
  'evaluation': {
    title: 'Evaluasi (penyelenggara)',
    actions: {
      'asked': 'Pertanyaan diajukan', 'assigned': 'Asesor ditugaskan', 'campaign-changed': 'Penilaian diubah', 'campaign-closed': 'Penilaian ditutup', 'campaign-made': 'Penilaian dibuat', 'campaign-opened': 'Penilaian dibuka', 'concluded': 'Hasil disimpulkan', 'consent-recorded': 'Persetujuan dicatat', 'decided': 'Hasil diputuskan',
      'interests-declared': 'Kepentingan dinyatakan', 'levels-entered': 'Tingkat diisi', 'objection-received': 'Keberatan diterima', 'objection-refused': 'Keberatan ditolak', 'participant-removed': 'Peserta dikeluarkan', 'participants-added': 'Peserta ditambahkan', 'published': 'Hasil diumumkan', 'reminded': 'Peserta diingatkan',
      'replies-received': 'Tanggapan diterima', 'reviewed': 'Penilaian ditelaah', 'stage-finished': 'Tahap diselesaikan', 'submission-received': 'Kiriman diterima', 'submission-refused': 'Kiriman ditolak', 'value-decided': 'Nilai diputuskan', 'verdict-given': 'Penilaian asesor diberikan',
    },
  },
  'issuance': {
    title: 'Penerbitan dokumen',
    actions: {
      'authority-created': 'Penerbit sertifikat dibuat', 'block-closed': 'Blok nomor ditutup', 'block-lent': 'Blok nomor dipinjamkan', 'certificate-allowed': 'Sertifikat diizinkan', 'certificate-issued': 'Sertifikat diterbitkan', 'certificate-revoked': 'Sertifikat dicabut', 'numbered': 'Dokumen diberi nomor', 'opened': 'Dokumen dibuka',
      'otp-requested': 'Kode tanda tangan diminta', 'printed': 'Dokumen dicetak', 'provider-set': 'Penyedia tanda tangan diatur', 'register-imported': 'Buku register diimpor', 'reserved-bound': 'Nomor cadangan diikat', 'reserved-closed': 'Nomor cadangan ditutup', 'reserved-used': 'Nomor cadangan dipakai', 'retried': 'Penerbitan dicoba lagi',
      'revoked': 'Dokumen dicabut', 'series-opened': 'Seri nomor dibuka', 'sign-failed': 'Penandatanganan gagal', 'signed': 'Dokumen ditandatangani', 'superseded': 'Dokumen digantikan',
    },
  },
  'layanan': { title: 'Layanan', actions: { 'drafted': 'Rancangan layanan dibuat', 'edited': 'Rancangan layanan diubah', 'published': 'Layanan diterbitkan', 'withdrawn': 'Layanan ditutup' } },
  'leave': {
    title: 'Cuti',
    actions: {
      'asked': 'Cuti diminta', 'called-back': 'Pegawai dipanggil kembali', 'cancelled': 'Cuti dibatalkan', 'considered-disetujui': 'Atasan menyetujui', 'considered-perubahan': 'Atasan meminta perubahan', 'considered-ditangguhkan': 'Atasan menangguhkan', 'considered-tidak-disetujui': 'Atasan tidak menyetujui', 'counted-again': 'Hari cuti dihitung ulang',
      'granted': 'Cuti diberikan', 'joint-leave-credited': 'Cuti bersama diganti', 'opening-set': 'Saldo awal diatur', 'openings-taken': 'Saldo awal diimpor', 'register-downloaded': 'Register cuti diunduh', 'request-changed': 'Permintaan cuti diubah', 'rules-changed': 'Aturan cuti diubah',
    },
  },
  'letter-types': { title: 'Jenis naskah', actions: { 'drafted': 'Rancangan jenis naskah dibuat', 'ended': 'Jenis naskah diakhiri', 'made': 'Jenis naskah dibuat', 'national-handed-on': 'Naskah SRIKANDI diteruskan', 'national-recorded': 'Naskah SRIKANDI dicatat', 'published': 'Jenis naskah diterbitkan' } },
  'letters': {
    title: 'Surat masuk dan disposisi',
    actions: {
      'attend': 'Kehadiran acara dijawab', 'block-closed': 'Blok agenda ditutup', 'block-leased': 'Blok agenda dipinjamkan', 'book-downloaded': 'Buku agenda diunduh', 'book-imported': 'Buku agenda diimpor', 'book-opened': 'Buku agenda dibuka', 'change-secrecy': 'Sifat surat diubah', 'direct': 'Surat diarahkan', 'dispatch-failed': 'Pengiriman gagal',
      'dispatch-received': 'Kiriman diterima', 'dispatch-sent': 'Kiriman terkirim', 'dispatched': 'Surat dikirim', 'dispose': 'Surat didisposisi', 'drop-prepared': 'Disposisi siap dibuang', 'feed-created': 'Alamat kalender dibuat', 'feed-ended': 'Alamat kalender diakhiri', 'figures-downloaded': 'Angka surat diunduh', 'file-opened': 'Berkas surat dibuka',
      'file-refused': 'Pembukaan berkas ditolak', 'files-destroyed': 'Berkas surat dimusnahkan', 'mandate-ended': 'Mandat diakhiri', 'mandate-given': 'Mandat diberikan', 'name-reader': 'Pembaca ditunjuk', 'open': 'Surat dibuka', 'prepare': 'Disposisi disiapkan', 'recall': 'Disposisi ditarik', 'record': 'Disposisi lisan dicatat', 'register': 'Surat dicatat',
      'reopen': 'Disposisi dibuka kembali', 'report': 'Laporan tindak lanjut', 'return': 'Disposisi dikembalikan', 'send-prepared': 'Disposisi siap dikirim', 'sent-later': 'Disposisi luring dikirim', 'set-event': 'Waktu acara diatur', 'settings-saved': 'Setelan surat disimpan', 'sheet-printed': 'Lembar disposisi dicetak',
    },
  },
  'lists': { title: 'Daftar yang diunggah', actions: { 'rest-downloaded': 'Sisa baris diunduh', 'taken': 'Daftar diterapkan', 'uploaded': 'Daftar diunggah' } },
  'notifications': { title: 'Pemberitahuan', actions: { 'preferences-set': 'Pilihan pemberitahuan diatur', 'retention-set': 'Masa simpan pemberitahuan diatur', 'swept': 'Pemberitahuan lama dihapus' } },
  'operations': { title: 'Pekerjaan latar', actions: { 'job-retried': 'Pekerjaan dicoba lagi', 'jobs-retried': 'Beberapa pekerjaan dicoba lagi' } },
  'organization': {
    title: 'Organisasi',
    actions: {
      'account-linked': 'Akun dihubungkan', 'demo-seeded': 'Data contoh dibuat', 'desa-created': 'Desa ditambahkan', 'exported': 'Organisasi diekspor', 'founded': 'Instansi didirikan', 'holder-appointed': 'Pejabat ditetapkan', 'holder-ended': 'Masa jabatan diakhiri', 'holding-changed': 'Penetapan diubah', 'import-downloaded': 'Sisa impor diunduh', 'import-taken': 'Impor diterapkan', 'import-uploaded': 'Impor diunggah',
      'person-created': 'Pegawai ditambahkan', 'person-updated': 'Data pegawai diubah', 'post-closed': 'Jabatan ditutup', 'post-created': 'Jabatan dibuat', 'post-updated': 'Jabatan diubah', 'sign-mode-set': 'Cara tanda tangan diatur', 'unit-closed': 'Unit ditutup', 'unit-created': 'Unit dibuat', 'unit-moved': 'Unit dipindahkan',
      'unit-renamed': 'Nama unit diganti', 'unit-updated': 'Unit diubah',
    },
  },
  'outgoing': {
    title: 'Naskah keluar',
    actions: {
      'attachment-opened': 'Lampiran dibuka', 'begun': 'Naskah mulai ditulis', 'cancelled': 'Naskah dibatalkan', 'delivery-failed': 'Pengiriman gagal', 'delivery-received': 'Kiriman diterima', 'delivery-sent': 'Kiriman terkirim', 'document-opened': 'Dokumen dibuka', 'exported': 'Naskah diekspor', 'filed': 'Naskah disimpan',
      'initialled': 'Naskah diparaf', 'numbered': 'Naskah diberi nomor', 'passed': 'Paraf dilewati', 'previewed': 'Pratinjau dibuka', 'register-downloaded': 'Register diunduh', 'returned': 'Naskah dikembalikan', 'secrecy-chosen': 'Sifat naskah dipilih', 'secrecy-raised': 'Sifat naskah dinaikkan', 'sent': 'Naskah dikirim', 'sign-failed': 'Penandatanganan gagal',
      'signed': 'Naskah ditandatangani', 'submitted': 'Naskah diajukan', 'viewed': 'Naskah dibuka', 'withdrawn': 'Naskah ditarik', 'words-destroyed': 'Isi naskah dimusnahkan',
    },
  },
  'performance': {
    title: 'Kinerja (SKP)',
    actions: {
      'accept': 'Evaluasi diterima pegawai', 'approve': 'SKP disetujui', 'dialogue-changed': 'Dialog kinerja diubah', 'dialogue-confirmed': 'Dialog kinerja dikonfirmasi', 'dialogue-written': 'Dialog kinerja ditulis', 'distribution-justified': 'Sebaran predikat dijelaskan', 'evaluation-numbered': 'Evaluasi diberi nomor', 'feedback-given': 'Umpan balik diberikan',
      'log-approved': 'Laporan harian disetujui', 'log-changed': 'Laporan harian diubah', 'log-dropped': 'Laporan harian dihapus', 'log-file-added': 'Bukti laporan harian ditambahkan', 'log-refused': 'Laporan harian ditolak', 'log-written': 'Laporan harian ditulis', 'logs-expired': 'Laporan harian lewat waktu', 'logs-exported': 'Laporan harian diunduh',
      'object': 'Evaluasi diberi keberatan', 'organisation-set': 'Kinerja organisasi diatur', 'plan-saved': 'Rencana kinerja disimpan', 'plans-imported': 'Rencana kinerja diimpor', 'predicates-imported': 'Predikat diimpor', 'rate': 'Predikat diberikan', 'recap-exported': 'Rekap kinerja diunduh', 'report': 'Realisasi dilaporkan',
      'results-saved': 'Realisasi disimpan', 'return': 'SKP dikembalikan', 'review-answered': 'Penilaian 360° diisi', 'reviewers-named': 'Penilai 360° ditunjuk', 'reviews-closed': 'Penilaian 360° ditutup', 'settings-saved': 'Setelan kinerja disimpan', 'start': 'SKP dimulai', 'submit': 'SKP diajukan',
    },
  },
  'permohonan': {
    title: 'Permohonan',
    actions: {
      'claim': 'Permohonan diambil', 'complete': 'Tahap diselesaikan', 'data-revealed': 'Data pribadi dibuka', 'hand-over-asked': 'Pengalihan diminta', 'import-downloaded': 'Sisa impor diunduh', 'import-taken': 'Berkas berjalan diimpor', 'import-uploaded': 'Berkas berjalan diunggah', 'initial': 'Dokumen diparaf', 'lapse': 'Permohonan gugur',
      'message-sent': 'Pesan dikirim', 'noted': 'Catatan ditambahkan', 'numbered': 'Dokumen diberi nomor', 'opinion': 'Pendapat diberikan', 'pause': 'Waktu dihentikan', 'preselected': 'Pilihan disiapkan', 'presume-complete': 'Dianggap lengkap', 'record-assessment': 'Penetapan biaya dicatat', 'record-inspection': 'Hasil tinjau lapangan dicatat',
      'record-payment': 'Pembayaran dicatat', 'reject': 'Permohonan ditolak', 'reminded': 'Pemohon diingatkan', 'resubmit': 'Permohonan dikirim ulang', 'resume': 'Waktu dilanjutkan', 'return': 'Permohonan dikembalikan', 'schedule-inspection': 'Tinjau lapangan dijadwalkan', 'sign-failed': 'Penandatanganan gagal',
      'sign-requested': 'Tanda tangan diminta', 'signed': 'Dokumen ditandatangani', 'submitted': 'Permohonan dikirim', 'whatsapp-opened': 'Pesan WhatsApp disiapkan', 'withdraw': 'Permohonan dicabut',
    },
  },
  'self-assessment': {
    title: 'Penilaian mandiri',
    actions: {
      'answered': 'Indikator dijawab', 'approved': 'Penilaian disetujui', 'assigned': 'Indikator dibagi', 'bulk-taken': 'Unggahan banyak diterapkan', 'bulk-uploaded': 'Banyak bukti diunggah', 'commented': 'Komentar ditulis', 'copied': 'Jawaban disalin', 'demo-seeded': 'Data contoh dibuat', 'evidence-added': 'Bukti ditambahkan', 'evidence-dropped': 'Bukti dibuang',
      'evidence-requested': 'Bukti diminta', 'form-opened': 'Formulir dibuka', 'marked-ready': 'Ditandai siap', 'objected': 'Keberatan diajukan', 'opened': 'Penilaian dibuka', 'outcome-received': 'Hasil diterima', 'paper-numbered': 'Berita acara diberi nomor', 'portal-exported': 'Berkas portal diunduh', 'receipt': 'Tanda terima dicatat',
      'recommendation-assigned': 'Rekomendasi dibagi', 'recommendation-done': 'Rekomendasi selesai', 'recommendation-progress': 'Kemajuan rekomendasi dicatat', 'recommendation-written': 'Rekomendasi ditulis', 'replied': 'Tanggapan dikirim', 'sent-back': 'Jawaban dikembalikan', 'submitted': 'Penilaian dikirim',
    },
  },
  'sync': { title: 'HP dan antrean luring', actions: { 'device-registered': 'HP didaftarkan', 'device-revoked': 'HP dilepas', 'device-revoked-for-owner': 'HP dilepas untuk pemiliknya', 'forgot': 'Jawaban lama dilupakan', 'marked': 'Perintah luring bertanda', 'retention-set': 'Masa simpan perintah diatur' } },
  'timesheets': {
    title: 'Kehadiran dan rekap',
    actions: {
      'asked': 'Permohonan kehadiran diajukan', 'corrected': 'Rekap dikoreksi', 'discipline-imported': 'Hari tanpa keterangan diimpor', 'exported': 'Rekap diunduh', 'granted': 'Permohonan disetujui', 'locked': 'Rekap dikunci', 'months-imported': 'Rekap lama diimpor', 'outage-declared': 'Gangguan dinyatakan', 'outage-withdrawn': 'Gangguan dicabut',
      'policy-drafted': 'Rancangan aturan dibuat', 'policy-dropped': 'Rancangan aturan dibuang', 'policy-published': 'Aturan diterbitkan', 'refused': 'Permohonan ditolak', 'returned': 'Rekap dikembalikan', 'signed': 'Rekap ditandatangani', 'status-added': 'Status pegawai dicatat', 'status-ended': 'Status pegawai diakhiri', 'verified': 'Rekap diverifikasi',
      'warned': 'Peringatan disiapkan', 'warning-closed': 'Peringatan diselesaikan', 'warning-summoned': 'Pegawai dipanggil', 'withdrew': 'Permohonan ditarik',
    },
  },
  'travel': { title: 'Perjalanan dinas', actions: { 'cancelled': 'Perjalanan dibatalkan', 'changed': 'Perjalanan diubah', 'ordered': 'Surat tugas terbit', 'prepared': 'Perjalanan disiapkan' } },
  'work-schedules': { title: 'Jam kerja', actions: { 'assigned': 'Pola kerja ditetapkan', 'assignment-ended': 'Pola kerja diakhiri untuk unit', 'pattern-copied': 'Pola kerja disalin', 'pattern-ended': 'Pola kerja diakhiri', 'pattern-published': 'Pola kerja diterbitkan', 'roster-saved': 'Jadwal disimpan' } },
};

export function wordsOfAction(action: string): string {
  const dot = action.indexOf('.');
  return ACTION_WORDS[action.slice(0, dot)]?.actions[action.slice(dot + 1)] ?? action;
}
