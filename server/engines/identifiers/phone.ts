import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { isRounded } from './digits.ts';

export interface Phone {
  /** `+6281234567890`, the form to store and compare. */
  e164: string;
  /** `0812-3456-7890`, the form to show. */
  national: string;
  /** `6281234567890`, the form of wa.me. */
  wa: string;
  /** `+62812••••7890`, for lists and logs. */
  masked: string;
}

/**
 * An Indonesian mobile number however it is typed: `0812 3456 7890`, `62812…`, `+62 (0)812…`, or without the zero that a
 * spreadsheet dropped. 8 and 8 to 11 more digits. Refuses `phone.empty`, `.rounded`, `.not-digits`, `.foreign`,
 * `.not-mobile` (a fixed line gets no WhatsApp), `.length`.
 */
export function parsePhone(input: unknown): Result<Phone> {
  if (typeof input !== 'string' || input.trim() === '') return refuse('phone.empty');
  if (isRounded(input)) return refuse('phone.rounded');
  const text = input.replace(/^[\s'’‘`]+/, '').replace(/[\s.\-‐-–()/]/g, '');
  if (!/^\+?\d+$/.test(text)) return refuse('phone.not-digits');
  const international = text.replace(/^00/, '+');
  if (international.startsWith('+') && !international.startsWith('+62')) return refuse('phone.foreign');
  const local = international.replace(/^\+?62(?=0?8)/, '').replace(/^0/, '');
  if (!local.startsWith('8')) return refuse('phone.not-mobile');
  if (local.length < 9 || local.length > 12) return refuse('phone.length');
  return ok({
    e164: `+62${local}`,
    national: `0${local.slice(0, 3)}-${local.slice(3, 7)}-${local.slice(7)}`,
    wa: `62${local}`,
    masked: `+62${local.slice(0, 3)}••••${local.slice(-4)}`,
  });
}

/** A link that opens WhatsApp with the sentence filled in; the person presses send. */
export const whatsAppLink = (phone: Phone, sentence: string): string =>
  `https://wa.me/${phone.wa}?text=${encodeURIComponent(sentence)}`;
