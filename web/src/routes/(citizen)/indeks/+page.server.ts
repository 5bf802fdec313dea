import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';
import { lookOf } from './parts/look.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const look = lookOf(url.searchParams);
  try {
    const view = await locals.api.assessments.national({
      order: look.urut, after: look.mulai, limit: 25,
      ...(look.siklus && { cycle: look.siklus }), ...(look.kelompok && { kind: look.kelompok }), ...(look.provinsi && { province: look.provinsi }), ...(look.predikat && { predicate: look.predikat }), ...(look.cari && { query: look.cari }),
    });
    return { title: view.current?.name ?? 'Indeks', look, view };
  } catch (thrown) {
    asPageError(thrown);
  }
};
