import type { PageLoad } from './$types';

/** A screen at an entrance: opened once with its key behind the #, it works without network from then on. */
export const csr = true;

export const load: PageLoad = () => ({ title: 'Layar pintu' });
