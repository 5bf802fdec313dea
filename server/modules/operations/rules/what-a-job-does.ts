/** Events and rhythms as an administrator would call what follows from them. Keys are `event`, then `event/subscriber`. */
const WORK: Record<string, string> = {
  'permohonan.submitted/notify': 'Memberi tahu pemohon bahwa permohonannya diterima',
  'permohonan.acted/notify': 'Memberi tahu pemohon tentang kemajuan',
  'permohonan.message-sent/notify': 'Memberi tahu tentang pesan baru',
  'permohonan.reminded/notify': 'Meneruskan pengingat pimpinan',
  'permohonan.hand-over-asked/notify': 'Meneruskan permintaan pengalihan berkas',
  'permohonan.sign-requested': 'Memberi nomor dan menandatangani surat',
  'calendar.published': 'Menghitung ulang janji waktu menurut kalender baru',
  'calendar.assigned': 'Menghitung ulang janji waktu unit',
  'calendar.due-moved': 'Menyiapkan pemberitahuan janji waktu yang bergeser',
  'notifications.digest-due': 'Mengirim ringkasan janji waktu yang bergeser',
  'notifications.delivery-due': 'Mengirim surel atau pesan',
  'identity.reset-requested': 'Mengirim tautan kata sandi baru',
  'identity-sweep': 'Membersihkan sesi dan kode yang lewat waktu',
};

/** `code` is `event/subscriber` for what follows from an event, the name of the schedule otherwise. */
export function whatJobDoes(code: string): string {
  const event = code.split('/')[0]!;
  const known = WORK[code] ?? WORK[event];
  if (known) return known;
  if (!code.includes('/')) return `Pekerjaan berkala ${code}`;
  return event.startsWith('identity.') ? 'Memberi tahu pemilik akun' : `Menindaklanjuti ${event}`;
}
