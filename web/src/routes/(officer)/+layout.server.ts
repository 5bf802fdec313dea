import { requireOfficer } from '#lib/server/guard.ts';
import type { LayoutServerLoad } from './$types';

/** The counts beside the entries of the rail; an officer without cases (a clerk at the identity desk) has none. */
export const load: LayoutServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  if (!hat.permissions.includes('permohonan.process')) return { desk: undefined };
  const desk = await event.locals.api.permohonan.queueCounts({});
  return {
    desk,
    counts: { '/petugas': desk.mine, '/petugas/belum-diambil': desk.unclaimed, '/petugas/menunggu-pemohon': desk.waiting },
  };
};
