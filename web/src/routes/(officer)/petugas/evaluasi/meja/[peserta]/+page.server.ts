import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Sheet, SheetRow } from '../parts/api.ts';
import type { Actions, PageServerLoad } from './$types';

/** Which rows a chip leaves. */
const FILTERS: Record<string, (row: SheetRow) => boolean> = {
  belum: ({ state }) => state === 'open', berbeda: ({ state }) => state === 'disputed', tanya: ({ asked }) => asked > 0,
  sekaligus: ({ together }) => together === 'ready',
  'belum-reviu': ({ mark, redone }) => mark === null || redone, 'tidak-valid': ({ mark }) => mark !== null && mark.mark !== 'valid',
};

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    const sheet: Sheet = await event.locals.api.evaluation.sheet({ participant: event.params.peserta });
    const asked = event.url.searchParams.get('saring') ?? '';
    const saring = Object.hasOwn(FILTERS, asked) ? asked : '';
    const counts = Object.fromEntries(Object.entries(FILTERS).map(([name, of]) => [name, sheet.rows.filter(of).length]));
    return { title: sheet.name, here: '/petugas/evaluasi/meja', sheet: { ...sheet, rows: saring ? sheet.rows.filter(FILTERS[saring]!) : sheet.rows }, all: sheet.rows.length, saring, chips: counts, sudah: event.url.searchParams.get('sudah') ?? '', terima: Math.max(0, Math.trunc(Number(event.url.searchParams.get('terima'))) || 0), together: { ready: sheet.rows.filter((row) => row.together === 'ready').length, closed: sheet.rows.filter((row) => row.together === 'not-viewed').length } };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  /** Tim Reviu: what is ticked, all or none. */
  reviu: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const items = many(values, 'pilih').map((number) => ({ number, seen: one(values, `seen.${number}`) }));
    let marked = 0;
    try {
      ({ marked } = await event.locals.api.evaluation.markReview({ participant: event.params.peserta, mark: one(values, 'mark') as 'valid', items, text: one(values, 'text'), level: one(values, 'level') }));
    } catch (thrown) {
      const fields = (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields;
      for (const field of fields ?? []) if (field.path.startsWith('items')) field.path = 'pilih';
      return asActionFailure(thrown, values);
    }
    const saring = event.url.searchParams.get('saring');
    redirect(303, `${event.url.pathname}?sudah=${marked}${saring ? `&saring=${encodeURIComponent(saring)}` : ''}`);
  },
  /** Claims that were looked at, accepted as they stand. */
  terima: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    let accepted = 0;
    try {
      ({ accepted } = await event.locals.api.evaluation.acceptTogether({ participant: event.params.peserta, numbers: many(values, 'pilih') }));
    } catch (thrown) {
      for (const field of (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields ?? []) field.path = 'pilih';
      return asActionFailure(thrown, values);
    }
    redirect(303, `${event.url.pathname}?terima=${accepted}`);
  },
  /** Interview or visit is over for the assessor. */
  selesai: async (event) => {
    requireOfficer(event);
    try {
      await event.locals.api.evaluation.finishStage({ participant: event.params.peserta });
    } catch (thrown) {
      return asActionFailure(thrown, {});
    }
    redirect(303, `${event.url.pathname}?sudah=selesai`);
  },
};
