import { qrPath } from '#lib/server/qr.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { takeReceipt, type ReceiptOnce } from '../receipt-cookie.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { params, cookies, locals, url } = event;
  const receipt = takeReceipt(cookies, params.id) ?? (await again(event));
  const trackUrl = new URL(receipt.trackUrl, url).href;
  return { title: `Tanda terima ${receipt.number}`, id: params.id, receipt: { ...receipt, trackUrl }, qr: qrPath(trackUrl), citizen: locals.viewer?.kind === 'citizen' };
};

/** A later look, by the applicant only: everything but the secret. */
async function again(event: Parameters<PageServerLoad>[0]): Promise<ReceiptOnce> {
  const { locals, params } = event;
  requireViewer(event);
  try {
    const { number, layanan, status, ...rest } = await locals.api.permohonan.getMine({ id: params.id });
    // Only while the promise runs: the date of a returned or finished request means something else.
    const due = status === 'in-progress' || status === 'numbered' ? rest.due : undefined;
    return { number, layanan, trackUrl: `/lacak?nomor=${encodeURIComponent(number)}`, due: due?.long, provisional: due?.provisional };
  } catch (thrown) {
    asPageError(thrown);
  }
}
