import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { qrPath } from '#lib/server/qr.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { deviceName, keepSession, ownAddress } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** The door of the demonstration; in a real installation the operation answers "not found". */
export const load: PageServerLoad = async ({ locals, url }) => {
  try {
    const demo = await locals.api.demo.showDemo({});
    const address = `${url.origin}/demo`;
    // A phone cannot reach this machine under its own name.
    const elsewhere = !/^(localhost|127\.|\[::1\])/.test(url.hostname);
    return {
      title: 'Demonstrasi', demo,
      phone: elsewhere ? { address, qr: qrPath(address) } : null,
      verify: demo.tour?.document ? { ...demo.tour.document, qr: qrPath(demo.tour.document.verifyUrl) } : null,
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  masuk: async ({ request, locals, cookies, url }) => {
    const values = readValues(await request.formData());
    try {
      const session = await locals.api.demo.enterAs({ account: one(values, 'akun'), device: deviceName(request.headers.get('user-agent')) });
      keepSession(cookies, url, session);
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
    redirect(303, ownAddress(one(values, 'kembali')) ?? '/beranda');
  },
  /** The signal comes back to Pudak. */
  pudak: async ({ locals }) => {
    try {
      return { pudak: await locals.api.demo.sendFromPudak({}) };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
  /** What a third person would do with a file that was sent to them. */
  periksa: async ({ request, locals }) => {
    const values = readValues(await request.formData());
    try {
      const { name, bytes } = await locals.api.demo.demoDocument({ copy: one(values, 'salinan') === 'berubah' ? 'altered' : 'genuine' });
      return { verdict: await locals.api.issuance.verifyFile({ name, bytes: new Uint8Array(Buffer.from(bytes, 'base64')) }) };
    } catch (thrown) {
      return asActionFailure(thrown, null);
    }
  },
};
