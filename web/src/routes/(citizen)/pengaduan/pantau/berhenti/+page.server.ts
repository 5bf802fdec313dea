import type { PageServerLoad } from './$types';

export { actions } from '../+page.server.ts';

/** What the last line of each e-mail opens; a press stops it. */
export const load: PageServerLoad = ({ url }) => ({ title: 'Berhenti memantau', token: url.searchParams.get('kunci')?.slice(0, 200) ?? '', stop: true });
