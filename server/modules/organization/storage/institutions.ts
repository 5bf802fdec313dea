import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { House } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';

/**
 * Which institution a host name means. Kept in memory: the list is short and read on every request; a change by the
 * operator forgets it (`forget`), another process forgets by itself after ten seconds.
 */
export function createInstitutions(): Institutions & { forget(): void } {
  let known: { at: number; byHost: Map<string, Institution>; byId: Map<string, Institution>; only?: Institution } | undefined;
  async function load(house: House, tx?: Tx) {
    const statement = sql`select i.id, i.name, i.kind, i.code, i.region, i.zone, i.demo, i.paper, h.host from organization.instansi i left join organization.host h on h.instansi = i.id`;
    type Row = Institution & { host: string | null };
    // Inside a transaction by its own connection: waiting for a second one while holding one may wait for ever.
    const rows = await (tx ? tx.many<Row>(statement) : house.db.lookUp<Row>(statement));
    const byHost = new Map<string, Institution>();
    const byId = new Map<string, Institution>();
    for (const { host, ...institution } of rows) {
      byId.set(institution.id, institution);
      if (host) byHost.set(host, institution);
    }
    // Who opens the installation under no known name means the only institution, or the only one without a name of its own.
    const unnamed = byId.size === 1 ? [...byId.keys()] : rows.filter((row) => row.host === null).map((row) => row.id);
    return { at: Date.now(), byHost, byId, ...(unnamed.length === 1 ? { only: byId.get(unnamed[0]!)! } : {}) };
  }
  return {
    forget: () => {
      known = undefined;
    },
    ofHost: async (house, host) => {
      if (!known || (Date.now() - known.at > 10_000)) known = await load(house);
      return known.byHost.get(host) ?? known.only;
    },
    byId: async (house, id, tx) => {
      if (!known?.byId.has(id)) known = await load(house, tx);
      const institution = known.byId.get(id);
      if (!institution) throw new Error(`no instansi ${id}`);
      return institution;
    },
    all: async (house, tx) => {
      if (!known || Date.now() - known.at > 10_000) known = await load(house, tx);
      return [...known.byId.values()];
    },
  };
}
