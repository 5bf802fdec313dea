import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { categoryCode, id, kind, text } from './shapes.ts';
import { ARCHIVE_REASONS, OUTSIDE_PARTIES, type ArchiveReason, type OutsideParty } from './words.ts';

const photos = z.array(id).max(10).default([]).describe('Pengenal unggahan');
/** Personal data in what everybody will read is refused unless the officer says that it shall stay (the office's own telephone). */
const keepFindings = z.boolean().optional();
const archiveReasons = Object.keys(ARCHIVE_REASONS) as [ArchiveReason, ...ArchiveReason[]];
const parties = Object.keys(OUTSIDE_PARTIES) as [OutsideParty, ...OutsideParty[]];

/** What an officer sends to `act`: one form each. Which of them are offered now stands in `caseView.actions`. */
export const officerAction = z.discriminatedUnion('kind', [
  // admin koordinator
  z.object({ kind: z.literal('verify'), as: kind, category: categoryCode, title: text(5, 150, 'Tulis judulnya, paling sedikit lima huruf.').optional() }),
  z.object({ kind: z.literal('hold'), question: text(5, 1000, 'Tulis data apa yang diperlukan dari pelapor.') }),
  z.object({ kind: z.literal('archive'), reason: z.enum(archiveReasons), text: text(5, 1000, 'Tulis penjelasan untuk pelapor.') }),
  z.object({ kind: z.literal('unarchive'), reason: text(3, 500, 'Tulis alasannya.') }),
  z.object({ kind: z.literal('dispose'), lead: id, supporting: z.array(id).max(10).default([]), instruction: text(3, 1000, 'Tulis yang harus dilakukan unit.') }),
  z.object({ kind: z.literal('recategorize'), as: kind, category: categoryCode }),
  z.object({ kind: z.literal('forward-inside'), host: z.string().trim().min(3).max(100).describe('Instansi tujuan pada Pendopo ini: nama inangnya'), reason: text(3, 1000, 'Tulis alasannya.') }),
  z.object({ kind: z.literal('forward-outside'), party: z.enum(parties), name: text(2, 150, 'Tulis nama pihak yang dituju.'), letter: text(20, 8000, 'Isi suratnya masih kosong.'), reason: text(3, 1000, 'Tulis alasannya untuk pelapor.'), proof: id.optional() }),
  z.object({ kind: z.literal('hop-proof'), proof: id, note: z.string().trim().max(500).default('') }),
  z.object({ kind: z.literal('hop-asked'), note: text(3, 500, 'Tulis apa yang ditanyakan dan kepada siapa.') }),
  z.object({ kind: z.literal('hop-answered'), text: text(5, 4000, 'Tulis jawaban pihak itu.'), outcome: z.enum(['resolved', 'returned']), photos, keepFindings }),
  z.object({ kind: z.literal('merge'), into: z.string().trim().min(1).max(40).describe('Nomor laporan induk'), reason: z.string().trim().max(500).default('') }),
  z.object({ kind: z.literal('unmerge'), reason: text(3, 500, 'Tulis alasannya.') }),
  z.object({ kind: z.literal('reopen') , reason: z.string().trim().max(500).default('') }),
  z.object({ kind: z.literal('refuse-reopen'), reason: text(5, 1000, 'Tulis alasannya untuk pelapor.') }),
  // pejabat penghubung
  z.object({ kind: z.literal('accept') }),
  z.object({ kind: z.literal('return'), reason: text(5, 1000, 'Tulis mengapa dikembalikan.') }),
  z.object({ kind: z.literal('contribute'), text: text(3, 4000, 'Tulis masukannya.'), photos }),
  z.object({ kind: z.literal('draft-answer'), text: text(10, 4000, 'Tulis jawabannya, paling sedikit sepuluh huruf.'), outcome: z.enum(['progress', 'ask', 'resolved']), photos, keepFindings, publish: z.boolean().optional().describe('Sekaligus kirim kepada pelapor: bila jawaban tidak perlu disetujui, atau penulisnya kepala unit') }),
  z.object({ kind: z.literal('publish-answer') }),
  z.object({ kind: z.literal('schedule'), budgetYear: z.coerce.number().int().min(2000).max(2200), budget: z.enum(['original', 'amended']), activity: text(5, 300, 'Tulis nama kegiatannya.'), unit: id, text: text(5, 2000, 'Tulis penjelasan untuk pelapor.'), keepFindings }),
  z.object({ kind: z.literal('unschedule'), reason: text(3, 500, 'Tulis alasannya.') }),
  z.object({ kind: z.literal('extend'), reason: text(10, 1000, 'Tulis alasan perpanjangan untuk pelapor.') }),
  // kepala unit
  z.object({ kind: z.literal('approve-answer'), publish: z.boolean().default(true).describe('Sekaligus tayangkan') }),
  z.object({ kind: z.literal('return-answer'), reason: text(3, 1000, 'Tulis apa yang harus diperbaiki.') }),
  z.object({ kind: z.literal('paper-approval'), scan: id, by: text(3, 120, 'Tulis nama pejabat yang menyetujui.'), day: z.string('Tulis tanggal yang ada.').refine(isCalendarDay, 'Tulis tanggal yang ada.') }),
]);
export type OfficerAction = z.infer<typeof officerAction>;
export type OfficerActionKind = OfficerAction['kind'];
