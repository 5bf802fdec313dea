import * as z from 'zod';
import { dispositionBody, id, inboxRow, instruction, postRef, seq, text } from './shapes.ts';

// What a leader carries on the phone: heads of letters, whom they may go to, and the commands that are queued there.

export const pocketRow = inboxRow.extend({
  seq, actions: z.array(z.enum(['dispose', 'report'])).describe('Yang dapat dilakukan tanpa jaringan'), leadAtWork: z.boolean().describe('Penanggung jawabnya sudah berjalan'),
  taken: z.array(id).describe('Jabatan yang tidak dapat menerimanya lagi'), until: z.string().optional().describe('Batas waktu paling lambat'),
});
export type PocketRow = z.infer<typeof pocketRow>;

export const pocketView = z.object({ at: z.string(), atText: z.string(), day: z.string(), title: z.string(), items: z.array(pocketRow), more: z.boolean(), recipients: z.array(postRef.extend({ usual: z.boolean() })), instructions: z.array(instruction) });
export type PocketView = z.infer<typeof pocketView>;

const about = { letter: id, branch: id, seq };
/** Body of the queued command `letters.dispose`. */
export const queuedDisposition = dispositionBody.extend(about);
/** Body of the queued command `letters.report`; files wait for the network. */
export const queuedReport = z.object({ ...about, words: text(3, 4000, 'Tulis apa yang sudah dilakukan.'), done: z.boolean().default(false) });
export type QueuedDisposition = z.input<typeof queuedDisposition>;
export type QueuedReport = z.input<typeof queuedReport>;
