import { readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, verifyAndRepeat } from '#lib/server/sign-step.ts';
import type { Actions, PageServerLoad } from './$types';

const ONLY = { '': 'all', siap: 'ready', sementara: 'provisional', akhir: 'final', sanggahan: 'objections' } as const;

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const text = (name: string) => event.url.searchParams.get(name)?.slice(0, 100) ?? '';
  const saring = (Object.keys(ONLY) as (keyof typeof ONLY)[]).find((one) => one === text('saring')) ?? '';
  const look = { saring, cari: text('cari').trim(), mulai: Math.min(100_000, Math.max(0, Math.floor(Number(text('mulai')) || 0))) };
  try {
    return { title: 'Hasil penilaian', here: '/petugas/evaluasi', look, page: await event.locals.api.evaluation.results({ id: event.params.id, only: ONLY[saring], query: look.cari, after: look.mulai }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  terbitkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      return { published: await event.locals.api.evaluation.publish({ id: event.params.id }) };
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
  },
  verifikasi: (event) => {
    requireOfficer(event);
    return verifyAndRepeat(event, ['terbitkan']);
  },
};
