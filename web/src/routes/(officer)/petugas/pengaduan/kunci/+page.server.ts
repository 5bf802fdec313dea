import { fail, redirect } from '@sveltejs/kit';
import { storeFiles } from '../../parts/store-files.ts';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { qrPath } from '#lib/server/qr.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

// Chapters: what the page knows · one verb each

/** Only back into these pages. */
const backOf = (url: URL): string => {
  const asked = url.searchParams.get('lanjut') ?? '';
  return /^\/petugas\/pengaduan(\/[a-z0-9/-]*)?(\?[^#]*)?$/.test(asked) ? asked : '';
};

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  try {
    return { title: 'Kunci Inspektorat', here: '/petugas/pengaduan', key: await event.locals.api.complaints.keyState({}), back: backOf(event.url), sudah: event.url.searchParams.get('sudah') ?? '' };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const HERE = '/petugas/pengaduan/kunci';

/** A verb that ends on this page with a sentence; a passphrase never comes back in a form. */
const verb = (what: string, does: (event: RequestEvent, values: Values) => Promise<string>) => async (event: RequestEvent) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  let address: string;
  try {
    address = await does(event, values);
  } catch (thrown) {
    const { status, data } = asActionFailure(thrown, {});
    return fail(status, { ...data, what });
  }
  redirect(303, address);
};
const twice = (values: Values): string => {
  if (one(values, 'passphrase') === one(values, 'lagi')) return one(values, 'passphrase');
  throw Object.assign(new Error('typed differently'), { problem: { status: 422, title: 'Belum sama', detail: 'Kedua kata sandi kunci tidak sama. Ketik ulang keduanya.', code: 'request.invalid', fields: [{ path: 'lagi', message: 'Tidak sama dengan yang di atas.' }] } });
};

export const actions: Actions = {
  buat: verb('buat', async ({ locals }, values) => `${HERE}?sudah=${(await locals.api.complaints.makeHolderKey({ passphrase: twice(values) })).inForce ? 'berlaku' : 'dibuat'}`),
  buka: verb('buka', async ({ locals, url }, values) => {
    await locals.api.complaints.unlockKey({ passphrase: one(values, 'passphrase') });
    return backOf(url) || `${HERE}?sudah=terbuka`;
  }),
  /** A form of a case whose key closed while it was filled in: kept in the page, opened, posted on to where it was going. */
  tahan: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      await storeFiles(event.locals.api, posted, values, (file) => event.locals.api.complaints.storePhoto(file));
    } catch (thrown) {
      const { status, data } = asActionFailure(thrown, values);
      return fail(status, { ...data, what: 'tahan', held: values });
    }
    return { what: 'tahan', held: values };
  },
  lanjutkan: async (event) => {
    requireOfficer(event);
    const { passphrase = '', ...held } = readValues(await event.request.formData());
    try {
      await event.locals.api.complaints.unlockKey({ passphrase: one({ passphrase }, 'passphrase') });
    } catch (thrown) {
      const { status, data } = asActionFailure(thrown, {});
      return fail(status, { ...data, what: 'tahan', held });
    }
    redirect(307, backOf(event.url) || HERE);
  },
  tutup: verb('tutup', async ({ locals }) => {
    await locals.api.complaints.lockKey({});
    return `${HERE}?sudah=terkunci`;
  }),
  terima: verb('terima', async ({ locals }, values) => {
    await locals.api.complaints.admitHolder({ holder: one(values, 'pemegang') });
    return `${HERE}?sudah=diterima`;
  }),
  keluarkan: verb('keluarkan', async ({ locals }, values) => {
    await locals.api.complaints.removeHolder({ holder: one(values, 'pemegang') });
    return `${HERE}?sudah=keluar`;
  }),
  sandi: verb('sandi', async ({ locals }, values) => {
    await locals.api.complaints.changePassphrase({ old: one(values, 'old'), passphrase: twice(values) });
    return `${HERE}?sudah=sandi`;
  }),
  baru: verb('baru', async ({ locals }) => {
    await locals.api.complaints.renewRecovery({});
    return `${HERE}?sudah=lembar`;
  }),

  /** The half is answered in place and once: it stands in no address, and a second asking is refused. */
  lembar: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      const sheet = await event.locals.api.complaints.takeHalf({ passphrase: one(values, 'passphrase') });
      return { what: 'lembar', sheet, qr: qrPath(`PENDOPO ${sheet.mark} LEMBAR ${sheet.half}: ${sheet.groups.join(' ')}`) };
    } catch (thrown) {
      const { status, data } = asActionFailure(thrown, {});
      return fail(status, { ...data, what: 'lembar' });
    }
  },
};
