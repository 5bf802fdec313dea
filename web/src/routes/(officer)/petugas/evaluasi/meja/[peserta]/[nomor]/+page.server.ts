import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import type { AtIndicator } from '../../parts/api.ts';
import { DESK } from '../../parts/words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { peserta, nomor } = event.params;
  try {
    const at: AtIndicator = await event.locals.api.evaluation.atIndicator({ participant: peserta, number: nomor });
    const [, number = '', level = ''] = /^([0-9a-z.]{1,10}):([\d.]{1,9})$/.exec(event.url.searchParams.get('sudah') ?? '') ?? [];
    return { title: `${nomor} ${at.name}`, here: DESK, at, saved: number && { number, level }, done: event.url.searchParams.get('selesai') ?? '', question: randomUUID() };
  } catch (thrown) {
    asPageError(thrown);
  }
};

const STATUS = 'status.';
const hrefOf = ({ params }: RequestEvent, nomor: string = params.nomor) => `${DESK}/${params.peserta}/${nomor}`;

/** A refusal as the answer of one of the forms of the page. */
function refused(what: string, thrown: unknown, values: Values, place = (path: string) => path) {
  for (const field of (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields ?? []) field.path = place(field.path);
  const failure = asActionFailure(thrown, values);
  return fail(failure.status, { ...failure.data, what });
}

export const actions: Actions = {
  /** Accepted in one tap, or a level with its texts; then the next indicator, unless there is something to read here. */
  putusan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const statuses = Object.fromEntries(Object.keys(values).filter((name) => name.startsWith(STATUS)).map((name) => [name.slice(STATUS.length), one(values, name)]));
    let saved: { level: string; rejectedAbove: string[] };
    try {
      saved = await event.locals.api.evaluation.giveVerdict({
        participant: event.params.peserta, number: event.params.nomor, seen: one(values, 'seen'), accept: one(values, 'terima') === 'ya' ? 'true' : 'false',
        level: one(values, 'level'), statuses, fakta: one(values, 'fakta'), analisis: one(values, 'analisis'), justifikasi: one(values, 'justifikasi'),
      });
    } catch (thrown) {
      return refused('putusan', thrown, values, (path) => path.replace(/^statuses\./, STATUS));
    }
    const next = one(values, 'next');
    const told = `?sudah=${event.params.nomor}:${saved.level}`;
    redirect(303, `${hrefOf(event, saved.rejectedAbove.length === 0 && /^[0-9a-z.]{1,10}$/.test(next) ? next : event.params.nomor)}${told}`);
  },
  tanya: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.askInstitution({ participant: event.params.peserta, number: event.params.nomor, id: one(values, 'id'), text: one(values, 'text'), answerBy: one(values, 'answerBy') });
    } catch (thrown) {
      return refused('tanya', thrown, values);
    }
    redirect(303, `${hrefOf(event)}?selesai=tanya#tanya`);
  },
  tetapkan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.settleValue({ participant: event.params.peserta, number: event.params.nomor, seen: one(values, 'seen'), level: one(values, 'level'), reason: one(values, 'reason') });
    } catch (thrown) {
      return refused('tetapkan', thrown, values);
    }
    redirect(303, `${hrefOf(event)}?selesai=tetapkan#nilai`);
  },
  reviu: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.evaluation.markReview({ participant: event.params.peserta, mark: one(values, 'mark') as 'valid', items: [{ number: event.params.nomor, seen: one(values, 'seen') }], text: one(values, 'text'), level: one(values, 'level') });
    } catch (thrown) {
      return refused('reviu', thrown, values);
    }
    redirect(303, `${hrefOf(event)}?selesai=reviu#nilai`);
  },
};
