import type { CompiledForm } from '../../../engines/forms/compiled-form.ts';
import type { Answers } from '../../../engines/forms/form-definition.ts';
import type { UploadRow } from '../../../platform/files/uploads.ts';
import { uploadPaths } from '../rules/answers-name-the-applicant.ts';

/** The files that the answers name, with the label of their field. */
export function filesOf(form: CompiledForm, answers: Answers, uploads: readonly UploadRow[], urlOf: (upload: string) => string) {
  const byId = new Map(uploads.map((u) => [u.id, u]));
  const labels = new Map<string, string>();
  for (const field of form.definition.pages.flatMap((p) => p.fields)) {
    labels.set(field.id, field.label);
    if (field.type === 'group') for (const inner of field.fields) labels.set(`${field.id}.${inner.id}`, inner.label);
  }
  return uploadPaths(form, answers).flatMap(({ upload, path }) => {
    const row = byId.get(upload);
    if (!row?.type) return [];
    return [{ uploadId: upload, path, label: labels.get(path.replace(/\.\d+\./, '.')) ?? path, name: row.name, type: row.type, bytes: row.size, url: urlOf(upload) }];
  });
}
