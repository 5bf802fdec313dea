import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { nullable, text } from '../../../../parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const api = event.locals.api.organization;
  try {
    const post = await api.getPost({ id: event.params.id });
    const unit = await api.getUnit({ id: post.unit });
    const above = unit.parent ? await api.getUnit({ id: unit.parent }) : null;
    const colleagues = [...unit.posts, ...(above?.posts ?? [])].filter((one) => one.id !== post.id).map(({ id, title }) => ({ id, label: title }));
    // The superior may sit in a third unit; the choice must not lose it.
    if (post.reportsTo && !colleagues.some((one) => one.id === post.reportsTo)) colleagues.push({ id: post.reportsTo, label: post.reportsToTitle ?? 'Atasan sekarang' });
    return { title: `Ubah ${post.title}`, post, colleagues };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  ubah: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.organization.updatePost({
        id: event.params.id, version: Number(one(values, 'version')), title: text(values, 'title'), duties: many(values, 'duties') as never, isHead: one(values, 'isHead') !== '', reportsTo: nullable(values, 'reportsTo'), sort: Number(text(values, 'sort') || 0),
      });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/organisasi/jabatan/${event.params.id}`);
  },
  tutup: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.organization.closePost({ id: event.params.id, version: Number(one(values, 'version')), lastDay: text(values, 'lastDay') });
    } catch (thrown) {
      return asActionFailure(thrown, { ...values, which: 'tutup' });
    }
    redirect(303, `/kelola/organisasi/jabatan/${event.params.id}`);
  },
};
