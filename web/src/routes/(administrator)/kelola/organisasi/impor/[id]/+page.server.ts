import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { mappingOf, rowsAsked } from '#lib/server/sheet-page.ts';
import { importFields, type ImportKind } from '../../../../../../../../server/modules/organization/contract.ts';
import type { Actions, PageServerLoad } from './$types';

interface ImportField {
  field: string;
  label: string;
  required: boolean;
}
const fieldsOf = (kind: ImportKind): ImportField[] => {
  const fields: readonly ImportField[] = importFields[kind];
  return fields.map(({ field, label, required }) => ({ field, label, required }));
};

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { only, after } = rowsAsked(event.url);
  try {
    const preview = await event.locals.api.organization.previewImport({ id: event.params.id, only, after });
    return { title: 'Pratinjau impor', only, preview, fields: fieldsOf(preview.kind), paged: after > 0 };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  kolom: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.organization.mapImport({ id: event.params.id, version: Number(one(values, 'version')), mapping: mappingOf(values) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/organisasi/impor/${event.params.id}`);
  },
  ambil: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.organization.takeImport({ id: event.params.id, version: Number(one(values, 'version')) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/organisasi/impor/${event.params.id}`);
  },
};
