import type { FormAnswers } from '../../../engines/scoring/completeness.ts';
import type { FormField } from '../../../engines/scoring/instrument.ts';
import { parseRupiah } from '../../../engines/identifiers/numbers.ts';
import type { FieldRefusal } from '../../../platform/kernel/refusal.ts';

/** What was typed into a field: one text, or the options that were ticked. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

const MOST_SIGNS = 500;
const MONEY: Record<string, string> = {
  'money.cents': 'Tulis rupiah bulat, tanpa sen.', 'money.too-large': 'Angka ini terlalu besar. Periksa lagi nolnya.', 'money.not-an-amount': 'Tulis rupiah bulat, misalnya 1.250.000.',
};

/**
 * One page of answers as they are stored; a blank field is not answered. Sums between pages are not judged here: they are
 * shown beside the form until it is sent. `none`: the option that excludes every other.
 */
export function readAnswers(fields: readonly FormField[], typed: Typed, none: string): { answers: Record<string, string | string[]>; faults: FieldRefusal[] } {
  const answers: Record<string, string | string[]> = {};
  const faults: FieldRefusal[] = [];
  for (const field of fields) {
    const read = readOne(field, typed[field.id], none);
    if (typeof read === 'object' && 'fault' in read) faults.push({ path: field.id, message: read.fault });
    else if (read !== undefined) answers[field.id] = read;
  }
  return { answers, faults };
}

function readOne(field: FormField, typed: Typed[string] | undefined, none: string): string | string[] | { fault: string } | undefined {
  const all = (typed === undefined ? [] : typeof typed === 'string' ? [typed] : [...typed]).map((one) => one.trim()).filter(Boolean);
  if (all.length === 0) return undefined;
  if (field.answer === 'multi') {
    const chosen = [...new Set(all)];
    if (chosen.some((option) => !field.options?.includes(option))) return { fault: 'Pilih dari daftarnya.' };
    if (chosen.includes(none) && chosen.length > 1) return { fault: `"${none}" tidak dapat dipilih bersama yang lain. Hapus salah satunya.` };
    return field.options!.filter((option) => chosen.includes(option));
  }
  if (all.length > 1) return { fault: 'Jawab dengan satu isian.' };
  const [text] = all as [string];
  if (field.answer === 'rupiah') {
    const amount = parseRupiah(text);
    return amount.ok ? String(amount.value) : { fault: MONEY[amount.refusal.code] ?? MONEY['money.not-an-amount']! };
  }
  if (field.options && !field.options.includes(text)) return { fault: 'Pilih dari daftarnya.' };
  return text.length <= MOST_SIGNS ? text : { fault: `Paling panjang ${MOST_SIGNS} huruf.` };
}

/** Answers to fields that a newer version of the form no longer has, or has otherwise. */
export const lostBy = (fields: readonly FormField[], answers: FormAnswers): string[] =>
  Object.entries(answers).flatMap(([id, answer]) => {
    const field = fields.find((one) => one.id === id);
    const chosen = typeof answer === 'string' ? [answer] : answer;
    return field && (!field.options || chosen.every((option) => field.options!.includes(option))) ? [] : [id];
  });
