import { fail, redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const api = locals.api.complaints;
  try {
    const [{ items, ladder }, categories] = await Promise.all([api.listLimits({}), api.listCategories({})]);
    const id = url.searchParams.get('ubah') ?? '';
    return { title: 'Batas waktu pengaduan', limits: items, ladder, editing: items.find((row) => row.id === id), adding: url.searchParams.has('baru'), categories: categories.items.map(({ code, name }) => ({ id: code, label: name })) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

type Limit = Parameters<Api['complaints']['saveLimit']>[0];
type Ladder = Parameters<Api['complaints']['saveLadder']>[0]['ladder'];
const back = '/kelola/pengaduan/batas';

const refused = (thrown: unknown, values: Values, what: string) => {
  const failure = asActionFailure(thrown, values);
  return fail(failure.status, { ...failure.data, what });
};

export const actions: Actions = {
  simpan: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    const of = (name: string) => one(values, name).trim();
    try {
      await locals.api.complaints.saveLimit({
        ...(of('id') && { id: of('id') }), clock: of('clock') as Limit['clock'], category: of('category') || null, kind: (of('kind') || null) as Limit['kind'], n: of('n'), unit: of('unit') as Limit['unit'],
        startEvent: of('startEvent'), warnAtPercent: of('warnAtPercent'), escalateTo: of('escalateTo') as Limit['escalateTo'], legalBasis: of('legalBasis'),
      });
    } catch (thrown) {
      return refused(thrown, values, 'batas');
    }
    redirect(303, back);
  },
  hapus: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    try {
      await locals.api.complaints.deleteLimit({ id: one(values, 'id') });
    } catch (thrown) {
      return refused(thrown, values, 'hapus');
    }
    redirect(303, back);
  },
  tangga: async ({ locals, request }) => {
    const values = readValues(await request.formData());
    const whole = (text: string) => (text.trim() === '' ? null : Number(text));
    const ladder = Array.from({ length: 10 }, (_, row) => row).flatMap((row) => {
      const [percent, days] = [one(values, `r.${row}.percent`), one(values, `r.${row}.days`)];
      return percent.trim() || days.trim() ? [{ percent: whole(percent), daysAfter: whole(days), to: many(values, `r.${row}.to`) as Ladder[number]['to'], publicBadge: one(values, `r.${row}.badge`) !== '' }] : [];
    });
    try {
      await locals.api.complaints.saveLadder({ ladder: ladder.map((rung, index) => ({ ...rung, order: index + 1 })) });
    } catch (thrown) {
      return refused(thrown, values, 'tangga');
    }
    redirect(303, `${back}#tangga`);
  },
};
