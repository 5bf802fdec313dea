import type * as z from 'zod';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { operations, Rung } from '../contract.ts';
import * as storage from '../storage/configuration.ts';
import { changed, configurationOf } from './configuration.ts';
import { organizationOf } from './ports.ts';
import { namedUnits } from './units-in-force.ts';

// Chapters: limits and ladder · categories and rules · settings · templates and filters

type Input<K extends keyof typeof operations> = z.output<(typeof operations)[K]['input']>;

export const listLimits = (ctx: Context) => inTenant(ctx, async (t) => {
  const { settings, limits } = await configurationOf(t);
  return { items: [...limits], ladder: settings.ladder };
});

export const saveLimit = (ctx: Context, { id = uuidv7(), ...limit }: Input<'saveLimit'>) =>
  inTenant(ctx, async (t) => {
    const { limits, categories } = await configurationOf(t);
    if (limit.category !== null && !categories.has(limit.category)) throw new Refused({ code: 'complaints.no-such-category', fields: [{ path: 'category', message: 'Pilih kategori dari daftar.' }] });
    // A row that was opened and given another kind or category moves; the general one it leaves must stay.
    const before = limits.find((one) => one.id === id);
    if (before && (before.clock !== limit.clock || before.kind !== limit.kind || before.category !== limit.category)) await removeLimit(t, before);
    const saved = await storage.upsertLimit(t.tx, t.instansi, before && before.clock === limit.clock && before.kind === limit.kind && before.category === limit.category ? id : uuidv7(), limit);
    await note(t, 'limit-saved', saved, { ...limit, ...(before ? { was: `${before.n} ${before.unit}` } : {}) });
    return { id: saved };
  });

async function removeLimit(t: TenantContext, limit: storage.StoredLimit): Promise<void> {
  if (limit.category === null && limit.kind === null) throw new Refused({ code: 'complaints.last-limit' });
  await storage.deleteLimit(t.tx, t.instansi, limit.id);
}

export const deleteLimit = (ctx: Context, { id }: Input<'deleteLimit'>) =>
  inTenant(ctx, async (t) => {
    const limit = (await configurationOf(t)).limits.find((one) => one.id === id);
    if (!limit) throw new Refused({ code: 'request.not-found' });
    await removeLimit(t, limit);
    await note(t, 'limit-deleted', id, { clock: limit.clock, kind: limit.kind, category: limit.category });
    return {};
  });

export const saveLadder = (ctx: Context, { ladder }: Input<'saveLadder'>) =>
  inTenant(ctx, async (t) => {
    const { settings, serial } = await configurationOf(t);
    const sorted: Rung[] = [...ladder].sort((a, b) => a.order - b.order);
    if (ladder.some((rung) => (rung.percent === null) === (rung.daysAfter === null))) throw new Refused({ code: 'request.invalid', fields: [{ path: 'ladder', message: 'Tiap anak tangga: persen dari batas, atau hari kerja sesudahnya.' }] });
    await changedSettings(t, serial, { ...settings, ladder: sorted });
    await note(t, 'ladder-saved', null, { rungs: sorted.length });
    return {};
  });

export const saveCategory = (ctx: Context, input: Input<'saveCategory'>) =>
  inTenant(ctx, async (t) => {
    const { categories } = await configurationOf(t);
    const codes = input.questions.map((q) => q.code);
    if (new Set(codes).size !== codes.length) throw new Refused({ code: 'request.invalid', fields: [{ path: 'questions', message: 'Kode pertanyaan tidak boleh sama.' }] });
    if (input.unit !== null) await mustUnit(t, input.unit);
    await storage.upsertCategory(t.tx, t.instansi, input, [...categories.keys()].indexOf(input.code) >= 0 ? [...categories.keys()].indexOf(input.code) : categories.size);
    await note(t, 'category-saved', null, { code: input.code, name: input.name, active: input.active });
    return { code: input.code };
  });

async function mustUnit(t: TenantContext, code: string): Promise<void> {
  if (!(await organizationOf(t).namesByCode(t)).has(code)) throw new Refused({ code: 'complaints.no-such-unit', fields: [{ path: 'unit', message: 'Tidak ada unit berkode itu.' }] });
}

/** Also those that are out of use: a report of long ago still has them, and they can be taken up again. */
export const listAllCategories = (ctx: Context) => inTenant(ctx, async (t) => {
  const categories = [...(await configurationOf(t)).categories.values()];
  const named = await namedUnits(t, categories.flatMap(({ unit }) => unit ?? []));
  return { items: categories.map((category) => ({ ...category, ...named(category.unit) })) };
});

export const listRules = (ctx: Context) => inTenant(ctx, async (t) => {
  const { rules } = await configurationOf(t);
  const named = await namedUnits(t, rules.map(({ unit }) => unit));
  return { items: rules.map((rule) => ({ ...rule, ...named(rule.unit) })) };
});
export const saveRule = (ctx: Context, { id = uuidv7(), ...rule }: Input<'saveRule'>) =>
  inTenant(ctx, async (t) => {
    await configurationOf(t);
    await mustUnit(t, rule.unit);
    await storage.upsertRule(t.tx, t.instansi, id, rule);
    await note(t, 'rule-saved', id, { ...rule });
    return { id };
  });
export const deleteRule = (ctx: Context, { id }: Input<'deleteRule'>) =>
  inTenant(ctx, async (t) => {
    if ((await storage.deleteRule(t.tx, t.instansi, id)) === 0) throw new Refused({ code: 'request.not-found' });
    await note(t, 'rule-deleted', id, {});
    return {};
  });

export const getSettings = (ctx: Context) => inTenant(ctx, async (t) => {
  const { settings: { ladder: _, ...settings }, serial } = await configurationOf(t);
  return { ...settings, version: serial };
});
export const saveSettings = (ctx: Context, { version, ...settings }: Input<'saveSettings'>) =>
  inTenant(ctx, async (t) => {
    const { settings: { ladder } } = await configurationOf(t);
    await changedSettings(t, version, { ...settings, ladder });
    await audit(t, { action: 'complaints.settings-saved', object: 'complaint-settings', detail: { ...settings } });
    return { version: version + 1 };
  });
async function changedSettings(t: TenantContext, serial: number, body: storage.SettingsBody): Promise<void> {
  if ((await storage.saveSettings(t.tx, t.instansi, serial, body)) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
}

/** With every change of a kept table: its serial moves, and the trail knows who. */
async function note(t: TenantContext, what: string, id: string | null, detail: Record<string, unknown>): Promise<void> {
  await changed(t);
  await audit(t, { action: `complaints.${what}`, object: 'complaint-settings', objectId: id, detail });
}

export const listTemplates = (ctx: Context, { category, all }: Input<'listTemplates'>) => inTenant(ctx, async (t) => {
  await configurationOf(t);
  return { items: (await storage.listTemplates(t.tx, t.instansi)).filter((one) => (all || one.active) && (!category || one.category === null || one.category === category)) };
});
export const saveTemplate = (ctx: Context, { id = uuidv7(), ...template }: Input<'saveTemplate'>) => inTenant(ctx, async (t) => {
  await storage.upsertTemplate(t.tx, t.instansi, id, template);
  await audit(t, { action: 'complaints.template-saved', object: 'complaint-settings', objectId: id, detail: { title: template.title } });
  return { id };
});
export const deleteTemplate = (ctx: Context, { id }: Input<'deleteTemplate'>) => inTenant(ctx, async (t) => {
  if ((await storage.deleteTemplate(t.tx, t.instansi, id)) === 0) throw new Refused({ code: 'request.not-found' });
  await audit(t, { action: 'complaints.template-deleted', object: 'complaint-settings', objectId: id });
  return {};
});

export const listFilters = (ctx: Context) => inTenant(ctx, async (t) => ({ items: await storage.listFilters<Input<'saveFilter'>['filter']>(t.tx, t.instansi, mustViewer(t).accountId) }));
export const saveFilter = (ctx: Context, { name, filter }: Input<'saveFilter'>) => inTenant(ctx, async (t) => {
  const id = uuidv7();
  await storage.insertFilter(t.tx, t.instansi, mustViewer(t).accountId, id, name, filter);
  return { id };
});
export const deleteFilter = (ctx: Context, { id }: Input<'deleteFilter'>) => inTenant(ctx, async (t) => {
  if ((await storage.deleteFilter(t.tx, t.instansi, mustViewer(t).accountId, id)) === 0) throw new Refused({ code: 'request.not-found' });
  return {};
});
