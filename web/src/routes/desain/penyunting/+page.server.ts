import { fail } from '@sveltejs/kit';
import { readProse } from '#lib/editor/read-prose.ts';
import { SAMPLE } from './sample.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: 'Desain: penyunting naskah' });

/** Shows what was posted, so that the way without script can be seen too. */
export const actions: Actions = {
  default: async ({ request }) => {
    const read = readProse(await request.formData(), 'isi', SAMPLE);
    return read.error === undefined ? { posted: read.value } : fail(422, { error: read.error, plain: read.plain });
  },
};
