import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { sendFile } from '#lib/server/send-file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  try {
    return sendFile(await event.locals.api.allowance.blankClassSheet({}));
  } catch (thrown) {
    return asPageError(thrown);
  }
};
