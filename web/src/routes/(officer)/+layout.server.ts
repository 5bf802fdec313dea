import { requireOfficer } from '#lib/server/guard.ts';
import type { LayoutServerLoad } from './$types';

/** The counts beside the entries of the rail and of the inbox; an officer without cases (a clerk at the identity desk) has no desk. */
export const load: LayoutServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { complaints, permohonan, notifications } = event.locals.api;
  const may = (permission: string) => hat.permissions.includes(permission);
  const [desk, lapor, { unread }] = await Promise.all([may('permohonan.process') ? permohonan.queueCounts({}) : undefined, may('complaints.coordinate') ? complaints.laporCounts({}) : undefined, notifications.countUnread({})]);
  return {
    desk, unread,
    counts: { ...(desk && { '/petugas': desk.mine, '/petugas/belum-diambil': desk.unclaimed, '/petugas/menunggu-pemohon': desk.waiting }), ...(lapor?.unposted && { '/petugas/pengaduan/lapor': lapor.unposted }) },
  };
};
