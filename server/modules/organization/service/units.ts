import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { part } from '../../../platform/house.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { WilayahPort } from '../../wilayah/contract.ts';
import type { UnitDetail, UnitKind, UnitSummary } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { desaTemplate } from '../reference-data.ts';
import { noCircle, unitFitsItsPlace } from '../rules/units-form-a-tree.ts';
import { reaches } from '../rules/unit-administrators-give-no-power.ts';
import { listHoldings } from '../storage/holdings.ts';
import { insertPosts, postsOfUnit } from '../storage/posts.ts';
import * as storage from '../storage/units.ts';
import { changes, found, given, mustBeUnchanged, reachOf, today } from './shared.ts';

export const listUnits = (ctx: Context, { closed }: Input<'listUnits'>): Promise<{ items: UnitSummary[] }> =>
  inTenant(ctx, async (t) => ({ items: await storage.listUnits(t.tx, t.instansi, closed, await today(t)) }));

export const getUnit = (ctx: Context, { id }: Input<'getUnit'>): Promise<UnitDetail> =>
  inTenant(ctx, async (t) => {
    const unit = found(await storage.findUnit(t.tx, t.instansi, id));
    const day = await today(t);
    const posts = await postsOfUnit(t.tx, t.instansi, id, day);
    const holdings = await listHoldings(t.tx, t.instansi, { posts: posts.map((post) => post.id) }, day);
    const reach = t.viewer?.hat ? await reachOf(t) : { whole: false as const, units: new Set<string>() };
    return {
      ...unit,
      ancestors: await storage.ancestorsOf(t.tx, t.instansi, id),
      children: await storage.childrenOf(t.tx, t.instansi, id),
      formerNames: await storage.formerNames(t.tx, t.instansi, id),
      posts: posts.map((post) => ({ ...post, holders: holdings.filter((one) => one.post === post.id && one.inForce) })),
      may: { structure: reach.whole, manage: reaches(reach, id) },
    };
  });

export const createUnit = (ctx: Context, input: Input<'createUnit'>): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => ({ id: await addUnit(t, { ...input, parent: input.parent ?? null, region: input.region || null, fromDay: input.from ?? (await today(t)) }) }));

async function addUnit(t: TenantContext, unit: Omit<storage.NewUnit, 'id'>): Promise<string> {
  const id = uuidv7();
  await mustFit(t, { ...unit, id });
  const made = { id, parent: unit.parent, kind: unit.kind, code: unit.code, name: unit.name, region: unit.region, sort: unit.sort, fromDay: unit.fromDay, profile: unit.profile };
  await storage.insertUnits(t.tx, t.instansi, [made]);
  await audit(t, { action: 'organization.unit-created', object: 'unit', objectId: id, detail: { kind: unit.kind, code: unit.code, name: unit.name, parent: unit.parent, region: unit.region } });
  return id;
}

/** Code free, parent open, kind and region fit, and only one open unit serves a village or district. */
async function mustFit(t: TenantContext, unit: { id: string; parent: string | null; kind: UnitKind; code: string; region: string | null }): Promise<void> {
  const taken = await storage.unitByCode(t.tx, t.instansi, unit.code);
  if (taken && taken.id !== unit.id) throw new Refused({ code: 'organization.code-taken', data: { code: unit.code, name: taken.name } });
  const parent = unit.parent === null ? null : found(await storage.lockUnit(t.tx, t.instansi, unit.parent));
  if (parent?.toDay) throw new Refused({ code: 'organization.unit-closed', data: { name: parent.name } });
  const { region } = await storage.institutionOf(t.tx, t.instansi);
  orRefuse(unitFitsItsPlace(unit, parent?.kind ?? null, region));
  const rivals = SERVING.find((kinds) => kinds.includes(unit.kind));
  if (!rivals || unit.region === null) return;
  const rival = await storage.openUnitOfRegion(t.tx, t.instansi, unit.region, rivals);
  if (rival && rival.id !== unit.id) throw new Refused({ code: 'organization.region-taken', data: { region: unit.region, name: rival.name } });
}
const SERVING: UnitKind[][] = [['desa', 'kelurahan'], ['kecamatan']];

/** Spelling and particulars; a change of name by regulation is `renameUnit`. */
export const updateUnit = (ctx: Context, { id, version, ...input }: Input<'updateUnit'>): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const reach = await reachOf(t);
    if (!reaches(reach, id)) throw new Refused({ code: 'organization.not-your-unit' });
    const unit = found(await storage.lockUnit(t.tx, t.instansi, id));
    mustBeUnchanged(unit, version);
    const { profile, ...structure } = given(input);
    const touched = changes(unit, structure as Partial<storage.UnitRow>);
    if (!reach.whole && Object.keys(touched).length > 0) throw new Refused({ code: 'request.not-allowed' });
    const fresh = { ...unit, ...structure, region: structure.region === undefined ? unit.region : structure.region || null, profile: profile ? { ...unit.profile, ...profile } : unit.profile };
    if ('code' in touched || 'region' in touched) await mustFit(t, fresh);
    await storage.saveUnits(t.tx, t.instansi, [fresh]);
    await audit(t, { action: 'organization.unit-updated', object: 'unit', objectId: id, detail: changes(unit, fresh) });
    return { version: unit.version + 1 };
  });

export const renameUnit = (ctx: Context, { id, version, name, from }: Input<'renameUnit'>): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const unit = found(await storage.lockUnit(t.tx, t.instansi, id));
    mustBeUnchanged(unit, version);
    if (from > (await today(t))) throw new Refused({ code: 'organization.day-in-future' });
    const untilDay = addDays(from, -1);
    const [last] = await storage.formerNames(t.tx, t.instansi, id);
    if (untilDay < unit.fromDay || (last && untilDay <= last.untilDay)) throw new Refused({ code: 'organization.rename-before-last' });
    if (name !== unit.name) await storage.keepFormerName(t.tx, t.instansi, id, unit.name, untilDay);
    await storage.saveUnits(t.tx, t.instansi, [{ ...unit, name }]);
    await audit(t, { action: 'organization.unit-renamed', object: 'unit', objectId: id, detail: { from: unit.name, to: name, day: from } });
    return { version: unit.version + 1 };
  });

export const moveUnit = (ctx: Context, { id, version, parent }: Input<'moveUnit'>): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const tree = await storage.lockTree(t.tx, t.instansi);
    const unit = found(await storage.findUnit(t.tx, t.instansi, id));
    mustBeUnchanged(unit, version);
    orRefuse(noCircle(id, parent, tree, 'organization.circle'));
    await mustFit(t, { ...unit, parent });
    await storage.saveUnits(t.tx, t.instansi, [{ ...unit, parent }]);
    await audit(t, { action: 'organization.unit-moved', object: 'unit', objectId: id, detail: { from: unit.parent, to: parent } });
    return { version: unit.version + 1 };
  });

export const closeUnit = (ctx: Context, { id, version, lastDay, successor }: Input<'closeUnit'>): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    await storage.lockTree(t.tx, t.instansi);
    const unit = found(await storage.findUnit(t.tx, t.instansi, id));
    mustBeUnchanged(unit, version);
    if (unit.toDay) throw new Refused({ code: 'organization.unit-closed', data: { name: unit.name } });
    if (lastDay < unit.fromDay) throw new Refused({ code: 'organization.days-reversed' });
    const open = (await storage.childrenOf(t.tx, t.instansi, id)).filter((child) => child.toDay === null);
    if (successor) {
      const heir = found(await storage.findUnit(t.tx, t.instansi, successor));
      if (heir.toDay) throw new Refused({ code: 'organization.unit-closed', data: { name: heir.name } });
      if ((await storage.unitsBelow(t.tx, t.instansi, id)).includes(successor)) throw new Refused({ code: 'organization.successor-below' });
      if (heir.kind === 'desa' && open.some((child) => child.kind !== 'lainnya')) throw new Refused({ code: 'organization.desa-stands-alone' });
      await storage.moveChildren(t.tx, t.instansi, id, successor);
    } else if (open.length > 0) {
      throw new Refused({ code: 'organization.has-units-below', data: { count: open.length } });
    }
    await storage.endUnit(t.tx, t.instansi, id, lastDay, successor ?? null);
    await audit(t, { action: 'organization.unit-closed', object: 'unit', objectId: id, detail: { name: unit.name, lastDay, successor: successor ?? null, movedUnits: open.map((child) => child.id) } });
    await emit(t, 'organization.unit-closed', { unit: id, lastDay, successor: successor ?? null });
    return { version: unit.version + 1 };
  });

/**
 * A desa with its posts from catalog/reference/desa-templates.yaml; below its kecamatan when that is here. The posts
 * report to the kepala desa. Name and code come from the region when they are not given.
 */
export const createDesa = (ctx: Context, input: Input<'createDesa'>): Promise<{ id: string }> =>
  inTenant(ctx, async (t) => {
    const region = (await part<WilayahPort<Context>>(t.house, 'wilayah').regions([input.region], t)).get(input.region);
    if (!region) throw new Refused({ code: 'wilayah.unknown', data: { code: input.region } });
    const district = await storage.openUnitOfRegion(t.tx, t.instansi, input.region.slice(0, 8), ['kecamatan']);
    const fromDay = input.from ?? (await today(t));
    const id = await addUnit(t, {
      parent: input.parent ?? district?.id ?? null, kind: 'desa', region: input.region, sort: 0, fromDay, profile: {},
      name: input.name ?? `Desa ${region.name}`, code: input.code ?? `DS-${input.region.slice(6).replaceAll('.', '-')}`,
    });
    const template = desaTemplate(input.size);
    const ids = template.map(() => uuidv7());
    const head = ids[template.findIndex((post) => post.head)]!;
    const posts = template.map((post, sort) => ({
      id: ids[sort]!, unit: id, title: post.title, isHead: post.head, duties: post.duties, reportsTo: post.head ? null : head, sort, fromDay,
    }));
    await insertPosts(t.tx, t.instansi, posts);
    await audit(t, { action: 'organization.desa-created', object: 'unit', objectId: id, detail: { template: input.size, posts: posts.map((post) => ({ id: post.id, title: post.title, duties: post.duties })) } });
    return { id };
  });
