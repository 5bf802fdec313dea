import type * as z from 'zod';
import type { FormIndex, FormInstrument } from '../../../engines/scoring/instrument.ts';
import { ok, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import type { formIndexInput } from '../contract/draft-operations.ts';
import { scoringOffer } from './fill-the-instrument.ts';

export type TypedIndex = z.output<typeof formIndexInput>;

const EXACT = /^\d{1,9}(\.\d{1,9}|\/[1-9]\d{0,8})?$/;
/** "12,5" as people write it. */
const figure = (text: string): string => text.replace(',', '.');

/**
 * The index of a form from what was typed. What has no weight is not scored. Refuses `request.invalid` with the paths of
 * the form: `variables.0.weight`, `answers.3.points.Tunai`, `ratios.1.parts`, `stages.2.from`.
 */
export function formIndexFromTyped(instrument: FormInstrument, typed: TypedIndex): Result<FormIndex> {
  const fields: FieldRefusal[] = [];
  const offer = scoringOffer(instrument);
  const exactly = (path: string, text: string): string => {
    if (EXACT.test(figure(text))) return figure(text);
    fields.push({ path, message: 'Tulis angka, misalnya 12,5.' });
    return '0';
  };
  const variables = offer.variables.map(({ id, title }) => {
    const at = typed.variables.findIndex((one) => one.id === id);
    const weight = typed.variables[at]?.weight ?? '';
    return { id, title, weight: weight === '' ? '0' : exactly(`variables.${at}.weight`, weight) };
  });
  const answers = typed.answers.flatMap((one, at): FormIndex['items'] => {
    const offered = offer.answers.find(({ key }) => key === one.key);
    if (one.weight === '' || !offered) return [];
    const points = Object.fromEntries(offered.options.map((option) => {
      const value = one.points[option] ?? '';
      return [option, value === '' || value === 'out' ? ('out' as const) : exactly(`answers.${at}.points.${option}`, value)];
    }));
    return [{ kind: 'answers', variable: offered.variable, title: offered.title, weight: exactly(`answers.${at}.weight`, one.weight), fields: offered.fields, points, several: one.several }];
  });
  const ratios = typed.ratios.flatMap(({ title, variable, weight, whole, parts }, at): FormIndex['items'] => {
    if (weight === '') return [];
    if (parts.length === 0) fields.push({ path: `ratios.${at}.parts`, message: 'Pilih yang dihitung.' });
    return [{ kind: 'ratio', title, variable, weight: exactly(`ratios.${at}.weight`, weight), whole, parts: parts.length > 0 ? parts : [whole] }];
  });
  const from = typed.stages.map((stage, at) => exactly(`stages.${at}.from`, stage.from));
  const stages = typed.stages.map(({ label }, at) => ({ label, range: `[${from[at]!}, ${from[at + 1] === undefined ? '100]' : `${from[at + 1]})`}` }));
  if (answers.length + ratios.length === 0) fields.push({ path: 'answers', message: 'Beri bobot pada paling sedikit satu jawaban atau bagian.' });
  if (stages.length === 0) fields.push({ path: 'stages', message: 'Isi paling sedikit satu tahap.' });
  if (fields.length > 0) return { ok: false, refusal: { code: 'request.invalid', fields } };
  return ok({ legalBasis: typed.legalBasis, verified: typed.verified, variables, items: [...answers, ...ratios], stages, basis: typed.basis });
}

/** The way back: what stands in the form. */
export function typedFromFormIndex(instrument: FormInstrument): TypedIndex | null {
  const { index } = instrument;
  if (!index) return null;
  const offer = scoringOffer(instrument);
  return {
    legalBasis: index.legalBasis, verified: index.verified, basis: index.basis,
    variables: index.variables.map(({ id, weight }) => ({ id, weight })),
    answers: index.items.flatMap((item) => (item.kind === 'answers' ? [{ key: offer.answers.find(({ fields }) => fields[0] === item.fields[0])?.key ?? item.fields[0]!, weight: item.weight, several: item.several, points: item.points }] : [])),
    ratios: index.items.flatMap((item) => (item.kind === 'ratio' ? [{ title: item.title, variable: item.variable, weight: item.weight, whole: item.whole, parts: item.parts }] : [])),
    stages: index.stages.map(({ label, range }) => ({ label, from: /([\d.]+)/.exec(range)?.[1] ?? '0' })),
  };
}
