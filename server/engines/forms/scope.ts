import type { ExpressionType, Scope } from '../expressions/types.ts';
import type { Field, FormDefinition, SimpleField } from './form-definition.ts';

/** Facts every form may use; a module that knows more passes its own scope. Unknown ones are simply unanswered. */
export const standardFacts: Scope = {
  hari_ini: 'date',
  akun: {
    fields: {
      nama: 'text', nik: 'text', telepon: 'text', surel: 'text', tanggal_lahir: 'date', alamat: 'text', wilayah: 'text',
    },
  },
  instansi: { fields: { nama: 'text', kode: 'text' } },
};

/** How expressions see the value of a field. Numbers without decimals and money are whole. */
export function typeOfField(field: Field): ExpressionType {
  switch (field.type) {
    case 'number':
      return field.decimals === 0 ? 'integer' : 'number';
    case 'money':
      return 'integer';
    case 'date':
      return 'date';
    case 'declaration':
      return 'boolean';
    case 'choice': {
      const choices = { choices: field.options.map((option) => option.id) };
      return field.multiple ? { list: choices } : choices;
    }
    case 'point':
      return { fields: { lat: 'number', lng: 'number', accuracy: 'number' } };
    case 'file':
      return { list: 'text' };
    case 'computed':
      return field.format === 'money' ? 'integer' : field.format;
    case 'group':
      return { list: { fields: scopeOfFields(field.fields) } };
    default:
      return 'text';
  }
}

const scopeOfFields = (fields: readonly (Field | SimpleField)[]): Scope =>
  Object.fromEntries(fields.map((field) => [field.id, typeOfField(field)]));

export const fieldsOf = (definition: FormDefinition): Field[] => definition.pages.flatMap((page) => page.fields);

/**
 * The names an expression over the answers may use: facts, then fields by id. With `texts` also `<id>_teks`, the value
 * as people read it (see `readableValues`), for document templates: `jenis_teks` is the label of the choice.
 */
export function formScope(definition: FormDefinition, facts: Scope = standardFacts, options: { texts?: true } = {}): Scope {
  const fields = fieldsOf(definition);
  if (!options.texts) return { ...facts, ...scopeOfFields(fields) };
  return { ...facts, ...textsOf(fields), ...scopeOfFields(fields), ...textsInRows(fields) };
}

const textsOf = (fields: readonly (Field | SimpleField)[]): Scope =>
  Object.fromEntries(fields.filter((field) => field.type !== 'group').map((field) => [`${field.id}_teks`, 'text' as const]));

function textsInRows(fields: readonly Field[]): Scope {
  const groups = fields.filter((field) => field.type === 'group');
  return Object.fromEntries(groups.map((group) => [group.id, { list: { fields: { ...textsOf(group.fields), ...scopeOfFields(group.fields) } } }]));
}

/** Inside a group the fields of the row come first. */
export const rowScope = (outer: Scope, fields: readonly SimpleField[]): Scope => ({ ...outer, ...scopeOfFields(fields) });

/** A list of fields (what an officer records in a step) as a form of one page. Its facts may be the answers: `formScope(form)`. */
export const formOfFields = (id: string, title: string, fields: readonly SimpleField[]): FormDefinition => ({
  pages: [{ id, title, fields: [...fields] }],
});
