import { redirect } from '@sveltejs/kit';
import { many, one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { asSigningFailure, secretFrom, verifyAndRepeat } from '#lib/server/sign-step.ts';
import type { Actions, PageServerLoad } from './$types';

// Chapters: one letter after another · what became of many · signing

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { outgoing } = event.locals.api;
  const asked = event.url.searchParams.get('naskah')?.slice(0, 36);
  const proses = event.url.searchParams.get('proses')?.slice(0, 36);
  try {
    if (proses) {
      const [batch, { items }] = await Promise.all([outgoing.getBatch({ id: proses }), outgoing.desk({ box: 'sign', limit: 100 })]);
      return { title: 'Tanda tangan', batch, left: items.map(({ id }) => id), letter: undefined, next: undefined };
    }
    const { items } = await outgoing.desk({ box: 'sign', limit: 100 });
    if (event.request.method === 'GET' && !asked) redirect(303, '/petugas/naskah?kotak=tanda-tangan');
    const letter = asked ? await outgoing.getLetter({ id: asked }) : undefined;
    if (letter && letter.hash && !letter.seen && (letter.actions.includes('sign') || letter.actions.includes('retry'))) await outgoing.markViewed({ id: letter.id, hash: letter.hash });
    const next = items.find(({ id }) => id !== asked);
    return { title: 'Tanda tangan', letter, next: next?.id, left: items.map(({ id }) => id), batch: undefined };
  } catch (thrown) {
    asPageError(thrown);
  }
};

export const actions: Actions = {
  sign: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const items = many(values, 'naskah').map((text) => {
      const [id = '', seq = '0'] = text.split('|');
      return { id, seq };
    });
    if (items.length === 0) redirect(303, '/petugas/naskah?kotak=tanda-tangan');
    let id: string;
    try {
      ({ id } = await event.locals.api.outgoing.sign({ items, ...secretFrom(values), ...(one(values, 'afresh') && { afresh: true }) }));
    } catch (thrown) {
      return asSigningFailure(thrown, values);
    }
    redirect(303, `/petugas/naskah/tanda-tangan?proses=${id}`);
  },
  verifikasi: (event) => verifyAndRepeat(event, ['sign']),
};
