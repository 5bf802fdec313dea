import { requireOfficer } from '#lib/server/guard.ts';
import type { LayoutServerLoad } from './$types';

/** The counts beside the entries of the rail and of the inbox; an officer without cases (a clerk at the identity desk) has no desk. */
export const load: LayoutServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { permohonan, notifications } = event.locals.api;
  const [desk, { unread }] = await Promise.all([hat.permissions.includes('permohonan.process') ? permohonan.queueCounts({}) : undefined, notifications.countUnread({})]);
  if (!desk) return { desk, unread };
  return {
    desk, unread,
    counts: { '/petugas': desk.mine, '/petugas/belum-diambil': desk.unclaimed, '/petugas/menunggu-pemohon': desk.waiting },
  };
};
