import type { Cookies } from '@sveltejs/kit';

const nameOf = (id: string) => `sekali-${id.slice(-12)}`;

/** Hands what is shown once to the page at `address`, in a cookie of that page alone: a secret never stands in an address. @returns the address */
export function keepOnce(cookies: Cookies, address: `/${string}`, id: string, once: object): string {
  cookies.set(nameOf(id), JSON.stringify(once), { path: address, httpOnly: true, sameSite: 'strict', maxAge: 600 });
  return address;
}

/** Takes it out again: the second look finds nothing, nor does one at a cookie that somebody else wrote. */
export function takeOnce<Once>(cookies: Cookies, address: `/${string}`, id: string): Once | undefined {
  const text = cookies.get(nameOf(id));
  if (!text) return undefined;
  cookies.delete(nameOf(id), { path: address });
  try {
    return JSON.parse(text) as Once;
  } catch {
    return undefined;
  }
}
