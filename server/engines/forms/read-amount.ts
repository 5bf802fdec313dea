import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import { isMissing, toFraction } from '../expressions/evaluate.ts';
import type { Fraction } from '../expressions/evaluate.ts';
import { parseRupiah } from '../identifiers/numbers.ts';
import type { SimpleField } from './form-definition.ts';
import { formatDecimal, formatRupiahText } from './indonesian-format.ts';
import { fault, none, read } from './read-context.ts';
import type { Reading } from './read-context.ts';
import { faultOf } from './read-text.ts';

type Of<T extends SimpleField['type']> = Extract<SimpleField, { type: T }>;

/**
 * The number meant by what was typed, as decimal text with a point. Indonesian writing is `1.234,5`; a machine and an
 * `<input type=number>` send `1234.5`. One point before exactly three digits parts thousands, unless the field itself
 * keeps three or more decimals.
 */
function decimalOf(raw: unknown, decimals: number): string | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) && /^-?\d+(\.\d+)?$/.test(String(raw)) ? String(raw) : undefined;
  if (typeof raw !== 'string' || raw.length > 60) return undefined;
  const text = raw.trim().replace(/^[−–]/, '-').replace(/(?<=\d)[\s\u00a0](?=\d{3})/g, '');
  const grouped = /^(-?[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/.exec(text);
  if (grouped && (grouped[2] !== undefined || decimals < 3 || grouped[1]!.split('.').length > 2)) {
    return grouped[1]!.replaceAll('.', '') + (grouped[2] === undefined ? '' : `.${grouped[2]}`);
  }
  const plain = /^(-?\d+)(?:[.,](\d+))?$/.exec(text);
  return plain ? plain[1]! + (plain[2] === undefined ? '' : `.${plain[2]}`) : undefined;
}

/** No leading or trailing zeros, no minus zero. */
function canonical(decimal: string): string {
  const [, sign, whole, part] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(decimal)!;
  const text = part ? `${whole}.${part}` : whole!;
  return /[1-9]/.test(text) ? sign + text : '0';
}

const below = (value: string, limit: number): boolean => {
  const [a, b] = [toFraction(value), toFraction(limit)];
  return !isMissing(a) && !isMissing(b) && (a as Fraction).n * (b as Fraction).d < (b as Fraction).n * (a as Fraction).d;
};

export function readNumber(field: Of<'number'>, raw: unknown): Reading {
  const decimal = decimalOf(raw, field.decimals);
  const example = field.decimals ? 'misalnya 12,5' : 'misalnya 12';
  if (decimal === undefined) return fault(`Isi dengan angka saja, ${example}.`);
  const value = canonical(decimal);
  const part = value.split('.')[1] ?? '';
  if (part.length > field.decimals) {
    return fault(field.decimals ? `Paling banyak ${field.decimals} angka di belakang koma.` : 'Isi dengan bilangan bulat, tanpa koma.');
  }
  if (value.replace(/\D/g, '').length > 20) return fault('Angka ini terlalu panjang. Periksa lagi.');
  const unit = field.unit ? ` ${field.unit}` : '';
  if (field.min !== undefined && below(value, field.min)) return fault(`Paling sedikit ${formatDecimal(String(field.min))}${unit}.`);
  if (field.max !== undefined && value !== canonical(String(field.max)) && !below(value, field.max)) {
    return fault(`Paling banyak ${formatDecimal(String(field.max))}${unit}.`);
  }
  return read(value);
}

/** Whole rupiah as an integer. */
export function readMoney(field: Of<'money'>, raw: unknown): Reading {
  const isAmount = typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0;
  const parsed = isAmount ? ({ ok: true, value: raw } as const) : parseRupiah(typeof raw === 'string' && raw.length <= 60 ? raw : 'x');
  if (!parsed.ok) return parsed.refusal.code === 'money.empty' ? none : faultOf(parsed.refusal);
  if (parsed.value < field.min) return fault(`Paling sedikit ${formatRupiahText(String(field.min))}.`);
  if (parsed.value > field.max) return fault(`Paling banyak ${formatRupiahText(String(field.max))}.`);
  return read(parsed.value);
}

/** `2026-11-23`, or as typed by hand `23-11-2026`, `23/11/2026`. The limits are checked once all answers are known. */
export function readDate(raw: unknown): Reading {
  const wrong = fault('Tulis tanggal yang ada di kalender, misalnya 23-11-2026.');
  if (typeof raw !== 'string' || raw.length > 40) return wrong;
  const typed = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(raw.trim());
  const day = typed ? `${typed[3]}-${typed[2]!.padStart(2, '0')}-${typed[1]!.padStart(2, '0')}` : raw.trim();
  return isCalendarDay(day) && day >= '1800-01-01' && day < '2500-01-01' ? read(day) : wrong;
}
