import { secrecyNames, type AskedOfSearch } from '../../../../../../../server/modules/letters/contract.ts';

/** Names of the form's fields, as they stand in the address; what is not asked is ''. */
export const FIELDS = ['cari', 'arah', 'asal', 'dari', 'sampai', 'sifat', 'kode', 'keadaan', 'unit'] as const;
export type Asked = Record<(typeof FIELDS)[number], string>;

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A hand-written address may hold anything: what makes no sense asks nothing. */
export function askedIn(params: URLSearchParams): Asked {
  const of = (name: string, most: number) => params.get(name)?.trim().slice(0, most) ?? '';
  const fitting = (text: string, fits: boolean) => (fits ? text : '');
  return {
    cari: of('cari', 200), arah: fitting(of('arah', 10), ['masuk', 'keluar'].includes(of('arah', 10))), asal: of('asal', 100), dari: fitting(of('dari', 10), isDay(of('dari', 10))), sampai: fitting(of('sampai', 10), isDay(of('sampai', 10))),
    sifat: fitting(of('sifat', 20), (secrecyNames as readonly string[]).includes(of('sifat', 20))), kode: of('kode', 40), keadaan: of('keadaan', 40), unit: fitting(of('unit', 36), isId(of('unit', 36))),
  };
}
export const isAsked = (asked: Asked): boolean => FIELDS.some((name) => asked[name] !== '');

export const toOperation = (a: Asked): AskedOfSearch => ({
  query: a.cari, ...(a.arah && { kind: a.arah === 'masuk' ? ('in' as const) : ('out' as const) }), ...(a.asal && { sender: a.asal }), ...(a.dari && { from: a.dari }), ...(a.sampai && { to: a.sampai }), ...(a.sifat && { secrecy: a.sifat as NonNullable<AskedOfSearch['secrecy']> }),
  ...(a.kode && { classification: a.kode }), ...(a.keadaan && { state: a.keadaan }), ...(a.unit && { unit: a.unit }),
});
export const fromOperation = (a: AskedOfSearch): Asked => ({ cari: a.query, arah: a.kind ? { in: 'masuk', out: 'keluar' }[a.kind] : '', asal: a.sender ?? '', dari: a.from ?? '', sampai: a.to ?? '', sifat: a.secrecy ?? '', kode: a.classification ?? '', keadaan: a.state ?? '', unit: a.unit ?? '' });

/** "?cari=rapat&arah=masuk" */
export function addressOf(asked: Asked): string {
  const params = new URLSearchParams(FIELDS.flatMap((name) => (asked[name] === '' ? [] : [[name, asked[name]]])));
  return `?${params}`;
}
