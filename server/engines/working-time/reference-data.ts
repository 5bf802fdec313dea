import { LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { ok, type Result } from '../../platform/kernel/refusal.ts';
import type { FixedHoliday, Interval, WeekHours } from './work-calendar.ts';
import type { Zone } from '../../platform/kernel/calendar-day.ts';

/** Texts of the catalogue → checked data. Refuses `calendar.bad-reference` with file line and remedy. */

const hours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'tulis jam seperti 07:30-12:00')
  .transform((text): Interval => {
    const [from, to] = text.split('-').map(minutesOf);
    return [from!, to!];
  });
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

const weekHours = z.record(z.string().regex(/^[1-7]$/, 'hari ditulis 1 (Senin) sampai 7 (Minggu)'), z.array(hours).min(1));
const hoursOfWeek = z.object({ ordinary: weekHours, ramadan: weekHours });
const officeHours = z.object({ legalBasis: z.string(), week5: hoursOfWeek, week6: hoursOfWeek });

const fixedDates = z.object({
  verified: z.boolean(),
  holidays: z.array(
    z.object({
      monthDay: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'tulis bulan-hari, misalnya 08-17'),
      name: z.string().min(3),
      since: z.number().int(),
      legalBasis: z.string().min(5),
    }),
  ),
});

const zones = z.object({
  legalBasis: z.string().min(5),
  verified: z.boolean(),
  provinces: z
    .array(
      z.object({
        code: z.string().regex(/^\d{2}$/, 'kode provinsi dua angka, dalam tanda kutip'),
        name: z.string().min(3),
        zone: z.enum(['WIB', 'WITA', 'WIT'], { error: 'zona harus WIB, WITA atau WIT' }),
      }),
    )
    .min(1)
    .refine((rows) => new Set(rows.map((row) => row.code)).size === rows.length, 'ada kode provinsi yang ditulis dua kali'),
});

export interface OfficeHours {
  week5: { ordinary: WeekHours; ramadan: WeekHours };
  week6: { ordinary: WeekHours; ramadan: WeekHours };
}
export interface ProvinceZone {
  code: string;
  name: string;
  zone: Zone;
}

export const parseOfficeHours = (text: string): Result<OfficeHours> => parsed(text, officeHours);

export function parseFixedHolidays(text: string): Result<FixedHoliday[]> {
  const result = parsed(text, fixedDates);
  return result.ok ? ok(result.value.holidays) : result;
}

export function parseZones(text: string): Result<ProvinceZone[]> {
  const result = parsed(text, zones);
  return result.ok ? ok(result.value.provinces) : result;
}

/** The zone of a region by its Kemendagri code: `35.02` → WIB. Undefined for an unknown province. */
export const zoneOfRegion = (provinces: readonly ProvinceZone[], regionCode: string): Zone | undefined =>
  provinces.find((province) => province.code === regionCode.slice(0, 2))?.zone;

function parsed<T>(text: string, schema: z.ZodType<T>): Result<T> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const lineAt = (offset: number) => `baris ${counter.linePos(offset).line}`;
  const broken = document.errors[0];
  if (broken) return bad(lineAt(broken.pos[0]), 'penulisan YAML salah di sini. Periksa takuk, titik dua dan kurung.');
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return ok(checked.data);
  const issue = checked.error.issues[0]!;
  const where = nodeOffset(document, issue.path.map(String));
  return bad(lineAt(where), `${issue.path.join('.') || 'berkas'}: ${issue.message}.`);
}

/** Where the faulty value stands, or the nearest thing above it that exists. */
function nodeOffset(document: ReturnType<typeof parseDocument>, path: string[]): number {
  for (let length = path.length; length > 0; length--) {
    const keys = path.slice(0, length);
    const node = (document.getIn(keys, true) ?? document.getIn(keys.map(numeric), true)) as { range?: [number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}

const numeric = (key: string): string | number => (/^\d+$/.test(key) ? Number(key) : key);
const bad = (path: string, message: string) => ({
  ok: false as const,
  refusal: { code: 'calendar.bad-reference', fields: [{ path, message }] },
});
