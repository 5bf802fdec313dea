import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { candidateDays, digitsOf } from './digits.ts';
import { maskNik } from './nik.ts';
import { PROVINCES } from './province-codes.ts';

/** 16 digits that passed `parseKk`; looks like a NIK, so the type must come from the field, never from the digits. */
export type NomorKk = string & { readonly __brand: 'NomorKk' };

export interface ParsedKk {
  kk: NomorKk;
  masked: string;
  region: string;
  /** Day of issue; the latest that the two-digit year may mean. */
  issuedOn: CalendarDay;
  serial: string;
}

/**
 * Nomor Kartu Keluarga: region, ddmmyy of issue (never +40), serial [general knowledge, not verified].
 * Refuses as `parseNik`, with `kk.` instead of `nik.`.
 */
export function parseKk(
  input: unknown,
  context: { today: CalendarDay; provinces?: Readonly<Record<string, string>> },
): Result<ParsedKk> {
  const text = digitsOf('kk', input, 16);
  if (!text.ok) return text;
  const kk = text.value;
  const province = kk.slice(0, 2);
  if ((context.provinces ?? PROVINCES.names)[province] === undefined) return refuse('kk.province', { code: province });
  if (kk.slice(2, 4) === '00' || kk.slice(4, 6) === '00') return refuse('kk.region');
  const day = Number(kk.slice(6, 8));
  const month = Number(kk.slice(8, 10));
  if (day < 1 || day > 31) return refuse('kk.day');
  if (month < 1 || month > 12) return refuse('kk.month');
  const issuedOn = candidateDays(day, month, kk.slice(10, 12), context.today).at(-1);
  if (issuedOn === undefined) return refuse('kk.date');
  if (kk.slice(12) === '0000') return refuse('kk.serial');
  const region = `${province}.${kk.slice(2, 4)}.${kk.slice(4, 6)}`;
  return ok({ kk: kk as NomorKk, masked: maskNik(kk), region, issuedOn, serial: kk.slice(12) });
}
