import { one } from '#lib/forms/values.ts';
import type { FieldProblem } from '#lib/types.ts';
import type { Values } from '#lib/forms/types.ts';
import { MARKED_NAMES, type FinishedView } from '../../../../../../../server/modules/outgoing/contract.ts';

type Place = Pick<FinishedView['places'][number], 'what' | 'page' | 'x' | 'y'>;
const POINTS_PER_MM = 72 / 25.4;
const MOST_MM = 1700;

/** A place as it is measured with a ruler: page, millimetres from the left and the upper edge. */
export function placeFrom(values: Values): { place?: Place; fields: FieldProblem[] } {
  const fields: FieldProblem[] = [];
  const read = (path: string, least: number, most: number, message: string) => {
    const typed = one(values, path).trim().replace(',', '.');
    const value = Number(typed);
    if (typed === '' || !Number.isFinite(value) || value < least || value > most) fields.push({ path, message });
    return value;
  };
  const what = one(values, 'tempat_untuk');
  const page = read('tempat_halaman', 1, 500, 'Tulis halaman keberapa, misalnya 1.');
  const x = read('tempat_x', 0, MOST_MM, 'Tulis jaraknya dalam milimeter.');
  const y = read('tempat_y', 0, MOST_MM, 'Tulis jaraknya dalam milimeter.');
  if (!Number.isInteger(page)) fields.push({ path: 'tempat_halaman', message: 'Tulis halaman keberapa, misalnya 1.' });
  if (!Object.hasOwn(MARKED_NAMES, what)) fields.push({ path: 'tempat_untuk', message: 'Pilih dari daftar.' });
  const points = (mm: number) => Math.round(mm * POINTS_PER_MM * 100) / 100;
  return fields.length > 0 ? { fields } : { place: { what: what as Place['what'], page, x: points(x), y: points(y) }, fields };
}
