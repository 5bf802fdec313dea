import { fail } from '@sveltejs/kit';
import { boundsAround, readView, viewOf } from '../../../../../../server/engines/map/view.ts';
import { mapCore } from '#lib/forms/map.ts';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { api, installation } = event.locals;
  try {
    const [lead, { boxes }] = await Promise.all([api.complaints.lead({ weeks: 12 }), api.complaints.queueCounts({})]);
    const approve = boxes.find(({ box }) => box === 'approve')?.count ?? 0;
    const bounds = boundsAround(lead.hotSpots);
    const view = readView(event.url.searchParams.get('pada')) ?? (bounds ? viewOf(bounds, mapCore) : await api.wilayah.getMapView({ ...mapCore, ...(installation.region && { region: installation.region }) }));
    return { title: 'Pengaduan', lead, view, approve, counts: { '/pimpinan/pengaduan': lead.late } };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  ingatkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      return { reminded: await event.locals.api.complaints.remindUnit({ unit: one(values, 'unit') }) };
    } catch (thrown) {
      const failure = asActionFailure(thrown, values);
      return fail(failure.status, failure.data);
    }
  },
};
