import { suggestion } from '../expressions/suggest.ts';
import { compileFields } from './compile-fields.ts';
import type { ElementDictionary } from './element-dictionary.ts';
import type { Field, FormDefinition, SimpleField } from './form-definition.ts';
import type { FormEnvironment, FormProblem, Report } from './form-problem.ts';
import { checkFieldSettings } from './field-settings.ts';
import { standardFacts } from './scope.ts';

const reserved = new Set(
  ('and or not in if then else between true false null for some every return satisfies function instance of date time duration ' +
    'constructor external list context days months years').split(' '),
);

/**
 * Everything wrong with a form beyond its shape (the zod format checks that first). Pure; an empty list means that
 * `compileForm` accepts it. `path` leads to the faulty node: `['pages', 0, 'fields', 2, 'when']`.
 */
export function checkForm(definition: FormDefinition, environment: FormEnvironment): FormProblem[] {
  const facts = environment.facts ?? standardFacts;
  const problems: FormProblem[] = [];
  const report: Report = (path, message, remedy) => void problems.push({ path, message, remedy });

  const pages = new Set<string>();
  const ids = new Set<string>();
  const checkId = (id: string, seen: Set<string>, path: FormProblem['path']): void => {
    if (seen.has(id)) report(path, `Id "${id}" dipakai dua kali.`, 'Beri id lain pada salah satunya.');
    if (reserved.has(id)) report(path, `Id "${id}" adalah kata yang sudah dipakai bahasa ungkapan.`, `Pakai id lain, misalnya ${id}_isian.`);
    seen.add(id);
  };
  const checkField = (field: Field | SimpleField, path: FormProblem['path']): void => {
    checkFieldSettings(field, path, report);
    checkElement(field, environment.elements, path, report);
  };

  definition.pages.forEach((page, pageAt) => {
    checkId(page.id, pages, ['pages', pageAt, 'id']);
    page.fields.forEach((field, at) => {
      const path = ['pages', pageAt, 'fields', at];
      checkId(field.id, ids, [...path, 'id']);
      if (Object.hasOwn(facts, field.id)) report([...path, 'id'], `Id "${field.id}" sudah menjadi nama fakta.`, 'Beri id lain, supaya jelas mana yang dimaksud.');
      checkField(field, path);
      if (field.type !== 'group') return;
      const inner = new Set<string>();
      field.fields.forEach((one, innerAt) => {
        const innerPath = [...path, 'fields', innerAt];
        checkId(one.id, inner, [...innerPath, 'id']);
        if (one.id === field.id) report([...innerPath, 'id'], `Isian di dalam kelompok tidak boleh senama dengan kelompoknya ("${one.id}").`, 'Beri id lain.');
        checkField(one, innerPath);
      });
    });
  });
  for (const field of definition.pages.flatMap((page) => page.fields)) {
    const base = field.id.replace(/_teks$/, '');
    if (base === field.id || !ids.has(base)) continue;
    const pageAt = definition.pages.findIndex((page) => page.fields.includes(field));
    const at = definition.pages[pageAt]!.fields.indexOf(field);
    report(['pages', pageAt, 'fields', at, 'id'], `Id "${field.id}" sudah dipakai untuk bacaan dari "${base}".`, 'Beri id lain; akhiran _teks disediakan sistem.');
  }
  compileFields(definition, { ...environment, facts }, report);
  return problems;
}

function checkElement(
  field: Field | SimpleField,
  elements: ElementDictionary,
  path: FormProblem['path'],
  report: Report,
): void {
  if (field.element === undefined) return;
  const at = [...path, 'element'];
  const element = elements.get(field.element);
  if (!element) {
    report(at, `Unsur data "${field.element}" tidak ada di kamus.`, `Pakai unsur dari catalog/reference/elements.yaml.${suggestion(field.element, [...elements.keys()])}`);
    return;
  }
  if (!element.types.includes(field.type)) {
    report(at, `Unsur "${element.id}" tidak dapat diisi dengan jenis ${field.type}.`, `Pakai jenis ${element.types.join(' atau ')}.`);
  }
  if (field.type === 'choice' && element.options) {
    const known = element.options.map((option) => option.id);
    for (const [index, option] of field.options.entries()) {
      if (!known.includes(option.id)) report([...path, 'options', index, 'id'], `Pilihan "${option.id}" tidak ada pada unsur "${element.id}".`, `Pakai id dari kamus: ${known.join(', ')}.`);
    }
  }
  if (field.type === 'text' && element.maxLength && field.minLength > element.maxLength) {
    report([...path, 'minLength'], `minLength lebih besar daripada panjang unsur "${element.id}" (${element.maxLength}).`, 'Perkecil minLength.');
  }
}
