import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { instrumentId } from './shapes.ts';

const CONFIGURE = 'assessments.configure';
const number = z.string().regex(/^[0-9a-z][0-9a-z.]{0,9}$/, 'Nomor indikator tidak benar.');
const seq = z.coerce.number().int().min(0).describe('Rancangan yang Anda baca; 0 bila belum ada. Ditolak bila sudah diubah orang lain');
const lines = z.string().max(20_000, 'Paling banyak 20.000 huruf.').default('');
const source = {
  legalBasis: z.string().trim().min(5, 'Tulis peraturan dan lampirannya, misalnya Permenpan RB 8/2026, lampiran II.').max(300),
  verified: z.boolean().default(false).describe('Sudah diperiksa dengan peraturannya'),
};
const weight = z.string().trim().max(20).describe('Desimal dengan titik, atau pecahan');
const id = z.string().max(80);

export const formIndexInput = z.object({
  ...source,
  variables: z.array(z.object({ id, weight })).max(20),
  answers: z.array(z.object({ key: id, weight, several: z.enum(['best', 'mean']).default('best'), points: z.record(z.string().max(200), z.string().trim().max(20)).describe('Jawaban → 0 sampai 100, atau out') })).max(200),
  ratios: z.array(z.object({ title: z.string().trim().min(1).max(200), variable: id, weight, whole: id, parts: z.array(id).max(60) })).max(40),
  stages: z.array(z.object({ label: z.string().trim().min(1, 'Beri nama tahapnya.').max(60), from: z.string().trim().max(20) })).max(12).describe('Dari batas bawah; sampai tahap berikutnya, yang terakhir sampai 100'),
  basis: z.enum(['rounded', 'unrounded']).default('unrounded'),
});
const offer = z.object({
  variables: z.array(z.object({ id, title: z.string() })),
  answers: z.array(z.object({ key: id, variable: id, title: z.string(), count: z.number(), options: z.array(z.string()), multi: z.boolean() })),
  sums: z.array(z.object({ key: id, title: z.string(), whole: id, parts: z.array(z.object({ id, label: z.string() })) })),
  amounts: z.array(z.object({ id, label: z.string() })),
});

export const draftOperations = {
  getInstrumentDraft: operation({
    method: 'GET', path: '/kelola/instrumen/{id}/rancangan', permission: CONFIGURE, summary: 'Rancangan versi berikutnya suatu instrumen: yang sudah dan belum terisi',
    input: z.object({ id: instrumentId }),
    output: z.object({
      id: instrumentId, name: z.string(), method: z.enum(['weighted-mean', 'completeness']), seq: z.number(), changedAt: z.string().nullable(), changedBy: z.string().nullable(),
      next: z.number().describe('Nomor versi bila diterbitkan'), changed: z.boolean().describe('Berbeda dari yang berlaku'),
      filled: z.number(), of: z.number(), faults: z.array(z.object({ place: z.string(), sentence: z.string() })),
      indicators: z.array(z.object({ number, name: z.string(), above: z.string(), filled: z.number(), of: z.number() })),
      hasIndex: z.boolean(),
    }),
  }),
  getIndicatorDraft: operation({
    method: 'GET', path: '/kelola/instrumen/{id}/rancangan/indikator/{number}', permission: CONFIGURE, summary: 'Satu indikator sebagaimana diisi: kriteria dan bukti tiap tingkat, satu baris tiap butir',
    input: z.object({ id: instrumentId, number }),
    output: z.object({
      id: instrumentId, instrument: z.string(), number, name: z.string(), weight: z.string(), seq: z.number(), needsMain: z.boolean(),
      levels: z.array(z.object({ level: z.number(), name: z.string(), meaning: z.string(), toFill: z.string().nullable(), criteria: z.string(), main: z.string(), other: z.string() })),
      source: z.object({ legalBasis: z.string(), verified: z.boolean() }), before: number.nullable(), after: number.nullable(),
    }),
  }),
  fillIndicator: operation({
    method: 'PUT', path: '/kelola/instrumen/{id}/rancangan/indikator/{number}', permission: CONFIGURE, summary: 'Mengisi kriteria dan bukti satu indikator dalam rancangan versi berikutnya',
    input: z.object({ id: instrumentId, number, seq, levels: z.array(z.object({ level: z.coerce.number().int(), criteria: lines, main: lines, other: lines })).max(25), ...source }),
    output: z.object({ seq: z.number() }),
  }),
  getFormIndexDraft: operation({
    method: 'GET', path: '/kelola/instrumen/{id}/rancangan/indeks', permission: CONFIGURE, summary: 'Setelan indeks suatu formulir: bobot, nilai jawaban, dan batas tahap',
    input: z.object({ id: instrumentId }),
    output: z.object({ id: instrumentId, instrument: z.string(), seq: z.number(), offer, values: formIndexInput.nullable() }),
  }),
  fillFormIndex: operation({
    method: 'PUT', path: '/kelola/instrumen/{id}/rancangan/indeks', permission: CONFIGURE, summary: 'Mengisi bobot, nilai jawaban, dan batas tahap dengan dasar hukumnya',
    input: formIndexInput.extend({ id: instrumentId, seq }),
    output: z.object({ seq: z.number() }),
  }),
  clearFormIndex: operation({
    method: 'DELETE', path: '/kelola/instrumen/{id}/rancangan/indeks', permission: CONFIGURE, summary: 'Mengosongkan setelan indeks: formulir kembali hanya melaporkan kelengkapan dan kanal',
    input: z.object({ id: instrumentId, seq }), output: z.object({ seq: z.number() }),
  }),
  publishInstrumentDraft: operation({
    method: 'POST', path: '/kelola/instrumen/{id}/rancangan/terbit', permission: CONFIGURE, summary: 'Menerbitkan rancangan sebagai versi baru; versi lama tidak berubah',
    input: z.object({ id: instrumentId, seq }), output: z.object({ version: z.number() }),
  }),
  dropInstrumentDraft: operation({
    method: 'DELETE', path: '/kelola/instrumen/{id}/rancangan', permission: CONFIGURE, summary: 'Membuang rancangan',
    input: z.object({ id: instrumentId }), output: z.object({ id: instrumentId }),
  }),
};
