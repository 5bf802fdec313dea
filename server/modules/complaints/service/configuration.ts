import type { House } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { startingCategories, startingLimits, startingTemplates, STARTING_SETTINGS } from '../catalogue-files.ts';
import type { CategoryDetail, RoutingRule } from '../contract.ts';
import { DEFAULT_LADDER } from '../rules/when-it-is-due.ts';
import * as storage from '../storage/configuration.ts';
import { organizationOf } from './ports.ts';

/** What the administrator set, kept in memory until its serial moves. */
export interface Configuration {
  serial: number;
  settings: storage.SettingsBody;
  categories: ReadonlyMap<string, CategoryDetail>;
  limits: readonly storage.StoredLimit[];
  rules: readonly (RoutingRule & { id: string })[];
}

const kept = new WeakMap<House, Map<string, Configuration>>();
const MOST_INSTITUTIONS = 1000;
/** Changed in this transaction, which may still fail: read fresh, not kept. */
const changing = new WeakSet<object>();
/** Looked at once in a transaction. */
const lookedAt = new WeakMap<object, Promise<Configuration>>();

/** One look at one row when nothing changed. Fills the starting tables of an institution on first use. */
export function configurationOf(t: TenantContext): Promise<Configuration> {
  const known = lookedAt.get(t.tx);
  if (known && !changing.has(t.tx)) return known;
  const looked = look(t);
  lookedAt.set(t.tx, looked);
  return looked;
}

async function look(t: TenantContext): Promise<Configuration> {
  const serial = await storage.serialOf(t.tx, t.instansi);
  let ofHouse = kept.get(t.house);
  if (!ofHouse) kept.set(t.house, (ofHouse = new Map()));
  const known = ofHouse.get(t.instansi);
  if (serial !== undefined && known?.serial === serial && !changing.has(t.tx)) return known;
  if (serial === undefined && t.tx.isReadOnly) await inTenant(outside(t), begin);
  else if (serial === undefined) await begin(t);
  const [head, categories, limits, rules] = await Promise.all([
    storage.findSettings(t.tx, t.instansi), storage.listCategories(t.tx, t.instansi), storage.listLimits(t.tx, t.instansi), storage.listRules(t.tx, t.instansi),
  ]);
  const fresh: Configuration = { serial: head!.serial, settings: { ...STARTING_SETTINGS, ...head!.body }, categories: new Map(categories.map((c) => [c.code, c])), limits, rules };
  if (ofHouse.size >= MOST_INSTITUTIONS) ofHouse.clear();
  if (serial !== undefined && !changing.has(t.tx)) ofHouse.set(t.instansi, fresh);
  return fresh;
}

const outside = ({ tx: _, ...ctx }: TenantContext): Context => ctx;

async function begin(t: TenantContext): Promise<void> {
  changing.add(t.tx);
  // A unit that this government does not have is nobody's default.
  const known = await organizationOf(t).namesByCode(t);
  await storage.begin(t.tx, t.instansi, {
    settings: { ...STARTING_SETTINGS, ladder: [...DEFAULT_LADDER] }, limits: startingLimits().map((l) => ({ ...l, id: uuidv7() })), templates: startingTemplates().map((one) => ({ ...one, id: uuidv7() })), categories: startingCategories().map((c) => (c.unit === null || known.has(c.unit) ? c : { ...c, unit: null })),
  });
}

/** To be called with every change of the tables that are kept. */
export async function changed(t: TenantContext): Promise<void> {
  changing.add(t.tx);
  await storage.bump(t.tx, t.instansi);
}

export function mustCategory(configuration: Configuration, code: string): CategoryDetail {
  const category = configuration.categories.get(code);
  if (!category || !category.active) throw new Refused({ code: 'complaints.no-such-category', fields: [{ path: 'category', message: 'Pilih kategori dari daftar.' }] });
  return category;
}
