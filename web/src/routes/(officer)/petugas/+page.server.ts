import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';
import { readLook } from './parts/boxes.ts';
import { loadQueue } from './parts/load-desk.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const look = readLook(url, 'saya');
  try {
    return { title: 'Tugas saya', look, queue: await loadQueue(locals, look) };
  } catch (thrown) {
    asPageError(thrown);
  }
};
