import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import type { Values } from '#lib/forms/types.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  try {
    const series = await locals.api.issuance.numberSeries(params as never);
    const imports = series.mayReserve ? (await locals.api.issuance.listSeriesImports({})).items : [];
    return { imports, title: `Seri ${series.series} ${series.year}`, here: '/kelola/seri', series, said: url.searchParams.get('sudah') ?? '', number: url.searchParams.get('nomor')?.slice(0, 40) ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** `step` names the form that answers; it stays open with what was typed. */
async function act(event: RequestEvent, step: string, work: (values: Values) => Promise<{ label: string }>) {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  let done: { label: string };
  try {
    done = await work(values);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, step, about: one(values, 'id') });
  }
  redirect(303, `${event.url.pathname}?sudah=${step}&nomor=${encodeURIComponent(done.label)}`);
}
const filled = (values: Values, name: string): Record<string, string> => (one(values, name).trim() ? { [name]: one(values, name).trim() } : {});

export const actions: Actions = {
  cadangkan: (event) =>
    act(event, 'cadangkan', async (values) => {
      const { items } = await event.locals.api.issuance.reserveNumbers({ ...(event.params as never as { unit: string; series: string; year: string }), count: one(values, 'count'), reason: one(values, 'reason'), until: one(values, 'until') });
      return { label: items.length > 1 ? `${items[0]!.label} sampai ${items.at(-1)!.label}` : items[0]!.label };
    }),
  sisipkan: (event) =>
    act(event, 'sisipkan', (values) => event.locals.api.issuance.insertNumber({ ...(event.params as never as { unit: string; series: string; year: string }), day: one(values, 'day'), reason: one(values, 'reason'), until: one(values, 'until') })),
  pakai: (event) =>
    act(event, 'pakai', (values) => event.locals.api.issuance.useReserved({ id: one(values, 'id'), request: one(values, 'request').trim(), ...filled(values, 'day') })),
  catat: (event) =>
    act(event, 'catat', (values) => event.locals.api.issuance.useReserved({ id: one(values, 'id'), ...filled(values, 'day'), ...filled(values, 'title'), ...filled(values, 'signer') })),
  tutup: (event) => act(event, 'tutup', (values) => event.locals.api.issuance.releaseReserved({ id: one(values, 'id'), reason: one(values, 'reason') })),
  pinjam: (event) =>
    act(event, 'pinjam', async (values) => {
      const { first, last } = await event.locals.api.issuance.lendNumbers({ ...(event.params as never as { unit: string; series: string; year: string }), count: one(values, 'count'), holder: one(values, 'holder'), until: one(values, 'until') });
      return { label: `${first} sampai ${last}` };
    }),
  'tutup-blok': (event) =>
    act(event, 'tutup-blok', async (values) => {
      const { first, last } = await event.locals.api.issuance.closeBlock({ block: one(values, 'id'), reason: one(values, 'reason') });
      return { label: `${first} sampai ${last}` };
    }),
  unggah: async (event) => {
    requireOfficer(event);
    const posted = await uploadOf(event.request);
    if (posted.missing) return { ...posted.missing, data: { ...posted.missing.data, step: 'unggah', about: '' } };
    let id: string;
    try {
      ({ id } = await event.locals.api.issuance.startSeriesImport({ ...(event.params as never as { unit: string; series: string; year: string }), ...posted.upload }));
    } catch (thrown) {
      const failure = asActionFailure(thrown, posted.values);
      return fail(failure.status, { ...failure.data, step: 'unggah', about: '' });
    }
    redirect(303, `/kelola/seri/kertas/${id}`);
  },
};
