import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Shows an error page as it is; what the design page cannot hold inside itself. */
export const load: PageServerLoad = ({ params }) => {
  const status = Number(params.status);
  error([401, 403, 429, 500].includes(status) ? status : 404, 'Contoh halaman galat');
};
