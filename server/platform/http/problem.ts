import type * as z from 'zod';
import { isAway, isBadValue, isDiskFull } from '../db/what-broke.ts';
import { oneFullStop, Refused, type FieldRefusal, type Refusal, type RefusalTable } from '../kernel/refusal.ts';

/** RFC 9457 problem details, with an Indonesian sentence and the fields that need another look. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  fields?: FieldRefusal[];
  /** Of 429 and 503: seconds until it is worth trying again; told as Retry-After (RFC 9110, 10.2.3). */
  retryAfter?: number;
}

/** An error a page may catch: `error.problem` is safe to show. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const TITLES: Record<number, string> = {
  400: 'Tidak terbaca', 401: 'Belum masuk', 403: 'Tidak berwenang', 404: 'Tidak ditemukan', 409: 'Bertabrakan', 410: 'Sudah tidak ada',
  413: 'Terlalu besar', 415: 'Jenis tidak didukung', 422: 'Isian belum benar', 423: 'Terkunci', 429: 'Terlalu sering', 500: 'Kesalahan server', 503: 'Sedang sibuk', 507: 'Penyimpanan penuh',
};

export function problemOf(refusal: Refusal, table: RefusalTable, requestId: string): Problem {
  const entry = table[refusal.code];
  if (!entry) throw new Error(`refusal "${refusal.code}" has no sentence in any contract`);
  const detail = typeof entry.sentence === 'string' ? entry.sentence : oneFullStop(entry.sentence(refusal.data ?? {}));
  return {
    type: `/api/docs#${refusal.code}`,
    title: TITLES[entry.status] ?? 'Ditolak',
    status: entry.status,
    detail,
    code: refusal.code,
    requestId,
    ...(refusal.fields?.length ? { fields: refusal.fields } : {}),
    ...(entry.status === 429 && typeof refusal.data?.['minutes'] === 'number' ? { retryAfter: refusal.data['minutes'] * 60 } : {}),
    ...(entry.status === 503 && typeof refusal.data?.['seconds'] === 'number' ? { retryAfter: refusal.data['seconds'] } : {}),
  };
}

/** Turns anything thrown into a refusal that may be shown; `undefined` means: unexpected, to be logged. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refused) return error.refusal;
  if (isAway(error)) return { code: 'house.busy' };
  if (isDiskFull(error)) return { code: 'house.disk-full' };
  if (isBadValue(error)) return { code: 'request.invalid' };
  return undefined;
}

/** Validation failures in the words of people; zod's own English is never read. */
export function invalid(error: z.ZodError): Refusal {
  return { code: 'request.invalid', fields: error.issues.flatMap(fieldsOf).slice(0, 50) };
}

function fieldsOf(issue: z.core.$ZodIssue): FieldRefusal[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'Isian ini tidak dikenal; hapus dari kiriman.' }));
  return [{ path, message: sentenceOf(issue) }];
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  // A sentence written in the contract is already Indonesian; zod's defaults are recognised by their shape.
  if (!/^(Invalid|Too |Unrecognized|Expected|Required)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Wajib diisi.' : `Isi dengan ${TYPES[issue.expected] ?? 'nilai yang sesuai'}.`;
    case 'too_small':
      return issue.origin === 'string' ? (Number(issue.minimum) <= 1 ? 'Wajib diisi.' : `Paling sedikit ${issue.minimum} huruf.`) : issue.origin === 'array' ? `Paling sedikit ${issue.minimum} butir.` : `Paling kecil ${issue.minimum}.`;
    case 'too_big':
      return issue.origin === 'string' ? `Paling banyak ${issue.maximum} huruf.` : issue.origin === 'array' ? `Paling banyak ${issue.maximum} butir.` : `Paling besar ${issue.maximum}.`;
    case 'invalid_value':
      return `Pilih salah satu: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return issue.format === 'uuid' ? 'Pengenal tidak benar.' : issue.format === 'email' ? 'Tulis alamat surel seperti nama@contoh.id.' : 'Bentuknya belum benar.';
    default:
      return 'Nilainya belum benar.';
  }
}

const TYPES: Record<string, string> = { string: 'teks', number: 'angka', int: 'bilangan bulat', boolean: 'ya atau tidak', array: 'daftar', object: 'kumpulan isian', date: 'tanggal' };
