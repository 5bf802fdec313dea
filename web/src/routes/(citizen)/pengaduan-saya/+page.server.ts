import { requireViewer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireViewer(event);
  const cursor = event.url.searchParams.get('mulai')?.slice(0, 200);
  try {
    return { title: 'Laporan saya', cursor, list: await event.locals.api.complaints.listMine({ limit: 25, ...(cursor && { cursor }) }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
