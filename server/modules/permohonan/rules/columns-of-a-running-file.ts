import type { CompiledForm } from '../../../engines/forms/compiled-form.ts';
import type { Field, SimpleField } from '../../../engines/forms/form-definition.ts';
import { fieldsOf } from '../../../engines/forms/scope.ts';
import { normalHeading, type SheetField } from '../../../engines/sheets/headings-are-recognised.ts';

/** Who a file is about is asked once, whatever the form calls it. */
const APPLICANT_ELEMENTS = { name: 'nama_lengkap', nik: 'nik', phone: 'nomor_ponsel' } as const;

const BASE: readonly SheetField[] = [
  { field: 'name', label: 'Nama pemohon', required: true, headings: ['nama', 'pemohon', 'nama lengkap', 'atas nama'] },
  { field: 'nik', label: 'NIK', required: false, headings: ['nik', 'no ktp', 'no induk kependudukan', 'ktp'] },
  { field: 'phone', label: 'Nomor ponsel', required: false, headings: ['hp', 'no hp', 'ponsel', 'telepon', 'telp', 'no telepon', 'no telp', 'wa', 'no wa', 'whatsapp'] },
  { field: 'day', label: 'Tanggal diterima', required: true, headings: ['tanggal', 'tgl', 'tanggal masuk', 'tgl masuk', 'tanggal terima', 'tgl terima', 'tgl diterima', 'tanggal permohonan', 'tanggal berkas'] },
  { field: 'hour', label: 'Jam diterima', required: false, headings: ['jam', 'pukul', 'waktu', 'jam masuk', 'jam terima'] },
  { field: 'register', label: 'Nomor register lama', required: true, headings: ['no register', 'register', 'no registrasi', 'no agenda', 'no berkas', 'no pendaftaran', 'no permohonan', 'no reg'] },
  { field: 'step', label: 'Langkah sekarang', required: true, headings: ['langkah', 'tahap', 'tahapan', 'posisi', 'posisi berkas', 'proses', 'status', 'status berkas'] },
  { field: 'note', label: 'Catatan', required: false, headings: ['catatan', 'keterangan', 'ket'] },
];

export interface AnswerColumn extends SheetField {
  /** The field of the form, and the group in which it lies. */
  of: SimpleField;
  group?: string;
}
export interface RunningColumns {
  base: readonly SheetField[];
  answers: readonly AnswerColumn[];
  all: readonly SheetField[];
  /** The form's own field for name, NIK and phone, where it has one. */
  applicant: { name?: string; nik?: string; phone?: string };
}

/** Files and declarations lie in the paper file; what is worked out is not typed. */
const IN_COLUMNS = (type: SimpleField['type']): boolean => type !== 'file' && type !== 'declaration' && type !== 'computed';

/** The columns of a list of running files of one service: who, when, where it stands, and the answers of its form. */
export function columnsOf(form: CompiledForm): RunningColumns {
  const fields = fieldsOf(form.definition);
  const named = (element: string): Field | undefined => fields.find((field) => field.element === element && field.type !== 'group');
  const applicant = { name: named(APPLICANT_ELEMENTS.name), nik: named(APPLICANT_ELEMENTS.nik), phone: named(APPLICANT_ELEMENTS.phone) };
  const own = new Set(Object.values(applicant).flatMap((field) => (field ? [field.id] : [])));
  const always = (field: Field): boolean => field.required === true && !field.when && !form.definition.pages.some((page) => page.when && page.fields.includes(field));
  const base = BASE.map((one) => ({ ...one, required: one.required || (one.field in applicant && always(applicant[one.field as 'nik'] ?? ({ required: false } as Field))) }));
  const answers: AnswerColumn[] = [];
  const labels = new Set(BASE.map(({ label }) => normalHeading(label)));
  const add = (of: SimpleField, label: string, required: boolean, group?: string): void => {
    const id = group === undefined ? of.id : `${group}.${of.id}`;
    // Two fields of one label ("Bentuk") are told apart by their ids, in the template and when the heading is read.
    const shown = labels.has(normalHeading(label)) ? `${label} (${id.replaceAll(/[._]/g, ' ')})` : label;
    labels.add(normalHeading(shown));
    answers.push({ field: `isian.${id}`, label: shown, required, headings: [normalHeading(id.replaceAll(/[._]/g, ' '))], of, ...(group === undefined ? {} : { group }) });
  };
  for (const field of fields) {
    if (field.type === 'group') for (const inner of field.fields.filter((one) => IN_COLUMNS(one.type))) add(inner, `${field.label}: ${inner.label}`, false, field.id);
    else if (IN_COLUMNS(field.type) && !own.has(field.id)) add(field, field.label, always(field) && field.type !== 'point');
  }
  const ids = Object.fromEntries(Object.entries(applicant).flatMap(([key, field]) => (field ? [[key, field.id]] : [])));
  return { base, answers, all: [...base, ...answers], applicant: ids };
}
