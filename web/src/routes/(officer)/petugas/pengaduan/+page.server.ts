import { fail } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { sayWhatToChoose } from './parts/action-forms.ts';
import { loadDesk } from './parts/load-desk.ts';
import { asked, readLook, type Box } from './parts/look.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const look = readLook(event.url);
  const api = event.locals.api.complaints;
  try {
    const [desk, units, categories] = await Promise.all([loadDesk(event.locals, look), api.listUnits({}), api.listCategories({})]);
    // Of the Inspektorat: whether its key is open. Others are refused, and see nothing of it.
    const key = await api.keyState({}).catch(() => undefined);
    const districts = event.locals.installation.region ? (await event.locals.api.wilayah.listRegions({ parent: event.locals.installation.region })).items : [];
    return {
      title: 'Pengaduan', look, desk, units: units.items, categories: categories.items.filter(({ active }) => active).map(({ code, name }) => ({ code, name })), districts: districts.map(({ code, name }) => ({ code, name })),
      key: key && { made: key.made, open: key.openUntil !== undefined, holder: key.mine === 'active' || key.mine === 'renewing' },
      coordinates: hat.permissions.includes('complaints.coordinate'), enters: hat.permissions.includes('complaints.enter'),
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const idOf = (picked: string) => picked.split('|')[0]!;

export const actions: Actions = {
  /** Many at once: what cannot be disposed is told one by one, the others are done. */
  disposisi: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const items = many(values, 'pilih').map((picked) => ({ id: idOf(picked), seq: picked.split('|')[1] ?? '' }));
    try {
      const { done, refused } = await event.locals.api.complaints.disposeMany({ items, lead: one(values, 'lead'), instruction: one(values, 'instruction') });
      return { said: done.length > 0 ? `${done.length} laporan didisposisi.` : '', refused };
    } catch (thrown) {
      return asActionFailure(atInputs(thrown, values), values);
    }
  },
  moderasi: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const decision = posted.get('_aksi') === 'archive' ? 'archive' : 'release';
    try {
      const { done } = await event.locals.api.complaints.moderate({ ids: many(values, 'pilih').map(idOf), decision, reason: one(values, 'reason') });
      return { said: `${done} laporan ${decision === 'release' ? 'dilepas ke verifikasi' : 'diarsipkan'}.`, refused: [] };
    } catch (thrown) {
      return asActionFailure(atInputs(thrown, values), values);
    }
  },
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const look = readLook(event.url);
    try {
      await event.locals.api.complaints.saveFilter({ name: one(values, 'name'), filter: asked(look, (look.kotak || 'all') as Box) });
      return { said: 'Saringan disimpan; ia ada di atas antrean.', refused: [] };
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
  },
  hapus: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.deleteFilter({ id: one(values, 'saringan') });
      return { said: 'Saringan dihapus.', refused: [] };
    } catch (thrown) {
      const failure = asActionFailure(thrown, values);
      return fail(failure.status, failure.data);
    }
  },
};

/** What is missing is missing among the ticks, not in a field of its own. */
function atInputs(thrown: unknown, values: Values): unknown {
  const fields = (thrown as { problem?: { fields?: { path: string; message: string }[] } }).problem?.fields;
  for (const field of fields ?? []) if (/^(items|ids)/.test(field.path)) field.path = 'pilih';
  sayWhatToChoose(fields, values);
  return thrown;
}
