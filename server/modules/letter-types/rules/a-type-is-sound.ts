import { documentRefusals } from '../../../engines/documents/refusals.ts';
import type { LetterDefinition } from '../../../engines/documents/letter/letter-definition.ts';
import { checkPattern } from '../../../engines/documents/numbering/letter-number.ts';
import { mergeFieldsOf } from '../../../engines/prose/merge-fields.ts';
import { ok, refuse, sentenceOf, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import { MERGE_FIELDS } from '../contract/port.ts';
import type { TypeBody } from '../contract/shapes.ts';

/** Whether letters of a kind can be numbered and printed as an administrator wants it. Refuses `letter-types.invalid`, one entry per field. */
export function aTypeIsSound(body: TypeBody, about: { template: LetterDefinition; knowsCode: (code: string) => boolean }): Result<void> {
  const problems: FieldRefusal[] = [];
  const pattern = checkPattern(body.pattern);
  if (!pattern.ok) problems.push({ path: 'pattern', message: sentenceOf(pattern.refusal, documentRefusals) });
  if (!about.knowsCode(body.classification)) problems.push({ path: 'classification', message: 'Kode klasifikasi ini tidak ada dalam daftar. Pilih dari daftar.' });
  if (body.paper && !about.template.paper.allowed.includes(body.paper)) {
    problems.push({ path: 'paper', message: `Templat ini dicetak di ${about.template.paper.allowed.join(' atau ')}.` });
  }
  const { left = 0, right = 0, top = 0, bottom = 0 } = body.layout;
  // A5 is 148 mm wide: less than this and no line of a letter fits.
  if (left + right > 80) problems.push({ path: 'layout.left', message: 'Tepi kiri dan kanan bersama paling banyak 80 mm, agar barisnya tidak terlalu sempit.' });
  if (top + bottom > 120) problems.push({ path: 'layout.top', message: 'Tepi atas dan bawah bersama paling banyak 120 mm.' });
  const unknown = mergeFieldsOf(body.skeleton).filter((name) => !(name in MERGE_FIELDS));
  if (unknown.length > 0) problems.push({ path: 'skeleton', message: `Isian gabungan ${unknown.map((name) => `{{${name}}}`).join(', ')} tidak dikenal. Pakai ${Object.keys(MERGE_FIELDS).map((name) => `{{${name}}}`).join(', ')}.` });
  const twice = body.copies.find((one, at) => body.copies.findIndex((other) => other.toLowerCase() === one.toLowerCase()) !== at);
  if (twice !== undefined) problems.push({ path: 'copies', message: `Tembusan "${twice}" tertulis dua kali. Sisakan satu.` });
  if (problems.length === 0) return ok(undefined);
  const { refusal } = refuse('letter-types.invalid');
  return { ok: false, refusal: { ...refusal, fields: problems } };
}
