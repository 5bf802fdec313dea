import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const api = event.locals.api['self-assessment'];
    const report = await api.getForm({ id: event.params.id });
    const pages = await Promise.all(report.pages.map(({ key }) => api.getFormPage({ id: event.params.id, page: key })));
    return { title: `${report.name} semester ${report.semester} ${report.year}, cetak`, report, pages };
  } catch (thrown) {
    asPageError(thrown);
  }
};
