import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const berkas = await event.locals.api.permohonan.getCase({ id: event.params.id });
    const visits = berkas.actions.filter((offered) => offered.kind === 'record-inspection' || offered.kind === 'schedule-inspection');
    const visit = visits.find((offered) => offered.checklist?.length) ?? visits[0] ?? berkas.actions.find((offered) => offered.checklist?.length);
    return { title: 'Daftar periksa lapangan', berkas, visit, plan: berkas.openTasks.find((task) => task.step === visit?.step)?.visit };
  } catch (thrown) {
    asPageError(thrown);
  }
};
