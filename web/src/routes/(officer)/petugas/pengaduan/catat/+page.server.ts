import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { smallButtons } from '../../../../(citizen)/pengaduan/parts/form-action.ts';
import { keepReceipt } from '../../../../(citizen)/pengaduan/parts/receipt-cookie.ts';
import { atInputs, reportFrom } from '../../../../(citizen)/pengaduan/parts/report-form.ts';
import { momentIn } from '../../parts/read-action.ts';
import { storeFiles } from '../../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    const { items } = await event.locals.api.complaints.listCategories({});
    // A clerk at the counter enters reports and has no queue of them.
    return { title: 'Catat laporan', back: hat.permissions.includes('complaints.handle') ? '/petugas/pengaduan' : '/petugas', id: crypto.randomUUID(), categories: items };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  kirim: async (event) => {
    requireOfficer(event);
    const { locals, request, cookies } = event;
    const posted = await request.formData();
    const values = readValues(posted);
    let address: string;
    try {
      await storeFiles(locals.api, posted, values);
      const intent = readIntent(posted);
      if (intent.kind === 'named' && intent.name === 'baca') return { values: await withChat(locals.api, values) };
      if (intent.kind === 'file-remove') return { values: { ...values, photos: many(values, 'photos').filter((id) => id !== intent.id) } };
      const again = await smallButtons(locals, posted, values);
      if (again) return again;
      const { origin, ...report } = reportFrom(values);
      const at = one(values, 'receivedAt');
      const receipt = await locals.api.complaints.enterReport({
        ...report, origin, channel: (one(values, 'channel') || 'desk') as 'desk', chat: one(values, 'chat'),
        contact: { name: one(values, 'name').trim(), phone: one(values, 'phone').trim(), email: one(values, 'email').trim(), handle: one(values, 'handle').trim() },
        ...(at && { receivedAt: momentIn(locals.installation.zone, at) }),
      });
      address = keepReceipt(cookies, receipt);
    } catch (thrown) {
      const failure = asActionFailure(atInputs(thrown), values);
      return fail(failure.status, failure.data);
    }
    redirect(303, address);
  },
};

/** What the pasted conversation says about report, name and number goes into the fields that are still empty. */
async function withChat(api: Api, values: Values): Promise<Values> {
  const read = await api.complaints.readChat({ chat: one(values, 'chat') });
  const fill = (name: string, text: string) => (one(values, name).trim() ? {} : { [name]: text });
  return { ...values, ...fill('body', read.body), ...fill('name', read.name), ...fill('phone', read.phone), channel: one(values, 'channel') && one(values, 'channel') !== 'desk' ? one(values, 'channel') : 'whatsapp' };
}
