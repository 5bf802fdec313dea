import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const query = (event.url.searchParams.get('cari') ?? '').slice(0, 100);
  const cursor = event.url.searchParams.get('setelah') ?? undefined;
  try {
    return { title: 'Orang', query, cursor: cursor ?? null, people: await event.locals.api.organization.listPeople({ query, cursor }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
