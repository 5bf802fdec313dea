import type { LayoutServerLoad } from './$types';

/** Pages that a phone keeps for work without network: they carry no name, whoever asks for them. */
const KEPT_BY_PHONES = '/(staff)/';

export const load: LayoutServerLoad = ({ locals, route }) => ({
  viewer: route.id?.startsWith(KEPT_BY_PHONES) ? null : locals.viewer,
  installation: locals.installation,
});
