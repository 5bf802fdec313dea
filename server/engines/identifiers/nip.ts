import { isCalendarDay, type CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { ageOn, digitsOf, type Sex, type Warning } from './digits.ts';
import type { ParsedNik } from './nik.ts';

/** 18 digits that passed `parseNip`; always text: a number type cannot hold them. */
export type Nip = string & { readonly __brand: 'Nip' };

export interface ParsedNip {
  nip: Nip;
  /** As printed: `19880229 201203 2 901`. */
  formatted: string;
  kind: 'PNS' | 'PPPK';
  birthDate: CalendarDay;
  /** PNS: month of appointment as candidate (TMT CPNS), `2012-03`. PPPK: year of first appointment, `2022`. */
  appointed: string;
  /** PPPK only: which appointment, 1 to 9. */
  frequency?: number;
  sex: Sex;
  serial: string;
  warnings: Warning[];
}

/** Usual ages and years; they warn and never refuse [general knowledge, not verified]. */
const NIP_EXPECTATIONS = { youngest: 18, oldestPns: 40, firstPppkYear: 2019 };

/**
 * NIP of a PNS (`YYYYMMDD YYYYMM G NNN`) or NI PPPK (`YYYYMMDD YYYY 2F G NNN`): digits 13-14 tell them apart, 01-12
 * is a month, 21-29 a PPPK mark with the frequency.
 * Refuses `nip.empty`, `.rounded`, `.not-digits`, `.length`, `.birth-date`, `.month`, `.sex`, `.serial`.
 */
export function parseNip(input: unknown, context: { today: CalendarDay }): Result<ParsedNip> {
  const text = digitsOf('nip', input, 18);
  if (!text.ok) return text;
  const nip = text.value;
  const birthDate = `${nip.slice(0, 4)}-${nip.slice(4, 6)}-${nip.slice(6, 8)}`;
  if (!isCalendarDay(birthDate) || birthDate < '1900' || birthDate > context.today) return refuse('nip.birth-date');
  const mark = Number(nip.slice(12, 14));
  const kind = mark >= 1 && mark <= 12 ? 'PNS' : mark >= 21 && mark <= 29 ? 'PPPK' : null;
  if (kind === null) return refuse('nip.month');
  if (nip[14] !== '1' && nip[14] !== '2') return refuse('nip.sex');
  const serial = nip.slice(15);
  if (serial === '000') return refuse('nip.serial');
  const year = nip.slice(8, 12);
  return ok({
    nip: nip as Nip,
    formatted: formatNip(nip),
    kind,
    birthDate,
    appointed: kind === 'PNS' ? `${year}-${nip.slice(12, 14)}` : year,
    ...(kind === 'PPPK' ? { frequency: mark - 20 } : {}),
    sex: nip[14] === '1' ? 'L' : 'P',
    serial,
    warnings: warningsOf(birthDate, kind, year, nip.slice(12, 14), context.today),
  });
}

/** `19880229 201203 2 901` */
const formatNip = (nip: string): string => `${nip.slice(0, 8)} ${nip.slice(8, 14)} ${nip[14] ?? ''} ${nip.slice(15)}`;

function warningsOf(birth: CalendarDay, kind: 'PNS' | 'PPPK', year: string, month: string, today: CalendarDay): Warning[] {
  const { youngest, oldestPns, firstPppkYear } = NIP_EXPECTATIONS;
  // A PPPK number has no month: the end of the year is the latest, most lenient reading.
  const appointed = kind === 'PNS' ? `${year}-${month}-01` : `${year}-12-31`;
  const age = ageOn(birth, appointed);
  const warnings: Warning[] = [];
  const warn = (code: string, message: string) => warnings.push({ code, message: `${message} Cocokkan dengan surat keputusan pengangkatan.` });
  if (age < youngest) warn('nip.too-young', `Umur saat diangkat menurut NIP kurang dari ${youngest} tahun.`);
  if (kind === 'PNS' && age > oldestPns) warn('nip.too-old', `Umur saat diangkat menurut NIP lebih dari ${oldestPns} tahun.`);
  if (kind === 'PPPK' && Number(year) < firstPppkYear) warn('nip.before-pppk', `Tahun pengangkatan PPPK sebelum ${firstPppkYear}.`);
  if (`${year}-${kind === 'PNS' ? month : '01'}-01` > today) warn('nip.appointed-later', 'Pengangkatan menurut NIP masih di depan.');
  return warnings;
}

/** Where the NIP and the NIK of one person disagree on birth date or sex: warnings, one of the two may hold an old error. */
export function compareNipWithNik(nip: ParsedNip, nik: ParsedNik): Warning[] {
  const warnings: Warning[] = [];
  if (!nik.birthDateCandidates.includes(nip.birthDate)) {
    warnings.push({ code: 'nip.birth-date-differs-from-nik', message: 'Tanggal lahir pada NIP dan NIK berbeda. Cocokkan keduanya dengan KTP.' });
  }
  if (nip.sex !== nik.sex) {
    warnings.push({ code: 'nip.sex-differs-from-nik', message: 'Jenis kelamin pada NIP dan NIK berbeda. Cocokkan keduanya dengan KTP.' });
  }
  return warnings;
}
