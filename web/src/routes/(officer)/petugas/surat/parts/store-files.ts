import { many } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import type { FieldProblem, Problem } from '#lib/types.ts';

/** Stores the files that came with the form (a browser without script) and adds their ids under the field's name. */
export async function storeFiles(api: Pick<Api, 'files'>, posted: FormData, values: Values, name: string): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const file of posted.getAll(`${name}.baru`)) {
    if (!(file instanceof File) || file.size === 0) continue;
    try {
      const { id } = await api.files.storeUpload({ name: file.name.slice(0, 255) || 'berkas', bytes: new Uint8Array(await file.arrayBuffer()) });
      values[name] = [...many(values, name), id];
    } catch (thrown) {
      const problem = (thrown as { problem?: Problem }).problem;
      if (!problem) throw thrown;
      problems.push({ path: name, message: `${file.name}: ${problem.detail}` });
    }
  }
  return problems;
}

export const refusedFiles = (fields: FieldProblem[]): Problem => ({ status: 422, title: 'Ada berkas yang tidak dapat diterima', detail: 'Pilih berkas lain, lalu kirim lagi.', code: 'request.invalid', fields });
export const uploadedOf = (values: Values | undefined, name: string) => many(values, name).map((id, index) => ({ id, name: `Berkas ${index + 1}, sudah terunggah` }));
