import { isPublicCode, normalizePublicCode } from '../../../platform/kernel/ids.ts';

/** Of misconduct: sixteen characters, the last one a check, some 73 random bits. It opens the report, so it must not be guessed by trying. */
export const LONG_CODE = 16;

/** What was typed, as it was made: six digits of an ordinary report, or the long code of misconduct. */
export function readCode(typed: string): string {
  const digits = typed.replace(/\D/g, '');
  const bare = normalizePublicCode(typed);
  return bare.length === LONG_CODE ? bare : digits;
}
export const isLongCode = (typed: string): boolean => isPublicCode(typed, LONG_CODE);
