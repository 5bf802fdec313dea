import type { TenantContext } from '../../../platform/request/context.ts';
import { routeByRule } from '../rules/rules-route-first.ts';
import type { LoadedReport } from '../storage/reports.ts';
import { configurationOf } from './configuration.ts';
import { suggestFrom } from './learn.ts';
import { organizationOf } from './ports.ts';
import { unitsInForce } from './units-in-force.ts';

/** Below this a suggestion is no better than a guess and is not made. */
const LEAST_CONFIDENCE = 30;

export async function suggestCategories(t: TenantContext, text: string) {
  const configuration = await configurationOf(t);
  const found = await suggestFrom(t, text, 'category:', configuration.categories);
  return found.flatMap(({ label, confidence, why }) => {
    const category = configuration.categories.get(label);
    return category?.active && !category.kinds.includes('misconduct') && confidence > 0 ? [{ code: category.code, name: category.name, group: category.group, confidence, why }] : [];
  });
}

export async function bestCategory(t: TenantContext, report: LoadedReport): Promise<string | undefined> {
  const [first] = await suggestCategories(t, `${report.title} ${report.body}`);
  return first && first.confidence >= LEAST_CONFIDENCE ? first.code : undefined;
}

/** Rules by category and place first, then the category's own unit, then what was decided before. A person confirms. */
export async function suggestRoute(t: TenantContext, report: LoadedReport) {
  const configuration = await configurationOf(t);
  const text = `${report.title} ${report.body}`;
  const [category] = report.state.category ? [] : await suggestCategories(t, text);
  const code = report.state.category ?? category?.code ?? null;
  const known = code ? configuration.categories.get(code) : undefined;
  const named = known ? { category: { code: known.code, name: known.name, group: known.group } } : {};
  // A closed unit stands for its successor; one without is nobody's, and the next rule decides.
  const resolved = await organizationOf(t).resolveUnits(t, [...configuration.rules.map((one) => `unit:${one.unit}`), ...(known?.unit ? [`unit:${known.unit}`] : [])], {});
  const rule = routeByRule(configuration.rules.filter((one) => resolved.has(`unit:${one.unit}`)), { category: code, region: report.region });
  const unit = resolved.get(`unit:${rule?.unit ?? known?.unit}`);
  if (unit) return { ...named, unit: { id: unit.id, name: unit.name }, confidence: category?.confidence ?? 100, why: rule ? [rule.note || 'aturan penerusan'] : (category?.why ?? ['kategori']), by: 'rule' as const };
  const decided = await suggestFrom(t, text, 'unit:');
  const there = await unitsInForce(t, decided.map(({ label }) => label));
  const past = decided.find(({ label }) => there.has(label));
  const facts = past && there.get(past.label);
  if (past && facts && past.confidence >= LEAST_CONFIDENCE) return { ...named, unit: { id: facts.id, name: facts.name }, confidence: past.confidence, why: past.why, by: 'past-decisions' as const };
  return category ? { ...named, confidence: category.confidence, why: category.why, by: 'past-decisions' as const } : undefined;
}
