import { redirect } from '@sveltejs/kit';
import { readValues, one } from '#lib/forms/values.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

/** `/lacak?nomor=…` is what the QR of a receipt opens: only the code is left to type. */
export const load: PageServerLoad = ({ url }) => ({ title: 'Lacak permohonan', number: url.searchParams.get('nomor')?.slice(0, 40) ?? '' });

export const actions: Actions = {
  // Answered in place, never by an address that carries the code.
  default: async ({ request, locals }) => {
    const values = readValues(await request.formData());
    const number = one(values, 'nomor').trim();
    // A report has its own page; the code is typed again, since no address carries it.
    if (/^[a-z]{2,5}[ -]*l[ -]/i.test(number)) redirect(303, `/pengaduan/lacak?nomor=${encodeURIComponent(number.slice(0, 40))}`);
    try {
      const tracked = await locals.api.permohonan.track({ number, secret: one(values, 'kode').replace(/[\s.-]/g, '') });
      return { tracked };
    } catch (thrown) {
      return asActionFailure(named(thrown), { nomor: number });
    }
  },
};

/** The operation speaks of `number` and `secret`, the form of `nomor` and `kode`. */
function named(thrown: unknown): unknown {
  const fields = (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields;
  for (const field of fields ?? []) field.path = { number: 'nomor', secret: 'kode' }[field.path] ?? field.path;
  return thrown;
}
