import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string, most: number) => url.searchParams.get(name)?.trim().slice(0, most) || undefined;
  const query = asked('cari', 100);
  const lifeEvent = asked('keperluan', 60);
  const owner = asked('perangkat', 60);
  try {
    const { items, lifeEvents, owners } = await locals.api.layanan.listCatalogue({ query, lifeEvent, owner });
    return {
      title: 'Semua layanan',
      items,
      lifeEvents: lifeEvents.filter(({ count }) => count > 0),
      owners,
      query,
      lifeEvent: lifeEvents.find(({ id }) => id === lifeEvent),
      owner: owners.find(({ id }) => id === owner),
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};
