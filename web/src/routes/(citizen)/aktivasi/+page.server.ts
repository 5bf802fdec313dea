import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import { deviceName, goOn, keepSession } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: 'Pakai kode' });

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const values = readValues(await request.formData());
    const code = one(values, 'code');
    const sharedComputer = one(values, 'sharedComputer') === 'ya';
    let session;
    try {
      session = await locals.api.identity.activate({ code, password: one(values, 'password'), sharedComputer, device: deviceName(request.headers.get('user-agent')) });
    } catch (thrown) {
      return asActionFailure(thrown, { code, sharedComputer });
    }
    keepSession(cookies, url, session);
    goOn(session.needs, undefined);
  },
};
