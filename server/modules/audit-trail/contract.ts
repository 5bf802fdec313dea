import * as z from 'zod';
import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';

const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');

export const entry = z.object({
  id: z.uuid(), at: z.string(), action: z.string(), actionText: z.string().describe('Tindakan dalam kata-kata; kodenya sendiri bila belum ada'), object: z.string(), objectId: z.uuid().nullable(), account: z.uuid().nullable(),
  who: z.string().describe('Nama pegawai; "Pemohon" untuk warga, "Sistem" untuk pekerjaan otomatis'), post: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()), requestId: z.string(),
  sealed: z.boolean().describe('Sudah tersegel dalam rantai hash'),
});
export type TrailEntry = z.infer<typeof entry>;

export const operations = {
  searchTrail: operation({
    method: 'GET', path: '/jejak', permission: 'audit.read',
    summary: 'Cari jejak audit menurut tindakan, orang, objek, dan tanggal',
    description: 'Terbaru lebih dahulu, paling banyak satu tahun sekali cari. Membaca jejak juga dicatat.',
    input: z.object({
      action: z.string().trim().toLowerCase().max(60).regex(/^[a-z0-9.-]*$/, 'Tulis tindakan seperti organization.unit-closed, atau awalnya saja.').default(''),
      person: z.string().trim().max(100).default('').describe('Bagian nama pegawai'),
      object: z.string().trim().max(40).default('').describe('Jenis objek: permohonan, unit, post, person'),
      objectId: z.uuid().optional(),
      from: day.optional().describe('Tanpa isian: 30 hari terakhir'), to: day.optional(),
      cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: z.object({ items: z.array(entry), next: z.string().optional(), from: z.string(), to: z.string() }),
  }),
  describeTrail: operation({
    method: 'GET', path: '/jejak/keadaan', permission: 'audit.read',
    summary: 'Keadaan rantai segel: jumlah blok, segel terakhir, entri yang belum tersegel, dan kelompok tindakan yang dapat dicari',
    input: z.object({}),
    output: z.object({ blocks: z.number(), entries: z.number(), lastSealedAt: z.string().nullable(), lastHash: z.string().nullable(), unsealed: z.number(), groups: z.array(z.object({ action: z.string().describe('Awal kode tindakan, untuk pencarian'), title: z.string() })) }),
  }),
} satisfies Operations;

export const permissions: PermissionTable = {
  'audit.read': { title: 'Membaca jejak audit', duties: ['administrator', 'auditor'] },
};

export const refusals: RefusalTable = {
  'audit.range-too-long': { status: 422, sentence: 'Rentang tanggalnya lebih dari satu tahun atau terbalik. Persempit tanggalnya, lalu cari lagi.' },
  'audit.bad-cursor': { status: 422, sentence: 'Penanda halaman tidak dikenal. Mulai lagi dari halaman pertama.' },
};

/** How the chain of an institution stands. `check` recomputes it from its entries; null where there are more than `mostChecked` and a run belongs to the command line. */
export interface ChainState {
  blocks: number;
  entries: number;
  unsealed: number;
  lastSealedAt: Date | null;
  /** SHA-256, hex. */
  lastHash: string | null;
  check: 'intact' | 'broken' | null;
}
/** House part `audit-trail.chain`; `T` is the tenant context of the platform. */
export interface ChainPort<T> {
  mostChecked: number;
  stateOf(t: T): Promise<ChainState>;
}
