import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { uploadOf } from '#lib/server/sheet-page.ts';
import { one } from '#lib/forms/values.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const { performance } = event.locals.api;
  const year = event.url.searchParams.get('tahun')?.slice(0, 4) || undefined;
  const period = (event.url.searchParams.get('periode') || undefined) as 'q1' | undefined;
  const configures = hat.permissions.includes('performance.configure');
  try {
    const [list, settings, plans, predicates] = await Promise.all([performance.listOrganisations({ year, period }), configures ? performance.getPerformanceSettings({}) : undefined, configures ? performance.listPerformanceImports({ kind: 'skp' }) : undefined, configures ? performance.listPerformanceImports({ kind: 'predikat' }) : undefined]);
    return { title: 'Kinerja pegawai', ...list, configures, source: settings?.current.rules.source ?? 'here', imports: [...(plans?.items ?? []).map((item) => ({ ...item, kind: 'skp' })), ...(predicates?.items ?? []).map((item) => ({ ...item, kind: 'predikat' }))] };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  unggah: async (event) => {
    requireOfficer(event);
    const posted = await uploadOf(event.request);
    if (posted.missing) return posted.missing;
    const kind = one(posted.values, 'kind') === 'predikat' ? 'predikat' as const : 'skp' as const;
    let id: string;
    try {
      ({ id } = await event.locals.api.performance.startPerformanceImport({ kind, year: one(posted.values, 'year'), period: (kind === 'skp' ? 'year' : one(posted.values, 'period')) as 'q1', ...posted.upload }));
    } catch (thrown) {
      return asActionFailure(thrown, posted.values);
    }
    redirect(303, `/kelola/skp/impor/${kind}/${id}`);
  },
};
