import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { sendFile } from '#lib/server/send-file.ts';
import { kindOf } from '../kinds.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  try {
    return sendFile(await event.locals.api.timesheets.importTemplate({ kind: kindOf(event.params.jenis).kind }));
  } catch (thrown) {
    return asPageError(thrown);
  }
};
