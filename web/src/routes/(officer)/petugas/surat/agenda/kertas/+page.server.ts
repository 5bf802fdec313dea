import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import { refusedFiles, storeFiles } from '../../parts/store-files.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const HERE = '/petugas/surat/agenda/kertas';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api.letters;
  const keeps = hat.permissions.includes('letters.register');
  try {
    const [book, imports] = await Promise.all([api.bookState({}), keeps ? api.listBookImports({}) : { items: [] }]);
    return { title: 'Buku kertas dan blok nomor', here: '/petugas/surat/agenda', book, imports: imports.items, done: event.url.searchParams.get('selesai')?.slice(0, 12), number: event.url.searchParams.get('nomor')?.slice(0, 20) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** `step` names the form that answers; it stays open with what was typed. */
async function answer(event: RequestEvent, step: string, values: Values, work: () => Promise<string>) {
  let number: string;
  try {
    number = await work();
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, step });
  }
  redirect(303, `${HERE}?selesai=${step}&nomor=${encodeURIComponent(number)}`);
}

export const actions: Actions = {
  buka: async (event) => {
    requireOfficer(event);
    const { api } = event.locals;
    const posted = await event.request.formData();
    const values = readValues(posted);
    const problems = await storeFiles(api, posted, values, 'scan');
    if (problems.length > 0) return fail(422, { step: 'buka', problem: refusedFiles(problems), values });
    const intent = readIntent(posted);
    if (intent.kind === 'file-remove') return { step: 'buka', problem: undefined, values: { ...values, scan: '' } };
    return answer(event, 'buka', values, async () => String((await api.letters.openBook({ number: one(values, 'number'), day: one(values, 'day'), scan: many(values, 'scan')[0] ?? '', note: one(values, 'note') })).next));
  },
  unggah: async (event) => {
    requireOfficer(event);
    const posted = await uploadOf(event.request);
    if (posted.missing) return { ...posted.missing, data: { ...posted.missing.data, step: 'unggah' } };
    let id: string;
    try {
      ({ id } = await event.locals.api.letters.startBookImport(posted.upload));
    } catch (thrown) {
      const failure = asActionFailure(thrown, posted.values);
      return fail(failure.status, { ...failure.data, step: 'unggah' });
    }
    redirect(303, `${HERE}/impor/${id}`);
  },
  pinjam: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    return answer(event, 'pinjam', values, async () => {
      const lease = await event.locals.api.letters.leaseNumbers({ count: one(values, 'count'), ...(one(values, 'first') && { first: one(values, 'first') }), holder: one(values, 'holder'), until: one(values, 'until') });
      return `${lease.first} sampai ${lease.last}`;
    });
  },
  tutup: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    return answer(event, 'tutup', values, async () => {
      const lease = await event.locals.api.letters.closeLease({ id: one(values, 'id'), reason: one(values, 'reason') });
      return `${lease.first} sampai ${lease.last}`;
    });
  },
};
