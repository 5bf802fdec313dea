import { exactDecimal, fixedText, over } from './exact.ts';
import type { FormField, FormInstrument } from './instrument.ts';

/** Answers by field: a text, an option, a list of options, or whole rupiah as text. */
export type FormAnswers = Readonly<Record<string, string | readonly string[]>>;

/** Parts of a whole: how many, and as percent with two decimals (half up) and exactly. */
export interface Share {
  count: number;
  of: number;
  percent: string;
  exact: string;
}
export interface FormReport {
  complete: Share;
  sections: { number: string; title: string; complete: Share }[];
  missing: string[];
  /** Kinds of revenue that are collected, and how many of them use each class of channel; a kind may use several. */
  coverage: { collected: number; notCollected: number; classes: { id: string; title: string; share: Share }[] };
  /** One sentence per answer that cannot be. */
  faults: { field: string; sentence: string }[];
}

/**
 * What can be said of a form whose weights are not published (IETPD): how complete it is and which channels are used. No
 * index. A province is asked only for provincial levies and the reverse; what is not collected leaves the denominator.
 */
export function reportForm(instrument: FormInstrument, level: 'province' | 'regency', answers: FormAnswers): FormReport {
  const asked = (field: FormField) => field.for === 'all' || field.for === level;
  const sections = instrument.sections.map(({ number, title, fields }) => {
    const expected = fields.filter(asked);
    return { number, title, complete: share(expected.filter(({ id }) => answered(answers[id])).length, expected.length) };
  });
  const all = instrument.sections.flatMap(({ fields }) => fields);
  const expected = all.filter(asked);
  return {
    complete: share(expected.filter(({ id }) => answered(answers[id])).length, expected.length),
    sections,
    missing: expected.filter(({ id }) => !answered(answers[id])).map(({ id }) => id),
    coverage: coverageOf(instrument, expected, answers),
    faults: [...unknownFaults(all, answers), ...all.flatMap((field) => fieldFaults(instrument, field, asked(field), answers[field.id])), ...sumFaults(instrument, all, answers)],
  };
}

const answered = (answer: FormAnswers[string] | undefined): boolean => (typeof answer === 'string' ? answer.trim() !== '' : (answer?.length ?? 0) > 0);
export const share = (count: number, of: number): Share => (of === 0 ? { count, of, percent: '', exact: '' } : { count, of, percent: fixedText(over(BigInt(count * 100), BigInt(of)), 2), exact: exactDecimal(over(BigInt(count), BigInt(of))) });

function coverageOf({ channels }: FormInstrument, expected: readonly FormField[], answers: FormAnswers): FormReport['coverage'] {
  const kinds = expected.filter(({ answer, options }) => answer === 'multi' && options?.includes(channels.none)).map(({ id }) => answers[id]).filter(answered).map((answer) => (typeof answer === 'string' ? [answer] : answer!));
  const collected = kinds.filter((chosen) => !chosen.includes(channels.none));
  return {
    collected: collected.length,
    notCollected: kinds.length - collected.length,
    classes: channels.classes.map(({ id, title, options }) => ({ id, title, share: share(collected.filter((chosen) => chosen.some((option) => options.includes(option))).length, collected.length) })),
  };
}

const unknownFaults = (all: readonly FormField[], answers: FormAnswers): FormReport['faults'] =>
  Object.keys(answers).filter((id) => !all.some((field) => field.id === id)).map((id) => ({ field: id, sentence: `Isian "${id.slice(0, 60)}" tidak ada dalam formulir ini.` }));

function fieldFaults({ channels }: FormInstrument, field: FormField, asked: boolean, answer: FormAnswers[string] | undefined): FormReport['faults'] {
  if (!answered(answer)) return [];
  const fault = (sentence: string) => [{ field: field.id, sentence }];
  if (!asked) return fault(`"${field.label}" tidak ditanyakan kepada ${field.for === 'province' ? 'kabupaten/kota' : 'provinsi'}. Kosongkan.`);
  const chosen = typeof answer === 'string' ? [answer] : answer!;
  if (field.answer === 'rupiah' && (typeof answer !== 'string' || !/^\d{1,18}$/.test(answer))) return fault(`"${field.label}" harus rupiah bulat tanpa titik.`);
  if (field.answer === 'choice' && chosen.length !== 1) return fault(`"${field.label}" dijawab dengan satu pilihan.`);
  const foreign = field.options && chosen.find((option) => !field.options!.includes(option));
  if (foreign !== undefined) return fault(`"${foreign.slice(0, 60)}" bukan pilihan untuk "${field.label}".`);
  return chosen.includes(channels.none) && chosen.length > 1 ? fault(`"${channels.none}" tidak dapat dipilih bersama kanal lain pada "${field.label}".`) : [];
}

function sumFaults({ checks }: FormInstrument, all: readonly FormField[], answers: FormAnswers): FormReport['faults'] {
  const amount = (id: string): bigint | undefined => (typeof answers[id] === 'string' && /^\d{1,18}$/.test(answers[id]) ? BigInt(answers[id]) : undefined);
  const label = (id: string) => all.find((field) => field.id === id)?.label ?? id;
  return checks.flatMap(({ rule, total, parts }) => {
    const whole = amount(total);
    const known = parts.map(amount);
    if (whole === undefined || (rule === 'equals' && known.includes(undefined))) return [];
    const together = known.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n);
    const wrong = rule === 'equals' ? together !== whole : together > whole;
    return wrong ? [{ field: total, sentence: `Jumlah rinciannya (${together}) ${rule === 'equals' ? 'harus sama dengan' : 'tidak boleh melebihi'} ${label(total)} (${whole}).` }] : [];
  });
}
