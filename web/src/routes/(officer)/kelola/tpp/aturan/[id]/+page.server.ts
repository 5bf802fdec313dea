import { redirect } from '@sveltejs/kit';
import type { Values } from '#lib/forms/types.ts';
import { one, readValues, rowCount } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  try {
    const view = await event.locals.api.allowance.getRules({ id: event.params.id });
    return { title: view.title, view, editing: view.state === 'draft' && hat.permissions.includes('allowance.manage'), saved: event.url.searchParams.has('tersimpan') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Rules = Awaited<ReturnType<RequestEvent['locals']['api']['allowance']['getRules']>>['rules'];
/** What was typed over what stood there: rows keep their ids, an emptied new row is none. */
function rulesFrom(values: Values, before: Rules): Rules {
  const text = (name: string) => one(values, name).trim();
  const rows = <T>(path: string, make: (at: string) => T | null): T[] => Array.from({ length: rowCount(values, path) }, (_, at) => make(`${path}.${at}`)).filter((row): row is T => row !== null);
  return {
    ...before, title: text('title'), legalBasis: text('legalBasis'), approval: text('approval'),
    classes: { legalBasis: text('classesBasis'), amounts: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [String(n + 1), text(`kelas.${n + 1}`).replace(/[.\s]/g, '')]).filter(([, amount]) => amount !== '').map(([key, amount]) => [key!, Number(amount)])) },
    parameters: rows('parameter', (at) => (text(`${at}.id`) ? { id: text(`${at}.id`), label: text(`${at}.label`), value: text(`${at}.value`).replace(',', '.'), legalBasis: text(`${at}.basis`), unit: (text(`${at}.unit`) || 'index') as 'index' } : null)),
    lines: rows('baris', (at) => (text(`${at}.id`) ? {
      id: text(`${at}.id`), label: text(`${at}.label`), amount: text(`${at}.amount`), ...(text(`${at}.when`) ? { when: text(`${at}.when`) } : {}), legalBasis: text(`${at}.basis`),
      level: text(`${at}.level`) === 'person' ? 'person' as const : 'segment' as const, effect: (text(`${at}.effect`) || 'none') as 'none', criterion: text(`${at}.criterion`) === 'ya',
    } : null)),
    december: { closesOn: Number(text('closesOn')), legalBasis: text('decemberBasis') },
    payroll: rows('kolom', (at) => (text(`${at}.heading`) ? { heading: text(`${at}.heading`), value: text(`${at}.value`) } : null)),
  };
}

const acting = (work: (event: RequestEvent, values: Values) => Promise<string>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  let to: string;
  try {
    to = await work(event, values);
  } catch (thrown) {
    return asActionFailure(thrown, values);
  }
  redirect(303, to);
};
export const actions: Actions = {
  simpan: acting(async ({ locals, params }, values) => {
    const { rules } = await locals.api.allowance.getRules({ id: params.id });
    await locals.api.allowance.saveRules({ id: params.id, version: Number(one(values, 'versi')), from: one(values, 'from').trim(), rules: rulesFrom(values, rules) });
    return `/kelola/tpp/aturan/${params.id}?tersimpan`;
  }),
  berlakukan: acting(async ({ locals, params }, values) => {
    await locals.api.allowance.publishRules({ id: params.id, version: Number(one(values, 'versi')) });
    return `/kelola/tpp/aturan/${params.id}`;
  }),
  buang: acting(async ({ locals, params }, values) => {
    await locals.api.allowance.dropRules({ id: params.id, version: Number(one(values, 'versi')) });
    return '/kelola/tpp/aturan';
  }),
};
