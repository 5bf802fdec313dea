import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { Problem } from '#lib/types.ts';
import type { PageServerLoad } from './$types';

const FILTERS = ['action', 'person', 'objectId', 'from', 'to'] as const;

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = Object.fromEntries(FILTERS.map((name) => [name, (event.url.searchParams.get(name) ?? '').trim()]).filter(([, value]) => value)) as Partial<Record<(typeof FILTERS)[number], string>>;
  const cursor = event.url.searchParams.get('setelah') ?? undefined;
  const trail = event.locals.api['audit-trail'];
  try {
    const [found, state] = await Promise.all([trail.searchTrail({ ...asked, cursor, limit: 50 }), trail.describeTrail({})]);
    return { title: 'Jejak audit', asked, found, state, paged: cursor !== undefined, problem: undefined };
  } catch (thrown) {
    const problem = (thrown as { problem?: Problem }).problem;
    if (problem?.status !== 422) asPageError(thrown);
    // A date that does not exist, or a span too wide: said on the page, with what was typed.
    return { title: 'Jejak audit', asked, found: { items: [], from: '', to: '', next: undefined }, state: await trail.describeTrail({}), paged: false, problem };
  }
};
