import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

const boxes = { dipinjam: 'open', terlambat: 'late', kembali: 'returned' } as const;
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const asked = event.url.searchParams.get('kotak') ?? '';
  const kotak = asked in boxes ? (asked as keyof typeof boxes) : 'dipinjam';
  const mulai = event.url.searchParams.get('mulai')?.slice(0, 100);
  try {
    return { title: 'Peminjaman arsip', kotak, mulai, may: hat.permissions.includes('archive.file'), list: await event.locals.api.archive.listLoans({ box: boxes[kotak], ...(mulai && { cursor: mulai }) }), done: event.url.searchParams.has('kembali') };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  default: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.archive.giveBack({ id: one(values, 'loan'), note: '' });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/petugas/arsip/pinjaman?kembali');
  },
};
