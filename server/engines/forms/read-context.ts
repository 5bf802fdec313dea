import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { FieldCheck } from './compiled-form.ts';

/** Regions by Kemendagri code ("35.02.01.2001"). */
export interface RegionLookup {
  has(code: string): boolean;
  levelOf(code: string): 'province' | 'regency' | 'district' | 'village' | undefined;
}

/** An upload of this person, as the file store knows it. */
export interface UploadFact {
  id: string;
  /** Sniffed, not claimed: "image/jpeg", "application/pdf". */
  type: string;
  bytes: number;
  name: string;
}

/** What is known besides the answers. */
export interface FormFacts {
  today: CalendarDay;
  /** Values of the fact names (`akun`, `instansi`, …); `hari_ini` is set from `today`. */
  values?: Readonly<Record<string, unknown>>;
  regions?: RegionLookup;
  uploads?: readonly UploadFact[];
  /** Kemendagri code of the institution, for fields `within: "instansi"`. */
  ownRegion?: string;
}

/** One answer as read: nothing, a clean value, or a sentence that says what to do. */
export type Reading = { kind: 'none' } | { kind: 'value'; value: unknown } | { kind: 'fault'; message: string; at?: string };

export interface ReadContext {
  facts: FormFacts;
  check: FieldCheck;
}

export const none: Reading = { kind: 'none' };
export const read = (value: unknown): Reading => ({ kind: 'value', value });
export const fault = (message: string): Reading => ({ kind: 'fault', message });

/** What is plainly no answer: absent, null, or only blanks. */
export const isBlank = (raw: unknown): boolean =>
  raw === undefined || raw === null || (typeof raw === 'string' && raw.length < 10_000 && raw.trim() === '');
