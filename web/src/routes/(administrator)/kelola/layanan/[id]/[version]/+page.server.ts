import { redirect } from '@sveltejs/kit';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { outlineOf } from './outline.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  try {
    const { layanan } = locals.api;
    const [described, { changes }, { items }] = await Promise.all([
      layanan.getDefinition({ id: params.id, version: params.version }), layanan.getSource({ id: params.id, version: params.version }), layanan.listVersions({ id: params.id }),
    ]);
    const { definition: _, units: __, letterFields: ___, lifeEvents: ____, ...version } = described;
    return { title: version.name, version: { ...version, changes }, sections: outlineOf(described), versions: items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  terbitkan: async ({ locals, params }) => {
    try {
      await locals.api.layanan.publish({ id: params.id, version: params.version });
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
    redirect(303, `/kelola/layanan/${params.id}/${params.version}?terbit`);
  },
};
