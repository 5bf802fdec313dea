import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { sendFile } from '#lib/server/send-file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  const asked = (name: string, most: number) => event.url.searchParams.get(name)?.slice(0, most) || undefined;
  try {
    return sendFile(await event.locals.api.performance.exportRecap({ month: asked('bulan', 7), unit: asked('unit', 36) }));
  } catch (thrown) {
    return asPageError(thrown);
  }
};
