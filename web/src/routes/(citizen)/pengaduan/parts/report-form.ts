import { many, one } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import type { About, Category, Kind } from './api.ts';

// Chapters: who may know · posted inputs → a report · where the sentences of a refusal belong

/** How much of the reporter is seen, in plain words. The first is what a person gets who chooses nothing. */
export const LEVELS = [
  { id: 'anonim', label: 'Nama saya tidak tampil untuk umum', help: 'Laporannya dapat dibaca siapa saja, nama Anda tidak. Petugas yang menangani tahu siapa Anda, bila Anda mengisi nama.' },
  { id: 'terbuka', label: 'Nama saya boleh tampil', help: 'Siapa saja dapat membaca laporan ini beserta nama Anda.' },
  { id: 'anonim-unit', label: 'Dinas yang dilaporkan pun tidak tahu nama saya', help: 'Hanya admin pengaduan yang menyimpan kaitannya, dan setiap kali dibuka tercatat.' },
  { id: 'rahasia', label: 'Laporan ini rahasia', help: 'Tidak tampil untuk umum. Hanya petugas yang menanganinya yang membaca.' },
] as const;
/** The same choice in the words of an officer, who writes down what somebody else says. */
export const LEVELS_OF_ANOTHER = [
  { id: 'anonim', label: 'Nama pelapor tidak tampil untuk umum', help: 'Laporannya dapat dibaca siapa saja, nama pelapor tidak. Petugas yang menangani tahu siapa pelapornya.' },
  { id: 'terbuka', label: 'Nama pelapor boleh tampil', help: 'Siapa saja dapat membaca laporan ini beserta nama pelapor.' },
  { id: 'anonim-unit', label: 'Dinas yang dilaporkan pun tidak tahu nama pelapor', help: 'Hanya admin pengaduan yang menyimpan kaitannya, dan setiap kali dibuka tercatat.' },
  { id: 'rahasia', label: 'Laporan ini rahasia', help: 'Tidak tampil untuk umum. Hanya petugas yang menanganinya yang membaca.' },
] as const satisfies readonly { id: Level; label: string; help: string }[];
export type Level = (typeof LEVELS)[number]['id'];

const SEEN: Record<Level, { namePublic: boolean; nameToAgency: boolean; reportPublic: boolean }> = {
  terbuka: { namePublic: true, nameToAgency: true, reportPublic: true },
  anonim: { namePublic: false, nameToAgency: true, reportPublic: true },
  'anonim-unit': { namePublic: false, nameToAgency: false, reportPublic: true },
  rahasia: { namePublic: false, nameToAgency: true, reportPublic: false },
};
export const levelOf = (text: string): Level => (Object.hasOwn(SEEN, text) ? (text as Level) : 'anonim');

const KINDS: readonly Kind[] = ['complaint', 'misconduct', 'information', 'aspiration'];
export const kindOf = (text: string): Kind => KINDS.find((kind) => kind === text) ?? 'complaint';

const degrees = (text: string): number | undefined => {
  const bare = text.trim().replace(',', '.');
  return bare !== '' ? Number(bare) : undefined;
};

/** What was typed as the operation wants it; half a position and nonsense are passed on, so that the refusal names them. */
export function reportFrom(values: Values) {
  const text = (name: string) => one(values, name).trim();
  const lat = degrees(text('lokasi.lat'));
  const lng = degrees(text('lokasi.lng'));
  const answers = Object.fromEntries(Object.keys(values).flatMap((name) => {
    if (!name.startsWith('answers.')) return [];
    const given = many(values, name).map((one) => one.trim()).filter(Boolean);
    return given.length === 0 ? [] : [[name.slice('answers.'.length), given.length === 1 ? given[0]! : given]];
  }));
  const who = text('tentang') as About | '';
  const secret = kindOf(text('kind')) === 'misconduct';
  return {
    ...(text('id') && { id: text('id') }),
    ...(secret && text('kode') && { code: text('kode') }),
    ...(secret && who && { about: { who, ...(who === 'unit' && text('tentang.unit') && { unit: text('tentang.unit') }), name: text('tentang.nama') } }),
    kind: kindOf(text('kind')),
    body: text('body'),
    ...(text('title') && { title: text('title') }),
    ...(text('category') && { category: text('category') }),
    ...(text('eventDate') && { eventDate: text('eventDate') }),
    ...(lat !== undefined && { lat }), ...(lng !== undefined && { lng }),
    ...(text('region') && { region: text('region') }),
    place: text('place'),
    answers,
    photos: many(values, 'photos'),
    origin: text('origin'),
    ...SEEN[levelOf(text('siapa'))],
  };
}

/** `lat` is the map, `reporter.name` the name below it. */
export function atInputs(thrown: unknown): unknown {
  const fields = (thrown as { problem?: { fields?: { path: string }[] } }).problem?.fields;
  for (const field of fields ?? []) {
    field.path = field.path.replace(/^(reporter|contact)\./, '').replace(/^(lat|lng)$/, 'lokasi').replace(/^photos\.\d+$/, 'photos').replace(/^about\.name$/, 'tentang.nama').replace(/^about.*/, 'tentang');
  }
  return thrown;
}

const fieldLabels: Record<string, string> = {
  body: 'Apa yang terjadi', photos: 'Foto', lokasi: 'Tempat', region: 'Desa atau kelurahan', place: 'Patokan', category: 'Kategori', eventDate: 'Tanggal kejadian', title: 'Judul',
  name: 'Nama', phone: 'Telepon', email: 'Surel', origin: 'Asal Anda', tentang: 'Siapa yang dilaporkan', 'tentang.nama': 'Nama unit atau orangnya', chat: 'Percakapan', channel: 'Saluran',
};
export const labelsFor = (category?: Category): Record<string, string> => ({ ...fieldLabels, ...Object.fromEntries((category?.questions ?? []).map((question) => [`answers.${question.code}`, question.label])) });
