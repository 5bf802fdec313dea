import type { TenantContext } from '../../../platform/request/context.ts';
import type { UnitFacts } from '../../organization/contract.ts';
import { organizationOf } from './ports.ts';

/** Of these units those that are not closed today, by id. Units stay known for ever; only who is there can be given work. */
export async function unitsInForce(t: TenantContext, ids: readonly string[]): Promise<Map<string, UnitFacts>> {
  if (ids.length === 0) return new Map();
  const facts = await organizationOf(t).unitFacts(t, ids);
  if ([...facts.values()].every(({ lastDay }) => lastDay === null)) return facts;
  const today = await organizationOf(t).today(t);
  return new Map([...facts].filter(([, { lastDay }]) => lastDay === null || lastDay >= today));
}

/** What an administrator reads beside the code of a unit that work is proposed to. */
export interface NamedUnit {
  unitName: string;
  /** Says that the unit is closed and who follows it; empty where all is well. */
  unitNote: string;
}

export async function namedUnits(t: TenantContext, codes: readonly string[]): Promise<(code: string | null) => NamedUnit> {
  const names = await organizationOf(t).namesByCode(t);
  const closed = [...new Set(codes)].filter((code) => !names.has(code));
  const heirs = closed.length > 0 ? await organizationOf(t).resolveUnits(t, closed.map((code) => `unit:${code}`), {}) : new Map<string, UnitFacts>();
  return (code) => {
    if (code === null) return { unitName: '', unitNote: '' };
    const name = names.get(code);
    if (name !== undefined) return { unitName: name, unitNote: '' };
    const heir = heirs.get(`unit:${code}`);
    return { unitName: code, unitNote: heir ? `Unit ini sudah ditutup; yang diusulkan penggantinya, ${heir.name}.` : 'Unit ini sudah ditutup dan tidak diusulkan lagi. Pilih unit lain.' };
  };
}
