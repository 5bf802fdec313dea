import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { previewActions, rowsAsked } from '#lib/server/sheet-page.ts';
import { importFields, type ImportKind } from '../../../../../../../../server/modules/organization/contract.ts';
import type { PageServerLoad } from './$types';

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

export const actions = previewActions({
  map: (api, input) => api.organization.mapImport(input),
  take: (api, input) => api.organization.takeImport(input),
  place: '/kelola/organisasi/impor',
});
