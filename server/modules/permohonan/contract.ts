import * as z from 'zod';
import type { FormDefinition } from '../../engines/forms/form-definition.ts';
import { workflowRefusals } from '../../engines/workflow/refusals.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type PermissionTable } from '../../platform/operation.ts';
import { signingRefusals, signingSecret } from './contract/signing.ts';
import { runningOperations, runningPermissions, runningRefusals } from './contract/running-files.ts';
import { tryOutOperations } from './contract/try-out.ts';

// Chapters: shapes · applicant · public · officer · leader · permissions · refusals

const id = z.uuid('Pengenal tidak benar.');
const cursor = z.string().max(200).optional();
const limit = z.coerce.number().int().min(1).max(100).default(25);
const answers = z.record(z.string().max(100), z.unknown());
export const tone = z.enum(['late', 'soon', 'ok', 'info', 'plain']);
/** A due date in words with its colour: "hari ini 15.00", "terlambat 1 hari". */
export const due = z.object({ at: z.string(), text: z.string(), long: z.string(), tone, provisional: z.boolean() });
export const status = z.enum(['in-progress', 'returned', 'awaiting-payment', 'numbered', 'issued', 'rejected', 'withdrawn', 'lapsed', 'deemed']);

export const remark = z.object({ path: z.string(), message: z.string() });
export const timelineItem = z.object({ id: z.string(), title: z.string(), by: z.string(), at: z.string(), atText: z.string(), text: z.string().optional(), kind: z.string() });
export type { ServiceLevel, ServiceLevelPort } from './contract/figures.ts';
export const message = z.object({ id: z.string(), from: z.enum(['applicant', 'officer', 'system']), name: z.string(), text: z.string(), at: z.string(), atText: z.string() });
export const answerRow = z.object({ page: z.string(), path: z.string(), label: z.string(), value: z.string(), kind: z.string(), sealed: z.boolean().optional() });
export const fileItem = z.object({ uploadId: z.string(), path: z.string(), label: z.string(), name: z.string(), type: z.string(), bytes: z.number(), url: z.string() });
export const issuedDocument = z.object({ id: z.string(), title: z.string(), number: z.string().optional(), state: z.enum(['numbered', 'failed', 'uncertain', 'awaiting-scan', 'signed', 'revoked', 'superseded']), stateText: z.string(), failure: z.string().optional(), signedAt: z.string().optional(), signer: z.string().optional(), url: z.string().optional(), verifyUrl: z.string().optional() });
export const stepState = z.object({ id: z.string(), title: z.string(), state: z.enum(['done', 'now', 'todo', 'skipped']) });

const receipt = z.object({ id, number: z.string(), secret: z.string().optional().describe('Enam angka; ditunjukkan sekali'), layanan: z.string(), due: due.optional(), trackUrl: z.string(), receiptUrl: z.string() });

const draft = z.object({
  id,
  layanan: z.string(),
  layananName: z.string(),
  version: z.number(),
  kind: z.enum(['new', 'correction']),
  requestId: id.optional(),
  form: z.custom<FormDefinition>(),
  run: z.array(z.unknown()).describe('Pohon ungkapan untuk perambah'),
  answers,
  shown: z.array(z.string()).describe('Jalur isian yang sedang tampil'),
  required: z.array(z.string()),
  uploads: z.array(fileItem),
  regions: z.record(z.string(), z.string()).describe('Nama wilayah yang sudah dipilih, menurut kode'),
  problems: z.array(remark),
  remarks: z.array(remark).describe('Catatan petugas yang harus diperbaiki'),
  general: z.string().optional(),
  pages: z.array(z.object({ id: z.string(), title: z.string(), complete: z.boolean(), shown: z.boolean() })),
  savedAt: z.string(),
  onBehalf: z.string().optional(),
});

const listRow = z.object({ id, number: z.string(), title: z.string(), layanan: z.string(), status, statusText: z.string(), step: z.string(), due: due.optional(), receivedAt: z.string(), receivedText: z.string() });

const applicantView = listRow.extend({
  layananId: z.string().describe('Untuk memperpanjang: `startDraft({ layanan, renewOf })`'),
  steps: z.array(stepState),
  timeline: z.array(timelineItem),
  messages: z.array(message),
  answers: z.array(answerRow),
  files: z.array(fileItem),
  remarks: z.array(remark),
  general: z.string().optional(),
  reasons: z.array(z.string()),
  payment: z.object({ amount: z.number(), code: z.string(), dueOn: z.string(), skpdNumber: z.string(), paid: z.boolean() }).optional(),
  visit: z.object({ at: z.string(), text: z.string(), team: z.array(z.string()) }).optional(),
  documents: z.array(issuedDocument),
  actions: z.array(z.enum(['resubmit', 'withdraw', 'message', 'renew'])),
  dueMoved: z.object({ from: z.string(), reason: z.string() }).optional(),
});

const queueRow = z.object({
  id, number: z.string(), title: z.string(), layanan: z.string(), layananName: z.string(), step: z.string(), stepTitle: z.string(), status, place: z.string(),
  due: due.optional(), stepDue: due.optional(), holder: z.string().optional(), mine: z.boolean(), unit: z.string(), channel: z.string(),
});

/** What the officer may do now on one open step, with what the action asks for. */
const offeredAction = z.object({
  kind: z.string(), step: z.string().optional(), stepTitle: z.string().optional(), stepKind: z.string().optional().describe('verification, analysis, …: decides which outcomes the page asks for'), label: z.string(), primary: z.boolean(), key: z.string().optional(),
  form: z.custom<FormDefinition>().optional(), checklist: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
  posts: z.array(z.object({ id: z.string(), name: z.string() })).optional(), steps: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
});

const caseView = listRow.extend({
  seq: z.number(),
  channel: z.string(),
  place: z.string(),
  applicant: z.object({ name: z.string(), nik: z.string(), phone: z.string(), level: z.string(), whatsapp: z.string().optional() }),
  steps: z.array(stepState),
  openTasks: z.array(z.object({ step: z.string(), title: z.string(), unit: z.string(), holder: z.string().optional(), mine: z.boolean(), due: due.optional(), visit: z.string().optional() })),
  answers: z.array(answerRow),
  files: z.array(fileItem),
  points: z.array(z.object({ path: z.string(), label: z.string(), lat: z.number(), lng: z.number() })),
  timeline: z.array(timelineItem),
  opinions: z.array(z.object({ unit: z.string(), verdict: z.string(), verdictText: z.string(), tone, text: z.string(), conditions: z.array(z.string()), by: z.string(), at: z.string() })),
  messages: z.array(message),
  notes: z.array(message),
  payment: z.object({ amount: z.number(), code: z.string(), dueOn: z.string(), skpdNumber: z.string(), paid: z.boolean() }).optional(),
  documents: z.array(issuedDocument),
  actions: z.array(offeredAction),
  collapse: z.array(z.object({ step: z.string(), title: z.string(), action: z.string() })),
  fee: z.string(),
  lateEntry: z.string().optional(),
});

export const operations = {
  // applicant
  startDraft: operation({
    method: 'POST', path: '/draf', permission: 'signed-in', summary: 'Memulai isian permohonan; tersimpan di server sejak awal', status: 201,
    input: z.object({ layanan: z.string().max(60), renewOf: id.optional(), onBehalf: z.object({ name: z.string().min(2).max(120), nik: z.string(), phone: z.string().optional() }).optional().describe('Dientri petugas di loket'),
      lateEntry: z.object({ receivedAt: z.string().describe('Waktu diterima sebenarnya, ISO 8601'), reason: z.string().min(5, 'Tulis alasannya.').max(500), scans: z.array(id).max(20).default([]) }).optional() }),
    output: z.object({ id }),
  }),
  startCorrection: operation({
    method: 'POST', path: '/permohonan/{id}/perbaikan', permission: 'signed-in', summary: 'Membuka isian permohonan yang dikembalikan untuk diperbaiki', status: 201,
    input: z.object({ id }), output: z.object({ id }),
  }),
  getDraft: operation({ method: 'GET', path: '/draf/{id}', permission: 'signed-in', summary: 'Isian yang tersimpan', input: z.object({ id }), output: draft }),
  listDrafts: operation({ method: 'GET', path: '/draf', permission: 'signed-in', summary: 'Isian saya yang belum dikirim', input: z.object({}), output: z.object({ items: z.array(z.object({ id, layanan: z.string(), layananName: z.string(), savedAt: z.string(), savedText: z.string(), kind: z.string() })) }) }),
  saveDraft: operation({
    method: 'PUT', path: '/draf/{id}', permission: 'signed-in', summary: 'Menyimpan isian sebagian; yang belum benar ikut tersimpan dan diberi tahu',
    input: z.object({ id, answers, page: z.string().max(60).optional() }), output: z.object({ savedAt: z.string(), problems: z.array(remark) }),
  }),
  discardDraft: operation({ method: 'DELETE', path: '/draf/{id}', permission: 'signed-in', summary: 'Membuang isian', input: z.object({ id }), output: z.object({}) }),
  submitDraft: operation({
    method: 'POST', path: '/draf/{id}/kirim', permission: 'signed-in', summary: 'Mengirim isian sebagai permohonan; dikirim dua kali tetap satu permohonan', status: 201,
    input: z.object({ id }), output: receipt,
  }),
  submit: operation({
    method: 'POST', path: '/permohonan', permission: 'signed-in', summary: 'Mengajukan permohonan lengkap dalam satu kiriman', status: 201,
    description: 'Pengenal `id` (UUIDv7) dibuat pengirim; kiriman kedua dengan pengenal yang sama menjawab permohonan yang pertama.',
    input: z.object({ id: id.optional(), layanan: z.string().max(60), answers }), output: receipt,
  }),
  listMine: operation({ method: 'GET', path: '/permohonan-saya', permission: 'signed-in', summary: 'Permohonan saya', input: z.object({ cursor: id.optional(), limit }), output: z.object({ items: z.array(listRow), nextCursor: z.string().optional() }) }),
  getMine: operation({ method: 'GET', path: '/permohonan-saya/{id}', permission: 'signed-in', summary: 'Satu permohonan saya: perjalanan, pesan, dokumen', input: z.object({ id }), output: applicantView }),
  withdraw: operation({ method: 'POST', path: '/permohonan/{id}/tarik', permission: 'signed-in', summary: 'Menarik permohonan', input: z.object({ id, reason: z.string().trim().min(3, 'Tulis alasannya dengan singkat.').max(500) }), output: z.object({ id }) }),
  sendMessage: operation({ method: 'POST', path: '/permohonan/{id}/pesan', permission: 'signed-in', summary: 'Mengirim pesan tentang permohonan, oleh pemohon atau petugasnya', status: 201, input: z.object({ id, text: z.string().trim().min(1, 'Tulis pesan Anda.').max(2000) }), output: message }),

  // public
  track: operation({
    method: 'POST', path: '/lacak', permission: 'public', summary: 'Melacak permohonan dengan nomor dan kode rahasia, tanpa akun',
    input: z.object({ number: z.string().trim().min(1, 'Isi nomor permohonan.').max(40), secret: z.string().trim().min(1, 'Isi kode rahasia.').max(12) }),
    output: applicantView.pick({ id: true, number: true, title: true, layanan: true, status: true, statusText: true, step: true, due: true, receivedAt: true, receivedText: true, steps: true, timeline: true, reasons: true, documents: true, visit: true, payment: true }).extend({ remarksCount: z.number() }),
  }),
  performance: operation({
    method: 'GET', path: '/kinerja', permission: 'public', summary: 'Kinerja layanan bulan ini, dari seluruh permohonan',
    input: z.object({}),
    output: z.object({ finished: z.number(), onTimePercent: z.string().optional(), medianDays: z.string().optional(), received: z.number(), month: z.string(),
      byOwner: z.array(z.object({ name: z.string(), received: z.number(), finished: z.number(), onTimePercent: z.string().optional(), medianDays: z.string().optional(), late: z.number() })) }),
  }),

  // officer
  queue: operation({
    method: 'GET', path: '/antrean', permission: 'permohonan.process', summary: 'Antrean jabatan saya, urut tanggal janji',
    input: z.object({ box: z.enum(['mine', 'unclaimed', 'waiting', 'unit', 'all']).default('mine'), filter: z.enum(['all', 'late', 'today']).default('all'), layanan: z.string().max(60).optional(), query: z.string().max(100).optional(), cursor, limit }),
    output: z.object({ items: z.array(queueRow), nextCursor: z.string().optional() }),
  }),
  queueCounts: operation({
    method: 'GET', path: '/antrean/jumlah', permission: 'permohonan.process', summary: 'Jumlah berkas menurut kotak dan layanan',
    input: z.object({}), output: z.object({ mine: z.number(), unclaimed: z.number(), waiting: z.number(), unit: z.number(), late: z.number(), today: z.number(), byLayanan: z.array(z.object({ id: z.string(), name: z.string(), count: z.number() })) }),
  }),
  search: operation({
    method: 'GET', path: '/permohonan/cari', permission: 'permohonan.process', summary: 'Cari permohonan menurut nomor, nama, atau isi; salah ketik dimaklumi',
    input: z.object({ query: z.string().trim().min(2, 'Tulis paling sedikit dua huruf.').max(100), limit }), output: z.object({ items: z.array(queueRow), corrected: z.string().optional().describe('Yang dicari, bila tidak ada yang memuat yang Anda tulis') }),
  }),
  getCase: operation({ method: 'GET', path: '/permohonan/{id}', permission: 'permohonan.process', summary: 'Satu berkas lengkap: isian, dokumen, riwayat, yang boleh dilakukan', input: z.object({ id }), output: caseView }),
  act: operation({
    method: 'POST', path: '/permohonan/{id}/tindakan', permission: 'permohonan.process', summary: 'Melakukan satu tindakan pada berkas; `seq` menjaga agar dua petugas tidak bertabrakan',
    input: z.object({ id, seq: z.coerce.number().int().min(1), action: z.record(z.string(), z.unknown()) }),
    output: z.object({ id, seq: z.number(), status, statusText: z.string() }),
  }),
  claimMany: operation({ method: 'POST', path: '/antrean/ambil', permission: 'permohonan.process', summary: 'Mengambil beberapa berkas sekaligus', input: z.object({ ids: z.array(id).min(1).max(50) }), output: z.object({ claimed: z.array(id), refused: z.array(z.object({ id, message: z.string() })) }) }),
  askHandOver: operation({ method: 'POST', path: '/permohonan/{id}/langkah/{step}/minta', permission: 'permohonan.process', summary: 'Meminta rekan seunit mengalihkan langkah yang dipegangnya; ia diberi tahu', status: 201, input: z.object({ id, step: z.string().max(60) }), output: message }),
  addNote: operation({ method: 'POST', path: '/permohonan/{id}/catatan', permission: 'permohonan.process', summary: 'Menulis catatan dalam; pemohon tidak melihatnya', status: 201, input: z.object({ id, text: z.string().trim().min(1, 'Tulis catatannya.').max(2000) }), output: message }),
  reveal: operation({ method: 'POST', path: '/permohonan/{id}/buka-data', permission: 'permohonan.process', summary: 'Membuka satu data pribadi yang tersembunyi; tercatat dan terlihat oleh pemohon', input: z.object({ id, path: z.string().max(100), purpose: z.string().trim().min(5, 'Tulis untuk keperluan apa, paling sedikit lima huruf.').max(200) }), output: z.object({ path: z.string(), value: z.string() }) }),
  whatsapp: operation({ method: 'POST', path: '/permohonan/{id}/whatsapp', permission: 'permohonan.process', summary: 'Tautan WhatsApp dengan kalimat dan tautan lacak; tercatat sebagai dikirim dengan tangan', input: z.object({ id, about: z.enum(['receipt', 'message', 'reminder']) }), output: z.object({ url: z.string(), text: z.string() }) }),

  // officer: files that were running before
  ...runningOperations,

  // leader
  signingList: operation({
    method: 'GET', path: '/pimpinan/tanda-tangan', permission: 'permohonan.sign', summary: 'Yang menunggu tanda tangan saya', input: z.object({}),
    output: z.object({ items: z.array(z.object({ id, seq: z.number(), step: z.string(), title: z.string(), detail: z.string(), layananName: z.string(), number: z.string(), due: due.optional(), previewUrl: z.string(), preselected: z.boolean(), failed: z.string().optional(), uncertain: z.boolean().optional().describe('Belum pasti: periksa dahulu di penyelenggara') })), signMode: z.string() }),
  }),
  signMany: operation({
    method: 'POST', path: '/pimpinan/tanda-tangan', permission: 'permohonan.sign', summary: 'Menandatangani beberapa naskah dengan satu kali verifikasi kedua',
    description: 'Penanda tangan tersertifikasi menyertakan passphrase atau kode OTP; keduanya tidak disimpan, tidak diantrekan, dan tidak dicatat. Naskah yang belum pasti hanya ditandatangani lagi dengan `afresh: true`.',
    input: z.object({ items: z.array(z.object({ id, seq: z.coerce.number().int().min(1), step: z.string().max(60) })).min(1).max(100), secret: signingSecret.optional(), afresh: z.union([z.boolean(), z.stringbool()]).default(false) }),
    output: z.object({ signed: z.array(id), refused: z.array(z.object({ id, message: z.string() })) }),
  }),
  preselect: operation({
    method: 'POST', path: '/pimpinan/pilihan', permission: 'permohonan.sign', summary: 'Menandai naskah yang sebaiknya ditandatangani lebih dahulu; tanda tidak memberi hak',
    input: z.object({ items: z.array(z.object({ id, step: z.string().max(60) })).max(100) }), output: z.object({ count: z.number() }),
  }),
  overdue: operation({
    method: 'GET', path: '/pimpinan/terlambat', permission: 'permohonan.lead', summary: 'Yang lewat tenggat dan di unit mana', input: z.object({}),
    output: z.object({ total: z.number(), units: z.array(z.object({ id: z.string(), name: z.string(), count: z.number(), oldest: z.string() })),
      items: z.array(z.object({ id, step: z.string(), title: z.string(), number: z.string(), unitId: z.string(), unit: z.string(), stepTitle: z.string(), holder: z.string().optional(), due, reminded: z.string().optional() })) }),
  }),
  remind: operation({ method: 'POST', path: '/pimpinan/ingatkan', permission: 'permohonan.lead', summary: 'Mengingatkan unit tentang berkas yang lewat tenggat', input: z.object({ unitId: id, ids: z.array(id).max(200).optional() }), output: z.object({ reminded: z.number(), people: z.array(z.string()) }) }),
  dashboard: operation({
    method: 'GET', path: '/pimpinan/kinerja', permission: 'permohonan.lead', summary: 'Diterima, selesai, tepat waktu, median hari, menurut layanan dan unit',
    input: z.object({ weeks: z.coerce.number().int().min(4).max(52).default(8) }),
    output: z.object({
      received: z.number(), finished: z.number(), onTimePercent: z.string().optional(), medianDays: z.string().optional(), open: z.number(), late: z.number(),
      weekly: z.array(z.object({ week: z.string(), label: z.string(), received: z.number(), finished: z.number(), onTime: z.number() })),
      byLayanan: z.array(z.object({ id: z.string(), name: z.string(), received: z.number(), finished: z.number(), onTimePercent: z.string().optional(), medianDays: z.string().optional(), late: z.number() })),
      byUnit: z.array(z.object({ id: z.string(), name: z.string(), open: z.number(), late: z.number() })),
    }),
  }),

  // administrator
  ...tryOutOperations,
};

const working = ['verifier', 'analyst', 'opinion', 'inspector', 'treasurer', 'initialer', 'signer', 'desk'] as const;
export const permissions: PermissionTable = {
  'permohonan.process': { title: 'Memproses permohonan unitnya', duties: working },
  'permohonan.counter': { title: 'Mengentri permohonan untuk warga di loket', duties: ['desk', 'verifier'] },
  ...runningPermissions,
  'permohonan.sign': { title: 'Menandatangani naskah', duties: ['signer', 'assistant'] },
  'permohonan.lead': { title: 'Melihat keterlambatan dan kinerja', duties: ['leader', 'signer', 'assistant', 'administrator'] },
};

export const refusals: RefusalTable = {
  ...workflowRefusals,
  ...runningRefusals,
  ...signingRefusals,
  'permohonan.unknown': { status: 404, sentence: 'Permohonan ini tidak ada, atau bukan untuk Anda. Periksa nomornya.' },
  'permohonan.incomplete': { status: 422, sentence: 'Isian belum lengkap. Lengkapi yang ditandai, lalu kirim lagi.' },
  'permohonan.draft-unknown': { status: 404, sentence: 'Isian ini tidak ada lagi. Mulai lagi dari halaman layanan; permohonan yang sudah dikirim ada di Permohonan saya.' },
  'permohonan.already-sent': { status: 409, sentence: 'Isian ini sudah dikirim. Lihat hasilnya di Permohonan saya.' },
  'permohonan.track-unknown': { status: 404, sentence: 'Nomor dan kode itu tidak cocok. Periksa keduanya di tanda terima; kode terdiri dari enam angka.' },
  'permohonan.no-unit': { status: 409, sentence: (d) => `Belum ada unit yang melayani ${String(d.what ?? 'wilayah ini')}. Hubungi kantor kecamatan, atau pilih wilayah lain.` },
  'permohonan.changed': { status: 409, sentence: (d) => `Berkas ini baru saja diproses ${String(d.by ?? 'petugas lain')}: ${String(d.what ?? 'ada tindakan baru')}. Muat ulang, lalu putuskan lagi.` },
  'permohonan.nothing-to-ask': { status: 409, sentence: 'Langkah ini tidak lagi dipegang rekan seunit Anda. Muat ulang berkasnya: mungkin sudah dapat Anda ambil.' },
  'permohonan.no-phone': { status: 409, sentence: 'Nomor ponsel pemohon tidak ada atau tidak dapat dipakai untuk WhatsApp. Pakai pesan di sini.' },
  'permohonan.no-such-file': { status: 404, sentence: 'Berkas itu tidak ada, atau bukan untuk Anda.' },
  'permohonan.assistant-may-not-sign': { status: 403, sentence: 'Ajudan dan sekretaris dapat melihat, mengurutkan, dan memilih, tetapi tidak menandatangani. Serahkan kepada pejabatnya.' },
};
