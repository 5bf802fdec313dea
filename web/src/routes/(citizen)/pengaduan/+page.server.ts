import { asPageError } from '#lib/server/refusal.ts';
import { lookHref, readLook, viewFor } from './parts/look.ts';
import { publicMarks } from './parts/map-marks.ts';
import type { PageServerLoad } from './$types';

const states = { terbuka: 'open', terlambat: 'late', selesai: 'closed', dijadwalkan: 'scheduled', semua: undefined } as const;

export const load: PageServerLoad = async ({ locals, url }) => {
  const look = readLook(url);
  const { api, installation } = locals;
  const state = states[look.saring];
  try {
    const view = await viewFor(api, look.pada, look.wilayah || installation.region);
    const [list, map, { emergency }] = await Promise.all([
      api.complaints.listPublic({
        limit: 12, ...(state && { state }), ...(look.cari && { query: look.cari }), ...(look.kategori && { category: look.kategori }), ...(look.wilayah && { region: look.wilayah }), ...(look.mulai && { cursor: look.mulai }),
      }),
      publicMarks(api, view, look.saring, (pada) => `${lookHref({ ...look, mulai: '', pada })}#peta`, look.kategori),
      api.complaints.listCategories({}),
    ]);
    return { title: 'Pengaduan dan aspirasi', look, list, view, emergency, ...map };
  } catch (thrown) {
    asPageError(thrown);
  }
};
