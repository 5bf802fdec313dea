import { many, one } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { plainOf, postedProse } from '../../../../../../../server/engines/prose/plain-notation.ts';
import type { TypeBody } from '../../../../../../../server/modules/letter-types/contract.ts';

/** A kind of letter ⇄ the inputs of its form. */

const MARGINS = ['top', 'right', 'bottom', 'left', 'size'] as const;

export function valuesOf(body: TypeBody): Values {
  return {
    title: body.title, series: body.series, pattern: body.pattern, classification: body.classification, secrecy: body.secrecy, paper: body.paper ?? '', initials: String(body.initials), issuedIn: body.issuedIn,
    copies: body.copies.join('\n'), skeleton: plainOf(body.skeleton), font: body.layout.font ?? '',
    ...Object.fromEntries(MARGINS.map((name) => [`layout.${name}`, body.layout[name] === undefined ? '' : String(body.layout[name])])),
  };
}

/** What was typed, for the operation; `before` keeps of the body what the plain notation cannot say. */
export function bodyOf(values: Values, before: TypeBody): { body: Record<string, unknown> } | { message: string } {
  const skeleton = postedProse({ plain: one(values, 'skeleton') }, before.skeleton);
  if (!skeleton.ok) return { message: 'Kerangka ini terlalu panjang, atau tabelnya berlubang. Pendekkan, atau samakan jumlah sel tiap baris.' };
  const layout = Object.fromEntries(MARGINS.flatMap((name) => (one(values, `layout.${name}`).trim() ? [[name, one(values, `layout.${name}`).trim().replace(',', '.')]] : [])));
  return {
    body: {
      title: one(values, 'title'), series: one(values, 'series'), pattern: one(values, 'pattern'), classification: one(values, 'classification'), secrecy: one(values, 'secrecy'), initials: one(values, 'initials') || '0', issuedIn: one(values, 'issuedIn'),
      ...(one(values, 'paper') ? { paper: one(values, 'paper') } : {}), layout: { ...layout, ...(one(values, 'font') ? { font: one(values, 'font') } : {}) },
      copies: many(values, 'copies').join('\n').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ''), skeleton: skeleton.value,
    },
  };
}
