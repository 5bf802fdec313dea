import type { Cookies } from '@sveltejs/kit';
import type * as z from 'zod';
import type { operations } from '../../../../../server/modules/permohonan/contract.ts';

type Receipt = z.output<typeof operations.submitDraft.output>;

/** What the receipt shows once: the secret lives nowhere else, so it must not stand in an address. */
export type ReceiptOnce = Pick<Receipt, 'number' | 'secret' | 'layanan' | 'trackUrl'> & { due?: string; provisional?: boolean };

const nameOf = (id: string) => `tanda-terima-${id.slice(-12)}`;
const pathOf = (id: string) => `/tanda-terima/${id}`;

/** Hands a fresh receipt to its page in a cookie of that page alone; returns the page's address. */
export function keepReceipt(cookies: Cookies, receipt: Receipt): string {
  const { number, secret, layanan, trackUrl, due } = receipt;
  const once: ReceiptOnce = { number, secret, layanan, trackUrl, due: due?.long, provisional: due?.provisional };
  cookies.set(nameOf(receipt.id), JSON.stringify(once), { path: pathOf(receipt.id), httpOnly: true, sameSite: 'strict', maxAge: 600 });
  return pathOf(receipt.id);
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
