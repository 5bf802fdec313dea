import type { Values } from '#lib/forms/types.ts';
import { many } from '#lib/forms/values.ts';
import type { Problem } from '#lib/types.ts';

/**
 * Stores the files chosen in a posted form (inputs `<name>.baru`) and adds their ids to the values under `<name>`, so
 * that a refused form keeps them.
 * @throws the refusal of the first file that cannot be taken, with its sentence at that input
 */
export async function storeFiles(api: Api, posted: FormData, values: Values, store: (file: { name: string; bytes: Uint8Array<ArrayBuffer> }) => Promise<{ id: string }> = (file) => api.files.storeUpload(file)): Promise<void> {
  for (const [name, file] of posted) {
    if (!(file instanceof File) || !name.endsWith('.baru') || file.size === 0) continue;
    const path = name.slice(0, -'.baru'.length);
    try {
      const { id } = await store({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      values[path] = [...many(values, path), id];
    } catch (thrown) {
      const problem = (thrown as { problem?: Problem } | null)?.problem;
      throw problem ? { problem: { ...problem, fields: [{ path, message: `${file.name}: ${problem.detail}` }] } } : thrown;
    }
  }
}
