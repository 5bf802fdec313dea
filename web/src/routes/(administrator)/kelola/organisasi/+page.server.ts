import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

/** The tree, or what was found in it. */
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api;
  const query = (event.url.searchParams.get('cari') ?? '').slice(0, 100);
  const closed = event.url.searchParams.get('tutup') === 'ya';
  try {
    const [hits, units] = await Promise.all([
      query ? api.organization.searchOrganization({ query, limit: 50 }) : null,
      query ? null : api.organization.listUnits({ closed: closed ? 'show' : 'hide' }),
    ]);
    return { title: 'Organisasi', query, closed, hits: hits?.items ?? null, units: units?.items ?? [], mayOrganize: hat.permissions.includes('organization.manage') };
  } catch (thrown) {
    asPageError(thrown);
  }
};
