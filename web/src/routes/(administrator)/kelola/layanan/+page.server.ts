import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    const { items } = await locals.api.layanan.listVersions({});
    const groups = Map.groupBy(items, (row) => row.id);
    return {
      title: 'Layanan',
      services: [...groups].map(([id, versions]) => ({ id, name: (versions.find((v) => v.current) ?? versions[0]!).name, current: versions.find((v) => v.current), draft: versions.find((v) => v.state === 'draft' && !v.publishedAt) })),
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};
