import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { optional, text } from '../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** First the village is looked for by name, then chosen with its template. */
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const query = (event.url.searchParams.get('cari') ?? '').trim().slice(0, 100);
  try {
    const found = query ? await event.locals.api.wilayah.searchRegions({ query, level: 'village', within: event.locals.installation.region, limit: 30 }) : null;
    // The last four digits of a desa begin with 2; a kelurahan is made as a unit of its kecamatan.
    return { title: 'Buat desa', query, villages: found?.items.filter((region) => region.code[9] !== '1') ?? null };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let id: string;
    try {
      ({ id } = await event.locals.api.organization.createDesa({
        region: text(values, 'region'), size: one(values, 'size') === 'five' ? 'five' : 'three', code: optional(values, 'code')?.toUpperCase(), from: optional(values, 'from'),
      }));
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/organisasi/unit/${id}`);
  },
};
