import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const all = event.url.searchParams.get('lihat') === 'semua';
  const cursor = event.url.searchParams.get('sesudah') ?? undefined;
  try {
    const { items, nextCursor } = await event.locals.api.complaints.listMails({ filter: all ? 'all' : 'look', ...(cursor && { cursor }) });
    return { title: 'Surel masuk', here: '/petugas/pengaduan', all, items, nextCursor };
  } catch (thrown) {
    asPageError(thrown);
  }
};
