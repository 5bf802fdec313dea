import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { FOLLOW_UP_STATES } from '../../../../../../../server/modules/self-assessment/contract.ts';
import type { PageServerLoad } from './$types';

/** Who sees all units has the whole table; everybody else what the own unit was given. */
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const text = (name: string) => event.url.searchParams.get(name)?.slice(0, 60) ?? '';
  const state = FOLLOW_UP_STATES.find((one) => one === text('keadaan'));
  const after = Math.min(100_000, Math.max(0, Math.floor(Number(text('mulai')) || 0)));
  const look = { keadaan: state ?? '', unit: /^[0-9a-f-]{36}$/.test(text('unit')) ? text('unit') : '', tahun: /^\d{4}$/.test(text('tahun')) ? text('tahun') : '', mulai: after };
  const api = event.locals.api['self-assessment'];
  try {
    if (!hat.permissions.includes('self-assessment.see-follow-up')) return { title: 'Tindak lanjut penilaian', look, own: await api.unitFollowUp({}), all: null };
    return { title: 'Tindak lanjut penilaian', look, own: null, all: await api.listFollowUp({ after, ...(state && { state }), ...(look.unit && { unit: look.unit }), ...(look.tahun && { year: Number(look.tahun) }) }) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
