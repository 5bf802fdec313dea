import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireViewer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { orSecondFactor, ownAddress } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireViewer(event);
  const { searchParams } = event.url;
  try {
    const { secondFactor } = await event.locals.api.identity.getMe({});
    return { title: 'Verifikasi kedua', ...secondFactor, kembali: ownAddress(searchParams.get('kembali')), few: searchParams.has('sisa'), done: searchParams.get('selesai') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const BACK = '/akun/keamanan';

export const actions: Actions = {
  lepas: async (event) => {
    requireViewer(event);
    try {
      await event.locals.api.identity.removeTotp({});
    } catch (thrown) {
      orSecondFactor(thrown, BACK);
      return asActionFailure(thrown, null);
    }
    redirect(303, `${BACK}?selesai=lepas`);
  },
  kunci: async (event) => {
    requireViewer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.identity.confirmPasskey({ id: one(values, 'ceremony'), response: readJson(one(values, 'response')), label: one(values, 'label') });
    } catch (thrown) {
      orSecondFactor(thrown, BACK);
      return asActionFailure(thrown, null);
    }
    redirect(303, `${BACK}?selesai=kunci`);
  },
  hapus: async (event) => {
    requireViewer(event);
    try {
      await event.locals.api.identity.removePasskey({ id: one(readValues(await event.request.formData()), 'id') });
    } catch (thrown) {
      orSecondFactor(thrown, BACK);
      return asActionFailure(thrown, null);
    }
    redirect(303, `${BACK}?selesai=hapus`);
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
