import * as z from 'zod';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { calendarDay, eventView, id, seq } from './shapes.ts';

// Chapters: shapes · operations · refusals

const attendance = z.enum(['tentative', 'attending', 'represented', 'declined']);
export const agendaItem = z.object({
  letter: id, branch: id, seq, post: id, postTitle: z.string(), title: z.string(), sender: z.string(), event: eventView, hours: z.string().describe('"09.00–11.00"'), state: attendance, stateText: z.string(), by: z.string().optional().describe('Siapa yang mewakili'), over: z.boolean(),
  clashes: z.array(z.string()).describe('Undangan lain pada jam yang sama'), masked: z.boolean(), mayAnswer: z.boolean(), secrecyText: z.string().optional(),
});
export type AgendaItem = z.infer<typeof agendaItem>;
const feed = z.object({ createdText: z.string(), readText: z.string().optional().describe('Terakhir dibaca aplikasi kalender') });

export const agendaOperations = {
  agenda: operation({
    method: 'GET', path: '/surat/undangan', permission: 'signed-in', summary: 'Agenda undangan jabatan Anda, dan pejabat yang memberi Anda mandat, hari demi hari',
    description: 'Undangan yang belum dijawab, dihadiri, diwakili, dan tidak dihadiri; dua undangan pada jam yang sama ditunjukkan. Surat sangat rahasia tidak pernah ada di sini.',
    input: z.object({ from: calendarDay.optional().describe('Kosong: hari ini'), days: z.coerce.number().int().min(1).max(42).default(7), post: id.optional() }),
    output: z.object({
      today: z.string(), from: z.string(), to: z.string(), days: z.array(z.object({ day: z.string(), title: z.string(), short: z.string(), today: z.boolean(), items: z.array(agendaItem) })),
      posts: z.array(z.object({ id, title: z.string(), own: z.boolean() })), unanswered: z.number(), clashing: z.number(), feed: feed.optional(),
    }),
  }),
  createFeed: operation({
    method: 'POST', path: '/surat/undangan/langganan', permission: 'signed-in', status: 201, summary: 'Alamat rahasia agenda Anda untuk aplikasi kalender (iCalendar); alamat lama tidak berlaku lagi',
    description: 'Alamatnya ditunjukkan sekali. Hal dan tempat surat rahasia tidak ada di dalamnya. Berakhir bersama jabatan Anda.', input: z.object({}), output: z.object({ url: z.string() }),
  }),
  endFeed: operation({ method: 'DELETE', path: '/surat/undangan/langganan', permission: 'signed-in', summary: 'Cabut alamat agenda Anda', input: z.object({}), output: z.object({ ended: z.boolean() }) }),
};

export const agendaRefusals: RefusalTable = {
  'letters.no-feed': { status: 404, sentence: 'Alamat kalender ini tidak berlaku. Buat alamat baru di halaman agenda.' },
};
