import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import { deviceName, goOn, keepSession, ownAddress } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const kembali = ownAddress(url.searchParams.get('kembali'));
  if (locals.viewer) redirect(303, kembali ?? '/beranda');
  return { title: 'Masuk', kembali, left: url.searchParams.has('keluar') };
};

export const actions: Actions = {
  sandi: async ({ request, locals, cookies, url }) => {
    const values = readValues(await request.formData());
    const kembali = ownAddress(one(values, 'kembali'));
    const identifier = one(values, 'identifier');
    const nik = one(values, 'nik');
    const sharedComputer = one(values, 'sharedComputer') === 'ya';
    let session;
    try {
      session = await locals.api.identity.signIn({
        identifier, password: one(values, 'password'), sharedComputer, device: deviceName(request.headers.get('user-agent')), ...(nik ? { nik } : {}),
      });
    } catch (thrown) {
      return asActionFailure(thrown, { identifier, nik, sharedComputer });
    }
    keepSession(cookies, url, session);
    goOn(session.needs, kembali);
  },
  /** What the device answered comes from static/_/passkey.js. */
  kunci: async ({ request, locals, cookies, url }) => {
    const values = readValues(await request.formData());
    const sharedComputer = one(values, 'sharedComputer') === 'ya';
    let session;
    try {
      session = await locals.api.identity.signInWithPasskey({
        id: one(values, 'ceremony'), response: readJson(one(values, 'response')), sharedComputer, device: deviceName(request.headers.get('user-agent')),
      });
    } catch (thrown) {
      return asActionFailure(thrown, { identifier: '', nik: '', sharedComputer });
    }
    keepSession(cookies, url, session);
    goOn(session.needs, ownAddress(one(values, 'kembali')));
  },
};

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
