/** What a person can be told about, in the person's words. Keys are stored; never rename one. */
export interface KindEntry {
  title: string;
  help: string;
  /** A legal notice: always in the inbox, whatever was chosen. */
  compulsory: boolean;
  /** Offered to people who hold a post only. */
  officersOnly?: true;
  /** Sent by e-mail until the person says otherwise. */
  emailAtFirst: boolean;
}

export const KINDS = {
  received: { title: 'Tanda terima', help: 'Permohonan atau perbaikan Anda sudah diterima.', compulsory: true, emailAtFirst: true },
  correction: { title: 'Perlu diperbaiki', help: 'Petugas meminta Anda melengkapi atau memperbaiki isian.', compulsory: true, emailAtFirst: true },
  decision: { title: 'Keputusan', help: 'Permohonan terbit, ditolak, gugur, atau dianggap dikabulkan.', compulsory: true, emailAtFirst: true },
  payment: { title: 'Tagihan', help: 'Ada yang harus dibayar beserta batas waktunya.', compulsory: true, emailAtFirst: true },
  inspection: { title: 'Peninjauan lapangan', help: 'Tim akan datang ke lokasi Anda.', compulsory: true, emailAtFirst: true },
  'due-moved': { title: 'Janji waktu bergeser', help: 'Tanggal selesai berubah, dengan sebabnya.', compulsory: true, emailAtFirst: true },
  message: { title: 'Pesan petugas', help: 'Petugas menulis pesan tentang permohonan Anda.', compulsory: false, emailAtFirst: true },
  progress: { title: 'Kemajuan', help: 'Satu langkah selesai. Perjalanan lengkap selalu ada di halaman permohonan.', compulsory: false, emailAtFirst: false },
  security: { title: 'Keamanan akun', help: 'Kata sandi, verifikasi kedua, atau NIK akun Anda berubah.', compulsory: true, emailAtFirst: true },
  account: { title: 'Akun', help: 'Akun dibuat, identitas diverifikasi.', compulsory: false, emailAtFirst: false },
  reminder: { title: 'Pengingat', help: 'Berkas atau laporan mendekati atau melewati tenggatnya, juga yang diingatkan pimpinan.', compulsory: true, officersOnly: true, emailAtFirst: true },
  assigned: { title: 'Berkas untuk Anda', help: 'Berkas diserahkan kepada jabatan Anda.', compulsory: false, officersOnly: true, emailAtFirst: false },
  'hand-over-asked': { title: 'Diminta dialihkan', help: 'Rekan seunit meminta berkas yang Anda pegang.', compulsory: false, officersOnly: true, emailAtFirst: false },
  'case-message': { title: 'Untuk Anda', help: 'Pesan pemohon atau pelapor, laporan untuk unit Anda, dan jawaban yang menunggu persetujuan.', compulsory: false, officersOnly: true, emailAtFirst: false },
} as const satisfies Record<string, KindEntry>;

export type Kind = keyof typeof KINDS;
export const kindNames = Object.keys(KINDS) as [Kind, ...Kind[]];
export const kindEntry = (kind: Kind): KindEntry => KINDS[kind];

/** Ways to reach a person; WhatsApp and SMS exist only where a gateway is connected. */
export const CHANNELS = { 'in-app': 'Kotak masuk', email: 'Surel', whatsapp: 'WhatsApp', sms: 'SMS' } as const;
export type Channel = keyof typeof CHANNELS;
export const channelNames = Object.keys(CHANNELS) as [Channel, ...Channel[]];
/** What leaves the house; each sending has a line in the delivery log. */
export type OutsideChannel = Exclude<Channel, 'in-app'>;
