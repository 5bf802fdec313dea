import type { Cookies } from '@sveltejs/kit';
import { keepOnce, takeOnce } from '#lib/server/shown-once.ts';
import type { Receipt } from './api.ts';

/** What the receipt shows once: the secret lives nowhere else. */
export interface ReceiptOnce {
  number: string;
  secret?: string;
  trackUrl: string;
  verifyBy?: string;
  held?: string;
}

/** @returns the address of the receipt */
export function keepReceipt(cookies: Cookies, { id, number, secret, trackUrl, verifyBy, held }: Receipt): string {
  const once: ReceiptOnce = { number, trackUrl, ...(secret && { secret }), ...(verifyBy && { verifyBy: verifyBy.long }), ...(held && { held }) };
  return keepOnce(cookies, `/pengaduan/tanda-terima/${id}`, id, once);
}

export const takeReceipt = (cookies: Cookies, id: string): ReceiptOnce | undefined => takeOnce(cookies, `/pengaduan/tanda-terima/${id}`, id);
