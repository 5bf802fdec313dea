import type { Cookies } from '@sveltejs/kit';
import type { Receipt } from './api.ts';

/** What the receipt shows once: the secret lives nowhere else, so it never stands in an address. */
export interface ReceiptOnce {
  number: string;
  secret?: string;
  trackUrl: string;
  verifyBy?: string;
  held?: string;
}

const nameOf = (id: string) => `laporan-${id.slice(-12)}`;
const pathOf = (id: string) => `/pengaduan/tanda-terima/${id}`;

/** Hands a fresh receipt to its page in a cookie of that page alone; returns the page's address. */
export function keepReceipt(cookies: Cookies, { id, number, secret, trackUrl, verifyBy, held }: Receipt): string {
  const once: ReceiptOnce = { number, trackUrl, ...(secret && { secret }), ...(verifyBy && { verifyBy: verifyBy.long }), ...(held && { held }) };
  cookies.set(nameOf(id), JSON.stringify(once), { path: pathOf(id), httpOnly: true, sameSite: 'strict', maxAge: 600 });
  return pathOf(id);
}

/** Takes it out again: the second look finds no secret. */
export function takeReceipt(cookies: Cookies, id: string): ReceiptOnce | undefined {
  const text = cookies.get(nameOf(id));
  if (!text) return undefined;
  cookies.delete(nameOf(id), { path: pathOf(id) });
  try {
    return JSON.parse(text) as ReceiptOnce;
  } catch {
    return undefined;
  }
}
