/** Names of the parts of a complaint's configuration, as choices. Ids are those of the contract. */
export const kinds = [{ id: 'complaint', label: 'Pengaduan' }, { id: 'misconduct', label: 'Pengaduan penyimpangan' }, { id: 'information', label: 'Permintaan informasi' }, { id: 'aspiration', label: 'Aspirasi' }];
export const clocks = [
  { id: 'verification', label: 'Verifikasi dan penerusan' }, { id: 'first-answer', label: 'Tindak lanjut pertama' }, { id: 'resolution', label: 'Penyelesaian' }, { id: 'reporter-reply', label: 'Tanggapan pelapor' }, { id: 'completion', label: 'Pelengkapan data oleh pelapor' },
  { id: 'extension', label: 'Perpanjangan penyelesaian' }, { id: 'reopen-window', label: 'Kesempatan menilai atau membuka kembali' }, { id: 'outside-asking', label: 'Menanyakan kepada pihak luar' },
];
export const units = [{ id: 'WD', label: 'Hari kerja' }, { id: 'CD', label: 'Hari kalender' }];
export const officials = [{ id: 'liaison', label: 'Pejabat penghubung' }, { id: 'unit-head', label: 'Kepala unit' }, { id: 'coordinator', label: 'Admin koordinator' }, { id: 'sekda', label: 'Sekretaris Daerah' }, { id: 'inspektorat', label: 'Inspektorat' }];
export const datatypes = [{ id: 'string', label: 'Teks pendek' }, { id: 'text', label: 'Teks panjang' }, { id: 'number', label: 'Angka' }, { id: 'datetime', label: 'Tanggal' }, { id: 'singlevaluelist', label: 'Pilih satu' }, { id: 'multivaluelist', label: 'Pilih beberapa' }];
