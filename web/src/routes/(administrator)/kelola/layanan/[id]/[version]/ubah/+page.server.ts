import { error, fail, redirect } from '@sveltejs/kit';
import type { Field, Values } from '#lib/forms/types.ts';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { FieldProblem, Problem } from '#lib/types.ts';
import { editorOf, FIELD_TYPES, newField, placeWords } from './editors.ts';
import { changesOf, newId, valuesOfNode } from './inputs.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  try {
    const described = await locals.api.layanan.getDefinition({ id: params.id, version: params.version });
    const path = url.searchParams.get('simpul') ?? '';
    const editor = editorOf(described, path);
    if (!editor) error(404, 'Bagian ini tidak ada, atau diubah sebagai teks. Kembali ke ringkasan definisi.');
    const { value, ...rest } = editor;
    return {
      title: editor.title, name: described.name, id: described.id, version: described.version, state: described.state, sha256: described.sha256, path, editor: rest, values: valuesOfNode(value, editor.inputs),
      types: Object.entries(FIELD_TYPES).map(([id, label]) => ({ id, label })), saved: url.searchParams.has('tersimpan'), parent: parentOf(path),
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** A field leads back to its page, a legal basis to its list, all else to the outline. */
const parentOf = (path: string): string | undefined => (path.includes('.fields.') ? path.slice(0, path.lastIndexOf('.fields.')) : path.startsWith('legalBasis.') ? 'legalBasis' : undefined);

type Edit = Parameters<Api['layanan']['editDefinition']>[0]['edits'][number];
type Described = Awaited<ReturnType<Api['layanan']['getDefinition']>>;

/** Saves, and answers at the inputs of this node; what lies elsewhere is told above with its place. */
async function save({ locals, params, url }: RequestEvent, posted: FormData, make: (described: Described, path: string, values: Values) => { edits: Edit[]; to?: string } | { problem: FieldProblem }) {
  const values = readValues(posted);
  const path = url.searchParams.get('simpul') ?? '';
  let address: string;
  try {
    const described = await locals.api.layanan.getDefinition({ id: params.id, version: params.version });
    const made = make(described, path, values);
    if ('problem' in made) return refusedHere([made.problem], values);
    const saved = made.edits.length === 0 ? described : await locals.api.layanan.editDefinition({ id: params.id, version: params.version, sha256: String(posted.get('_sidik') ?? ''), edits: made.edits });
    address = `/kelola/layanan/${saved.id}/${saved.version}/ubah?simpul=${encodeURIComponent(made.to ?? path)}&tersimpan`;
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    const node = path === 'identitas' ? '' : `${path}.`;
    const { problem } = failure.data;
    return fail(failure.status, { values, problem: { ...problem, fields: problem.fields?.map((field) => tellHere(node, field)) } });
  }
  redirect(303, address);
}

/** At its input where the form has it; else with the place that it is about. */
function tellHere(node: string, { path, message }: FieldProblem): FieldProblem {
  if (node === '' ? !/^(form|workflow|fee|output|standard|legalBasis)\b/.test(path) : path.startsWith(node)) return { path: path.slice(node.length), message };
  return { path, message: `${placeWords(path)}: ${message}` };
}

const refusedHere = (fields: FieldProblem[], values: Values) => fail(422, { problem: { status: 422, title: 'Belum disimpan', detail: '', code: 'request.invalid', fields } satisfies Problem, values });

export const actions: Actions = {
  simpan: async (event) => save(event, await event.request.formData(), (described, path, values) => {
    const editor = editorOf(described, path)!;
    const changes = changesOf(editor.value, editor.inputs, values);
    return { edits: Object.keys(changes).length > 0 ? [{ do: 'set', node: editor.node, values: changes }] : [] };
  }),
  tambah: async (event) => save(event, await event.request.formData(), (described, path, values) => {
    const { list } = editorOf(described, path)!;
    const label = one(values, 'baru').trim();
    if (!list || label === '') return { problem: { path: 'baru', message: list?.what === 'basis' ? 'Tulis nama peraturannya.' : 'Tulis pertanyaannya.' } };
    if (list.what === 'basis') {
      const id = newId(label, new Set(list.items.map((item) => item.id)));
      return { edits: [{ do: 'add', list: list.path, value: { id, title: label } }], to: `legalBasis.${id}` };
    }
    const type = one(values, 'jenis') as Field['type'];
    if (!(type in FIELD_TYPES)) return { problem: { path: 'jenis', message: 'Pilih jenis isian.' } };
    const id = newId(label, idsOf(described.definition));
    return { edits: [{ do: 'add', list: list.path, value: newField(type, id, label) }], to: `${list.path}.${id}` };
  }),
  pindah: async (event) => {
    const posted = await event.request.formData();
    return save(event, posted, () => ({ edits: [{ do: 'move', node: String(posted.get('simpul') ?? ''), by: posted.get('_aksi') === 'naik' ? -1 : 1 }] }));
  },
  buang: async (event) => save(event, await event.request.formData(), (_, path) => ({ edits: [{ do: 'remove', node: path }], to: parentOf(path) })),
};

/** Every id that an expression may name: a new field must not take one of them. */
function idsOf({ form }: Described['definition']): Set<string> {
  return new Set(form.pages.flatMap((page) => page.fields).flatMap((field) => [field.id, ...(field.type === 'group' ? field.fields.map((inner) => inner.id) : [])]));
}
