import { error, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues, rowCount } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

type Category = Parameters<Api['complaints']['saveCategory']>[0];

export const load: PageServerLoad = async ({ locals, params }) => {
  const api = locals.api.complaints;
  try {
    const [{ items }, units] = await Promise.all([api.listAllCategories({}), locals.api.organization.listUnits({}).catch(() => ({ items: [] }))]);
    const category = items.find(({ code }) => code === params.code);
    if (!category && params.code !== 'baru') error(404, 'Kategori ini tidak ada. Pilih dari daftar.');
    return { title: category?.name ?? 'Kategori baru', category, units: units.items.flatMap((unit) => ('code' in unit && unit.code ? [{ id: String(unit.code), label: unit.name }] : [])) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async ({ locals, request, params }) => {
    const posted = await request.formData();
    const values = readValues(posted);
    if (readIntent(posted).kind === 'named' && posted.get('_aksi') === 'pertanyaan') return { values: { ...values, [`q.${rowCount(values, 'q')}.label`]: '' } };
    try {
      await locals.api.complaints.saveCategory(categoryFrom(values, params.code === 'baru' ? one(values, 'code').trim().toUpperCase() : params.code));
    } catch (thrown) {
      return asActionFailure(atInputs(thrown), values);
    }
    redirect(303, '/kelola/pengaduan/kategori');
  },
};

/** A question without words is one that was taken out. Options stand one a line: `kunci: Nama`, or the name alone. */
function categoryFrom(values: Values, code: string): Category {
  const of = (name: string) => one(values, name).trim();
  const questions = Array.from({ length: rowCount(values, 'q') }, (_, row) => row).filter((row) => of(`q.${row}.label`) !== '').map((row) => ({
    code: of(`q.${row}.code`).toUpperCase() || codeFrom(of(`q.${row}.label`)), label: of(`q.${row}.label`), datatype: (of(`q.${row}.datatype`) || 'string') as Category['questions'][number]['datatype'], required: of(`q.${row}.required`) !== '', help: of(`q.${row}.help`),
    values: of(`q.${row}.values`).split(/\r?\n/).map((line) => line.trim()).filter(Boolean).map((line) => {
      const cut = line.indexOf(':');
      return cut > 0 ? { key: line.slice(0, cut).trim(), name: line.slice(cut + 1).trim() } : { key: codeFrom(line).toLowerCase(), name: line };
    }),
  }));
  return {
    code, name: of('name'), group: of('group'), kinds: many(values, 'kinds') as Category['kinds'], description: of('description'), keywords: of('keywords').split(',').map((word) => word.trim()).filter(Boolean), questions,
    ...(of('emergency') && { emergency: of('emergency') }), unit: of('unit') || null, active: of('active') !== '',
  };
}

const codeFrom = (label: string): string => label.normalize('NFKD').toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_|_$/g, '').slice(0, 30);

function atInputs(thrown: unknown): unknown {
  const fields = (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields;
  for (const field of fields ?? []) field.path = field.path.replace(/^questions\.(\d+)\.(\w+).*$/, 'q.$1.$2').replace(/^kinds\..*$/, 'kinds');
  return thrown;
}
