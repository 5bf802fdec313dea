export type {
  Answers, Field, FieldType, FormDefinition, FormPage, SimpleField,
} from '../../../../server/engines/forms/form-definition.ts';

/**
 * What stands in the inputs, as text, by the name of the input: `nama`, `saksi.0.nik`, `lokasi.lat`. Several ticked
 * options of one field are a list. A wrong input keeps exactly what was typed.
 */
export type Values = Record<string, string | string[]>;

/** Indonesian sentences by path of the field. */
export type Errors = Record<string, string>;

export interface UploadedFile {
  id: string;
  name: string;
  /** For example `PDF, 3 halaman` or `412 KB`. */
  note?: string;
  href?: string;
}

export interface RegionItem {
  /** Kemendagri code, `35.02.01.2001` */
  code: string;
  name: string;
  /** The way to it: `Slahung, Ponorogo, Jawa Timur` */
  path: string;
}

/** What the server worked out for a page of a form: expressions are never evaluated in the page. */
export interface FormState {
  values?: Values;
  errors?: Errors;
  /** Paths whose `when` is false. */
  hidden?: string[];
  /** Outcome of `required` expressions, by path. */
  required?: Record<string, boolean>;
  /** Formatted outcome of computed fields, by path. */
  computed?: Record<string, string>;
  /** `min` and `max` of date fields as `YYYY-MM-DD`, by path. */
  dates?: Record<string, { min?: string; max?: string }>;
  uploads?: Record<string, UploadedFile[]>;
  regions?: Record<string, { chosen?: RegionItem; matches?: RegionItem[]; within?: string }>;
}
