import { redirect } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireOfficer(event);
  redirect(303, '/kelola/kehadiran/keadaan-awal/disiplin');
};
