import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { Problem } from '#lib/types.ts';
import type { PageServerLoad } from './$types';

/** Where the next predicate begins is the target that people ask for first. */
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { params, url, locals } = event;
  const api = locals.api['self-assessment'];
  const typed = url.searchParams.get('sasaran');
  try {
    const { bands, scored, campaign } = await api.getBoard({ id: params.id });
    const next = bands.filter(({ from }) => Number(from) > Number(scored.exact.includes('/') ? scored.index : scored.exact)).toSorted((a, b) => Number(a.from) - Number(b.from))[0];
    const shared = { title: 'Jalan ke sasaran', here: '/petugas/penilaian', campaign, scored, bands, typed: typed ?? next?.from ?? scored.max };
    try {
      return { ...shared, path: await api.getPath({ id: params.id, target: shared.typed }) };
    } catch (thrown) {
      const { problem } = thrown as { problem?: Problem };
      if (problem?.code !== 'request.invalid') throw thrown;
      return { ...shared, fault: problem.fields?.[0]?.message ?? problem.detail };
    }
  } catch (thrown) {
    asPageError(thrown);
  }
};
