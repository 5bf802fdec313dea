import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { bucket, cycle, id, nationalRow, part } from './shapes.ts';
import { KINDS } from './words.ts';

const ofCycle = { cycle: id.optional().describe('Siklus; tanpa ini yang terbaru') };
const provinceCode = z.string().regex(/^\d{2}$/, 'Kode provinsi dua angka, misalnya 35.');

const fact = z.object({ label: z.string(), value: z.string(), count: z.number() });

export const publicOperations = {
  national: operation({
    method: 'GET', path: '/indeks', permission: 'public', summary: 'Hasil terbit suatu indeks: peringkat, sebaran, dan rata-rata, menurut kelompok dan wilayah',
    input: z.object({
      ...ofCycle, kind: z.enum(KINDS).optional(), province: provinceCode.optional(), predicate: z.string().max(60).optional(), query: z.string().trim().max(100).optional(),
      order: z.enum(['rank', 'lowest', 'name']).default('rank'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({
      cycles: z.array(cycle), current: cycle.nullable(), before: cycle.nullable().describe('Siklus sebelumnya dari indeks yang sama'), sameEdition: z.boolean(),
      rows: z.array(nationalRow), matching: z.number(), next: z.number().nullable(), average: z.string().describe('Rata-rata baris yang cocok; kosong tanpa baris'),
      distribution: z.array(bucket), byKind: z.array(fact.extend({ kind: z.enum(KINDS) })), provinces: z.array(z.object({ code: provinceCode, name: z.string() })),
      own: nationalRow.nullable().describe('Instansi pemilik halaman ini'), ownProvince: nationalRow.nullable(),
      told: z.array(z.object({ cycle, row: nationalRow })).describe('Hasil instansi ini yang diterbitkan penyelenggara dan tidak ada dalam daftar yang dimuat'),
      missing: z.array(z.object({ code: z.string(), name: z.string() })).describe('Wilayah tanpa hasil pada siklus ini'),
    }),
  }),
  institution: operation({
    method: 'GET', path: '/indeks/lembaga/{id}', permission: 'public', summary: 'Satu instansi: indeks tiap siklus, bagiannya, dan sandingannya',
    input: z.object({ id, ...ofCycle }),
    output: z.object({
      current: cycle, row: nationalRow, parts: z.array(part), besides: z.array(fact).describe('Provinsi, rata-rata kelompok, rata-rata nasional'),
      max: z.string(), history: z.array(z.object({ cycle, index: z.string(), predicate: z.string(), change: z.string().nullable(), newEdition: z.boolean() })),
    }),
  }),
  compare: operation({
    method: 'GET', path: '/indeks/bandingkan', permission: 'public', summary: 'Sampai lima instansi berdampingan, sampai ke bagian indeksnya',
    input: z.object({ ...ofCycle, ids: z.string().max(400).default('').describe('Pengenal instansi, dipisah koma'), add: z.string().trim().max(100).optional().describe('Nama yang dicari untuk ditambahkan') }),
    output: z.object({
      current: cycle.nullable(), max: z.string(), rows: z.array(nationalRow.extend({ parts: z.array(part) })),
      found: z.array(z.object({ institution: id, name: z.string() })),
    }),
  }),
};
