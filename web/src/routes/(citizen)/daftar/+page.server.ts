import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import { deviceName, goOn, keepSession, ownAddress } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const kembali = ownAddress(url.searchParams.get('kembali'));
  if (locals.viewer) redirect(303, kembali ?? '/beranda');
  return { title: 'Buat akun', kembali };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const { password = '', ...values } = readValues(await request.formData());
    const text = (name: string) => one(values, name).trim();
    let session;
    try {
      session = await locals.api.identity.registerCitizen({
        name: text('name'), nik: text('nik'), birthDate: text('birthDate'), phone: text('phone'), email: text('email'),
        password: String(password), sharedComputer: text('sharedComputer') === 'ya', device: deviceName(request.headers.get('user-agent')),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    keepSession(cookies, url, session);
    if (session.needs) goOn(session.needs, undefined);
    const kembali = ownAddress(text('kembali'));
    redirect(303, `/akun?baru${session.warnings.length ? '&beda' : ''}${kembali ? `&kembali=${encodeURIComponent(kembali)}` : ''}`);
  },
};
