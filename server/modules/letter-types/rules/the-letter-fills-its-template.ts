import { proseText } from '../../../engines/prose/prose-text.ts';
import type { LetterFacts, LetterType } from '../contract/port.ts';

/** Values of the template's fields: what belongs to the kind, what the letter knows of itself, and the answers of its form. */
export function theLetterFillsItsTemplate(type: Pick<LetterType, 'title' | 'fields' | 'fixed'>, letter: LetterFacts): Record<string, unknown> {
  const values: Record<string, unknown> = {
    ...letter.own, ...type.fixed,
    judul: type.title, hal: letter.subject, sifat: letter.secrecyText, lampiran: letter.attachments, kepada: letter.to, kepada_di: letter.toPlace, isi: letter.body,
  };
  // A template that knows only plain paragraphs gets the words without their marks.
  if (letter.body && type.fields.some((field) => field.id === 'isi' && field.type === 'paragraphs')) values.isi = proseText(letter.body);
  const known = new Set(type.fields.map((field) => field.id));
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => known.has(name) && value !== undefined));
}
