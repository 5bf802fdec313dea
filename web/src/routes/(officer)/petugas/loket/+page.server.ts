import { redirect } from '@sveltejs/kit';
import type { Values } from '#lib/forms/types.ts';
import { many, one, readValues } from '#lib/forms/values.ts';
import { readIntent } from '#lib/forms/intent.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Problem } from '#lib/types.ts';
import { momentIn } from '../parts/read-action.ts';
import { storeFiles } from '../parts/store-files.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api;
  try {
    const [catalogue, drafts] = await Promise.all([api.layanan.listCatalogue({}), api.permohonan.listDrafts({})]);
    return { title: 'Loket', layanan: catalogue.items, drafts: drafts.items, mayEnter: hat.permissions.includes('permohonan.counter') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** Where a sentence of the operation belongs on this page. */
const INPUTS: Record<string, string> = { 'onBehalf.name': 'nama', 'onBehalf.nik': 'nik', 'onBehalf.phone': 'telepon', 'lateEntry.receivedAt': 'diterima', 'lateEntry.reason': 'alasan', 'lateEntry.scans': 'pindaian' };

function atInputs(thrown: unknown): unknown {
  const problem = (thrown as { problem?: Problem } | null)?.problem;
  return problem?.fields ? { problem: { ...problem, fields: problem.fields.map((field) => ({ ...field, path: INPUTS[field.path] ?? field.path })) } } : thrown;
}

export const actions: Actions = {
  /** Starts the form for somebody at the counter; what follows are the citizen's own pages. */
  default: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values: Values = readValues(posted);
    const intent = readIntent(posted);
    if (intent.kind === 'file-remove') return { values: { ...values, [intent.path]: many(values, intent.path).filter((id) => id !== intent.id) } };
    const api = event.locals.api;
    const late = one(values, 'susulan') !== '';
    let draft: string;
    try {
      await storeFiles(api, posted, values);
      const phone = one(values, 'telepon').trim();
      ({ id: draft } = await api.permohonan.startDraft({
        layanan: one(values, 'layanan'),
        onBehalf: { name: one(values, 'nama').trim(), nik: one(values, 'nik').replace(/[\s.-]/g, ''), ...(phone && { phone }) },
        ...(late && { lateEntry: { receivedAt: momentIn(event.locals.installation.zone, one(values, 'diterima')), reason: one(values, 'alasan').trim(), scans: many(values, 'pindaian') } }),
      }));
    } catch (thrown) {
      return asActionFailure(atInputs(thrown), values);
    }
    redirect(303, `/ajukan/${draft}`);
  },
};
