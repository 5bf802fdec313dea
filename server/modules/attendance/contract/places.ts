import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../../platform/operation.ts';

// Chapters: shapes · operations · permissions and refusals

const PLACES = 'attendance.places';
const id = z.uuid();
const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada.');
const moment = z.iso.datetime();
const momentGiven = z.iso.datetime({ offset: true, error: 'Tulis hari dan jam yang ada.' });
const words = (most: number, least = 0) => z.string().trim().min(least, `Tulis paling sedikit ${least} huruf.`).max(most, `Paling banyak ${most} huruf.`);

export const placeKinds = ['office', 'roll-call', 'duty'] as const;
export const PLACE_KINDS: Record<string, string> = { office: 'Kantor', 'roll-call': 'Apel atau upacara', duty: 'Lokasi tugas', home: 'Rumah (WFH)', anywhere: 'Di mana saja (WFA)' };

const place = z.object({
  id, name: z.string(), kind: z.string(), kindText: z.string(), unit: id.nullable().describe('Kosong: untuk semua unit'), unitName: z.string().nullable(), units: z.array(z.object({ id, name: z.string() })).describe('Unit lain yang ikut absen di sini'),
  latitude: z.number().nullable(), longitude: z.number().nullable(), radius: z.number().nullable(), from: moment, to: moment.nullable(), legalBasis: z.string(), version: z.number(), state: z.enum(['now', 'later', 'over']), mayChange: z.boolean(),
});
export type PlaceEntry = z.infer<typeof place>;

const placeInput = z.object({
  name: words(120, 3), kind: z.enum(placeKinds).describe('Pilih salah satu.'), unit: id.nullish(), units: z.array(id).max(200).default([]),
  latitude: z.coerce.number({ error: 'Tandai tempatnya di peta.' }).min(-11.5, 'Titik ini di luar Indonesia.').max(6.5, 'Titik ini di luar Indonesia.'), longitude: z.coerce.number({ error: 'Tandai tempatnya di peta.' }).min(94.5, 'Titik ini di luar Indonesia.').max(141.5, 'Titik ini di luar Indonesia.'),
  radius: z.coerce.number({ error: 'Tulis jarak dalam meter.' }).int().min(10, 'Paling sedikit 10 meter.').max(5000, 'Paling jauh 5.000 meter.'), from: momentGiven.optional(), to: momentGiven.nullish(), legalBasis: words(300).default(''),
});
export type PlaceInput = z.output<typeof placeInput>;

const elsewhere = z.object({
  id, person: id, name: z.string(), title: z.string(), place: id, placeName: z.string(), kind: z.string(), kindText: z.string(), from: z.string(), to: z.string().nullable(), weekdays: z.array(z.number()).nullable(), legalBasis: z.string(), state: z.enum(['now', 'later', 'over']), mayChange: z.boolean(),
});
export type ElsewhereEntry = z.infer<typeof elsewhere>;

const elsewhereInput = z.object({
  people: z.array(id).min(1, 'Pilih paling sedikit satu orang.').max(500), kind: z.enum(['home', 'anywhere', 'place'], 'Pilih salah satu.'), place: id.nullish().describe('Untuk jenis `place`: tempat yang sudah ada'),
  latitude: z.coerce.number().min(-11.5).max(6.5).nullish(), longitude: z.coerce.number().min(94.5).max(141.5).nullish(), radius: z.coerce.number().int().min(10).max(5000).default(150),
  from: day, to: day.nullish(), weekdays: z.array(z.coerce.number().int().min(1).max(7)).max(7).default([]), legalBasis: words(300, 3).describe('Surat perintah atau keputusan yang mendasarinya'),
});
export type ElsewhereInput = z.output<typeof elsewhereInput>;

export const placeOperations = {
  listPlaces: operation({ method: 'GET', path: '/kehadiran/tempat', permission: PLACES, summary: 'Tempat absen: kantor, apel, dan lokasi tugas', input: z.object({ over: z.enum(['hide', 'show']).default('hide').describe('Yang sudah berakhir') }), output: z.object({ items: z.array(place), all: z.boolean().describe('Anda mengatur semua unit'), units: z.array(z.object({ id, name: z.string() })).describe('Unit yang Anda atur'), zone: z.string() }) }),
  getPlace: operation({ method: 'GET', path: '/kehadiran/tempat/{id}', permission: PLACES, summary: 'Satu tempat absen dengan layar pintunya', input: z.object({ id }), output: z.object({ place, doors: z.array(z.object({ id, number: z.number(), name: z.string(), keyedAt: moment })), all: z.boolean(), units: z.array(z.object({ id, name: z.string() })), zone: z.string() }) }),
  createPlace: operation({ method: 'POST', path: '/kehadiran/tempat', permission: PLACES, status: 201, summary: 'Buat tempat absen', description: 'Tempat sementara (apel, upacara) diberi akhir. `unit` kosong berarti semua unit; hanya untuk pengelola kepegawaian.', input: placeInput, output: z.object({ id }) }),
  changePlace: operation({ method: 'PUT', path: '/kehadiran/tempat/{id}', permission: PLACES, summary: 'Ubah atau akhiri tempat absen', description: 'Absen yang sudah diterima tidak dinilai ulang.', input: placeInput.extend({ id, version: z.coerce.number().int() }), output: z.object({ id }) }),
  listElsewhere: operation({ method: 'GET', path: '/kehadiran/tempat-lain', permission: PLACES, summary: 'Izin bekerja dari tempat lain (WFH, WFA), menurut orang dan hari', input: z.object({ over: z.enum(['hide', 'show']).default('hide') }), output: z.object({ items: z.array(elsewhere) }) }),
  prepareElsewhere: operation({ method: 'GET', path: '/kehadiran/tempat-lain/orang', permission: PLACES, summary: 'Orang dan tempat yang dapat dipilih untuk izin bekerja dari tempat lain', input: z.object({ unit: id.optional() }), output: z.object({ unit: id, units: z.array(z.object({ id, name: z.string() })), people: z.array(z.object({ id, name: z.string(), title: z.string() })), places: z.array(z.object({ id, name: z.string() })), today: z.string() }) }),
  allowElsewhere: operation({ method: 'POST', path: '/kehadiran/tempat-lain', permission: PLACES, status: 201, summary: 'Setujui orang bekerja dari tempat lain pada hari-hari tertentu', input: elsewhereInput, output: z.object({ ids: z.array(id) }) }),
  endElsewhere: operation({ method: 'POST', path: '/kehadiran/tempat-lain/{id}/akhiri', permission: PLACES, summary: 'Akhiri izin bekerja dari tempat lain mulai sekarang', input: z.object({ id }), output: z.object({ id }) }),
} satisfies Operations;

export const placePermissions: PermissionTable = { [PLACES]: { title: 'Mengatur tempat absen dan hari bekerja dari tempat lain', duties: ['personnel-agency', 'personnel-officer'] } };

export const placeRefusals: RefusalTable = {
  'attendance.place-unknown': { status: 404, sentence: 'Tempat absen ini tidak ada.' },
  'attendance.not-your-unit': { status: 403, sentence: 'Unit ini bukan bagian Anda. Minta pengelola kepegawaian instansi (BKPSDM) mengaturnya.' },
  'attendance.place-times': { status: 422, sentence: 'Tempat ini berakhir sebelum mulai. Periksa kedua waktunya.' },
  'attendance.roll-call-ends': { status: 422, sentence: 'Apel atau upacara hanya sementara. Isi kapan berakhir.' },
  'attendance.home-needs-point': { status: 422, sentence: 'Untuk bekerja dari rumah, tandai rumahnya di peta; satu orang sekali isi.' },
  'attendance.elsewhere-days': { status: 422, sentence: 'Hari terakhir lebih awal daripada hari pertama. Periksa kedua tanggalnya.' },
  'attendance.elsewhere-past': { status: 422, sentence: 'Izin bekerja dari tempat lain disetujui sebelum harinya. Pilih mulai hari ini atau sesudahnya.' },
  'attendance.elsewhere-unknown': { status: 404, sentence: 'Izin ini tidak ada, atau sudah diakhiri.' },
  'attendance.not-on-unit': { status: 422, sentence: 'Salah satu orang yang dipilih tidak bertugas di unit yang Anda atur. Muat ulang daftarnya, lalu pilih lagi.' },
};
