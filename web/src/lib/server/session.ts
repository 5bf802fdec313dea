import { redirect, type Cookies } from '@sveltejs/kit';

/** The name under which the server looks for the session. */
const COOKIE = 'pendopo_session';

interface Answer {
  token: string;
  sharedComputer: boolean;
  needs: 'second-factor' | 'enrol-second-factor' | 'choose-hat' | null;
}

/** The name under which the pages that work without network remember whose letters they keep; see #lib/sync. */
const OFFLINE_COOKIE = 'pendopo_saku';

/** As long as the longest session; the server ends each one at its own hour, by its own clock. */
const COOKIE_SECONDS = 30 * 24 * 3600;

/** The cookie of a session; on a shared computer it goes when the browser is closed. */
export function keepSession(cookies: Cookies, url: URL, { token, sharedComputer }: Omit<Answer, 'needs'>): void {
  cookies.set(COOKIE, token, {
    path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:',
    ...(sharedComputer ? {} : { maxAge: COOKIE_SECONDS }),
  });
  forgetOffline(cookies, url);
  if (sharedComputer) cookies.set(OFFLINE_COOKIE, 'bersama', { path: '/', httpOnly: false, sameSite: 'lax', secure: url.protocol === 'https:' });
}

/** Whoever comes next does not find the letters of who was here; what waits to be sent stays. */
const forgetOffline = (cookies: Cookies, url: URL): void => cookies.delete(OFFLINE_COOKIE, { path: '/', httpOnly: false, secure: url.protocol === 'https:' });

export const sessionToken = (cookies: Cookies): string | undefined => cookies.get(COOKIE);
export function forgetSession(cookies: Cookies, url: URL): void {
  cookies.delete(COOKIE, { path: '/', secure: url.protocol === 'https:' });
  forgetOffline(cookies, url);
}

/** Only an address of our own: `//elsewhere` and `/\elsewhere` would lead away. */
export function ownAddress(text: string | null | undefined): string | undefined {
  return text && /^\/(?![/\\])[^\s\\]*$/.test(text) && text.length <= 500 && !/^\/(masuk|daftar|keluar|aktivasi|verifikasi-kedua|ganti-jabatan)(?=[?#]|$)/.test(text) ? text : undefined;
}

const query = (kembali: string | undefined) => (kembali ? `?kembali=${encodeURIComponent(kembali)}` : '');

/** Where a person goes after a step of signing in: to what is still missing, to where they came from, or home. */
export function goOn(needs: Answer['needs'], kembali: string | undefined): never {
  if (needs === 'second-factor') redirect(303, `/verifikasi-kedua${query(kembali)}`);
  if (needs === 'enrol-second-factor') redirect(303, `/akun/keamanan${query(kembali)}`);
  if (needs === 'choose-hat') redirect(303, `/ganti-jabatan${query(kembali)}`);
  redirect(303, kembali ?? '/beranda');
}

/** The first page of a day's work, by what the post is trusted with. */
export function homeOf(viewer: App.Locals['viewer']): string {
  const duties = viewer?.hat?.duties;
  if (!duties) return '/permohonan-saya';
  if (duties.some((duty) => duty === 'signer' || duty === 'leader' || duty === 'assistant')) return '/pimpinan';
  if (duties.some((duty) => duty === 'administrator' || duty === 'unit-administrator' || duty === 'auditor')) return '/kelola/organisasi';
  if (viewer.hat?.permissions.includes('evaluation.organise')) return '/petugas/evaluasi';
  if (viewer.hat?.permissions.includes('evaluation.assess')) return '/petugas/evaluasi/meja';
  // Who answers or coordinates complaints begins with those; a desk of requests may not even be theirs.
  const permissions = viewer.hat?.permissions ?? [];
  const complaints = permissions.includes('complaints.coordinate') || (permissions.includes('complaints.handle') && !permissions.includes('permohonan.process'));
  if (complaints) return '/petugas/pengaduan';
  return permissions.includes('permohonan.process') ? '/petugas' : '/petugas/hari-ini';
}

/** "Chrome di Android", for the list of devices. */
export function deviceName(userAgent: string | null): string {
  const agent = userAgent ?? '';
  const system = /Android/.test(agent) ? 'Android' : /iPhone|iPad/.test(agent) ? 'iPhone atau iPad' : /Windows/.test(agent) ? 'Windows' : /Mac OS/.test(agent) ? 'Mac' : /Linux|CrOS/.test(agent) ? 'Linux' : '';
  const browser = /Edg\//.test(agent) ? 'Edge' : /OPR\//.test(agent) ? 'Opera' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : 'Peramban';
  return system ? `${browser} di ${system}` : browser;
}

/** An act that wants a fresh second factor: to the code and back. */
export function orSecondFactor(thrown: unknown, back: string): void {
  if ((thrown as { problem?: { code?: string } }).problem?.code === 'request.second-factor') redirect(303, `/verifikasi-kedua?kembali=${encodeURIComponent(back)}`);
}
