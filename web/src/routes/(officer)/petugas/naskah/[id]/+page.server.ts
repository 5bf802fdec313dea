import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { OutgoingAction } from '../../../../../../../server/modules/outgoing/contract.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { outgoing } = event.locals.api;
  const { id } = event.params;
  const [dari, ke] = ['dari', 'ke'].map((name) => Number(event.url.searchParams.get(name) ?? 0)) as [number, number];
  try {
    const letter = await outgoing.getLetter({ id });
    const mine = (...kinds: string[]) => kinds.some((kind) => letter.actions.includes(kind));
    // Looking at it is reading it: a letter is signed only in the version that its signer opened.
    if (mine('initial', 'sign', 'retry') && !letter.seen && letter.hash) await outgoing.markViewed({ id, hash: letter.hash });
    const last = letter.versions.at(-1)?.nth ?? 0;
    const [from, to] = dari > 0 && ke > 0 ? [dari, ke] : letter.versions.length > 1 ? [last - 1, last] : [0, 0];
    const [changes, signers] = await Promise.all([from > 0 ? outgoing.compareVersions({ id, from, to }) : undefined, mine('pass') ? outgoing.listPosts({ for: 'sign' }) : undefined]);
    return { title: letter.masked ? letter.typeTitle : letter.subject, letter, changes, signers: signers?.items.filter((post) => post.id !== letter.signer?.post.id) ?? [], done: event.url.searchParams.get('selesai')?.slice(0, 20) };
  } catch (thrown) {
    asPageError(thrown);
  }
};

function actionFrom(kind: string, values: ReturnType<typeof readValues>): OutgoingAction | undefined {
  const reason = one(values, 'reason');
  switch (kind) {
    case 'submit':
      return { kind, note: one(values, 'note') };
    case 'initial':
      return { kind, hash: one(values, 'hash') };
    case 'return': {
      const [words, quote] = [one(values, 'remark').trim(), one(values, 'quote').trim()];
      const block = Math.max(0, Number(one(values, 'block') || 1) - 1);
      return { kind, reason, remarks: words || quote ? [{ block: Number.isInteger(block) ? block : 0, quote, words }] : [] };
    }
    case 'pass':
      return { kind, signer: one(values, 'signer'), reason };
    case 'raise':
      return { kind, secrecy: one(values, 'secrecy') as 'rahasia', reason };
    case 'withdraw':
    case 'cancel':
      return { kind, reason };
    default:
      return undefined;
  }
}

/** The field of the form for a part of the action. */
const inputOf = (path: string): string => path.replace(/^action\./, '').replace(/^remarks\.\d+\.words$/, 'remark').replace(/^remarks\.\d+\./, '');

export const actions: Actions = {
  act: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const kind = one(values, 'kind');
    try {
      const action = actionFrom(kind, values);
      if (action) await event.locals.api.outgoing.act({ id: event.params.id, seq: one(values, 'seq'), action });
    } catch (thrown) {
      const failure = asActionFailure(thrown, values);
      for (const field of failure.data.problem.fields ?? []) field.path = inputOf(field.path);
      return failure;
    }
    // What leaves the own desk leads back to it, to the next one.
    redirect(303, kind === 'initial' || kind === 'return' ? `/petugas/naskah?selesai=${kind}` : `/petugas/naskah/${event.params.id}?selesai=${encodeURIComponent(kind)}`);
  },
  nomor: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.outgoing.numberForInk({ id: event.params.id, seq: one(values, 'seq') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/naskah/${event.params.id}?selesai=nomor`);
  },
  pindaian: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const { api } = event.locals;
    try {
      const file = posted.get('pindaian.baru');
      let upload = [one(values, 'pindaian')].find(Boolean) ?? '';
      if (file instanceof File && file.size > 0) upload = (await api.files.storeUpload({ name: file.name.slice(0, 255) || 'pindaian.pdf', bytes: new Uint8Array(await file.arrayBuffer()) })).id;
      await api.issuance.uploadScan({ id: one(values, 'document'), uploadId: upload });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/naskah/${event.params.id}?selesai=pindaian`);
  },
  antar: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.outgoing.markDelivered({ id: event.params.id, delivery: one(values, 'delivery'), receipt: one(values, 'receipt') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `/petugas/naskah/${event.params.id}?selesai=antar`);
  },
};
