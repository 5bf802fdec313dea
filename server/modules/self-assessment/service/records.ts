import type { TenantContext } from '../../../platform/request/context.ts';
import { part } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { dayIn, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { FiguresPort } from '../../complaints/contract.ts';
import type { LayananPort } from '../../layanan/contract.ts';
import type { RecordSource } from '../contract.ts';
import { institutionOf } from './ports.ts';

const layananOf = (t: TenantContext) => part<LayananPort<TenantContext>>(t.house, 'layanan');
export const matches = (text: string, query: string): boolean => query.toLowerCase().split(/\s+/).every((word) => text.toLowerCase().includes(word));
/** The day on which something is looked at, on the clock of the institution. */
export const today = async (t: TenantContext): Promise<CalendarDay> => dayIn(t.house.clock.now(), (await institutionOf(t)).zone);
const YEARS = 3;
/** This year and those before it, the newest first. */
export async function yearsBack(t: TenantContext): Promise<number[]> {
  const year = Number((await today(t)).slice(0, 4));
  return Array.from({ length: YEARS }, (_, back) => year - back);
}
const PATH = (id: string) => `/layanan/${id}`;

/** Published services of this platform: what they ask, promise and give. */
export const publishedServices: RecordSource<TenantContext> = {
  module: 'layanan',
  search: async (t, query) => [...(await layananOf(t).names(t))].filter(([, name]) => matches(name, query)).map(([id, name]) => ({ module: 'layanan', id, title: name, path: PATH(id), kind: 'Layanan terbit' })),
  factsOf: async (t, id) => {
    const found = await layananOf(t).current(t, id).catch((error: unknown) => {
      if (error instanceof Refused) return undefined;
      throw error;
    });
    if (!found) return undefined;
    const { version, compiled } = found;
    const seen = await today(t);
    return {
      title: `Layanan ${compiled.definition.name}`, path: PATH(id), documentDate: seen,
      facts: [
        { label: 'Layanan', value: compiled.definition.name }, { label: 'Yang diperoleh', value: compiled.definition.standard.product }, { label: 'Waktu', value: compiled.definition.standard.duration }, { label: 'Biaya', value: compiled.definition.standard.cost },
        { label: 'Dasar hukum', value: compiled.definition.legalBasis.map(({ title }) => title).join('; ') }, { label: 'Versi', value: `${version}, dilihat ${formatDate(seen)}` },
      ],
    };
  },
};

const figuresOf = (t: TenantContext) => part<FiguresPort<TenantContext>>(t.house, 'complaints.figures');
/** How many reports came in within a year and how they were answered: counts, as they stand when they are taken. */
export const complaintStatistics: RecordSource<TenantContext> = {
  module: 'complaints',
  search: async (t, query) => {
    return (await yearsBack(t))
      .map((one) => ({ module: 'complaints', id: String(one), title: `Pengaduan masyarakat tahun ${one}`, path: '/pengaduan/statistik', kind: 'Statistik pengaduan' }))
      .filter(({ title, kind }) => matches(`${title} ${kind}`, query));
  },
  factsOf: async (t, id) => {
    if (!/^20\d{2}$/.test(id)) return undefined;
    const { received, resolved, answered, answeredInTime, answerable, late } = await figuresOf(t).ofYear(t, Number(id));
    const seen = await today(t);
    return {
      title: `Statistik pengaduan ${id}`, path: '/pengaduan/statistik', documentDate: seen,
      facts: [
        { label: 'Laporan masuk', value: String(received) }, { label: 'Dijawab', value: String(answered) }, { label: 'Jawaban pertama tepat waktu', value: `${answeredInTime} dari ${answerable}` }, { label: 'Selesai', value: String(resolved) },
        { label: 'Lewat batas waktu', value: String(late) }, { label: 'Dihitung pada', value: formatDate(seen) },
      ],
    };
  },
};
