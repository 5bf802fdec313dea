import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from './guard.ts';
import { asActionFailure } from './refusal.ts';

/** Pages on which a list is taken over with a preview: what was uploaded, what is looked at, which column is what. */

/** The uploaded list, or the form again with what is missing. */
export async function uploadOf(request: Request) {
  const posted = await request.formData();
  const values = readValues(posted);
  const file = posted.get('berkas');
  if (!(file instanceof File) || file.size === 0) {
    return { missing: fail(422, { values, problem: { status: 422, title: 'Isian belum benar', detail: 'Lengkapi yang ditandai.', code: 'request.invalid', fields: [{ path: 'berkas', message: 'Pilih berkas XLSX atau CSV.' }] } }) };
  }
  return { values, upload: { fileName: file.name.slice(0, 200), content: Buffer.from(await file.arrayBuffer()).toString('base64') } };
}

const ONLY = { ditolak: 'refused', bersih: 'clean' } as const;
/** `?tampil=ditolak&setelah=51` */
export function rowsAsked(url: URL): { only: 'all' | 'refused' | 'clean'; after: number } {
  return { only: ONLY[url.searchParams.get('tampil') as keyof typeof ONLY] ?? 'all', after: Number(url.searchParams.get('setelah')) || 0 };
}

/** What ColumnMapping posts. */
const mappingOf = (values: Values): Record<string, number> =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => name.startsWith('kolom.') && value !== '').map(([name, value]) => [name.slice(6), Number(value)]));

type Api = App.Locals['api'];
interface Preview {
  id: string;
  version: number;
}
interface Taking {
  map(api: Api, input: Preview & { mapping: Record<string, number> }): Promise<unknown>;
  take(api: Api, input: Preview): Promise<unknown>;
  /** Where the previews of this kind of list stand: `/kelola/organisasi/impor`. */
  place: string;
}

/** The two forms of a preview: which column is what, and taking the list over; both lead back to the preview. */
export function previewActions({ map, take, place }: Taking) {
  const action = (run: (api: Api, preview: Preview, values: Values) => Promise<unknown>) => async (event: RequestEvent<{ id: string }>) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const { id } = event.params;
    try {
      await run(event.locals.api, { id, version: Number(one(values, 'version')) }, values);
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${place}/${id}`);
  };
  return { kolom: action((api, preview, values) => map(api, { ...preview, mapping: mappingOf(values) })), ambil: action((api, preview) => take(api, preview)) };
}
