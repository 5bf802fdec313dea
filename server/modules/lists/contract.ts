import * as z from 'zod';
import type { FieldRow } from '../../engines/sheets/judged-rows.ts';
import type { SheetField } from '../../engines/sheets/headings-are-recognised.ts';

const id = z.uuid('Pengenal tidak benar.');

// Chapters: what the operations of a list take and answer · what a kind of list is · the port

export const sheetVersion = z.coerce.number().int().min(1);
export const sheetMapping = z.record(z.string().regex(/^[a-z0-9_.]{1,60}$/), z.coerce.number().int().min(0).max(199)).describe('Isian → nomor kolom, mulai 0');
export const sheetUpload = z.object({ fileName: z.string().trim().min(1).max(200), content: z.string().min(1).describe('Isi berkas dalam base64') });
export const sheetFile = z.object({ fileName: z.string(), type: z.string(), content: z.string().describe('base64') });
export const sheetAsked = z.object({ id, only: z.enum(['all', 'refused', 'clean']).default('all'), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(50) });
export const sheetTaken = z.object({ added: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() });

export const sheetPreview = z.object({
  id, fileName: z.string(), status: z.enum(['open', 'taken']), version: z.number(),
  fields: z.array(z.object({ field: z.string(), label: z.string(), required: z.boolean() })),
  columns: z.array(z.object({ index: z.number(), heading: z.string(), sample: z.array(z.string()) })),
  mapping: sheetMapping, missing: z.array(z.string()).describe('Isian wajib yang belum punya kolom'),
  counts: z.object({ rows: z.number(), added: z.number(), changed: z.number(), unchanged: z.number(), refused: z.number() }).describe('Sebelum diambil: yang akan terjadi; sesudahnya: yang terjadi'),
  rows: z.array(z.object({
    line: z.number().describe('Nomor baris di lembar kerja'), verdict: z.enum(['new', 'changed', 'unchanged', 'refused', 'taken']), key: z.string().describe('Nomor atau nama barisnya'), title: z.string(), facts: z.array(z.string()).describe('Keterangan pendek'),
    reasons: z.array(z.string()), notes: z.array(z.string()), report: id.optional(), number: z.string().optional(),
  })),
  next: z.number().optional().describe('Baris lanjutan untuk halaman berikutnya'),
});
export type SheetPreview = z.infer<typeof sheetPreview>;

export const sheetList = z.object({ items: z.array(z.object({ id, fileName: z.string(), status: z.enum(['open', 'taken']), added: z.number(), atText: z.string() })) });

/** What a line became: `report` and `number` for what has a page of its own, else only what happened to it. */
export type Made = Record<string, { did: 'added' | 'changed'; report?: string; number?: string }>;

/** A line as it was judged: what would become of it, and the facts from which it is made. */
export interface JudgedLine<Fact> {
  line: number;
  verdict: 'new' | 'changed' | 'unchanged' | 'refused';
  /** Number or name. */
  key: string;
  title: string;
  facts: string[];
  reasons: string[];
  notes: string[];
  report?: string;
  number?: string;
  fact?: Fact;
}

/** What one kind of list is: its columns, how its lines are judged (nothing written), and how clean ones are taken. */
export interface SheetFlow<Fact, T, C> {
  /** `complaints.lapor`: the module, then the list. */
  kind: string;
  fields: readonly SheetField[];
  mostRows: number;
  /** Clean lines taken at once; without it all of them, so that either everything is taken or nothing. */
  batch?: number;
  /** `about`: what the uploader chose beside the file, such as the book that it fills. */
  judge(t: T, rows: readonly FieldRow[], about: string): Promise<JudgedLine<Fact>[]>;
  /** A line that is known by now, though it was judged new, is left out of the answer. Idempotent. */
  take(ctx: C, lines: readonly JudgedLine<Fact>[], sheet: string, about: string): Promise<Made>;
}

type Asked = z.output<typeof sheetAsked>;
/** House part `lists`. Whoever uploaded a list goes on with it; for everybody else it does not exist. The permission is asked by the operation. */
export interface ListPort<T, C> {
  start<F>(ctx: C, flow: SheetFlow<F, T, C>, file: { fileName: string; content: string }, about?: string): Promise<{ id: string }>;
  list<F>(ctx: C, flow: SheetFlow<F, T, C>): Promise<z.infer<typeof sheetList>>;
  map<F>(ctx: C, flow: SheetFlow<F, T, C>, input: { id: string; version: number; mapping: Record<string, number> }): Promise<{ version: number }>;
  preview<F>(ctx: C, flow: SheetFlow<F, T, C>, asked: Asked): Promise<SheetPreview>;
  take<F>(ctx: C, flow: SheetFlow<F, T, C>, input: { id: string; version: number }): Promise<z.infer<typeof sheetTaken>>;
  rest<F>(ctx: C, flow: SheetFlow<F, T, C>, input: { id: string }): Promise<z.infer<typeof sheetFile>>;
}
