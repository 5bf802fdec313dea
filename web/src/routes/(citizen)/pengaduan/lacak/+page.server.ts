import { fail } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { asActionFailure } from '#lib/server/refusal.ts';
import type { Tracked } from '../parts/api.ts';
import { refusedFiles, storePictures } from '../parts/form-action.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** `/pengaduan/lacak?nomor=…` is what the QR of a receipt opens: only the code is left to type. Whoever sent it with an account needs none. */
export const load: PageServerLoad = async ({ locals, url, request }) => {
  const number = url.searchParams.get('nomor')?.slice(0, 40) ?? '';
  let mine: Tracked | undefined;
  if (number && locals.viewer && request.method === 'GET') mine = await locals.api.complaints.track({ number }).catch(() => undefined);
  return { title: 'Lacak laporan', number, mine };
};

type Verb = (event: RequestEvent, access: { number: string; secret?: string }, values: Values) => Promise<Tracked>;

/** Every act is answered in place: the code stands in the posted form alone, never in an address. */
const act = (what: string, said: string, verb: Verb) => async (event: RequestEvent) => {
  const posted = await event.request.formData();
  const values = readValues(posted);
  const secret = one(values, 'kode').replace(/[\s.-]/g, '');
  const access = { number: one(values, 'nomor').trim(), ...(secret && { secret }) };
  try {
    const wrong = await storePictures(event.locals.api, posted, values, 'lampiran');
    const intent = readIntent(posted);
    if (intent.kind === 'file-remove') return { what, access, values: { ...values, lampiran: many(values, 'lampiran').filter((id) => id !== intent.id) }, tracked: await event.locals.api.complaints.track(access) };
    if (wrong.length > 0) return fail(422, { what, access, values, problem: refusedFiles(wrong), tracked: await event.locals.api.complaints.track(access) });
    return { what, said, access, tracked: await verb(event, access, values) };
  } catch (thrown) {
    const failure = asActionFailure(named(thrown), values);
    // The report again around the refused form; a wrong code shows the way in instead.
    const tracked = what === 'lihat' ? undefined : await event.locals.api.complaints.track(access).catch(() => undefined);
    return fail(failure.status, { ...failure.data, what, access, tracked });
  }
};

export const actions: Actions = {
  lihat: act('lihat', '', ({ locals }, access) => locals.api.complaints.track(access)),
  tanggapi: act('tanggapi', 'Tanggapan Anda terkirim.', ({ locals }, access, values) => locals.api.complaints.reply({ ...access, text: one(values, 'text'), photos: many(values, 'lampiran') })),
  nilai: act('nilai', 'Terima kasih atas penilaian Anda.', ({ locals }, access, values) =>
    locals.api.complaints.rate({ ...access, stars: one(values, 'stars'), solved: one(values, 'solved') as 'ya', comment: one(values, 'comment') })),
  buka: act('buka', 'Permintaan Anda diteruskan.', ({ locals }, access, values) => locals.api.complaints.requestReopen({ ...access, reason: one(values, 'reason') })),
  cabut: act('cabut', 'Laporan Anda dicabut.', ({ locals }, access, values) => locals.api.complaints.withdraw({ ...access, reason: one(values, 'reason') })),
};

/** The operations speak of `number` and `secret`, the form of `nomor` and `kode`. */
function named(thrown: unknown): unknown {
  const fields = (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields;
  for (const field of fields ?? []) field.path = { number: 'nomor', secret: 'kode', photos: 'lampiran' }[field.path] ?? field.path;
  return thrown;
}
