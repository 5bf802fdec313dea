import { redirect } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { sendFile } from '#lib/server/send-file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireOfficer(event);
  const layanan = event.url.searchParams.get('layanan') ?? '';
  if (layanan === '') redirect(303, '/petugas/berkas-berjalan');
  try {
    return sendFile(await event.locals.api.permohonan.runningTemplate({ layanan }));
  } catch (thrown) {
    return asPageError(thrown);
  }
};
