import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { refusedFiles, smallButtons, storePictures } from '../../../../(citizen)/pengaduan/parts/form-action.ts';
import { keepReceipt } from '../../../../(citizen)/pengaduan/parts/receipt-cookie.ts';
import { atInputs, reportFrom } from '../../../../(citizen)/pengaduan/parts/report-form.ts';
import { momentIn } from '../../parts/read-action.ts';
import type { Problem } from '#lib/types.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    const [{ items }, misconduct] = await Promise.all([event.locals.api.complaints.listCategories({}), event.locals.api.complaints.misconductForm({})]);
    // A clerk at the counter enters reports and has no queue of them.
    return { title: 'Catat laporan', back: hat.permissions.includes('complaints.handle') ? '/petugas/pengaduan' : '/petugas', id: crypto.randomUUID(), categories: items, misconduct };
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
      const problems = await storePictures(locals.api, posted, values);
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      const intent = readIntent(posted);
      const leftOut = await withExport(locals.api, posted, values);
      if (leftOut && intent.kind === 'named') return { values: await withChat(locals.api, values), leftOut };
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

/** An exported conversation: its text goes into the field, its pictures to the photos. @returns names of what was not kept; undefined without a file */
async function withExport(api: Api, posted: FormData, values: Values): Promise<string[] | undefined> {
  const file = posted.get('ekspor');
  if (!(file instanceof File) || file.size === 0) return undefined;
  try {
    const read = await api.complaints.readChatExport({ name: file.name.slice(0, 255), bytes: new Uint8Array(await file.arrayBuffer()) });
    const fill = (name: string, text: string) => {
      if (!one(values, name).trim() && text) values[name] = text;
    };
    fill('body', read.body.slice(0, 4000));
    fill('name', read.name);
    fill('phone', read.phone);
    values['chat'] = read.chat;
    values['photos'] = [...many(values, 'photos'), ...read.photos.map(({ id }) => id)].slice(0, 10);
    return read.leftOut;
  } catch (thrown) {
    const problem = (thrown as { problem?: Problem } | null)?.problem;
    throw problem ? { problem: { ...problem, fields: [{ path: 'ekspor', message: problem.detail }] } } : thrown;
  }
}

/** What the pasted conversation says about report, name and number goes into the fields that are still empty. */
async function withChat(api: Api, values: Values): Promise<Values> {
  if (!one(values, 'chat').trim()) return values;
  const read = await api.complaints.readChat({ chat: one(values, 'chat') });
  const fill = (name: string, text: string) => (one(values, name).trim() ? {} : { [name]: text });
  return { ...values, ...fill('body', read.body), ...fill('name', read.name), ...fill('phone', read.phone), channel: one(values, 'channel') && one(values, 'channel') !== 'desk' ? one(values, 'channel') : 'whatsapp' };
}
