/**
 * A refusal is an expected "no": it carries a code, the data for its sentence, and nothing of the inside.
 * Rules return it, services throw it as `Refused`, `platform/http` turns it into problem+json.
 */
export interface Refusal {
  /** `module.reason`, for example `permohonan.already-decided`. */
  code: string;
  data?: Record<string, unknown>;
  /** Refusals of single fields, by field path ("usaha.nama", "saksi.0.nik"). */
  fields?: FieldRefusal[];
}

export interface FieldRefusal {
  path: string;
  /** Indonesian, says what to do. */
  message: string;
}

/** How one refusal code is told: an HTTP status and an Indonesian sentence that says what to do next. */
export interface RefusalEntry {
  status: number;
  sentence: string | ((data: Record<string, unknown>) => string);
}

/** Lives beside each contract; the house merges them and refuses two entries for one code. */
export type RefusalTable = Record<string, RefusalEntry>;

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refuse = (code: string, data?: Record<string, unknown>): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code, ...(data ? { data } : {}) },
});

/** Ends the story when a rule said no. Only services call it. */
export function orRefuse<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refused(result.refusal);
}

/** What people read for a refusal that is told inside something else: a reason in a list, a message beside a field. The first table that knows the code tells it. */
export function sentenceOf(refusal: Refusal, ...tables: readonly RefusalTable[]): string {
  const entry = tables.map((table) => table[refusal.code]).find((found) => found !== undefined);
  if (!entry) return `Ditolak (${refusal.code}).`;
  return typeof entry.sentence === 'string' ? entry.sentence : oneFullStop(entry.sentence({ ...refusal.data, ...(refusal.fields ? { fields: refusal.fields } : {}) }));
}

/** A name may end in a degree ("M.Pd."): the sentence that ends with it has one full stop all the same. */
export const oneFullStop = (text: string): string => text.replace(/(?<!\.)\.\.(?!\.)/g, '.');
