/** A province, regency or city as reference data. */
export interface KnownRegion {
  code: string;
  level: string;
  /** "Kabupaten Ponorogo", "Kota Surabaya", "Jawa Timur". */
  name: string;
}
export type InstitutionKind = 'central' | 'province' | 'regency' | 'city';
export type RegionMatch = { ok: true; kind: InstitutionKind; code: string | null } | { ok: false; why: string };

/** Abbreviations that reports use, written out. Not likeness: each stands for one word or one name only. */
const WRITTEN_OUT: Record<string, string> = { kep: 'kepulauan', kepl: 'kepulauan', sel: 'selatan', ut: 'utara', tim: 'timur', bar: 'barat', teng: 'tengah', tengg: 'tenggara', ntb: 'nusa tenggara barat', ntt: 'nusa tenggara timur', diy: 'yogyakarta' };

const words = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, ' ').trim();
/** Spelled together, however spaces and hyphens stand: "Fak-Fak", "Fakfak"; "Pangkal Pinang", "Pangkalpinang". */
const glued = (text: string): string => text.split(' ').map((word) => WRITTEN_OUT[word] ?? word).join('').replaceAll(' ', '');

/** What a list calls an institution, for comparing: "Kementerian  PANRB" and "kementerian panrb" are one. */
export const bareName = words;

/** The kind and bare name of a local government: "Pemerintah Kab. Fak-Fak" → regency "fakfak". Null for any other name. */
export function readLocalName(text: string): { kind: 'province' | 'regency' | 'city'; bare: string } | null {
  const begun: Record<string, string> = { 'pemerintah daerah': '', pemerintah: '', pemkab: 'kab ', pemkot: 'kota ', pemprov: 'provinsi ' };
  const plain = words(text).replace(/^(pemerintah daerah(?! (?:istimewa|khusus))|pemerintah|pemkab|pemkot|pemprov)\b ?/, (_, word: string) => begun[word]!);
  const [, kind, rest = ''] = /^(kabupaten|kab|kota|provinsi|prov)\b ?(.+)$/.exec(plain) ?? [];
  const bare = rest.replace(/^(administrasi|adm) /, '');
  if (kind === 'kabupaten' || kind === 'kab') return { kind: 'regency', bare: glued(bare) };
  if (kind === 'kota') return { kind: 'city', bare: glued(bare) };
  if (kind) return { kind: 'province', bare: glued(rest.replace(/^(daerah istimewa|d i|di|daerah khusus ibukota|daerah khusus|dki) /, '')) };
  // Provinces whose governments leave the word out: "Pemerintah Aceh", "Pemerintah Daerah Istimewa Yogyakarta".
  if (plain === 'aceh' && words(text) !== 'aceh') return { kind: 'province', bare: 'aceh' };
  const special = /^(?:daerah istimewa|d i|di|daerah khusus ibukota|daerah khusus|dki) (.+)$/.exec(plain);
  return special ? { kind: 'province', bare: glued(special[1]!) } : null;
}

/** First words of ministries and agencies; a name that is neither these nor a local government is not guessed at. */
const CENTRAL = /^(kementerian|kejaksaan|kepolisian|tentara|badan|lembaga|komisi|dewan|sekretariat|mahkamah|kantor|perpustakaan|arsip|ombudsman|otorita|pusat|televisi|radio|majelis|konsil|bank|komite)\b/;

/**
 * Finds whose name it is, never by likeness: the spelling must be that of one region only. `group` is what the list calls
 * the group ("Kementerian", "Pemerintah Daerah di Aceh"), `code` a region code that the list gives.
 */
export function createInstitutionMatcher(regions: readonly KnownRegion[]): (name: string, group?: string, code?: string) => RegionMatch {
  const byName = new Map<string, KnownRegion[]>();
  const byCode = new Map(regions.map((region) => [region.code, region]));
  for (const region of regions) {
    const read = readLocalName(region.level === 'province' ? `Provinsi ${region.name}` : region.name);
    if (read) byName.set(`${read.kind} ${read.bare}`, [...(byName.get(`${read.kind} ${read.bare}`) ?? []), region]);
  }
  const kindOf = (region: KnownRegion): InstitutionKind => (region.level === 'province' ? 'province' : /^kota\b/i.test(region.name) ? 'city' : 'regency');
  const unknown = (why: string): RegionMatch => ({ ok: false, why: `${why} Isi kolom kode wilayah, misalnya 35.02.` });
  return (name, group = '', code = '') => {
    if (code !== '') {
      const region = byCode.get(code);
      return region ? { ok: true, kind: kindOf(region), code } : unknown(`Kode wilayah "${code.slice(0, 20)}" tidak ada.`);
    }
    const read = readLocalName(name);
    const found = read ? (byName.get(`${read.kind} ${read.bare}`) ?? []) : [];
    if (found.length === 1) return { ok: true, kind: kindOf(found[0]!), code: found[0]!.code };
    if (found.length > 1) return unknown('Nama ini dipakai lebih dari satu wilayah.');
    if (read || /\b(daerah|kabupaten|kota|provinsi)\b/i.test(group)) return unknown('Nama ini tidak ada dalam daftar provinsi, kabupaten, dan kota.');
    return group !== '' || CENTRAL.test(words(name)) ? { ok: true, kind: 'central', code: null } : unknown('Tidak jelas instansi apa ini. Tulis "Kab.", "Kota", atau "Provinsi" di depannya, atau isi kolom kelompok.');
  };
}
