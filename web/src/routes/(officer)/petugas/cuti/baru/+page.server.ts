import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { refusedFiles, storeFiles } from '../../surat/parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

/** A new request, one that was sent back (`ubah`), or a leave that is made longer (`perpanjang`). */
export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { leave } = event.locals.api;
  const [ubah, perpanjang] = [event.url.searchParams.get('ubah')?.slice(0, 36), event.url.searchParams.get('perpanjang')?.slice(0, 36)];
  const known = ubah ?? perpanjang;
  try {
    const [mine, before] = await Promise.all([leave.myLeave({}), known ? leave.getLeave({ id: known }) : undefined]);
    const kind = event.url.searchParams.get('jenis')?.slice(0, 6) ?? mine.kinds[0]?.code ?? '';
    const values: Values = before
      ? { kind: before.kind, reasonId: mine.kinds.find((one) => one.code === before.kind)?.reasons.find((one) => one.title === before.reason)?.id ?? '', purpose: before.purpose, fromDay: ubah ? before.fromDay : nextDay(before.toDay), toDay: ubah ? before.toDay : nextDay(before.toDay), part: before.part, travelDays: String(before.travelDays), address: before.address, phone: before.phone, deputy: before.deputy, files: ubah ? before.files.map((file) => file.id) : [] }
      : { kind };
    return { title: ubah ? 'Ubah permintaan cuti' : perpanjang ? 'Perpanjang cuti' : 'Ajukan cuti', here: '/petugas/cuti', id: ubah ?? crypto.randomUUID(), version: ubah ? String(before!.version) : '', longer: perpanjang ?? '', mine, values };
  } catch (thrown) {
    asPageError(thrown);
  }
};
const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const { api } = event.locals;
    const posted = await event.request.formData();
    const values = readValues(posted);
    const id = one(values, 'id');
    try {
      const problems = await storeFiles(api, posted, values, 'files');
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      const intent = readIntent(posted);
      if (intent.kind === 'file-remove') return { values: { ...values, files: many(values, 'files').filter((file) => file !== intent.id) } };
      const kind = one(values, 'kind');
      const request = {
        kind, reasonId: one(values, `reasonId.${kind}`), purpose: one(values, 'purpose'), fromDay: one(values, 'fromDay'), toDay: one(values, 'toDay') || one(values, 'fromDay'), part: (one(values, `part.${kind}`) || 'full') as 'full', travelDays: one(values, `travelDays.${kind}`) || '0',
        address: one(values, 'address'), phone: one(values, 'phone'), deputy: one(values, 'deputy'), files: many(values, 'files').filter(Boolean), ...(one(values, 'longer') && { extends: one(values, 'longer') }),
      };
      if (posted.get('_langkah') === 'hitung') return { values, tried: await api.leave.tryLeave(request) };
      if (one(values, 'version')) await api.leave.changeLeave({ id, version: one(values, 'version'), ...request });
      else await api.leave.requestLeave({ id, ...request });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/cuti/${id}?sudah=diajukan`);
  },
};
