import { compileExpression } from '../../../engines/expressions/compile.ts';
import type { CompiledExpression } from '../../../engines/expressions/compile.ts';
import { suggestion } from '../../../engines/expressions/suggest.ts';
import { kindOf, typeWord, type ExpressionType, type Scope } from '../../../engines/expressions/types.ts';
import type { LetterDefinition, LetterField } from '../../../engines/documents/letter/letter-definition.ts';
import { checkPattern } from '../../../engines/documents/numbering/letter-number.ts';
import type { LayananDefinition } from '../definition.ts';
import { problem, type DefinitionProblem } from './definition-problem.ts';

type Output = LayananDefinition['output'];

/** Every field of the template is filled, every field filled is of the template, and the kinds of value agree. */
export function checkOutputFields(output: Output, letter: LetterDefinition, scope: Scope): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const known = letter.fields.map((field) => field.id);
  for (const [id, source] of Object.entries(output.fields)) {
    const path = ['output', 'fields', id];
    const field = letter.fields.find((one) => one.id === id);
    if (!field) {
      problems.push(problem(path, `surat "${letter.id}" tidak mempunyai isian "${id}"`, `Pakai salah satu: ${known.join(', ')}.${suggestion(id, known)}`));
      continue;
    }
    const compiled = compileAt(path, source, scope, problems);
    const wrong = compiled && misfit(field, compiled);
    if (wrong) problems.push(problem(path, `isian surat "${id}" ${wrong}`, 'Ubah ungkapannya.'));
  }
  for (const field of letter.fields) {
    if (!field.required || Object.hasOwn(output.fields, field.id)) continue;
    problems.push(problem(
      ['output', 'fields'], `isian "${field.id}" (${field.label}) pada surat "${letter.id}" belum diisi`,
      `Tambahkan "${field.id}: …" dengan ungkapan yang mengisinya.`,
    ));
  }
  return problems;
}

/** The pattern of the number is one that the register can give. */
export function checkSeries(output: Output, classification: ReadonlySet<string>): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  if (!classification.has(output.series.classification)) {
    problems.push(problem(
      ['output', 'series', 'classification'], `kode klasifikasi "${output.series.classification}" tidak ada dalam daftar`,
      'Pakai kode dari catalog/reference/classification, atau tambahkan kode itu beserta sumbernya.',
    ));
  }
  const pattern = checkPattern(output.series.pattern);
  if (!pattern.ok) {
    const near = (pattern.refusal.data as { near: string }).near;
    problems.push(problem(
      ['output', 'series', 'pattern'], `pola nomor tidak dapat dipakai${near ? ` (dekat "${near}")` : ''}`,
      'Pakai {kode} {urut} atau {urut:3} (tepat satu), {unit} {jabatan} {mm} {romawi} {yyyy} {yy}, dengan pemisah di antaranya.',
    ));
  }
  return problems;
}

/** Compiles; a fault becomes a problem at `path`. */
export function compileAt(
  path: (string | number)[], source: string, scope: Scope, problems: DefinitionProblem[],
): CompiledExpression | undefined {
  const compiled = compileExpression(source, scope);
  if (compiled.ok) return compiled.value;
  const { message, position } = compiled.refusal.data as { message: string; position: number };
  problems.push(problem(path, `ungkapan \`${source}\`: ${message}`, `Perbaiki di huruf ke-${position + 1}.`));
  return undefined;
}

function misfit(field: LetterField, { type, tree }: CompiledExpression): string | undefined {
  if (kindOf(type) === 'missing') return undefined;
  const is = (...kinds: string[]): boolean => kinds.includes(kindOf(type));
  switch (field.type) {
    case 'text':
    case 'paragraphs':
      if (typeof type === 'object' && 'choices' in type && tree[0] === '$') {
        return `akan mencetak id pilihan; pakai ${String(tree[2])}_teks`;
      }
      return is('text') || (field.type === 'text' && is('number')) ? undefined : mustBe('teks', type);
    case 'date':
    case 'date-in-words':
      return is('date') ? undefined : mustBe('tanggal', type);
    case 'number':
      return is('number') ? undefined : mustBe('angka', type);
    case 'money':
      return type === 'integer' ? undefined : mustBe('rupiah bulat', type);
    case 'list':
      return typeof type === 'object' && 'list' in type && ['text', 'missing'].includes(kindOf(type.list)) ? undefined : mustBe('daftar teks', type);
    case 'table':
      return tableMisfit(field, type);
    case 'prose':
      // A body is written by a person, never computed from a form.
      return mustBe('isi naskah, yang tidak dapat dihitung dari formulir', type);
  }
}

function tableMisfit(field: LetterField, type: ExpressionType): string | undefined {
  const row = typeof type === 'object' && 'list' in type ? type.list : undefined;
  if (typeof row !== 'object' || !('fields' in row)) return mustBe('kelompok isian berulang', type);
  const lacking = field.columns!.map((column) => column.id).filter((id) => !Object.hasOwn(row.fields, id));
  if (lacking.length > 0) return `memerlukan kolom ${lacking.join(', ')} pada kelompoknya`;
  const unprintable = field.columns!.filter((column) => !['text', 'number'].includes(kindOf(row.fields[column.id]!)));
  return unprintable.length > 0 ? `mempunyai kolom yang bukan teks atau angka: ${unprintable.map((column) => column.id).join(', ')}` : undefined;
}

const mustBe = (wanted: string, type: ExpressionType): string => `harus ${wanted}, bukan ${typeWord(type)}`;
