import { fail, redirect } from '@sveltejs/kit';
import { today } from '#lib/format.ts';
import { readIntent } from '#lib/forms/intent.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { refusedFiles, storeFiles } from '../../../../(officer)/petugas/surat/parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { api } = event.locals;
  try {
    const [units, { series }] = await Promise.all([api.organization.listUnits({}), api.issuance.register({ limit: 1 })]);
    const known = [...new Set(series.map((one) => one.series))];
    return { title: 'Buka seri di nomor register kertas', here: '/kelola/seri', today: today(event.locals.installation), units: units.items.map(({ id, name, code }) => ({ id, label: `${name} (${code})` })), known };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const { api } = event.locals;
    const posted = await event.request.formData();
    const values = readValues(posted);
    let made: { unit: string; series: string; year: number };
    try {
      const problems = await storeFiles(api, posted, values, 'scan');
      if (problems.length > 0) return fail(422, { problem: refusedFiles(problems), values });
      if (readIntent(posted).kind === 'file-remove') return { problem: undefined, values: { ...values, scan: '' } };
      made = await api.issuance.openSeries({ unit: one(values, 'unit'), series: one(values, 'series'), number: one(values, 'number'), day: one(values, 'day'), scan: many(values, 'scan')[0] ?? '', note: one(values, 'note'), ...(one(values, 'pattern') && { pattern: one(values, 'pattern') }), ...(one(values, 'classification') && { classification: one(values, 'classification') }) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/seri/${made.unit}/${encodeURIComponent(made.series)}/${made.year}?sudah=buka&nomor=${encodeURIComponent(one(values, 'number'))}`);
  },
};
