import { parsePhone } from '../../../engines/identifiers/phone.ts';

/** What somebody types to say who they are; `userName` is also what is not understood. */
export type Identifier = { kind: 'nik' | 'nip' | 'phone' | 'email' | 'userName'; value: string };

/** Tells NIK (16 digits), NIP (18), mobile number, e-mail address and user name apart; separators do not matter. */
export function identifierOf(typed: string): Identifier {
  const text = typed.trim().toLowerCase();
  if (text.includes('@')) return { kind: 'email', value: text };
  const digits = text.replace(/^[\s'’‘`]+/, '').replace(/[\s.\-‐-–]/g, '');
  if (/^\d{16}$/.test(digits)) return { kind: 'nik', value: digits };
  if (/^\d{18}$/.test(digits)) return { kind: 'nip', value: digits };
  const phone = /^[+\d]/.test(digits) ? parsePhone(text) : undefined;
  if (phone?.ok) return { kind: 'phone', value: phone.value.e164 };
  return { kind: 'userName', value: text };
}

/** Given by an institution to those without NIP: begins with a letter, so it is never taken for a number. */
export const isUserName = (text: string): boolean => /^[a-z][a-z0-9._-]{2,39}$/.test(text);

export const isEmail = (text: string): boolean => text.length <= 120 && /^[^\s@<>"(),;:\\[\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/.test(text);

/** `bu••••@contoh.id` for lists and desks. */
export const maskEmail = (email: string): string => email.replace(/^(.{1,2})[^@]*/, '$1••••');
/** `+62812••••7890` */
export const maskPhone = (phone: string): string => (phone.length > 10 ? `${phone.slice(0, 6)}••••${phone.slice(-4)}` : '••••');
