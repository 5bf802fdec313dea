import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { COPIES, DISPOSAL_STATES, FATES, FOLDER_STATES, HOLD_KINDS, ITEM_KINDS, MOVE_KINDS, MOVE_STATES, namesOf, SECURITY } from './words.ts';

// Chapters: small parts · classification and schedule · folders · moves, loans · destruction

export const id = z.uuid('Pengenal tidak benar.');
export const cursor = z.string().max(100).optional();
export const limit = z.coerce.number().int().min(1).max(100).default(25);
export const version = z.coerce.number().int().min(1).describe('Versi yang Anda lihat; ditolak bila sudah diubah orang lain');
export const text = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most, `Paling banyak ${most} huruf.`);
export const maybe = (most: number) => z.string().trim().max(most, `Paling banyak ${most} huruf.`).default('');
export const calendarDay = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
export const codeText = z.string().trim().regex(/^\d{3}(\.\d{1,4}){0,7}$/, 'Pilih kode dari daftar, misalnya 000.1.5.');
export const fate = z.enum(namesOf(FATES));
export const security = z.enum(namesOf(SECURITY));
export const folderState = z.enum(namesOf(FOLDER_STATES));
export const copy = z.enum(namesOf(COPIES));
export const itemKind = z.enum(namesOf(ITEM_KINDS));
export const holdKind = z.enum(namesOf(HOLD_KINDS));
export const moveKind = z.enum(namesOf(MOVE_KINDS));
export const moveState = z.enum(namesOf(MOVE_STATES));
export const disposalState = z.enum(namesOf(DISPOSAL_STATES));
export const file = z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') });

const years = z.coerce.number('Isi jumlah tahun dengan angka.').int('Isi tahun bulat.').min(0, 'Tidak boleh kurang dari nol.').max(100, 'Paling lama 100 tahun.');
export const retentionFields = z.object({ activeYears: years, inactiveYears: years, fate, security: security.default('biasa'), access: maybe(300), basis: text(3, 300, 'Tulis dasar hukumnya, misalnya nomor peraturan bupati.') });
export const retentionRow = z.object({
  code: z.string(), title: z.string(), depth: z.number(), activeYears: z.number(), inactiveYears: z.number(), fate, fateText: z.string(), security, securityText: z.string(), access: z.string(), basis: z.string(),
  from: z.string().describe('Kode yang jadwalnya dipakai; kode itu sendiri atau induknya'), fromDay: z.string(),
});
export type RetentionRow = z.infer<typeof retentionRow>;
export const codeRow = z.object({
  code: z.string(), title: z.string(), alias: z.string(), named: z.boolean().describe('Uraiannya sudah dibaca dari lampiran peraturan'), depth: z.number().describe('0 untuk kelompok utama'), children: z.number(), fromDay: z.string(), toDay: z.string().nullable(),
  retention: retentionRow.optional().describe('Jadwal retensi yang berlaku baginya, bila ada'),
});
export type CodeRow = z.infer<typeof codeRow>;
export const settings = z.object({
  start: z.enum(['year-end', 'closing-day']).describe('Masa simpan dihitung sejak 1 Januari setelah tahun penutupan, atau sejak hari penutupan'),
  anriYears: z.coerce.number().int().min(1).max(100).describe('Mulai masa simpan sekian tahun, pemusnahan perlu persetujuan Kepala ANRI'), committee: z.coerce.number().int().min(1, 'Paling sedikit 1 orang.').max(15, 'Paling banyak 15 orang.').describe('Jumlah anggota panitia penilai paling sedikit'),
  basis: text(3, 300, 'Tulis dasar hukumnya.'),
});
export type ArchiveSettings = z.infer<typeof settings>;

export const folderRow = z.object({
  id, number: z.string().describe('"000.1.5/3/2026"'), code: z.string(), codeTitle: z.string(), title: z.string(), unit: id, unitName: z.string(), year: z.number(), state: folderState, stateText: z.string(), items: z.number(), location: z.string(),
  fate: fate.nullable(), fateText: z.string(), activeTo: z.string().nullable(), inactiveTo: z.string().nullable(), eligibleFrom: z.string().nullable(), dueText: z.string().describe('"aktif sampai 31 Desember 2026"'), tone: z.enum(['late', 'soon', 'ok', 'info', 'plain']),
  lentTo: z.string().nullable(), held: z.string().nullable(), proposed: z.boolean().describe('Sedang dalam usulan pemusnahan'),
});
export type FolderRow = z.infer<typeof folderRow>;
export const item = z.object({
  id, nth: z.number(), kind: itemKind, kindText: z.string(), number: z.string(), title: z.string(), party: z.string(), day: z.string(), dayText: z.string(), copy, copyText: z.string(), amount: z.string(), note: z.string(), href: z.string().optional().describe('Suratnya, bila boleh Anda buka'),
  file: z.object({ name: z.string(), type: z.string(), bytes: z.number(), url: z.string() }).optional(), veiled: z.boolean(), gone: z.boolean(),
});
export type ItemView = z.infer<typeof item>;
export const loan = z.object({ id, folder: id, folderNumber: z.string(), folderTitle: z.string(), borrower: z.string(), borrowerUnit: z.string(), purpose: z.string(), lentOn: z.string(), dueOn: z.string(), dueText: z.string(), late: z.boolean(), lateDays: z.number(), lentBy: z.string(), returnedOn: z.string().nullable(), returnedTo: z.string().nullable() });
export type LoanView = z.infer<typeof loan>;
export const hold = z.object({ id, kind: holdKind, kindText: z.string(), reason: z.string(), fromDay: z.string(), by: z.string(), releasedOn: z.string().nullable(), releasedBy: z.string().nullable(), releaseReason: z.string().nullable() });
export const folderView = folderRow.extend({
  version: z.number(), openedOn: z.string(), closedOn: z.string().nullable(), closedText: z.string(), rule: retentionRow.pick({ activeYears: true, inactiveYears: true, fate: true, basis: true, from: true }).nullable(), ruleText: z.string().describe('Dari mana masa simpannya, dalam kalimat'), endedOn: z.string().nullable(), contents: z.array(item), loans: z.array(loan), holds: z.array(hold),
  events: z.array(z.object({ at: z.string(), atText: z.string(), title: z.string(), by: z.string(), words: z.string() })), actions: z.array(z.string()), disposal: z.object({ id, title: z.string(), stateText: z.string(), number: z.string(), href: z.string() }).nullable(),
});
export type FolderView = z.infer<typeof folderView>;

export const listLine = z.object({ unit: z.string(), folder: z.string(), code: z.string(), description: z.string(), period: z.string(), count: z.number(), nth: z.string(), item: z.string(), day: z.string(), copy: z.string(), note: z.string() });
export type ListLine = z.infer<typeof listLine>;

export const move = z.object({ id, kind: moveKind, kindText: z.string(), unitName: z.string(), receiver: z.string(), state: moveState, stateText: z.string(), sentOn: z.string(), sentText: z.string(), sentBy: z.string(), answeredOn: z.string().nullable(), answeredBy: z.string().nullable(), receipt: z.string(), note: z.string(), count: z.number(), mayAnswer: z.boolean() });
export type MoveView = z.infer<typeof move>;

export const person = z.object({ holding: id, name: z.string(), title: z.string(), unit: z.string() });
export const disposalRow = z.object({ id, title: z.string(), unitName: z.string(), state: disposalState, stateText: z.string(), count: z.number(), proposedText: z.string(), proposer: z.string(), number: z.string() });
export type DisposalRow = z.infer<typeof disposalRow>;
export const disposalView = disposalRow.extend({
  seq: z.number(), folders: z.array(folderRow.extend({ years: z.number(), why: z.string().describe('Mengapa tidak boleh dimusnahkan sekarang; kosong bila boleh') })), out: z.array(z.object({ number: z.string(), title: z.string(), reason: z.string() })),
  members: z.array(z.object({ name: z.string(), title: z.string(), opinion: z.object({ agrees: z.boolean(), words: z.string(), atText: z.string() }).optional() })), executor: z.object({ name: z.string(), title: z.string() }), witness: z.object({ name: z.string(), title: z.string() }),
  anri: z.object({ number: z.string(), dayText: z.string() }).optional(), anriNeeded: z.boolean(), decided: z.object({ by: z.string(), atText: z.string(), reason: z.string() }).optional(),
  report: z.object({ number: z.string(), state: z.string(), stateText: z.string(), failure: z.string(), url: z.string().optional(), verifyUrl: z.string().optional(), draftUrl: z.string(), document: id.optional() }), executed: z.object({ by: z.string(), atText: z.string(), way: z.string() }).optional(), witnessed: z.object({ by: z.string(), atText: z.string() }).optional(),
  ended: z.object({ by: z.string(), atText: z.string(), reason: z.string() }).optional(), actions: z.array(z.string()), turn: z.string().describe('Siapa yang ditunggu, dalam kalimat'),
});
export type DisposalView = z.infer<typeof disposalView>;

const reason = text(3, 500, 'Tulis alasannya.');
export const disposalAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opine'), agrees: z.boolean(), without: z.array(id).max(500).default([]).describe('Berkas yang menurut Anda jangan dimusnahkan'), words: maybe(1000) }),
  z.object({ kind: z.literal('name'), executor: id, witness: id }),
  z.object({ kind: z.literal('take-out'), folder: id, reason }),
  z.object({ kind: z.literal('anri'), number: text(3, 100, 'Tulis nomor surat persetujuan ANRI.'), day: calendarDay }),
  z.object({ kind: z.literal('approve') }),
  z.object({ kind: z.literal('reject'), reason }),
  z.object({ kind: z.literal('execute'), way: text(3, 200, 'Tulis cara pemusnahannya, misalnya dicacah.') }),
  z.object({ kind: z.literal('witness') }),
  z.object({ kind: z.literal('cancel'), reason }),
]);
export type DisposalAction = z.infer<typeof disposalAction>;
