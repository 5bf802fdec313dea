import { redirect } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Problem } from '#lib/types.ts';
import { maySign } from '../parts/may-sign.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

// Chapters: one letter to sign (from a case) · signing many · the second factor

const SECOND_FACTOR = 'request.second-factor';
/** What the signer must type before a certified letter can be signed. */
const ASKS_SECRET: readonly (string | undefined)[] = ['permohonan.passphrase-needed', 'permohonan.signer-nik'];
const codeOf = (thrown: unknown) => (thrown as { problem?: Problem } | null)?.problem?.code;

export const load: PageServerLoad = async (event) => {
  const viewer = requireOfficer(event);
  const berkas = event.url.searchParams.get('berkas');
  // Reached by its address alone there is nothing to sign here; an action of this page brings its own list.
  if (event.request.method === 'GET' && !berkas) redirect(303, '/pimpinan');
  try {
    const { items, signMode } = await event.locals.api.permohonan.signingList({});
    return { title: 'Tanda tangan', signMode, uncertain: items.filter((item) => item.uncertain).map((item) => item.id), waiting: items.map((item) => item.id), one: items.filter((item) => item.id === berkas), maySign: maySign(viewer) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

/** The ticked letters, as `id|seq|step`. */
function readItems(posted: FormData) {
  const letters = [...new Set(posted.getAll('naskah').map(String))];
  const items = letters.map((letter) => {
    const [id = '', seq = '', step = ''] = letter.split('|');
    return { id, seq, step };
  });
  return { letters, items };
}

/** Passphrase or one-time code of a certified signature; never sent back to the page. */
function readSecret(posted: FormData) {
  const typed = (name: string) => String(posted.get(name) ?? '');
  const [passphrase, totp, nik] = [typed('passphrase'), typed('otp').replace(/\s/g, ''), typed('nik').replace(/\s/g, '')];
  if (!posted.has('passphrase')) return {};
  return { secret: { ...(passphrase && !totp && { passphrase }), ...(totp && { totp }), ...(nik && { nik }) }, ...(posted.get('afresh') && { afresh: true }) };
}

/** Names of what is to be signed, read before it leaves the list. */
async function titlesOf({ locals }: RequestEvent): Promise<Record<string, string>> {
  const { items } = await locals.api.permohonan.signingList({});
  return Object.fromEntries(items.map((item) => [item.id, item.title]));
}

export const actions: Actions = {
  sign: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const { letters, items } = readItems(posted);
    if (items.length === 0) return { stage: 'nothing' as const, letters };
    try {
      const titles = await titlesOf(event);
      try {
        const { signed, refused } = await event.locals.api.permohonan.signMany({ items, ...readSecret(posted) });
        return { stage: 'result' as const, letters, signed: signed.map((id) => titles[id] ?? 'Naskah'), refused: refused.map((one) => ({ title: titles[one.id] ?? 'Naskah', message: one.message })) };
      } catch (thrown) {
        const code = codeOf(thrown);
        const named = items.map((item) => titles[item.id] ?? 'Naskah');
        if (code === SECOND_FACTOR) return { stage: 'code' as const, letters, titles: named };
        const problem = (thrown as { problem: Problem }).problem;
        if (ASKS_SECRET.includes(code) || (code === 'request.invalid' && posted.has('passphrase'))) {
          return { stage: 'secret' as const, letters, titles: named, nik: code === 'permohonan.signer-nik' || posted.has('nik'), ...(code !== 'permohonan.passphrase-needed' && { problem }) };
        }
        throw thrown;
      }
    } catch (thrown) {
      return asActionFailure(thrown, { letters });
    }
  },

  /** The provider sends its one-time code; the form stands as it was, without what was typed. */
  otp: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const { letters, items } = readItems(posted);
    const nik = String(posted.get('nik') ?? '').replace(/\s/g, '');
    const titles = await titlesOf(event);
    const again = { stage: 'secret' as const, letters, titles: items.map((item) => titles[item.id] ?? 'Naskah') };
    try {
      await event.locals.api.issuance.requestOtp(nik ? { nik } : {});
      return { ...again, nik: posted.has('nik'), sent: true as const };
    } catch (thrown) {
      asActionFailure(thrown, null);
      return { ...again, nik: codeOf(thrown) === 'issuance.signer-nik' || posted.has('nik'), problem: (thrown as { problem: Problem }).problem };
    }
  },

  /** The code first; then the browser posts the same list again to `sign`, in a request that knows of it. */
  verify: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const { letters } = readItems(posted);
    try {
      await event.locals.api.identity.verifySecondFactor({ code: String(posted.get('kode') ?? '').replace(/\s/g, '') });
    } catch (thrown) {
      return asActionFailure(thrown, { letters, code: true as const });
    }
    redirect(307, '/pimpinan/tanda-tangan?/sign');
  },
};
