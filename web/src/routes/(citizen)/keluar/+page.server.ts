import { redirect } from '@sveltejs/kit';
import { forgetSession } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.viewer) redirect(303, '/masuk');
  return { title: 'Keluar' };
};

export const actions: Actions = {
  default: async ({ locals, cookies, url }) => {
    if (locals.viewer) await locals.api.identity.signOut({});
    forgetSession(cookies, url);
    redirect(303, '/masuk?keluar');
  },
};
