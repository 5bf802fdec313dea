import { compileExpecting, compileExpression } from '../expressions/compile.ts';
import type { CompiledExpression } from '../expressions/compile.ts';
import type { Tree } from '../expressions/evaluate.ts';
import { orderComputed } from '../expressions/order.ts';
import { joinTypes, kindOf, typeWord } from '../expressions/types.ts';
import type { ExpressionType, Kind, Scope } from '../expressions/types.ts';
import type { RunField } from './compiled-form.ts';
import type { Field, FormDefinition, SimpleField } from './form-definition.ts';
import type { FormEnvironment, FormProblem, Report } from './form-problem.ts';
import { formScope, rowScope, standardFacts, typeOfField } from './scope.ts';

type Path = FormProblem['path'];
interface Draft {
  field: RunField;
  needs: Set<string>;
  path: Path;
}

/** Turns the problem of an expression into one of the form. */
function compileAt(report: Report, path: Path, source: string, scope: Scope, kind?: Kind): CompiledExpression | undefined {
  const compiled = kind ? compileExpecting(source, scope, kind) : compileExpression(source, scope);
  if (compiled.ok) return compiled.value;
  const { message, position } = compiled.refusal.data as { message: string; position: number };
  report(path, `Ungkapan \`${source}\`: ${message}`, `Perbaiki di huruf ke-${position + 1}.`);
  return undefined;
}

function compileComputed(field: SimpleField & { type: 'computed' }, path: Path, scope: Scope, report: Report): CompiledExpression | undefined {
  const compiled = compileAt(report, [...path, 'value'], field.value, scope);
  if (!compiled) return undefined;
  const wanted: ExpressionType = typeOfField(field);
  if (!joinTypes(wanted, compiled.type)) {
    report([...path, 'value'], `Hasil hitungan adalah ${typeWord(compiled.type)}, padahal format-nya ${field.format}.`, 'Sesuaikan format, atau ubah ungkapannya.');
  } else if (field.format === 'money' && compiled.type === 'number') {
    report([...path, 'value'], 'Hitungan rupiah ini dapat menghasilkan pecahan.', 'Sebutkan pembulatannya, misalnya round half up(…) atau round down(…).');
  }
  return compiled;
}

function compileOne(field: Field | SimpleField, page: string, path: Path, scope: Scope, environment: FormEnvironment, report: Report): Draft {
  const needs = new Set<string>();
  const run: RunField = { id: field.id, page, required: field.type === 'computed' ? false : typeof field.required === 'boolean' ? field.required : false };
  const use = (key: string, source: string, kind: Kind, decides: boolean): Tree | undefined => {
    const compiled = compileAt(report, [...path, key], source, scope, kind);
    if (decides) for (const name of compiled?.names ?? []) needs.add(name);
    return compiled?.tree;
  };
  const when = field.when === undefined ? undefined : use('when', field.when, 'boolean', true);
  if (when) run.when = [when];
  if (typeof field.required === 'string') run.required = use('required', field.required, 'boolean', false) ?? false;
  if (field.type === 'date') {
    const earliest = field.min === undefined ? undefined : use('min', field.min, 'date', false);
    const latest = field.max === undefined ? undefined : use('max', field.max, 'date', false);
    if (earliest) run.earliest = earliest;
    if (latest) run.latest = latest;
  }
  if (field.type === 'computed') {
    const value = compileComputed(field, path, scope, report);
    for (const name of value?.names ?? []) needs.add(name);
    if (value) run.value = value.tree;
    run.format = field.format;
  } else if (field.prefill !== undefined) {
    // Facts only: what is prefilled must not depend on what is typed, or it would change under the person's hands.
    const prefill = compileAt(report, [...path, 'prefill'], field.prefill, environment.facts!);
    if (prefill && !joinTypes(typeOfField(field), prefill.type)) {
      report([...path, 'prefill'], `Isi awal adalah ${typeWord(prefill.type)}, padahal isian ini ${typeWord(typeOfField(field))}.`, 'Pakai fakta yang sejenis.');
    }
    if (prefill) run.prefill = prefill.tree;
  } else {
    const known = field.element === undefined ? undefined : environment.elements.get(field.element)?.prefill;
    const prefill = known === undefined ? undefined : compileExpression(known, environment.facts!);
    if (prefill?.ok && kindOf(prefill.value.type) === kindOf(typeOfField(field))) run.prefill = prefill.value.tree;
  }
  return { field: run, needs, path };
}

/** In an order in which each comes after what it needs; reports the cycle if there is none. */
function inOrder(drafts: Draft[], report: Report): RunField[] {
  const ordered = orderComputed(drafts.map(({ field, needs }) => ({ id: field.id, needs: [...needs] })));
  if (ordered.ok) return ordered.value.map((id) => drafts.find(({ field }) => field.id === id)!.field);
  const { cycle, message } = ordered.refusal.data as { cycle: string[]; message: string };
  const first = drafts.find(({ field }) => field.id === cycle[0])!;
  report(first.path, message, 'Hapus salah satu rujukan (when atau value) di lingkaran itu.');
  return drafts.map(({ field }) => field);
}

/** Compiles every expression of the form, reporting what is wrong. Used by `checkForm` and `compileForm`. */
export function compileFields(definition: FormDefinition, environment: FormEnvironment, report: Report): RunField[] {
  const facts = environment.facts ?? standardFacts;
  const settled: FormEnvironment = { ...environment, facts };
  const scope = formScope(definition, facts);
  const pageOf = new Map(definition.pages.flatMap((page, at) => page.fields.map((field) => [field.id, at] as const)));
  const drafts: Draft[] = [];

  definition.pages.forEach((page, pageAt) => {
    const pageWhen = page.when === undefined ? undefined : compileAt(report, ['pages', pageAt, 'when'], page.when, scope, 'boolean');
    const notYetAsked = (names: Iterable<string>, path: Path, limit: number): void => {
      for (const name of names) {
        const asked = pageOf.get(name);
        if (asked !== undefined && asked > limit) {
          report(path, `Syarat memakai "${name}" yang baru ditanyakan di halaman sesudahnya.`, `Pindahkan "${name}" ke halaman ini atau sebelumnya.`);
        }
      }
    };
    notYetAsked(pageWhen?.names ?? [], ['pages', pageAt, 'when'], pageAt - 1);
    page.fields.forEach((field, at) => {
      const path: Path = ['pages', pageAt, 'fields', at];
      const draft = compileOne(field, page.id, path, scope, settled, report);
      if (field.type !== 'computed') notYetAsked(draft.needs, [...path, 'when'], pageAt);
      if (pageWhen) {
        draft.field.when = [pageWhen.tree, ...(draft.field.when ?? [])];
        for (const name of pageWhen.names) draft.needs.add(name);
      }
      if (field.type === 'group') {
        const inner = rowScope(scope, field.fields);
        const rows = field.fields.map((one, innerAt) => compileOne(one, page.id, [...path, 'fields', innerAt], inner, settled, report));
        const own = new Set(field.fields.map((one) => one.id));
        // What the rows need from outside, the group needs as a whole; a row that needs its own group is a cycle.
        for (const row of rows) for (const name of row.needs) if (!own.has(name)) draft.needs.add(name);
        draft.field.rows = inOrder(rows, report);
      }
      drafts.push(draft);
    });
  });
  const unique = drafts.filter(({ field }, at) => drafts.findIndex((other) => other.field.id === field.id) === at);
  return inOrder(unique, report);
}
