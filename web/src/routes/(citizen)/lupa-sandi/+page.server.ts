import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: 'Lupa kata sandi' });

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const identifier = one(readValues(await request.formData()), 'identifier');
    try {
      await locals.api.identity.requestReset({ identifier });
      return { sent: true as const };
    } catch (thrown) {
      return asActionFailure(thrown, { identifier });
    }
  },
};
