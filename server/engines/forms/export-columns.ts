import type { ElementDictionary } from './element-dictionary.ts';
import type { Field, FormDefinition, SimpleField } from './form-definition.ts';
import { fieldsOf } from './scope.ts';

export interface ExportColumn {
  /** Field path; in groups with a star for the row: `titik.*.alamat`. */
  path: string;
  /** Unique: the dictionary's name where the field is bound to an element, otherwise its id. */
  name: string;
  label: string;
  type: SimpleField['type'];
}

/**
 * Columns of an export. The first field bound to an element carries the element's plain name (`full_name`); later ones
 * add their own id (`full_name_saksi`), those in groups the group's id in front (`anggota_full_name`).
 */
export function exportColumns(definition: FormDefinition, elements: ElementDictionary): ExportColumn[] {
  const columns: ExportColumn[] = [];
  const taken = new Set<string>();
  const add = (field: SimpleField, path: string, prefix: string): void => {
    const plain = prefix + ((field.element !== undefined && elements.get(field.element)?.name) || field.id);
    let name = taken.has(plain) ? `${plain}_${field.id}` : plain;
    for (let again = 2; taken.has(name); again++) name = `${plain}_${field.id}_${again}`;
    taken.add(name);
    columns.push({ path, name, label: field.label, type: field.type });
  };
  for (const field of fieldsOf(definition) as Field[]) {
    if (field.type === 'group') for (const inner of field.fields) add(inner, `${field.id}.*.${inner.id}`, `${field.id}_`);
    else add(field, field.id, '');
  }
  return columns;
}
