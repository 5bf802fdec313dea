import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CategoryDetail, LimitRow, Question, RoutingRule, Rung, Settings, TemplateRow } from '../contract.ts';

// Chapters: the head · first filling · rows · saved filters

export interface SettingsBody extends Omit<Settings, 'version'> {
  ladder: Rung[];
}

export const serialOf = async (tx: Tx, instansi: string): Promise<number | undefined> =>
  (await tx.maybe<{ serial: number }>(sql`select serial from complaints.settings where instansi = ${instansi}`))?.serial;

export const findSettings = (tx: Tx, instansi: string): Promise<{ serial: number; body: SettingsBody } | undefined> =>
  tx.maybe(sql`select serial, body from complaints.settings where instansi = ${instansi}`);

export const bump = (tx: Tx, instansi: string): Promise<number> => tx.run(sql`update complaints.settings set serial = serial + 1 where instansi = ${instansi}`);

export const saveSettings = (tx: Tx, instansi: string, serial: number, body: SettingsBody): Promise<number> =>
  tx.run(sql`update complaints.settings set serial = serial + 1, body = ${JSON.stringify(body)} where instansi = ${instansi} and serial = ${serial}`);

/** Fills the starting tables once; of two at the same moment the second waits and finds them there. */
export async function begin(tx: Tx, instansi: string, start: { settings: SettingsBody; limits: readonly (LimitRow & { id: string })[]; categories: readonly CategoryDetail[]; templates: readonly (TemplateRow & { id: string })[] }): Promise<void> {
  const made = await tx.run(sql`insert into complaints.settings (instansi, serial, body) values (${instansi}, 1, ${JSON.stringify(start.settings)}) on conflict do nothing`);
  if (made === 0) return;
  for (const limit of start.limits) await upsertLimit(tx, instansi, limit.id, limit);
  for (const [sort, category] of start.categories.entries()) await upsertCategory(tx, instansi, category, sort);
  for (const template of start.templates) await upsertTemplate(tx, instansi, template.id, template);
}

export const listCategories = (tx: Tx, instansi: string): Promise<CategoryDetail[]> =>
  tx.many<Omit<CategoryDetail, 'emergency' | 'questions'> & { emergency: string; questions: Question[] }>(sql`select code, name, group_name as "group", kinds, description, keywords, questions, emergency, unit, active, version
    from complaints.category where instansi = ${instansi} order by sort, code`).then((rows) => rows.map(({ emergency, ...row }) => ({ ...row, ...(emergency ? { emergency } : {}) })));

export const upsertCategory = (tx: Tx, instansi: string, c: Omit<CategoryDetail, 'version'>, sort: number): Promise<number> =>
  tx.run(sql`insert into complaints.category (instansi, code, name, group_name, kinds, description, keywords, questions, emergency, unit, active, sort)
    values (${instansi}, ${c.code}, ${c.name}, ${c.group}, ${c.kinds}, ${c.description}, ${c.keywords}, ${JSON.stringify(c.questions)}, ${c.emergency ?? ''}, ${c.unit}, ${c.active}, ${sort})
    on conflict (instansi, code) do update set name = excluded.name, group_name = excluded.group_name, kinds = excluded.kinds, description = excluded.description, keywords = excluded.keywords,
      questions = excluded.questions, emergency = excluded.emergency, unit = excluded.unit, active = excluded.active, version = complaints.category.version + 1`);

export type StoredLimit = LimitRow & { id: string; version: number };
export const listLimits = (tx: Tx, instansi: string): Promise<StoredLimit[]> =>
  tx.many(sql`select id, clock, category, kind, n, unit, start_event as "startEvent", warn_at_percent as "warnAtPercent", escalate_to as "escalateTo", legal_basis as "legalBasis", version
    from complaints.time_limit where instansi = ${instansi} order by clock, kind nulls first, category nulls first`);

/** A row for the same clock, kind and category is replaced. @returns id of the row */
export const upsertLimit = async (tx: Tx, instansi: string, id: string, l: LimitRow): Promise<string> =>
  (await tx.one<{ id: string }>(sql`insert into complaints.time_limit (instansi, id, clock, category, kind, n, unit, start_event, warn_at_percent, escalate_to, legal_basis)
    values (${instansi}, ${id}, ${l.clock}, ${l.category}, ${l.kind}, ${l.n}, ${l.unit}, ${l.startEvent}, ${l.warnAtPercent}, ${l.escalateTo}, ${l.legalBasis})
    on conflict on constraint time_limit_once do update set n = excluded.n, unit = excluded.unit, start_event = excluded.start_event, warn_at_percent = excluded.warn_at_percent,
      escalate_to = excluded.escalate_to, legal_basis = excluded.legal_basis, version = complaints.time_limit.version + 1 returning id`)).id;

export const deleteLimit = (tx: Tx, instansi: string, id: string): Promise<number> =>
  tx.run(sql`delete from complaints.time_limit where instansi = ${instansi} and id = ${id}`);

export const listRules = (tx: Tx, instansi: string): Promise<(RoutingRule & { id: string })[]> =>
  tx.many(sql`select id, sort as "order", category, region, unit, note from complaints.routing_rule where instansi = ${instansi} order by sort, id`);
export const upsertRule = (tx: Tx, instansi: string, id: string, r: RoutingRule): Promise<number> =>
  tx.run(sql`insert into complaints.routing_rule (instansi, id, sort, category, region, unit, note) values (${instansi}, ${id}, ${r.order}, ${r.category}, ${r.region}, ${r.unit}, ${r.note})
    on conflict (instansi, id) do update set sort = excluded.sort, category = excluded.category, region = excluded.region, unit = excluded.unit, note = excluded.note`);
export const deleteRule = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`delete from complaints.routing_rule where instansi = ${instansi} and id = ${id}`);

export const listTemplates = (tx: Tx, instansi: string): Promise<(TemplateRow & { id: string })[]> =>
  tx.many(sql`select id, title, category, outcome, body as text, active from complaints.template where instansi = ${instansi} order by title, id`);
export const upsertTemplate = (tx: Tx, instansi: string, id: string, r: TemplateRow): Promise<number> =>
  tx.run(sql`insert into complaints.template (instansi, id, title, category, outcome, body, active) values (${instansi}, ${id}, ${r.title}, ${r.category}, ${r.outcome}, ${r.text}, ${r.active})
    on conflict (instansi, id) do update set title = excluded.title, category = excluded.category, outcome = excluded.outcome, body = excluded.body, active = excluded.active`);
export const deleteTemplate = (tx: Tx, instansi: string, id: string): Promise<number> => tx.run(sql`delete from complaints.template where instansi = ${instansi} and id = ${id}`);

export const listFilters = <T>(tx: Tx, instansi: string, account: string): Promise<{ id: string; name: string; filter: T }[]> =>
  tx.many(sql`select id, name, body as filter from complaints.saved_filter where instansi = ${instansi} and account = ${account} order by name, id limit 100`);
export const insertFilter = (tx: Tx, instansi: string, account: string, id: string, name: string, filter: unknown): Promise<number> =>
  tx.run(sql`insert into complaints.saved_filter (instansi, id, account, name, body) values (${instansi}, ${id}, ${account}, ${name}, ${JSON.stringify(filter)})`);
export const deleteFilter = (tx: Tx, instansi: string, account: string, id: string): Promise<number> =>
  tx.run(sql`delete from complaints.saved_filter where instansi = ${instansi} and account = ${account} and id = ${id}`);
