import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Values } from '#lib/forms/types.ts';
import type { Problem } from '#lib/types.ts';
import { asActionFailure } from './refusal.ts';

/** What a signer may have to add before the same form is sent again. */
export interface SignStep {
  ask: 'code' | 'secret';
  nik: boolean;
  values: Values;
  problem?: Problem;
}
const codeOf = (thrown: unknown) => (thrown as { problem?: Problem } | null)?.problem?.code;

/** A second factor or a passphrase that is missing is no fault of the person: it is asked for, and the form goes again. */
export function asSigningFailure(thrown: unknown, values: Values) {
  const { passphrase: _p, otp: _o, nik: _n, kode: _k, ...kept } = values;
  const code = codeOf(thrown);
  if (code === 'request.second-factor') return fail(401, { step: { ask: 'code', nik: false, values: kept } satisfies SignStep });
  if (code === 'issuance.passphrase-needed' || code === 'issuance.signer-nik') {
    return fail(422, { step: { ask: 'secret', nik: code === 'issuance.signer-nik' || 'nik' in values, values: kept, ...(code === 'issuance.signer-nik' && { problem: (thrown as { problem: Problem }).problem }) } satisfies SignStep });
  }
  return asActionFailure(thrown, kept);
}

/** Passphrase or one-time code of a certified signature; never sent back to the page. */
export function secretFrom(values: Values) {
  const typed = (name: string) => String(values[name] ?? '');
  const [passphrase, totp, nik] = [typed('passphrase'), typed('otp').replace(/\s/g, ''), typed('nik').replace(/\s/g, '')];
  return passphrase || totp ? { secret: { ...(passphrase && !totp && { passphrase }), ...(totp && { totp }), ...(nik && { nik }) } } : {};
}

/** The code first; then the browser posts the same form again to `action`, in a request that knows of it. */
export async function verifyAndRepeat(event: RequestEvent, actions: readonly string[]) {
  const posted = await event.request.formData();
  const values: Values = Object.fromEntries([...posted].flatMap(([name, value]) => (typeof value === 'string' && !name.startsWith('_') ? [[name, value]] : [])));
  const action = actions.find((one) => one === event.url.searchParams.get('lalu')) ?? actions[0]!;
  try {
    await event.locals.api.identity.verifySecondFactor({ code: String(posted.get('kode') ?? '').replace(/\s/g, '') });
  } catch (thrown) {
    const { status, data } = asActionFailure(thrown, null);
    const { kode: _, ...kept } = values;
    return fail(status, { step: { ask: 'code', nik: false, values: kept, problem: data.problem } satisfies SignStep });
  }
  redirect(307, `${event.url.pathname}?/${action}`);
}
