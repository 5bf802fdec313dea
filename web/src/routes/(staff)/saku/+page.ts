import type { PageLoad } from './$types';

/** The page works in the browser: it keeps letters and decisions there. The server gives an empty shell. */
export const csr = true;

export const load: PageLoad = () => ({ title: 'Saku' });
