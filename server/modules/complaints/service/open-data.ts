import { addDays, momentAt, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { STATES, type State } from '../contract.ts';
import { openData, type OpenDataRow } from '../storage/public.ts';
import { configurationOf } from './configuration.ts';
import { institutionOf, organizationOf, wilayahOf } from './ports.ts';

const PAGE = 1000;
export const OPEN_DATA_FORMATS = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8', geojson: 'application/geo+json; charset=utf-8' } as const;
export type OpenDataFormat = keyof typeof OPEN_DATA_FORMATS;

interface Line {
  nomor: string;
  judul: string;
  isi: string;
  kode_kategori: string | null;
  kategori: string | null;
  status: string;
  unit: string | null;
  kode_wilayah: string | null;
  wilayah: string | null;
  lintang: number | null;
  bujur: number | null;
  ikut_melaporkan: number;
  nilai: number | null;
  diterima: string;
  terverifikasi: string | null;
  dijawab: string | null;
  selesai: string | null;
  tenggat: string | null;
}
const COLUMNS: readonly (keyof Line)[] = ['nomor', 'judul', 'isi', 'kode_kategori', 'kategori', 'status', 'unit', 'kode_wilayah', 'wilayah', 'lintang', 'bujur', 'ikut_melaporkan', 'nilai', 'diterima', 'terverifikasi', 'dijawab', 'selesai', 'tenggat'];

/** Calendar days of the institution on which reports were received, both included; without them everything. */
export interface Span {
  dari?: CalendarDay | undefined;
  sampai?: CalendarDay | undefined;
}

/** Everything that is published, page by page, so that a million lines never stand in memory at once. */
export async function* streamOpenData(ctx: Context, format: OpenDataFormat, { dari, sampai }: Span = {}): AsyncGenerator<string> {
  const { zone } = await institutionOf(ctx);
  const span = { from: dari ? momentAt(dari, 0, zone) : null, until: sampai ? momentAt(addDays(sampai, 1), 0, zone) : null };
  if (format === 'csv') yield `\ufeff${COLUMNS.join(',')}\r\n`;
  else yield format === 'json' ? '[' : '{"type":"FeatureCollection","features":[';
  let before: string | undefined;
  let first = true;
  for (;;) {
    const page = await inTenant(ctx, async (t) => {
      const rows = await openData(t.tx, t.instansi, span, before, PAGE);
      return { last: rows.at(-1)?.id, count: rows.length, lines: await linesOf(t, rows) };
    });
    for (const line of page.lines) {
      if (format === 'csv') yield `${COLUMNS.map((c) => csv(line[c])).join(',')}\r\n`;
      else {
        if (format === 'geojson' && line.lintang === null) continue;
        yield `${first ? '' : ',\n'}${format === 'json' ? JSON.stringify(line) : JSON.stringify(feature(line))}`;
        first = false;
      }
    }
    if (page.count < PAGE) break;
    before = page.last;
  }
  if (format === 'json') yield ']';
  if (format === 'geojson') yield ']}';
}

async function linesOf(t: TenantContext, rows: readonly OpenDataRow[]): Promise<Line[]> {
  const { categories } = await configurationOf(t);
  const units = rows.length > 0 ? await organizationOf(t).unitFacts(t, [...new Set(rows.flatMap((r) => (r.unit ? [r.unit] : [])))]) : new Map<string, { name: string }>();
  const regions = await wilayahOf(t).regions([...new Set(rows.flatMap((r) => (r.region ? [r.region] : [])))], t);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return rows.map((r) => ({
    nomor: r.number, judul: r.title, isi: r.body, kode_kategori: r.category, kategori: r.category ? (categories.get(r.category)?.name ?? null) : null, status: STATES[r.state as State].title, unit: r.unit ? (units.get(r.unit)?.name ?? null) : null,
    kode_wilayah: r.region, wilayah: r.region ? (regions.get(r.region)?.name ?? null) : null, lintang: r.lat, bujur: r.lng, ikut_melaporkan: r.joined, nilai: r.rating, diterima: r.submitted_at.toISOString(), terverifikasi: iso(r.verified_at), dijawab: iso(r.answered_at), selesai: iso(r.resolved_at), tenggat: iso(r.due_at),
  }));
}

/** Quoted where needed; a cell that a spreadsheet would run as a formula begins with an apostrophe. */
function csv(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(value) : value.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const feature = ({ lintang, bujur, ...properties }: Line) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [bujur, lintang] }, properties });
