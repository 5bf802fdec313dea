import { fail, redirect } from '@sveltejs/kit';
import { VERIFY_MEGABYTES } from '../../../../../server/modules/issuance/contract.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
  const code = url.searchParams.get('kode')?.trim().slice(0, 100);
  if (code) redirect(303, `/v/${encodeURIComponent(code)}`);
  return { title: 'Periksa keaslian dokumen', megabytes: VERIFY_MEGABYTES };
};

export const actions: Actions = {
  berkas: async ({ request, locals }) => {
    const file = (await request.formData()).get('berkas');
    if (!(file instanceof File) || file.size === 0) return fail(422, { missing: 'Pilih dulu berkas PDF yang ingin diperiksa.' });
    if (file.size > VERIFY_MEGABYTES * 1024 * 1024) return fail(413, { missing: `Berkas ini terlalu besar. Batasnya ${VERIFY_MEGABYTES} MB.` });
    try {
      return { verdict: await locals.api.issuance.verifyFile({ name: file.name.slice(0, 255) || 'berkas.pdf', bytes: new Uint8Array(await file.arrayBuffer()) }) };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
