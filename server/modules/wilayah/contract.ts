import * as z from 'zod';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation } from '../../platform/operation.ts';
import type { Shape } from '../../engines/map/shape.ts';

export const regionLevel = z.enum(['province', 'regency', 'district', 'village']);
export const regionCode = z.string().regex(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/, 'Kode wilayah berbentuk 35.02.01.2001.');

export const region = z.object({
  code: regionCode,
  level: regionLevel,
  name: z.string(),
  path: z.string().describe('Nama wilayah di atasnya, yang terdekat lebih dahulu'),
});
export type Region = z.infer<typeof region>;

const at = {
  lat: z.coerce.number().min(-90).max(90),
  lng: z.coerce.number().min(-180).max(180),
};

/** Where a position lies. `centre`: only by the nearest centre of a village, no proof; `none`: at sea or abroad. */
export const located = z.object({
  by: z.enum(['boundary', 'centre', 'none']),
  village: region.optional(),
  metres: z.number().optional().describe('Jarak ke titik tengah desa, bila tanpa garis batas'),
  text: z.string().describe('Satu kalimat untuk ditampilkan'),
});
export type Located = z.infer<typeof located>;

export const operations = {
  searchRegions: operation({
    method: 'GET',
    path: '/wilayah/cari',
    permission: 'public',
    summary: 'Cari wilayah menurut nama, untuk pemilih wilayah',
    input: z.object({
      query: z.string().max(100).default(''),
      level: regionLevel.default('village'),
      within: regionCode.optional(),
      near: regionCode.optional().describe('Wilayah di kabupaten/kota ini didahulukan'),
      limit: z.coerce.number().int().min(1).max(50).default(12),
    }),
    output: z.object({ items: z.array(region) }),
  }),
  nearestVillages: operation({
    method: 'GET',
    path: '/wilayah/terdekat',
    permission: 'public',
    summary: 'Desa dan kelurahan yang pusatnya terdekat dari suatu titik; usulan, bukan bukti letak',
    input: z.object({
      ...at,
      limit: z.coerce.number().int().min(1).max(20).default(5),
    }),
    output: z.object({ items: z.array(region.extend({ metres: z.number() })) }),
  }),
  locate: operation({
    method: 'GET',
    path: '/wilayah/letak',
    permission: 'public',
    summary: 'Desa atau kelurahan suatu titik: menurut garis batas bila sudah dimuat, selain itu menurut titik tengah terdekat',
    input: z.object(at),
    output: located,
  }),
  getMapView: operation({
    method: 'GET',
    path: '/wilayah/peta',
    permission: 'public',
    summary: 'Pandangan peta yang memuat satu wilayah utuh; gambarnya di /api/wilayah/peta.svg?pada=lat,lng,zoom',
    input: z.object({
      region: regionCode.optional(),
      width: z.coerce.number().int().min(100).max(1600).default(320),
      height: z.coerce.number().int().min(100).max(1200).default(320),
    }),
    output: z.object({ lat: z.number(), lng: z.number(), zoom: z.number() }),
  }),
  listRegions: operation({
    method: 'GET',
    path: '/wilayah',
    permission: 'public',
    summary: 'Wilayah langsung di bawah satu wilayah; tanpa induk: 38 provinsi',
    input: z.object({ parent: regionCode.optional() }),
    output: z.object({ items: z.array(region) }),
  }),
  getRegion: operation({
    method: 'GET',
    path: '/wilayah/{code}',
    permission: 'public',
    summary: 'Satu wilayah menurut kodenya',
    input: z.object({ code: regionCode }),
    output: region,
  }),
};

export const refusals: RefusalTable = {
  'wilayah.unknown': { status: 404, sentence: (d) => `Tidak ada wilayah berkode ${String(d.code)}. Cari menurut nama desa atau kelurahannya.` },
  'wilayah.foreign-boundaries': { status: 422, sentence: (d) => `Tidak ada kode di berkas ini yang dikenal (misalnya ${String(d.codes)}). Pakai berkas dengan kode wilayah Kemendagri, bukan kode BPS.` },
};

/** House part `wilayah`: names of regions by code, kept in memory after their first use (reference data never changes while running). `T` is the platform's context. */
export interface WilayahPort<T> {
  /** Unknown codes are absent. Inside a transaction its connection is used: a second one could be waited for in vain. */
  regions(codes: readonly string[], t?: T): Promise<Map<string, Region>>;
  /** All of a level below a code, by name; for lists that name villages instead of their codes. */
  below(code: string, level: Region['level'], t: T): Promise<Region[]>;
  /** The 38 provinces, or the 514 regencies and cities, by code. */
  everywhere(level: 'province' | 'regency', t: T): Promise<Region[]>;
  /** Centres of a level in the whole country, or below one code, for maps that a module draws itself. */
  centres(level: 'regency' | 'district', within?: string): Promise<readonly { code: string; lat: number; lng: number }[]>;
  /** Imported outlines of regencies, all or below one code; empty where none were imported. `state` changes with each import. */
  outlines(within?: string): Promise<{ state: string; shapes: readonly { code: string; shape: Shape }[] }>;
  /** The village of a position, in degrees; see `Located`. Costs no query where no boundaries were imported and the name is known. */
  locate(at: { lat: number; lng: number }, t?: T): Promise<Located>;
}
