import { redirect } from '@sveltejs/kit';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { answerSource } from '../../source-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    const [version, { items }] = await Promise.all([locals.api.layanan.getSource({ id: params.id, version: params.version }), locals.api.layanan.listVersions({ id: params.id })]);
    return { title: version.name, version, versions: items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  naskah: answerSource,
  terbitkan: async ({ locals, params }) => {
    try {
      await locals.api.layanan.publish({ id: params.id, version: params.version });
    } catch (thrown) {
      return { ...asActionFailure(thrown, null), source: undefined };
    }
    redirect(303, `/kelola/layanan/${params.id}/${params.version}?terbit`);
  },
};
