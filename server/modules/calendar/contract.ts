import * as z from 'zod';
import type { ClockEvent, CalendarOf } from '../../engines/working-time/case-clock.ts';
import type { CounterHours } from '../../engines/working-time/counter-hours.ts';
import type { WorkCalendar } from '../../engines/working-time/work-calendar.ts';
import { isCalendarDay, type CalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../platform/kernel/refusal.ts';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';

// Chapters: shapes · operations · permissions and refusals · ports

const id = z.uuid();
const version = z.coerce.number().int().min(1).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');
const day = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
const holidayKind = z.enum(['libur_nasional', 'cuti_bersama', 'libur_daerah']);

/** Hours of a week as people write them: `{ "1": "07:30-12:00, 13:00-16:00" }`; 1 is Monday, no entry is closed. */
export const weekText = z.record(z.string().regex(/^[1-7]$/), z.string().trim().max(120)).describe('Jam per hari, 1 Senin sampai 7 Minggu: "07:30-12:00, 13:00-16:00"');
export type WeekText = z.infer<typeof weekText>;

export const holidayRow = z.object({ date: day, name: z.string().trim().min(3).max(150), kind: holidayKind, source: z.string().trim().max(300).optional() });
export const period = z.object({ name: z.string().trim().min(3).max(100), from: day, to: day, hours: weekText, legalBasis: z.string().trim().max(300).optional() });

export const calendarView = z.object({
  zone: z.enum(['WIB', 'WITA', 'WIT']), week: z.union([z.literal(5), z.literal(6)]), hours: weekText, special: z.array(period), holidays: z.array(holidayRow),
  yearsPublished: z.array(z.number()).describe('Tahun yang daftar hari liburnya sudah dimuat'), jointLeaveIsHoliday: z.boolean(),
});
export type CalendarView = z.infer<typeof calendarView>;

const summary = z.object({ id, name: z.string(), isDefault: z.boolean(), week: z.number(), number: z.number(), publishedAt: z.string(), hasDraft: z.boolean(), version: z.number() });

const change = z.discriminatedUnion('do', [
  z.object({ do: z.literal('hours'), week: z.coerce.number().int().pipe(z.union([z.literal(5), z.literal(6)])), hours: weekText, jointLeaveIsHoliday: z.boolean().default(true) }),
  z.object({ do: z.literal('add-period'), name: period.shape.name, from: day, to: day, hours: weekText.optional().describe('Tanpa isian: jam Ramadan bawaan'), legalBasis: period.shape.legalBasis }),
  z.object({ do: z.literal('remove-period'), from: day }),
  z.object({ do: z.literal('add-holiday'), row: holidayRow }),
  z.object({ do: z.literal('remove-holiday'), date: day, name: z.string().max(200) }),
  z.object({ do: z.literal('import-list'), csv: z.string().max(900_000).describe('CSV: date,name_id,kind,source; mengganti tahun-tahun yang ada di dalamnya') }),
  z.object({ do: z.literal('discard') }),
]);
export type CalendarChange = z.infer<typeof change>;

/** What a change of calendar, hours or rules would do to days of staff that are over and not locked. */
export const dayEffect = z.object({
  from: z.string().nullable().describe('Hari terbuka pertama yang dihitung ulang; kosong: tidak ada'), people: z.number(), days: z.number(), changed: z.number(), before: z.number().describe('Jumlah potongan, perseratus persen'), after: z.number(),
  closedMonths: z.number().describe('Rekap terkunci yang tidak disentuh'), examples: z.array(z.object({ personName: z.string(), day: z.string(), before: z.string(), after: z.string() })),
});
export type DayEffect = z.infer<typeof dayEffect>;
/** House part `day-effects`, brought by timesheets; `T` is the tenant context. By the facts of the caller's transaction, beside what is stored; writes nothing. Absent `people` and `units`: everybody. */
export interface DayEffects<T> {
  of(t: T, change: { from: CalendarDay; to?: CalendarDay | undefined; people?: readonly string[] | undefined; units?: readonly string[] | undefined }): Promise<DayEffect>;
}

const listChange = z.object({ added: z.array(holidayRow), removed: z.array(holidayRow) });
const movedClock = z.object({
  kind: z.string(), id: z.string(), number: z.string(), title: z.string(), unit: z.string(), oldDueAt: z.string().nullable(), newDueAt: z.string().nullable(),
  oldDue: z.string().nullable(), newDue: z.string().nullable(),
});
export const publishPreview = z.object({
  holidays: listChange, hoursChanged: z.boolean(), periodsChanged: z.boolean(),
  clocks: z.object({ open: z.number(), moved: z.number(), later: z.number(), earlier: z.number(), noLongerProvisional: z.number() }),
  moved: z.array(movedClock).describe('Paling banyak 200, yang terdekat lebih dahulu'), attendance: dayEffect.optional().describe('Kehadiran pegawai yang menjadi lain'),
});
export type PublishPreview = z.infer<typeof publishPreview>;

const unitHours = z.object({ unit: id, calendar: id, calendarName: z.string(), assigned: z.boolean(), counter: weekText.nullable(), officeHours: weekText, counterVersion: z.number().nullable() });

export const operations = {
  listCalendars: operation({
    method: 'GET', path: '/kalender', permission: 'signed-in',
    summary: 'Kalender kerja instansi',
    input: z.object({}), output: z.object({ items: z.array(summary) }),
  }),
  getCalendar: operation({
    method: 'GET', path: '/kalender/{id}', permission: 'signed-in',
    summary: 'Satu kalender: yang berlaku, konsepnya, dan versi-versi terbitan',
    input: z.object({ id }),
    output: summary.extend({
      published: calendarView, draft: calendarView.nullable(),
      versions: z.array(z.object({ number: z.number(), publishedAt: z.string(), reason: z.string() })),
    }),
  }),
  createCalendar: operation({
    method: 'POST', path: '/kalender', permission: 'calendar.manage', status: 201, idempotent: true,
    summary: 'Buat kalender lain, misalnya enam hari kerja; hari liburnya disalin dari kalender utama',
    input: z.object({ name: z.string().trim().min(3).max(80), week: z.coerce.number().int().pipe(z.union([z.literal(5), z.literal(6)])) }),
    output: z.object({ id }),
  }),
  editCalendar: operation({
    method: 'PATCH', path: '/kalender/{id}', permission: 'calendar.manage',
    summary: 'Ubah konsep kalender; yang berlaku tidak berubah sebelum diterbitkan',
    input: z.object({ id, version, change }), output: z.object({ version: z.number() }),
  }),
  previewPublish: operation({
    method: 'GET', path: '/kalender/{id}/pratinjau', permission: 'calendar.manage',
    summary: 'Apa yang berubah bila konsep diterbitkan: hari libur, jam, dan batas waktu yang bergeser',
    input: z.object({ id }), output: publishPreview,
  }),
  publishCalendar: operation({
    method: 'POST', path: '/kalender/{id}/terbitkan', permission: 'calendar.manage',
    summary: 'Terbitkan konsep; batas waktu yang masih berjalan dihitung ulang, pemohon diberi tahu sebabnya',
    input: z.object({ id, version, reason: z.string().trim().min(10).max(300).describe('Dasar perubahan, dibaca juga oleh pemohon') }),
    output: z.object({ number: z.number() }),
  }),
  getUnitHours: operation({
    method: 'GET', path: '/kalender/unit/{unit}', permission: 'signed-in',
    summary: 'Kalender dan jam loket sebuah unit',
    input: z.object({ unit: id }), output: unitHours,
  }),
  assignCalendar: operation({
    method: 'PUT', path: '/kalender/unit/{unit}', permission: 'calendar.manage',
    summary: 'Tetapkan kalender sebuah unit dan unit di bawahnya; kosong: ikut induknya',
    input: z.object({ unit: id, calendar: id.nullable() }), output: z.object({}),
  }),
  setCounterHours: operation({
    method: 'PUT', path: '/kalender/loket/{unit}', permission: 'calendar.manage-counter',
    summary: 'Tetapkan jam loket unit; yang diterima setelah tutup dihitung mulai buka berikutnya',
    input: z.object({ unit: id, version: version.nullish(), hours: weekText.nullable().describe('null: sama dengan jam kerja') }), output: z.object({}),
  }),
} satisfies Operations;

export const permissions: PermissionTable = {
  'calendar.manage': { title: 'Mengubah dan menerbitkan kalender kerja', duties: ['administrator'] },
  'calendar.manage-counter': { title: 'Mengatur jam loket unit sendiri', duties: ['administrator', 'unit-administrator'] },
};

interface Fault {
  path: string;
  message: string;
}
const lines = (data: Record<string, unknown>): string => ((data['fields'] as Fault[] | undefined) ?? []).map((fault) => `${fault.path}: ${fault.message}`).join(' ');

export const refusals: RefusalTable = {
  'calendar.invalid': { status: 422, sentence: 'Kalender kerja belum benar. Perbaiki bagian yang ditandai.' },
  'calendar.bad-list': { status: 422, sentence: (data) => `Daftar hari libur belum dapat dipakai. ${lines(data)}`.trim() },
  'calendar.bad-reference': { status: 422, sentence: (data) => `Data acuan kalender belum dapat dipakai. ${lines(data)}`.trim() },
  'calendar.bad-hours': { status: 422, sentence: (data) => `Jam hari ${String(data['day'] ?? '')} belum terbaca. Tulis seperti 07:30-12:00, 13:00-16:00.` },
  'calendar.name-taken': { status: 409, sentence: 'Sudah ada kalender dengan nama itu. Pakai nama lain.' },
  'calendar.nothing-drafted': { status: 409, sentence: 'Tidak ada perubahan yang menunggu diterbitkan. Ubah kalender dahulu.' },
  'calendar.no-such-row': { status: 404, sentence: 'Baris itu tidak ada lagi dalam konsep. Muat ulang untuk melihat yang terbaru.' },
  'calendar.twice': { status: 409, sentence: 'Hari libur dengan tanggal dan nama itu sudah ada. Hapus yang lama dahulu bila ingin menggantinya.' },
  'calendar.counter-never-opens': { status: 422, sentence: 'Loket harus buka paling sedikit satu hari sepekan. Isi jamnya.' },
};

/** All calendars of an institution as they are in force, ready to count with. Kept in memory until one changes. */
export interface CalendarSnapshot {
  /** Changes whenever anything in force changes. */
  serial: number;
  /** The institution's calendar; the key of a unit without another one. */
  defaultKey: string;
  /** Key (id of a calendar) → calendar; `WorkCalendar.version` is `<id>/<number>`. Throws for a key that never was. */
  calendarOf: CalendarOf;
  /** Unit → key, where a unit has a calendar of its own; it holds for what is below too. */
  assignments: ReadonlyMap<string, string>;
}

/** The calendar in force, as it was published. */
export interface PublishedCalendar {
  id: string;
  name: string;
  number: number;
  publishedAt: Date;
  /** Years whose holidays are loaded. */
  years: number[];
  holidays: number;
}

/** House part `calendar`; `T` is the tenant context: `part<CalendarPort<TenantContext>>(house, 'calendar')`. */
export interface CalendarPort<T> {
  /** One look at one row when nothing changed. Makes the default calendar of an institution on first use. */
  snapshot(t: T): Promise<CalendarSnapshot>;
  /** Every calendar of the institution, the default first; none before the first use. Only reads. */
  published(t: T): Promise<PublishedCalendar[]>;
  /** The calendar in force for a unit; the same object as long as nothing changes. */
  calendarOf(t: T, unitId: string): Promise<WorkCalendar>;
  /** Key of the calendar by which a unit works: its own, that of the nearest unit above, or the default. */
  keyOfUnit(t: T, unitId: string): Promise<string>;
  counterOf(t: T, unitId: string): Promise<CounterHours>;
  /** When something handed in at the unit's counter counts as received: at once while it is open, else at its next opening. */
  receivedAt(t: T, unitId: string, moment: Date): Promise<Date>;
}

/** A running clock of a later module, for the preview of a new list. */
export interface OpenClock {
  id: string;
  /** Number of the request. */
  number: string;
  title: string;
  /** Name of the unit that holds it. */
  unit: string;
  events: readonly ClockEvent[];
}

/**
 * What a later module registers so that a preview can say which deadlines move:
 * `part<OpenClocks<TenantContext>[]>(house, 'open-clocks').push(…)` in its `start`.
 * After `calendar.published` {calendar, number, reason} it recomputes its clocks itself.
 */
export interface OpenClocks<T> {
  /** `permohonan` */
  kind: string;
  listOpen(t: T): AsyncIterable<OpenClock>;
}
