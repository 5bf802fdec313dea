import type { RequestEvent } from '@sveltejs/kit';

/** What a field for a kode klasifikasi offers before anything is typed: the group of `code`, or the main groups; and what `code` stands for. */
export async function codesNear(event: RequestEvent, code = ''): Promise<{ codes: { code: string; title: string }[]; codeTitle: string }> {
  const group = code.split('.').slice(0, 2).join('.');
  const { items } = await event.locals.api.archive.listCodes({ query: group, limit: 40 });
  const own = items.find((one) => one.code === code) ?? (code ? (await event.locals.api.archive.listCodes({ query: code, limit: 1 })).items.find((one) => one.code === code) : undefined);
  return { codes: items.map(({ code: each, title }) => ({ code: each, title })), codeTitle: own ? `${own.code} ${own.title}` : '' };
}
