import { fail, redirect } from '@sveltejs/kit';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { refusedFiles, storeFiles } from '../../surat/parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

const KINDS = { masuk: ['forgotten', 'in'], pulang: ['forgotten', 'out'], keberatan: ['objection', undefined] } as const;

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const asked = event.url.searchParams;
  const day = asked.get('hari')?.slice(0, 10) ?? '';
  const kind = asked.get('jenis') ?? 'masuk';
  try {
    const view = await event.locals.api.timesheets.getMyMonth(day ? { month: day.slice(0, 7) } : {});
    return { title: kind === 'keberatan' ? 'Keberatan' : 'Lupa absen', here: '/petugas/kehadiran', id: crypto.randomUUID(), day, kind: kind in KINDS ? (kind as keyof typeof KINDS) : 'masuk', today: view.today, found: view.days.find((one) => one.day === day), left: view.forgottenLeft };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    let decider = '';
    try {
      const problems = await storeFiles(event.locals.api, posted, values, 'evidence');
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      const intent = readIntent(posted);
      if (intent.kind === 'file-remove') return { values: { ...values, evidence: many(values, 'evidence').filter((id) => id !== intent.id) } };
      const [kind, side] = KINDS[one(values, 'jenis') as keyof typeof KINDS] ?? KINDS.masuk;
      const own = one(values, 'side') as 'in' | 'out' | '';
      decider = (await event.locals.api.timesheets.askPetition({
        id: one(values, 'id'), kind, day: one(values, 'day'), reason: one(values, 'reason'), ...(side ? { side } : own ? { side: own } : {}), ...(one(values, 'time') ? { time: one(values, 'time') } : {}), ...(one(values, 'evidence') ? { evidence: one(values, 'evidence') } : {}),
      })).decider;
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/kehadiran?bulan=${one(values, 'day').slice(0, 7)}&sudah=${encodeURIComponent(decider)}`);
  },
};
