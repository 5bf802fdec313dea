import { fail, redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';
import { FREE_RATIOS, STAGES } from './rows.ts';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const settings = await event.locals.api.assessments.getFormIndexDraft({ id: event.params.id });
    return { title: `Setelan ${settings.instrument}`, settings };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const of = (name: string) => one(values, name).trim();
    const { offer } = await event.locals.api.assessments.getFormIndexDraft({ id: event.params.id });
    const ratios = [...offer.sums.map(({ title, whole }) => ({ title: `Bagian dari ${title}`, whole })), ...Array.from({ length: FREE_RATIOS }, () => null)].flatMap((known, at) => {
      const [weight, parts, whole] = [of(`ratios.${at}.weight`), many(values, `ratios.${at}.parts`), known?.whole ?? of(`ratios.${at}.whole`)];
      const label = (id: string) => offer.amounts.find((amount) => amount.id === id)?.label ?? id;
      return weight ? [{ at, title: known?.title ?? `${label(parts[0] ?? '')} terhadap ${label(whole)}`, variable: of(`ratios.${at}.variable`), weight, whole, parts }] : [];
    });
    const stages = Array.from({ length: STAGES }, (_, at) => at).flatMap((at) => (of(`stages.${at}.label`) || of(`stages.${at}.from`) ? [{ at, label: of(`stages.${at}.label`), from: of(`stages.${at}.from`) }] : []));
    try {
      await event.locals.api.assessments.fillFormIndex({
        id: event.params.id, seq: of('seq'), legalBasis: of('legalBasis'), verified: of('verified') === 'ya', basis: of('basis') === 'rounded' ? 'rounded' : 'unrounded',
        variables: offer.variables.map(({ id }, at) => ({ id, weight: of(`variables.${at}.weight`) })),
        answers: offer.answers.map(({ key, options }, at) => ({ key, weight: of(`answers.${at}.weight`), several: of(`answers.${at}.several`) === 'mean' ? ('mean' as const) : ('best' as const), points: Object.fromEntries(options.map((option, place) => [option, of(`answers.${at}.points.${place}`)])) })),
        ratios: ratios.map(({ at: _, ...ratio }) => ratio), stages: stages.map(({ at: _, ...stage }) => stage),
      });
    } catch (thrown) {
      // The rows that were sent are fewer than those of the form, and options are texts: back to the names of the inputs.
      const failure = asActionFailure(thrown, values);
      const fields = failure.data.problem.fields?.map((field) => ({ ...field, path: placeOf(field.path, { ratios, stages }, offer.answers) }));
      return fail(failure.status, { ...failure.data, problem: { ...failure.data.problem, ...(fields && { fields }) } });
    }
    redirect(303, `/kelola/penilaian/${event.params.id}/rancangan?tersimpan`);
  },
  kosongkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.assessments.clearFormIndex({ id: event.params.id, seq: one(values, 'seq') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/kelola/penilaian/${event.params.id}/rancangan?tersimpan`);
  },
};

function placeOf(path: string, sent: Record<'ratios' | 'stages', { at: number }[]>, answers: { options: string[] }[]): string {
  const [list, at, name, ...rest] = path.split('.');
  if (list === 'ratios' || list === 'stages') return at === undefined ? `${list}.0.${list === 'ratios' ? 'weight' : 'label'}` : `${list}.${sent[list][Number(at)]?.at ?? at}.${name}`;
  if (list === 'answers' && at === undefined) return 'answers.0.weight';
  return list === 'answers' && name === 'points' ? `answers.${at}.points.${answers[Number(at)]?.options.indexOf(rest.join('.')) ?? 0}` : path;
}
