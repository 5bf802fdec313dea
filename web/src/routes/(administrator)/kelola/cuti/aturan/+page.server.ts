import { fail, redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Aturan cuti', here: '/kelola/cuti', saved: event.url.searchParams.has('tersimpan'), ...(await event.locals.api.leave.getPolicy({})) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Api = App.Locals['api']['leave'];
const number = (values: Values, name: string) => (one(values, name) === '' ? undefined : Number(one(values, name)));
const basis = (values: Values) => ({ title: one(values, 'basis'), source: one(values, 'source'), verified: one(values, 'verified') === 'ya' });
const since = (values: Values) => ({ from: one(values, 'from'), note: one(values, 'note') });

const act = (about: string, run: (api: Api, values: Values) => Promise<unknown>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    await run(event.locals.api.leave, values);
  } catch (thrown) {
    const failure = asActionFailure(thrown, values);
    return fail(failure.status, { ...failure.data, about: about === 'jenis' ? one(values, 'code') : about });
  }
  redirect(303, `${event.url.pathname}?tersimpan`);
};

export const actions: Actions = {
  /** What a form does not show of a kind stays as it is. */
  jenis: act('jenis', async (api, values) => {
    const { kinds } = await api.getPolicy({});
    const before = kinds.find((kind) => kind.code === one(values, 'code'));
    if (!before) return;
    const { most: _, ...kept } = before;
    const [months, days] = [number(values, 'months'), number(values, 'days')];
    const most = months !== undefined ? { months } : days !== undefined ? { days } : undefined;
    await api.saveKind({ kind: { ...kept, title: one(values, 'title'), who: many(values, 'who') as typeof before.who, ...(most && { most }), service: number(values, 'service') ?? 0, travelDays: number(values, 'travelDays') ?? 0, halfDays: one(values, 'halfDays') === 'ya', legalBasis: basis(values) }, ...since(values) });
  }),
  tahunan: act('tahunan', async (api, values) => {
    const { annual } = await api.getPolicy({});
    await api.saveAnnual({ annual: { ...annual, days: number(values, 'days') ?? annual.days, carry: number(values, 'carry') ?? annual.carry, untouchedYears: number(values, 'untouchedYears') ?? annual.untouchedYears, untouchedTotal: number(values, 'untouchedTotal') ?? annual.untouchedTotal, postponedTotal: number(values, 'postponedTotal') ?? annual.postponedTotal, legalBasis: basis(values) }, ...since(values) });
  }),
  pemberian: act('pemberian', async (api, values) => {
    const rules = Array.from({ length: 20 }, (_, at) => at).flatMap((at) => {
      const by = one(values, `by.${at}`);
      if (by === '') return [];
      const days = number(values, `days.${at}`);
      const post = one(values, `post.${at}`);
      return [{ kinds: one(values, `kinds.${at}`).toUpperCase().split(/[\s,;]+/).filter(Boolean), posts: post === '' ? [] : (post.split('+') as 'staff'[]), ...(days !== undefined && { days }), by: by as 'sekda' }];
    });
    await api.saveGranting({ rules, legalBasis: basis(values), ...since(values) });
  }),
};
