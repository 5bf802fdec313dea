import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { MODES, phasePlan } from '../../self-assessment/contract.ts';
import { campaignDetail, campaignHead, id, participantRow, reason, settings, title, year } from './shapes.ts';

const ORGANISE = 'evaluation.organise';
const KINDS = ['central', 'province', 'regency', 'city'] as const;
const provinceCode = z.string().regex(/^\d{2}$/, 'Kode provinsi dua angka, misalnya 35.');

export const organiserOperations = {
  listCampaigns: operation({
    method: 'GET', path: '/evaluasi', permission: ORGANISE, summary: 'Putaran penilaian yang diselenggarakan instansi ini, terbaru lebih dahulu',
    input: z.object({}), output: z.object({ items: z.array(campaignHead), instruments: z.array(z.object({ id: z.string(), name: z.string() })) }),
  }),
  getCampaign: operation({ method: 'GET', path: '/evaluasi/{id}', permission: ORGANISE, summary: 'Satu putaran: instrumen, fase, setelan', input: z.object({ id }), output: campaignDetail }),
  createCampaign: operation({
    method: 'POST', path: '/evaluasi', permission: ORGANISE, status: 201, idempotent: true, summary: 'Membuat putaran penilaian sebagai rancangan; belum ada yang diberi tahu',
    input: z.object({ title, instrument: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/, 'Pilih instrumennya.'), year, mode: z.enum(MODES, 'Pilih pemantauan atau evaluasi.'), phases: phasePlan, settings: settings.default({ twoAssessors: true }) }),
    output: z.object({ id }),
  }),
  changeCampaign: operation({
    method: 'POST', path: '/evaluasi/{id}/ubah', permission: ORGANISE, summary: 'Mengubah nama, fase, atau setelan; pada putaran yang berjalan dengan alasan, dan peserta diberi tahu lagi',
    input: z.object({ id, seq: z.coerce.number().int().describe('Keadaan yang Anda baca'), title: title.optional(), phases: phasePlan.optional(), settings: settings.optional(), reason: reason.optional() }),
    output: z.object({ seq: z.number() }),
  }),
  openCampaign: operation({
    method: 'POST', path: '/evaluasi/{id}/buka', permission: ORGANISE, summary: 'Membuka putaran dan memberi tahu semua peserta', input: z.object({ id }), output: z.object({ told: z.number() }),
  }),
  closeCampaign: operation({
    method: 'POST', path: '/evaluasi/{id}/tutup', permission: ORGANISE, summary: 'Menutup putaran: tidak ada kiriman dan penilaian lagi', input: z.object({ id, reason }), output: z.object({ told: z.number() }),
  }),
  addParticipants: operation({
    method: 'POST', path: '/evaluasi/{id}/peserta', permission: ORGANISE, summary: 'Menambah peserta: semua instansi di sini, menurut kelompok dan provinsi, atau daftar nama; semua atau tidak sama sekali',
    input: z.object({
      id, how: z.enum(['installation', 'regions', 'list'], 'Pilih cara menambah.'), kind: z.enum(KINDS).optional(), province: provinceCode.optional(),
      names: z.string().max(100_000).default('').describe('Satu nama atau kode wilayah tiap baris'),
    }),
    output: z.object({ added: z.number(), already: z.number() }),
  }),
  removeParticipant: operation({
    method: 'POST', path: '/evaluasi/{id}/peserta/{participant}/hapus', permission: ORGANISE, summary: 'Mengeluarkan peserta yang belum mengirim', input: z.object({ id, participant: id }), output: z.object({}),
  }),
  board: operation({
    method: 'GET', path: '/evaluasi/{id}/papan', permission: ORGANISE, summary: 'Papan kemajuan: tiap peserta, siapa yang terlambat',
    input: z.object({
      id, query: z.string().trim().max(100).default(''), kind: z.enum(KINDS).optional(), province: provinceCode.optional(),
      only: z.enum(['all', 'late', 'waiting', 'submitted', 'unassigned']).default('all'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(700).default(50),
    }),
    output: z.object({
      campaign: campaignDetail, rows: z.array(participantRow), matching: z.number(), next: z.number().nullable(),
      counts: z.object({ all: z.number(), late: z.number(), waiting: z.number(), submitted: z.number(), unassigned: z.number() }),
      provinces: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  }),
  remind: operation({
    method: 'POST', path: '/evaluasi/{id}/peserta/{participant}/ingatkan', permission: ORGANISE, summary: 'Mengingatkan koordinator instansi yang belum mengirim, paling sering sekali sehari', input: z.object({ id, participant: id }), output: z.object({}),
  }),
  enterLevels: operation({
    method: 'POST', path: '/evaluasi/{id}/luring', permission: ORGANISE, status: 201, summary: 'Memasukkan kiriman luring dari berkas tingkat (institution, number, level); semua atau tidak sama sekali',
    description: 'Permenpan RB 59/2020 pasal 5: dokumen luring bila daring tidak mungkin. Kolom Fakta, Analisis, Kriteria, dan Bukti boleh ada.',
    input: z.object({ id, fileName: z.string().min(1, 'Pilih berkasnya.').max(200), content: z.string().min(1, 'Pilih berkas XLSX atau CSV.').max(14_000_000, 'Berkas lebih dari 10 MB.').describe('base64'), by: z.string().trim().min(3, 'Tulis siapa yang menyerahkan berkasnya.').max(150) }),
    output: z.object({ entered: z.number() }),
  }),
};
