import type { Cookies } from '@sveltejs/kit';
import type * as z from 'zod';
import { keepOnce, takeOnce } from '#lib/server/shown-once.ts';
import type { operations } from '../../../../../server/modules/permohonan/contract.ts';

type Receipt = z.output<typeof operations.submitDraft.output>;

/** What the receipt shows once: the secret lives nowhere else. */
export type ReceiptOnce = Pick<Receipt, 'number' | 'secret' | 'layanan' | 'trackUrl'> & { due?: string; provisional?: boolean };

/** @returns the address of the receipt */
export function keepReceipt(cookies: Cookies, { id, number, secret, layanan, trackUrl, due }: Receipt): string {
  const once: ReceiptOnce = { number, secret, layanan, trackUrl, due: due?.long, provisional: due?.provisional };
  return keepOnce(cookies, `/tanda-terima/${id}`, id, once);
}

export const takeReceipt = (cookies: Cookies, id: string): ReceiptOnce | undefined => takeOnce(cookies, `/tanda-terima/${id}`, id);
