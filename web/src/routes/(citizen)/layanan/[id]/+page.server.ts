import { redirect } from '@sveltejs/kit';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    const layanan = await locals.api.layanan.getLayanan({ id: params.id });
    return { title: layanan.name, layanan };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  ajukan: async ({ locals, params, url }) => {
    requireViewer({ locals, url: new URL(url.pathname, url) });
    let id: string;
    try {
      ({ id } = await locals.api.permohonan.startDraft({ layanan: params.id }));
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
    redirect(303, `/ajukan/${id}`);
  },
};
