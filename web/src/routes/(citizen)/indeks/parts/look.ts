import { KINDS, type InstitutionKindName } from '../../../../../../server/modules/assessments/contract.ts';

/** How the page is asked: its address keeps every choice. */
export interface Look {
  siklus: string;
  kelompok: InstitutionKindName | '';
  provinsi: string;
  predikat: string;
  cari: string;
  urut: 'rank' | 'lowest' | 'name';
  mulai: number;
}

/** Words of the address ⇄ names of the operation. */
const kinds: Record<string, InstitutionKindName> = { pusat: 'central', provinsi: 'province', kabupaten: 'regency', kota: 'city' };
const orders: Record<string, Look['urut']> = { terendah: 'lowest', nama: 'name' };
export const kindWord = (kind: InstitutionKindName): string => Object.keys(kinds).find((word) => kinds[word] === kind)!;
export const kindOptions = KINDS.map((kind) => ({ kind, word: kindWord(kind) }));

export function lookOf(params: URLSearchParams): Look {
  const text = (name: string) => params.get(name)?.trim() ?? '';
  return {
    siklus: text('siklus'), kelompok: kinds[text('kelompok')] ?? '', provinsi: /^\d{2}$/.test(text('provinsi')) ? text('provinsi') : '', predikat: text('predikat').slice(0, 60),
    cari: text('cari').slice(0, 100), urut: orders[text('urut')] ?? 'rank', mulai: Math.max(0, Math.trunc(Number(text('mulai'))) || 0),
  };
}

export function lookHref(look: Partial<Look>): string {
  const params = new URLSearchParams();
  if (look.siklus) params.set('siklus', look.siklus);
  if (look.kelompok) params.set('kelompok', kindWord(look.kelompok));
  if (look.provinsi) params.set('provinsi', look.provinsi);
  if (look.predikat) params.set('predikat', look.predikat);
  if (look.cari) params.set('cari', look.cari);
  if (look.urut && look.urut !== 'rank') params.set('urut', look.urut === 'name' ? 'nama' : 'terendah');
  if (look.mulai) params.set('mulai', String(look.mulai));
  const query = params.toString();
  return query ? `/indeks?${query}` : '/indeks';
}

/** "2.94" → "2,94"; "+0.12" → "+0,12"; "-0.04" → "−0,04". */
export const koma = (text: string): string => text.replace('.', ',').replace('-', '−');
export const compareHref = (ids: readonly string[], siklus: string): string => `/indeks/bandingkan?${new URLSearchParams({ ...(siklus && { siklus }), lembaga: ids.join(',') })}`;
