import type { Cookies } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { keepReceipt, takeReceipt } from './receipt-cookie.ts';

function jar() {
  const kept = new Map<string, { value: string; path: string; httpOnly?: boolean }>();
  const cookies = {
    get: (name: string) => kept.get(name)?.value,
    set: (name: string, value: string, options: { path: string; httpOnly?: boolean }) => kept.set(name, { value, ...options }),
    delete: (name: string) => kept.delete(name),
  } as unknown as Cookies;
  return { kept, cookies };
}
const receipt = { id: '01a20079-c3dd-79be-9f14-1f2766bde6ae', number: 'PNG-7EGN-XPSY', secret: '482917', layanan: 'Surat', trackUrl: '/lacak?nomor=PNG-7EGN-XPSY', receiptUrl: '' };

describe('a receipt on its way to its page', () => {
  it('carries the secret in a cookie of that page alone, never in the address', () => {
    const { kept, cookies } = jar();
    const address = keepReceipt(cookies, receipt);
    expect(address).toBe(`/tanda-terima/${receipt.id}`);
    expect([...kept.values()][0]).toMatchObject({ path: address, httpOnly: true });
  });
  it('is shown once', () => {
    const { cookies } = jar();
    keepReceipt(cookies, receipt);
    expect(takeReceipt(cookies, receipt.id)).toMatchObject({ number: 'PNG-7EGN-XPSY', secret: '482917' });
    expect(takeReceipt(cookies, receipt.id)).toBeUndefined();
  });
  it('is nothing if somebody wrote the cookie', () => {
    const { cookies } = jar();
    cookies.set('sekali-1f2766bde6ae', '{broken', { path: '/' });
    expect(takeReceipt(cookies, receipt.id)).toBeUndefined();
  });
});
