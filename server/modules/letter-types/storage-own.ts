import type { Tx } from '../../platform/db/database.ts';
import { sql } from '../../platform/db/sql.ts';
import type { Family } from './contract/shapes.ts';

export interface OwnTypeRow {
  type: string;
  family: Family;
  usualSigner: string;
  template: string;
  headOfRegion: boolean;
  needsAddressee: boolean;
  fixed: Record<string, string>;
  legalBasis: string;
  copiedFrom: string;
}
const ROW = sql`select type, family, usual_signer as "usualSigner", template, head_of_region as "headOfRegion", needs_addressee as "needsAddressee", fixed, legal_basis as "legalBasis", copied_from as "copiedFrom" from letter_types.own_type`;

export const listOwn = (tx: Tx, instansi: string): Promise<OwnTypeRow[]> => tx.many(sql`${ROW} where instansi = ${instansi} order by made_at, type`);
export const findOwn = (tx: Tx, instansi: string, type: string): Promise<OwnTypeRow | undefined> => tx.maybe(sql`${ROW} where instansi = ${instansi} and type = ${type}`);
/** @returns false when the code is taken */
export const insertOwn = async (tx: Tx, instansi: string, o: OwnTypeRow & { by: string; byName: string; at: Date }): Promise<boolean> =>
  (await tx.run(sql`insert into letter_types.own_type (instansi, type, family, usual_signer, template, head_of_region, needs_addressee, fixed, legal_basis, copied_from, made_by, made_by_name, made_at)
    values (${instansi}, ${o.type}, ${o.family}, ${o.usualSigner}, ${o.template}, ${o.headOfRegion}, ${o.needsAddressee}, ${JSON.stringify(o.fixed)}, ${o.legalBasis}, ${o.copiedFrom}, ${o.by}, ${o.byName}, ${o.at})
    on conflict do nothing`)) > 0;
export const deleteOwn = (tx: Tx, instansi: string, type: string): Promise<number> => tx.run(sql`delete from letter_types.own_type where instansi = ${instansi} and type = ${type}`);
