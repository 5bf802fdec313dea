import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

type Band = { code: string; from: number; to?: number; percent: string };
/** "1-30 0,5 TL1", one band a line; an open one "91- 2 TL4". */
const written = (bands: Band[]): string => bands.map((band) => `${band.from}-${band.to ?? ''} ${String(band.percent).replace('.', ',')} ${band.code}`).join('\n');
const bandsOf = (text: string) =>
  text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).map((line) => {
    const match = /^(\d+)\s*[-–]\s*(\d*)\s+([\d.,]+)\s+(\S+)$/.exec(line);
    return match ? { from: match[1]!, ...(match[2] ? { to: match[2] } : {}), percent: match[3]!, code: match[4]! } : { from: 0, percent: line.slice(0, 20), code: '?' };
  });
const valuesOf = (input: Record<string, unknown>): Values => {
  const values: Values = {};
  for (const [name, value] of Object.entries(input)) {
    if (name === 'late' || name === 'early') values[name] = written(value as Band[]);
    else if (name === 'missingIn' || name === 'missingOut') Object.assign(values, { [`${name}.code`]: (value as Band).code, [`${name}.percent`]: String((value as Band).percent).replace('.', ',') });
    else if (Array.isArray(value)) values[name] = value.map(String);
    else if (value !== null && typeof value !== 'object' && value !== undefined) values[name] = String(value);
  }
  return values;
};
const inputOf = (values: Values) => ({
  title: one(values, 'title'), legalBasis: one(values, 'legalBasis'), fromDay: one(values, 'fromDay'), ...(one(values, 'toDay') ? { toDay: one(values, 'toDay') } : {}), units: many(values, 'units').filter(Boolean), unitKinds: many(values, 'unitKinds').filter(Boolean) as 'dinas'[], late: bandsOf(one(values, 'late')), early: bandsOf(one(values, 'early')), missingIn: { code: one(values, 'missingIn.code'), percent: one(values, 'missingIn.percent') }, missingOut: { code: one(values, 'missingOut.code'), percent: one(values, 'missingOut.percent') },
  absent: one(values, 'absent'), ...(one(values, 'cap') ? { cap: one(values, 'cap') } : {}), seconds: one(values, 'seconds') as 'dropped', grace: one(values, 'grace'), graceIs: one(values, 'graceIs') as 'counted', base: one(values, 'base') as 'total', flexMinutes: one(values, 'flexMinutes'), halfDay: one(values, 'halfDay') as 'stands', ...(one(values, 'halfDayAt') ? { halfDayAt: one(values, 'halfDayAt') } : {}),
  outage: one(values, 'outage') as 'covers-day', countedClasses: many(values, 'countedClasses') as 'A'[], cutClasses: many(values, 'cutClasses') as 'A'[], repeatSeconds: one(values, 'repeatSeconds'), ...(one(values, 'withoutLogPercent') ? { withoutLogPercent: one(values, 'withoutLogPercent') } : {}), withoutLogPer: (one(values, 'withoutLogPer') || 'day') as 'day',
  forgottenPerMonth: one(values, 'forgottenPerMonth'), forgottenWithinDays: one(values, 'forgottenWithinDays'), objectionDays: one(values, 'objectionDays'), lateMinutesPerDay: one(values, 'lateMinutesPerDay'),
});
const BEGIN: Values = { seconds: 'dropped', grace: '0', graceIs: 'counted', base: 'discipline-part', flexMinutes: '0', halfDay: 'moves-hours', outage: 'moves-hours', countedClasses: ['A', 'B', 'C', 'D'], cutClasses: ['A', 'B', 'C', 'D'], repeatSeconds: '120', withoutLogPer: 'day', forgottenPerMonth: '3', forgottenWithinDays: '7', objectionDays: '3', lateMinutesPerDay: '450' };

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const from = event.url.searchParams.get('dari')?.slice(0, 60);
  const { timesheets } = event.locals.api;
  try {
    const { row, input, units, kinds } = await timesheets.getPolicy({ id: from ?? event.params.id });
    const effect = row?.state === 'draft' && event.url.searchParams.has('akibat') ? await timesheets.previewPolicy({ id: event.params.id }) : undefined;
    return { title: row?.title ?? 'Aturan baru', here: '/kelola/kehadiran/aturan', id: event.params.id, from: from ?? '', row: from ? null : row, units, kinds, values: { ...BEGIN, ...valuesOf(input) }, effect, said: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.timesheets.savePolicy({ id: event.params.id, ...inputOf(values) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${event.url.pathname}?sudah=simpan&akibat#akibat`);
  },
  terbitkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.timesheets.publishPolicy({ id: event.params.id, reason: one(values, 'reason') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/kelola/kehadiran/aturan?sudah=terbit');
  },
  hapus: async (event) => {
    requireOfficer(event);
    try {
      await event.locals.api.timesheets.dropPolicy({ id: event.params.id });
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    redirect(303, '/kelola/kehadiran/aturan?sudah=hapus');
  },
};
