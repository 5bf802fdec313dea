import { qrPath } from '#lib/server/qr.ts';
import { takeReceipt } from '../../parts/receipt-cookie.ts';
import type { PageServerLoad } from './$types';

/** Shown once, from the cookie of this address; afterwards it says where to go on. */
export const load: PageServerLoad = ({ params, cookies, url, locals }) => {
  const receipt = takeReceipt(cookies, params.id);
  if (!receipt) return { title: 'Tanda terima laporan', receipt: undefined, qr: undefined, enters: false };
  const trackUrl = new URL(receipt.trackUrl, url).href;
  return { title: `Tanda terima ${receipt.number}`, receipt: { ...receipt, trackUrl }, qr: qrPath(trackUrl), enters: locals.viewer?.hat?.permissions.includes('complaints.enter') ?? false };
};
