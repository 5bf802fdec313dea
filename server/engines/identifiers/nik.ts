import type { CalendarDay } from '../../platform/kernel/calendar-day.ts';
import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { ageOn, candidateDays, digitsOf, type Sex, type Warning } from './digits.ts';
import { PROVINCES } from './province-codes.ts';

/** 16 digits that passed `parseNik`; always text. */
export type Nik = string & { readonly __brand: 'Nik' };

export interface ParsedNik {
  nik: Nik;
  masked: string;
  /** Region of first registration, Kemendagri form: `35.15.14`. May since have been renamed or merged. */
  region: string;
  province: { code: string; name: string };
  sex: Sex;
  birthDate: CalendarDay;
  /** Every day that the two-digit year may mean (19yy, 20yy). */
  birthDateCandidates: CalendarDay[];
  serial: string;
  /** Never reasons to refuse: a NIK stays when a birth date is corrected. */
  warnings: Warning[];
}

export interface NikContext {
  today: CalendarDay;
  /** As the applicant states it: decides the century, and a difference becomes a warning. */
  birthDate?: CalendarDay;
  sex?: Sex;
  /** Province names by code; default: the list that comes with the product. */
  provinces?: Readonly<Record<string, string>>;
  /** Whether a region code (`35.02` or `35.02.01`) is in today's list; unknown ones are only warned about. */
  regionExists?: (code: string) => boolean;
}

const OLDEST = 110;

/**
 * NIK, 16 digits (PP 37/2007 art. 37): province, regency, district, day of birth (+40 for women), month, two-digit
 * year, serial. Well-formed is not proof of existence: there is no check digit.
 * Refuses `nik.empty`, `.rounded`, `.not-digits`, `.length`, `.province`, `.region`, `.day`, `.month`, `.date`, `.serial`.
 */
export function parseNik(input: unknown, context: NikContext): Result<ParsedNik> {
  const text = digitsOf('nik', input, 16);
  if (!text.ok) return text;
  const nik = text.value;
  const province = nik.slice(0, 2);
  const provinceName = (context.provinces ?? PROVINCES.names)[province];
  if (provinceName === undefined) return refuse('nik.province', { code: province });
  if (nik.slice(2, 4) === '00' || nik.slice(4, 6) === '00') return refuse('nik.region');

  const codedDay = Number(nik.slice(6, 8));
  const sex: Sex = codedDay > 40 ? 'P' : 'L';
  const day = sex === 'P' ? codedDay - 40 : codedDay;
  const month = Number(nik.slice(8, 10));
  if (day < 1 || day > 31) return refuse('nik.day');
  if (month < 1 || month > 12) return refuse('nik.month');
  const candidates = candidateDays(day, month, nik.slice(10, 12), context.today);
  if (candidates.length === 0) return refuse('nik.date');
  if (nik.slice(12) === '0000') return refuse('nik.serial');

  const birthDate = birthDateOf(candidates, context);
  return ok({
    nik: nik as Nik,
    masked: maskNik(nik),
    region: `${province}.${nik.slice(2, 4)}.${nik.slice(4, 6)}`,
    province: { code: province, name: provinceName },
    sex,
    birthDate,
    birthDateCandidates: candidates,
    serial: nik.slice(12),
    warnings: warningsOf(nik, birthDate, sex, context),
  });
}

/** The stated date if the NIK can mean it, else the latest that keeps the age within 110 years. */
function birthDateOf(candidates: CalendarDay[], { birthDate, today }: NikContext): CalendarDay {
  if (birthDate !== undefined && candidates.includes(birthDate)) return birthDate;
  return candidates.findLast((one) => ageOn(one, today) <= OLDEST) ?? candidates.at(-1)!;
}

function warningsOf(nik: string, birthDate: CalendarDay, sex: Sex, context: NikContext): Warning[] {
  const warnings: Warning[] = [];
  if (context.birthDate !== undefined && context.birthDate !== birthDate) {
    warnings.push({
      code: 'nik.birth-date-differs',
      message: 'Tanggal lahir berbeda dengan tanggal pada NIK. Cocokkan dengan KTP; jika KTP memang begitu, lanjutkan.',
    });
  }
  if (context.sex !== undefined && context.sex !== sex) {
    warnings.push({
      code: 'nik.sex-differs',
      message: 'Jenis kelamin berbeda dengan tanda pada NIK. Cocokkan dengan KTP; jika KTP memang begitu, lanjutkan.',
    });
  }
  const regency = `${nik.slice(0, 2)}.${nik.slice(2, 4)}`;
  if (context.regionExists && !context.regionExists(regency)) {
    warnings.push({
      code: 'nik.regency-unknown',
      message: `Kode kabupaten/kota ${regency} tidak ada dalam daftar wilayah sekarang. Cocokkan NIK dengan KTP; kode lama boleh dilanjutkan.`,
    });
  }
  return warnings;
}

/** For lists and logs: `3502••••••••0003`. What is not 16 digits is hidden whole. */
export const maskNik = (nik: string): string => (/^\d{16}$/.test(nik) ? `${nik.slice(0, 4)}••••••••${nik.slice(12)}` : '••••••••••••••••');
