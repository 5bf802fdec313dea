import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { signingSecret } from '../../issuance/contract.ts';

const id = z.uuid('Pengenal tidak benar.');
export const PAPER_KINDS = ['berita-acara', 'persetujuan-publikasi'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];
export const paperNames: Record<PaperKind, string> = { 'berita-acara': 'Berita Acara Penilaian Mandiri', 'persetujuan-publikasi': 'Pernyataan Persetujuan Publikasi' };

export const paperRow = z.object({
  kind: z.enum(PAPER_KINDS), name: z.string(), state: z.enum(['draft', 'numbered', 'awaiting-scan', 'signed', 'failed', 'stale']), stateText: z.string(), number: z.string().nullable(), signedAt: z.string().nullable(),
  failure: z.string().nullable(), draftUrl: z.string(), url: z.string().nullable(), document: id.nullable().describe('Untuk mengunggah pindaian'), consents: z.boolean().nullable(),
});

export const papersOperations = {
  getPapers: operation({
    method: 'GET', path: '/penilaian/{id}/naskah', permission: 'self-assessment.view', summary: 'Berita Acara dan Pernyataan Persetujuan Publikasi sebelum pengiriman',
    input: z.object({ id }),
    output: z.object({
      campaign: z.object({ id, title: z.string(), organiser: z.string(), own: z.boolean() }), papers: z.array(paperRow), needed: z.boolean().describe('Kiriman pertama kepada penyelenggara wajib membawanya'), ready: z.boolean(),
      sentence: z.string().describe('Mengapa belum dapat ditandatangani; kosong bila dapat'), maySign: z.boolean(), signMode: z.enum(['internal', 'tersertifikasi', 'basah']).nullable(),
    }),
  }),
  signPapers: operation({
    method: 'POST', path: '/penilaian/{id}/naskah', permission: 'self-assessment.submit', summary: 'Menandatangani kedua naskah dari jawaban yang sudah disetujui', idempotent: 'in-steps',
    input: z.object({ id, consents: z.union([z.boolean(), z.stringbool()], 'Pilih menyetujui atau belum menyetujui.'), note: z.string().trim().max(1000).default(''), secret: signingSecret.optional() }),
    output: z.object({ papers: z.array(z.object({ kind: z.enum(PAPER_KINDS), state: z.enum(['numbered', 'awaiting-scan', 'signed', 'failed']), sentence: z.string() })) }),
  }),
};

export const papersRefusals = {
  'self-assessment.papers-missing': { status: 409, sentence: (d: Record<string, unknown>) => `Belum dapat dikirim: ${String(d['what'])} belum ditandatangani. Buka halaman naskah.` },
  'self-assessment.papers-stale': { status: 409, sentence: (d: Record<string, unknown>) => `Jawaban berubah sesudah ${String(d['what'])} ditandatangani. Tandatangani lagi sebelum mengirim.` },
  'self-assessment.papers-sent': { status: 409, sentence: 'Penilaian sudah dikirim bersama naskahnya, jadi tidak ditandatangani lagi.' },
  'self-assessment.no-paper': { status: 404, sentence: 'Naskah ini belum ada. Tandatangani dahulu.' },
};
