import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, '.');

/**
 * Rupiah as people type it: `1250000`, `1.250.000`, `Rp 1.250.000,00`, `Rp1.250.000,-`. Refuses `money.empty`,
 * `money.cents` (1.250,50), `money.not-an-amount` (letters, minus, or dots that do not part thousands, as in 1.25 or
 * 1,250,000), `money.too-large`.
 */
export function parseRupiah(input: unknown): Result<number> {
  if (typeof input !== 'string' || input.trim() === '') return refuse('money.empty');
  const text = input.trim().replace(/^rp\.?\s*/i, '').replace(/\s+/g, '').replace(/,-{1,2}$/, '');
  const match = /^(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(text);
  if (!match) return refuse('money.not-an-amount');
  if (match[2] !== undefined && Number(match[2]) > 0) return refuse('money.cents');
  const amount = Number(match[1]!.replaceAll('.', ''));
  return Number.isSafeInteger(amount) ? ok(amount) : refuse('money.too-large');
}

/** `1234.5` with 1 decimal → `1.234,5`. */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) throw new RangeError('a finite number');
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const text = fraction ? `${grouped(whole)},${fraction}` : grouped(whole);
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/**
 * A share as a percentage: `formatPercent(934, 1000)` → `93,4%`. Half rounds up, counted in whole numbers so that no
 * binary fraction tips it. `-` when there is no whole to be a part of.
 */
export function formatPercent(part: number, whole: number, decimals = 1): string {
  if (whole === 0) return '-';
  if (!Number.isSafeInteger(part) || !Number.isSafeInteger(whole) || part < 0 || whole < 0) {
    throw new RangeError('a share is told by two counts');
  }
  const scale = 10n ** BigInt(decimals);
  const rounded = (BigInt(part) * 200n * scale + BigInt(whole)) / (2n * BigInt(whole));
  const fraction = String(rounded % scale).padStart(decimals, '0');
  return `${grouped(String(rounded / scale))}${decimals > 0 ? `,${fraction}` : ''}%`;
}
