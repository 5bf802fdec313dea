import { fail, redirect } from '@sveltejs/kit';
import { readIntent, withoutRow, withRow } from '#lib/forms/intent.ts';
import type { Field, Values } from '#lib/forms/types.ts';
import { many, one, readValues, rowCount } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { withMapIntent } from '#lib/server/map.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { Problem } from '#lib/types.ts';
import { maySign } from '../../../../(leadership)/pimpinan/parts/may-sign.ts';
import type { Offered } from '../../parts/api.ts';
import { boxes, caseHref, readLook } from '../../parts/boxes.ts';
import { loadQueue } from '../../parts/load-desk.ts';
import { inputOf, readAction } from '../../parts/read-action.ts';
import { storeFiles } from '../../parts/store-files.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

// Chapters: what the page knows · refusals · acting · several steps at once · talking · hidden data · letters

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const look = readLook(url);
  const api = locals.api.permohonan;
  try {
    const [berkas, queue] = await Promise.all([api.getCase({ id: params.id }), loadQueue(locals, look)]);
    const at = queue.items.findIndex((row) => row.id === params.id);
    const next = queue.items.find((row, index) => index > at && row.id !== params.id);
    return {
      title: berkas.title, here: boxes[look.kotak].href, berkas, look, queue, next: next && { title: next.title, href: caseHref(next.id, look) },
      tindakan: url.searchParams.get('tindakan') ?? '', langkah: url.searchParams.get('langkah') ?? '', sudah: url.searchParams.get('sudah') ?? '',
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const after = ({ params, url }: RequestEvent, sudah: string): never =>
  redirect(303, `${caseHref(params.id, readLook(url))}&sudah=${sudah}`);

/** A refusal as the answer of the form; `what` says which form of the page it belongs to. */
function refused(what: string, thrown: unknown, values: Values) {
  const failure = asActionFailure(thrown, values);
  return fail(failure.status, { ...failure.data, what });
}

const sameAs = (kind: string, step: string) => (offered: Offered) => offered.kind === kind && (offered.step ?? '') === step;
const fieldsOf = (form: Offered['form']) => form?.pages.flatMap((page) => page.fields) ?? [];

/** The refusal with its sentences at the inputs of this page. */
function atInputs(thrown: unknown, place: (path: string) => string): unknown {
  const problem = (thrown as { problem?: Problem } | null)?.problem;
  return problem?.fields ? { problem: { ...problem, fields: problem.fields.map((field) => ({ ...field, path: place(field.path) })) } } : thrown;
}

/** The small buttons of a form (one row more, one file less, a place on the map): the form again, with what was typed. */
async function redrawn({ api, installation }: App.Locals, posted: FormData, values: Values): Promise<Values | undefined> {
  const intent = readIntent(posted);
  if (intent.kind === 'map' || intent.kind === 'map-press') return withMapIntent({ api, region: installation.region }, values, intent);
  if (intent.kind === 'row-add') return withRow(values, intent.path, Math.max(1, rowCount(values, intent.path)));
  if (intent.kind === 'row-remove') return withoutRow(values, intent.path, intent.index);
  if (intent.kind === 'file-remove') return { ...values, [intent.path]: many(values, intent.path).filter((id) => id !== intent.id) };
  return undefined;
}

export const actions: Actions = {
  /** One action of the table; the number of the last action seen (`seq`) keeps two officers apart. */
  tindakan: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    const again = await redrawn(event.locals, posted, values);
    if (again) return { what: 'tindakan', values: again };

    const api = event.locals.api;
    const kind = one(values, 'kind');
    let fields: Field[] = [];
    let action: Record<string, unknown> = { kind };
    try {
      await storeFiles(api, posted, values);
      if (one(values, 'berisian')) {
        const { actions: offered } = await api.permohonan.getCase({ id: event.params.id });
        fields = fieldsOf(offered.find(sameAs(kind, one(values, 'step')))?.form);
      }
      action = readAction(values, { zone: event.locals.installation.zone, form: fields });
      await api.permohonan.act({ id: event.params.id, seq: one(values, 'seq'), action });
    } catch (thrown) {
      return refused('tindakan', atInputs(thrown, (path) => inputOf(path, action, fields)), values);
    }
    return after(event, kind);
  },

  /** The steps that fall on one post, in one transaction; a signature at their end has its own page. */
  sekaligus: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const { id } = event.params;
    const api = event.locals.api.permohonan;
    let signs = false;
    try {
      const { collapse } = await api.getCase({ id });
      signs = collapse.some((step) => step.action === 'sign-requested');
      await api.act({ id, seq: one(values, 'seq'), action: { kind: 'collapse' } });
    } catch (thrown) {
      return refused('sekaligus', thrown, values);
    }
    if (signs) redirect(303, `/pimpinan/tanda-tangan?berkas=${id}`);
    return after(event, 'sekaligus');
  },

  /** A message that the applicant reads. */
  pesan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.permohonan.sendMessage({ id: event.params.id, text: one(values, 'pesan') });
    } catch (thrown) {
      return refused('pesan', atInputs(thrown, () => 'pesan'), values);
    }
    return after(event, 'pesan');
  },

  /** A colleague holds it: asked for it, and told in the inbox. */
  minta: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.permohonan.askHandOver({ id: event.params.id, step: one(values, 'langkah') });
    } catch (thrown) {
      return refused('tindakan', thrown, values);
    }
    return after(event, 'minta');
  },

  /** A note among officers. */
  catatan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.permohonan.addNote({ id: event.params.id, text: one(values, 'catatan') });
    } catch (thrown) {
      return refused('catatan', atInputs(thrown, () => 'catatan'), values);
    }
    return after(event, 'catatan');
  },

  /** Shows one hidden datum on this page, once; the applicant sees who opened it and why. */
  buka: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const path = one(values, 'path');
    try {
      return { what: 'buka', values, revealed: await event.locals.api.permohonan.reveal({ id: event.params.id, path, purpose: one(values, 'keperluan') }) };
    } catch (thrown) {
      return refused('buka', atInputs(thrown, () => `keperluan-${path}`), values);
    }
  },

  /** Prepares the sentence; the officer sends it from their own device. */
  whatsapp: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      const about = one(values, 'about') as 'receipt' | 'message' | 'reminder';
      return { what: 'whatsapp', values, whatsapp: await event.locals.api.permohonan.whatsapp({ id: event.params.id, about }) };
    } catch (thrown) {
      return refused('whatsapp', thrown, values);
    }
  },

  /** The scan of a letter signed in ink becomes the issue that can be verified. */
  pindaian: async (event) => {
    requireOfficer(event);
    const posted = await event.request.formData();
    const values = readValues(posted);
    try {
      await storeFiles(event.locals.api, posted, values);
      await event.locals.api.issuance.uploadScan({ id: one(values, 'naskah'), uploadId: one(values, 'pindaian') });
    } catch (thrown) {
      return refused('pindaian', thrown, values);
    }
    return after(event, 'pindaian');
  },

  /** Signing that failed, once more; the number stays. */
  ulangi: async (event) => {
    const viewer = requireOfficer(event);
    const values = readValues(await event.request.formData());
    let certified = false;
    try {
      const id = one(values, 'naskah');
      certified = (await event.locals.api.issuance.getDocument({ id })).signMode === 'tersertifikasi' && maySign(viewer);
      // The passphrase is asked for where letters are signed.
      if (!certified) await event.locals.api.issuance.retry({ id });
    } catch (thrown) {
      return refused('ulangi', thrown, values);
    }
    if (certified) redirect(303, `/pimpinan/tanda-tangan?berkas=${event.params.id}`);
    return after(event, 'ulangi');
  },

  /** At the counter: opens the returned request for correction on behalf of the applicant. */
  perbaikan: async (event) => {
    requireOfficer(event);
    const { startCorrection } = event.locals.api.permohonan;
    let draft: string;
    try {
      draft = (await startCorrection({ id: event.params.id })).id;
    } catch (thrown) {
      return refused('perbaikan', thrown, {});
    }
    redirect(303, `/ajukan/${draft}`);
  },
};
