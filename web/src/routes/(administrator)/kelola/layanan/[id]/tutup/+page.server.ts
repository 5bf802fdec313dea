import { redirect } from '@sveltejs/kit';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    const { items } = await locals.api.layanan.listVersions({ id: params.id });
    return { title: 'Tutup layanan', name: items[0]?.name ?? params.id };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const reason = String((await request.formData()).get('reason') ?? '');
    try {
      await locals.api.layanan.withdraw({ id: params.id, reason });
    } catch (thrown) {
      return asActionFailure(thrown, { reason });
    }
    redirect(303, '/kelola/layanan');
  },
};
