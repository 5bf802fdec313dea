import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { reportHref } from '../parts/api.ts';
import { refusedFiles, smallButtons, storePictures } from '../parts/form-action.ts';
import { keepReceipt } from '../parts/receipt-cookie.ts';
import { atInputs, kindOf, reportFrom } from '../parts/report-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, request }) => {
  try {
    const { items, emergency } = await locals.api.complaints.listCategories({});
    const asked = kindOf(url.searchParams.get('jenis') ?? '');
    // The code of a misconduct report is made with the form, so that sending twice shows the same one; nobody keeps it here.
    const misconduct = asked === 'misconduct' || request.method === 'POST' ? await locals.api.complaints.misconductForm({}) : undefined;
    // The sender's own key: the same form sent twice is one report.
    return { title: 'Buat laporan', id: crypto.randomUUID(), categories: items, emergency, kind: asked, misconduct, category: url.searchParams.get('kategori') ?? '', signedIn: locals.viewer !== null };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  kirim: async ({ locals, request, cookies }) => {
    const posted = await request.formData();
    const values = readValues(posted);
    let address: string;
    try {
      const wrong = await storePictures(locals.api, posted, values);
      if (wrong.length > 0) return fail(422, { problem: refusedFiles(wrong), values });
      const again = await smallButtons(locals, posted, values);
      if (again) return again;
      const similar = await similarTo(locals.api, values);
      if (similar.length > 0) return { values, similar };
      const receipt = await locals.api.complaints.submit({ ...reportFrom(values), reporter: { name: one(values, 'name').trim(), phone: one(values, 'phone').trim(), email: one(values, 'email').trim() } });
      address = keepReceipt(cookies, receipt);
    } catch (thrown) {
      return asActionFailure(atInputs(thrown), values);
    }
    redirect(303, address);
  },

  /** Instead of a report of one's own: one more voice for another. */
  ikut: async ({ locals, request }) => {
    const posted = await request.formData();
    const values = readValues(posted);
    const number = String(posted.get('_ikut') ?? '');
    let sent: boolean;
    try {
      ({ sent } = await locals.api.complaints.join({ number, email: one(values, 'email').trim() }));
    } catch (thrown) {
      return asActionFailure(atInputs(thrown), values);
    }
    redirect(303, `${reportHref(number)}?sudah=${sent ? 'ikut-pantau' : 'ikut'}`);
  },
};

/** Asked once, before the first sending; whoever has seen them says so by the second button. */
async function similarTo(api: Pick<Api, 'complaints'>, values: Values) {
  const { category, lat, lng, kind } = reportFrom(values);
  if (one(values, 'berbeda') || kind !== 'complaint' || !category || !Number.isFinite(lat) || !Number.isFinite(lng)) return [];
  return (await api.complaints.listSimilar({ category, lat: lat!, lng: lng!, limit: 3 })).items;
}
