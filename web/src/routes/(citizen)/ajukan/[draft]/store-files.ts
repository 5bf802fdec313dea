import type { FieldProblem, Problem } from '#lib/types.ts';
import type { FormPage } from '#lib/forms/types.ts';

/**
 * Files of a form that was posted without script, under `<path>.baru`: each is stored and its id put under `<path>`, as
 * if it had been uploaded before. A refused file becomes a problem of its field; the others are kept.
 */
export async function storePostedFiles(api: Api, page: FormPage, posted: FormData): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const [name, value] of Array.from(posted)) {
    if (typeof value === 'string') continue;
    posted.delete(name);
    const path = name.endsWith('.baru') ? name.slice(0, -'.baru'.length) : '';
    const field = fileField(page, path);
    if (!field || (value.size === 0 && !value.name)) continue;
    const refusal = unfit(value, field) ?? (await store(api, path, value, posted));
    if (refusal) problems.push({ path, message: `${value.name}: ${refusal}` });
  }
  return problems;
}

interface FileLimits { maxMegabytes: number; accept: ('image' | 'pdf')[] }

function fileField(page: FormPage, path: string): FileLimits | undefined {
  const [id, row, inner] = path.split('.');
  const field = page.fields.find((one) => one.id === id);
  if (field?.type === 'file' && row === undefined) return field;
  if (field?.type !== 'group' || !/^\d{1,3}$/.test(row ?? '')) return undefined;
  const within = field.fields.find((one) => one.id === inner);
  return within?.type === 'file' ? within : undefined;
}

function unfit(file: File, { maxMegabytes }: FileLimits): string | undefined {
  if (file.size === 0) return 'Berkas ini kosong. Pilih berkas lain.';
  if (file.size > maxMegabytes * 1_000_000) return `Terlalu besar. Batasnya ${maxMegabytes.toLocaleString('id-ID')} MB; foto ulang dengan ukuran sedang.`;
  return undefined;
}

async function store(api: Api, path: string, file: File, posted: FormData): Promise<string | undefined> {
  try {
    const { id } = await api.files.storeUpload({ name: file.name.slice(0, 255) || 'berkas', bytes: new Uint8Array(await file.arrayBuffer()) });
    posted.append(path, id);
    return undefined;
  } catch (thrown) {
    const problem = (thrown as { problem?: Problem }).problem;
    if (!problem) throw thrown;
    return problem.detail;
  }
}
