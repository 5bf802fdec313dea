import { requireViewer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { ownAddress } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireViewer(event);
  const { searchParams } = event.url;
  try {
    return {
      title: 'Akun saya', me: await event.locals.api.identity.getMe({}),
      fresh: searchParams.has('baru'), differs: searchParams.has('beda'), saved: searchParams.get('tersimpan'), kembali: ownAddress(searchParams.get('kembali')),
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};
