import * as z from 'zod';
import { operation, type PermissionTable } from '../../../platform/operation.ts';
import { id } from './shapes.ts';

const FIGURES = 'letters.figures';
const asked = z.object({ weeks: z.coerce.number().int().min(4).max(52).default(12) });

export const letterFigures = z.object({
  scope: z.string().describe('Unit yang dihitung'), from: z.string(), to: z.string(), received: z.number(), open: z.number(), late: z.number(), unread: z.number(),
  weeks: z.array(z.object({ day: z.string().describe('Senin minggu itu'), title: z.string(), count: z.number() })),
  toDisposition: z.object({ minutes: z.number(), text: z.string(), of: z.number() }).optional().describe('Median sejak diterima sampai didisposisi pertama kali, jam kalender'),
  toFinish: z.object({ minutes: z.number(), text: z.string(), of: z.number() }).optional().describe('Median sejak diterima sampai selesai, jam kalender'),
  units: z.array(z.object({ id, name: z.string(), open: z.number(), late: z.number(), unread: z.number(), oldest: z.string().optional().describe('Yang paling lama lewat batas') })),
  waiting: z.array(z.object({ letter: id, agenda: z.string(), unit: z.string(), post: z.string(), days: z.number(), sinceText: z.string(), lead: z.boolean() })).describe('Yang paling lama belum dibaca; tanpa hal suratnya'),
});
export type LetterFigures = z.infer<typeof letterFigures>;

export const figuresOperations = {
  figures: operation({
    method: 'GET', path: '/surat/kinerja', permission: FIGURES, summary: 'Kinerja surat unit Anda dan di bawahnya: banyaknya per minggu, waktu tengah, yang lewat batas per unit, yang paling lama belum dibaca',
    description: 'Surat yang diambil alih dari buku kertas tidak dihitung. Kepala daerah dan Sekretariat Daerah melihat semua unit, kecuali DPRD.', input: asked, output: letterFigures,
  }),
  downloadFigures: operation({ method: 'GET', path: '/surat/kinerja/unduh', permission: FIGURES, summary: 'Kinerja surat sebagai XLSX', input: asked, output: z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') }) }),
};
export const figuresPermissions: PermissionTable = { [FIGURES]: { title: 'Melihat kinerja surat unitnya dan unit di bawahnya', duties: ['leader', 'signer', 'assistant'] } };
