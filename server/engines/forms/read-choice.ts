import type { SimpleField } from './form-definition.ts';
import { fault, isBlank, none, read } from './read-context.ts';
import type { ReadContext, Reading } from './read-context.ts';

type Of<T extends SimpleField['type']> = Extract<SimpleField, { type: T }>;

export function readChoice(field: Of<'choice'>, raw: unknown): Reading {
  const ids = field.options.map((option) => option.id);
  if (!field.multiple) return typeof raw === 'string' && ids.includes(raw) ? read(raw) : fault('Pilih salah satu dari daftar.');
  const chosen = Array.isArray(raw) ? raw.slice(0, 500).filter((one) => !isBlank(one)) : [raw];
  if (!chosen.every((one) => typeof one === 'string' && ids.includes(one))) return fault('Pilih dari daftar.');
  // In the order of the form, each once: the same choice is stored the same way.
  const kept = ids.filter((id) => chosen.includes(id));
  return kept.length ? read(kept) : none;
}

const LEVELS = { province: 'provinsi', regency: 'kabupaten atau kota', district: 'kecamatan', village: 'desa atau kelurahan' };

export function readRegion(field: Of<'region'>, raw: unknown, { facts }: ReadContext): Reading {
  const wanted = LEVELS[field.level];
  if (typeof raw !== 'string' || raw.length > 40) return fault(`Pilih ${wanted} dari daftar.`);
  const digits = raw.replace(/[^\d]/g, '');
  const code = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6, 10)].filter(Boolean).join('.');
  const known = /^[\d. ]+$/.test(raw) && digits.length <= 10 && facts.regions?.has(code);
  if (!known || facts.regions!.levelOf(code) !== field.level) return fault(`Pilih ${wanted} dari daftar.`);
  const within = field.within === 'instansi' ? facts.ownRegion : field.within;
  if (within !== undefined && code !== within && !code.startsWith(`${within}.`)) {
    return fault(`Pilih ${wanted} di dalam wilayah layanan ini.`);
  }
  return read(code);
}

// Wide bounds of Indonesia in degrees: catches swapped and forgotten signs, not borders.
const BOUNDS = { south: -12, north: 7, west: 94, east: 142 };

export function readPoint(raw: unknown): Reading {
  const wrong = fault('Tandai titik di peta, atau isi lintang dan bujur, misalnya -7,8651 dan 111,4696.');
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return wrong;
  const coordinate = (key: 'lat' | 'lng' | 'accuracy'): number | undefined => {
    const value: unknown = Object.hasOwn(raw, key) ? (raw as Record<string, unknown>)[key] : undefined;
    if (isBlank(value)) return undefined;
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim().replace(',', '.').replace(/^[−–]/, '-') : '';
    return /^-?\d{1,8}(\.\d{1,20})?$/.test(text) ? Number(text) : NaN;
  };
  const [lat, lng, accuracy] = [coordinate('lat'), coordinate('lng'), coordinate('accuracy')];
  if (lat === undefined && lng === undefined) return none;
  if (lat === undefined || lng === undefined || Number.isNaN(lat) || Number.isNaN(lng)) return wrong;
  if (lat < BOUNDS.south || lat > BOUNDS.north || lng < BOUNDS.west || lng > BOUNDS.east) {
    const swapped = lng >= BOUNDS.south && lng <= BOUNDS.north && lat >= BOUNDS.west && lat <= BOUNDS.east;
    return fault(swapped ? 'Lintang dan bujur tertukar. Tukar keduanya.' : 'Titik ini di luar Indonesia. Tandai lagi di peta.');
  }
  // Seven decimals are a centimetre.
  const seven = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
  const isKnown = accuracy !== undefined && accuracy >= 0 && accuracy <= 1_000_000;
  return read({ lat: seven(lat), lng: seven(lng), ...(isKnown && { accuracy: Math.round(accuracy) }) });
}

const KINDS = { image: 'foto', pdf: 'PDF' };

export function readFiles(field: Of<'file'>, raw: unknown, { facts }: ReadContext): Reading {
  const ids = (Array.isArray(raw) ? raw.slice(0, 200) : [raw]).filter((one) => !isBlank(one));
  if (!ids.length) return none;
  if (!ids.every((id) => typeof id === 'string')) return fault('Unggah berkasnya lagi.');
  const unique = [...new Set(ids as string[])];
  if (unique.length > field.maxFiles) return fault(field.maxFiles === 1 ? 'Cukup satu berkas. Hapus yang lain.' : `Paling banyak ${field.maxFiles} berkas. Hapus sebagian.`);
  for (const id of unique) {
    const upload = facts.uploads?.find((one) => one.id === id);
    if (!upload) return fault('Berkas tidak ditemukan. Unggah lagi.');
    const kind = upload.type === 'application/pdf' ? 'pdf' : upload.type.startsWith('image/') && upload.type !== 'image/svg+xml' ? 'image' : undefined;
    if (!kind || !field.accept.includes(kind)) return fault(`Berkas "${upload.name.slice(0, 80)}" harus berupa ${field.accept.map((one) => KINDS[one]).join(' atau ')}.`);
    if (upload.bytes <= 0) return fault(`Berkas "${upload.name.slice(0, 80)}" kosong. Unggah lagi.`);
    if (upload.bytes > field.maxMegabytes * 1024 * 1024) {
      return fault(`Berkas "${upload.name.slice(0, 80)}" terlalu besar: paling besar ${String(field.maxMegabytes).replace('.', ',')} MB.`);
    }
  }
  return read(unique);
}

const TICKED: unknown[] = [true, 'true', 'on', '1', 'ya'];
const UNTICKED: unknown[] = [false, 'false', 'off', '0', 'tidak'];

export function readDeclaration(raw: unknown): Reading {
  if (TICKED.includes(raw)) return read(true);
  return UNTICKED.includes(raw) ? none : fault('Centang pernyataan ini bila setuju.');
}
