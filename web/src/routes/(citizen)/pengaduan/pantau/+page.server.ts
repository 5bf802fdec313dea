import { asActionFailure } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the link in an e-mail opens. A press confirms, so that a mail scanner that opens links does not. */
export const load: PageServerLoad = ({ url }) => ({ title: 'Pantau laporan', token: url.searchParams.get('kunci')?.slice(0, 200) ?? '', stop: false });

const tokenOf = async (request: Request): Promise<string> => String((await request.formData()).get('token') ?? '');

export const actions: Actions = {
  mulai: async ({ locals, request }) => {
    try {
      return { number: (await locals.api.complaints.confirmFollow({ token: await tokenOf(request) })).number, stopped: false };
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
  },
  berhenti: async ({ locals, request }) => {
    try {
      return { number: (await locals.api.complaints.unfollow({ token: await tokenOf(request) })).number, stopped: true };
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
  },
};
