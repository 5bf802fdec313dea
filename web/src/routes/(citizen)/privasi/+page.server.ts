import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  try {
    const { items } = await locals.api.layanan.listCatalogue({});
    const services = await Promise.all(items.map(({ id }) => locals.api.layanan.getLayanan({ id })));
    return { title: 'Data pribadi Anda', services: services.map(({ id, name, privacy }) => ({ id, name, ...privacy })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
