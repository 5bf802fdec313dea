import { redirect } from '@sveltejs/kit';
import { one, readValues } from '#lib/forms/values.ts';
import { tanggal } from '#lib/format.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asActionFailure, asPageError } from '#lib/server/refusal.ts';
import { SECRECY } from '../../../../../../../server/modules/letters/contract.ts';
import { addressOf, askedIn, fromOperation, isAsked, toOperation, type Asked } from './asked.ts';
import type { Actions, PageServerLoad } from './$types';

interface Choice {
  id: string;
  title: string;
}

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const { letters } = event.locals.api;
  const params = event.url.searchParams;
  const opened = params.get('buka');
  try {
    if (opened !== null) {
      const kept = await letters.openSearch({ id: opened });
      redirect(303, addressOf(fromOperation(kept.asked)));
    }
    const asked = askedIn(params);
    const any = isAsked(asked);
    const [found, codes, choices, kept] = await Promise.all([any ? letters.search(toOperation(asked)) : undefined, letters.listClassification({}), letters.searchChoices({}), letters.listSearches({})]);
    return {
      title: 'Cari surat', asked, any, found, codes: codes.items, choices, filters: filterWords(asked, choices),
      kept: kept.items.map(({ id, name, asked: of, fresh }) => ({ id, name, fresh, words: [of.query && `“${of.query}”`, ...filterWords(fromOperation(of), choices)].filter(Boolean).join(' · ') })), done: params.has('disimpan') ? 'disimpan' : params.has('dihapus') ? 'dihapus' : undefined,
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

function filterWords(asked: Asked, choices: { units: Choice[]; states: Choice[] }): string[] {
  const named = (list: Choice[], id: string) => list.find((one) => one.id === id)?.title ?? id;
  return [
    asked.arah && `surat ${asked.arah}`, asked.asal && `dari ${asked.asal}`, asked.dari && `sejak ${tanggal(asked.dari)}`, asked.sampai && `sampai ${tanggal(asked.sampai)}`, asked.sifat && `sifat ${SECRECY[asked.sifat as keyof typeof SECRECY].title.toLowerCase()}`,
    asked.kode && `klasifikasi ${asked.kode}`, asked.keadaan && named(choices.states, asked.keadaan).toLowerCase(), asked.unit && named(choices.units, asked.unit),
  ].filter((word) => word !== '');
}

export const actions: Actions = {
  simpan: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    const asked = askedIn(event.url.searchParams);
    try {
      await event.locals.api.letters.keepSearch({ name: one(values, 'name'), asked: toOperation(asked) });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, `${addressOf(asked)}&disimpan`);
  },
  hapus: async (event) => {
    requireOfficer(event);
    const values = readValues(await event.request.formData());
    try {
      await event.locals.api.letters.dropSearch({ id: one(values, 'id') });
    } catch (thrown) {
      return asActionFailure(thrown, values);
    }
    redirect(303, '/petugas/surat/cari?dihapus');
  },
};
