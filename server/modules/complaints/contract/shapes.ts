import * as z from 'zod';
import { channelNames, clockNames, kindNames, stateNames, type ArchiveReason, type EscalateTo, type ModerationReason, type OutsideParty } from './words.ts';

// Chapters: small parts · report as the public, its reporter and officers see it · configuration

export const id = z.uuid('Pengenal tidak benar.');
export const cursor = z.string().max(200).optional();
export const limit = z.coerce.number().int().min(1).max(100).default(25);
export const kind = z.enum(kindNames);
export const state = z.enum(stateNames);
export const channel = z.enum(channelNames);
export const clockName = z.enum(clockNames);
export const categoryCode = z.string().trim().regex(/^[A-Z0-9][A-Z0-9-]{1,29}$/, 'Kode kategori: huruf besar, angka, dan tanda hubung, misalnya JALAN-RUSAK.');
export const regionCode = z.string().regex(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/, 'Kode wilayah berbentuk 35.02.01.2001.');
export const number = z.string().trim().min(1, 'Isi nomor laporan.').max(40);
export const secret = z.string().trim().max(40).optional().describe('Enam angka; tidak perlu bila Anda masuk sebagai pelapornya. Laporan penyimpangan: 16 huruf dan angka, selalu perlu untuk membaca isinya');
export const seq = z.coerce.number().int().min(1).describe('Langkah yang Anda lihat; ditolak bila petugas lain sudah bertindak');
export const text = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling banyak ${most} huruf.`);
export const moment = z.object({ at: z.string(), text: z.string() });
export const tone = z.enum(['late', 'soon', 'ok', 'info', 'plain']);
/** The same shape as in module permohonan: "hari ini 15.00", "terlambat 1 hari". */
export const due = z.object({ at: z.string(), text: z.string(), long: z.string(), tone, provisional: z.boolean() });
export type Due = z.infer<typeof due>;
export const point = z.object({ lat: z.number(), lng: z.number() });
export const unitRef = z.object({ id, name: z.string() });
export const photo = z.object({ id, name: z.string(), type: z.string(), bytes: z.number(), url: z.string() });
export type Photo = z.infer<typeof photo>;

/** Anything said about a report, oldest first. `from` is the unit's name or "Pelapor". */
export const timelineItem = z.object({
  id: z.string(), kind: z.string().describe('submit, verify, dispose, answer, reply, hold, …'), title: z.string(), from: z.string(), at: z.string(), atText: z.string(),
  text: z.string().optional(), photos: z.array(photo).optional(), tone: tone.optional(),
});
export type TimelineItem = z.infer<typeof timelineItem>;

/** Where the report has been: each institution or outside party with its own clock; total age runs on. */
export const hop = z.object({
  to: z.string(), inside: z.boolean().describe('Instansi lain pada Pendopo, dijawab lewat pesan'), at: z.string(), atText: z.string(), due: due.optional(),
  nextAskAt: z.string().optional(), nextAskText: z.string().optional(), answeredAt: z.string().optional(), answer: z.string().optional(), proof: photo.optional(),
  before: z.boolean().optional().describe('Sudah singgah di sana sebelum sampai di sini'),
});

export const pause = z.object({ reason: z.enum(['held', 'wait-reporter', 'scheduled']), since: z.string(), sinceText: z.string(), text: z.string(), until: z.string().optional(), untilText: z.string().optional() });
export const schedule = z.object({ budgetYear: z.number(), budget: z.enum(['original', 'amended']), activity: z.string(), unit: z.string(), returnsAt: z.string(), returnsText: z.string() });
export const category = z.object({ code: z.string(), name: z.string(), group: z.string() });

/** One line of a public or personal list. */
export const listRow = z.object({
  number: z.string(), title: z.string(), kind, kindText: z.string(), category: category.optional(), state, stateText: z.string(), place: z.string(), unit: z.string().optional(),
  submittedAt: z.string(), submittedText: z.string(), ageDays: z.number(), due: due.optional(), overdueBadge: z.boolean().describe('Lewat tenggat tujuh hari kerja atau lebih: tampil untuk umum'),
  joined: z.number().describe('Berapa orang ikut melaporkan'), photo: z.string().optional().describe('Alamat foto pertama'),
});
export type ListRow = z.infer<typeof listRow>;

export const publicView = listRow.extend({
  body: z.string(), region: z.string().optional(), point: point.optional().describe('Dibulatkan kira-kira 100 m bila pelapor anonim'), reporter: z.string().describe('Nama, atau "Anonim"'),
  photos: z.array(photo), timeline: z.array(timelineItem), pause: pause.optional(), schedule: schedule.optional(), hops: z.array(hop), rating: z.object({ stars: z.number(), solved: z.boolean() }).optional(),
  duplicateOf: z.string().optional(), resolvedAt: z.string().optional(), resolvedText: z.string().optional(),
});

/** What the reporter sees with number and secret code, or signed in. */
export const reporterView = publicView.extend({
  held: z.object({ reason: z.string(), text: z.string() }).optional().describe('Menunggu pemeriksaan moderator'),
  question: z.string().optional().describe('Yang ditanyakan petugas, bila menunggu jawaban Anda'),
  replyBy: z.object({ at: z.string(), text: z.string() }).optional().describe('Sampai kapan jawaban ditunggu'),
  isPublic: z.boolean().describe('Sudah tampil untuk umum'), secret: z.boolean().describe('Tidak akan tampil untuk umum'), namePublic: z.boolean(), nameToAgency: z.boolean(),
  actions: z.array(z.enum(['reply', 'supply', 'rate', 'reopen', 'withdraw'])),
  locked: z.boolean().optional().describe('Isinya dibuka dengan kode rahasia; akun saja tidak cukup'),
  elsewhere: z.object({ name: z.string(), url: z.string() }).optional().describe('Ditangani instansi lain; nomor dan kode yang sama berlaku di sana'),
});
export type ReporterView = z.infer<typeof reporterView>;

export const queueRow = listRow.extend({
  id, seq: z.number(), channel, isPublic: z.boolean(), moderation: z.string().optional(), lead: unitRef.optional(), role: z.enum(['lead', 'supporting', 'coordinator']).optional(),
  draft: z.enum(['waiting', 'approved', 'returned']).optional(), district: z.string().optional(), point: point.optional(), externalNumber: z.string().optional(),
});
export type QueueRow = z.infer<typeof queueRow>;

/** What this officer may do now. `form` names the fields that the page asks for: see `officerAction` in contract/actions.ts. */
export const offeredAction = z.object({ kind: z.string(), label: z.string(), primary: z.boolean(), key: z.string().optional().describe('Tombol papan ketik'), help: z.string().optional() });

export const clockView = z.object({ clock: clockName, title: z.string(), state: z.enum(['running', 'paused', 'stopped']), due: due.optional(), limitText: z.string().describe('"3 hari kerja"'), legalBasis: z.string(), used: z.number() });

export const caseView = queueRow.extend({
  body: z.string(), eventDate: z.string().optional(), region: z.string().optional(), placeText: z.string(), answers: z.array(z.object({ label: z.string(), value: z.string() })).describe('Pertanyaan tambahan menurut kategori'),
  reporter: z.object({ name: z.string().describe('Nama, "Anonim", atau "Tersembunyi"'), hidden: z.boolean(), revealable: z.boolean(), contact: z.string().optional().describe('Tersamar'), whatsapp: z.boolean(), origin: z.string().optional() }),
  photos: z.array(photo), timeline: z.array(timelineItem), notes: z.array(timelineItem), clocks: z.array(clockView), pause: pause.optional(), schedule: schedule.optional(), hops: z.array(hop),
  disposition: z.object({ lead: unitRef, supporting: z.array(unitRef), instruction: z.string(), at: z.string(), atText: z.string(), accepted: z.boolean() }).optional(),
  draftAnswer: z.object({ text: z.string(), outcome: z.enum(['progress', 'ask', 'resolved']), by: z.string(), status: z.enum(['waiting', 'approved', 'returned']), reason: z.string().optional(), photos: z.array(photo), paper: photo.optional() }).optional(),
  contributions: z.array(timelineItem).describe('Masukan unit pendukung'),
  merged: z.array(z.object({ number: z.string(), title: z.string(), id })), duplicateOf: z.object({ number: z.string(), title: z.string(), id }).optional(),
  suggestion: z.object({ category: category.optional(), unit: unitRef.optional(), confidence: z.number().describe('0 sampai 100'), why: z.array(z.string()), by: z.enum(['rule', 'past-decisions']) }).optional(),
  road: z.object({ name: z.string(), status: z.enum(['national', 'provincial', 'regency', 'village']), statusText: z.string(), owner: z.string(), why: z.string(), legalBasis: z.string().optional(), example: z.boolean(), forward: z.object({ party: z.string(), name: z.string(), reason: z.string() }).optional() }).optional().describe('Jalan siapa menurut tabel status jalan; isian formulir penerusan bila bukan jalan sendiri'),
  statusThere: z.string().optional().describe('Status di LAPOR! saat terakhir dibaca'),
  similar: z.array(z.object({ id, number: z.string(), title: z.string(), metres: z.number(), stateText: z.string() })),
  published: z.object({ title: z.string(), body: z.string(), photos: z.array(id), at: z.string(), atText: z.string() }).optional(),
  rating: z.object({ stars: z.number(), solved: z.boolean(), comment: z.string().optional() }).optional(),
  actions: z.array(offeredAction), answersAtOnce: z.boolean().describe('Jawaban yang ditulis sekarang boleh langsung dikirim (`publish: true`)'),
});
export type CaseView = z.infer<typeof caseView>;

export const mapPoint = z.object({ number: z.string(), lat: z.number(), lng: z.number(), state, category: z.string().optional(), late: z.boolean() });

export const limitRow = z.object({
  id: z.uuid().optional(), clock: clockName, category: categoryCode.nullable().describe('null: semua kategori'), kind: kind.nullable().describe('null: semua jenis'),
  n: z.coerce.number().int().min(1).max(3650), unit: z.enum(['WD', 'CD']), startEvent: z.string().trim().max(120).default(''), warnAtPercent: z.coerce.number().int().min(1).max(100).default(80),
  escalateTo: z.custom<EscalateTo>((v) => ['liaison', 'unit-head', 'coordinator', 'sekda', 'inspektorat'].includes(v as string), 'Pilih kepada siapa eskalasinya.').default('unit-head'),
  legalBasis: z.string().trim().min(3, 'Tulis dasar hukumnya.').max(300),
});
export type LimitRow = z.infer<typeof limitRow>;

/** `percent` of the limit, or `days` working days after it. */
export const rung = z.object({ order: z.number().int().min(1).max(20), percent: z.number().int().min(1).max(100).nullable(), daysAfter: z.number().int().min(0).max(365).nullable(), to: z.array(z.enum(['liaison', 'unit-head', 'coordinator', 'sekda', 'inspektorat'])).min(1), publicBadge: z.boolean() });
export type Rung = z.infer<typeof rung>;

export const question = z.object({
  code: z.string().trim().regex(/^[A-Z0-9_]{1,30}$/), label: z.string().trim().min(3).max(200), datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']), required: z.boolean(),
  help: z.string().trim().max(200).default(''), values: z.array(z.object({ key: z.string().max(60), name: z.string().max(120) })).max(60).default([]),
});
export type Question = z.infer<typeof question>;

export const categoryDetail = category.extend({
  kinds: z.array(kind).describe('Jenis yang memakainya'), description: z.string(), keywords: z.array(z.string()), questions: z.array(question),
  emergency: z.string().optional().describe('Bila darurat: kalimat dengan nomor telepon, ditampilkan sebelum formulir diteruskan'),
  unit: z.string().nullable().describe('Kode unit yang biasanya menangani'), active: z.boolean(), version: z.number(),
});
export type CategoryDetail = z.infer<typeof categoryDetail>;

export const routingRule = z.object({
  id: z.uuid().optional(), order: z.coerce.number().int().min(1).max(1000), category: categoryCode.nullable(), region: regionCode.nullable().describe('Wilayah ini dan di bawahnya'), unit: z.string().trim().max(30).describe('Kode unit'), note: z.string().trim().max(200).default(''),
});
export type RoutingRule = z.infer<typeof routingRule>;

export const templateRow = z.object({ id: z.uuid().optional(), title: text(3, 80, 'Beri nama templatnya.'), category: categoryCode.nullable(), outcome: z.enum(['progress', 'ask', 'resolved', 'archive', 'hold']), text: text(10, 4000, 'Tulis kalimat jawabannya.'), active: z.boolean().default(true) });
export type TemplateRow = z.infer<typeof templateRow>;

export const settingsShape = z.object({
  answerNeedsApproval: z.boolean().describe('Jawaban disetujui kepala unit sebelum tayang'), publishAtOnce: z.boolean().describe('Laporan tanpa data pribadi dan tanpa tanda bahaya tayang begitu terverifikasi'),
  amendedBudgetDay: z.string().regex(/^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/, 'Tulis bulan dan tanggal seperti 10-01.').describe('Hari kembali setelah perubahan APBD'), floodPerHour: z.coerce.number().int().min(1).max(100_000), identicalPerDay: z.coerce.number().int().min(1).max(100_000),
  duplicateMetres: z.coerce.number().int().min(10).max(5000), duplicateDays: z.coerce.number().int().min(1).max(365), profanity: z.array(z.string().trim().min(2).max(40)).max(500),
  emergency: z.string().trim().max(200).describe('Kalimat dengan nomor darurat di halaman pengaduan; boleh kosong'), version: z.number(),
});
export type Settings = z.infer<typeof settingsShape>;

export type { ArchiveReason, ModerationReason, OutsideParty };
