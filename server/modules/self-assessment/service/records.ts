import type { TenantContext } from '../../../platform/request/context.ts';
import { part } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import type { LayananPort } from '../../layanan/contract.ts';
import type { RecordSource } from '../contract.ts';
import { institutionOf } from './ports.ts';

const layananOf = (t: TenantContext) => part<LayananPort<TenantContext>>(t.house, 'layanan');
const matches = (text: string, query: string): boolean => query.toLowerCase().split(/\s+/).every((word) => text.toLowerCase().includes(word));
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
    const { zone } = await institutionOf(t);
    const seen = dayIn(t.house.clock.now(), zone);
    return {
      title: `Layanan ${compiled.definition.name}`, path: PATH(id), documentDate: seen,
      facts: [{ label: 'Layanan', value: compiled.definition.name }, { label: 'Versi', value: String(version) }, { label: 'Dilihat', value: seen }],
    };
  },
};
