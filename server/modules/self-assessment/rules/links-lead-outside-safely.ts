/** A link given as evidence: https only, a real host name, no password inside. */
export function evidenceLink(text: string): { ok: true; href: string; short: string } | { ok: false; message: string } {
  const bad = (message: string) => ({ ok: false as const, message });
  if (text.trim() === '') return bad('Tulis alamatnya, mulai dengan https://.');
  if (!/^https:\/\//i.test(text.trim())) return bad('Alamat harus mulai dengan https://.');
  const url = URL.parse(text.trim());
  if (!url || !url.hostname.includes('.') || /\s/.test(text.trim())) return bad('Alamat ini tidak dapat dibaca. Salin lagi dari peramban.');
  if (url.username !== '' || url.password !== '') return bad('Alamat ini memuat kata sandi. Tulis tanpa nama pengguna dan kata sandi.');
  return { ok: true, href: url.href, short: `${url.hostname}${url.pathname === '/' ? '' : url.pathname}`.slice(0, 120) };
}
