import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { ImportKind } from '../../../../../../../../server/modules/organization/contract.ts';
import { sendFile } from '#lib/server/send-file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  const asked = event.url.searchParams;
  try {
    return sendFile(await event.locals.api.organization.exportOrganization({ kind: asked.get('isi') as ImportKind, format: asked.get('bentuk') === 'csv' ? 'csv' : 'xlsx' }));
  } catch (thrown) {
    return asPageError(thrown);
  }
};
