import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import { secrecyNames, type Secrecy } from '../../../../../../../server/modules/letters/contract.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireOfficer(event);
  const of = (name: string, most: number) => event.url.searchParams.get(name)?.trim().slice(0, most) ?? '';
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(of(name, 10)) ? of(name, 10) : '');
  const sifat = secrecyNames.find((name) => name === of('sifat', 20)) ?? ('' as const);
  const asked = { cari: of('cari', 200), dari: day('dari'), sampai: day('sampai'), kode: of('kode', 40), sifat: sifat as Secrecy | '' };
  try {
    const { letters } = event.locals.api;
    const any = Object.values(asked).some((value) => value !== '');
    const [found, codes] = await Promise.all([
      any ? letters.search({ query: asked.cari, ...(asked.dari && { from: asked.dari }), ...(asked.sampai && { to: asked.sampai }), ...(asked.kode && { classification: asked.kode }), ...(asked.sifat && { secrecy: asked.sifat }) }) : undefined,
      letters.listClassification({}),
    ]);
    return { title: 'Cari surat', asked, found, codes: codes.items };
  } catch (thrown) {
    asPageError(thrown);
  }
};
