import { redirect } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const { campaign } = await event.locals.api['self-assessment'].getBoard({ id: event.params.id });
    return { title: 'Unggah banyak berkas', campaign };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const sent = posted.getAll('berkas').filter((one): one is File => one instanceof File && one.size > 0);
    let bulk: string;
    try {
      const files = await Promise.all(sent.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
      ({ bulk } = await event.locals.api['self-assessment'].startBulk({ id: event.params.id, files }));
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    redirect(303, `/petugas/penilaian/${event.params.id}/unggah/${bulk}`);
  },
};
