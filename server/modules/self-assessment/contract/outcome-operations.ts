import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { dayWords } from './day-words.ts';
import { outcomeCopy } from './exchange.ts';

const id = z.uuid('Pengenal tidak benar.');

export const outcomeOperations = {
  getOutcome: operation({
    method: 'GET', path: '/penilaian/{id}/hasil', permission: 'self-assessment.view', summary: 'Hasil yang disampaikan penyelenggara: indeks, bagian, kekuatan, kelemahan, rekomendasi, dan sanggahan',
    input: z.object({ id }),
    output: z.object({
      campaign: z.object({ id, title: z.string(), year: z.number(), organiser: z.string() }), outcome: outcomeCopy.nullable(), max: z.string(), min: z.string(),
      parts: z.array(z.object({ key: z.string(), tier: z.string(), number: z.string(), name: z.string(), value: z.string(), before: z.string().nullable(), peers: z.string().nullable() })),
      values: z.array(z.object({ number: z.string(), name: z.string(), part: z.string(), level: z.string(), levelName: z.string(), claimed: z.string().nullable(), justifikasi: z.string() })),
      strengths: z.array(z.object({ number: z.string(), name: z.string(), level: z.string(), text: z.string() })), weaknesses: z.array(z.object({ number: z.string(), name: z.string(), level: z.string(), text: z.string() })),
      reportUrl: z.string().nullable(), followUp: z.number().describe('Rekomendasi yang sudah dicatat untuk ditindaklanjuti'),
      objections: z.array(z.object({ id, number: z.string(), name: z.string(), text: z.string(), by: z.string(), at: z.string(), accepted: z.boolean().nullable(), answer: z.string().nullable(), answeredAt: z.string().nullable(), files: z.array(z.object({ name: z.string(), url: z.string() })) })),
      objecting: z.object({ open: z.boolean(), until: z.string().nullable(), daysLeft: z.number().nullable(), sentence: z.string().describe('Mengapa tidak dapat menyanggah; kosong bila dapat'), numbers: z.array(z.object({ number: z.string(), name: z.string() })).describe('Yang belum disanggah') }),
    }),
  }),
  objectTo: operation({
    method: 'POST', path: '/penilaian/{id}/sanggahan', permission: 'self-assessment.object', summary: 'Menyanggah nilai satu indikator, dengan alasan dan berkas', status: 201, idempotent: true,
    input: z.object({ id, number: z.string().trim().min(1, 'Pilih indikatornya.').max(10), text: z.string().trim().min(20, 'Tulis alasannya, paling sedikit dua puluh huruf: kriteria mana dan buktinya.').max(4000), uploads: z.array(id).max(10, 'Paling banyak sepuluh berkas.').default([]) }),
    output: z.object({ id }),
  }),
};

export const outcomePermissions = {
  'self-assessment.object': { title: 'Menyanggah hasil penilaian sementara', duties: ['assessment-coordinator', 'assessment-responsible'] },
};

export const outcomeRefusals = {
  'self-assessment.no-outcome': { status: 409, sentence: 'Belum ada hasil sementara yang dapat disanggah.' },
  'self-assessment.outcome-final': { status: 409, sentence: 'Hasil ini sudah akhir dan tidak dapat disanggah lagi.' },
  'self-assessment.objection-late': { status: 409, sentence: (d: Record<string, unknown>) => `Masa sanggah berakhir ${dayWords(d['to'])}.` },
  'self-assessment.objected-already': { status: 409, sentence: (d: Record<string, unknown>) => `Indikator ${String(d['number'])} sudah disanggah. Baca jawabannya di halaman hasil.` },
  'self-assessment.no-report': { status: 404, sentence: 'Laporan belum ada di sini. Coba lagi sebentar lagi.' },
};
